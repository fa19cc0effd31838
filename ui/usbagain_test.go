package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
)

// TestResendByKeyboard: the receipt of file 2 says that file 1 has not come; Enter on it
// writes the same file again. A half-written file is offered to be cleared away.
func TestResendByKeyboard(t *testing.T) {
	village, township, stick := pair(t)
	reportUp(t, village, "邻居排水沟改道。")
	lost := filepath.Join(stick, export(t, village, willowTown, stick).File)
	if err := os.Remove(lost); err != nil {
		t.Fatal(err)
	}
	reportUp(t, village, "合作社拖欠土地流转费。")
	export(t, village, willowTown, stick)
	takeAll(t, township, stick)
	half := filepath.Join(stick, "XF-1-2-3-aabbccdd.xfb.part")
	if err := os.WriteFile(half, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := village.ReceiveAll(t.Context(), office.ReceiveConfig{Paths: []string{stick}}); err != nil {
		t.Fatal(err)
	}
	r, _, w := openUSB(t, village, stick)
	if !shows(w, "对方没收到") || !shows(w, "没写完的文件") {
		t.Fatalf("before: %q", visibleTexts(w))
	}
	for i, row := range r.rows {
		if row.sent.Wanted {
			r.openSent(i)
		}
	}
	press(w, fyne.KeyReturn)
	if _, err := os.Stat(lost); err != nil || shows(w, "对方没收到") {
		t.Errorf("after: %v %q", err, visibleTexts(w))
	}
	r.dropHalves()
	if _, err := os.Stat(half); !os.IsNotExist(err) || shows(w, "没写完的文件") {
		t.Errorf("the half file: %v", err)
	}
}

// TestAlarmIsAnswered: an alarm stands over the room until a person has written down
// what was found out.
func TestAlarmIsAnswered(t *testing.T) {
	d := usbData{alarms: []office.Alarm{{Peer: willowTown, Seq: 3, Kind: office.AlarmFork}}}
	r, _, w := openUSB(t, foundOffice(t, casework.Village, newTestClock()), t.TempDir())
	r.data.alarms = d.alarms
	r.showMiddle()
	if !shows(w, "同一个号来了两个不同的文件") {
		t.Errorf("%q", visibleTexts(w))
	}
	r.openAlarm(d.alarms[0])
	r.answer()
	if r.sheet == nil || !shows(w, "先选问到的原因") {
		t.Errorf("closed without an answer: %q", visibleTexts(w))
	}
}
