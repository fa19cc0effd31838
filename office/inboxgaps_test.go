package office_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"silian/office"
)

// lost writes a file and loses it.
func (w *world) lost(from, to *office.Office) (path string, data []byte) {
	w.t.Helper()
	path = w.export(from, to)
	data, err := os.ReadFile(path)
	must(w.t, err)
	must(w.t, os.Remove(path))
	return path, data
}

func (w *world) gapsAt(o *office.Office, want ...uint64) {
	w.t.Helper()
	gaps, err := o.Gaps(w.ctx)
	must(w.t, err)
	var got []uint64
	for _, g := range gaps {
		got = append(got, g.Seq)
	}
	if !slices.Equal(got, want) {
		w.t.Errorf("missing %v, want %v", got, want)
	}
}

func (w *world) wants(o, from *office.Office, want ...uint64) {
	w.t.Helper()
	got, err := o.Wanted(w.ctx, from.Me().Code)
	must(w.t, err)
	if !slices.Equal(got, want) {
		w.t.Errorf("asked for %v, want %v", got, want)
	}
}

// TestGapResent: file 1 is lost; the receipt of file 2 asks for it; the same bytes go
// again and the gap is closed.
func TestGapResent(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	path, first := w.lost(w.v, w.tw)
	w.open(w.v, "机井停电")
	r := w.take(w.tw, w.export(w.v, w.tw))
	w.gapsAt(w.tw, 1)
	w.take(w.v, filepath.Join(w.stick, r.Receipt))
	w.wants(w.v, w.tw, 1)
	list, err := w.v.Reminders(w.ctx)
	must(t, err)
	if len(list) != 1 || !list[0].Wanted || list[0].Seq != 1 {
		t.Errorf("reminders %+v", list)
	}
	again, err := w.v.Resend(w.ctx, townshipCode, []uint64{1}, w.stick, nil)
	must(t, err)
	if len(again.Files) != 1 || len(again.Anew) != 0 {
		t.Fatalf("resent %+v", again)
	}
	got, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(got, first) {
		t.Error("other bytes under the same number")
	}
	w.wants(w.v, w.tw)
	w.take(w.tw, path)
	w.gapsAt(w.tw)
	_, err = w.v.Resend(w.ctx, townshipCode, []uint64{9}, w.stick, nil)
	refused(t, "no such number", err, "resend.unknown")
	_, err = w.v.Resend(w.ctx, townshipCode, []uint64{2}, w.stick, nil)
	refused(t, "delivered", err, "resend.delivered")
}

// TestGapClosedByNextFile: nobody resends; the next file that answers the question
// brings all that was in the lost one, and the gap is closed.
func TestGapClosedByNextFile(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.lost(w.v, w.tw)
	w.open(w.v, "机井停电")
	w.take(w.tw, w.export(w.v, w.tw))
	w.open(w.tw, "镇里的一件")
	w.take(w.v, w.export(w.tw, w.v)) // acknowledges 2, asks for 1
	w.wants(w.v, w.tw, 1)
	w.take(w.tw, w.export(w.v, w.tw))
	w.gapsAt(w.tw)
	w.sameOpening(id)
}

// TestGapPackedAnew: the township lost its file after the village knew that it had
// arrived, and the bytes are gone: everything in it goes again under a new number.
func TestGapPackedAnew(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.lost(w.v, w.tw)
	sent, err := w.v.SentFiles(w.ctx)
	must(t, err)
	must(t, w.v.DeliveredByCode(w.ctx, sent[0], sent[0].Code)) // somebody read out the code of a PC that has since died
	w.open(w.v, "机井停电")
	w.take(w.tw, w.export(w.v, w.tw))
	w.open(w.tw, "镇里的一件")
	w.take(w.v, w.export(w.tw, w.v))
	w.wants(w.v, w.tw, 1)
	again, err := w.v.Resend(w.ctx, townshipCode, []uint64{1}, w.stick, nil)
	must(t, err)
	if !slices.Equal(again.Anew, []uint64{1}) || len(again.Files) != 1 {
		t.Fatalf("resent %+v", again)
	}
	w.take(w.tw, filepath.Join(w.stick, again.Files[0].File))
	w.gapsAt(w.tw)
	w.sameOpening(id)
	w.clean(w.v, w.tw)
}

// TestCloseGap: the sender said by telephone that a number will not come.
func TestCloseGap(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	path, data := w.lost(w.v, w.tw)
	w.open(w.v, "机井停电")
	w.take(w.tw, w.export(w.v, w.tw))
	refused(t, "not missing", w.tw.CloseGap(w.ctx, villageCode, 2), "gap.unknown")
	must(t, w.tw.CloseGap(w.ctx, villageCode, 1))
	w.gapsAt(w.tw)
	must(t, os.WriteFile(path, data, 0o600))
	if r := w.take(w.tw, path); r.Result != "imported" {
		t.Errorf("it came after all: %+v", r)
	}
}

// TestForkIsAnAlarm: another file under a number that was taken in is refused, and the
// alarm stands until a person has answered it.
func TestForkIsAnAlarm(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.take(w.tw, w.export(w.v, w.tw))
	forged := w.forge(w.v, w.tw, 1)
	for range 2 {
		_, err := w.tryTake(w.tw, forged)
		refused(t, "fork", err, "seal:seq_conflict")
	}
	alarms, err := w.tw.Alarms(w.ctx)
	must(t, err)
	if len(alarms) != 1 || alarms[0].Kind != office.AlarmFork || alarms[0].Seq != 1 || alarms[0].Peer != villageCode {
		t.Fatalf("alarms %+v", alarms)
	}
	refused(t, "no such answer", w.tw.AnswerAlarm(w.ctx, alarms[0], "whatever"), "alarm.answer")
	must(t, w.tw.AnswerAlarm(w.ctx, alarms[0], "two_copies"))
	refused(t, "answered", w.tw.AnswerAlarm(w.ctx, alarms[0], "two_copies"), "alarm.unknown")
	if alarms, err = w.tw.Alarms(w.ctx); err != nil || len(alarms) != 0 {
		t.Errorf("still %+v, %v", alarms, err)
	}
	_, err = w.tryTake(w.tw, forged)
	refused(t, "the file itself", err, "seal:seq_conflict")
	if alarms, err = w.tw.Alarms(w.ctx); err != nil || len(alarms) != 1 {
		t.Errorf("it came again and nobody is told: %+v, %v", alarms, err)
	}
	w.sameOpening(id)
}

func TestReminders(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	w.export(w.v, w.tw)
	at := func(day string, want int) []office.Reminder {
		t.Helper()
		w.at(day)
		list, err := w.v.Reminders(w.ctx)
		must(t, err)
		if len(list) != want {
			t.Errorf("%s: %+v", day, list)
		}
		return list
	}
	at("2026-12-03", 0)
	if list := at("2026-12-04", 1); len(list) == 1 && (list[0].Days != 10 || list[0].Name != "柳河镇") {
		t.Errorf("%+v", list[0])
	}
	must(t, w.v.SetRemindDays(w.ctx, 30))
	at("2026-12-04", 0)
	refused(t, "too many", w.v.SetRemindDays(w.ctx, 91), "remind_days.range")
	sent, err := w.v.SentFiles(w.ctx)
	must(t, err)
	if sent[0].State() != office.SentOnStick || !sent[0].Here {
		t.Errorf("%+v", sent[0])
	}
	must(t, w.v.DeliveredByCode(w.ctx, sent[0], sent[0].Code))
	at("2027-03-01", 0)
}
