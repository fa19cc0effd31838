package office

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// RestoreConfig says which backup goes where.
type RestoreConfig struct {
	File string // first part of the backup
	Into string // the office file to make
	// Password is that of the day of the backup; with Recovery it is the new one.
	Password string
	Recovery string // the recovery key on paper instead; "" uses Password
	Replace  bool   // an office file at Into is moved aside under a dated name; else it is refused
	// LastPaperNo is the last case number found on paper ("2026-0017" or in full), when
	// it is later than RestoreInfo.LastCase; numbers go on after it. "" for none.
	LastPaperNo string
	LastSealed  uint64 // number of the last sealed file found on paper, 0 for none
	Clock       Clock
	Random      io.Reader
	WeakKDF     bool // tests only
	Progress    Progress

	wrap  func(io.Writer) io.Writer // tests let writes fail
	crash func(at string) error     // tests stop here as a power cut would
}

// RestoreInfo says what a backup holds and what became of it.
type RestoreInfo struct {
	Office      casework.OfficeCode
	Name        string
	Created     time.Time
	Program     string
	Entries     uint64
	LastCase    casework.CaseNo // number given last: ask whether paper shows a later one
	LastSealed  uint64          // number of the last sealed file: ask the same
	Files       int             // attachments
	Fingerprint string          // 30 digits: after a restore with the recovery key compare them with paper

	Path           string   // the restored file; "" from InspectBackup
	MovedAside     string   // where the old file is now; "" when there was none
	DestroyedAgain int      // texts destroyed after the backup and now again
	MissingFiles   []string // attachments that lack beside the backup or are damaged
}

// InspectBackup opens a backup as far as its manifest, so that a person can be asked
// what paper says before Restore. Nothing is written.
func InspectBackup(ctx context.Context, cfg RestoreConfig) (RestoreInfo, error) {
	in, err := openBackup(cfg.File)
	if err != nil {
		return RestoreInfo{}, err
	}
	defer func() { _ = in.Close() }()
	var info RestoreInfo
	_, err = in.look(ctx, cfg, &info)
	return info, err
}

// look opens a backup as far as its manifest.
func (b *openedBackup) look(ctx context.Context, cfg RestoreConfig, info *RestoreInfo) (*exchange.KeyRing, error) {
	ring, err := b.unlock(cfg.Password, cfg.Recovery, cfg.WeakKDF)
	if err != nil {
		return nil, err
	}
	if err := b.contents(ctx, ring); err != nil {
		return nil, err
	}
	*info, err = b.info()
	return ring, err
}

func (b *openedBackup) info() (RestoreInfo, error) {
	card, err := exchange.ParseCard(b.card)
	if err != nil {
		return RestoreInfo{}, damagedBackup("card")
	}
	m := b.manifest
	return RestoreInfo{
		Office: m.Office, Name: m.Name, Created: m.Created.Time(), Program: m.Program, Entries: m.Entries,
		LastCase: m.LastCase, LastSealed: m.LastSealed, Files: len(m.Files), Fingerprint: digitsOf(card),
	}, nil
}

// Restore makes an office file from a backup. Everything is decrypted and verified in a
// folder beside Into before anything there changes; then the old file, if any, is moved
// aside and the new one takes its place. Stopping it at any moment leaves the old file
// or the complete new one; a power cut in the last step is completed when the file is
// opened. The file goes on as a new instance, and texts destroyed after the backup are
// destroyed again. Errors: a Problem (backup: not_ours, newer, damaged, wrong_password;
// restore: exists), store.ErrInUse, context.Canceled.
func Restore(ctx context.Context, cfg RestoreConfig) (info RestoreInfo, err error) {
	if err := cfg.check(); err != nil {
		return info, err
	}
	in, err := openBackup(cfg.File)
	if err != nil {
		return info, err
	}
	defer func() { _ = in.Close() }()
	p, err := takePlace(cfg.Into, cfg.Replace)
	if err != nil {
		return info, err
	}
	ring, err := in.look(ctx, cfg, &info)
	if err != nil {
		return info, errors.Join(err, p.giveUp())
	}
	r := &restoring{cfg: cfg, in: in, ring: ring, place: p, info: &info, steps: newSteps(cfg.Progress, in.manifest.Database.Size, 5)}
	if err := r.run(ctx); err != nil {
		if errors.Is(err, errCrash) {
			return info, errors.Join(err, p.release())
		}
		return info, errors.Join(sealError(err), p.giveUp())
	}
	info.Path = cfg.Into
	return info, p.settle()
}

// errCrash is how tests stop a restore without its cleaning up.
var errCrash = errors.New("office: stopped as by a power cut")

func (cfg RestoreConfig) check() error {
	if cfg.Password == "" {
		return &Problem{Field: "password", Code: "missing"}
	}
	if cfg.Recovery != "" && len([]rune(cfg.Password)) < minPassword {
		return &Problem{Field: "password", Code: "too_short"}
	}
	if cfg.LastPaperNo != "" && !paperForm(cfg.LastPaperNo) {
		return &Problem{Field: "case_no", Code: "malformed"}
	}
	return nil
}

// restoring is one restore.
type restoring struct {
	cfg   RestoreConfig
	in    *openedBackup
	ring  *exchange.KeyRing
	place *place
	info  *RestoreInfo
	steps *steps
}

func (r *restoring) run(ctx context.Context) error {
	need := 2*r.in.manifest.Database.Size + spare // its log may grow to its size
	for _, f := range r.in.manifest.Files {
		need += f.Size
	}
	if free, ok := exchange.FreeSpace(filepath.Dir(r.cfg.Into)); ok && free < need {
		return exchange.NoRoom(free, need)
	}
	for _, s := range []struct {
		name string
		do   func(context.Context) error
	}{{"unpack", r.unpack}, {"keys", r.keys}, {"begin", r.begin}, {"files", r.files}, {"ready", r.ready}} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.do(ctx); err != nil {
			return err
		}
		if r.cfg.crash != nil {
			if err := r.cfg.crash(s.name); err != nil {
				return err
			}
		}
		r.steps.next()
	}
	return nil
}

func (r *restoring) unpack(ctx context.Context) error {
	return r.in.unpack(ctx, r.place.staged(""), r.cfg.wrap, r.steps.step)
}

// keys writes key file and card; after the recovery key the key file has the new
// password.
func (r *restoring) keys(context.Context) error {
	file, err := r.in.vault.KeyFile()
	if err != nil {
		return err
	}
	if r.cfg.Recovery != "" {
		cost := exchange.DefaultKDF()
		if r.cfg.WeakKDF {
			cost = weakKDF()
		}
		if file, err = r.ring.Lock(r.cfg.Password, cost); err != nil {
			return err
		}
	}
	return errors.Join(writeNew(r.place.staged(".key"), file), writeNew(r.place.staged(".xfcard"), r.in.card))
}

// begin opens the new file as a new instance, destroys again what was destroyed after
// the backup, and takes over what paper says.
func (r *restoring) begin(ctx context.Context) (err error) {
	gone := r.destroyed(ctx)
	o, err := Open(ctx, Config{Path: r.place.staged(""), Reason: "restored", Clock: r.cfg.Clock, Random: r.cfg.Random}) // needs no keys
	if errors.Is(err, store.ErrDamaged) {
		return damagedBackup(err.Error())
	}
	if err != nil {
		return err
	}
	if r.info.DestroyedAgain, err = o.store.DestroyAgain(ctx, gone); err == nil {
		err = o.NumberFrom(ctx, r.cfg.LastPaperNo, r.cfg.LastSealed)
	}
	return errors.Join(err, o.Close())
}

// destroyed gathers the ids destroyed so far as the file being replaced and the newest
// backups here and beside the one that is restored know them. What cannot be read is
// passed over: a lost disk is no reason to refuse a backup.
func (r *restoring) destroyed(ctx context.Context) (all []store.Gone) {
	if _, err := os.Stat(r.cfg.Into); err == nil {
		if gone, err := store.DestroyedIn(ctx, r.cfg.Into); err == nil {
			all = append(all, gone...)
		}
	}
	for _, dir := range []string{AutoBackupDir(r.cfg.Into), filepath.Dir(r.cfg.File)} {
		backups, err := FindBackups(dir, r.in.manifest.Office)
		if err != nil {
			continue
		}
		for _, b := range backups[:min(len(backups), 3)] {
			all = append(all, r.destroyedBy(ctx, filepath.Join(dir, b.File))...)
		}
	}
	return all
}

// destroyedBy reads the list in another backup of the same keys.
func (r *restoring) destroyedBy(ctx context.Context, file string) []store.Gone {
	other, err := openBackup(file)
	if err != nil {
		return nil
	}
	defer func() { _ = other.Close() }()
	if err := other.contents(ctx, r.ring); err != nil || other.manifest.Office != r.in.manifest.Office {
		return nil
	}
	return other.manifest.Destroyed
}

// files brings the attachments: from beside the backup, or from what lies here already.
// One that is found nowhere is named and does not stop the restore.
func (r *restoring) files(ctx context.Context) error {
	m := r.in.manifest
	if len(m.Files) == 0 {
		return nil
	}
	dir := r.place.staged(".files")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("office: restore: %w", err)
	}
	for i, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		to := filepath.Join(dir, f.Name)
		err := fetch(ctx, filepath.Dir(r.cfg.File), r.ring, m.Office, f, to)
		var p *Problem
		if errors.As(err, &p) {
			if err = copySame(ctx, filepath.Join(attachmentDir(r.cfg.Into), f.Name), to, f); err != nil {
				r.info.MissingFiles, err = append(r.info.MissingFiles, f.Name), ctx.Err()
			}
		}
		if err != nil {
			return err
		}
		r.steps.step(int64(i+1), int64(len(m.Files)))
	}
	return nil
}

// ready marks the new file as complete and puts it in its place.
func (r *restoring) ready(context.Context) (err error) {
	r.info.MovedAside, err = r.place.commit(dayText(r.cfg.Clock), r.cfg.crash)
	return err
}
