package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"silian/calendar"
	"silian/exchange"
	"silian/store"
)

// place is where a restored file is made and put. The folder PATH.restoring holds the
// new file until it is complete; its note says how far putting it in place has come, so
// that a power cut at any moment leaves the old file or is completed later.
type place struct {
	into    string
	dir     string // PATH.restoring
	free    []func() error
	madeDir string // a folder that was made for it and may go again
}

// placeNote is the file "ready" of the folder.
type placeNote struct {
	Phase string `json:"phase"` // aside: the old file is being moved; in: the new one is
	Old   string `json:"old"`   // name, beside PATH, under which the old file lies
}

// officeEnds are the files of an office, the database last: while it is missing,
// nothing opens.
func officeEnds() []string {
	return []string{".head", ".ballast", ".founding", ".view", ".papers", ".key", ".key.new", ".key.next", ".xfcard", ".xfcard.next", ".instance", ".outbox", ".spool", ".snapshot", ".files", "-shm", "-wal", ""}
}

// takePlace makes the folder for a new file. An office file at into is refused unless
// replace; one that is open somewhere is refused always.
func takePlace(into string, replace bool) (*place, error) {
	if err := settleRestore(into); err != nil {
		return nil, err
	}
	p := &place{into: into, dir: into + ".restoring"}
	if _, err := os.Lstat(into); err == nil {
		if !replace {
			return nil, errors.Join(&Problem{Field: "restore", Code: "exists"}, ErrExists)
		}
		free, err := store.Hold(into)
		if err != nil {
			return nil, err
		}
		p.free = append(p.free, free)
	}
	if parent := filepath.Dir(into); parent != "." {
		if _, err := os.Stat(parent); errors.Is(err, os.ErrNotExist) {
			p.madeDir = parent
		}
	}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("office: restore: %w", err), p.release())
	}
	free, err := store.Hold(filepath.Join(p.dir, "run"))
	if err != nil { // somebody else's now
		return nil, errors.Join(err, p.release())
	}
	p.free = append(p.free, free)
	return p, nil
}

// staged is where a file of the new office lies until it is complete.
func (p *place) staged(end string) string { return filepath.Join(p.dir, "office.db"+end) }

func (p *place) notePath() string { return filepath.Join(p.dir, "ready") }

// release lets go of the locks.
func (p *place) release() error {
	var errs []error
	for _, free := range slices.Backward(p.free) {
		errs = append(errs, free())
	}
	p.free = nil
	return errors.Join(errs...)
}

// giveUp removes the folder, unless the new file is complete already: then the next
// opening puts it in place.
func (p *place) giveUp() error {
	err := p.release()
	if _, lerr := os.Lstat(p.notePath()); lerr == nil {
		return err
	}
	err = errors.Join(err, os.RemoveAll(p.dir))
	if p.madeDir != "" {
		_ = os.Remove(p.madeDir) // only when it is empty
	}
	return err
}

// settle removes the folder after all is in place.
func (p *place) settle() error { return errors.Join(p.release(), os.RemoveAll(p.dir)) }

// commit puts the complete new file in place and tells where an old one went. From the
// first note on there is no way back, only forward.
func (p *place) commit(day string, crash func(string) error) (aside string, err error) {
	note := placeNote{Phase: "in"}
	if p.leftovers() {
		if note.Old, err = p.asideName(day); err != nil {
			return "", err
		}
		note.Phase, aside = "aside", filepath.Join(filepath.Dir(p.into), note.Old)
	}
	if err := p.write(note); err != nil {
		return "", err
	}
	return aside, p.finish(note, crash)
}

// leftovers reports whether something of an office lies at the place, if only its keys.
func (p *place) leftovers() bool {
	return slices.ContainsFunc(officeEnds(), func(end string) bool {
		_, err := os.Lstat(p.into + end)
		return err == nil
	})
}

// asideName gives a free name for the old file: silian.db.old-20261124-1.
func (p *place) asideName(day string) (string, error) {
	for n := 1; n < 1000; n++ {
		name := fmt.Sprintf("%s.old-%s-%d", filepath.Base(p.into), day, n)
		base := filepath.Join(filepath.Dir(p.into), name)
		if !slices.ContainsFunc(officeEnds(), func(end string) bool { _, err := os.Lstat(base + end); return err == nil }) {
			return name, nil
		}
	}
	return "", &Problem{Field: "backup", Code: "too_many"}
}

// write replaces the note in one step.
func (p *place) write(note placeNote) error {
	data, err := json.Marshal(note)
	if err != nil {
		return fmt.Errorf("office: restore: %w", err)
	}
	next := p.notePath() + ".new"
	if err := errors.Join(removeOld(next), writeNew(next, data)); err != nil {
		return err
	}
	if err := os.Rename(next, p.notePath()); err != nil {
		return fmt.Errorf("office: restore: %w", err)
	}
	exchange.SyncDir(p.dir)
	return nil
}

// finish moves what is not moved yet.
func (p *place) finish(note placeNote, crash func(string) error) error {
	at := func(string) error { return nil }
	if crash != nil {
		at = crash
	}
	if note.Phase == "aside" {
		old := filepath.Join(filepath.Dir(p.into), filepath.Base(note.Old))
		for _, end := range slices.Backward(officeEnds()) { // the database first: no half office opens
			if err := errors.Join(moveIfThere(p.into+end, old+end), at("aside"+end)); err != nil {
				return err
			}
		}
		note.Phase = "in"
		if err := p.write(note); err != nil {
			return err
		}
	}
	for _, end := range officeEnds() {
		if err := errors.Join(moveIfThere(p.staged(end), p.into+end), at("in"+end)); err != nil {
			return err
		}
	}
	exchange.SyncDir(filepath.Dir(p.into))
	return nil
}

// moveIfThere renames; what is not there was moved before. It never replaces a file.
func moveIfThere(from, to string) error {
	if _, err := os.Lstat(from); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("%w: %s", ErrExists, to)
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("office: restore: %w", err)
	}
	return nil
}

// settleRestore completes a restore that was cut off in its last step, or removes what
// one left that was cut off earlier. Errors: store.ErrInUse while one is running.
func settleRestore(path string) error {
	p := &place{into: path, dir: path + ".restoring"}
	if _, err := os.Lstat(p.dir); err != nil { // as a rule there is none
		return nil
	}
	free, err := store.Hold(filepath.Join(p.dir, "run"))
	if err != nil {
		return err
	}
	p.free = append(p.free, free)
	data, err := os.ReadFile(p.notePath())
	if errors.Is(err, os.ErrNotExist) {
		return p.settle()
	}
	var note placeNote
	if err := errors.Join(err, json.Unmarshal(data, &note)); err != nil {
		return errors.Join(fmt.Errorf("office: restore: %w", err), p.release())
	}
	if err := p.finish(note, nil); err != nil {
		return errors.Join(err, p.release())
	}
	return p.settle()
}

// copySame copies a file when it is the one that is named.
func copySame(ctx context.Context, from, to string, want BackupFile) error {
	size, digest, err := exchange.DigestFile(ctx, from)
	if err != nil {
		return err
	}
	if size != want.Size || digest != want.Digest {
		return damagedBackup("attachment")
	}
	src, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("office: restore: %w", err)
	}
	defer func() { _ = src.Close() }()
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("office: restore: %w", err)
	}
	_, err = io.Copy(dst, src)
	if err := errors.Join(err, dst.Sync(), dst.Close()); err != nil {
		return errors.Join(fmt.Errorf("office: restore: %w", err), os.Remove(to))
	}
	return nil
}

// dayText is today as 20261124.
func dayText(c Clock) string {
	now := time.Now()
	if c != nil {
		now = c.Now()
	}
	y, m, d := calendar.DayOf(now).YMD()
	return fmt.Sprintf("%04d%02d%02d", y, m, d)
}
