package widgets

import (
	"image/color"
	"strings"
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
	Composing() bool
}

// Entry is the text field of the program. Tab always moves on; Enter moves on
// through OnNext, in a field of several lines only when EnterMoves is set.
type Entry struct {
	widget.Entry

	OnNext     func()
	OnEscape   func()
	OnFocus    func(on bool)
	EnterMoves bool
	IME        InputMethod

	live, wrong bool
	rows        int
	frame       *entryFrame
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
	if e.IME != nil && e.IME.Composing() {
		return true
	}
	full := e.MultiLine && utf8.RuneCountInString(e.Text) >= EntryCap
	if e.OnNext == nil || e.MultiLine && !e.EnterMoves {
		return full
	}
	e.OnNext()
	return true
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
	e.caretMoved()
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

func (e *Entry) caretMoved() {
	if e.IME == nil || !e.live {
		return
	}
	d := fyne.CurrentApp().Driver()
	cv := d.CanvasForObject(e)
	if cv == nil {
		return
	}
	line := lineHeight(theme.Current().Text(theme.Body))
	at, size := e.CursorPosition().AddXY(entryInset, 0), e.Size()
	at.X, at.Y = min(at.X, size.Width), min(at.Y, max(0, size.Height-line)) // a scrolled field
	e.IME.At(cv, d.AbsolutePositionForObject(e).Add(at), line)
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

// entryFrame is Fyne's renderer with box and border drawn by us: outline on
// whole pixels, halo when focused, red when wrong.
type entryFrame struct {
	fyne.WidgetRenderer
	entry     *Entry
	box, halo *canvas.Rectangle
}

// Objects are Fyne's without its first two, the box and the border.
func (f *entryFrame) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{f.halo, f.box}, f.WidgetRenderer.Objects()[2:]...)
}

// MinSize is a control's height, or the height of the visible rows.
func (f *entryFrame) MinSize() fyne.Size {
	size, th := f.WidgetRenderer.MinSize(), theme.Current()
	if !f.entry.MultiLine {
		size.Height = th.Control()
	}
	size.Width += 2 * entryInset
	size.Width = max(size.Width, th.Px(60))
	return size
}

func (f *entryFrame) Layout(size fyne.Size) {
	f.WidgetRenderer.Layout(size.SubtractWidthHeight(2*entryInset, 0))
	for _, o := range f.WidgetRenderer.Objects()[2:] {
		o.Move(o.Position().AddXY(entryInset, 0))
	}
	Put(f.box, 0, 0, size.Width, size.Height)
	Put(f.halo, -2, -2, size.Width+4, size.Height+4)
	if f.entry.MultiLine {
		return
	}
	th := theme.Current()
	text := th.Text(theme.Body)
	line := fyne.MeasureText("国", text, fyne.TextStyle{}).Height
	want := (size.Height-line)/2 - drop*text
	scroll := f.WidgetRenderer.Objects()[2]
	scroll.Move(fyne.NewPos(scroll.Position().X, round(want-th.InputPad())))
}

func (f *entryFrame) Refresh() {
	f.WidgetRenderer.Refresh()
	f.style()
	f.Layout(f.entry.Size())
	canvas.Refresh(f.entry)
}

func (f *entryFrame) style() {
	k := theme.Current().Tokens()
	f.box.CornerRadius, f.halo.CornerRadius = theme.RadiusControl, theme.RadiusControl+2
	f.box.FillColor, f.box.StrokeColor, f.box.StrokeWidth = k.Card, k.Edge, 1
	f.halo.StrokeColor, f.halo.StrokeWidth = k.BlueLine, 2
	f.halo.Hidden = !f.entry.live || f.entry.Disabled()
	switch {
	case f.entry.Disabled():
		f.box.FillColor, f.box.StrokeColor = k.Quiet, k.Line
	case f.entry.wrong:
		f.box.StrokeColor, f.box.StrokeWidth = k.Red, 1.5
		f.halo.StrokeColor = k.RedLine
	case f.entry.live:
		f.box.StrokeColor, f.box.StrokeWidth = k.Blue, 1.5
	}
}
