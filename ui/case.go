package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// casePage is the page of one case: where it is, by when, what happened, what can
// be done now.
type casePage struct {
	d     *desk
	id    casework.ID
	facts caseFacts
	view  caseView
	lower []office.Peer // offices below that we know
	sheet *askSheet
	more  *moreSheet
	tab   int

	root   *fyne.Container
	top    *fyne.Container // back link, number, tags
	title  *widgets.Label
	state  *fyne.Container // pills, track, holder
	clocks *widgets.ClockStrip
	strip  *widgets.Card
	tabs   *widgets.Tabs
	leaf   *fyne.Container // what the chosen tab shows
	ask    *fyne.Container // 具体请求
	about  *fyne.Container
	bar    *actBar
	files  *attachPane
}

// newCasePage makes the page of a case.
func newCasePage(d *desk, id casework.ID) room {
	p := &casePage{
		d: d, id: id, top: container.NewStack(), title: widgets.NewTitle("", theme.Title), state: container.NewStack(),
		clocks: widgets.NewClockStrip(true), leaf: container.NewStack(), ask: container.NewStack(), about: container.NewStack(),
	}
	p.strip = widgets.NewCard("", p.clocks)
	p.tabs = widgets.NewTabs(p.tabWords(), func(i int) { p.tab = i; p.showTab(); p.focusTab() })
	p.bar = newActBar(p.do, p.moreActs)
	p.files = newAttachPane(d, id, p.key)
	p.root = container.NewStack()
	return p
}

func (p *casePage) content() fyne.CanvasObject { return p.root }

// build lays the page out for what it shows; without deadlines there is no strip.
func (p *casePage) build() {
	side := widgets.Down(12,
		widgets.NewCard("具体请求", p.ask).Right(widgets.NewLabel("逐项结论", theme.Small, widgets.Ink2)),
		widgets.Grow(widgets.NewCard("", widgets.Scrolling(p.about))))
	body := beside(402, 0.38, widgets.NewCard("", p.leaf), side)
	rows := []fyne.CanvasObject{p.top, widgets.Across(16, p.title, widgets.Grow(p.state))}
	if theme.Current().Scale() == theme.Large { // there is no room beside the title
		rows = []fyne.CanvasObject{widgets.Across(16, p.top, widgets.Grow(nil)), p.title, p.state}
	}
	if len(p.view.Clocks) > 0 {
		rows = append(rows, p.strip)
	}
	rows = append(rows, p.tabs, widgets.Grow(body), p.bar.object)
	p.root.Objects = []fyne.CanvasObject{widgets.Pad(24, 10, 24, 10, widgets.Down(8, rows...))}
	p.root.Refresh()
}

// refresh asks the office for the case.
func (p *casePage) refresh() {
	var facts caseFacts
	var lower []office.Peer
	p.d.run(func(ctx context.Context) (err error) {
		if facts, err = loadCase(ctx, p.d, p.id); err != nil {
			return err
		}
		peers, err := p.d.office.Peers(ctx)
		for _, x := range peers {
			if x.Level.Rank() < p.d.office.Me().Level.Rank() {
				lower = append(lower, x)
			}
		}
		return err
	}, func(err error) {
		if err != nil {
			p.trouble(err)
			return
		}
		p.facts, p.lower, p.view = facts, lower, facts.view()
		p.show()
	})
}

// loadCase gathers what a page of a case shows.
func loadCase(ctx context.Context, d *desk, id casework.ID) (caseFacts, error) {
	o := d.office
	c, err := o.Case(ctx, id)
	if err != nil {
		return caseFacts{}, err
	}
	eyes, err := newCaseEyes(ctx, d)
	return caseFacts{
		caseEyes: eyes, me: o.Me(), role: o.Operator().Role, person: o.OperatorName,
		c: c, clocks: o.Clocks(c), moments: o.Timeline(c),
	}, err
}

// newCaseEyes gathers what this office knows of others.
func newCaseEyes(ctx context.Context, d *desk) (caseEyes, error) {
	o := d.office
	peers, err := o.Peers(ctx)
	levels := map[casework.OfficeCode]casework.Level{o.Me().Code: o.Me().Level}
	for _, p := range peers {
		levels[p.Code] = p.Level
	}
	return caseEyes{
		today: o.Today(), soft: softly(o.Me()), name: o.OfficeName,
		level: func(code casework.OfficeCode) casework.Level {
			if l, ok := levels[code]; ok {
				return l
			}
			return levelOfCode(code)
		},
	}, err
}

func (p *casePage) trouble(err error) {
	words := office.Explain(err)
	p.root.Objects = []fyne.CanvasObject{widgets.Pad(24, 24, 24, 24, widgets.Down(12,
		widgets.NewError("打不开这件事项", words, widgets.Verb{Word: "回到事项", Do: p.back})))}
	p.root.Refresh()
}

// show draws the view.
func (p *casePage) show() {
	v := p.view
	back := widgets.NewButton(widgets.Quiet, "事项", p.back).Icon("chevron-left").At(widgets.InCard)
	line := []fyne.CanvasObject{back, widgets.NewLabel(v.No, theme.Body, widgets.Ink2)}
	for _, tag := range v.Tags {
		line = append(line, widgets.NewTag(tag))
	}
	p.top.Objects = []fyne.CanvasObject{widgets.Pad(-8, 0, 0, 0, widgets.Across(10, line...))} // the words, not the button, stand on the margin
	p.title.Set(v.Title)
	p.state.Objects = []fyne.CanvasObject{p.stateLine()}
	p.clocks.Set(v.Clocks...)
	p.tabs.Set(p.tabWords())
	p.ask.Objects = []fyne.CanvasObject{requestsOf(v.Requests)}
	p.about.Objects = []fyne.CanvasObject{factsOf(v.Facts, p.askUnmask)}
	p.bar.set(p.facts.choices(), softly(p.facts.me))
	p.files.set(p.facts)
	p.showTab()
	p.build()
}

// stateLine is the pills after the title, and at the right end where the case is.
func (p *casePage) stateLine() fyne.CanvasObject {
	v := p.view
	track := widgets.NewLevelTrack(v.Track, 28)
	who := []fyne.CanvasObject{widgets.NewLabel(v.Holder, theme.Second, widgets.Ink)}
	if v.Handler != "" {
		who = append(who, widgets.NewLabel(v.Handler+"承办", theme.Small, widgets.Ink2))
	}
	return widgets.Across(10,
		widgets.Middle(widgets.NewPill(v.HandlingTone, v.Handling)), widgets.Middle(widgets.NewPill(v.Tone, v.State)),
		widgets.Grow(nil), widgets.Middle(track), widgets.Middle(widgets.Down(0, who...)))
}

func (p *casePage) tabWords() []widgets.Tab {
	return []widgets.Tab{
		{Word: "经过", Count: len(p.view.Events)},
		{Word: "承诺", Count: len(p.view.Promises)},
		{Word: "流转", Count: len(p.view.Moves)},
		{Word: "附件", Count: len(p.facts.c.Words.Attachments)},
	}
}

func (p *casePage) showTab() {
	var o fyne.CanvasObject
	switch {
	case p.tab == 1 && len(p.view.Promises) == 0:
		o = widgets.NewEmpty("shield", "还没有承诺", "答应了回话的日子，用“登记承诺”写下来")
	case p.tab == 1:
		o = widgets.Scrolling(promisesOf(p.view.Promises))
	case p.tab == 2 && len(p.view.Moves) == 0:
		o = widgets.NewEmpty("repeat", "没有交到别处过", "上报和交办随U盘文件送出")
	case p.tab == 2:
		o = widgets.Scrolling(widgets.NewTimeline(p.view.Moves...))
	case p.tab == tabFiles:
		o = p.files.object
	default:
		o = widgets.Scrolling(widgets.NewTimeline(p.view.Events...))
	}
	p.leaf.Objects = []fyne.CanvasObject{o}
	p.leaf.Refresh()
}

// tabFiles is the leaf of the attachments.
const tabFiles = 3

// focusTab lets the keys go to the list of the chosen leaf.
func (p *casePage) focusTab() {
	if p.tab == tabFiles {
		p.files.focus()
	}
}

func (p *casePage) back() { p.d.goTo(roomCases) }

// do opens the sheet of an act that can be done.
func (p *casePage) do(act caseAct) {
	for _, c := range p.facts.choices() {
		if c.act != act || p.sheet != nil {
			continue
		}
		if c.Off != "" {
			p.d.toast(c.word + "：" + c.Off)
			return
		}
		p.sheet = openAsk(p.d, p.facts.ask(c, p.lower), c.For, func() { p.sheet = nil })
	}
}

// moreActs shows every act with the reason why it cannot be done.
func (p *casePage) moreActs() {
	p.more = openMore(p.d, p.facts.choices(), func(act caseAct) { p.closeMore(); p.do(act) }, p.closeMore)
}

func (p *casePage) closeMore() {
	if p.more != nil {
		p.more.sheet.Close()
		p.more = nil
	}
}

func (p *casePage) hints() []widgets.Hint {
	if p.tab == tabFiles {
		return []widgets.Hint{
			{Key: "A", Word: "加附件"}, {Key: "回车", Word: "打开"}, {Key: "E", Word: "拷出"}, {Key: "1…4", Word: "换页签"}, {Key: "Esc", Word: "返回"}, {Key: "F1", Word: "帮助"},
		}
	}
	return []widgets.Hint{
		{Key: "J", Word: "记一笔"}, {Key: "K", Word: "全部办法"}, {Key: "1…4", Word: "换页签"}, {Key: "Esc", Word: "返回"}, {Key: "F1", Word: "帮助"},
	}
}

func (p *casePage) key(k fyne.KeyName) bool {
	switch {
	case p.sheet != nil:
		return p.sheet.key(k)
	case p.more != nil:
		if k == fyne.KeyEscape {
			p.closeMore()
		}
		return true
	case p.files.over():
		return p.files.sheetKey(k)
	case p.tab == tabFiles && p.files.key(k):
		return true
	}
	switch k {
	case fyne.KeyJ:
		p.do(actNote)
	case fyne.KeyK, fyne.KeyF2:
		p.moreActs()
	case fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4:
		p.tabs.Choose(int(k[0] - '1'))
	case fyne.KeyEscape:
		p.back()
	default:
		return false
	}
	return true
}

func (p *casePage) shortcut(k fyne.KeyName) bool {
	switch {
	case p.sheet != nil:
		if k == fyne.KeyS {
			p.sheet.submit()
		}
		return true
	case p.more != nil, p.files.over():
		return true
	case k == fyne.KeyJ:
		p.do(actNote)
		return true
	}
	return false
}
