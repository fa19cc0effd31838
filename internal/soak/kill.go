//go:build soak

package main

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"silian/office"
)

// child is the program that is killed: it does acts from the number it is told on
// and says each one when it is on the disk. After every seventh act it closes the
// file and opens it again, so that a kill meets that too.
func child(args []string) int {
	next, err := strconv.Atoi(args[1])
	if err != nil {
		fmt.Println("failed", err)
		return 1
	}
	for {
		o, err := office.Open(context.Background(), config(args[0]))
		if err != nil {
			fmt.Println("failed", err)
			return 1
		}
		for range 7 {
			fmt.Println("try", next)
			if err := do(o, next); err != nil {
				fmt.Println("failed", next, err)
				return 1
			}
			fmt.Println("ack", next)
			next++
		}
		if err := o.Close(); err != nil {
			fmt.Println("failed", err)
			return 1
		}
	}
}

// life is one office through several kills.
type life struct {
	path  string
	acked []int
	count uint64
	head  [32]byte
}

// killRounds kills the program again and again. Every 25 rounds begin a new office,
// so that checking all of it each time stays quick.
func killRounds(dir string, seed uint64, rounds int) *tally {
	t := &tally{name: "kill -9", rounds: rounds}
	r := rand.New(rand.NewPCG(seed, 1))
	template := filepath.Join(dir, "template", "office.db")
	if err := firstErr(os.MkdirAll(filepath.Dir(template), 0o700), found(template)); err != nil {
		t.note("founding: %v", err)
		return t
	}
	var l *life
	for i := range rounds {
		if i%25 == 0 {
			path, err := copyOffice(template, filepath.Join(dir, strconv.Itoa(i)))
			if err != nil {
				t.note("%v", err)
				return t
			}
			l = &life{path: path}
		}
		next := len(l.acked)
		tried, err := killOnce(l, r)
		if err != nil {
			t.note("round %d: %v", i, err)
		}
		t.acknowledged += len(l.acked) - next
		again := -1
		if tried > len(l.acked) {
			t.unacknowledged++
			again = len(l.acked)
		}
		settle(t, i, l, again)
	}
	return t
}

// settle looks at the office after a kill.
func settle(t *tally, round int, l *life, again int) {
	v := examine(l.path, l.acked, again)
	t.lost += v.lost
	t.doubled += v.doubled
	if v.problem != "" {
		t.damaged++
		t.note("round %d: %s", round, v.problem)
	}
	if v.count < l.count || l.count > 0 && !stands(l) {
		t.lost++
		t.note("round %d: what stood before is not there", round)
	}
	l.count, l.head = v.count, v.head
	if again >= 0 {
		l.acked = append(l.acked, again) // the second try has acknowledged it
	}
}

// stands reports whether the journal still holds what it held after the last round.
func stands(l *life) bool {
	db, err := sql.Open("sqlite", "file:"+l.path)
	if err != nil {
		return false
	}
	defer func() { _ = db.Close() }()
	var chain []byte
	err = db.QueryRow("SELECT chain FROM entry WHERE seq = ?", int64(l.count)).Scan(&chain)
	return err == nil && string(chain) == string(l.head[:])
}

// killOnce starts the program, kills it at some moment and gives how many acts had
// been tried.
func killOnce(l *life, r *rand.Rand) (tried int, err error) {
	c := exec.Command(os.Args[0], "child", l.path, strconv.Itoa(len(l.acked)))
	out, err := c.StdoutPipe()
	if err != nil {
		return 0, err
	}
	if err := c.Start(); err != nil {
		return 0, err
	}
	acks := r.IntN(12) // kill after so many, and a little
	wait := time.Duration(r.IntN(30_000)) * time.Microsecond
	if acks == 11 { // before anything is said: while it opens
		go kill(c, wait)
	}
	got := 0
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			break
		}
		if err != nil {
			break // the pipe of a killed program
		}
		var n int
		switch {
		case scan(line, "try %d\n", &n):
			tried = n + 1
		case scan(line, "ack %d\n", &n):
			l.acked = append(l.acked, n)
			got++
		default:
			_ = c.Process.Kill()
			_ = c.Wait()
			return tried, fmt.Errorf("the program said %q", line)
		}
		if got == acks && acks < 11 {
			acks = -1
			go kill(c, wait)
		}
	}
	_ = c.Wait()
	return tried, nil
}

func scan(line, format string, n *int) bool {
	k, err := fmt.Sscanf(line, format, n)
	return k == 1 && err == nil
}

func kill(c *exec.Cmd, after time.Duration) {
	time.Sleep(after)
	_ = c.Process.Kill()
}

func firstErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
