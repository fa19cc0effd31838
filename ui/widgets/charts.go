package widgets

import (
	"fmt"
	"strconv"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
)

// FewestForPercent is the denominator under which no percentage is shown: counts only.
const FewestForPercent = 10

// PerMille is part of whole in thousandths, rounded; false when whole is under
// FewestForPercent, for then a percentage says nothing.
func PerMille(part, whole int) (n int, ok bool) {
	if whole < FewestForPercent {
		return 0, false
	}
	return (2000*part + whole) / (2 * whole), true
}

// PercentText is part of whole in words, 75.7%; with a small denominator "—".
func PercentText(part, whole int) string {
	n, ok := PerMille(part, whole)
	if !ok {
		return "—"
	}
	return perMilleText(n)
}

func perMilleText(n int) string { return fmt.Sprintf("%d.%d%%", n/10, n%10) }

// NewPercent returns a figure with its name above and the numbers it is made of at the
// right: 化解率 75.7% 131 / 173 件. unit is 件 or 条.
func NewPercent(name string, part, whole int, unit string) *Sketch {
	return NewSketch(210, 74, func(p *Pen, size fyne.Size) {
		k := p.Tokens
		p.Fit(0, p.Px(12), size.Width, name, p.Style(theme.Second, k.Ink2))
		base := p.Px(60)
		counts := fmt.Sprintf("%d / %d %s", part, whole, unit)
		s := p.Style(theme.Second, k.Ink2)
		p.TextBase(size.Width-s.Width(counts), base, counts, s)
		figure := Style{Size: p.Px(28), Bold: true, Color: k.Ink}
		x := p.TextBase(0, base, PercentText(part, whole), figure)
		if whole < FewestForPercent {
			p.TextBase(x+p.Px(10), base, fewWords(unit), p.Style(theme.Small, k.Ink2))
		}
	})
}

func fewWords(unit string) string { return "不足" + strconv.Itoa(FewestForPercent) + unit }

// Rate draws the bar of a share that begins at x, w wide, its middle at cy; under
// FewestForPercent it writes that there are too few.
func (p *Pen) Rate(x, cy, w float32, part, whole int, unit string) {
	n, ok := PerMille(part, whole)
	if !ok {
		p.Fit(x, cy, w, fewWords(unit), p.Style(theme.Small, p.Tokens.Ink2))
		return
	}
	p.Bar(x, round(cy-p.Px(3)), w, p.Px(6), float32(n)/1000, p.Tokens.BlueFill)
}

// ColumnPair is one month of two series.
type ColumnPair struct {
	Label         string // 11月
	First, Second int    // light: 登记; dark: 化解
}

// NewColumns returns columns in two series with their values on top, over three grid
// lines; the values are counts.
func NewColumns(pairs []ColumnPair) *Sketch {
	return NewSketch(320, 200, func(p *Pen, size fyne.Size) { drawColumns(p, size, pairs) })
}

// columnsTop is the value of the highest grid line: twice a round step, not under most.
func columnsTop(most int) int {
	for tens := 1; ; tens *= 10 {
		for _, step := range [...]int{1, 2, 5} {
			if 2*step*tens >= most {
				return 2 * step * tens
			}
		}
	}
}

func drawColumns(p *Pen, size fyne.Size, pairs []ColumnPair) {
	most := 0
	for _, c := range pairs {
		most = max(most, c.First, c.Second)
	}
	k, top := p.Tokens, columnsTop(most)
	axis, value := p.Style(theme.Small, k.Ink2), p.Style(theme.Floor, k.Ink2)
	left := round(axis.Width(strconv.Itoa(top)) + p.Px(12))
	head, foot := p.Px(24), round(size.Height-p.Px(28))
	at := func(n int) float32 { return round(foot - (foot-head)*float32(n)/float32(top)) }
	for _, n := range [...]int{0, top / 2, top} {
		p.HLine(left, at(n), size.Width-left)
		p.TextRight(left-p.Px(10), at(n), strconv.Itoa(n), axis)
	}
	cell := (size.Width - left) / float32(max(len(pairs), 1))
	w, gap := round(min(p.Px(12), cell*0.34)), round(min(p.Px(2), cell*0.06))
	column := func(x float32, n int, fill, ink Style) {
		if n > 0 {
			bar := p.Rect(x, at(n), w, foot-at(n), fill.Color)
			bar.TopLeftCornerRadius, bar.TopRightCornerRadius = 3, 3
		}
		words := strconv.Itoa(n)
		if ink.Width(words) <= cell/2 {
			p.TextMid(x+w/2, at(n)-p.Px(9), words, ink)
		}
	}
	blue := value
	blue.Color = k.Blue
	for i, c := range pairs {
		mid := left + cell*(float32(i)+0.5)
		column(round(mid-w-gap/2), c.First, Style{Color: k.BlueLine}, value)
		column(round(mid+gap/2), c.Second, Style{Color: k.BlueFill}, blue)
		p.TextMid(mid, foot+p.Px(16), c.Label, p.Style(theme.Small, k.Ink2))
	}
}

// NewLegend returns the names of the two series, each with its total.
func NewLegend(first string, firstTotal int, second string, secondTotal int) *Sketch {
	words := [2]string{first + strconv.Itoa(firstTotal), second + strconv.Itoa(secondTotal)}
	s := NewSketch(0, 0, func(p *Pen, size fyne.Size) {
		x, cy, text := float32(0), size.Height/2, p.Style(theme.Small, p.Tokens.Ink2)
		for i, word := range words {
			fill := p.Tokens.BlueLine
			if i == 1 {
				fill = p.Tokens.BlueFill
			}
			p.Box(x, round(cy-p.Px(6)), p.Px(12), p.Px(12), 3, fill)
			x += p.Px(17)
			x += p.Text(x, cy, word, text) + p.Px(12)
		}
	})
	s.Min = func(th *theme.Theme) fyne.Size {
		p := newPen(th)
		text := p.Style(theme.Small, nil)
		return fyne.NewSize(round(2*p.Px(17)+p.Px(12)+text.Width(words[0])+text.Width(words[1])), p.Px(24))
	}
	return s
}
