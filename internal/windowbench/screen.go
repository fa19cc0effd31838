//go:build windowbench

package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// screen is an Xvfb whose picture lies in a file.
type screen struct {
	x     *exec.Cmd
	env   []string
	frame string // the file, in the format of xwd
}

// newScreen starts it on a free display.
func newScreen(dir string) (*screen, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset", "-fbdir", dir)
	x.ExtraFiles = []*os.File{write}
	if err := x.Start(); err != nil {
		return nil, err
	}
	_ = write.Close()
	number, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("Xvfb: %w", err)
	}
	env := []string{
		"DISPLAY=:" + strings.TrimSpace(number), "LIBGL_ALWAYS_SOFTWARE=1", "HOME=" + dir,
		"XDG_CONFIG_HOME=" + filepath.Join(dir, "config"), "WAYLAND_DISPLAY=", "XMODIFIERS=",
	}
	return &screen{x: x, env: env, frame: filepath.Join(dir, "Xvfb_screen0")}, nil
}

func (s *screen) stop() {
	_ = s.x.Process.Kill()
	_ = s.x.Wait()
}

// How the picture is watched.
const (
	look  = 10 * time.Millisecond
	quiet = 5 * time.Second // so long nothing but a caret may change
	patch = 250             // a change of fewer pixels is a caret or a hover
	limit = 2 * time.Minute
)

// still waits until the picture stands still and gives when it last changed, counted
// from began.
func (s *screen) still(began time.Time) (time.Duration, error) {
	last, err := s.picture()
	if err != nil {
		return 0, err
	}
	var changed time.Time
	for time.Since(began) < limit {
		time.Sleep(look)
		now, err := s.picture()
		if err != nil {
			return 0, err
		}
		if at := time.Now(); differ(last, now) {
			changed, last = at, now
		} else if !changed.IsZero() && at.Sub(changed) > quiet {
			return changed.Sub(began), nil
		}
	}
	return 0, errors.New("the picture never stood still")
}

// picture is the screen's pixels.
func (s *screen) picture() ([]byte, error) {
	b, err := os.ReadFile(s.frame)
	if err != nil {
		return nil, err
	}
	if len(b) < 100 {
		return nil, errors.New("the picture is too short")
	}
	head, colours := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[76:])
	return b[min(len(b), int(head+colours*12)):], nil
}

// differ says whether more than a patch has changed.
func differ(a, b []byte) bool {
	if bytes.Equal(a, b) {
		return false
	}
	n := 0
	for i := 0; i+4 <= min(len(a), len(b)); i += 4 {
		if !bytes.Equal(a[i:i+4], b[i:i+4]) {
			n++
		}
	}
	return n > patch
}

// press gives the window keys as a person would, and waits until it rests.
func (s *screen) press(keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	c := exec.Command("xdotool", append([]string{"key", "--delay", "300"}, keys...)...)
	c.Env = append(os.Environ(), s.env...)
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("xdotool: %w: %s", err, out)
	}
	time.Sleep(quiet)
	return nil
}

// resident is the memory a process holds and has held at most, in bytes.
func resident(pid int) (now, most int64, err error) {
	b, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, 0, err
	}
	of := map[string]int64{}
	for line := range strings.Lines(string(b)) {
		if key, rest, _ := strings.Cut(line, ":"); key == "VmRSS" || key == "VmHWM" {
			if of[key], err = strconv.ParseInt(strings.Fields(rest)[0], 10, 64); err != nil {
				return 0, 0, err
			}
		}
	}
	if of["VmRSS"] == 0 {
		return 0, 0, errors.New("no VmRSS")
	}
	return of["VmRSS"] << 10, of["VmHWM"] << 10, nil
}
