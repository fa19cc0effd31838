package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/casework"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// casesPane is the reading pane beside the list.
type casesPane struct {
	d      *desk
	open   func()
	note   func()
	facts  caseFacts
	asked  int
	object *fyne.Container
}

func newCasesPane(d *desk, open, note func()) *casesPane {
	p := &casesPane{d: d, open: open, note: note, object: container.NewStack()}
	p.clear()
	return p
}

// clear empties the pane.
func (p *casesPane) clear() {
	p.asked++
	p.facts = caseFacts{}
	p.object.Objects = []fyne.CanvasObject{widgets.NewCard("", widgets.NewEmpty("info", "这里看一件事项", "在清单里选一件"))}
	p.object.Refresh()
}

// load reads a case; the newest question wins.
func (p *casesPane) load(id casework.ID) {
	p.asked++
	mine := p.asked
	var facts caseFacts
	p.d.run(func(ctx context.Context) (err error) {
		facts, err = loadCase(ctx, p.d, id)
		return err
	}, func(err error) {
		if mine != p.asked {
			return
		}
		if err != nil {
			p.clear()
			return
		}
		p.facts = facts
		p.show()
	})
}

func (p *casesPane) show() {
	v := p.facts.view()
	tags := make([]fyne.CanvasObject, 0, len(v.Tags))
	for _, t := range v.Tags {
		tags = append(tags, widgets.NewTag(t))
	}
	no := widgets.NewLabel(v.No, theme.Second, widgets.Ink2)
	pill := widgets.NewPill(v.Tone, v.State)
	held := widgets.Down(0, widgets.NewLabel(v.Handling, theme.Second, widgets.Ink), widgets.NewLabel(v.Holder, theme.Small, widgets.Ink2))
	rows := []fyne.CanvasObject{
		widgets.Across(8, no, widgets.Grow(nil), widgets.Middle(pill)),
		widgets.NewPara(v.Title, theme.CardTitle, widgets.Ink).Bold(),
		widgets.Across(8, append(tags, widgets.Grow(nil))...),
		widgets.Across(12, widgets.Middle(widgets.NewLevelTrack(v.Track, 28)), widgets.Grow(held)),
		hairline(),
	}
	if clocks := p.facts.strip(false); len(clocks) > 0 {
		rows = append(rows, widgets.NewClockStrip(false, clocks...), hairline())
	}
	rows = append(rows, widgets.NewTitle("最近经过", theme.Body), latest(v.Events, 4), widgets.Grow(nil))
	verbs := widgets.Across(8,
		widgets.NewButton(widgets.Secondary, "打开", p.open).Key("回车").At(widgets.InCard),
		widgets.NewButton(widgets.Secondary, "记一笔", p.note).Icon("pencil").Key("J").At(widgets.InCard), widgets.Grow(nil))
	p.object.Objects = []fyne.CanvasObject{widgets.NewCard("", widgets.Down(10,
		widgets.Grow(widgets.Scrolling(widgets.Down(10, rows...))), hairline(), verbs))}
	p.object.Refresh()
}

// hairline is a line across.
func hairline() fyne.CanvasObject {
	return widgets.NewSketch(40, 1, func(p *widgets.Pen, size fyne.Size) { p.HLine(0, 0, size.Width) })
}

// latest lists the newest events, one line each.
func latest(events []widgets.Event, most int) fyne.CanvasObject {
	events = events[:min(len(events), most)]
	return widgets.NewSketch(200, 27*float32(len(events)), func(p *widgets.Pen, size fyne.Size) {
		h := p.Px(27)
		for i, e := range events {
			cy := h * (float32(i) + 0.5)
			s := p.Style(theme.Second, p.Tokens.Ink2)
			p.Text(0, cy, e.Date, s)
			s.Color = p.Tokens.Ink
			words := e.Kind
			if e.Text != "" {
				words += "，" + e.Text
			}
			p.Fit(p.Px(52), cy, size.Width-p.Px(52), cutTo(words, 60), s)
		}
	})
}
