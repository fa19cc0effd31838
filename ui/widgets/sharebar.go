package widgets

import (
	"fmt"
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
)

// SharePart is one level of the 四四二 bar.
type SharePart struct {
	Word   string // 村
	Count  int
	Target int // per cent of all, 0 to 100
}

// NewShareBar returns the 四四二 bar: where matters were resolved, in three tints of one
// hue with word and count inside, the share above, a tick at each border of the targets,
// and below the target and how far it is missed. Under FewestForPercent matters there are
// counts only.
func NewShareBar(parts [3]SharePart) *Sketch {
	return NewSketch(420, 150, func(p *Pen, size fyne.Size) { shareBar{p, size, parts}.draw() })
}

type shareBar struct {
	*Pen
	size  fyne.Size
	parts [3]SharePart
}

func (b shareBar) total() (n int) {
	for _, s := range b.parts {
		n += s.Count
	}
	return n
}

func (b shareBar) draw() {
	total, x, w := b.total(), float32(0), b.size.Width
	top, h := b.Px(28), b.Px(44)
	if total == 0 {
		b.Box(0, top, w, h, theme.RadiusControl, b.Tokens.Quiet)
		b.Text(b.Px(14), top+h/2, "还没有化解的事项", b.Style(theme.Second, b.Tokens.Ink2))
	}
	sum := 0
	for i, s := range b.parts {
		sum += s.Count
		end := w
		if total > 0 {
			end = round(w * float32(sum) / float32(total))
		}
		if total > 0 && s.Count > 0 {
			b.part(i, x, end-x, total)
			x = end
		}
	}
	if total < FewestForPercent {
		b.counts(total)
		return
	}
	b.targets(total)
}

// part draws one tint; what does not fit inside is left to the line below.
func (b shareBar) part(i int, x, w float32, total int) {
	k, s := b.Tokens, b.parts[i]
	fill := [3]color.NRGBA{k.BlueFill, k.BlueMid, k.BlueLine}[i]
	ink := [3]color.NRGBA{k.OnBlue, k.OnBlue, k.Ink}[i]
	top, h := b.Px(28), b.Px(44)
	box := b.Rect(x, top, w-2, h, fill)
	if x == 0 {
		box.TopLeftCornerRadius, box.BottomLeftCornerRadius = theme.RadiusControl, theme.RadiusControl
	}
	if x+w >= b.size.Width {
		box.Resize(fyne.NewSize(w, h))
		box.TopRightCornerRadius, box.BottomRightCornerRadius = theme.RadiusControl, theme.RadiusControl
	}
	if n, ok := PerMille(s.Count, total); ok {
		percent := b.Style(theme.Body, k.Ink)
		b.Text(min(x+b.Px(14), b.size.Width-percent.Width(perMilleText(n))), b.Px(13), perMilleText(n), percent)
	}
	word, unit := b.Strong(theme.CardTitle, ink), b.Style(theme.Small, ink)
	count, room := strconv.Itoa(s.Count), b.Px(14)
	need := word.Width(s.Word) + b.Px(10) + word.Width(count) + b.Px(4) + unit.Width("件")
	if need+2*room > w {
		room = b.Px(6)
	}
	if need+2*room > w {
		return
	}
	at := x + room
	at += b.Text(at, top+h/2, s.Word, word) + b.Px(10)
	at += b.Text(at, top+h/2, count, word) + b.Px(4)
	b.Text(at, top+h/2+1, "件", unit)
}

// counts are the words of a bar that is too small for percentages.
func (b shareBar) counts(total int) {
	words := ""
	for i, s := range b.parts {
		if i > 0 {
			words += "，"
		}
		words += fmt.Sprintf("%s%d件", s.Word, s.Count)
	}
	if total > 0 {
		words += "；" + fewWords("件") + "，不算比例"
	}
	b.Fit(0, b.Px(92), b.size.Width, words, b.Style(theme.Second, b.Tokens.Ink2))
}

// targets draws the ticks, the brackets of the targets and their words.
func (b shareBar) targets(total int) {
	k, w, sum := b.Tokens, b.size.Width, 0
	for i, s := range b.parts {
		from := round(w * float32(sum) / 100)
		sum += s.Target
		to := round(w * float32(sum) / 100)
		if i < len(b.parts)-1 {
			b.Rect(to-1, b.Px(24), 2, b.Px(66), k.Ink)
		}
		b.Frame(from, b.Px(84), to-from, b.Px(8), theme.RadiusSquare, k.Quiet, k.Edge, 1)
		mid := (from + to) / 2
		b.within(mid, b.Px(110), fmt.Sprintf("%s %d件·目标%d%%", s.Word, s.Count, s.Target), b.Style(theme.Second, k.Ink))
		n, _ := PerMille(s.Count, total)
		b.within(mid, b.Px(133), apart(n-10*s.Target), b.Style(theme.Small, k.Ink2))
	}
}

// within centres a text on cx and keeps it inside the drawing.
func (b shareBar) within(cx, cy float32, text string, s Style) {
	w := s.Width(text)
	b.Text(min(max(0, cx-w/2), b.size.Width-w), cy, text, s)
}

// apart says how far a share is from its target, in thousandths.
func apart(n int) string {
	word := "高"
	switch {
	case n == 0:
		return "正好"
	case n < 0:
		word, n = "低", -n
	}
	return fmt.Sprintf("%s%d.%d个百分点", word, n/10, n%10)
}
