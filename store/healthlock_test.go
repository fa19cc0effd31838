package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"silian/store"
)

func longWords() string { return strings.Repeat("写了一半的话。", 2000) }

// TestChildHolds is no test but the second process: it opens the file it is told of,
// saves a draft, says so, and waits to be killed.
func TestChildHolds(t *testing.T) {
	path := os.Getenv("SILIAN_STORE_CHILD")
	if path == "" {
		t.Skip("only as a child of TestSecondProcess")
	}
	s, err := store.Open(context.Background(), store.Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Update(context.Background(), func(tx *store.Tx) error { return tx.SaveDraft("visit", longWords(), start) })
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println("saved")
	_, _ = io.Copy(io.Discard, os.Stdin) // until the parent is gone
}

// TestSecondProcess: while another process has the file, opening is refused; after
// kill -9 its lock is nobody's, and the draft that it saved is offered again.
func TestSecondProcess(t *testing.T) {
	b := newBook(t)
	b.open("一件")
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestChildHolds$")
	child.Env = append(os.Environ(), "SILIAN_STORE_CHILD="+b.path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "saved\n" {
		t.Fatalf("%q, %v", line, err)
	}
	if _, err := store.Open(context.Background(), store.Config{Path: b.path}); !errors.Is(err, store.ErrInUse) {
		t.Errorf("second process: %v, want ErrInUse", err)
	}
	if !store.InUse(b.path) {
		t.Error("nobody says that the file is in use")
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	if store.InUse(b.path) {
		t.Error("in use by the dead")
	}
	b.reopen()
	var draft string
	view(t, b.Store, func(v *store.View) (err error) {
		draft, err = v.Draft("visit")
		return err
	})
	if draft != longWords() {
		t.Errorf("a draft of %d bytes came back, %d were saved", len(draft), len(longWords()))
	}
	clean(t, b.Store)
}
