package office_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
)

func TestFindBackups(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{
		"SB-419901102201-20261124-1.sbk", "SB-419901102201-20261124-2.sbk", "SB-419901102201-20261124-2-p2.sbk",
		"SB-419901102000-20261201-1.sbk", "SB-4199-20261124-1.sbk", "SB-419901102201-20261324-1.sbk", "SB-419901102201-20261124-x.sbk",
		"notes.txt", "SB-419901102201-20261124-3.txt",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	names := func(code string) (out []string) {
		found, err := office.FindBackups(dir, casework.OfficeCode(code))
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range found {
			out = append(out, b.File)
		}
		return out
	}
	if diff := cmp.Diff([]string{"SB-419901102000-20261201-1.sbk", "SB-419901102201-20261124-2.sbk", "SB-419901102201-20261124-1.sbk"}, names("")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"SB-419901102000-20261201-1.sbk"}, names("419901102000")); diff != "" {
		t.Error(diff)
	}
	if found, err := office.FindBackups(filepath.Join(dir, "gone"), ""); err != nil || found != nil {
		t.Errorf("a folder that is not there: %v, %v", found, err)
	}
}
