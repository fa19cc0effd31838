package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// ctrl and alt name a shortcut of the window.
func ctrl(k fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierControl}
}

func alt(k fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt}
}

// menu is the window's menu. Its shortcuts work everywhere, also while a field
// has the focus.
func (s *shell) menu() *fyne.MainMenu {
	item := func(word string, cut fyne.Shortcut, do func()) *fyne.MenuItem {
		it := fyne.NewMenuItem(word, do)
		it.Shortcut = cut
		return it
	}
	ask := func(word string, k fyne.KeyName) *fyne.MenuItem {
		return item(word, ctrl(k), func() { s.shortcut(k) })
	}
	quit := item("退出", nil, s.quit)
	quit.IsQuit = true
	return fyne.NewMainMenu(
		fyne.NewMenu("台账",
			ask("登记来访", fyne.KeyN), ask("登记事项", fyne.KeyG), ask("保存", fyne.KeyS), fyne.NewMenuItemSeparator(),
			ask("写出到U盘", fyne.KeyE), fyne.NewMenuItemSeparator(),
			item("备份到U盘", ctrl(fyne.KeyB), func() { s.shortcut(fyne.KeyB) }),
			item("人员和PIN码…", nil, s.operators), item("设置", nil, func() { s.visit(roomSetup) }), item("锁上、换人", ctrl(fyne.KeyL), s.cfg.lock), quit),
		fyne.NewMenu("去哪里",
			item("今日", alt(fyne.Key1), func() { s.visit(roomToday) }),
			item("村务日", alt(fyne.Key2), func() { s.visit(roomDay) }),
			item("事项", alt(fyne.Key3), func() { s.visit(roomCases) }),
			item("U盘交换", alt(fyne.Key4), func() { s.visit(roomUSB) }),
			fyne.NewMenuItemSeparator(), ask("找事项", fyne.KeyF)),
		fyne.NewMenu("帮助", item("按键一览 F1", nil, s.showHelp), item("颜色和字号", nil, s.settings)),
	)
}

// asked says whether a question stands over the window: then one stays in the room.
func (s *shell) asked() bool { return s.desk.window.Canvas().Overlays().Top() != nil }

// visit goes to a room, as the menu and its shortcuts do.
func (s *shell) visit(id string) {
	if !s.asked() {
		s.goTo(id)
	}
}

func (s *shell) quit() {
	if s.cfg.quit != nil {
		s.cfg.quit()
	}
}

// bind makes the canvas tell the shell its keys.
func (s *shell) bind(c fyne.Canvas) {
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { s.typed(e.Name) })
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { s.takeBack() }) // a field undoes its own text
	for _, k := range boundKeys() {
		c.AddShortcut(ctrl(k), func(fyne.Shortcut) { s.shortcut(k) })
	}
}

// boundKeys are the keys that go to the rooms with Ctrl beside those of the menu.
func boundKeys() []fyne.KeyName {
	return []fyne.KeyName{
		fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn,
		fyne.KeyD, fyne.KeyJ, fyne.KeyK, fyne.KeyO, fyne.KeyR, fyne.KeyT,
	}
}

// shortcut gives Ctrl and a key to the room; what no room wants goes to the room
// it belongs to.
func (s *shell) shortcut(k fyne.KeyName) {
	s.desk.office.Touch()
	defer s.showHints()
	if s.sheet != nil || s.now.shortcut(k) {
		return
	}
	if s.asked() {
		return
	}
	home, ok := map[fyne.KeyName]string{fyne.KeyN: roomDay, fyne.KeyF: roomCases, fyne.KeyG: roomCases, fyne.KeyE: roomUSB, fyne.KeyB: roomSetup}[k]
	if !ok {
		return
	}
	if s.now != s.rooms[home] {
		s.goTo(home)
		s.now.shortcut(k)
	}
}

// typed follows a key. The character of a key comes after the key itself, at once: a letter
// waits for it, so that it is not typed into the field of a sheet which the letter opens.
func (s *shell) typed(k fyne.KeyName) {
	if len(k) == 1 && s.cfg.after != nil {
		s.cfg.after(0, func() { s.key(k) })
		return
	}
	s.key(k)
}

// key is told the keys no field wanted.
func (s *shell) key(k fyne.KeyName) {
	if s.inKey { // a room that hands a key to its table must not get it back
		return
	}
	s.inKey = true
	s.desk.office.Touch()
	defer func() { s.inKey = false; s.showHints() }()
	switch {
	case s.sheet != nil:
		if k == fyne.KeyEscape || k == fyne.KeyF1 {
			s.closeSheet()
		}
	case k == fyne.KeyF1:
		s.showHelp()
	case s.now.key(k):
	case k == fyne.KeyEscape && s.from != "":
		s.goTo(s.from)
	}
}

// closeSheet closes the shell's own sheet: the keys, or colours and size.
func (s *shell) closeSheet() {
	if s.sheet != nil {
		s.sheet.Close()
	}
	s.sheet = nil
}

// showHelp opens the sheet of the keys.
func (s *shell) showHelp() {
	s.closeSheet()
	th := theme.Current()
	step, cap := min(th.Px(30), 36), th.Gap(104)
	row := func(h widgets.Hint) fyne.CanvasObject {
		return widgets.NewSketch(180/th.Factor(), step/th.Factor(), func(p *widgets.Pen, size fyne.Size) {
			p.KeyCap(0, size.Height/2, h.Key)
			p.Fit(cap, size.Height/2, size.Width-cap, h.Word, p.Style(theme.Body, nil))
		})
	}
	list := func(title string, hints []widgets.Hint) fyne.CanvasObject {
		rows := []fyne.CanvasObject{widgets.NewTitle(title, theme.Body)}
		for _, h := range hints {
			rows = append(rows, row(h))
		}
		return widgets.Down(2, rows...)
	}
	all := everywhere()
	half := (len(all) + 1) / 2
	body := widgets.Across(28, widgets.Grow(list("这一页", s.pageHints())),
		widgets.Grow(list("哪里都能用", all[:half])), widgets.Grow(list("", all[half:])))
	closing := widgets.NewButton(widgets.Secondary, "关上", s.closeSheet).Key("Esc")
	s.sheet = widgets.OpenSheet(s.desk.window.Canvas(), "按键一览", min(880, 1240/th.Factor()), body, closing)
}

// pageHints are the keys of the room without those that work everywhere.
func (s *shell) pageHints() (out []widgets.Hint) {
	for _, h := range s.now.hints() {
		if !slices.ContainsFunc(everywhere(), func(e widgets.Hint) bool { return e.Key == h.Key }) {
			out = append(out, h)
		}
	}
	return out
}

// everywhere are the keys that work in every room.
func everywhere() []widgets.Hint {
	return []widgets.Hint{
		{Key: "Alt+1", Word: "今日"},
		{Key: "Alt+2", Word: "村务日"},
		{Key: "Alt+3", Word: "事项"},
		{Key: "Alt+4", Word: "U盘交换"},
		{Key: "Ctrl+N", Word: "登记来访"},
		{Key: "Ctrl+G", Word: "登记事项"},
		{Key: "Ctrl+F", Word: "找事项"},
		{Key: "Ctrl+E", Word: "写出到U盘"},
		{Key: "Ctrl+B", Word: "备份到U盘"},
		{Key: "Ctrl+L", Word: "锁上"},
		{Key: "Ctrl+Z", Word: "撤销"},
		{Key: "Tab", Word: "下一格"},
		{Key: "Esc", Word: "返回"},
		{Key: "F1", Word: "按键一览"},
	}
}

// settings opens the sheet of colours and sizes.
func (s *shell) settings() {
	s.closeSheet()
	th := theme.Current()
	mode := widgets.NewChoice([]string{"浅色", "深色"}, 0, nil)
	mode.SetChosen(int(th.Mode()))
	scale := widgets.NewChoice([]string{"正常", "大字", "村级版"}, 0, nil)
	scale.SetChosen(int(th.Scale()))
	take := func() {
		s.closeSheet()
		s.wear(look{theme.Mode(mode.Chosen()), theme.Scale(scale.Chosen())})
	}
	mode.OnNext, scale.OnNext = take, take
	body := widgets.Down(12, widgets.NewField("颜色", mode), widgets.NewField("字号", scale))
	s.sheet = widgets.OpenSheet(s.desk.window.Canvas(), "颜色和字号", 420, body,
		widgets.NewButton(widgets.Secondary, "不改", s.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Primary, "就用这样", take).Key("回车"))
}

// wear draws the window in another look and keeps it for the next time.
func (s *shell) wear(l look) {
	use(l)
	s.desk.window.Content().Refresh()
	s.refresh()
	s.desk.run(func(ctx context.Context) error { return s.desk.office.SaveDraft(ctx, draftLook, l.String()) },
		func(err error) {
			if err != nil {
				s.toast(office.Explain(err))
			}
		})
}
