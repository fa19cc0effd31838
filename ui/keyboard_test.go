package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// keyNames are the keys of the hints that have a name.
func keyNames() map[string][]fyne.KeyName {
	return map[string][]fyne.KeyName{
		"回车": {fyne.KeyReturn}, "空格": {fyne.KeySpace}, "↑↓": {fyne.KeyDown, fyne.KeyUp}, "←→": {fyne.KeyRight, fyne.KeyLeft},
		"↑↓←→": {fyne.KeyDown, fyne.KeyRight}, "Esc": {fyne.KeyEscape},
	}
}

// strokes are the key events that a hint stands for, the likeliest first; plain is without
// Ctrl and Alt.
func strokes(t *testing.T, key string) (keys []fyne.KeyName, mod fyne.KeyModifier) {
	t.Helper()
	if rest, ok := strings.CutPrefix(key, "Ctrl+"); ok {
		key, mod = rest, fyne.KeyModifierControl
	} else if rest, ok := strings.CutPrefix(key, "Alt+"); ok {
		key, mod = rest, fyne.KeyModifierAlt
	}
	if named, ok := keyNames()[key]; ok {
		return named, mod
	}
	if from, to, ok := strings.Cut(key, "…"); ok { // 1…4
		return []fyne.KeyName{fyne.KeyName(to), fyne.KeyName(from)}, mod
	}
	if len(key) == 1 || strings.HasPrefix(key, "F") {
		return []fyne.KeyName{fyne.KeyName(key)}, mod
	}
	t.Fatalf("the test does not know the key %q", key)
	return nil, 0
}

// strike presses a key with its modifier as the window would.
func strike(s *shell, k fyne.KeyName, mod fyne.KeyModifier) {
	w := s.desk.window
	if mod == 0 {
		press(w, k)
		return
	}
	cut := &desktop.CustomShortcut{KeyName: k, Modifier: mod}
	for _, m := range w.MainMenu().Items {
		for _, it := range m.Items {
			if it.Shortcut != nil && it.Shortcut.ShortcutName() == cut.ShortcutName() {
				it.Action()
				return
			}
		}
	}
	if f, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(cut)
		return
	}
	if slices.Contains(boundKeys(), k) && mod == fyne.KeyModifierControl {
		s.shortcut(k) // as bind told the canvas
	}
}

// portrait is all that is drawn in a window, and what has the focus.
func portrait(w fyne.Window, focus bool) string {
	var b strings.Builder
	seen(w, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *canvas.Text:
			fmt.Fprintf(&b, "%s %v %v %v\n", o.Text, o.TextStyle.Bold, o.Position(), o.Color)
		case *canvas.Rectangle:
			fmt.Fprintf(&b, "%v %v %v %v\n", o.Position(), o.Size(), o.FillColor, o.StrokeColor)
		}
	})
	if focus {
		fmt.Fprintf(&b, "focus %p", w.Canvas().Focused())
	}
	return b.String()
}

// keyboardOffice is a township with cases, promises and sealed files on a stick.
func keyboardOffice(t *testing.T) (o *office.Office, stick string) {
	t.Helper()
	clock := newTestClock()
	village, township := foundOffice(t, casework.Village, clock), foundOffice(t, casework.Township, clock)
	acquaint(t, village, township)
	stick = t.TempDir()
	for _, words := range []string{"合作社拖欠土地流转费，涉及12户。", "机井电费分摊不公。"} {
		id := reportUp(t, village, words)
		first := t.TempDir()
		export(t, village, willowTown, first)
		takeAll(t, township, first)
		if _, err := township.Promise(t.Context(), office.Act{}, id, township.Today().Add(5), "五天内回话"); err != nil {
			t.Fatal(err)
		}
	}
	for _, words := range []string{"邻居排水沟改道，雨天水往院里流。", "村道路灯不亮。"} {
		reportUp(t, village, words)
		export(t, village, willowTown, stick)
	}
	return township, stick
}

// keyboardViews are the rooms, with the attachments of a case.
func keyboardViews() []view {
	var out []view
	for _, v := range views() {
		if !strings.HasPrefix(v.name, "6-") && !strings.HasPrefix(v.name, "7-") { // sheets name their keys on their buttons
			out = append(out, v)
		}
	}
	return append(out, view{"4-files", func(t *testing.T, s *shell, _ string) {
		s.openCase(someCase(t, s.desk.office))
		s.now.(*casePage).tabs.Choose(tabFiles)
		s.showHints()
	}})
}

// TestHintsLive: every key that a room names does something there.
func TestHintsLive(t *testing.T) {
	o, stick := keyboardOffice(t)
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	for _, v := range keyboardViews() {
		v.show(t, s, stick)
		for _, h := range s.now.hints() {
			if h.Key == "Tab" || h.Key == "F5" || needsFile(v.name, h.Key) { // F5 asks again: the same answer
				continue
			}
			if v.name == "8-setup" && h.Key == "回车" { // presses the button at which one stands
				w.Canvas().FocusNext()
			}
			s.toasts.Objects = nil
			if r, ok := s.rooms[roomDay].(*dayRoom); ok { // what a key before said must not hide that this one says it too
				r.desk.form.refuse("")
			}
			keys, mod := strokes(t, h.Key)
			alive := false
			for _, k := range keys {
				before := portrait(w, true)
				strike(s, k, mod)
				alive = alive || portrait(w, true) != before
			}
			if !alive {
				t.Errorf("%s: %s %s does nothing", v.name, h.Key, h.Word)
			}
			if w.Canvas().Overlays().Top() != nil {
				closeSheets(s, w)
				s = openRooms(t, o, w)
			}
			v.show(t, s, stick)
		}
	}
}

// needsFile says whether a key needs an attachment in the list, which these cases have not.
func needsFile(room, key string) bool { return room == "4-files" && (key == "回车" || key == "E") }

// TestEverywhereLives: every key of the second list of the help works from 事项.
func TestEverywhereLives(t *testing.T) {
	o, _ := keyboardOffice(t)
	w := testWindow(t, theme.Light, theme.Normal)
	for _, h := range everywhere() {
		for _, o := range w.Canvas().Overlays().List() {
			w.Canvas().Overlays().Remove(o)
		}
		s := openRooms(t, o, w)
		locked, back := false, false
		s.cfg.lock = func() { locked = true }
		w.SetMainMenu(s.menu())
		s.goTo(roomCases)
		switch h.Key {
		case "Alt+3":
			s.goTo(roomUSB)
		case "Esc":
			s.openCase(someCase(t, o))
		case "Ctrl+Z":
			s.toastUndo("扔掉了", func() { back = true })
			s.takeBack() // as bind told the canvas
		}
		before := portrait(w, true)
		switch h.Key {
		case "Ctrl+Z":
		case "Tab":
			w.Canvas().FocusNext()
		default:
			keys, mod := strokes(t, h.Key)
			strike(s, keys[0], mod)
		}
		if !locked && !back && portrait(w, true) == before {
			t.Errorf("%s %s does nothing", h.Key, h.Word)
		}
	}
}

// focusables are all parts of the window that take the focus, sheets first.
func focusables(w fyne.Window) (out []fyne.Focusable) {
	seen(w, func(o fyne.CanvasObject) {
		if f, ok := o.(fyne.Focusable); ok {
			if d, ok := o.(fyne.Disableable); !ok || !d.Disabled() {
				out = append(out, f)
			}
		}
	})
	return out
}

// TestTabWalks: Tab visits everything that takes the focus in a room and comes back, and
// wherever it stands is seen.
func TestTabWalks(t *testing.T) {
	o, stick := keyboardOffice(t)
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	for _, v := range keyboardViews() {
		v.show(t, s, stick)
		all := focusables(w)
		met := map[fyne.Focusable]bool{}
		w.Canvas().Unfocus()
		w.Canvas().FocusNext()
		first := w.Canvas().Focused()
		for range 2 * len(all) {
			f := w.Canvas().Focused()
			if f == nil || met[f] {
				break
			}
			met[f] = true
			with := portrait(w, false)
			w.Canvas().Unfocus()
			if portrait(w, false) == with {
				t.Errorf("%s: nobody sees that %s has the focus", v.name, partName(f))
			}
			w.Canvas().Focus(f)
			w.Canvas().FocusNext()
		}
		if len(met) == 0 || w.Canvas().Focused() != first {
			t.Errorf("%s: Tab met %d parts and does not come back", v.name, len(met))
		}
		for _, f := range all {
			if !met[f] {
				t.Errorf("%s: Tab does not reach %s", v.name, partName(f))
			}
		}
	}
}

// partName is a part in a complaint.
func partName(f fyne.Focusable) string {
	if b, ok := f.(*widgets.Button); ok {
		return "the button " + b.Label()
	}
	return fmt.Sprintf("%T", f)
}

// TestUndo: what was cleared or thrown away comes back, once.
func TestUndo(t *testing.T) {
	o, _ := keyboardOffice(t)
	w := testWindow(t, theme.Light, theme.Normal)
	s := openRooms(t, o, w)
	s.goTo(roomCases)
	r := s.rooms[roomCases].(*casesRoom)
	was := caseSift{Due: dueMonth}
	r.setSift(was)
	press(w, fyne.KeyF8)
	if r.sift != (caseSift{}) || !shows(w, "清除了筛选") || !shows(w, "撤销") {
		t.Fatalf("F8 leaves %+v: %q", r.sift, visibleTexts(w))
	}
	s.takeBack()
	if r.sift != was || shows(w, "清除了筛选") {
		t.Errorf("after 撤销: %+v, %q", r.sift, visibleTexts(w))
	}
	r.setSift(caseSift{})
	s.takeBack()
	if r.sift != (caseSift{}) {
		t.Error("撤销 works twice")
	}
	s.toast("写好了")
	if s.undo != nil || shows(w, "撤销") {
		t.Error("a toast without a way back offers one")
	}
}

// TestUndoDraft: a half-typed form that was thrown away comes back, and what was typed
// meanwhile stays.
func TestUndoDraft(t *testing.T) {
	village := foundOffice(t, casework.Village, newTestClock())
	kept := visitForm{Name: "赵根生", Words: "机耕路冲断了"}
	if err := village.SaveDraft(t.Context(), draftSlot(eastRidge, false), kept.draft()); err != nil {
		t.Fatal(err)
	}
	w := testWindow(t, theme.Light, theme.Village)
	s := openRooms(t, village, w)
	receive(s)
	p := s.rooms[roomDay].(*dayRoom).desk
	if p.draft == nil {
		t.Fatalf("no draft is offered: %q", visibleTexts(w))
	}
	p.dropDraft()
	if body, err := village.Draft(t.Context(), draftSlot(eastRidge, false)); err != nil || body != "" {
		t.Fatalf("the draft stays: %q, %v", body, err)
	}
	p.form.set(visitForm{Name: "马秀英", Words: "补贴没到账"})
	s.takeBack()
	if p.draft == nil || p.draft.Name != "赵根生" || p.form.read().Name != "马秀英" {
		t.Errorf("after 撤销: %+v, typed %+v", p.draft, p.form.read())
	}
	for second, want := range map[bool]string{false: "赵根生", true: "马秀英"} {
		if body, err := village.Draft(t.Context(), draftSlot(eastRidge, second)); err != nil || !strings.Contains(body, want) {
			t.Errorf("slot %v holds %q, %v; want %s", second, body, err, want)
		}
	}
}
