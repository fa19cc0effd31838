package ui

import (
	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// dayBox is a field for a typed date; what was understood stands at its right end,
// with the lunar day.
type dayBox struct {
	entry  *widgets.Entry
	said   *widgets.Label
	object *fyne.Container
	today  calendar.Day
	// changed is told each text; nil is nobody.
	changed func(text string)
}

func newDayBox(today calendar.Day, text string) *dayBox {
	b := &dayBox{entry: widgets.NewEntry("12-4、十月廿六"), today: today}
	b.said = widgets.NewLabel("", theme.Second, widgets.Ink2).Aligned(fyne.TextAlignTrailing)
	b.entry.OnChanged = func(string) { b.told() }
	b.object = widgets.Arrange(b.entry.MinSize(), b.place, b.entry, b.said)
	b.entry.SetText(text)
	return b
}

// place puts the words over the empty end of the field.
func (b *dayBox) place(size fyne.Size) {
	th := theme.Current()
	w := min(size.Width, th.Px(340))
	widgets.Put(b.entry, 0, 0, w, size.Height)
	typed := fyne.MeasureText(b.entry.Text, th.Text(theme.Body), fyne.TextStyle{}).Width + th.Px(26)
	widgets.Put(b.said, typed, 0, max(0, w-typed-th.Px(12)), size.Height)
}

func (b *dayBox) told() {
	words, ok := b.understood(b.entry.Text)
	b.said.SetInk(widgets.Ink2)
	if !ok {
		b.said.SetInk(widgets.InkOchre)
	}
	b.said.Set(words)
	b.place(b.object.Size())
	if b.changed != nil {
		b.changed(b.entry.Text)
	}
}

// understood is the date in words: 周五·十月廿六, with month and day unless they
// stand in the field.
func (b *dayBox) understood(text string) (words string, ok bool) {
	if text == "" {
		return "", true
	}
	d, err := parseDay(text, b.today)
	if err != nil {
		return "看不懂", false
	}
	words = calendar.WeekdayText(d.Weekday())
	if l := lunarDay(d); l != "" && l != halfWidth(text) {
		words += "·" + l
	}
	if text != wordDay(d) && text != typedDay(d) {
		words = wordDay(d) + words
	}
	if y, _, _ := d.YMD(); y != yearOf(b.today) && text != typedDay(d) {
		words = typedDay(d)[:4] + "年" + words
	}
	return words, true
}

func yearOf(d calendar.Day) int {
	y, _, _ := d.YMD()
	return y
}
