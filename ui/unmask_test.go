package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
)

// TestUnmask: the number stands masked; the whole is shown for a reason that is written
// down, and masked again afterwards.
func TestUnmask(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	id := w.opens("宅基地边界", "homestead", casework.TrackDispute)
	_, page, k := openCasePage(t, w.o, id)
	if !shows(k.w, "0000") || shows(k.w, "13900000000") || !shows(k.w, "看完整号码") {
		t.Fatalf("the page: %q", visibleTexts(k.w))
	}
	page.askUnmask(0)
	k.press(fyne.KeyF10)
	if page.sheet == nil || shows(k.w, "139 0000 0000") {
		t.Fatalf("without a reason: %q", visibleTexts(k.w))
	}
	page.sheet.choices["reason"].SetChosen(0)
	k.press(fyne.KeyF10)
	if page.sheet != nil || !shows(k.w, "139 0000 0000") || !shows(k.w, "田桂兰（二组）") {
		t.Fatalf("with a reason: %q", visibleTexts(k.w))
	}
	k.press(fyne.KeyEscape)
	if page.more != nil || shows(k.w, "139 0000 0000") || shows(k.w, "13900000000") {
		t.Errorf("afterwards: %q", visibleTexts(k.w))
	}
	if !shows(k.w, "看完整电话") {
		t.Errorf("the story does not say so: %q", visibleTexts(k.w))
	}
	c, err := w.o.Case(t.Context(), id)
	w.must(err)
	n := 0
	for _, r := range c.Rows {
		if r.Kind == casework.CaseUnmasked && r.InEffect {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d looks are written down", n)
	}
	page.askUnmask(1) // the other party left no number: the page offers no way, and nothing breaks
	if page.sheet != nil {
		page.sheet.choices["reason"].SetChosen(0)
		k.press(fyne.KeyF10)
		if !shows(k.w, "没有留电话") {
			t.Errorf("no number: %q", visibleTexts(k.w))
		}
	}
}
