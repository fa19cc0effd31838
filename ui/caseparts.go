package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// requestsOf lists the requests with their conclusions.
func requestsOf(lines []requestLine) fyne.CanvasObject {
	if len(lines) == 0 {
		return widgets.NewLabel("请求的文字没有随件送来", theme.Second, widgets.Ink2)
	}
	th := theme.Current()
	rows := min(len(lines), 6)
	return widgets.NewSketch(200, 34*float32(rows), func(p *widgets.Pen, size fyne.Size) {
		h := size.Height / float32(rows)
		for i, l := range lines[:rows] {
			cy := h * (float32(i) + 0.5)
			if i > 0 {
				p.HLine(0, h*float32(i), size.Width)
			}
			if i == rows-1 && len(lines) > rows {
				p.Text(0, cy, fmt.Sprintf("还有%d项，见“经过”", len(lines)-rows+1), p.Style(theme.Second, p.Tokens.Ink2))
				return
			}
			w := p.StatusRight(size.Width, cy, l.Tone, l.Word, p.Style(theme.Second, nil))
			p.Fit(0, cy, size.Width-w-th.Px(12), fmt.Sprintf("%d. %s", i+1, l.Text), p.Style(theme.Second, p.Tokens.Ink))
		}
	})
}

// factsOf lists what is known of a case, label and words; long words break.
// Under a party whose telephone is masked stands the way to the whole number.
func factsOf(facts []factLine, unmask func(party int)) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, f := range facts {
		rows = append(rows, newFactRow(f))
		if f.Masked > 0 {
			show := widgets.NewButton(widgets.Quiet, "看完整号码", func() { unmask(f.Masked - 1) }).Icon("phone").At(widgets.InCard)
			rows = append(rows, widgets.Pad(theme.Current().Px(76)-8, -4, 0, 0, widgets.Across(0, show, widgets.Grow(nil))))
		}
	}
	return widgets.Down(6, rows...)
}

// newPhone draws a telephone number large enough to be dialled from: 139 1234 5678.
func newPhone(number string) fyne.CanvasObject {
	return widgets.NewSketch(300, 60, func(p *widgets.Pen, size fyne.Size) {
		p.Box(0, 0, size.Width, size.Height, theme.RadiusBlock, p.Tokens.Quiet)
		p.TextMid(size.Width/2, size.Height/2, phoneGroups(number), p.Strong(theme.Title, nil))
	})
}

// phoneGroups parts a mobile number as people read it out.
func phoneGroups(number string) string {
	if len(number) == 11 && number[0] == '1' {
		return number[:3] + " " + number[3:7] + " " + number[7:]
	}
	return number
}

// newFactRow is label and text side by side.
func newFactRow(f factLine) fyne.CanvasObject {
	label := widgets.NewLabel(f.Label, theme.Second, widgets.Ink2)
	text := widgets.NewPara(f.Text, theme.Second, widgets.Ink)
	return container.New(factLayout{}, label, text)
}

// factLayout gives the label a column of its own and the text the rest.
type factLayout struct{}

func (l factLayout) column() float32 { return theme.Current().Px(76) }

func (l factLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.column()+objects[1].MinSize().Width, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

func (l factLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Put(objects[0], 0, 0, l.column(), objects[0].MinSize().Height)
	widgets.Put(objects[1], l.column(), 0, size.Width-l.column(), size.Height)
}

// promisesOf lists the promises.
func promisesOf(lines []promiseLine) fyne.CanvasObject {
	return widgets.NewSketch(300, 58*float32(len(lines)), func(p *widgets.Pen, size fyne.Size) {
		h := p.Px(58)
		for i, l := range lines {
			y := h * float32(i)
			if i > 0 {
				p.HLine(0, y, size.Width)
			}
			p.Text(0, y+h*0.32, l.Date+"前", p.Strong(theme.Body, p.Tokens.Ink))
			if l.Tone == widgets.Neutral {
				p.TextRight(size.Width, y+h*0.32, l.Word, p.Style(theme.Second, p.Tokens.Ink2))
			} else {
				p.StatusRight(size.Width, y+h*0.32, l.Tone, l.Word, p.Style(theme.Second, nil))
			}
			p.Fit(0, y+h*0.72, size.Width, l.Who, p.Style(theme.Second, p.Tokens.Ink2))
		}
	})
}
