package ui

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// TestBackupFromTheWindow backs up to a folder, and the status line says so.
func TestBackupFromTheWindow(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	if !shows(w, "还没有备份") {
		t.Errorf("the status line shows %q", visibleTexts(w))
	}
	stick := t.TempDir()
	if err := o.SaveDraft(t.Context(), draftStick, stick); err != nil {
		t.Fatal(err)
	}
	shortcut(t, w, ctrl(fyne.KeyB))
	if s.at != roomSetup || !shows(w, "这里还没有备份") {
		t.Fatalf("Ctrl+B shows %q", visibleTexts(w))
	}
	press(w, "F9")
	if !shows(w, "备份好了") {
		t.Fatalf("after the backup: %q", visibleTexts(w))
	}
	found, err := filepath.Glob(filepath.Join(stick, "SB-*.sbk"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the stick holds %v, %v", found, err)
	}
	press(w, "Return")
	if !shows(w, "已存到本机·上次备份11月24日") {
		t.Errorf("the status line shows %q", visibleTexts(w))
	}
}

// TestBackupRefused says in words what is wrong, and leaves nothing.
func TestBackupRefused(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	s.goTo(roomSetup)
	gone := filepath.Join(t.TempDir(), "pulled")
	s.rooms[roomSetup].(*setupRoom).writeBackup(gone)
	if !shows(w, "没有备份成") {
		t.Errorf("a stick that is gone: %q", visibleTexts(w))
	}
	if _, err := os.Stat(gone); err == nil {
		t.Error("a folder was made where the stick was")
	}
}

func TestCheckFromTheWindow(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	reportUp(t, o, "邻居排水沟改道。")
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	s.goTo(roomSetup)
	s.rooms[roomSetup].(*setupRoom).checkAll()
	if !shows(w, "全部对得上") || !shows(w, "事项1件") {
		t.Errorf("the check shows %q", visibleTexts(w))
	}
}

func TestBackupTone(t *testing.T) {
	today := aDay(t, "2026-11-24")
	at := func(day string) office.BackupMark {
		return office.BackupMark{File: "a", At: aDay(t, day).Time().In(calendar.Zone())}
	}
	for _, tc := range []struct {
		name  string
		s     office.BackupStatus
		tone  widgets.Tone
		words string
	}{
		{"never", office.BackupStatus{}, widgets.Ochre, "还没有备份"},
		{"today", office.BackupStatus{Auto: at("2026-11-24")}, widgets.Green, "上次备份11月24日"},
		{"old, nothing since", office.BackupStatus{Stick: at("2026-11-01")}, widgets.Green, "上次备份11月1日"},
		{"old", office.BackupStatus{Stick: at("2026-11-01"), Behind: 3}, widgets.Ochre, "上次备份11月1日"},
		{"failed", office.BackupStatus{Stick: at("2026-11-24"), Failed: "磁盘满了"}, widgets.Red, "备份没有写成"},
	} {
		if tone, words := backupTone(tc.s, today); tone != tc.tone || words != tc.words {
			t.Errorf("%s: %v %q", tc.name, tone, words)
		}
	}
}

// TestAutoBackupEnds shows that the watch ends with its context.
func TestAutoBackupEnds(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); watchBackup(ctx, o, func(office.BackupStatus) {}) }()
	cancel()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("the watch goes on")
	}
}
