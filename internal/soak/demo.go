//go:build soak

package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"
)

// demoKills kills the demo at some moment and plays it again in the same folder,
// every second time without being told that it may.
func demoKills(dir string, seed uint64, rounds int) *tally {
	t := &tally{name: "demo killed, then again", rounds: rounds}
	r := rand.New(rand.NewPCG(seed, 4))
	begin := time.Now()
	if out, err := demo(filepath.Join(dir, "whole")).CombinedOutput(); err != nil {
		t.note("undisturbed: %v %s", err, tail(out))
		return t
	}
	whole := time.Since(begin)
	for i := range rounds {
		to := filepath.Join(dir, strconv.Itoa(i))
		c := demo(to)
		if err := c.Start(); err != nil {
			t.note("%v", err)
			return t
		}
		after := time.Duration(r.Int64N(int64(whole)))
		kill(c, after)
		_ = c.Wait()
		args := []string{to}
		if i%2 == 1 {
			args = []string{"--again", to}
		}
		if c.ProcessState.Success() && i%2 == 0 {
			continue // it had ended; then it is right not to trample on it
		}
		if out, err := demo(args...).CombinedOutput(); err != nil {
			t.damaged++
			t.note("killed after %s, again %v: %v %s", after, i%2 == 1, err, tail(out))
		}
		_ = os.RemoveAll(to)
	}
	return t
}

func demo(args ...string) *exec.Cmd {
	return exec.Command(os.Args[0], append([]string{"demo"}, args...)...)
}

func tail(out []byte) string { return string(out[max(0, len(out)-300):]) }
