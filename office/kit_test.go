package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// founding is a village's first run with a kit.
func (w *world) founding(code casework.OfficeCode) office.Founding {
	path := filepath.Join(w.t.TempDir(), "office.db")
	w.paths[code] = path
	return office.Founding{
		Config:    office.Config{Path: path, Password: password, Clock: w.clock, WeakKDF: true},
		Office:    casework.Office{Code: code},
		Operators: []office.Operator{{Number: 1, Name: "韩守田", Role: casework.RoleVillageSecretary}},
	}
}

func (w *world) fromKit(code casework.OfficeCode, dir string) (*office.Office, error) {
	o, _, err := office.InitFromKit(w.ctx, w.founding(code), dir)
	if o != nil {
		w.t.Cleanup(func() { _ = o.Close() })
	}
	return o, err
}

// TestThirtyVillages founds thirty villages from one stick, enrols them in one act, and
// sends a file each way.
func TestThirtyVillages(t *testing.T) {
	w := empty(t)
	w.tw = w.found(casework.Office{Code: townshipCode, Name: "柳河镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	w.c = w.found(casework.Office{Code: countyCode, Name: "平川县", Level: casework.County}, casework.RoleCountyClerk)
	w.meet(w.tw, w.c)
	var list strings.Builder
	for i := range 30 {
		fmt.Fprintf(&list, "419901102%03d 第%d村\n", 201+i, i+1)
	}
	villages, err := office.ReadVillages(list.String())
	must(t, err)
	k, err := w.tw.WriteKit(w.ctx, w.stick, "", villages)
	must(t, err)
	if len(k.Villages) != 30 || k.Region != "平川县柳河镇" || k.Fingerprint != w.tw.Fingerprint() {
		t.Fatalf("%d villages, region %s", len(k.Villages), k.Region)
	}
	var all []*office.Office
	for _, v := range villages {
		o, err := w.fromKit(v.Code, w.stick)
		must(t, err)
		all = append(all, o)
	}
	slips, missing, confirm, err := w.tw.KitBack(w.ctx, w.stick)
	must(t, err)
	if len(slips) != 30 || len(missing) != 0 || len(confirm) != 6 {
		t.Fatalf("%d slips, %d missing, confirm %q", len(slips), len(missing), confirm)
	}
	for i, s := range slips {
		if s.State != "new" || strings.Join(s.Groups, "") != strings.Join(groupsOf(all[i].Fingerprint(), s.Places), "") {
			t.Errorf("slip %+v", s)
		}
	}
	_, err = w.tw.EnrolKit(w.ctx, w.stick, "000000")
	if confirm != "000000" {
		refused(t, "wrong digits", err, "kit.confirm_differs")
	}
	peers, err := w.tw.EnrolKit(w.ctx, w.stick, confirm)
	must(t, err)
	if len(peers) != 30 {
		t.Fatalf("%d peers", len(peers))
	}
	_, path := w.issue(w.c, office.RosterChange{CardsDir: w.stick})
	for _, o := range all {
		w.open(o, "水渠漏水")
		w.take(w.tw, w.export(o, w.tw))
		w.take(o, w.export(w.tw, o)) // the acknowledgement comes back sealed
	}
	must(t, errOf(all[29].TakeRoster(w.ctx, path))) // the county's card came with the kit
	if all[29].OfficeName(villages[0].Code) != "第1村" {
		t.Error("a village does not know its neighbour from the roster")
	}
	if _, _, again, err := w.tw.KitBack(w.ctx, w.stick); err != nil || again != "" {
		t.Errorf("again: %q %v", again, err)
	}
	w.clean(w.tw, all[29])
}

// TestKitRefuses: what is wrong on the stick founds and enrols nothing.
func TestKitRefuses(t *testing.T) {
	w := empty(t)
	w.tw = w.found(casework.Office{Code: townshipCode, Name: "柳河镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	villages := []office.Village{{Code: villageCode, Name: "东岭村"}, {Code: hamletCode, Name: "西岭村"}}
	no := func(what, dir string, code casework.OfficeCode, want string) {
		t.Helper()
		o, err := w.fromKit(code, dir)
		refused(t, what, err, want)
		if o != nil {
			t.Errorf("%s: an office was founded", what)
		}
		if _, err := os.Stat(w.paths[code]); err == nil {
			t.Errorf("%s: a file was made", what)
		}
	}
	no("no kit", w.stick, villageCode, "kit.none")
	must(t, errOf(w.tw.WriteKit(w.ctx, w.stick, "", villages)))
	no("another township's village", w.stick, "419901103201", "kit.not_in_it")
	kits, err := filepath.Glob(filepath.Join(w.stick, "*.xfkit"))
	must(t, err)
	good, err := os.ReadFile(kits[0])
	must(t, err)
	bad := t.TempDir()
	flipped := append([]byte{}, good...)
	flipped[strings.Index(string(good), "东岭村")] ^= 1
	must(t, os.WriteFile(filepath.Join(bad, "k.xfkit"), flipped, 0o600))
	no("no card beside it", bad, villageCode, "kit.no_card")
	must(t, w.tw.WriteCard(w.ctx, filepath.Join(bad, "t.xfcard")))
	no("a changed name", bad, villageCode, "kit.no_card")

	v, err := w.fromKit(villageCode, w.stick)
	must(t, err)
	no("a village twice", w.stick, villageCode+"", "kit.taken")
	_, err = v.WriteKit(w.ctx, w.stick, "", villages)
	refused(t, "a village's kit", err, "kit.township_only")
	must(t, v.JoinKit(w.ctx, w.stick)) // again changes nothing

	// the stick changes between looking and typing
	_, missing, confirm, err := w.tw.KitBack(w.ctx, w.stick)
	must(t, err)
	if len(missing) != 1 || missing[0].Code != hamletCode {
		t.Errorf("missing %+v", missing)
	}
	_, err = w.fromKit(hamletCode, w.stick)
	must(t, err)
	_, err = w.tw.EnrolKit(w.ctx, w.stick, confirm)
	refused(t, "the stick changed", err, "kit.confirm_differs")
	if peers, err := w.tw.Peers(w.ctx); err != nil || len(peers) != 0 {
		t.Errorf("%d peers, %v", len(peers), err)
	}
	// a card of a village that is not in the list
	stranger := w.found(casework.Office{Code: "419901102299", Name: "生村", Level: casework.Village, Parent: townshipCode}, casework.RoleVillageSecretary)
	must(t, stranger.WriteCard(w.ctx, filepath.Join(w.stick, "z.xfcard")))
	slips, _, confirm, err := w.tw.KitBack(w.ctx, w.stick)
	must(t, err)
	if slips[len(slips)-1].State != "not_in_kit" {
		t.Errorf("%+v", slips)
	}
	peers, err := w.tw.EnrolKit(w.ctx, w.stick, confirm)
	must(t, err)
	if len(peers) != 2 {
		t.Errorf("%d peers", len(peers))
	}
}

func TestReadVillages(t *testing.T) {
	got, err := office.ReadVillages("\ufeff# 柳河镇\n419901102201 东岭村\r\n\n419901102202,西岭村\n419901102203=南 岭 村\n")
	must(t, err)
	if len(got) != 3 || got[0].Name != "东岭村" || got[1].Name != "西岭村" || got[2].Name != "南 岭 村" {
		t.Errorf("%+v", got)
	}
	for text, want := range map[string]string{
		"": "villages.missing", "419901102201": "villages.malformed", "41 东": "office_code.needs_12_digits",
		"419901102201 东\n419901102201 西": "villages.twice",
	} {
		_, err := office.ReadVillages(text)
		refused(t, text, err, want)
	}
}
