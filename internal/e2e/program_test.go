//go:build e2e

package e2e_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The office of the tests is invented.
const (
	villageName = "东岭村"
	villageCode = "419901102201"
	townCode    = "419901102000"
	password    = "long-enough"
	title       = "四联台账"
)

// silian is the program under test: build/silian, or SILIAN_BINARY.
func silian(t *testing.T) string {
	t.Helper()
	path := os.Getenv("SILIAN_BINARY")
	if path == "" {
		path = "../../build/silian"
	}
	path, err := filepath.Abs(path)
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Fatalf("no program to test, run make build first: %v", err)
	}
	return path
}

// program is the window of an office file on a screen.
type program struct {
	*screen
	path string // the office file
	cmd  *exec.Cmd
	said bytes.Buffer // its stderr
}

// file is the path of the screen's office file.
func (s *screen) file() string {
	if s.office != "" {
		return s.office
	}
	return filepath.Join(s.dir, "office", "silian.db")
}

// found makes the office file without the window.
func (s *screen) found() {
	s.t.Helper()
	s.verb("init", "--level", "village", "--name", villageName, "--code", villageCode, "--parent", townCode, "--operator", "韩守田")
}

// verb runs a headless verb on the office file.
func (s *screen) verb(verb string, args ...string) string {
	s.t.Helper()
	c := s.command(silian(s.t), append([]string{verb, "--db", s.file()}, args...)...)
	c.Env = append(c.Env, "SILIAN_PASSWORD="+password)
	out, err := c.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			s.t.Fatalf("silian %s: %v: %s", verb, err, exit.Stderr)
		}
		s.t.Fatal(err)
	}
	return string(out)
}

// listed is an answer of silian list --json.
type listed struct {
	Cases []struct{ No, Title, Level, State, Due string }
}

// list asks which cases a query finds.
func (s *screen) list(query string) listed {
	s.t.Helper()
	var l listed
	if err := json.Unmarshal([]byte(s.verb("list", "--json", "--query", query)), &l); err != nil {
		s.t.Fatal(err)
	}
	return l
}

// open opens the window and waits until it stands on the screen.
func (s *screen) open(args ...string) *program {
	s.t.Helper()
	p := &program{screen: s, path: s.file()}
	p.cmd = s.command(silian(s.t), append([]string{"--db", p.path}, args...)...)
	p.cmd.Stderr = &p.said
	start(s.t, p.cmd)
	s.wait("the window", func() bool { _, ok := s.windowAt(title); return ok })
	s.settle()
	return p
}

// unlock types the password of the first page and waits for the rooms.
func (p *program) unlock() {
	p.t.Helper()
	before := p.settle()
	p.text(password)
	p.key("Return")
	p.wait("the rooms", func() bool { return turned(before, p.shot()) })
	p.settle()
}

// turn presses a key that leads to another page and waits for it; a key that finds
// its page there already costs eight seconds.
func (p *program) turn(key string) {
	p.t.Helper()
	before := p.settle()
	p.key(key)
	for end := time.Now().Add(8 * time.Second); time.Now().Before(end) && !turned(before, p.shot()); {
		p.pause()
	}
	p.settle()
}

// turned says whether so much of the screen has changed that another page stands
// there: the rail at the left and the middle.
func turned(a, b picture) bool {
	d := moved(a, b)
	return d.Dx() > 500 && d.Dy() > 300
}

// close ends the window as a log-off would and checks that it went well.
func (p *program) close() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGINT); err != nil {
		p.t.Fatal(err)
	}
	if code := p.ended(); code != 0 {
		p.t.Errorf("the window ended with %d: %s", code, p.said.String())
	}
	if strings.Contains(p.said.String(), "panic") {
		p.t.Error(p.said.String())
	}
}

// ended waits for the end of the program and gives its exit code, -1 when it does not
// end.
func (p *program) ended() int {
	p.t.Helper()
	done := make(chan struct{})
	go func() { _ = p.cmd.Wait(); close(done) }()
	select {
	case <-done:
		return p.cmd.ProcessState.ExitCode()
	case <-time.After(2 * time.Minute):
		return -1
	}
}

// key presses keys one after the other: "Return", "ctrl+n".
func (p *program) key(names ...string) {
	p.t.Helper()
	p.run("xdotool", append([]string{"key", "--clearmodifiers", "--delay", "60"}, names...)...)
	p.pause()
}

// text types letters and digits of the keyboard.
func (p *program) text(letters string) {
	p.t.Helper()
	p.run("xdotool", "type", "--delay", "60", letters)
	p.pause()
}

// pause lets the program draw.
func (p *program) pause() { time.Sleep(300 * time.Millisecond) }

// field is the text of the field that has the focus; the caret then stands at its end.
func (p *program) field() (text string) {
	p.t.Helper()
	for range 4 { // a slow machine answers late
		if text = p.copied(); text != "" {
			break
		}
	}
	return text
}

// wants checks the text of the field that has the focus.
func (p *program) wants(text string) {
	p.t.Helper()
	if got := p.field(); got != text {
		p.keep("failed")
		p.t.Errorf("the field holds %q, want %q", got, text)
	}
}
