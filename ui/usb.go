package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// draftFolder is the name under which the folder last used is kept on this PC.
const draftFolder = "usb.folder"

// usbRoom is U盘交换: who we are to others, what has come, what has gone.
type usbRoom struct {
	roomSheet
	onWaiting func(n int) // told how many files wait

	data    usbData
	loaded  bool
	loading int // number of the newest load: older answers are dropped
	chosen  string
	result  *usbResult           // what the last import did, until it is looked away from
	sticks  []string             // paths of the sticks that are in
	left    bool                 // the window goes; nobody looks for sticks any more
	wanted  *casework.OfficeCode // an export asked for before the first load
	offset  int                  // first peer card shown

	root   fyne.CanvasObject
	folder *widgets.Entry
	cards  *fyne.Container
	files  *widgets.Table
	inCard *widgets.Card
	all    *widgets.Button
	middle *widgets.Card
	take   *widgets.Button // of the preview shown; nil without one
	sent   *widgets.Table
	sentTo *widgets.Card
	rows   []sentWords
}

// usbResult is what is shown after a file was taken in.
type usbResult struct {
	from string
	got  office.Received
}

func newUSBRoom(d *desk) *usbRoom {
	r := &usbRoom{roomSheet: roomSheet{d: d}}
	r.folder = widgets.NewEntry("U盘或文件夹，例如 E:\\")
	r.folder.OnNext = func() { r.goFolder(r.folder.Text) }
	r.folder.OnEscape = func() { r.folder.SetText(r.data.dir); r.focusFiles() }
	r.cards = container.New(&cardRow{})
	r.files = r.newFiles()
	r.all = widgets.NewButton(widgets.Secondary, "全部导入", r.importAll).Icon("import").Key("F8")
	r.inCard = widgets.NewCard("收到的文件", widgets.Down(0, widgets.Grow(r.files), widgets.Pad(16, 8, 16, 12, r.all))).Icon("import").Flush().Ruled()
	r.middle = widgets.NewCard("", nil).Flush()
	r.sent = r.newSent()
	r.sentTo = widgets.NewCard("送出的文件", r.sent).Icon("export").Flush().Ruled()
	r.root = r.layout()
	r.showMiddle()
	return r
}

func (r *usbRoom) content() fyne.CanvasObject { return r.root }

func (r *usbRoom) layout() fyne.CanvasObject {
	pick := widgets.NewButton(widgets.Secondary, "选文件夹", r.pickFolder).Icon("folder")
	enrol := widgets.NewButton(widgets.Secondary, "收指纹卡", r.openEnrol)
	more := widgets.NewButton(widgets.Secondary, "更多", r.openMore)
	export := widgets.NewButton(widgets.Primary, "写出到U盘", func() { r.openExport("") }).Icon("export").Key("Ctrl+E")
	head := widgets.Across(10, widgets.NewTitle("U盘交换", theme.Title), widgets.Fixed(6, 0, widgets.Grow(nil)),
		widgets.Grow(r.folder), pick, enrol, more, export)
	body := widgets.Across(12, container.New(column{300}, r.inCard), widgets.Grow(r.middle), container.New(column{316}, r.sentTo))
	return widgets.Pad(24, 18, 24, 12, widgets.Down(12, head, r.cards, widgets.Grow(body)))
}

// refresh asks the office and the folder again.
func (r *usbRoom) refresh() {
	if r.working {
		return
	}
	r.loading++
	mine, dir, first := r.loading, r.data.dir, !r.loaded
	var data usbData
	r.d.run(func(ctx context.Context) (err error) {
		if first && dir == "" {
			if dir, err = r.d.office.Draft(ctx, draftFolder); err != nil {
				return err
			}
		}
		data, err = loadUSB(ctx, r.d.office, dir)
		return err
	}, func(err error) {
		if mine != r.loading || cancelled(err) {
			return
		}
		if err != nil {
			r.middle.SetBody(widgets.Pad(20, 20, 20, 20, widgets.Down(0, widgets.NewError("没有看成", office.Explain(err)))))
			return
		}
		r.data, r.loaded = data, true
		r.draw()
		if to := r.wanted; to != nil {
			r.wanted = nil
			r.openExport(*to)
		}
	})
}

// draw shows what was loaded.
func (r *usbRoom) draw() {
	r.folder.SetText(r.data.dir)
	r.drawCards()
	r.files.SetRows(len(r.data.files), false)
	r.inCard.SetTitle("收到的文件", countWords(len(r.data.files), r.data.left))
	r.rows = r.data.sentRows()
	r.sent.SetRows(len(r.rows), false)
	r.chooseAgain()
	r.showMiddle()
	r.all.SetOff("")
	if r.data.waiting() == 0 && r.data.left+r.data.notices == 0 {
		r.all.SetOff("没有要导入的")
	}
	if r.onWaiting != nil {
		r.onWaiting(r.data.waiting())
	}
	if r.sheet == nil && r.d.window.Canvas().Focused() == nil {
		r.focusFiles()
	}
}

// chooseAgain keeps the chosen file chosen, else takes the first.
func (r *usbRoom) chooseAgain() {
	at := r.index()
	if at < 0 && len(r.data.files) > 0 {
		at, r.chosen = 0, r.data.files[0].path
	}
	r.files.Select(at)
}

// index is the place of the chosen file, or -1.
func (r *usbRoom) index() int {
	for i, f := range r.data.files {
		if f.path == r.chosen {
			return i
		}
	}
	return -1
}

func (r *usbRoom) focusFiles() {
	if len(r.data.files) > 0 {
		r.d.window.Canvas().Focus(r.files.Focusable())
		return
	}
	r.d.window.Canvas().Unfocus()
}

// goFolder looks into another folder and remembers it on this PC.
func (r *usbRoom) goFolder(path string) {
	path = tidyPath(path)
	r.data.dir, r.loaded, r.result, r.chosen = path, true, nil, ""
	r.data.files = nil
	r.files.SetRows(0, false)
	r.d.run(func(ctx context.Context) error { return r.d.office.SaveDraft(ctx, draftFolder, path) },
		func(err error) {
			if err != nil {
				r.d.toast(office.Explain(err))
			}
		})
	r.d.window.Canvas().Unfocus()
	r.refresh()
}

func (r *usbRoom) hints() []widgets.Hint {
	return []widgets.Hint{
		{Key: "↑↓", Word: "选文件"},
		{Key: "回车", Word: "导入"},
		{Key: "F8", Word: "全部导入"},
		{Key: "Ctrl+E", Word: "写出"},
		{Key: "F5", Word: "再看一遍"},
		{Key: "Alt+1…4", Word: "换页"},
		{Key: "F1", Word: "帮助"},
	}
}

func (r *usbRoom) key(k fyne.KeyName) bool {
	switch {
	case r.sheet != nil:
		return r.sheetKey(k)
	case k == fyne.KeyF5:
		r.refresh()
	case k == fyne.KeyF8:
		r.importAll()
	case k == fyne.KeyEscape && r.result != nil:
		r.forget()
	case k == fyne.KeyReturn || k == fyne.KeyEnter:
		r.enter()
	default:
		return false
	}
	return true
}

func (r *usbRoom) shortcut(k fyne.KeyName) bool {
	if k != fyne.KeyE || r.sheet != nil || r.working {
		return r.sheet != nil
	}
	r.openExport("")
	return true
}

// leave ends what is under way.
func (r *usbRoom) leave() {
	r.loading++
	r.left = true
	if r.stop != nil {
		r.stop()
	}
}

// column keeps a card at a width in pixels that grows less than text does.
type column struct{ w float32 }

func (c column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(theme.Current().Gap(c.w)-(theme.Current().Factor()-1)*60, objects[0].MinSize().Height)
}

func (column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Put(objects[0], 0, 0, size.Width, size.Height)
}
