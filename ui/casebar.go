package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// actBar is the line of acts under a case: those that can be done now, as many as
// fit, and the door to all of them.
type actBar struct {
	do     func(caseAct)
	object *fyne.Container
	more   func()
}

func newActBar(do func(caseAct), more func()) *actBar {
	b := &actBar{do: do, more: more}
	b.object = container.New(barLayout{})
	return b
}

// set offers the acts. 认定化解 stands at the right end with its rule beside it, as
// on the paper of the room.
func (b *actBar) set(choices []actChoice, soft bool) {
	var objects []fyne.CanvasObject
	primary := widgets.Primary
	for _, c := range choices {
		if c.Off != "" || c.act == actParty || c.act == actVoid || c.act == actTakeUp || c.act == actChange {
			continue
		}
		button := widgets.NewButton(primary, c.word, func() { b.do(c.act) }).Icon(c.icon).At(widgets.OnAction)
		if soft {
			button.At(widgets.OnPage) // the village edition's main buttons are too wide for a row of acts
		}
		if c.act == actNote {
			button.Key("J")
		}
		primary = widgets.Secondary
		objects = append(objects, button)
	}
	more := widgets.NewButton(widgets.Quiet, "全部办法", func() { b.more() }).Key("K")
	b.object.Objects = append(objects, more)
	b.object.Refresh()
}

// barLayout shows as many buttons as fit; the last one, the door to all, always.
type barLayout struct{}

func (barLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for i, o := range objects {
		m := o.MinSize()
		size.Height = max(size.Height, m.Height)
		if i == 0 || i == len(objects)-1 {
			size.Width += m.Width + 10
		}
	}
	return size
}

func (barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	last := objects[len(objects)-1]
	room := size.Width - last.MinSize().Width - 10
	x := float32(0)
	full := false
	for _, o := range objects[:len(objects)-1] {
		w := o.MinSize().Width
		if full = full || x+w > room; full {
			o.Hide()
			continue
		}
		o.Show()
		widgets.Put(o, x, 0, w, size.Height)
		x += w + 10
	}
	widgets.Put(last, size.Width-last.MinSize().Width, 0, last.MinSize().Width, size.Height)
}

// moreSheet shows all acts.
type moreSheet struct{ sheet *widgets.Sheet }

// openMore shows all acts in two columns; an act that cannot be done says why.
func openMore(d *desk, choices []actChoice, do func(caseAct), closed func()) *moreSheet {
	var columns [2][]fyne.CanvasObject
	var first fyne.Focusable
	for i, c := range choices {
		button := widgets.NewButton(widgets.Secondary, c.word, func() { do(c.act) }).Icon(c.icon).At(widgets.InCard)
		if c.Off != "" {
			button.SetOff(c.Off)
		} else if first == nil {
			first = button
		}
		half := i * 2 / len(choices)
		row := fyne.CanvasObject(button)
		if c.Off == "" {
			row = widgets.Across(0, button, widgets.Grow(nil))
		}
		columns[half] = append(columns[half], row)
	}
	body := widgets.Down(8,
		widgets.NewPara("灰的现在不能办，旁边写着为什么。", theme.Second, widgets.Ink2),
		widgets.Across(16, widgets.Grow(widgets.Down(8, columns[0]...)), widgets.Grow(widgets.Down(8, columns[1]...))))
	cancel := widgets.NewButton(widgets.Secondary, "回去", closed).Key("Esc")
	s := &moreSheet{sheet: widgets.OpenSheet(d.window.Canvas(), "全部办法", 760/theme.Current().Factor(), body, cancel)}
	if first != nil {
		d.window.Canvas().Focus(first)
	}
	return s
}
