// Package cli is the office without a window: one verb for each thing that
// scripts and machines without a display need. Exit codes: 0 done, 1 refused and
// nothing changed, 2 usage, 3 our own data is damaged.
package cli
