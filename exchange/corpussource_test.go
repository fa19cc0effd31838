package exchange_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"silian/exchange"
)

// corpusSource is paths that are no plain file, and files that change under the reader.
func corpusSource() []corpusRow {
	unreadable := exchange.ReasonUnreadable
	both := func(at string) []attack {
		small := func(_ exchange.OpenConfig, path string) error { _, err := exchange.ReadSmall(path); return err }
		seal := func(c exchange.OpenConfig, path string) error {
			_, err := exchange.Verify(context.Background(), path, c.Trust)
			return err
		}
		return []attack{
			{name: "open", at: at, want: unreadable},
			{name: "verify", at: at, want: unreadable, read: seal},
			{name: "card", at: at, want: unreadable, read: small},
		}
	}
	return []corpusRow{
		{"FIFO as source", func(t *testing.T, _ *corpus) []attack { return both(fifo(t)) }},
		{"device as source", func(t *testing.T, _ *corpus) []attack {
			if _, err := os.Lstat("/dev/zero"); err != nil {
				t.Skip("no devices here:", err)
			}
			return both("/dev/zero")
		}},
		{"symlink as source", func(t *testing.T, c *corpus) []attack {
			dir := t.TempDir()
			link := filepath.Join(dir, "link.xfb")
			if err := os.WriteFile(filepath.Join(dir, "true.xfb"), c.data, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("true.xfb", link); err != nil {
				t.Skip("no links here:", err)
			}
			return both(link)
		}},
		{"file that changes between two reads", changing},
	}
}

// changing is a stick that alters the file once the first MiB was copied.
func changing(t *testing.T, c *corpus) []attack {
	w := c.with(t)
	cfg := w.config()
	cfg.Attachments = []exchange.Attachment{photo(1, 3<<20)}
	_, data := w.seal(cfg)
	meanwhile := func(change func(path string) error) func(o exchange.OpenConfig, path string) error {
		return func(o exchange.OpenConfig, path string) error {
			changed := false
			o.Progress = func(int64, int64) {
				if !changed {
					changed = true
					if err := change(path); err != nil {
						t.Error(err)
					}
				}
			}
			return openAndClose(o, path)
		}
	}
	cut := func(path string) error { return os.Truncate(path, 2<<20) }
	grow := func(path string) error { return os.WriteFile(path, append(bytes.Clone(data), data...), 0o600) }
	alter := func(path string) error {
		bad := bytes.Clone(data)
		bad[2<<20] ^= 1
		return os.WriteFile(path, bad, 0o600)
	}
	damaged := exchange.ReasonDamaged
	return []attack{
		{name: "cut", data: data, want: damaged, read: meanwhile(cut)},
		{name: "grown", data: data, want: damaged, read: meanwhile(grow)},
		{name: "altered", data: data, want: damaged, read: meanwhile(alter)},
	}
}
