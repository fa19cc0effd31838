package office

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"silian/exchange"
	"silian/store"
)

// Against says how this office's journal stands to that of a backup.
type Against struct {
	store.Against
	File     string
	Created  time.Time
	NoFiles  []string // attachments of the backup that lack beside it, by digest
	BadFiles []string // attachments beside it that are damaged
}

// Lost names one entry of a backup.
type Lost = store.Lost

// OK reports whether everything of the backup is here. Attachments that lack beside the
// backup are the backup's fault and do not count.
func (a Against) OK() bool { return a.Whole() }

// CheckAgainst proves that everything in a backup is still here: the same ids with the
// same digests, destroyed texts excepted and listed. The backup is decrypted into a
// private folder that is removed at the end. It is opened with this office's own keys,
// whatever its password was. Nothing is changed.
func (o *Office) CheckAgainst(ctx context.Context, file string, progress Progress) (a Against, err error) {
	keys, ok := o.ring().(exchange.Deriver)
	if !ok {
		return a, ErrLocked
	}
	if !o.backing.TryLock() {
		return a, &Problem{Field: "backup", Code: "busy"}
	}
	defer o.backing.Unlock()
	in, err := openBackup(file)
	if err != nil {
		return a, err
	}
	defer func() { _ = in.Close() }()
	if err := in.contents(ctx, keys); err != nil {
		return a, err
	}
	work := snapshotDir(o.path)
	if free, ok := exchange.FreeSpace(filepath.Dir(work)); ok && free < in.manifest.Database.Size+spare {
		return a, sealError(exchange.NoRoom(free, in.manifest.Database.Size+spare))
	}
	if err := errors.Join(os.RemoveAll(work), os.MkdirAll(work, 0o700)); err != nil {
		return a, fmt.Errorf("office: check: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	steps := newSteps(progress, in.manifest.Database.Size, 3)
	copied := filepath.Join(work, "against.db")
	if err := in.unpack(ctx, copied, nil, steps.step); err != nil {
		return a, err
	}
	steps.next()
	a.File, a.Created = filepath.Base(file), in.manifest.Created.Time().In(o.Now().Location())
	if a.Against, err = o.store.CheckAgainst(ctx, copied, steps.step); err != nil {
		return a, err
	}
	steps.next()
	return a, a.files(ctx, filepath.Dir(file), keys, in.manifest, work, steps)
}

// files opens every attachment of the backup once.
func (a *Against) files(ctx context.Context, dir string, keys exchange.Deriver, m BackupManifest, work string, steps *steps) error {
	for i, f := range m.Files {
		one := filepath.Join(work, "file")
		err := fetch(ctx, dir, keys, m.Office, f, one)
		var p *Problem
		switch {
		case err == nil:
			err = os.Remove(one)
		case errors.As(err, &p) && p.Field == "file":
			a.NoFiles, err = append(a.NoFiles, f.Name), nil
		case errors.As(err, &p):
			a.BadFiles, err = append(a.BadFiles, f.Name), nil
		}
		if err != nil {
			return err
		}
		steps.step(int64(i+1), int64(len(m.Files)))
	}
	return nil
}

// unpack decrypts the database to a new file and verifies it against the manifest:
// digest, pages, chain, entries, where the journal ends.
func (b *openedBackup) unpack(ctx context.Context, path string, wrap func(io.Writer) io.Writer, progress Progress) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("office: restore: %w", err)
	}
	var w io.Writer = f
	if wrap != nil {
		w = wrap(f)
	}
	_, err = b.database(w, progress)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	got, err := store.Inspect(ctx, path)
	if errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrForeign) {
		return damagedBackup(err.Error())
	}
	if err != nil {
		return err
	}
	if m := b.manifest; got.Count != m.Entries || got.Head != m.Head || got.Schema != m.Schema {
		return damagedBackup("the journal inside is not the one of the manifest")
	}
	return nil
}

// LostWords names one entry of a backup without a word of what it says.
func LostWords(l Lost) string {
	if l.No != "" {
		return string(l.No)
	}
	return Word("subject", l.Subject.Kind)
}
