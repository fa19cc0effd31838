package ui

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// restorePage makes the office file from a backup: first which one and by which secret,
// then what it holds and what paper says.
type restorePage struct {
	door *door
	back func()

	dir     string
	found   []office.NamedBackup
	info    office.RestoreInfo
	looked  bool
	folder  *widgets.Button
	which   *widgets.Picker
	byCode  *widgets.Check
	secret  *widgets.Entry // the password of the day of the backup, or the recovery key
	fresh   *widgets.Entry // a new password, with the recovery key
	fields  struct{ which, secret, fresh, no, sealed *widgets.Field }
	no      *widgets.Entry // the last case number on paper
	sealed  *widgets.Entry // the number of the last sealed file on paper
	busy    bool
	sheet   *widgets.Sheet
	trouble fyne.CanvasObject
}

func newRestorePage(d *door, back func()) *restorePage {
	p := &restorePage{door: d, back: back}
	p.folder = widgets.NewButton(widgets.Secondary, "选U盘或文件夹", p.pick).Icon("folder")
	p.which = widgets.NewPicker("先选U盘", nil, nil)
	p.byCode = widgets.NewCheck("口令忘了，用纸上的恢复码", func(bool) { p.show() })
	p.secret, p.fresh = widgets.NewSecret(""), widgets.NewSecret("")
	p.no, p.sealed = widgets.NewEntry("例如 2026-0017"), widgets.NewEntry("例如 12")
	p.secret.OnNext, p.fresh.OnNext = p.look, p.look
	p.no.OnNext, p.sealed.OnNext = func() { d.window.Canvas().Focus(p.sealed) }, p.restore
	return p
}

func (p *restorePage) first() fyne.Focusable { return p.folder }

func (p *restorePage) show() { p.door.show(p) }

// key goes back: to the choice of a backup first, then to the page before.
func (p *restorePage) key(k fyne.KeyName) {
	switch {
	case k != fyne.KeyEscape || p.busy:
	case p.looked:
		p.looked = false
		p.show()
	default:
		p.back()
	}
}

func (p *restorePage) content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	if p.trouble != nil {
		rows = append(rows, p.trouble)
	}
	back := widgets.NewButton(widgets.Secondary, "返回", func() { p.key(fyne.KeyEscape) }).Key("Esc")
	if p.looked {
		p.fields.no = widgets.NewField("纸上最后一个事项编号", p.no).Optional().Hint("比“" + lastWords(string(p.info.LastCase)) + "”晚的才要写")
		p.fields.sealed = widgets.NewField("纸上最后一个封好文件的号", p.sealed).Optional().Hint("比第" + strconv.FormatUint(p.info.LastSealed, 10) + "号晚的才要写")
		rows = append(rows, widgets.NewNotice(widgets.Green, p.info.Name+"　"+p.info.Created.Local().Format("2006-01-02 15:04"), []string{
			"流水" + strconv.FormatUint(p.info.Entries, 10) + "笔，附件" + strconv.Itoa(p.info.Files) + "个。",
		}), p.fields.no, p.fields.sealed)
		if hasFile(p.door.cfg.Path) {
			rows = append(rows, widgets.NewPara("这台电脑上现在的台账会改名放在旁边，不会删。", theme.Second, widgets.Ink2))
		}
		rows = append(rows, widgets.Across(8, back, widgets.Grow(nil), widgets.NewButton(widgets.Primary, "恢复", p.restore)))
		return widgets.Fixed(pageWidth+60, 0, widgets.NewCard("从备份恢复", widgets.Down(12, rows...)))
	}
	p.fields.which = widgets.NewField("哪一个备份", p.which)
	word := "备份那天的台账口令"
	if p.byCode.On() {
		word = "恢复码（14组，每组5个字符）"
	}
	p.fields.secret = widgets.NewField(word, p.secret)
	rows = append(rows, row(p.folder, widgets.NewLabel(p.dir, theme.Small, widgets.Ink2)), p.fields.which, p.byCode, p.fields.secret)
	if p.byCode.On() {
		p.fields.fresh = widgets.NewField("新口令（至少8个字符）", p.fresh)
		rows = append(rows, p.fields.fresh)
	}
	rows = append(rows, widgets.Across(8, back, widgets.Grow(nil), widgets.NewButton(widgets.Primary, "看一看", p.look).Key("回车")))
	return widgets.Fixed(pageWidth+60, 0, widgets.NewCard("从备份恢复", widgets.Down(12, rows...)))
}

func lastWords(no string) string {
	if no == "" {
		return "还没有编号"
	}
	return no
}

// pick walks to the folder of the backups.
func (p *restorePage) pick() {
	askFolder(folderAsk{
		desk: &desk{window: p.door.window, ctx: p.door.ctx, run: p.door.run}, start: p.dir, holds: backupFolderWords,
		open: func(title string, width float32, body fyne.CanvasObject, _ func(), buttons ...*widgets.Button) {
			p.sheet = widgets.OpenSheet(p.door.window.Canvas(), title, width, body, buttons...)
		},
		close: func() { p.sheet.Close() }, use: p.use,
	})
}

// use lists the backups of a folder, the newest chosen.
func (p *restorePage) use(dir string) {
	var found []office.NamedBackup
	p.door.run(func(context.Context) (err error) {
		found, err = office.FindBackups(dir, "")
		return err
	}, func(err error) {
		p.trouble = nil
		if err != nil || len(found) == 0 {
			p.trouble = widgets.NewNotice(widgets.Ochre, "这里没有备份", []string{"备份的文件名是SB开头、.sbk结尾。请换一个文件夹。"})
		}
		p.dir, p.found = dir, found
		names := make([]string, len(found))
		for i, b := range found {
			names[i] = typedDay(b.Day) + "　第" + strconv.Itoa(b.N) + "个　" + string(b.Office)
		}
		p.which = widgets.NewPicker("请选", names, nil)
		if len(found) > 0 {
			p.which.SetChosen(0)
		}
		p.show()
		p.door.window.Canvas().Focus(p.secret)
	})
}

// config says which backup, by which secret, into which file.
func (p *restorePage) config() office.RestoreConfig {
	cfg := office.RestoreConfig{
		File: filepath.Join(p.dir, p.found[p.which.Chosen()].File), Into: p.door.cfg.Path, Replace: true, WeakKDF: p.door.cfg.weak,
		Password: p.secret.Text,
	}
	if p.byCode.On() {
		cfg.Password, cfg.Recovery = p.fresh.Text, p.secret.Text
	}
	return cfg
}

// look opens the backup as far as its contents list.
func (p *restorePage) look() {
	switch {
	case p.busy:
		return
	case p.which.Chosen() == widgets.NoChoice:
		p.fields.which.SetWrong("请先选U盘，再选一个备份。")
		makeRoom(p.door.window)
		return
	case p.secret.Text == "":
		p.fields.secret.SetWrong("请输口令或恢复码。")
		makeRoom(p.door.window)
		return
	}
	p.busy = true
	cfg := p.config()
	var info office.RestoreInfo
	p.door.run(func(ctx context.Context) (err error) {
		info, err = office.InspectBackup(ctx, cfg)
		return err
	}, func(err error) {
		p.busy = false
		if err != nil {
			p.fields.secret.SetWrong(office.Explain(err))
			makeRoom(p.door.window)
			return
		}
		if info.Office == practiceOffice().Code {
			p.fields.which.SetWrong("这是练习文件的备份，不能当正式台账恢复。请选别的备份。")
			makeRoom(p.door.window)
			return
		}
		p.info, p.looked, p.trouble = info, true, nil
		p.show()
		p.door.window.Canvas().Focus(p.no)
	})
}

// restore makes the file; stopped or failed, what was here is as it was.
func (p *restorePage) restore() {
	if p.busy {
		return
	}
	cfg := p.config()
	cfg.LastPaperNo = strings.TrimSpace(p.no.Text)
	if typed := strings.TrimSpace(p.sealed.Text); typed != "" {
		n, err := strconv.ParseUint(typed, 10, 32)
		if err != nil {
			p.fields.sealed.SetWrong("请写数字。")
			makeRoom(p.door.window)
			return
		}
		cfg.LastSealed = n
	}
	p.busy = true
	ctx, stop := context.WithCancel(p.door.ctx)
	g := widgets.NewProgress("正在恢复", "停下的话，原来的台账不变", widgets.Verb{Word: "停下", Do: stop})
	cfg.Progress = onProgress(g, "正在恢复")
	sheet := widgets.OpenSheet(p.door.window.Canvas(), "从备份恢复", 520, widgets.Down(0, g), widgets.NewButton(widgets.Secondary, "停下", stop).Key("Esc"))
	var info office.RestoreInfo
	p.door.run(func(context.Context) (err error) {
		defer stop()
		info, err = office.Restore(ctx, cfg)
		return err
	}, func(err error) {
		p.busy = false
		sheet.Close()
		switch {
		case cancelled(err):
			p.trouble = widgets.NewNotice(widgets.Ochre, "停下了", []string{"这台电脑上的台账没有变。"})
		case err != nil:
			p.trouble = widgets.NewError("没有恢复成", office.Explain(err))
		default:
			p.door.show(newRestoredPage(p.door, info, cfg))
			return
		}
		p.show()
	})
}

// restoreVerb leads from a page of the door to the backups, and back to where the file
// is looked at again.
func restoreVerb(d *door) *widgets.Button {
	return widgets.NewButton(widgets.Quiet, "从备份恢复", func() { d.show(newRestorePage(d, d.enter)) })
}

// restoredPage says what was restored, and what to see to now.
type restoredPage struct {
	door *door
	info office.RestoreInfo
	cfg  office.RestoreConfig
	open *widgets.Button
}

func newRestoredPage(d *door, info office.RestoreInfo, cfg office.RestoreConfig) *restoredPage {
	return &restoredPage{door: d, info: info, cfg: cfg, open: widgets.NewButton(widgets.Primary, "打开台账", d.enter).Key("回车")}
}

func (p *restoredPage) first() fyne.Focusable { return p.open }

func (p *restoredPage) content() fyne.CanvasObject {
	lines := []string{"新编号会换一个字母，老编号都不变。备份以后收到过的文件，请对方再给一次。"}
	if p.info.DestroyedAgain > 0 {
		lines = append(lines, "备份以后销毁过的"+strconv.Itoa(p.info.DestroyedAgain)+"处文字，又销毁了一遍。")
	}
	if n := len(p.info.MissingFiles); n > 0 {
		lines = append(lines, strconv.Itoa(n)+"个附件没有找到，插上存附件的U盘再恢复一次能补上。")
	}
	rows := []fyne.CanvasObject{widgets.NewNotice(widgets.Green, "恢复好了", lines)}
	if p.info.MovedAside != "" {
		rows = append(rows, widgets.NewPara("原来的台账在："+p.info.MovedAside, theme.Small, widgets.Ink2))
	}
	if p.cfg.Recovery != "" {
		rows = append(rows, widgets.NewPara("请和纸上的指纹核对这30位数字：", theme.Second, widgets.Ink), widgets.NewFingerprintDigits(p.info.Fingerprint))
	}
	rows = append(rows, widgets.Across(0, widgets.Grow(nil), p.open))
	return widgets.Fixed(pageWidth+60, 0, widgets.NewCard("从备份恢复", widgets.Down(12, rows...)))
}
