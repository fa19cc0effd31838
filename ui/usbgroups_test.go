package ui

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
)

// typeGroups types two groups of a fingerprint into the sheet that asks for them.
func typeGroups(w fyne.Window, groups []string) {
	for _, g := range groups {
		for _, c := range g {
			w.Canvas().Focused().TypedRune(c)
		}
		press(w, fyne.KeyReturn)
	}
}

// askedGroups finds which groups the sheet asks for.
func askedGroups(t *testing.T, w fyne.Window, digits string) (out []string) {
	t.Helper()
	all := strings.Fields(office.Groups(digits))
	for i, n := range []string{"第1组", "第2组", "第3组", "第4组", "第5组", "第6组"} {
		for _, text := range visibleTexts(w) {
			if text == n {
				out = append(out, all[i])
			}
		}
	}
	if len(out) != 2 {
		t.Fatalf("asked for %d groups: %q", len(out), visibleTexts(w))
	}
	return out
}

// TestEnrolByTwoGroups: two groups are asked for by telephone; wrong ones begin again
// with others; the list of cards says who compared how.
func TestEnrolByTwoGroups(t *testing.T) {
	clock := newTestClock()
	village, township := foundOffice(t, casework.Village, clock), foundOffice(t, casework.Township, clock)
	stick := t.TempDir()
	if err := township.WriteCard(t.Context(), filepath.Join(stick, "t.xfcard")); err != nil {
		t.Fatal(err)
	}
	r, _, w := openUSB(t, village, stick)
	r.openEnrol()
	if !shows(w, "请念第") || shows(w, office.Groups(township.Fingerprint())[:5]) {
		t.Fatalf("the sheet shows %q", visibleTexts(w))
	}
	r.answer()
	if !shows(w, "要5位数字") {
		t.Errorf("an empty sheet: %q", visibleTexts(w))
	}
	typeGroups(w, []string{"11111", "11111"})
	if !shows(w, "换了两组，从头再来") || len(r.data.peers) != 0 {
		t.Fatalf("wrong groups: %q", visibleTexts(w))
	}
	typeGroups(w, askedGroups(t, w, township.Fingerprint()))
	if r.sheet != nil || len(r.data.peers) != 1 {
		t.Fatalf("the right groups: %q", visibleTexts(w))
	}
	r.openCards()
	if !shows(w, "核过，11月24日，周敏") {
		t.Errorf("the list of cards: %q", visibleTexts(w))
	}
}

func TestStandingWords(t *testing.T) {
	h := office.HeldCard{State: "revoked", LastSeq: 7}
	if _, words := standingWords(h, ""); words != "已作废，认到第7号" {
		t.Error(words)
	}
	if _, words := standingWords(office.HeldCard{State: "new"}, ""); words != "等核对" {
		t.Error(words)
	}
}
