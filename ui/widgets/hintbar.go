package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Hint is a key and what it does here.
type Hint struct {
	Key  string // 回车, Ctrl+N
	Word string // 打开
}

// HintBar is the last line of a window: keys at the left, the state of the
// data at the right. It has no height at the larger scales.
type HintBar struct {
	widget.BaseWidget

	hints  []Hint
	tone   Tone
	status string
}

// NewHintBar returns a bar with these keys.
func NewHintBar(hints ...Hint) *HintBar {
	b := &HintBar{hints: hints}
	b.ExtendBaseWidget(b)
	return b
}

// SetHints changes the keys.
func (b *HintBar) SetHints(hints ...Hint) { b.hints = hints; b.Refresh() }

// SetStatus changes the words at the right: Green 已存到本机·上次备份11月20日.
func (b *HintBar) SetStatus(t Tone, words string) {
	b.tone, b.status = t, words
	b.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (b *HintBar) CreateRenderer() fyne.WidgetRenderer { return newRenderer(b) }

func (b *HintBar) minimum(th *theme.Theme) fyne.Size { return fyne.NewSize(0, th.HintHeight()) }

func (b *HintBar) paint(p *Pen, size fyne.Size) {
	if size.Height <= 0 || p.Theme.HintHeight() == 0 {
		return
	}
	p.HLine(0, 0, size.Width)
	cy, s := size.Height/2+1, p.Style(theme.Small, p.Tokens.Ink2)
	end := size.Width - 24
	if b.status != "" {
		end -= statusWidth(b.status, s)
		m := markSize(s.Size)
		p.Mark(b.tone, end+m/2, cy, m)
		p.Text(end+m+s.Size*0.45, cy, b.status, s)
	}
	x, cap := float32(24), p.Style(theme.Floor, nil)
	for _, h := range b.hints {
		if x+cap.Width(h.Key)+s.Width(h.Word)+p.Px(30) > end {
			return // a narrow window shows fewer keys; the menu has them all
		}
		x += p.KeyCap(x, cy, h.Key) + p.Px(6)
		x += p.Text(x, cy, h.Word, s) + p.Px(17)
	}
}
