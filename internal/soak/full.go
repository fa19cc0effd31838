//go:build soak

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"silian/office"
	"silian/store"
)

// fullDisk lets the simulated disk run full in the middle of acts: the act is refused
// with words and leaves nothing, reads go on, a draft that cannot be kept does no
// harm, and with room the same act is done once.
func fullDisk(dir string, seed uint64, rounds int) *tally {
	t := &tally{name: "disk full", rounds: rounds}
	theDisk.install()
	r := rand.New(rand.NewPCG(seed, 3))
	template := filepath.Join(dir, "template", "office.db")
	if err := firstErr(os.MkdirAll(filepath.Dir(template), 0o700), found(template)); err != nil {
		t.note("founding: %v", err)
		return t
	}
	for i := range rounds {
		path, err := copyOffice(template, filepath.Join(dir, strconv.Itoa(i)))
		if err == nil {
			err = os.WriteFile(path+".ballast", make([]byte, 4096), 0o600)
		}
		if err != nil {
			t.note("%v", err)
			return t
		}
		if err := fullOnce(t, path, int64(100_000+r.IntN(2_000_000))); err != nil {
			t.note("round %d: %v", i, err)
		}
	}
	t.name = fmt.Sprintf("disk full, %d drafts too", t.drafts)
	if t.drafts == 0 {
		t.note("no draft met the full disk")
	}
	return t
}

func fullOnce(t *tally, path string, room int64) error {
	ctx := context.Background()
	theDisk.record(filepath.Dir(path))
	defer theDisk.stop()
	o, err := office.Open(ctx, config(path))
	if err != nil {
		return err
	}
	theDisk.room(room)
	var acked []int
	refused := -1
	for i := 0; i < 300 && refused < 0; i++ {
		switch err := do(o, i); {
		case err == nil:
			acked = append(acked, i)
		case errors.Is(err, store.ErrDiskFull):
			refused = i
			first := office.Explain(err)
			if !strings.Contains(first, "没有写进去") || !strings.Contains(first, "让出备用") {
				t.silent++
				t.note("words: %s", first)
			}
		default:
			return err
		}
	}
	if refused < 0 {
		return errors.New("the disk never ran full")
	}
	t.refused++
	draft := strings.Repeat("写了一半的话。", 3000)
	whileFull(t, o, draft)
	theDisk.room(-1)
	if err := o.SaveDraft(ctx, "visit", draft); err != nil {
		t.note("draft with room again: %v", err)
	}
	if err := o.Close(); err != nil {
		return err
	}
	v := examine(path, acked, refused)
	t.acknowledged += len(acked)
	t.unacknowledged++
	t.lost += v.lost
	t.doubled += v.doubled
	if v.problem != "" {
		t.damaged++
		return errors.New(v.problem)
	}
	return nil
}

// whileFull does what a person may do on a full disk.
func whileFull(t *tally, o *office.Office, draft string) {
	ctx := context.Background()
	theDisk.room(0)
	switch err := o.SaveDraft(ctx, "visit", draft); {
	case errors.Is(err, store.ErrDiskFull):
		t.drafts++
	case err != nil: // none: the log had room to be written over
		t.note("draft on a full disk: %v", err)
	}
	if _, err := o.Cases(ctx, office.Filter{Limit: 10}); err != nil {
		t.note("reading on a full disk: %v", err)
	}
	if r, err := o.Check(ctx, false, nil); err != nil || len(r.Problems) > 0 {
		t.damaged++
		t.note("check on a full disk: %v %v", r.Problems, err)
	}
}
