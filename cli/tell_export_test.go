package cli

import "io"

// ErrSaid is for tests.
var ErrSaid = errSaid

// TellWorkTo is tellWork of a call that says to w.
func TellWorkTo(w io.Writer, words string, least int64) func(done, total int64) {
	return (&call{Env: Env{Err: w}}).tellWork(words, least)
}

// StoppedTo is stopped of a call that says to w.
func StoppedTo(w io.Writer, err error, words string) error {
	return (&call{Env: Env{Err: w}}).stopped(err, words)
}
