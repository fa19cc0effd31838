package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// Person is one name of a roster: several people may share it, group and head of the
// household tell them apart.
type Person struct{ Name, Group, Head string }

// PersonLimit is how many names are proposed at most.
const PersonLimit = 6

// PersonPick is a field for a name that proposes names of a roster while one types.
// Any other name may be typed as well. The room puts Entry where the field stands and
// gives List room below it, over everything else.
type PersonPick struct {
	Entry *Entry
	List  *PersonList

	// Find asks for the names that match what was typed; answer may be called later, on
	// the UI thread. nil proposes nothing. What is answered too late is dropped.
	Find func(typed string, answer func([]Person))
	// OnPick is told who was taken; the name stands in the field already.
	OnPick func(p Person)
	// OnChanged is told each text that somebody typed.
	OnChanged func(text string)

	asked  int  // number of the newest question
	silent bool // the program writes into the field
}

// NewPersonPick returns an empty field.
func NewPersonPick(placeholder string) *PersonPick {
	k := &PersonPick{Entry: NewEntry(placeholder)}
	k.List = newPersonList(k.take)
	k.Entry.OnChanged = k.typed
	k.Entry.OnKey = k.key
	return k
}

// SetText puts a name into the field and proposes nothing.
func (k *PersonPick) SetText(name string) {
	k.silent = true
	k.Entry.SetText(name)
	k.silent = false
	k.Close()
}

// Close takes the proposals away and drops what is still being asked.
func (k *PersonPick) Close() {
	k.asked++
	k.List.set(nil, NoChoice)
}

// Open reports whether names are proposed.
func (k *PersonPick) Open() bool { return len(k.List.people) > 0 }

func (k *PersonPick) typed(text string) {
	if k.silent {
		return
	}
	if k.OnChanged != nil {
		k.OnChanged(text)
	}
	k.asked++
	mine, text := k.asked, strings.TrimSpace(text)
	if text == "" || k.Find == nil {
		k.List.set(nil, NoChoice)
		return
	}
	k.Find(text, func(found []Person) {
		if mine == k.asked {
			found = found[:min(len(found), PersonLimit)]
			k.List.set(found, likely(text, found))
		}
	})
}

// likely is the row that Enter takes at once: a spelling means the first name; a whole
// name means the only one who bears it. Anything else may be a name of its own.
func likely(text string, found []Person) int {
	if len(found) == 0 {
		return NoChoice
	}
	if strings.IndexFunc(text, func(r rune) bool { return r > '~' }) < 0 {
		return 0
	}
	at := NoChoice
	for i, p := range found {
		switch {
		case p.Name != text:
		case at != NoChoice:
			return NoChoice
		default:
			at = i
		}
	}
	return at
}

// key moves in the proposals and takes one; it says whether the key was used up.
func (k *PersonPick) key(name fyne.KeyName) bool {
	if !k.Open() {
		return false
	}
	switch name {
	case fyne.KeyDown:
		k.List.move(1)
	case fyne.KeyUp:
		k.List.move(-1)
	case fyne.KeyEscape:
		k.Close()
	case fyne.KeyReturn, fyne.KeyEnter:
		at := k.List.at
		if at == NoChoice { // a name of its own: the field goes on as usual
			k.Close()
			return false
		}
		k.take(at)
	default:
		return false
	}
	return true
}

func (k *PersonPick) take(i int) {
	if i < 0 || i >= len(k.List.people) {
		return
	}
	p := k.List.people[i]
	k.SetText(p.Name)
	if k.OnPick != nil {
		k.OnPick(p)
	}
}

// PersonList is the proposals of a PersonPick. It is hidden while there is none.
type PersonList struct {
	widget.BaseWidget

	people []Person
	at     int
	take   func(i int)
}

func newPersonList(take func(int)) *PersonList {
	l := &PersonList{at: NoChoice, take: take}
	l.ExtendBaseWidget(l)
	l.Hide()
	return l
}

func (l *PersonList) set(people []Person, at int) {
	l.people, l.at = people, at
	if len(people) == 0 {
		l.Hide()
		return
	}
	l.Resize(fyne.NewSize(l.Size().Width, l.MinSize().Height))
	l.Show()
	l.Refresh()
}

// move goes to the next row or the one before; above the first none is chosen.
func (l *PersonList) move(by int) {
	l.at = min(max(l.at+by, NoChoice), len(l.people)-1)
	l.Refresh()
}

// CreateRenderer makes the drawing; Fyne calls it.
func (l *PersonList) CreateRenderer() fyne.WidgetRenderer { return newRenderer(l) }

func (l *PersonList) rowHeight(th *theme.Theme) float32 { return th.Control() }

func (l *PersonList) minimum(th *theme.Theme) fyne.Size {
	return fyne.NewSize(th.Px(260), l.rowHeight(th)*float32(len(l.people))+8)
}

// tail tells people of one name apart.
func (p Person) tail() string {
	switch {
	case p.Head == p.Name:
		return strings.TrimPrefix(p.Group+"·户主", "·")
	case p.Head != "" && p.Group != "":
		return p.Group + "·户主" + p.Head
	case p.Head != "":
		return "户主" + p.Head
	}
	return p.Group
}

func (l *PersonList) paint(p *Pen, size fyne.Size) {
	k, h := p.Tokens, l.rowHeight(p.Theme)
	p.Sheet(0, 0, size.Width, size.Height)
	p.Frame(0, 0, size.Width, size.Height, theme.RadiusControl, k.Card, k.Edge, 1)
	for i, person := range l.people {
		top := 4 + h*float32(i)
		name := p.Style(theme.Body, k.Ink)
		if i == l.at {
			p.Box(4, top, size.Width-8, h, theme.RadiusSquare, k.Select)
			p.Box(4, top, 3, h, 0, k.BlueFill)
			name.Bold = true
		}
		x := p.Px(16)
		x += min(p.Fit(x, top+h/2, size.Width*0.5, person.Name, name), size.Width*0.5) + p.Px(14)
		p.Fit(x, top+h/2, size.Width-x-p.Px(12), person.tail(), p.Style(theme.Second, k.Ink2))
		if i > 0 {
			p.HLine(p.Px(12), top, size.Width-p.Px(24))
		}
	}
}

// MouseDown takes the row under the pointer. It is the press and not the tap, so that
// the field has not lost the focus yet.
func (l *PersonList) MouseDown(e *desktop.MouseEvent) {
	if i := int((e.Position.Y - 4) / l.rowHeight(theme.Current())); e.Position.Y >= 4 {
		l.take(i)
	}
}

// MouseUp does nothing.
func (l *PersonList) MouseUp(*desktop.MouseEvent) {}

// MouseIn shows the row under the pointer.
func (l *PersonList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved shows the row under the pointer.
func (l *PersonList) MouseMoved(e *desktop.MouseEvent) {
	i := int((e.Position.Y - 4) / l.rowHeight(theme.Current()))
	if i >= 0 && i < len(l.people) && i != l.at {
		l.at = i
		l.Refresh()
	}
}

// MouseOut does nothing: the row stays for Enter.
func (l *PersonList) MouseOut() {}

// Cursor is a hand.
func (l *PersonList) Cursor() desktop.Cursor { return desktop.PointerCursor }

// The list stands among what can have the focus, so that a press on it does not take
// the focus from the field; being off, it never gets it by Tab.
var (
	_ fyne.Focusable   = (*PersonList)(nil)
	_ fyne.Disableable = (*PersonList)(nil)
)

// FocusGained does nothing.
func (l *PersonList) FocusGained() {}

// FocusLost does nothing.
func (l *PersonList) FocusLost() {}

// TypedRune does nothing.
func (l *PersonList) TypedRune(rune) {}

// TypedKey does nothing.
func (l *PersonList) TypedKey(*fyne.KeyEvent) {}

// Enable does nothing.
func (l *PersonList) Enable() {}

// Disable does nothing.
func (l *PersonList) Disable() {}

// Disabled is always true.
func (l *PersonList) Disabled() bool { return true }
