package cli_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"silian/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"silian": func() {
		os.Exit(cli.Run(context.Background(), os.Args[1:], cli.Env{
			Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, DataDir: ".",
		}))
	}})
}

// TestScripts plays the verbs as a user would, each script in a folder of its own.
func TestScripts(t *testing.T) {
	docs, err := filepath.Abs("../docs")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("DOCS", docs)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":       exits,
			"flip":        flip,
			"cut":         cut,
			"rename":      rename,
			"fingerprint": fingerprint,
			"recovery":    recovery,
		},
	})
}

// exits CODE command…: the command must end with this exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE command")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// flip FROM TO: copies a file with one bit in its middle changed.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip FROM TO")
	}
	data := []byte(ts.ReadFile(args[0]))
	data[len(data)/2] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o600))
}

// cut FROM TO: copies a file without its second half.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FROM TO")
	}
	data := []byte(ts.ReadFile(args[0]))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data[:len(data)/2], 0o600))
}

// rename PATTERN TO: renames the one file that the pattern finds.
func rename(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: rename PATTERN TO")
	}
	found, err := filepath.Glob(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(found) != 1 {
		ts.Fatalf("%s finds %v", args[0], found)
	}
	ts.Check(os.Rename(found[0], ts.MkAbs(args[1])))
}

// recovery VAR: takes the recovery key from the last output into a variable.
func recovery(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: recovery VAR")
	}
	next := false
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if next {
			ts.Setenv(args[0], strings.ReplaceAll(strings.TrimSpace(line), " ", "-"))
			return
		}
		next = strings.Contains(line, "恢复码")
	}
	ts.Fatalf("no recovery key in the output")
}

// fingerprint VAR: takes the 30 digits from the last output into a variable.
func fingerprint(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: fingerprint VAR")
	}
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if _, digits, ok := strings.Cut(line, "："); ok && strings.Contains(line, "指纹") && len(strings.Fields(digits)) == 6 {
			ts.Setenv(args[0], strings.Join(strings.Fields(digits), ""))
			return
		}
	}
	ts.Fatalf("no fingerprint in the output")
}
