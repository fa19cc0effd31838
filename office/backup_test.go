package office_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"silian/casework"
	"silian/office"
)

// lone is one office with a stick and its recovery key.
type lone struct {
	*world
	o        *office.Office
	path     string
	recovery string
}

func newLone(t testing.TB) *lone {
	t.Helper()
	w := empty(t)
	l := &lone{world: w, path: filepath.Join(t.TempDir(), "office.db")}
	var err error
	l.o, l.recovery, err = office.Init(w.ctx, office.Founding{
		Config:    office.Config{Path: l.path, Password: password, Clock: w.clock, WeakKDF: true},
		Office:    villageOf(villageCode, townshipCode),
		Operators: []office.Operator{{Number: 1, Name: "人甲", Role: casework.RoleVillageSecretary}},
	})
	must(t, err)
	w.v, w.paths[villageCode] = l.o, l.path
	t.Cleanup(func() { _ = l.o.Close() })
	return l
}

// backup writes a backup and gives its path.
func (l *lone) backup() string {
	l.t.Helper()
	r, err := l.o.Backup(l.ctx, l.stick, nil)
	must(l.t, err)
	return filepath.Join(l.stick, r.File)
}

func (l *lone) config(file, into string) office.RestoreConfig {
	return office.RestoreConfig{File: file, Into: into, Password: password, Clock: l.clock, WeakKDF: true}
}

// opened opens a restored file.
func (l *lone) opened(path string) *office.Office {
	l.t.Helper()
	o, err := office.Open(l.ctx, office.Config{Path: path, Password: password, Clock: l.clock, WeakKDF: true})
	must(l.t, err)
	l.t.Cleanup(func() { _ = o.Close() })
	return o
}

// titles gives number and title of all cases.
func titles(t testing.TB, o *office.Office) (out []string) {
	t.Helper()
	rows, err := o.Cases(context.Background(), office.Filter{Limit: 200})
	must(t, err)
	for _, r := range rows {
		out = append(out, string(r.No)+" "+r.Title)
	}
	return out
}

// tree gives every file below a folder with its content, without locks.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) == ".lock" {
			return err
		}
		data, err := os.ReadFile(path)
		out[path] = string(data)
		return err
	})
	must(t, err)
	return out
}

func sameTree(t testing.TB, what string, got, want map[string]string) {
	t.Helper()
	for path := range got {
		if _, ok := want[path]; !ok {
			t.Errorf("%s: %s is left behind", what, path)
		} else if got[path] != want[path] {
			t.Errorf("%s: %s changed", what, path)
		}
	}
	for path := range want {
		if _, ok := got[path]; !ok {
			t.Errorf("%s: %s is gone", what, path)
		}
	}
}

// TestBackupRoundTrip: three sizes, in one part and in many.
func TestBackupRoundTrip(t *testing.T) {
	for _, size := range []int{0, 3, 25} {
		l := newLone(t)
		for i := range size {
			l.open(l.o, fmt.Sprintf("第%d件：土地补贴没有发放", i+1))
		}
		want := titles(t, l.o)
		first := l.backup()
		parts, err := l.o.BackupInParts(l.ctx, l.stick, 100_000, nil, nil)
		must(t, err)
		if parts.Parts < 2 || parts.File != "SB-419901102201-20261124-2.sbk" {
			t.Errorf("%+v", parts)
		}
		for i, file := range []string{first, filepath.Join(l.stick, parts.File)} {
			into := filepath.Join(t.TempDir(), "new", "office.db")
			info, err := office.Restore(l.ctx, l.config(file, into))
			must(t, err)
			if info.Entries != parts.Entries || info.Office != villageCode || info.Fingerprint != l.o.Fingerprint() || info.MovedAside != "" {
				t.Errorf("%+v", info)
			}
			r := l.opened(into)
			if got := titles(t, r); !slices.Equal(got, want) {
				t.Errorf("size %d: %v, want %v", size, got, want)
			}
			l.clean(r)
			if no := l.fold(r, l.open(r, "恢复以后")).No; no != casework.CaseNo(villageCode)+"-2026-0001B" {
				t.Errorf("file %d: number %s", i, no)
			}
			must(t, r.Close())
			left, _ := filepath.Glob(into + ".*")
			if slices.ContainsFunc(left, func(p string) bool { return filepath.Ext(p) == ".restoring" || filepath.Ext(p) == ".snapshot" }) {
				t.Errorf("left: %v", left)
			}
		}
		if _, err := os.Stat(l.path + ".snapshot"); !errors.Is(err, fs.ErrNotExist) {
			t.Error("the copy in plain is left")
		}
	}
}

// TestBackupTellsNothing: no word, no name in the clear on the stick.
func TestBackupTellsNothing(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "水渠漏水")
	if len(filesWith(t, filepath.Dir(l.path), "水渠漏水")) == 0 {
		t.Fatal("found nowhere before: the test shows nothing")
	}
	l.backup()
	for _, text := range []string{"水渠漏水", "水渠", "张某某", "13900000001", "人甲", "SQLite"} {
		if found := filesWith(t, l.stick, text); len(found) > 0 {
			t.Errorf("%s stands in %v", text, found)
		}
	}
}

// TestConcurrentBackup: cases are opened while a backup is written; it is one state.
func TestConcurrentBackup(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "第一件")
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				l.open(l.o, "写着")
			}
		}
	})
	file := l.backup()
	close(stop)
	wg.Wait()
	a, err := l.o.CheckAgainst(l.ctx, file, nil)
	must(t, err)
	if !a.OK() || a.Same != a.Entries {
		t.Errorf("%+v", a)
	}
	into := filepath.Join(t.TempDir(), "office.db")
	_, err = office.Restore(l.ctx, l.config(file, into))
	must(t, err)
	r := l.opened(into)
	l.clean(r)
	if n := len(titles(t, r)); n < 1 || n > len(titles(t, l.o)) {
		t.Errorf("%d cases", n)
	}
}

// room is a disk with room for so many bytes.
type room struct {
	w    io.Writer
	left int
}

func (r *room) Write(p []byte) (int, error) {
	if r.left -= len(p); r.left < 0 {
		return 0, errors.New("no space left on device")
	}
	return r.w.Write(p)
}

// TestBackupLeavesNothing: cancelled at every step, on a full disk, into no folder, without
// keys: nothing stays on the stick and beside the file, and work goes on.
func TestBackupLeavesNothing(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "一件")
	must(t, os.MkdirAll(l.path+".files", 0o700))
	content := []byte("%PDF-1.4 attachment")
	name := casework.DigestOf(content).String()
	must(t, os.WriteFile(filepath.Join(l.path+".files", name), content, 0o600))
	before, beside := tree(t, l.stick), namesIn(t, filepath.Dir(l.path))
	calls := 0
	count := func(int64, int64) { calls++ }
	_, err := l.o.BackupInParts(l.ctx, t.TempDir(), 100_000, nil, count)
	must(t, err)
	if calls < 10 {
		t.Errorf("progress was told %d times", calls)
	}
	for at := 1; at <= calls; at++ {
		ctx, cancel := context.WithCancel(l.ctx)
		now := 0
		_, err := l.o.BackupInParts(ctx, l.stick, 100_000, nil, func(done, total int64) {
			if now++; now == at {
				cancel()
			}
		})
		cancel()
		if at < calls && !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %d: %v", at, err)
		}
		if err != nil {
			sameTree(t, fmt.Sprintf("cancelled at %d of %d", at, calls), tree(t, l.stick), before)
		}
	}
	for _, left := range []int{0, 5000, 150_000} {
		_, err := l.o.BackupInParts(l.ctx, t.TempDir(), 100_000, func(w io.Writer) io.Writer { return &room{w, min(left, 90_000)} }, nil)
		if err == nil {
			t.Errorf("room for %d: no error", left)
		}
	}
	if _, err := l.o.Backup(l.ctx, filepath.Join(l.stick, "nowhere"), nil); codeOf(err) != "dir.missing" {
		t.Errorf("no folder: %v", err)
	}
	must(t, os.Rename(l.path+".key", l.path+".kept"))
	if _, err := l.o.Backup(l.ctx, l.stick, nil); !errors.Is(err, office.ErrKeyFile) {
		t.Errorf("no key file: %v", err)
	}
	must(t, os.Rename(l.path+".kept", l.path+".key"))
	if s, err := l.o.BackupStatus(l.ctx); err != nil || s.OK() || s.Failed == "" {
		t.Errorf("status after failures: %+v, %v", s, err)
	}
	if got := namesIn(t, filepath.Dir(l.path)); !slices.Equal(got, beside) {
		t.Errorf("beside the file: %v, before %v", got, beside)
	}
	l.open(l.o, "还能写")
	l.clean(l.o)
	must(t, l.o.Close())
	locked, err := office.Open(l.ctx, office.Config{Path: l.path, Clock: l.clock})
	must(t, err)
	defer func() { _ = locked.Close() }()
	if _, err := locked.Backup(l.ctx, l.stick, nil); !errors.Is(err, office.ErrLocked) {
		t.Errorf("without keys: %v", err)
	}
}

func namesIn(t testing.TB, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}
