package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// sectionWidth is the width of the list of sections, in pixels at normal scale.
const sectionWidth = 164

// setupSection is one word of the list at the left, and the cards it shows.
type setupSection struct {
	icon, word string
	cards      func() []fyne.CanvasObject
}

// setupFacts are what the cards show beside backups, health and archive.
type setupFacts struct {
	rosters []office.RosterSize
	contact office.Contact
	remind  int // days
}

func (r *setupRoom) loadFacts(ctx context.Context) (f setupFacts, err error) {
	if f.rosters, err = r.d.office.HouseholdSizes(ctx); err != nil {
		return f, err
	}
	if f.contact, err = r.d.office.Contact(ctx, ""); err != nil {
		return f, err
	}
	f.remind, err = r.d.office.RemindDays(ctx)
	return f, err
}

// The words of the sections that others lead to.
const (
	sectionBackup  = "备份"
	sectionCheck   = "检查台账"
	sectionRoster  = "村民名册"
	sectionOffice  = "单位和提醒"
	sectionPeople  = "人员和交接"
	sectionKeys    = "口令和钥匙"
	sectionArchive = "档案到期"
	sectionLook    = "外观和锁"
)

// allSections are the sections of this level: a county keeps no roster.
func (r *setupRoom) allSections() []setupSection {
	cards := func(list ...func() fyne.CanvasObject) func() []fyne.CanvasObject {
		return func() (out []fyne.CanvasObject) {
			for _, c := range list {
				out = append(out, c())
			}
			return out
		}
	}
	out := []setupSection{{"usb", sectionBackup, cards(r.backupCard)}, {"shield", sectionCheck, cards(r.checkCard)}}
	if r.d.office.Me().Level != casework.County {
		out = append(out, setupSection{"house", sectionRoster, cards(r.rosterCard)})
	}
	return append(out,
		setupSection{"phone", sectionOffice, cards(r.contactCard, r.remindCard)},
		setupSection{"people", sectionPeople, cards(r.peopleCard, r.successionCard)},
		setupSection{"key", sectionKeys, cards(r.passwordCard, r.recoveryCard, r.rotateCard)},
		setupSection{"stamp", sectionArchive, cards(r.archiveCard)},
		setupSection{"settings", sectionLook, cards(r.lookCard, r.lockCard)})
}

// newSectionList is the list at the left: arrow keys and taps move in it.
func (r *setupRoom) newSectionList() *widgets.Table {
	t := widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Weight: 1}}, NoHead: true, RowHeight: 44,
		Draw: func(c *widgets.Cell) {
			s := r.sections[c.Row]
			ink, st := c.Tokens.Ink2, c.Style(theme.Body, nil)
			if c.Selected {
				ink, st = c.Tokens.Blue, c.Strong(theme.Body, c.Tokens.Blue)
			}
			c.Icon(s.icon, c.X+c.Px(9), c.Y, c.Px(18), ink)
			c.Fit(c.X+c.Px(28), c.Y, c.W-c.Px(28), s.word, st)
		},
		OnSelect: func(int) { r.draw() },
		OnOpen:   func(int) { r.d.window.Canvas().FocusNext() },
	})
	t.SetRows(len(r.sections), false)
	t.Select(0)
	return t
}

// sectionKey moves in the list while nothing has the focus.
func (r *setupRoom) sectionKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyUp:
		r.list.Select(r.list.Selected() - 1)
	case fyne.KeyDown:
		r.list.Select(r.list.Selected() + 1)
	default:
		return false
	}
	return true
}

// choose goes to a section by its word.
func (r *setupRoom) choose(word string) {
	for i, s := range r.sections {
		if s.word == word {
			r.list.Select(i)
		}
	}
}

// draw builds the cards of the chosen section.
func (r *setupRoom) draw() {
	if r.list == nil || r.list.Selected() < 0 {
		return // not built yet
	}
	r.cards = widgets.Down(12, r.sections[r.list.Selected()].cards()...)
	r.page.Objects = []fyne.CanvasObject{widgets.Scrolling(r.cards)}
	r.page.Refresh()
}

// plainCard is words and verbs.
func plainCard(title, icon, words string, verbs ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.NewCard(title, widgets.Down(10, widgets.NewPara(words, theme.Second, widgets.Ink2), row(verbs...))).Icon(icon)
}

// verb is a button of a card.
func verb(word string, do func()) *widgets.Button {
	return widgets.NewButton(widgets.Secondary, word, do).At(widgets.InCard)
}

func (r *setupRoom) backupCard() fyne.CanvasObject {
	return widgets.NewCard("备份", r.backupBody()).Icon("usb")
}

func (r *setupRoom) checkCard() fyne.CanvasObject {
	return widgets.NewCard("检查台账", r.checkBody()).Icon("shield")
}

func (r *setupRoom) lookCard() fyne.CanvasObject {
	return plainCard("颜色和字号", "settings", "字小看不清，换大字；晚上刺眼，换深色。", verb("换颜色和字号", r.ways.look))
}

func (r *setupRoom) lockCard() fyne.CanvasObject {
	return plainCard("锁", "lock", "离开座位先锁上。没人动的时候，到时间自己锁。",
		verb("现在锁上", r.ways.lock).Key("Ctrl+L"), widgets.NewButton(widgets.Quiet, "多久自动锁", r.ways.autoLock).At(widgets.InCard))
}
