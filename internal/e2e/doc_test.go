//go:build e2e

// Package e2e_test drives the real window of the real program, under Xvfb and by
// keys alone, and reads what came of it from the office file with the headless
// verbs: make e2e.
package e2e_test
