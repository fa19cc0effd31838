package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"silian/office"
)

// launch opens a file with the program that the system has for it.
func launch(path string) error {
	path, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	var cmd *exec.Cmd
	switch runtime.GOOS {
	case "windows":
		cmd = exec.Command("rundll32", "url.dll,FileProtocolHandler", path)
	case "darwin":
		cmd = exec.Command("open", path)
	default:
		cmd = exec.Command("xdg-open", path)
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // a viewer may stay open as long as it likes
	return nil
}

// copyFile copies a file into a folder under a name, beside one that is there already
// under "name (2)". It gives the name; nothing half-written stays.
func copyFile(ctx context.Context, from, dir, name string, progress office.Progress) (wrote string, err error) {
	in, err := os.Open(from)
	if err != nil {
		return "", err
	}
	defer func() { _ = in.Close() }()
	info, err := in.Stat()
	if err != nil {
		return "", err
	}
	out, wrote, err := newFile(dir, name)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(out, &copied{ctx: ctx, r: in, total: info.Size(), progress: progress})
	if err = errors.Join(err, out.Sync()); err == nil {
		return wrote, out.Close()
	}
	return "", errors.Join(err, out.Close(), os.Remove(filepath.Join(dir, wrote)))
}

// newFile makes a file that was not there.
func newFile(dir, name string) (*os.File, string, error) {
	ext := filepath.Ext(name)
	for n := 1; ; n++ {
		try := name
		if n > 1 {
			try = fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext)
		}
		f, err := os.OpenFile(filepath.Join(dir, try), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil || !errors.Is(err, os.ErrExist) || n == 99 {
			return f, try, err
		}
	}
}

// copied reads with a word on the way, and stops when ctx ends.
type copied struct {
	ctx         context.Context
	r           io.Reader
	done, total int64
	progress    office.Progress
}

func (c *copied) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.done += int64(n)
	if c.progress != nil && n > 0 {
		c.progress(c.done, c.total)
	}
	return n, err
}
