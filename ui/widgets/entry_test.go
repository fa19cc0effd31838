package widgets_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestEntryLook(t *testing.T) {
	goldens(t, "entry", 420, 200, func() fyne.CanvasObject {
		full, empty, wrong, off := widgets.NewEntry(""), widgets.NewEntry("姓名、村组、事由"), widgets.NewEntry(""), widgets.NewEntry("")
		full.SetText("赵根生")
		wrong.SetText("11月18日")
		wrong.SetWrong(true)
		off.SetText("东岭村")
		off.Disable()
		multi := widgets.NewMultiEntry("", 3)
		multi.SetText("由镇规划办牵头，与县公路站现场划清排水口归属；上冻前先挖临时边沟。")
		return widgets.Pad(8, 8, 8, 8, widgets.Down(10,
			widgets.Across(10, widgets.Grow(full), widgets.Grow(empty)),
			widgets.Across(10, widgets.Grow(wrong), widgets.Grow(off)), multi))
	})
}

func enter() *fyne.KeyEvent { return &fyne.KeyEvent{Name: fyne.KeyReturn} }

func TestEntryEnter(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	tests := []struct {
		name  string
		entry func() *widgets.Entry
		moves int
		text  string
	}{
		{"one line", func() *widgets.Entry { return widgets.NewEntry("") }, 1, "ab"},
		{"several lines", func() *widgets.Entry { return widgets.NewMultiEntry("", 2) }, 0, "a\nb"},
		{"several lines that move on", func() *widgets.Entry {
			e := widgets.NewMultiEntry("", 2)
			e.EnterMoves = true
			return e
		}, 1, "ab"},
		{"composing", func() *widgets.Entry {
			e := widgets.NewEntry("")
			e.IME = &inputMethod{composing: true}
			return e
		}, 0, "ab"},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			e, moves := tc.entry(), 0
			e.OnNext = func() { moves++ }
			win := show(t, 300, 200, widgets.Down(0, e))
			win.Canvas().Focus(e)
			e.TypedRune('a')
			e.TypedKey(enter())
			e.TypedRune('b')
			if moves != tc.moves || e.Text != tc.text {
				t.Errorf("moved on %d times with %q, want %d and %q", moves, e.Text, tc.moves, tc.text)
			}
		})
	}
}

// inputMethod notes where the caret was put.
type inputMethod struct {
	composing bool
	at        []fyne.Position
}

func (m *inputMethod) At(_ fyne.Canvas, caret fyne.Position, _ float32) { m.at = append(m.at, caret) }
func (m *inputMethod) Composing(fyne.Canvas) bool                       { return m.composing }

func TestEntryTellsTheCaret(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	ime, e := &inputMethod{}, widgets.NewEntry("")
	e.IME = ime
	win := show(t, 300, 200, widgets.Pad(50, 60, 0, 0, widgets.Down(0, e)))
	e.TypedRune('a') // without the focus nobody is told
	if len(ime.at) != 0 {
		t.Fatalf("told %v without the focus", ime.at)
	}
	win.Canvas().Focus(e)
	e.TypedRune('村')
	first, last := ime.at[0], ime.at[len(ime.at)-1]
	if first.X < 50 || first.Y < 60 || last.X < first.X+14 {
		t.Errorf("caret from %v to %v: not where the text is", first, last)
	}
}

func TestEntryCap(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	e := widgets.NewMultiEntry("", 3)
	win := show(t, 600, 200, widgets.Down(0, e))
	win.Canvas().Focus(e)
	clip := test.NewClipboard()
	clip.SetContent(strings.Repeat("村", widgets.EntryCap+50))
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if n := utf8.RuneCountInString(e.Text); n != widgets.EntryCap {
		t.Fatalf("pasted %d characters, want %d", n, widgets.EntryCap)
	}
	e.TypedRune('x')
	e.TypedKey(enter())
	if n := utf8.RuneCountInString(e.Text); n != widgets.EntryCap {
		t.Errorf("typed over the cap: %d", n)
	}
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	e.TypedRune('x')
	if e.Text != "x" {
		t.Errorf("a full field does not let its text be replaced: %d characters", utf8.RuneCountInString(e.Text))
	}
}

func TestEntryTabAndEscape(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	escaped := 0
	one, two := widgets.NewMultiEntry("", 2), widgets.NewEntry("")
	two.OnEscape = func() { escaped++ }
	win := show(t, 300, 200, widgets.Down(0, one, two))
	win.Canvas().Focus(one)
	if one.AcceptsTab() {
		t.Error("a field of several lines keeps the Tab key")
	}
	win.Canvas().FocusNext()
	if win.Canvas().Focused() != fyne.Focusable(two) {
		t.Errorf("Tab went to %v", win.Canvas().Focused())
	}
	two.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if escaped != 1 {
		t.Errorf("escaped %d times, want 1", escaped)
	}
}

func TestEntryMenuIsChinese(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	e := widgets.NewEntry("")
	win := show(t, 300, 300, widgets.Down(0, e))
	e.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(20, 10)})
	top := win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no menu")
	}
	markup := test.RenderObjectToMarkup(top)
	for _, word := range []string{"撤销", "剪切", "复制", "粘贴", "全选"} {
		if !strings.Contains(markup, word) {
			t.Errorf("the menu has no %s", word)
		}
	}
}

func TestThemeChangesWhileRunning(t *testing.T) {
	app := test.NewTempApp(t)
	light := theme.New(theme.Light, theme.Normal)
	build := func() fyne.CanvasObject {
		e := widgets.NewEntry("")
		e.SetText("赵根生")
		return widgets.Down(8, widgets.NewField("姓名", e), widgets.NewPill(widgets.Red, "超期3天"))
	}
	app.Settings().SetTheme(light)
	win := show(t, 200, 120, build())
	win.Canvas().Capture()
	app.Settings().SetTheme(light.With(theme.Dark, theme.Normal))
	changed := win.Canvas().Capture()
	if n := differences(changed, show(t, 200, 120, build()).Canvas().Capture()); n != 0 {
		t.Errorf("after a change of theme %d pixels differ from a window opened in it", n)
	}
}
