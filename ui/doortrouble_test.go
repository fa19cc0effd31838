package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/office"
	"silian/ui/theme"
)

// TestClockDoubt: a PC whose date cannot be right asks before the rooms open.
func TestClockDoubt(t *testing.T) {
	path := foundFile(t, time.Time{})
	clock := &testClock{time.Date(2070, 1, 1, 9, 0, 0, 0, calendar.Zone())}
	w := testWindow(t, theme.Light, theme.Normal)
	d := &door{cfg: Config{Path: path, weak: true}, ctx: t.Context(), window: w, run: atOnce(t.Context()), clock: clock}
	t.Cleanup(d.leave)
	d.enter()
	typeIn(w, testPassword)
	if _, ok := d.page.(*clockPage); !ok || d.shell != nil {
		t.Fatalf("the page is %T: %q", d.page, visibleTexts(w))
	}
	asked(t, w, "2070-01-01 09:00", "去改电脑日期", "日期对，接着用")
	press(w, fyne.KeyReturn)
	asked(t, w, "改好了，再看一次", "纽扣电池")
	press(w, fyne.KeyReturn)
	asked(t, w, "改好了，再看一次") // still 2070
	clock.at = time.Now()
	press(w, fyne.KeyReturn)
	if d.shell == nil {
		t.Fatalf("the rooms do not open: %q", visibleTexts(w))
	}
}

// TestClockDoubtAccepted: a person may say that the date is right, once for this start.
func TestClockDoubtAccepted(t *testing.T) {
	clock := &testClock{time.Date(2070, 1, 1, 9, 0, 0, 0, calendar.Zone())}
	w := testWindow(t, theme.Light, theme.Normal)
	d := &door{
		cfg: Config{Path: filepath.Join(t.TempDir(), "silian.db"), weak: true}, ctx: t.Context(), window: w,
		run: atOnce(t.Context()), clock: clock,
	}
	t.Cleanup(d.leave)
	d.enter()
	p, ok := d.page.(*clockPage)
	if !ok {
		t.Fatalf("before a founding the page is %T", d.page)
	}
	p.accept()
	asked(t, w, "第一次用，先做什么？")
	d.enter()
	asked(t, w, "第一次用，先做什么？")
}

// TestOpeningSlow: the bar stands as soon as opening tells how far it is; stopped, it may
// be begun again.
func TestOpeningSlow(t *testing.T) {
	d, w := openDoor(t, Config{Path: foundFile(t, time.Time{})})
	var stopped error
	d.opening(func(ctx context.Context, tell office.Progress) error {
		if d.isOpening() {
			t.Error("the bar stands before anything was told")
		}
		tell(30, 100)
		asked(t, w, openingWords, "30 / 100", "下次打开接着做")
		tell(60, 100)
		asked(t, w, "60 / 100")
		press(w, fyne.KeyEscape)
		asked(t, w, "正在停下…")
		return ctx.Err()
	}, func(err error) { stopped = err })
	if _, ok := d.page.(*stoppedPage); !ok || stopped != nil {
		t.Fatalf("the page is %T, told %v: %q", d.page, stopped, visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	if _, ok := d.page.(*unlockPage); !ok {
		t.Errorf("begun again: %T", d.page)
	}
}

// TestTroubles: each kind of trouble says what happened and what to do next.
func TestTroubles(t *testing.T) {
	d, w := openDoor(t, Config{Path: foundFile(t, time.Time{})})
	for _, tc := range []struct {
		err           error
		words, button string
	}{
		{office.ErrInUse, "已经在别的窗口打开", ""},
		{office.ErrDiskFull, "磁盘满了", "只看不写，先打开"},
		{office.ErrReadOnly, "只能看，不能写", "只看不写，先打开"},
		{office.ErrNewer, "新版本程序写的", ""},
		{office.ErrBehind, "比本机上次用的旧", "说明来历再打开"},
		{office.ErrForeign, "不是四联台账的文件", "从备份恢复"},
		{office.ErrDamaged, "有损坏", "从备份恢复"},
		{office.ErrKeyFile, "钥匙文件", "从备份恢复"},
		{office.ErrBusy, "正占着", ""},
		{office.ErrDisk, "磁盘读写出错", "从备份恢复"},
		{errors.New("something new"), "打不开台账", "从备份恢复"},
	} {
		d.show(newTroublePage(d, fmt.Errorf("open: %w", tc.err)))
		asked(t, w, "打不开台账", tc.words, "一、", "二、", "再试一次")
		if tc.button != "" {
			asked(t, w, tc.button)
		} else if shows(w, "从备份恢复") || shows(w, "只看不写") {
			t.Errorf("%v offers a way that is none", tc.err)
		}
	}
	press(w, fyne.KeyReturn)
	if _, ok := d.page.(*unlockPage); !ok {
		t.Errorf("tried again: %T", d.page)
	}
}
