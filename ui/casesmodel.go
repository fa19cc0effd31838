package ui

import (
	"fmt"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// caseChip is one filter over the list.
type caseChip struct {
	Word   string
	Tone   widgets.Tone
	Filter office.Filter
}

// caseChips are the filters, the open cases first. In a village room nothing is
// called late (soft).
func caseChips(today calendar.Day, soft bool) []caseChip {
	late, tone := "已超期", widgets.Red
	if soft {
		late, tone = "先办", widgets.Neutral
	}
	return []caseChip{
		{"在办", widgets.Neutral, office.Filter{Open: true}},
		{late, tone, office.Filter{Open: true, DueBefore: today}},
		{"上报在途", widgets.Neutral, office.Filter{Handling: []casework.Handling{casework.InTransit, casework.ReceivedAbove}}},
		{"待回访", widgets.Neutral, office.Filter{Handling: []casework.Handling{casework.AwaitVisit}}},
		{"已化解", widgets.Neutral, office.Filter{Resolution: []casework.Resolution{casework.ResolvedFully}}},
		{"全部", widgets.Neutral, office.Filter{}},
	}
}

// ask is the filter of a chip with the other conditions and what was typed, in an order,
// after a row.
func (c caseChip) ask(sift caseSift, today calendar.Day, query string, order orderOfCases, after office.CaseKey) office.Filter {
	f := sift.on(c.Filter, today)
	f.Query, f.After, f.Limit = strings.TrimSpace(query), after, casesPage
	f.Order = office.EarliestDue
	if order == byNumber {
		f.Order = office.NewestFirst
	}
	return f
}

// stated reports that the chip asks for a state.
func (c caseChip) stated() bool { return len(c.Filter.Handling)+len(c.Filter.Resolution) > 0 }

// casesPage is how many rows are asked for at once: "50+" says that there are more.
const casesPage = 50

// plus is a number of which more may follow.
func plus(n int, more bool) string {
	if more {
		return fmt.Sprintf("%d+", n)
	}
	return fmt.Sprint(n)
}

// orderOfCases is the order of the list.
type orderOfCases int

const (
	byDue orderOfCases = iota
	byNumber
)

// caseLine is a row of the list in words.
type caseLine struct {
	No, Title, Place, Kind string
	Track                  widgets.Track
	State                  string
	StateTone              widgets.Tone
	Due, Left              string
	LeftTone               widgets.Tone
}

// caseEyes is what one office knows that a row does not say.
type caseEyes struct {
	today calendar.Day
	soft  bool // a village room: nothing red, nothing late
	name  func(casework.OfficeCode) string
	level func(casework.OfficeCode) casework.Level
}

// line puts a row into words.
func (e caseEyes) line(r office.CaseRow) caseLine {
	out := caseLine{
		No: r.No.Short(), Title: r.Title, Place: e.name(r.Place), Kind: office.Word("category", r.Category),
		Track: trackOfRow(r, e.level(r.Opener)), State: office.Word("resolution", r.Resolution), StateTone: resolutionTone(r.Resolution),
	}
	switch {
	case r.Handling == casework.ClosedState || r.Handling == casework.VoidedState:
		out.Left = office.Word("handling", r.Handling)
	case r.Due != office.NoDue:
		out.Due = shortDay(r.Due, e.today)
		out.Left, out.LeftTone = leftWords(r.Due, e.today, e.soft)
	case r.Handling == casework.AwaitVisit:
		out.Left = office.Word("handling", r.Handling)
	default:
		out.Left = "没有期限"
	}
	return out
}

// levelOfCode guesses the level of an office that is not known here by the form of
// its code: 县 ends in six zeros, 乡镇 in three.
func levelOfCode(code casework.OfficeCode) casework.Level {
	switch {
	case strings.HasSuffix(string(code), "000000"):
		return casework.County
	case strings.HasSuffix(string(code), "000"):
		return casework.Township
	}
	return casework.Village
}

// trackOfRow is where a case is between village, township and county.
func trackOfRow(r office.CaseRow, opened casework.Level) widgets.Track {
	at := trackPlace{opened: opened, holder: r.HolderLevel, top: r.MaxLevel, transit: r.TransitTo}
	if r.Resolution == casework.ResolvedFully {
		at.resolved = r.ResolvedLevel
	}
	return at.track()
}

// trackPlace is what the squares of a level track tell.
type trackPlace struct {
	opened, holder, top, transit, resolved casework.Level
}

func (t trackPlace) track() widgets.Track {
	stop := func(l casework.Level) widgets.Stop {
		switch {
		case l == t.resolved:
			return widgets.Resolved
		case l == t.holder && t.resolved == "":
			return widgets.Holder
		case l == t.holder, l.Rank() >= t.opened.Rank() && l.Rank() <= t.top.Rank():
			return widgets.Been
		}
		return widgets.NotReached
	}
	out := widgets.Track{Village: stop(casework.Village), Township: stop(casework.Township), County: stop(casework.County)}
	if t.transit != "" {
		out.InTransit = max(1, min(2, min(t.holder.Rank(), t.transit.Rank())))
	}
	return out
}

// resolutionTone is the tone of 化解状态: what is not resolved is never red.
func resolutionTone(r casework.Resolution) widgets.Tone {
	switch r {
	case casework.Resolving, casework.Relapsed:
		return widgets.Blue
	case casework.PartlyResolved:
		return widgets.BlueHalf
	case casework.ResolvedFully:
		return widgets.Green
	}
	return widgets.Neutral
}

// handlingTone is the tone of 办理状态: ochre waits for a person.
func handlingTone(h casework.Handling) widgets.Tone {
	switch h {
	case casework.AdmittedState, casework.InHandling, casework.InMediation, casework.AnsweredState, casework.AwaitVisit:
		return widgets.Blue
	case casework.InTransit, casework.ReceivedAbove, casework.ReceivedBelow, casework.ReturnedBack:
		return widgets.Ochre
	case casework.ClosedState:
		return widgets.Green
	}
	return widgets.Neutral
}
