package office_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestBackupCarriesAttachments: once per stick, encrypted, and back; one that is broken
// on the stick is written again, one that lacks is named.
func TestBackupCarriesAttachments(t *testing.T) {
	l := newLone(t)
	must(t, os.MkdirAll(l.path+".files", 0o700))
	var names []string
	for _, text := range []string{"%PDF 一", "%PDF 二"} {
		name := casework.DigestOf([]byte(text)).String() + ".pdf"
		names = append(names, name)
		must(t, os.WriteFile(filepath.Join(l.path+".files", name), []byte(text), 0o600))
	}
	must(t, os.WriteFile(filepath.Join(l.path+".files", "half.part"), []byte("half"), 0o600))
	for i, want := range []int{2, 0, 1} {
		on := filepath.Join(l.stick, "SB-419901102201-files", names[0]+".sbk")
		if i == 2 {
			must(t, os.Truncate(on, 700))
		}
		r, err := l.o.Backup(l.ctx, l.stick, nil)
		must(t, err)
		if r.Files != want {
			t.Errorf("backup %d: %d attachments written, want %d", i, r.Files, want)
		}
		if found := filesWith(t, l.stick, "%PDF"); len(found) > 0 {
			t.Errorf("in the clear: %v", found)
		}
	}
	file := filepath.Join(l.stick, "SB-419901102201-20261124-3.sbk")
	into := filepath.Join(t.TempDir(), "office.db")
	info, err := office.Restore(l.ctx, l.config(file, into))
	must(t, err)
	if len(info.MissingFiles) != 0 || info.Files != 2 {
		t.Errorf("%+v", info)
	}
	for i, name := range names {
		if data, err := os.ReadFile(filepath.Join(into+".files", name)); err != nil || !bytes.HasSuffix(data, []byte("一二")[3*i:3*i+3]) {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	must(t, os.Remove(filepath.Join(l.stick, "SB-419901102201-files", names[1]+".sbk")))
	info, err = office.Restore(l.ctx, l.config(file, filepath.Join(t.TempDir(), "office.db")))
	must(t, err)
	if !slices.Equal(info.MissingFiles, names[1:]) {
		t.Errorf("missing: %v", info.MissingFiles)
	}
	a, err := l.o.CheckAgainst(l.ctx, file, nil)
	must(t, err)
	if !a.OK() || !slices.Equal(a.NoFiles, names[1:]) {
		t.Errorf("against: %+v", a)
	}
}
