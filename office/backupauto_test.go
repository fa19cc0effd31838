package office_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"silian/calendar"
	"silian/office"
)

// TestAutoBackup: one a day, none when nothing changed, 7 days and 8 weeks stay.
func TestAutoBackup(t *testing.T) {
	l := newLone(t)
	dir := office.AutoBackupDir(l.path)
	if s, err := l.o.BackupStatus(l.ctx); err != nil || s.OK() || s.Line() != "还没有备份" || s.Behind != 1 {
		t.Errorf("at first: %+v, %v", s, err)
	}
	s := l.o.AutoBackup(l.ctx)
	if !s.OK() || s.Auto.File != "SB-419901102201-20261124-1.sbk" || s.Auto.Dir != dir || s.Behind != 0 {
		t.Fatalf("first: %+v", s)
	}
	l.open(l.o, "同一天")
	if s := l.o.AutoBackup(l.ctx); s.Behind == 0 || len(namesIn(t, dir)) != 1 {
		t.Errorf("twice a day: %+v %v", s, namesIn(t, dir))
	}
	l.at("2026-11-25")
	l.o.AutoBackup(l.ctx)
	l.at("2026-11-26")
	if l.o.AutoBackup(l.ctx); len(namesIn(t, dir)) != 2 {
		t.Errorf("nothing changed: %v", namesIn(t, dir))
	}
	must(t, os.Remove(filepath.Join(dir, "SB-419901102201-20261125-1.sbk")))
	if l.o.AutoBackup(l.ctx); len(namesIn(t, dir)) != 2 {
		t.Errorf("somebody removed the last one: %v", namesIn(t, dir))
	}
	must(t, os.WriteFile(filepath.Join(dir, "别人的文件.txt"), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "SB-419901102202-20250101-1.sbk"), nil, 0o600))
	day := l.o.Today()
	for range 75 { // names are enough to be counted
		day++
		must(t, os.WriteFile(filepath.Join(dir, dayFile(day)), nil, 0o600))
	}
	day++
	l.at(day.String())
	l.open(l.o, "又一天")
	if s := l.o.AutoBackup(l.ctx); !s.OK() || s.Auto.File != dayFile(day) {
		t.Fatalf("%s: %+v", day, s)
	}
	var want []string
	for d := day; d > day-7; d-- {
		want = append(want, dayFile(d))
	}
	for d, weeks := day, map[int]bool{}; len(weeks) < 8; d-- {
		y, w := d.Time().ISOWeek()
		if !weeks[y*100+w] && !slices.Contains(want, dayFile(d)) {
			want = append(want, dayFile(d))
		}
		weeks[y*100+w] = true
	}
	want = append(want, "SB-419901102202-20250101-1.sbk", "别人的文件.txt")
	slices.Sort(want)
	if got := namesIn(t, dir); !slices.Equal(got, want) {
		t.Errorf("kept\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if s, _ := l.o.BackupStatus(l.ctx); !strings.HasPrefix(s.Line(), "上次备份　2027-02-10 09:00　自动备份") {
		t.Errorf("line: %s", s.Line())
	}
	_, err := office.Restore(l.ctx, l.config(filepath.Join(dir, dayFile(day)), filepath.Join(t.TempDir(), "office.db")))
	must(t, err)
}

func dayFile(d calendar.Day) string {
	y, m, day := d.YMD()
	return fmt.Sprintf("SB-419901102201-%04d%02d%02d-1.sbk", y, m, day)
}

// TestAutoBackupNeverBlocks: where it cannot be written, the status says why, the old ones
// stay, and work goes on; the next good one clears it.
func TestAutoBackupNeverBlocks(t *testing.T) {
	l := newLone(t)
	dir := office.AutoBackupDir(l.path)
	must(t, os.WriteFile(dir, []byte("in the way"), 0o600))
	s := l.o.AutoBackup(l.ctx)
	if s.OK() || s.Failed == "" || !strings.Contains(s.Line(), "备份没有写成") {
		t.Errorf("%+v", s)
	}
	l.open(l.o, "还能写")
	must(t, os.Remove(dir))
	if s := l.o.AutoBackup(l.ctx); !s.OK() {
		t.Errorf("again: %+v", s)
	}
	must(t, l.o.Close())
	locked, err := office.Open(l.ctx, office.Config{Path: l.path, Clock: l.clock})
	must(t, err)
	defer func() { _ = locked.Close() }()
	if s := locked.AutoBackup(l.ctx); s.OK() || s.Auto.File == "" {
		t.Errorf("without keys: %+v", s)
	}
	if _, err := os.Stat(l.path + ".snapshot"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a copy is left")
	}
}

// TestStaleSnapshotGoes: what a power cut left of a backup is gone after the next opening.
func TestStaleSnapshotGoes(t *testing.T) {
	l := newLone(t)
	must(t, l.o.Close())
	must(t, os.MkdirAll(l.path+".snapshot", 0o700))
	must(t, os.WriteFile(l.path+".snapshot/office.db", []byte("癫痫魑魅病史"), 0o600))
	l.opened(l.path)
	if found := filesWith(t, filepath.Dir(l.path), "魑魅"); len(found) > 0 {
		t.Errorf("still in %v", found)
	}
}
