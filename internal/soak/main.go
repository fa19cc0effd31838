//go:build soak

// Command soak tries for a long time to lose something: it kills the program, cuts
// the power of a simulated disk, fills it, and spoils files. It prints one line for
// each trial and exits with 1 when anything acknowledged was lost, a file was
// damaged, or a message was missing. See the Makefile's target soak.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"silian/cli"
)

// tally is what one trial came to.
type tally struct {
	name                                    string
	rounds, acknowledged, unacknowledged    int
	lost, doubled, damaged, refused, silent int
	drafts                                  int // refused on a full disk
	notes                                   []string
}

func (t *tally) bad() bool { return t.lost+t.doubled+t.damaged+t.silent > 0 || len(t.notes) > 0 }

func (t *tally) note(format string, args ...any) {
	if len(t.notes) < 20 {
		t.notes = append(t.notes, fmt.Sprintf(format, args...))
	}
}

// trial is one way to try; dir is its own folder.
type trial struct {
	name   string
	rounds int
	run    func(dir string, seed uint64, rounds int) *tally
}

func main() { os.Exit(run()) }

func run() int {
	if len(os.Args) > 2 && os.Args[1] == "child" {
		return child(os.Args[2:])
	}
	if len(os.Args) > 2 && os.Args[1] == "demo" {
		return cli.Run(context.Background(), os.Args[1:], cli.Env{Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, DataDir: "."})
	}
	seed := flag.Uint64("seed", 1, "another seed, other moments")
	only := flag.String("only", "", "one trial")
	part := flag.Int("part", 1, "do one of so many rounds")
	flag.Parse()
	begin, failed := time.Now(), 0
	fmt.Printf("seed %d\n%-26s %7s %7s %9s %5s %8s %8s %8s %7s %8s\n", *seed, "trial", "rounds", "acked", "unacked", "lost", "doubled", "damaged", "refused", "silent", "seconds")
	for _, t := range []trial{
		{"kill", 300, killRounds},
		{"power", 300, powerCuts},
		{"control", 40, lyingDisk},
		{"full", 20, fullDisk},
		{"damage", 200, damages},
		{"demo", 20, demoKills},
	} {
		if *only != "" && *only != t.name {
			continue
		}
		dir, err := os.MkdirTemp("", "silian-soak-")
		if err != nil {
			fmt.Println(err)
			return 1
		}
		start := time.Now()
		got := t.run(dir, *seed, max(1, t.rounds / *part))
		fmt.Printf("%-26s %7d %7d %9d %5d %8d %8d %8d %7d %8.1f\n", got.name, got.rounds, got.acknowledged, got.unacknowledged,
			got.lost, got.doubled, got.damaged, got.refused, got.silent, time.Since(start).Seconds())
		for _, n := range got.notes {
			fmt.Println("    " + n)
		}
		if got.bad() {
			failed++
			fmt.Println("    kept for looking:", dir)
			continue
		}
		_ = os.RemoveAll(dir)
	}
	fmt.Printf("%.0f s in all, %d trials failed\n", time.Since(begin).Seconds(), failed)
	if failed > 0 {
		return 1
	}
	return 0
}
