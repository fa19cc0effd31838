package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// folderAsk says what a folder is asked for, and who shows the sheet.
type folderAsk struct {
	desk  *desk
	start string                  // folder to begin with; one that is not there begins at the sticks
	holds func(dir string) string // what the folder holds, in words
	open  func(title string, width float32, body fyne.CanvasObject, answer func(), buttons ...*widgets.Button)
	close func()
	use   func(dir string)
}

// folderSheet lets a person walk to a folder with the arrow keys.
type folderSheet struct {
	ask    folderAsk
	dir    string
	places []folderPlace
	where  *widgets.Label
	holds  *widgets.Label
	list   *widgets.Table
	use    *widgets.Button
}

// pickFolder opens the sheet at the folder in use, else at the sticks of this PC.
func (r *usbRoom) pickFolder() {
	askFolder(folderAsk{desk: r.d, start: r.data.dir, holds: folderWords, open: r.openSheet, close: r.closeSheet, use: r.goFolder})
}

// askFolder opens the sheet.
func askFolder(ask folderAsk) {
	s := &folderSheet{
		ask: ask, where: widgets.NewLabel("", theme.Body, widgets.Ink), holds: widgets.NewLabel("", theme.Small, widgets.Ink2),
	}
	s.list = widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Weight: 1}}, NoHead: true, RowHeight: 36,
		Draw:   s.draw,
		OnOpen: func(i int) { s.walk(s.places[i].path) },
		OnKey:  s.key,
	})
	s.use = widgets.NewButton(widgets.Primary, "就用这个文件夹", s.take).Key("F9")
	body := widgets.Down(8, s.where, widgets.Fixed(0, 300, widgets.NewCard("", s.list).Flush()), s.holds)
	ask.open("选U盘或文件夹", 560, body, nil, widgets.NewButton(widgets.Secondary, "不选了", ask.close).Key("Esc"), s.use)
	start := ""
	if isFolder(ask.start) {
		start = ask.start
	}
	s.walk(start)
	ask.desk.window.Canvas().Focus(s.list.Focusable())
}

func (s *folderSheet) draw(c *widgets.Cell) {
	p := s.places[c.Row]
	icon := "folder"
	if c.Row == 0 && s.dir != "" {
		icon = "arrow-up"
	}
	c.Icon(icon, c.X+c.Px(9), c.Y, c.Px(18), c.Tokens.Ink2)
	c.Fit(c.X+c.Px(28), c.Y, c.W-c.Px(28), p.word, c.Style(theme.Body, nil))
}

func (s *folderSheet) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		s.ask.close()
	case fyne.KeyF9:
		s.take()
	case fyne.KeyBackspace, fyne.KeyLeft:
		if s.dir != "" {
			s.walk(s.places[0].path)
		}
	default:
		return false
	}
	return true
}

// walk goes to a folder; one that cannot be read is not entered.
func (s *folderSheet) walk(dir string) {
	var places []folderPlace
	var holds string
	s.ask.desk.run(func(context.Context) (err error) {
		places, err = inside(dir)
		holds = s.ask.holds(dir)
		return err
	}, func(err error) {
		if err != nil {
			s.holds.Set("打不开这个文件夹，请换一个")
			return
		}
		s.dir, s.places = dir, places
		s.holds.Set(holds)
		s.where.Set(dir)
		s.use.SetOff("")
		if dir == "" {
			s.where.Set("这台电脑")
			s.use.SetOff("先选一个")
		}
		s.list.SetRows(len(places), false)
		s.list.Top()
		s.list.Select(0)
	})
}

func (s *folderSheet) take() {
	if s.use.Off() != "" {
		return
	}
	dir := s.dir
	s.ask.close()
	s.ask.use(dir)
}
