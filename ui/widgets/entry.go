package widgets

import (
	"image/color"
	"strings"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"silian/ui/theme"
)

// EntryCap is the most characters a field takes: beyond it a keystroke in a
// wrapped field becomes slow. Longer narratives are split into events.
const EntryCap = 4000

// InputMethod places the candidate window of a Chinese input method.
type InputMethod interface {
	// At tells where the caret is on the canvas, and how high the line is, in
	// canvas units.
	At(c fyne.Canvas, caret fyne.Position, line float32)
	// Composing says whether Enter now belongs to the input method.
	Composing(c fyne.Canvas) bool
}

// Entry is the text field of the program. Tab always moves on; Enter moves on
// through OnNext, in a field of several lines only when EnterMoves is set.
type Entry struct {
	widget.Entry

	OnNext     func()
	OnEscape   func()
	OnFocus    func(on bool)
	OnKey      func(k fyne.KeyName) bool // asked before the field; true uses the key up
	EnterMoves bool
	IME        InputMethod // the desktop's own, unless a test puts another here

	live, wrong bool
	rows        int
	frame       *entryFrame
	told        fyne.Position // where the input method was told the caret is
}

// NewEntry returns a field of one line.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.setup(placeholder)
	return e
}

// NewSecret is NewEntry with the characters hidden, for a passphrase.
func NewSecret(placeholder string) *Entry {
	e := &Entry{}
	e.Password = true
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.setup(placeholder)
	return e
}

// NewMultiEntry returns a field of several lines, rows of them visible.
func NewMultiEntry(placeholder string, rows int) *Entry {
	e := &Entry{rows: rows}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapBreak
	e.setup(placeholder)
	e.SetMinRowsVisible(rows)
	return e
}

func (e *Entry) setup(placeholder string) {
	e.ExtendBaseWidget(e)
	e.IME = desktopIME{}
	e.SetPlaceHolder(placeholder)
	e.OnCursorChanged = e.caretMoved
}

// entryInset is the room at the left and right of a field beside the theme's
// inner padding, in pixels.
const entryInset = 4

// MouseDown puts the caret under the pointer.
func (e *Entry) MouseDown(m *desktop.MouseEvent) {
	moved := *m
	moved.Position.X -= entryInset
	e.Entry.MouseDown(&moved)
}

// AcceptsTab is false: Tab moves to the next field.
func (e *Entry) AcceptsTab() bool { return false }

// SetWrong draws the red outline of a wrong answer.
func (e *Entry) SetWrong(on bool) {
	e.wrong = on
	e.Refresh()
}

// TypedRune takes a character while the field holds fewer than EntryCap.
func (e *Entry) TypedRune(r rune) {
	if utf8.RuneCountInString(e.Text) >= EntryCap && e.SelectedText() == "" {
		return
	}
	e.Entry.TypedRune(r)
}

// TypedKey moves on at Enter and calls OnEscape at Escape; function keys are the
// window's, the rest is editing.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	if e.OnKey != nil && !e.composing() && e.OnKey(k.Name) {
		return
	}
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.enter() {
			return
		}
	case fyne.KeyEscape:
		if e.OnEscape != nil {
			e.OnEscape()
			return
		}
		passOn(e, k)
		return
	}
	if function(k.Name) {
		passOn(e, k)
		return
	}
	e.Entry.TypedKey(k)
}

// enter says whether Enter was used up.
func (e *Entry) enter() bool {
	if e.composing() {
		return true
	}
	full := e.MultiLine && utf8.RuneCountInString(e.Text) >= EntryCap
	if e.OnNext == nil || e.MultiLine && !e.EnterMoves {
		return full
	}
	e.OnNext()
	return true
}

// composing says whether an input method is at work in the field.
func (e *Entry) composing() bool {
	cv := fyne.CurrentApp().Driver().CanvasForObject(e)
	return cv != nil && e.IME.Composing(cv)
}

// TypedShortcut pastes no more than the field may hold.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if paste, ok := s.(*fyne.ShortcutPaste); ok {
		room := EntryCap - utf8.RuneCountInString(e.Text) + utf8.RuneCountInString(e.SelectedText())
		s = &fyne.ShortcutPaste{Clipboard: capped{Clipboard: paste.Clipboard, room: max(room, 0)}}
	}
	e.Entry.TypedShortcut(s)
}

// capped is a clipboard that gives no more than room characters.
type capped struct {
	fyne.Clipboard
	room int
}

func (c capped) Content() string {
	text := strings.ReplaceAll(c.Clipboard.Content(), "\r\n", "\n")
	if runes := []rune(text); len(runes) > c.room {
		return string(runes[:c.room])
	}
	return text
}

// TappedSecondary opens the edit menu in our words, whatever language the
// desktop speaks.
func (e *Entry) TappedSecondary(at *fyne.PointEvent) {
	cv := fyne.CurrentApp().Driver().CanvasForObject(e)
	if cv == nil || e.Disabled() && e.Password {
		return
	}
	cv.Focus(e)
	clip := fyne.CurrentApp().Clipboard()
	item := func(word string, s fyne.Shortcut) *fyne.MenuItem {
		return fyne.NewMenuItem(word, func() { e.TypedShortcut(s) })
	}
	items := []*fyne.MenuItem{
		item("撤销", &fyne.ShortcutUndo{}), item("重做", &fyne.ShortcutRedo{}), fyne.NewMenuItemSeparator(),
		item("剪切", &fyne.ShortcutCut{Clipboard: clip}), item("复制", &fyne.ShortcutCopy{Clipboard: clip}),
		item("粘贴", &fyne.ShortcutPaste{Clipboard: clip}), item("全选", &fyne.ShortcutSelectAll{}),
	}
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(e).Add(at.Position)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), cv, pos)
}

// FocusGained shows the halo.
func (e *Entry) FocusGained() {
	e.live = true
	e.Entry.FocusGained()
	e.told = nowhere()
	e.caretMoved()
	e.tellSoon()
	if e.OnFocus != nil {
		e.OnFocus(true)
	}
}

// FocusLost takes the halo away.
func (e *Entry) FocusLost() {
	e.live = false
	e.Entry.FocusLost()
	if e.OnFocus != nil {
		e.OnFocus(false)
	}
}

// Cursor is the text pointer.
func (e *Entry) Cursor() desktop.Cursor { return desktop.TextCursor }

// nowhere is a caret that differs from every other.
func nowhere() fyne.Position { return fyne.NewPos(-1e9, -1e9) }

// caretMoved tells the input method, once for each place.
func (e *Entry) caretMoved() {
	if !e.live || e.frame == nil {
		return
	}
	d := fyne.CurrentApp().Driver()
	cv := d.CanvasForObject(e)
	if cv == nil {
		return
	}
	at, size := e.frame.caret(), e.Size()
	line := lineHeight(theme.Current().Text(theme.Body))
	at.X, at.Y = max(0, min(at.X, size.Width)), max(0, min(at.Y, size.Height-line)) // inside the field
	if at = d.AbsolutePositionForObject(e).Add(at); at == e.told {
		return
	}
	e.told = at
	e.IME.At(cv, at, line)
}

// firstTold is how long after the focus the place is looked at again: a field that
// got it before it was ever drawn has none yet.
const firstTold = 150 * time.Millisecond

// tellSoon looks again after a moment, in a window that has not drawn the field yet.
func (e *Entry) tellSoon() {
	d := fyne.CurrentApp().Driver()
	if d.CanvasForObject(e) == nil && len(d.AllWindows()) > 0 {
		time.AfterFunc(firstTold, func() { fyne.Do(e.caretMoved) })
	}
}

// CreateRenderer puts our frame in the place of Fyne's; Fyne calls it.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	e.frame = &entryFrame{
		WidgetRenderer: e.Entry.CreateRenderer(), entry: e,
		box: canvas.NewRectangle(color.Transparent), halo: canvas.NewRectangle(color.Transparent),
	}
	e.frame.style()
	return e.frame
}
