package ui

import (
	"errors"
	"runtime"
	"testing"
)

// TestNoDesktop: only what GLFW says of the desktop becomes words about the desktop.
func TestNoDesktop(t *testing.T) {
	var nothing *door
	ours := func() (fault any) {
		defer func() { fault = recover() }()
		return nothing.cfg.Path
	}()
	if _, ok := ours.(runtime.Error); !ok {
		t.Fatalf("a nil pointer gave %v", ours)
	}
	for _, tc := range []struct {
		name  string
		fault any
		want  string
	}{
		{"never begun", errors.New("NotInitialized: The GLFW library is not initialized"), wordsNoDisplay},
		{"no display", errors.New("PlatformUnavailable: X11: Failed to open display :42"), wordsNoDisplay},
		{"the system", errors.New("PlatformError: X11: The DISPLAY environment variable is missing"), wordsNoDisplay},
		{"no OpenGL", errors.New("APIUnavailable: GLX: GLX extension not found"), wordsNoOpenGL},
		{"old OpenGL", errors.New("VersionUnavailable: Requested OpenGL version 2.1"), wordsNoOpenGL},
		{"a fault of ours", ours, ""},
		{"a fault in what GLFW was asked", errors.New("InvalidValue: Invalid window size"), ""},
		{"words", "NotInitialized: not an error", ""},
	} {
		if got := noDesktop(tc.fault); got != tc.want {
			t.Errorf("%s: %q", tc.name, got)
		}
	}
}
