package ui

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"silian/office"
)

// Title is the name of the program as the window's frame shows it.
const Title = "四联台账"

// Sizes of the window in pixels at normal scale.
const (
	startWidth, startHeight = 1366, 768
	leastWidth, leastHeight = 1024, 680
)

// Env is what the window may touch of the world.
type Env struct {
	Err     io.Writer // where a PC without a screen is told so
	Getenv  func(string) string
	DataDir string // where silian.db lies without --db
}

// Config says which office file the window opens, and how.
type Config struct {
	Path     string // the office file; a missing one is made on the first page
	Password string // "" asks for it
	Demo     bool   // a demo file: its known password opens it without asking

	Papers office.Desk // prints and opens papers; nil is the system's

	weak      bool                 // tests: key files of small cost
	stopwatch func() time.Duration // tests: their own
}

// Run opens the window and comes back when it is closed, with the exit code: 0,
// 1 when no window can be opened here, 2 for words it does not know.
func Run(ctx context.Context, args []string, env Env) int {
	cfg, err := parseArgs(args, env)
	if err != nil {
		tell(env.Err, "没有这个写法。用法：silian [--db 文件] [--demo]；silian help 列出全部命令。")
		return 2
	}
	if why := noScreen(env.Getenv); why != "" {
		alert(env.Err, why)
		return 1
	}
	return openWindow(ctx, cfg, env)
}

// parseArgs reads the command line of the window.
func parseArgs(args []string, env Env) (Config, error) {
	cfg := Config{Path: filepath.Join(env.DataDir, "silian.db"), Password: env.Getenv("SILIAN_PASSWORD")}
	flags := flag.NewFlagSet("silian", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&cfg.Path, "db", cfg.Path, "")
	flags.BoolVar(&cfg.Demo, "demo", false, "")
	if err := flags.Parse(args); err != nil {
		return Config{}, fmt.Errorf("ui: %w", err)
	}
	if flags.NArg() > 0 {
		return Config{}, fmt.Errorf("ui: unknown word %q", flags.Arg(0))
	}
	if cfg.Demo && cfg.Password == "" {
		cfg.Password = office.DemoPassword
	}
	return cfg, nil
}

// tell prints lines; a closed pipe is no reason to stop half-way.
func tell(w io.Writer, words string) { _, _ = fmt.Fprintln(w, words) }
