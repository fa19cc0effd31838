package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/google/go-cmp/cmp"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func roster() []widgets.Person {
	return []widgets.Person{
		{Name: "田桂兰", Group: "二组", Head: "田桂兰"}, {Name: "田桂兰", Group: "四组", Head: "赵根生"}, {Name: "田桂香", Group: "西沟"},
	}
}

// typeInto types a text into what has the focus.
func typeInto(win fyne.Window, text string) {
	for _, r := range text {
		win.Canvas().Focused().TypedRune(r)
	}
}

func keysInto(win fyne.Window, keys ...fyne.KeyName) {
	for _, k := range keys {
		win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func pickField(k *widgets.PersonPick) fyne.CanvasObject {
	return widgets.Arrange(fyne.NewSize(300, 200), func(size fyne.Size) {
		th := theme.Current()
		widgets.Put(k.Entry, 8, 8, th.Px(200), th.Control())
		widgets.Put(k.List, 8, 12+th.Control(), size.Width-16, k.List.MinSize().Height)
	}, k.Entry, k.List)
}

func TestPersonPickLook(t *testing.T) {
	goldens(t, "personpick", 330, 180, func() fyne.CanvasObject {
		k := widgets.NewPersonPick("")
		k.Find = func(_ string, answer func([]widgets.Person)) { answer(roster()) }
		k.Entry.SetText("tg")
		return pickField(k)
	})
}

func TestPersonPick(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var picked []widgets.Person
	next := 0
	open := func() (*widgets.PersonPick, fyne.Window) {
		picked, next = nil, 0
		k := widgets.NewPersonPick("")
		k.Find = func(_ string, answer func([]widgets.Person)) { answer(roster()) }
		k.OnPick = func(p widgets.Person) { picked = append(picked, p) }
		k.Entry.OnNext = func() { next++ }
		win := show(t, 330, 200, pickField(k))
		win.Canvas().Focus(k.Entry)
		return k, win
	}
	for _, tc := range []struct {
		name, typed string
		keys        []fyne.KeyName
		want        []widgets.Person
		text        string
		next        int
	}{
		{"a spelling takes the first", "tgl", []fyne.KeyName{fyne.KeyReturn}, roster()[:1], "田桂兰", 0},
		{"two of one name: the arrow says which", "田桂兰", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn}, roster()[1:2], "田桂兰", 0},
		{"two of one name: Enter alone takes none", "田桂兰", []fyne.KeyName{fyne.KeyReturn}, nil, "田桂兰", 1},
		{"a whole name that one bears", "田桂香", []fyne.KeyName{fyne.KeyReturn}, roster()[2:], "田桂香", 0},
		{"a name of its own stays", "田桂", []fyne.KeyName{fyne.KeyReturn}, nil, "田桂", 1},
		{"down and up again", "田桂", []fyne.KeyName{fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn}, nil, "田桂", 1},
		{"Escape takes the names away", "tgl", []fyne.KeyName{fyne.KeyEscape, fyne.KeyReturn}, nil, "tgl", 1},
		{"not below the last", "tgl", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn}, roster()[2:], "田桂香", 0},
	} {
		k, win := open()
		typeInto(win, tc.typed)
		keysInto(win, tc.keys...)
		if d := cmp.Diff(tc.want, picked); d != "" {
			t.Errorf("%s: %s", tc.name, d)
		}
		if k.Entry.Text != tc.text || next != tc.next || k.Open() {
			t.Errorf("%s: %q stands there, %d moves on, open %v", tc.name, k.Entry.Text, next, k.Open())
		}
	}
	k, win := open()
	typeInto(win, "田")
	k.List.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(20, theme.Current().Control()*2.5)}})
	if d := cmp.Diff(roster()[2:], picked); d != "" || win.Canvas().Focused() != fyne.Focusable(k.Entry) {
		t.Errorf("a press takes %s", d)
	}
}

// What is answered late is about another text.
func TestPersonPickLateAnswer(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var answers []func([]widgets.Person)
	k := widgets.NewPersonPick("")
	k.Find = func(_ string, answer func([]widgets.Person)) { answers = append(answers, answer) }
	win := show(t, 330, 200, pickField(k))
	win.Canvas().Focus(k.Entry)
	typeInto(win, "tg")
	answers[0](roster())
	if k.Open() {
		t.Error("an old answer is shown")
	}
	answers[1](roster())
	if !k.Open() {
		t.Error("the answer is not shown")
	}
	typeInto(win, "l")
	k.SetText("赵根生")
	answers[2](roster())
	if k.Open() {
		t.Error("an answer came after the program wrote the name")
	}
	keysInto(win, fyne.KeyReturn)
	k.SetText("")
	if n := len(answers); n != 3 || k.Open() {
		t.Errorf("an empty field asks: %d", n)
	}
}
