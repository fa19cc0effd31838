package office_test

import (
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// TestTimelineOrder: lines stand by the day on which they happened, also when
// envelopes without a day lie between them.
func TestTimelineOrder(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	id := w.open(w.v, "水渠漏水")
	for i := range 12 {
		w.did(w.v.AddNote(w.ctx, office.Act{On: today.Add(-i)}, id, "补登", false))
		if i%2 == 0 {
			w.did(w.v.AddNote(w.ctx, office.Act{}, id, "要销毁的话", false))
		}
	}
	c := w.fold(w.v, id)
	var gone []casework.ID
	for entry, text := range c.Words.Alone {
		if text == "要销毁的话" {
			gone = append(gone, entry)
		}
	}
	w.did(w.v.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: id}, gone, "wrong_data", 2))
	var last calendar.Day
	late, stubs := 0, 0
	for _, m := range w.v.Timeline(w.fold(w.v, id)) {
		if m.On == 0 {
			stubs++
			continue
		}
		if m.On < last {
			t.Errorf("%s after %s", m.On, last)
		}
		last = m.On
		if m.Late {
			late++
		}
	}
	if late != 11 || stubs != 6 {
		t.Errorf("%d late lines, %d envelopes", late, stubs)
	}
}
