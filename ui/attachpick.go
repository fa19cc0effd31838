package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// pickAsk is what is looked for on the sticks and folders of this PC.
type pickAsk struct {
	title, verb string
	files       bool // a file; else a folder
	dir         string
	more        fyne.CanvasObject      // what is asked beside it
	took        func(path, dir string) // the file, "" when a folder was asked for, and its folder
	closed      func()
}

// pickPlace is a folder or a file of the list.
type pickPlace struct {
	folderPlace
	file bool
	size int64
}

// filePick lets a person walk to a file or a folder with the arrow keys.
type filePick struct {
	d      *desk
	ask    pickAsk
	dir    string
	places []pickPlace
	where  *widgets.Label
	list   *widgets.Table
	sheet  *widgets.Sheet
}

// openPick opens the sheet at the folder of last time, else at the sticks of this PC.
func openPick(d *desk, ask pickAsk) *filePick {
	s := &filePick{d: d, ask: ask, where: widgets.NewLabel("", theme.Body, widgets.Ink)}
	s.list = widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Weight: 1}, {Width: 84, Right: true}}, NoHead: true, RowHeight: 36,
		Draw: s.draw, OnOpen: func(int) { s.enter() }, OnKey: s.key,
	})
	use := widgets.NewButton(widgets.Primary, ask.verb, s.take).Key("F9")
	cancel := widgets.NewButton(widgets.Secondary, "不要了", s.close).Key("Esc")
	body := widgets.Down(8, s.where, widgets.Fixed(0, 280/theme.Current().Factor(), widgets.NewCard("", s.list).Flush()), ask.more)
	s.sheet = widgets.OpenSheet(d.window.Canvas(), ask.title, 620/theme.Current().Factor(), body, cancel, use)
	start := ""
	if ask.dir != "" && isFolder(ask.dir) {
		start = ask.dir
	}
	s.walk(start)
	d.window.Canvas().Focus(s.list.Focusable())
	return s
}

func (s *filePick) draw(c *widgets.Cell) {
	if c.Row >= len(s.places) {
		return
	}
	p := s.places[c.Row]
	if c.Col == 1 {
		if p.file {
			c.Write(sizeWords(p.size), c.Style(theme.Small, c.Tokens.Ink2))
		}
		return
	}
	icon := "folder"
	switch {
	case p.file:
		icon = "document"
	case c.Row == 0 && s.dir != "":
		icon = "arrow-up"
	}
	c.Icon(icon, c.X+c.Px(9), c.Y, c.Px(18), c.Tokens.Ink2)
	c.Fit(c.X+c.Px(28), c.Y, c.W-c.Px(28), p.word, c.Style(theme.Body, nil))
}

// key follows the keys of the sheet; it takes all but those that move in the list.
func (s *filePick) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab:
		return false
	case fyne.KeyEscape:
		s.close()
	case fyne.KeyF9, fyne.KeyF10:
		s.take()
	case fyne.KeyBackspace, fyne.KeyLeft:
		if s.dir != "" {
			s.walk(s.places[0].path)
		}
	}
	return true
}

// walk goes to a folder; one that cannot be read is not entered.
func (s *filePick) walk(dir string) {
	var places []pickPlace
	s.d.run(func(context.Context) (err error) {
		places, err = placesIn(dir, s.ask.files)
		return err
	}, func(err error) {
		if err != nil {
			s.where.Set("打不开这个文件夹，请换一个")
			return
		}
		s.dir, s.places = dir, places
		s.where.Set(dir)
		if dir == "" {
			s.where.Set("这台电脑")
		}
		s.list.SetRows(len(places), false)
		s.list.Top()
		s.list.Select(0)
	})
}

// placesIn lists the folders of a folder and, when they are asked for, its files.
func placesIn(dir string, files bool) ([]pickPlace, error) {
	folders, err := inside(dir)
	if err != nil {
		return nil, err
	}
	var out []pickPlace
	for _, f := range folders {
		out = append(out, pickPlace{folderPlace: f})
	}
	if !files || dir == "" {
		return out, nil
	}
	found, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		path := filepath.Join(dir, f.Name())
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() || strings.HasPrefix(f.Name(), ".") {
			continue
		}
		out = append(out, pickPlace{folderPlace{f.Name(), path}, true, info.Size()})
	}
	return out, nil
}

func (s *filePick) at() (pickPlace, bool) {
	if i := s.list.Selected(); i >= 0 && i < len(s.places) {
		return s.places[i], true
	}
	return pickPlace{}, false
}

// enter goes into a folder or takes a file.
func (s *filePick) enter() {
	switch p, ok := s.at(); {
	case !ok:
	case p.file:
		s.take()
	default:
		s.walk(p.path)
	}
}

// take takes the file under the cursor, or the folder that is shown; where there is
// neither yet, it goes into what is under the cursor.
func (s *filePick) take() {
	p, ok := s.at()
	if s.ask.files && !p.file || s.dir == "" {
		if ok {
			s.walk(p.path)
		}
		return
	}
	path := ""
	if s.ask.files {
		path = p.path
	}
	s.sheet.Close()
	s.ask.took(path, s.dir)
}

func (s *filePick) close() {
	s.sheet.Close()
	s.ask.closed()
}
