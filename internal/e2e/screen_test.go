//go:build e2e

package e2e_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// screen is a display of its own with a window manager and nothing else on it.
type screen struct {
	t      *testing.T
	dir    string // home of everything that runs on it
	env    []string
	office string // path of the office file, "" for the usual one
}

// newScreen starts an Xvfb on a display that is free; extra are arguments for it.
func newScreen(t *testing.T, extra ...string) *screen {
	t.Helper()
	s := &screen{t: t, dir: t.TempDir()}
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	x := exec.Command("Xvfb", append([]string{"-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-fbdir", s.dir}, extra...)...)
	x.ExtraFiles = []*os.File{write}
	start(t, x)
	_ = write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	s.env = append(os.Environ(), "DISPLAY=:"+strings.TrimSpace(number), "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "LIBGL_ALWAYS_SOFTWARE=1",
		"HOME="+s.dir, "XDG_CONFIG_HOME="+filepath.Join(s.dir, "config"), "XDG_DATA_HOME="+filepath.Join(s.dir, "data"),
		"WAYLAND_DISPLAY=", "SILIAN_PASSWORD=")
	if err := os.MkdirAll(filepath.Join(s.dir, ".cache"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.noPrinter()
	start(t, s.command("openbox"))
	return s
}

// noPrinter puts programs before those that print and show papers: they note what they
// were given and fail, as on a PC without a printer, and no real one prints.
func (s *screen) noPrinter() {
	s.t.Helper()
	dir := filepath.Join(s.dir, ".bin")
	if err := os.Mkdir(dir, 0o755); err != nil {
		s.t.Fatal(err)
	}
	script := "#!/bin/sh\necho \"${0##*/} ${1##*.}\" >>'" + s.papers() + "'\nexit 1\n"
	for _, name := range []string{"lp", "xdg-open"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(script), 0o755); err != nil {
			s.t.Fatal(err)
		}
	}
	s.env = append(s.env, "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// papers is the file that lists what noPrinter's programs were given.
func (s *screen) papers() string { return filepath.Join(s.dir, ".papers") }

// start runs a program until the test ends.
func start(t *testing.T, c *exec.Cmd) {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill()
		_ = c.Wait()
	})
}

func (s *screen) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env, c.Dir = s.env, s.dir
	return c
}

// run runs a program to its end and gives what it printed.
func (s *screen) run(name string, args ...string) string {
	s.t.Helper()
	out, err := s.command(name, args...).Output()
	if err != nil {
		s.t.Fatalf("%s %v: %v", name, args, err)
	}
	return string(out)
}

// picture is what the screen shows, four bytes a pixel.
type picture struct {
	width, height, stride int
	pixels                []byte
}

// shot is what the screen shows: Xvfb keeps it in a file, in the format of xwd.
func (s *screen) shot() picture {
	s.t.Helper()
	b, err := os.ReadFile(filepath.Join(s.dir, "Xvfb_screen0"))
	if err != nil {
		s.t.Fatal(err)
	}
	word := func(i int) int { return int(binary.BigEndian.Uint32(b[4*i:])) }
	skip := word(0) + 12*word(19) // header and table of colours
	return picture{width: word(4), height: word(5), stride: word(12), pixels: b[skip:]}
}

// keep writes the screen into a folder, for people, when SILIAN_PICTURES names one.
func (s *screen) keep(name string) {
	dir := os.Getenv("SILIAN_PICTURES")
	if dir == "" {
		return
	}
	s.run("import", "-silent", "-window", "root", filepath.Join(dir, name+".png"))
}

// moved is the rectangle in which two pictures differ.
func moved(a, b picture) (r image.Rectangle) {
	for y := range a.height {
		row := y * a.stride
		one, two := a.pixels[row:row+4*a.width], b.pixels[row:row+4*a.width]
		if bytes.Equal(one, two) {
			continue
		}
		for x := range a.width {
			if !bytes.Equal(one[4*x:4*x+4], two[4*x:4*x+4]) {
				r = r.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return r
}

// settle waits until the screen stands still, but for a blinking caret.
func (s *screen) settle() picture {
	s.t.Helper()
	before := s.shot()
	for range 40 {
		time.Sleep(150 * time.Millisecond)
		now := s.shot()
		if d := moved(before, now); d.Dx() <= caretWidth {
			return now
		}
		before = now
	}
	return before
}

// caretWidth is the most pixels a blinking caret changes in a row.
const caretWidth = 4

// windowAt is where a mapped window of this name lies on the screen.
func (s *screen) windowAt(name string) (image.Rectangle, bool) {
	out, err := s.command("xdotool", "search", "--onlyvisible", "--name", name).Output()
	ids := strings.Fields(string(out))
	if err != nil || len(ids) == 0 {
		return image.Rectangle{}, false
	}
	var x, y, w, h int
	for line := range strings.Lines(s.run("xdotool", "getwindowgeometry", "--shell", ids[len(ids)-1])) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		n, _ := strconv.Atoi(value)
		switch key {
		case "X":
			x = n
		case "Y":
			y = n
		case "WIDTH":
			w = n
		case "HEIGHT":
			h = n
		}
	}
	return image.Rect(x, y, x+w, y+h), true
}

// wait asks until it is so, for at most three minutes, for slow machines.
func (s *screen) wait(what string, so func() bool) {
	s.t.Helper()
	for end := time.Now().Add(3 * time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if so() {
			return
		}
	}
	s.keep("failed")
	s.t.Fatalf("waited in vain for %s", what)
}
