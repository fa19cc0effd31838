// Package testkit gives tests in-memory offices that write real entries, seeded so
// that every run makes the same bytes; a clock that stands still; and golden
// files. Nothing but tests may import it.
package testkit
