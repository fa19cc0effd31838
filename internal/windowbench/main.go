//go:build windowbench

// Command windowbench measures how long the program's window takes to stand there,
// and how much memory it holds then and after use, against an empty window of Fyne with the same fonts:
// make bench-window. Both run on an Xvfb of their own whose picture is watched.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

func main() {
	empty := flag.Bool("empty", false, "be the empty window")
	program := flag.String("program", "build/silian", "the program")
	file := flag.String("file", "", "an office file; password in SILIAN_PASSWORD")
	demo := flag.Bool("demo", false, "the file is a demo file: no password is needed")
	runs := flag.Int("runs", 7, "runs of each")
	flag.Parse()
	if *empty {
		emptyWindow()
		return
	}
	if err := compare(*program, *file, *demo, *runs); err != nil {
		fmt.Fprintln(os.Stderr, "windowbench:", err)
		os.Exit(1)
	}
}

// contest is one of the windows that are compared.
type contest struct {
	name string
	args []string
	env  []string
	keys []string // pressed when the window stands; memory is read after them
	took []time.Duration
	held []int64 // resident at the end, bytes
	peak []int64 // resident at most, bytes
}

// walk goes through the rooms again and again.
func walk() []string {
	var keys []string
	for range 10 {
		keys = append(keys, "alt+2", "alt+3", "alt+4", "alt+1")
	}
	return keys
}

// compare runs the windows in turn and prints the medians.
func compare(program, file string, demo bool, runs int) error {
	if file == "" {
		return errors.New("no -file")
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "windowbench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := newScreen(dir)
	if err != nil {
		return err
	}
	defer s.stop()
	if program, err = filepath.Abs(program); err != nil {
		return err
	}
	windows := []*contest{
		{name: "empty Fyne window, same fonts", args: []string{self, "-empty"}},
		{name: "page that asks for the password", args: []string{program, "--db", file}, env: []string{"SILIAN_PASSWORD="}},
		{name: "rooms, key derived and file opened", args: []string{program, "--db", file}},
	}
	if demo {
		windows[2].args = append(windows[2].args, "--demo")
	}
	windows = append(windows, &contest{name: "rooms, after 40 changes of room", args: windows[2].args, keys: walk()})
	for range runs {
		for _, w := range windows {
			if err := s.measure(w); err != nil {
				return fmt.Errorf("%s: %w", w.name, err)
			}
		}
	}
	report(windows)
	return nil
}

func report(windows []*contest) {
	base := windows[0]
	fmt.Printf("%-36s %8s %7s %8s %8s %8s\n", "medians", "stands", "times", "memory", "above", "at most")
	for _, w := range windows {
		took, held := median(w.took), median(w.held)
		fmt.Printf("%-36s %5d ms %6.2fx %5d MB %+5d MB %5d MB\n", w.name, took.Milliseconds(), float64(took)/float64(median(base.took)),
			held>>20, (held-median(base.held))>>20, median(w.peak)>>20)
	}
}

func median[T time.Duration | int64](all []T) T {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}

// measure runs one window until its picture stands still.
func (s *screen) measure(w *contest) error {
	c := exec.Command(w.args[0], w.args[1:]...)
	c.Env = append(append(os.Environ(), s.env...), w.env...)
	began := time.Now()
	if err := c.Start(); err != nil {
		return err
	}
	defer func() { // closed well: after a kill the next start would check the whole file
		_ = c.Process.Signal(os.Interrupt)
		late := time.AfterFunc(limit, func() { _ = c.Process.Kill() })
		_ = c.Wait()
		late.Stop()
	}()
	still, err := s.still(began)
	if err != nil {
		return err
	}
	if err := s.press(w.keys); err != nil {
		return err
	}
	held, peak, err := resident(c.Process.Pid)
	if err != nil {
		return err
	}
	w.took, w.held, w.peak = append(w.took, still), append(w.held, held), append(w.peak, peak)
	return nil
}
