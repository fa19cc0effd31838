package office_test

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/exchange"
	"silian/office"
)

// TestReceiveAllNotices: what a stolen key sealed does not slip in beside the notice
// that revokes it, and a list comes before the files that need it.
func TestReceiveAllNotices(t *testing.T) {
	w := newWorld(t)
	w.meet(w.v, w.c)
	dir := t.TempDir()
	_, one := w.issue(w.c, twoVillages)
	_, two := w.issue(w.c, office.RosterChange{Close: []casework.OfficeCode{hamletCode}})
	copyFile(t, two, filepath.Join(dir, "a.xfroster"))
	copyFile(t, one, filepath.Join(dir, "b.xfroster"))
	w.up(w.v, w.open(w.v, "水渠漏水"))
	w.carry(w.v, w.tw)
	copyFile(t, w.export(w.tw, w.v), filepath.Join(dir, "0.xfb"))
	_, _, err := w.c.Revoke(w.ctx, townshipCode, dir, "stolen")
	must(t, err)
	b, err := w.v.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{dir}})
	must(t, err)
	want := []string{".xfrevoke revocation", ".xfroster roster", ".xfroster roster", ".xfb refused"}
	if d := cmp.Diff(want, results(b)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if f := b.Files[0]; f.About != townshipCode || f.From != countyCode {
		t.Errorf("%+v", f)
	}
	if b.Files[1].Number != 1 || b.Files[2].Number != 2 {
		t.Errorf("lists %d, %d", b.Files[1].Number, b.Files[2].Number)
	}
	refused(t, "stolen", b.Files[3].Err, "seal:revoked")
	b, err = w.v.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{dir}})
	must(t, err)
	want = []string{".xfrevoke already", ".xfroster noted", ".xfroster already", ".xfb refused"}
	if d := cmp.Diff(want, results(b)); d != "" {
		t.Errorf("again (-want +got):\n%s", d)
	}
	if b.Files[1].Why == "" {
		t.Error("an old list is left without a word")
	}
	b, err = w.c.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{dir}})
	must(t, err)
	if got := results(b); got[0] != ".xfrevoke ours" || got[2] != ".xfroster already" {
		t.Errorf("at the county: %v", got)
	}
	w.clean(w.v, w.c)
}

// TestVerifyNotices: verify says what a roster and a revocation are.
func TestVerifyNotices(t *testing.T) {
	w := newWorld(t)
	w.meet(w.v, w.c)
	_, list := w.issue(w.c, twoVillages)
	dir := t.TempDir()
	_, name, err := w.c.Revoke(w.ctx, townshipCode, dir, "lost")
	must(t, err)
	for path, want := range map[string]office.Seal{
		list:                     {Kind: "roster", From: countyCode, Seq: 1},
		filepath.Join(dir, name): {Kind: "revocation", From: countyCode, About: townshipCode},
	} {
		got, err := w.v.Verify(w.ctx, path)
		must(t, err)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		if office.SealWords(got) == "" {
			t.Error("no words")
		}
	}
	_, err = w.tw.Verify(w.ctx, w.file("x.xfroster", []byte("hello")))
	refused(t, "no roster", err, "seal:"+string(exchange.ReasonNotSealedFile))
}
