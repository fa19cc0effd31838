package office_test

import (
	"os"
	"path/filepath"
	"slices"

	"silian/casework"
	"silian/office"
)

// keep makes a backup: in one of four cases the product's own, else a copy of the folder
// as a power cut leaves it.
func (f *fleet) keep(p *desk) {
	f.tell(p, "makes a backup")
	p.kept = f.t.TempDir()
	if f.chance(4) {
		must(f.t, errOf(p.o.Backup(f.ctx, p.kept, nil)))
		return
	}
	from := filepath.Dir(f.paths[p.who.Code])
	must(f.t, os.CopyFS(p.kept, os.DirFS(from)))
	for _, end := range []string{".instance", ".outbox", ".spool"} {
		must(f.t, os.RemoveAll(filepath.Join(p.kept, "office.db"+end)))
	}
}

// restore loses the disk of an office and goes on from its last backup.
func (f *fleet) restore(p *desk) {
	f.tell(p, "loses its disk and is restored")
	path := f.paths[p.who.Code]
	must(f.t, p.o.Close())
	must(f.t, os.RemoveAll(filepath.Dir(path)))
	must(f.t, os.MkdirAll(filepath.Dir(path), 0o700))
	cfg := office.Config{Path: path, Password: password, Clock: f.clock, Random: f.noise, WeakKDF: true}
	if found, err := office.FindBackups(p.kept, p.who.Code); err == nil && len(found) > 0 {
		must(f.t, errOf(office.Restore(f.ctx, office.RestoreConfig{
			File: filepath.Join(p.kept, found[0].File), Into: path, Password: password, Clock: f.clock, Random: f.noise, WeakKDF: true,
		})))
		f.count["real restores"]++
	} else {
		must(f.t, os.CopyFS(filepath.Dir(path), os.DirFS(p.kept)))
		cfg.Reason = "restored"
	}
	var err error
	p.o, err = office.Open(f.ctx, cfg)
	must(f.t, err)
	p.back++
	f.count["restores"]++
	p.has = map[casework.ID]bool{}
	p.later = p.neighbours() // it has perhaps forgotten their new cards
	f.keep(p)
}

// rotate gives an office new keys and, as everybody should, a backup with them.
func (f *fleet) rotate(p *desk) {
	for _, q := range p.neighbours() {
		if slices.Contains(q.later, p) {
			return // one card after the other
		}
	}
	must(f.t, p.o.SignIn(4))
	must(f.t, errOf(p.o.Rotate(f.ctx, password)))
	must(f.t, p.o.SignIn(1))
	f.tell(p, "has new keys")
	f.count["rotations"]++
	for _, q := range p.neighbours() {
		if !slices.Contains(q.later, p) {
			q.later = append(q.later, p)
		}
	}
	f.keep(p)
}

// compareLater compares the new cards that wait for it.
func (f *fleet) compareLater(p *desk) {
	for _, q := range p.later {
		f.renew(p, q)
	}
	p.later = nil
}
