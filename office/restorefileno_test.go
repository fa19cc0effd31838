package office_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestRestoreNumbersFromPaper: numbers that paper shows are not given again, and sealed
// files go on after theirs.
func TestRestoreNumbersFromPaper(t *testing.T) {
	l := newLone(t)
	l.open(l.o, "一件")
	file := l.backup()
	cfg := l.config(file, filepath.Join(t.TempDir(), "office.db"))
	info, err := office.InspectBackup(l.ctx, cfg)
	must(t, err)
	if info.LastCase != casework.CaseNo(villageCode)+"-2026-0001A" || info.LastSealed != 0 || info.Path != "" {
		t.Errorf("%+v", info)
	}
	if _, err := os.Stat(cfg.Into); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a look wrote something")
	}
	for _, bad := range []string{"17", "2026-", "2026-0000", "999-2026-0017A", "x"} {
		cfg.LastPaperNo = bad
		_, err := office.Restore(l.ctx, cfg)
		refused(t, bad, err, "case_no.malformed")
	}
	for paper, want := range map[string]string{"2026-0017": "0018B", "419901102201-2026-0019A": "0020B", "2025-0400": "0001B", "": "0001B"} {
		cfg := l.config(file, filepath.Join(t.TempDir(), "office.db"))
		cfg.LastPaperNo, cfg.LastSealed = paper, 500
		_, err := office.Restore(l.ctx, cfg)
		must(t, err)
		o := l.opened(cfg.Into)
		if no := l.fold(o, l.open(o, "恢复以后")).No; string(no) != string(villageCode)+"-2026-"+want {
			t.Errorf("paper %q: %s", paper, no)
		}
		must(t, o.NumberFrom(l.ctx, "2026-0099", 0))
		must(t, o.NumberFrom(l.ctx, "2026-0050", 0)) // nothing goes back
		if no := l.fold(o, l.open(o, "再一件")).No; !strings.HasSuffix(string(no), "-0100B") {
			t.Errorf("paper %q: %s", paper, no)
		}
		l.clean(o)
		must(t, o.Close())
	}
}
