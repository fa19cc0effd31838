package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// setupRoom is 设置: what keeps the file safe, who works here, how the window looks.
type setupRoom struct {
	roomSheet
	ways setupWays

	root       fyne.CanvasObject
	sections   []setupSection
	list       *widgets.Table // of the sections
	page       *fyne.Container
	cards      *fyne.Container // of the chosen section
	facts      setupFacts
	status     office.BackupStatus
	health     office.Health
	due        int              // files over their term that nobody appraised
	forms      int              // forms of appraisal that wait
	pick       *filePick        // a file is being looked for
	folder     string           // where it was found the last time
	succession *successionSheet // the newest one
}

// setupWays are the sheets of the shell that this room leads to.
type setupWays struct {
	people, look, autoLock, lock func()
}

func newSetupRoom(d *desk, ways setupWays) *setupRoom {
	r := &setupRoom{roomSheet: roomSheet{d: d}, ways: ways, page: container.NewStack()}
	r.sections = r.allSections()
	r.list = r.newSectionList()
	head := widgets.Across(10, widgets.NewTitle("设置", theme.Title), widgets.Fixed(6, 0, widgets.Grow(nil)),
		widgets.Grow(widgets.NewLabel("台账只在这台电脑里，备份要靠自己", theme.Second, widgets.Ink2)))
	body := widgets.Across(16, widgets.Fixed(sectionWidth, 0, widgets.NewCard("", r.list).Flush()), widgets.Grow(r.page))
	r.root = widgets.Pad(24, 18, 24, 12, widgets.Down(12, head, widgets.Grow(body)))
	return r
}

// row stands buttons side by side at the left.
func row(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Across(8, append(objects, widgets.Grow(nil))...)
}

func (r *setupRoom) content() fyne.CanvasObject { return r.root }

func (r *setupRoom) refresh() {
	var status office.BackupStatus
	var health office.Health
	var due, forms int
	var facts setupFacts
	r.d.run(func(ctx context.Context) (err error) {
		if facts, err = r.loadFacts(ctx); err != nil {
			return err
		}
		if status, err = r.d.office.BackupStatus(ctx); err != nil {
			return err
		}
		if due, forms, err = r.loadArchive(ctx); err != nil {
			return err
		}
		health, err = r.d.office.Health(ctx)
		return err
	}, func(err error) {
		if err != nil {
			r.d.toast(office.Explain(err))
			return
		}
		r.status, r.health, r.due, r.forms, r.facts = status, health, due, forms, facts
		r.draw()
	})
}

func (r *setupRoom) hints() []widgets.Hint {
	return []widgets.Hint{
		{Key: "↑↓", Word: "换一项"},
		{Key: "Ctrl+B", Word: "备份到U盘"},
		{Key: "Tab", Word: "下一个"},
		{Key: "回车", Word: "按下"},
		{Key: "F1", Word: "帮助"},
	}
}

func (r *setupRoom) key(k fyne.KeyName) bool {
	if r.pick != nil {
		return r.pick.key(k)
	}
	if r.sheet == nil {
		return r.sectionKey(k)
	}
	return r.sheetKey(k)
}

func (r *setupRoom) shortcut(k fyne.KeyName) bool {
	asked := r.sheet != nil || r.pick != nil
	if k != fyne.KeyB || asked || r.working {
		return asked
	}
	r.askBackup()
	return true
}

// tell says how something ended, until it is read.
func (r *setupRoom) tell(title string, o fyne.CanvasObject) {
	r.openSheet(title, 560, o, r.closeSheet, widgets.NewButton(widgets.Primary, "知道了", r.closeSheet).Key("回车"))
}

// begin shows a bar for long work; the progress it gives may be called from anywhere.
func (r *setupRoom) begin(title, words, note string) (context.Context, office.Progress) {
	ctx, stop := context.WithCancel(r.d.ctx)
	g := widgets.NewProgress(words, note, widgets.Verb{Word: "停下", Do: stop})
	r.openSheet(title, 520, widgets.Down(0, g), nil)
	r.working, r.stop = true, stop
	return ctx, onProgress(g, words)
}

// end takes the bar away.
func (r *setupRoom) end() {
	r.working = false
	r.stop()
	r.closeSheet()
}

// leave ends what is under way.
func (r *setupRoom) leave() {
	if r.stop != nil {
		r.stop()
	}
}
