package ui

import (
	"path/filepath"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestKitInTheWindow: a township writes the kit, a village founds itself from it, and the
// township takes its card by six digits.
func TestKitInTheWindow(t *testing.T) {
	clock := newTestClock()
	township, stick := foundOffice(t, casework.Township, clock), t.TempDir()
	r, _, w := openUSB(t, township, stick)
	r.openKit()
	for _, c := range "4199" {
		w.Canvas().Focused().TypedRune(c)
	}
	pressButton(t, w, "写到U盘")
	if shows(w, "建村包写好了") || !shows(w, "村的名单写法不对") {
		t.Fatalf("half a line: %q", visibleTexts(w))
	}
	for _, c := range "01102201 东岭村" {
		w.Canvas().Focused().TypedRune(c)
	}
	pressButton(t, w, "写到U盘")
	if !shows(w, "建村包写好了") || !shows(w, "1个村") {
		t.Fatalf("the kit: %q", visibleTexts(w))
	}
	village, _, err := office.InitFromKit(t.Context(), office.Founding{
		Config:    office.Config{Path: filepath.Join(t.TempDir(), "v.db"), Password: testPassword, Clock: clock, WeakKDF: true},
		Office:    casework.Office{Code: eastRidge},
		Operators: []office.Operator{{Number: 1, Name: "周敏", Role: office.FirstRole(casework.Village)}},
	}, stick)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = village.Close() })
	_, _, confirm, err := township.KitBack(t.Context(), stick)
	if err != nil {
		t.Fatal(err)
	}
	r.openKitBack()
	if !shows(w, "东岭村") || !shows(w, confirm) {
		t.Fatalf("the cards: %q", visibleTexts(w))
	}
	for _, c := range confirm {
		w.Canvas().Focused().TypedRune(c)
	}
	r.answer()
	if r.sheet != nil || len(r.data.peers) != 1 {
		t.Errorf("%d peers: %q", len(r.data.peers), visibleTexts(w))
	}
	v, _, vw := openUSB(t, village, stick)
	v.joinKit() // once more changes nothing
	if !shows(vw, "已认识柳河镇") {
		t.Errorf("the village: %q", visibleTexts(vw))
	}
}

// TestKeysSheet: an office whose PC was stolen is not believed any more; the county's
// list is said to be missing.
func TestKeysSheet(t *testing.T) {
	_, township, stick := pair(t)
	r, _, w := openUSB(t, township, stick)
	r.openMore()
	pressButton(t, w, "单位钥匙和名录")
	if !shows(w, "没有名录") {
		t.Errorf("%q", visibleTexts(w))
	}
	r.openRevoke()
	pressButton(t, w, "核实过，不再认")
	if !shows(w, "请选单位和原因") {
		t.Errorf("without a choice: %q", visibleTexts(w))
	}
	r.revoke(r.data.peers[0], "stolen")
	if !shows(w, "不再认东岭村的钥匙了") {
		t.Fatalf("%q", visibleTexts(w))
	}
	r.closeSheet()
	if !shows(w, "已停用") {
		t.Errorf("the card: %q", visibleTexts(w))
	}
	if found, _ := filepath.Glob(filepath.Join(stick, "*.xfrevoke")); len(found) != 1 {
		t.Errorf("notices %q", found)
	}
}
