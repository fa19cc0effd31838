package ui

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// staleBackup is after how many days without a copy on a stick one is reminded.
const staleBackup = 7

// backupTone says how the status of backups stands, and in a few words. today is the
// day of the office's clock.
func backupTone(s office.BackupStatus, today calendar.Day) (widgets.Tone, string) {
	last := s.Last()
	switch {
	case s.Failed != "":
		return widgets.Red, "备份没有写成"
	case last.File == "":
		return widgets.Ochre, "还没有备份"
	}
	words := "上次备份" + wordDay(calendar.DayOf(last.At))
	if days := int(today - calendar.DayOf(last.At)); s.Behind > 0 && days > staleBackup {
		return widgets.Ochre, words
	}
	return widgets.Green, words
}

func (r *setupRoom) backupBody() fyne.CanvasObject {
	today := r.d.office.Today()
	tone, head := backupTone(r.status, today)
	lines := []string{}
	if r.status.Failed != "" {
		lines = append(lines, r.status.Failed)
	}
	lines = append(lines, markWords("U盘上的", r.status.Stick), markWords("本机自动的", r.status.Auto))
	if r.status.Behind > 0 && r.status.Last().File != "" {
		lines = append(lines, "从那以后又记了"+strconv.FormatUint(r.status.Behind, 10)+"笔。")
	}
	if late := r.status.Stick; late.File == "" || int(today-calendar.DayOf(late.At)) > staleBackup {
		lines = append(lines, "电脑坏了、丢了，只有U盘上的备份能找回来。请每周备份一次，U盘另放。")
	}
	return widgets.Down(10, widgets.NewNotice(tone, head, lines),
		row(widgets.NewButton(widgets.Primary, "备份到U盘", r.askBackup).Key("Ctrl+B")),
		widgets.NewPara("备份是加密的，用今天的台账口令或纸上的恢复码才能打开。要恢复时，在打开台账的那一页按“从备份恢复”。", theme.Small, widgets.Ink2))
}

// markWords says when and where a backup was written.
func markWords(what string, m office.BackupMark) string {
	if m.File == "" {
		return what + "：还没有"
	}
	return fmt.Sprintf("%s：%s，%d笔", what, wordDay(calendar.DayOf(m.At))+m.At.Format(" 15:04"), m.Entries)
}

// draftStick is the name under which the folder of the last backup is kept on this PC.
const draftStick = "backup.folder"

// askBackup asks where the copy goes: the folder used last when it is there.
func (r *setupRoom) askBackup() {
	if r.working {
		return
	}
	var start string
	r.d.run(func(ctx context.Context) (err error) {
		start, err = r.d.office.Draft(ctx, draftStick)
		return err
	}, func(error) { // without one the walk begins at the sticks
		askFolder(folderAsk{
			desk: r.d, start: start, holds: backupFolderWords, open: r.openSheet, close: r.closeSheet, use: r.writeBackup,
		})
	})
}

// backupFolderWords says what a folder holds for a backup.
func backupFolderWords(dir string) string {
	if dir == "" {
		return "先选U盘"
	}
	found, _ := filepath.Glob(filepath.Join(dir, "SB-*.sbk")) // the pattern is well formed
	if len(found) == 0 {
		return "这里还没有备份"
	}
	return "这里已经有" + strconv.Itoa(len(found)) + "个备份文件，不会盖掉"
}

// writeBackup copies the office file to a folder.
func (r *setupRoom) writeBackup(dir string) {
	if r.working {
		return
	}
	o := r.d.office
	ctx, progress := r.begin("备份到U盘", "正在备份", "别拔U盘。停下就当没有写过")
	var res office.BackupResult
	r.d.run(func(context.Context) (err error) {
		if res, err = o.Backup(ctx, dir, progress); err == nil {
			err = o.SaveDraft(ctx, draftStick, dir)
		}
		return err
	}, func(err error) {
		r.end()
		switch {
		case cancelled(err):
			r.d.toast("停下了，U盘上没有留下半个文件")
		case err != nil:
			r.tell("没有备份成", widgets.NewError("没有备份成", office.Explain(err)))
		default:
			lines := []string{fmt.Sprintf("共%d笔，写完又从U盘读回来核对过。", res.Entries)}
			if !res.Direct {
				lines = []string{fmt.Sprintf("共%d笔。这个盘不能直接读回，请拔下再插上，看一眼文件还在。", res.Entries)}
			}
			r.tell("备份好了", widgets.Down(10, widgets.NewNotice(widgets.Green, "备份好了", lines),
				widgets.NewLabel(res.File, theme.Small, widgets.Ink2)))
		}
		r.d.changed()
	})
}
