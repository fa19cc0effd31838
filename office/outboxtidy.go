package office

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"silian/exchange"
	"silian/store"
)

// tidyStart removes what a power cut left of files that were being made or read: the
// spool's copies, whatever they hold, and sealed files that were never recorded. A
// medium that cannot be written is looked at all the same.
func (o *Office) tidyStart(ctx context.Context) {
	if _, err := os.Stat(o.path + ".spool"); err == nil {
		if spool, err := o.openSpool(); err == nil { // opening cleans
			_ = spool.Close()
		}
	}
	_ = o.tidySealed(ctx)
}

// tidySealed removes from the outbox what is not recorded: its number was never given.
func (o *Office) tidySealed(ctx context.Context) error {
	entries, err := os.ReadDir(o.path + ".outbox")
	if errors.Is(err, fs.ErrNotExist) || len(entries) == 0 {
		return nil
	}
	if err != nil {
		return stickError(err)
	}
	known := map[string]bool{}
	err = o.store.View(ctx, func(v *store.View) error {
		sent, err := v.SentTo("")
		for _, s := range sent {
			known[s.File] = s.Delivered == 0
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range entries {
		sealed := strings.HasPrefix(e.Name(), "XF-") || strings.HasPrefix(e.Name(), "XR-")
		if sealed && e.Type().IsRegular() && !known[e.Name()] {
			_ = os.Remove(filepath.Join(o.path+".outbox", e.Name())) // tried again next time
		}
	}
	return nil
}

// Leftovers lists what interrupted writing left in a folder, as a rule on a stick:
// nobody reads these files. Offer to remove them with DropLeftovers.
func Leftovers(dir string) ([]string, error) { return exchange.Leftovers(dir) }

// DropLeftovers removes them.
func DropLeftovers(paths []string) error { return stickError(exchange.DropLeftovers(paths)) }

// stickError is sealError for what goes wrong with a stick.
func stickError(err error) error {
	for _, k := range []struct {
		err    error
		reason string
	}{
		{exchange.ErrNoRoom, "stick_full"},
		{exchange.ErrStickTooSmallFiles, "stick_small_files"},
		{exchange.ErrStickReadOnly, "stick_read_only"},
		{exchange.ErrStickGone, "stick_gone"},
		{exchange.ErrNameTaken, "stick_name_taken"},
		{exchange.ErrReadBack, "stick_read_back"},
	} {
		if errors.Is(err, k.err) {
			return &SealError{k.reason, err}
		}
	}
	return sealError(err)
}
