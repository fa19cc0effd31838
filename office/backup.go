package office

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/exchange"
)

// BackupResult says what a backup wrote.
type BackupResult struct {
	File    string // name of its first part
	Dir     string
	Parts   int
	Entries uint64
	Bytes   int64 // of all parts, without attachments
	Files   int   // attachments that were not on the stick yet
	At      time.Time
	Direct  bool // read back past the system's cache; when false, have the stick drawn and checked
	stamp   string
}

// spare is what must stay free on a disk beside what is written, in bytes.
const spare = 64 << 20

// Backup writes a consistent, verified and encrypted copy of the office file with its
// keys and card to a folder, as a rule on a stick, and the attachments that are not
// there yet. Work goes on meanwhile. The file opens with the password of today or with
// the recovery key. progress has no meaningful unit and never goes back. On error or
// cancel nothing new stays in the folder. Errors: ErrLocked, ErrKeyFile, a Problem.
func (o *Office) Backup(ctx context.Context, dir string, progress Progress) (BackupResult, error) {
	res, err := o.backup(ctx, dir, backupOptions{files: true}, progress)
	return res, errors.Join(err, o.noteBackup(ctx, markStick, res, err))
}

// backupOptions are what differs between backups: the automatic ones leave attachments
// out, tests want small parts and writes that fail.
type backupOptions struct {
	files bool
	part  int64 // most plaintext in a part; 0 means exchange.MaxVaultPart
	wrap  func(io.Writer) io.Writer
}

func (o *Office) backup(ctx context.Context, dir string, opt backupOptions, progress Progress) (res BackupResult, err error) {
	keys, ok := o.ring().(exchange.Deriver)
	if !ok {
		return res, ErrLocked
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return res, &Problem{Field: "dir", Code: "missing"}
	}
	if !o.backing.TryLock() {
		return res, &Problem{Field: "backup", Code: "busy"}
	}
	defer o.backing.Unlock()
	b := &backupRun{o: o, keys: keys, dir: dir, work: snapshotDir(o.path), opt: opt, steps: newSteps(progress, o.store.Size(), 7)}
	if err := b.room(); err != nil {
		return res, sealError(err)
	}
	if err := errors.Join(os.RemoveAll(b.work), os.MkdirAll(b.work, 0o700)); err != nil {
		return res, fmt.Errorf("office: backup: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.work)) }()
	defer debug.FreeOSMemory() // an old PC needs it for other things
	for _, step := range []func(context.Context) error{b.snapshot, b.describe, b.seal, b.verify, b.attachments, b.write} {
		err := ctx.Err()
		if err == nil {
			err = step(ctx)
		}
		if err != nil {
			return BackupResult{}, errors.Join(sealError(err), b.undo())
		}
		b.steps.next()
	}
	return b.res, nil
}

// snapshotDir is the private folder of a copy in the making; it is emptied when the
// office is opened.
func snapshotDir(path string) string { return path + ".snapshot" }

// backupRun is one backup in the making.
type backupRun struct {
	o     *Office
	keys  exchange.Deriver
	dir   string // where it goes
	work  string // the private folder
	opt   backupOptions
	steps *steps

	card     []byte
	manifest BackupManifest
	sealed   []string // parts in work
	written  []string // what this run put into dir
	res      BackupResult
	stamp    string
}

func (b *backupRun) copyPath() string { return filepath.Join(b.work, "office.db") }

// room asks for the space before anything is written: a copy and its sealed form here,
// the sealed form there.
func (b *backupRun) room() error {
	size := b.o.store.Size()
	if free, ok := exchange.FreeSpace(filepath.Dir(b.work)); ok && free < 2*size+spare {
		return exchange.NoRoom(free, 2*size+spare)
	}
	if free, ok := exchange.FreeSpace(b.dir); ok && free < size {
		return exchange.NoRoom(free, size)
	}
	return nil
}

func (b *backupRun) snapshot(ctx context.Context) (err error) {
	// taken before: what is written meanwhile counts as not saved
	if b.stamp, err = b.o.stamp(ctx); err != nil {
		return err
	}
	got, err := b.o.store.Snapshot(ctx, b.copyPath(), b.steps.step)
	if err != nil {
		return err
	}
	m := &b.manifest
	m.Type, m.Office, m.Name, m.Level, m.Instance = typeManifest, b.o.me.Code, b.o.me.Name, b.o.me.Level, b.o.store.Instance()
	m.Program, m.Schema, m.Rules, m.Entries, m.Head = program, got.Schema, got.Rules, got.Count, got.Head
	m.Created = exchange.StampOf(b.o.Now())
	m.Database.Size = got.Size
	b.card = b.o.ownCard
	m.Card = BackupFile{Name: memberCard, Size: int64(len(b.card)), Digest: casework.DigestOf(b.card)}
	return nil
}

// seal encrypts manifest, card and database into the private folder.
func (b *backupRun) seal(ctx context.Context) error {
	keyFile, err := os.ReadFile(keyPath(b.o.path))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	manifest, err := casework.Encode(b.manifest)
	if err != nil {
		return err
	}
	db, err := os.Open(b.copyPath())
	if err != nil {
		return fmt.Errorf("office: backup: %w", err)
	}
	defer func() { _ = db.Close() }()
	name, err := backupName(b.dir, b.o.me.Code, b.o.Today())
	if err != nil {
		return err
	}
	b.sealed, err = exchange.SealVault(ctx, exchange.VaultConfig{
		Keys: b.keys, KeyFile: keyFile, Type: exchange.TypeBackup, Office: b.o.me.Code, Created: b.manifest.Created,
		Dir: b.work, Name: name, Part: b.opt.part, Random: rand.Reader, Progress: b.steps.step, Wrap: b.opt.wrap,
		Members: []exchange.VaultMember{
			exchange.BytesMember(memberManifest, manifest), exchange.BytesMember(memberCard, b.card),
			{Name: memberDatabase, Size: b.manifest.Database.Size, From: db},
		},
	})
	if errors.Is(err, exchange.ErrKeyFileDamaged) {
		err = fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	b.res = BackupResult{File: name, Dir: b.dir, Parts: len(b.sealed), Entries: b.manifest.Entries, At: b.o.Now(), Direct: true, stamp: b.stamp}
	return err
}

// verify opens what was sealed once more: every digest must come out again, and the
// key file inside must be that of this office.
func (b *backupRun) verify(ctx context.Context) error {
	in, err := openBackup(b.sealed[0])
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	if in.vault.Header.Keys.Sign != b.o.ring().Public().Sign {
		return fmt.Errorf("%w: of another office", ErrKeyFile)
	}
	if err := in.contents(ctx, b.keys); err != nil {
		return err
	}
	_, err = in.database(io.Discard, b.steps.step)
	return err
}

// write puts the parts on the stick, each safely.
func (b *backupRun) write(ctx context.Context) error {
	for _, part := range b.sealed {
		got, err := exchange.WriteStick(ctx, exchange.StickConfig{Source: part, Dir: b.dir, Name: filepath.Base(part), Progress: b.steps.step})
		if err != nil {
			return err
		}
		b.written = append(b.written, got.Path)
		b.res.Bytes += got.Size
		b.res.Direct = b.res.Direct && got.Direct
	}
	return ctx.Err()
}

// undo removes what this run put on the stick.
func (b *backupRun) undo() error {
	var errs []error
	for _, path := range b.written {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	_ = os.Remove(filesDir(b.dir, b.o.me.Code)) // only when it is empty
	return errors.Join(errs...)
}

// backupName gives the first free name of a day: SB-<office>-<yyyymmdd>-<n>.sbk.
func backupName(dir string, code casework.OfficeCode, day calendar.Day) (string, error) {
	y, m, d := day.YMD()
	for n := 1; n < 1000; n++ {
		name := fmt.Sprintf("SB-%s-%04d%02d%02d-%d.sbk", code, y, m, d, n)
		if _, err := os.Lstat(filepath.Join(dir, name)); errors.Is(err, os.ErrNotExist) {
			return name, nil
		}
	}
	return "", &Problem{Field: "backup", Code: "too_many"}
}

// steps turns the progress of several steps into one that never goes back.
type steps struct {
	tell       Progress
	unit       int64 // of one step
	now, count int64
	most       int64
}

func newSteps(tell Progress, unit, count int64) *steps {
	return &steps{tell: tell, unit: max(unit, 1), count: count}
}

func (s *steps) step(done, total int64) {
	if s.tell == nil {
		return
	}
	at := s.now * s.unit
	if total > 0 {
		at += int64(float64(s.unit) * min(1, float64(done)/float64(total)))
	}
	s.most = max(s.most, min(at, s.count*s.unit))
	s.tell(s.most, s.count*s.unit)
}

func (s *steps) next() {
	s.now++
	s.step(0, 1)
}
