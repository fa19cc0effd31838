//go:build cgo

package ui

import (
	"runtime/debug"
	"time"
)

// How much garbage Go may let stand before it collects, in percent of what lives.
// Most of what lives are the two fonts, about 45 MB: they are read once and stay.
const (
	garbageStarting = 400 // a collection while fonts are read finds nothing and costs time
	garbageUsual    = 25
)

// restful is how long after the rooms stand memory is given back: when they are drawn.
const restful = time.Second

// starting lets garbage stand until the first page is there; settled ends that, and each
// call of it gives back to the system what was only needed on the way: the 64 MiB of a
// key derivation, the fonts of the look before.
func starting() (settled func()) {
	debug.SetGCPercent(garbageStarting)
	return func() {
		time.AfterFunc(restful, func() {
			debug.SetGCPercent(garbageUsual)
			debug.FreeOSMemory()
		})
	}
}
