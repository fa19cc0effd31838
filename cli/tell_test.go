package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"silian/cli"
)

// TestTellWork: little work is told nothing about, more every tenth part and never twice.
func TestTellWork(t *testing.T) {
	var said bytes.Buffer
	little := cli.TellWorkTo(&said, "正在导入", 100)
	for i := range int64(99) {
		little(i, 99)
	}
	if said.Len() != 0 {
		t.Errorf("told %q", &said)
	}
	more := cli.TellWorkTo(&said, "正在导入", 100)
	for i := range int64(1001) {
		more(i, 1000)
	}
	if lines := strings.Count(said.String(), "\n"); lines != 9 || !strings.HasPrefix(said.String(), "正在导入：10%") {
		t.Errorf("%d lines: %q", lines, &said)
	}
}

// TestStopped: Ctrl-C ends a verb with a plain line, whatever wraps it.
func TestStopped(t *testing.T) {
	var said bytes.Buffer
	other := errors.New("disk")
	if err := cli.StoppedTo(&said, other, "x"); !errors.Is(err, other) || said.Len() != 0 {
		t.Errorf("%v, %q", err, &said)
	}
	if err := cli.StoppedTo(&said, fmt.Errorf("office: %w", context.Canceled), "前面的都算数"); !errors.Is(err, cli.ErrSaid) || said.String() != "停下了。前面的都算数\n" {
		t.Errorf("%v, %q", err, &said)
	}
}
