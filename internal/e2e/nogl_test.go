//go:build e2e

package e2e_test

import (
	"strings"
	"testing"
)

// TestNoOpenGL opens the program where nothing can be drawn: it says so in plain
// words, names the cure and ends with 1; the verbs go on working.
func TestNoOpenGL(t *testing.T) {
	s := newScreen(t, "-extension", "GLX")
	s.found()
	p := &program{screen: s}
	p.cmd = s.command(silian(t), "--db", s.file())
	p.cmd.Stderr = &p.said
	start(t, p.cmd)
	if code := p.ended(); code != 1 {
		t.Errorf("exit code %d, want 1 (-1: it never ended)", code)
	}
	for _, words := range []string{"打不开窗口", "OpenGL", "显卡驱动", "silian help"} {
		if !strings.Contains(p.said.String(), words) {
			t.Errorf("%q is not in what it said:\n%s", words, p.said.String())
		}
	}
	if got := s.list(""); len(got.Cases) != 0 {
		t.Errorf("a new office file lists %v", got)
	}
}

// TestNoDisplay opens the program without a desktop.
func TestNoDisplay(t *testing.T) {
	tests := []struct{ name, display, words string }{
		{"none", "", "没有图形桌面"},
		{"a dead one", ":4242", "打不开窗口"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			s := &screen{t: t, dir: t.TempDir()}
			s.env = []string{"DISPLAY=" + tc.display, "HOME=" + s.dir, "PATH=/usr/bin:/bin"}
			p := &program{screen: s}
			p.cmd = s.command(silian(t))
			p.cmd.Stderr = &p.said
			start(t, p.cmd)
			if code := p.ended(); code != 1 {
				t.Errorf("exit code %d, want 1", code)
			}
			if !strings.Contains(p.said.String(), tc.words) {
				t.Errorf("%q is not in what it said:\n%s", tc.words, p.said.String())
			}
		})
	}
}
