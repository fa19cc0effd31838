package ui

import (
	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/office"
	"silian/ui/widgets"
)

// dayReader reads typed dates as of a day.
type dayReader struct {
	today calendar.Day
	next  calendar.Day // the next village day, 0 when none is known
}

// readerOf reads dates as of the office's today.
func readerOf(o *office.Office) dayReader {
	r := dayReader{today: o.Today()}
	if next, err := o.NextVillageDay(r.today); err == nil {
		r.next = next.Day
	}
	return r
}

// read reads a date as parseDay does, and 下个村务日.
func (r dayReader) read(text string) (calendar.Day, error) {
	switch halfWidth(text) {
	case "下个村务日", "下次村务日", "下一个村务日", "下一次村务日", "村务日":
		if r.next == 0 {
			return 0, errDayText
		}
		return r.next, nil
	}
	return parseDay(text, r.today)
}

// Say is the date in words: 周五·十月廿六, with month and day unless they stand in the
// field.
func (r dayReader) Say(text string) (words string, ok bool) {
	d, err := r.read(text)
	if err != nil {
		return "", false
	}
	words = calendar.WeekdayText(d.Weekday())
	if l := lunarDay(d); l != "" && l != halfWidth(text) {
		words += "·" + l
	}
	if text != wordDay(d) && text != typedDay(d) {
		words = wordDay(d) + words
	}
	if y, _, _ := d.YMD(); y != yearOf(r.today) && text != typedDay(d) {
		words = typedDay(d)[:4] + "年" + words
	}
	return words, true
}

// Step is the date by days later, as text; an empty field begins with today.
func (r dayReader) Step(text string, by int) (string, bool) {
	d := r.today
	if halfWidth(text) != "" {
		var err error
		if d, err = r.read(text); err != nil {
			return "", false
		}
	}
	d = d.Add(by)
	switch near := yearOf(d) == yearOf(r.today); {
	case d < calendar.MinDay || d > calendar.MaxDay:
		return "", false
	case near:
		return wordDay(d), true
	}
	return typedDay(d), true
}

// dayBox is the field for a typed date in a room.
type dayBox struct {
	*widgets.DateField
	entry  *widgets.Entry
	object fyne.CanvasObject
}

func newDayBox(r dayReader, text string) *dayBox {
	f := widgets.NewDateField(r)
	f.Entry.SetText(text)
	return &dayBox{f, f.Entry, f.Object()}
}

func yearOf(d calendar.Day) int {
	y, _, _ := d.YMD()
	return y
}
