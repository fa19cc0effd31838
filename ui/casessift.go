package ui

import (
	"slices"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// dueWindow is a stretch of days in which the next date of a case lies.
type dueWindow int

// The stretches in the order in which they are offered.
const (
	dueAny dueWindow = iota
	dueLate
	dueToday
	dueThree
	dueWeek
	dueMonth
)

func dueWindows() []dueWindow { return []dueWindow{dueLate, dueToday, dueThree, dueWeek, dueMonth} }

// word names a stretch; in a village room nothing is called late (soft).
func (w dueWindow) word(soft bool) string {
	switch w {
	case dueLate:
		if soft {
			return "先办"
		}
		return "已超期"
	case dueToday:
		return "今天到期"
	case dueThree:
		return "3天内到期"
	case dueWeek:
		return "本周到期"
	case dueMonth:
		return "30天内到期"
	}
	return ""
}

// caseSift is what the list is narrowed to beside the chip and the typed words; the zero
// value lets all through.
type caseSift struct {
	Handling   casework.Handling
	Resolution casework.Resolution
	Level      casework.Level
	Place      casework.OfficeCode
	Category   string
	Source     string
	Handler    int // operator of this office
	Lead       string
	Due        dueWindow
	From, To   calendar.Day // of registration, both included; 0 any
}

// stated reports that it asks for a state, as some chips do.
func (s caseSift) stated() bool { return s.Handling != "" || s.Resolution != "" }

// on adds the conditions to a filter.
func (s caseSift) on(f office.Filter, today calendar.Day) office.Filter {
	f.Handling, f.Resolution = narrow(f.Handling, s.Handling), narrow(f.Resolution, s.Resolution)
	f.Level, f.Area = narrow(f.Level, s.Level), narrow(f.Area, s.Place)
	f.Category, f.Source = narrow(f.Category, s.Category), narrow(f.Source, s.Source)
	f.Handler, f.Lead, f.OpenedFrom, f.OpenedTo = s.Handler, strings.TrimSpace(s.Lead), s.From, s.To
	switch s.Due {
	case dueLate:
		f.DueBefore = today
	case dueToday:
		f.DueFrom, f.DueTo = today, today
	case dueThree:
		f.DueFrom, f.DueTo = today, today.Add(3)
	case dueWeek:
		sunday := (7 - int(today.Weekday())) % 7
		f.DueFrom, f.DueTo = today, today.Add(sunday)
	case dueMonth:
		f.DueFrom, f.DueTo = today, today.Add(30)
	}
	return f
}

// narrow gives the one value that was asked for, else what was there.
func narrow[T ~string](was []T, value T) []T {
	if value == "" {
		return was
	}
	return []T{value}
}

// siftTag is one condition in words and how it is taken away.
type siftTag struct {
	Word string
	drop func(*caseSift)
}

// tags are the conditions in the order of the sheet.
func (s caseSift) tags(e caseEyes, person func(int) string) []siftTag {
	var out []siftTag
	add := func(on bool, word string, drop func(*caseSift)) {
		if on {
			out = append(out, siftTag{word, drop})
		}
	}
	add(s.Handling != "", office.Word("handling", s.Handling), func(s *caseSift) { s.Handling = "" })
	add(s.Resolution != "", office.Word("resolution", s.Resolution), func(s *caseSift) { s.Resolution = "" })
	add(s.Level != "", "在"+office.Word("level", s.Level), func(s *caseSift) { s.Level = "" })
	add(s.Place != "", e.nameOf(s.Place), func(s *caseSift) { s.Place = "" })
	add(s.Category != "", office.Word("category", s.Category), func(s *caseSift) { s.Category = "" })
	add(s.Source != "", office.Word("source", s.Source), func(s *caseSift) { s.Source = "" })
	add(s.Handler != 0, "承办："+person(s.Handler), func(s *caseSift) { s.Handler = 0 })
	add(s.Lead != "", "包案："+s.Lead, func(s *caseSift) { s.Lead = "" })
	add(s.Due != dueAny, s.Due.word(e.soft), func(s *caseSift) { s.Due = dueAny })
	add(s.From != 0 || s.To != 0, s.period(e.today), func(s *caseSift) { s.From, s.To = 0, 0 })
	return out
}

// nameOf is name of a list that was not answered yet too.
func (e caseEyes) nameOf(code casework.OfficeCode) string {
	if e.name == nil {
		return string(code)
	}
	return e.name(code)
}

// period is the window of registration in words.
func (s caseSift) period(today calendar.Day) string {
	switch {
	case s.To == 0:
		return "登记：" + shortDay(s.From, today) + "起"
	case s.From == 0:
		return "登记：" + shortDay(s.To, today) + "止"
	}
	return "登记：" + shortDay(s.From, today) + "至" + shortDay(s.To, today)
}

// siftHandlings are the states that are offered.
func siftHandlings() []casework.Handling {
	return []casework.Handling{
		casework.Registered, casework.AdmittedState, casework.InHandling, casework.InMediation, casework.NotOurs, casework.InTransit,
		casework.ReceivedAbove, casework.ReturnedBack, casework.ReceivedBelow, casework.AnsweredState, casework.AwaitVisit,
		casework.ClosedState, casework.VoidedState,
	}
}

func siftResolutions() []casework.Resolution {
	return []casework.Resolution{
		casework.Unresolved, casework.Resolving, casework.PartlyResolved, casework.ResolvedFully, casework.Relapsed,
		casework.ExportedElsewhere, casework.Terminated,
	}
}

func siftLevels() []casework.Level {
	return []casework.Level{casework.Village, casework.Township, casework.County}
}

func siftSources() []string {
	return []string{office.SourceVillageDay, office.SourceVisit, "letter", "phone", "assigned"}
}

// siftLists are the choices that an office has of its own.
type siftLists struct {
	places []casework.Office // those below, by code; none at a village
	people []office.Operator
}

// listsOf gathers the choices; peers are the offices known here.
func listsOf(me casework.Office, peers []office.Peer, people []office.Operator) siftLists {
	out := siftLists{people: people}
	for _, p := range peers {
		if p.Level.Rank() < me.Level.Rank() {
			out.places = append(out.places, p.Office)
		}
	}
	slices.SortFunc(out.places, func(a, b casework.Office) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return out
}

// finished reports that it asks for cases that are over.
func (s caseSift) finished() bool {
	return s.Handling == casework.ClosedState || s.Handling == casework.VoidedState
}
