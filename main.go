// Command silian is 四联台账: the casebook of a village, township or county
// office. Without a verb it opens the window.
package main

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"

	"silian/cli"
	"silian/ui"
)

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	data := dataDir()
	if len(args) > 0 && cli.IsVerb(args[0]) {
		return cli.Run(ctx, args, cli.Env{Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, DataDir: data})
	}
	return ui.Run(ctx, args, ui.Env{Err: os.Stderr, Getenv: os.Getenv, DataDir: data})
}

// dataDir is where the office file lies unless --db says otherwise: beside the
// program when a file is there already (a folder carried about), else in the
// user's own data folder.
func dataDir() string {
	if exe, err := os.Executable(); err == nil {
		beside := filepath.Dir(exe)
		if _, err := os.Stat(filepath.Join(beside, "silian.db")); err == nil {
			return beside
		}
	}
	base, err := os.UserConfigDir()
	if err != nil {
		return "."
	}
	return filepath.Join(base, "silian")
}
