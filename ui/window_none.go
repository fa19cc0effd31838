//go:build !cgo

package ui

import "context"

// openWindow of a program built without cgo says that it has verbs only.
func openWindow(_ context.Context, _ Config, env Env) int {
	tell(env.Err, wordsNoWindow)
	return 1
}
