package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// attachPane is the leaf 附件 of a case: what is attached, and the ways to add one, to
// look at one and to copy one out.
type attachPane struct {
	d      *desk
	id     casework.ID
	launch func(path string) error // opens a file with the system's viewer
	other  func(fyne.KeyName) bool // the keys of the page around
	facts  caseFacts
	all    []office.AttachmentLine // the newest first, as the lines
	lines  []attachmentLine
	shown  []int // columns of the table
	asked  int
	dir    string             // where one looked for a file last
	stop   context.CancelFunc // ends the work that is going on; nil without any
	pick   *filePick
	sheet  *widgets.Sheet

	object *fyne.Container
	add    *widgets.Button
	table  *widgets.Table
	body   *fyne.Container
	bar    *fyne.Container // progress
}

func newAttachPane(d *desk, id casework.ID, other func(fyne.KeyName) bool) *attachPane {
	p := &attachPane{d: d, id: id, launch: launch, other: other, body: container.NewStack(), bar: container.NewStack()}
	p.add = widgets.NewButton(widgets.Secondary, "加附件", p.choose).Icon("plus").Key("A").At(widgets.InCard)
	p.table = widgets.NewTable(widgets.TableConfig{
		Columns: p.columns(), Draw: p.draw, OnOpen: func(int) { p.open() }, OnVerb: p.verb, OnKey: p.tableKey,
	})
	hint := widgets.NewLabel("照片、扫描件、文档、录音；每个20兆以内", theme.Small, widgets.Ink2)
	head := widgets.Across(12, p.add, widgets.Middle(hint), widgets.Grow(nil))
	p.object = container.NewStack(widgets.Down(8, head, p.bar, widgets.Grow(p.body)))
	return p
}

// Columns of the list of attachments.
const (
	attachName = iota
	attachKind
	attachSize
	attachDay
	attachOpen
	attachSave
)

// attachColumns are the columns that have room: with large text the ending of the name
// tells the kind, and the day stands in the story.
func attachColumns() []int {
	switch theme.Current().Scale() {
	case theme.Large:
		return []int{attachName, attachSize, attachOpen, attachSave}
	case theme.Village:
		return []int{attachName, attachSize, attachDay, attachOpen, attachSave}
	}
	return []int{attachName, attachKind, attachSize, attachDay, attachOpen, attachSave}
}

func (p *attachPane) columns() []widgets.Column {
	all := []widgets.Column{
		attachName: {Title: "名称", Weight: 1}, attachKind: {Title: "种类", Width: 66}, attachSize: {Title: "大小", Width: 76, Right: true},
		attachDay: {Title: "哪天", Width: 48}, attachOpen: {Width: 34, Verb: true}, attachSave: {Width: 34, Verb: true},
	}
	p.shown = attachColumns()
	var out []widgets.Column
	for _, c := range p.shown {
		out = append(out, all[c])
	}
	return out
}

// set shows the attachments of a case as its page has read it.
func (p *attachPane) set(f caseFacts) {
	p.facts = f
	p.add.SetOff("")
	if casework.Permitted(f.me.Level, f.role, casework.CaseAttached) != nil {
		p.add.SetOff(office.Word("why", casework.WhyRole))
	}
	p.asked++
	mine := p.asked
	var all []office.AttachmentLine
	p.d.run(func(ctx context.Context) (err error) {
		all, err = p.d.office.Attachments(ctx, p.id)
		return err
	}, func(err error) {
		switch {
		case mine != p.asked:
		case err != nil:
			p.body.Objects = []fyne.CanvasObject{widgets.NewNotice(p.wrongTone(), "附件打不开", []string{office.Explain(err)})}
			p.body.Refresh()
		default:
			p.lines = f.attachmentLines(all)
			slices.Reverse(all)
			p.all = all
			p.show()
		}
	})
}

func (p *attachPane) show() {
	p.body.Objects = []fyne.CanvasObject{p.table}
	if len(p.lines) == 0 {
		p.body.Objects = []fyne.CanvasObject{widgets.NewEmpty("camera", "还没有附件", "合同、照片、签字的单子，按A加进来")}
	}
	p.table.SetColumns(p.columns())
	p.table.SetRows(len(p.lines), false)
	if p.table.Selected() < 0 {
		p.table.Select(0)
	}
	p.body.Refresh()
}

// focus gives the keys to the list.
func (p *attachPane) focus() {
	if len(p.lines) > 0 {
		p.d.window.Canvas().Focus(p.table.Focusable())
	}
}

func (p *attachPane) draw(c *widgets.Cell) {
	if c.Row >= len(p.lines) {
		return
	}
	l, second := p.lines[c.Row], c.Style(theme.Second, c.Tokens.Ink2)
	verb := c.Style(theme.Second, c.Tokens.Blue)
	switch p.shown[c.Col] {
	case attachName:
		s := c.Style(theme.Body, c.Tokens.Ink)
		s.Bold = c.Selected
		w := c.W
		if l.Note != "" {
			tone := widgets.Neutral
			if !l.Here {
				tone = widgets.Ochre
			}
			w -= c.StatusRight(c.X+c.W, c.Y, tone, l.Note, c.Style(theme.Small, nil)) + c.Px(8)
		}
		c.Fit(c.X, c.Y, w, l.Name, s)
	case attachKind:
		c.Write(l.Kind, second)
	case attachSize:
		c.Write(l.Size, second)
	case attachDay:
		c.Write(l.Day, second)
	case attachOpen:
		if l.Here {
			c.Write("打开", verb)
		}
	case attachSave:
		if l.Here {
			c.Write("拷出", verb)
		}
	}
}

// wrongTone is the tone of a refusal: before visitors nothing is red.
func (p *attachPane) wrongTone() widgets.Tone {
	if softly(p.d.office.Me()) {
		return widgets.Ochre
	}
	return widgets.Red
}

func (p *attachPane) verb(_, col int) {
	if p.shown[col] == attachOpen {
		p.open()
		return
	}
	p.export()
}

// chosen is the attachment under the cursor.
func (p *attachPane) chosen() (office.AttachmentLine, bool) {
	if i := p.table.Selected(); i >= 0 && i < len(p.all) {
		return p.all[i], true
	}
	return office.AttachmentLine{}, false
}

// over reports that a sheet of this leaf stands over the page.
func (p *attachPane) over() bool { return p.pick != nil || p.sheet != nil }

// sheetKey follows the keys of its sheets; they take all of them.
func (p *attachPane) sheetKey(k fyne.KeyName) bool {
	switch {
	case p.pick != nil:
		return p.pick.key(k)
	case k == fyne.KeyEscape, k == fyne.KeyReturn, k == fyne.KeyEnter:
		p.closeSheet()
	}
	return true
}

// key follows the keys while the leaf is shown.
func (p *attachPane) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyA:
		p.choose()
	case fyne.KeyE:
		p.export()
	case fyne.KeyReturn, fyne.KeyEnter:
		p.open()
	default:
		return false
	}
	return true
}

func (p *attachPane) tableKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEnter:
		return false
	}
	return p.other(k)
}

// say shows what went wrong, and that nothing is lost.
func (p *attachPane) say(head string, err error) { p.tell(head, office.Explain(err)) }

func (p *attachPane) tell(head, words string) {
	closing := widgets.NewButton(widgets.Primary, "知道了", p.closeSheet).Key("回车")
	p.sheet = widgets.OpenSheet(p.d.window.Canvas(), head, 520, widgets.NewNotice(p.wrongTone(), head, []string{words}), closing)
	p.d.window.Canvas().Focus(closing)
}

func (p *attachPane) closeSheet() {
	if p.sheet != nil {
		p.sheet.Close()
		p.sheet = nil
	}
}
