package widgets

import (
	"fyne.io/fyne/v2"

	"silian/ui/theme"
)

// DateReader turns what was typed into a date; the parts know no calendar.
type DateReader interface {
	// Say gives the date in words (周五·十月廿六); ok is false for a text that is none.
	Say(text string) (words string, ok bool)
	// Step gives the text of the date by days later; ok is false where there is none.
	Step(text string, by int) (stepped string, ok bool)
}

// DateField is a field for a typed date. What was understood stands at its right end,
// with the lunar day; ↑ and ↓ go by a day. A text that is no date is told how to write one.
type DateField struct {
	Entry *Entry
	// Help says what may be written.
	Help string
	// OnChanged is told each text; nil is nobody.
	OnChanged func(text string)

	reader DateReader
	said   *Label
	object *fyne.Container
	left   bool // the focus has left: now a wrong text is wrong
}

// dateHelp is what can be written in a field for a date.
const dateHelp = "可写12-4、27日、十月廿六"

// NewDateField returns an empty field.
func NewDateField(reader DateReader) *DateField {
	f := &DateField{Entry: NewEntry("12-4、十月廿六"), Help: dateHelp, reader: reader}
	f.said = NewLabel("", theme.Second, Ink2).Aligned(fyne.TextAlignTrailing)
	f.Entry.OnChanged = func(text string) {
		f.left = false
		f.told()
		if f.OnChanged != nil {
			f.OnChanged(text)
		}
	}
	f.Entry.OnKey = f.key
	f.Entry.OnFocus = f.Focus
	f.object = Arrange(f.Entry.MinSize(), f.place, f.Entry, f.said)
	return f
}

// Object is what stands in the room.
func (f *DateField) Object() fyne.CanvasObject { return f.object }

// SetReader changes how texts are read, when the day has changed.
func (f *DateField) SetReader(r DateReader) { f.reader = r; f.told() }

// Focus follows the focus of the entry; a room that listens itself passes it on.
func (f *DateField) Focus(on bool) {
	f.left = !on
	f.told()
}

// key goes by a day.
func (f *DateField) key(k fyne.KeyName) bool {
	by, ok := map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[k]
	if !ok {
		return false
	}
	if text, ok := f.reader.Step(f.Entry.Text, by); ok {
		f.Entry.SetText(text)
		f.Entry.CursorColumn = len([]rune(text))
		f.Entry.Refresh()
	}
	return true
}

// place puts the words over the empty end of the field.
func (f *DateField) place(size fyne.Size) {
	th := theme.Current()
	w := min(size.Width, th.Px(380))
	Put(f.Entry, 0, 0, w, size.Height)
	typed := fyne.MeasureText(f.Entry.Text, th.Text(theme.Body), fyne.TextStyle{}).Width + th.Px(26)
	Put(f.said, typed, 0, max(0, w-typed-th.Px(12)), size.Height)
}

func (f *DateField) told() {
	text := f.Entry.Text
	words, ok := f.reader.Say(text)
	ink := Ink2
	if text == "" {
		words = ""
	} else if !ok {
		words = f.Help
		if f.left {
			ink = InkOchre
		}
	}
	f.said.SetInk(ink)
	f.said.Set(words)
	f.place(f.object.Size())
}

// Said is what stands at the right end.
func (f *DateField) Said() string { return f.said.Text() }
