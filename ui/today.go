package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/calendar"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// todayRoom is 今日: what is to be done these days, the next village day, and what waits
// to be carried to and from other offices.
type todayRoom struct {
	d       *desk
	ways    todayWays
	data    todayData
	shown   []todoLine // the lines of the list as they stand
	place   bool       // the list is ordered by village
	promise bool       // the list shows the promises alone
	loading int
	root    *fyne.Container
	list    *widgets.Table
	month   calendar.Day // first day of the month shown
	weeks   *widgets.MonthGrid
}

// todayWays are the ways from 今日 to other rooms.
type todayWays struct {
	handOver func()                        // seals what waits and writes it to the stick
	cases    func(chip int, sift caseSift) // the list of cases, narrowed
	year     func()                        // the year with its village days
	waiting  func(files int)               // told how many sealed files wait on the stick
}

func newTodayRoom(d *desk, ways todayWays) *todayRoom {
	r := &todayRoom{d: d, ways: ways, root: container.NewStack(), month: firstOfMonth(d.office.Today())}
	r.list = widgets.NewTable(widgets.TableConfig{
		Columns: todoColumns(false),
		NoHead:  true, RowHeight: 58,
		Draw:   r.drawLine,
		OnOpen: r.open,
		OnVerb: func(row, _ int) { r.open(row) },
	})
	return r
}

// Columns of the list.
const (
	todoPill = iota
	todoTitle
	todoVerbCol
	todoPlace
)

// todoColumns leaves the village out where all lines are of one.
func todoColumns(places bool) []widgets.Column {
	out := []widgets.Column{{Width: 96}, {Weight: 1}}
	if places {
		out = append(out, widgets.Column{Width: 66})
	}
	return append(out, widgets.Column{Width: 76, Right: true, Verb: true})
}

func (r *todayRoom) content() fyne.CanvasObject { return r.root }

func (r *todayRoom) refresh() {
	r.loading++
	mine := r.loading
	var data todayData
	r.d.run(func(ctx context.Context) (err error) {
		data, err = loadToday(ctx, r.d)
		return err
	}, func(err error) {
		if mine != r.loading || cancelled(err) {
			return
		}
		if err != nil {
			r.root.Objects = []fyne.CanvasObject{widgets.Pad(24, 24, 24, 24, widgets.Down(0, widgets.NewError("没有看成", office.Explain(err))))}
			r.root.Refresh()
			return
		}
		data.stick = r.data.stick
		r.data = data
		r.draw()
		r.lookAtStick(mine)
	})
}

// lookAtStick asks afterwards what lies on the stick: opening sealed files takes longer.
func (r *todayRoom) lookAtStick(mine int) {
	var stick todayStick
	r.d.run(func(ctx context.Context) (err error) {
		stick, err = loadStick(ctx, r.d.office)
		return err
	}, func(err error) {
		if err != nil || mine != r.loading {
			return // the room U盘交换 says what is wrong with the stick
		}
		was := len(r.data.stick.lines)
		r.data.stick = stick
		r.ways.waiting(len(stick.lines))
		if was+len(stick.lines) > 0 {
			r.draw()
		}
	})
}

func (r *todayRoom) draw() {
	r.arrange()
	left := widgets.Down(12, r.figures(), widgets.Grow(r.todoCard()))
	body := beside(416, 0.34, left, r.side())
	r.root.Objects = []fyne.CanvasObject{widgets.Pad(24, 18, 24, 12, widgets.Down(12, r.head(), widgets.Grow(body)))}
	r.root.Refresh()
	if r.d.window.Canvas().Focused() == nil && len(r.shown) > 0 && r.d.window.Canvas().Overlays().Top() == nil {
		r.d.window.Canvas().Focus(r.list.Focusable())
	}
}

// arrange puts the lines into the order that was asked for.
func (r *todayRoom) arrange() {
	r.shown = r.data.lines(r.promise, r.place)
	r.list.SetColumns(todoColumns(r.placed()))
	r.list.SetRows(len(r.shown), false)
	if r.list.Selected() == widgets.NoRow {
		r.list.Select(0)
	}
}

// placed says whether the lines name the village: not where all are of one, nor in large
// type, where the title needs the room.
func (r *todayRoom) placed() bool { return r.data.places && theme.Current().Scale() != theme.Large }

// todoCard is the list with the ways to order it.
func (r *todayRoom) todoCard() fyne.CanvasObject {
	var todo fyne.CanvasObject = r.list
	if len(r.shown) == 0 {
		todo = widgets.Pad(16, 16, 16, 16, widgets.Down(0, widgets.NewEmpty("today", "没有要办的事", "有人来，按Ctrl+N登记来访")))
	}
	title, order := "要办的事", "按期限排"
	if r.promise {
		title = "承诺待兑现"
	}
	if r.place {
		order = "按村排，不排名"
	}
	card := widgets.NewCard(title, todo).Sub(r.data.size(len(r.shown), r.promise) + "·" + order).Flush().Ruled()
	var ways []fyne.CanvasObject
	quiet := func(word string, do func()) {
		ways = append(ways, widgets.NewButton(widgets.Quiet, word, func() { do(); r.draw() }).At(widgets.InCard))
	}
	if r.promise {
		quiet("看全部", func() { r.promise = false })
	}
	switch {
	case r.place:
		quiet("按期限", func() { r.place = false })
	case r.data.villages() > 1:
		quiet("按村", func() { r.place = true })
	}
	if len(ways) > 0 {
		card.Right(widgets.Across(4, ways...))
	}
	return card
}

// drawLine draws one thing to do: pill, title and reason, village, verb.
func (r *todayRoom) drawLine(c *widgets.Cell) {
	if c.Row >= len(r.shown) {
		return
	}
	l, k, col := r.shown[c.Row], c.Tokens, c.Col
	if r.placed() && col > todoTitle { // the village stands before the verb
		col = todoVerbCol + todoPlace - col
	}
	switch col {
	case todoPill:
		if l.Tone == widgets.Neutral { // a date that is far off has no shape
			c.Text(c.X+c.Px(9), c.Y, l.Left, c.Style(theme.Second, k.Ink2))
			return
		}
		c.Pill(c.X, c.Y, l.Tone, l.Left)
	case todoTitle:
		s := c.Style(theme.Strong, k.Ink)
		s.Bold = c.Selected
		number := c.Style(theme.Small, k.Ink3)
		room := c.W - number.Width(l.No) - c.Px(10)
		x := c.X + c.Fit(c.X, c.Y-c.Px(12), room, l.Title, s) + c.Px(10)
		c.Text(x, c.Y-c.Px(11), l.No, number)
		c.Fit(c.X, c.Y+c.Px(13), c.W, l.Reason, c.Style(theme.Small, k.Ink2))
	case todoPlace:
		c.Write(l.Place, c.Style(theme.Second, k.Ink2))
	default:
		c.Write(l.Verb, c.Style(theme.Second, k.Blue))
	}
}

func (r *todayRoom) open(row int) {
	if row < len(r.shown) {
		r.d.openCase(r.shown[row].Case)
	}
}

func (r *todayRoom) hints() []widgets.Hint {
	return []widgets.Hint{
		{Key: "↑↓", Word: "选择"},
		{Key: "回车", Word: "打开"},
		{Key: "Ctrl+N", Word: "登记来访"},
		{Key: "Ctrl+F", Word: "找事项"},
		{Key: "F3", Word: "年历"},
		{Key: "F5", Word: "重新看"},
		{Key: "F9", Word: "交给上级"},
		{Key: "Alt+1…4", Word: "换页"},
		{Key: "F1", Word: "帮助"},
	}
}

func (r *todayRoom) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyF9:
		if _, ready := r.data.handOver(); ready {
			r.ways.handOver()
			return true
		}
		r.d.toast("没有新内容要交")
	case fyne.KeyF3:
		r.ways.year()
	case fyne.KeyF5:
		r.refresh()
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		if len(r.shown) == 0 {
			return false
		}
		r.d.window.Canvas().Focus(r.list.Focusable())
		r.list.Focusable().TypedKey(&fyne.KeyEvent{Name: k})
	default:
		return false
	}
	return true
}

func (r *todayRoom) shortcut(fyne.KeyName) bool { return false }
