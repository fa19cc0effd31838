package ui

import (
	"fmt"
	"slices"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// caseFacts is all that a page of a case is made of.
type caseFacts struct {
	caseEyes
	me      casework.Office
	role    casework.Role
	person  func(operator int) string
	c       casework.Case
	clocks  []casework.Clock
	moments []office.Moment
}

// caseView is the page of a case in words.
type caseView struct {
	No, Title          string
	Tags               []string
	Handling, State    string
	HandlingTone, Tone widgets.Tone
	Track              widgets.Track
	Holder, Handler    string
	Clocks             []widgets.Clock
	Events             []widgets.Event // newest first
	Requests           []requestLine
	Facts              []factLine
	Promises           []promiseLine
	Moves              []widgets.Event // the hand-overs, newest first
}

// requestLine is one request with its conclusion.
type requestLine struct {
	Text, Word string
	Tone       widgets.Tone
}

// factLine is one line about the case.
type factLine struct {
	Label, Text string
	Masked      int // one above the place of the party whose telephone stands masked in it; 0 none
}

// promiseLine is one promise and how it stands.
type promiseLine struct {
	ID        casework.ID
	By        casework.OfficeCode
	Due       calendar.Day
	Date, Who string
	Word      string
	Tone      widgets.Tone
	Open      bool
}

// view puts the facts into words.
func (f caseFacts) view() caseView {
	c := f.c
	v := caseView{
		No: c.No.Short(), Title: f.title(), Handling: office.HandlingWord(c.Skeleton, f.me.Code), HandlingTone: handlingTone(c.Handling),
		State: office.Word("resolution", c.Resolution), Tone: resolutionTone(c.Resolution), Track: f.track(),
		Tags: []string{office.Word("track", c.Track), office.Word("category", c.Category)},
	}
	if c.Cycle > 1 {
		v.Tags = append(v.Tags, fmt.Sprintf("第%d次办理", c.Cycle))
	}
	v.Holder = f.name(c.Holder)
	if h := c.UnderWay(); h != nil {
		v.Holder += "，正在" + office.Word("way", h.Way) + f.name(h.To)
	}
	if c.Holder == f.me.Code && c.Handler > 0 {
		v.Handler = f.person(c.Handler)
	}
	v.Clocks, v.Requests, v.Facts, v.Promises = f.strip(true), f.requests(), f.facts(), f.promises()
	v.Events, v.Moves = f.events(false), f.events(true)
	return v
}

func (f caseFacts) title() string {
	if t := f.c.Words.Text.Title; t != "" {
		return t
	}
	return "（文字没有随件送来）"
}

func (f caseFacts) track() widgets.Track {
	at := trackPlace{opened: f.c.OpenedAt, holder: f.c.HolderLevel, top: f.c.MaxLevel}
	if h := f.c.UnderWay(); h != nil {
		at.transit = h.ToLevel
	}
	if f.c.Resolution == casework.ResolvedFully {
		at.resolved = f.c.ResolvedLevel
	}
	return at.track()
}

// events are the lines of the timeline, newest first; moves takes the hand-overs
// alone.
func (f caseFacts) events(moves bool) []widgets.Event {
	var out []widgets.Event
	for _, m := range slices.Backward(f.moments) {
		if moves && !isMove(m.Kind) {
			continue
		}
		e := widgets.Event{Kind: m.Title, Level: office.Word("level", m.Level), Author: m.Who, Text: m.Words, Tone: f.tone(m)}
		if m.On != 0 {
			e.Date, e.Weekday = f.when(m.On)
		}
		if m.Late {
			e.Author += "（补登）"
		}
		switch {
		case m.Why == casework.WhyWithheld:
			e.Text = "（文字留在" + m.Who + "，没有随件送来）"
			if n := len(out); n > 0 && out[n-1].Text == e.Text {
				continue // one line says it for a visit's talk and what was thought of it
			}
		case m.Why == casework.WhyDestroyed:
			e.Text = "（文字已经销毁）"
		case !m.InEffect && m.Why != "":
			e.Text = strings.TrimSpace(e.Text + "（没有起作用：" + office.Word("why", m.Why) + "）")
		}
		out = append(out, e)
	}
	return out
}

func isMove(k casework.Kind) bool {
	switch k {
	case casework.CaseHandedOver, casework.CaseReceived, casework.CaseAccepted, casework.CaseReturned, casework.CaseRecalled:
		return true
	}
	return false
}

// tone is the mark of an event.
func (f caseFacts) tone(m office.Moment) widgets.Tone {
	if !m.InEffect {
		return widgets.Neutral
	}
	switch m.Kind {
	case casework.CaseNoticed, casework.CaseAnswered, casework.CaseAccepted, casework.CaseReturnVisited, casework.CaseClosed:
		return widgets.Green
	case casework.CaseHandedOver, casework.CaseReceived, casework.CaseTakenUp, casework.CasePromised, casework.CasePromiseChanged, casework.CaseReopened:
		return widgets.Blue
	case casework.CaseReturned, casework.CaseRecalled:
		return widgets.Ochre
	case casework.CaseMediated:
		return f.sessionTone(m.Entry)
	case casework.CaseResolved:
		return f.resolvedTone(m)
	case casework.CasePromiseSettled:
		return widgets.Green
	}
	return widgets.Neutral
}

func (f caseFacts) sessionTone(entry casework.ID) widgets.Tone {
	for _, s := range f.c.Sessions {
		if s.Entry != entry {
			continue
		}
		switch s.Result {
		case casework.MediationSuccess:
			return widgets.Green
		case casework.MediationPartial:
			return widgets.BlueHalf
		}
	}
	return widgets.Neutral
}

func (f caseFacts) resolvedTone(m office.Moment) widgets.Tone {
	for _, r := range f.c.Rows {
		if r.Entry == m.Entry {
			return resolutionTone(casework.Resolution(r.Detail))
		}
	}
	return widgets.Neutral
}

// requests are the request lines with the conclusion of the latest answer of this
// cycle that has one.
func (f caseFacts) requests() []requestLine {
	var findings []casework.Finding
	for _, a := range f.c.Answers {
		if a.Cycle == f.c.Cycle && len(a.Findings) > 0 {
			findings = a.Findings
		}
	}
	var out []requestLine
	for i, text := range f.c.Words.Text.Requests {
		line := requestLine{Text: text, Word: "待答复"}
		if i < len(findings) {
			line.Word = office.Word("finding", findings[i])
			line.Tone = map[casework.Finding]widgets.Tone{casework.Supported: widgets.Green, casework.NoBasis: widgets.BlueHalf}[findings[i]]
		}
		out = append(out, line)
	}
	return out
}

// facts are the lines beside the timeline.
func (f caseFacts) facts() []factLine {
	c := f.c
	var out []factLine
	add := func(label, text string) {
		if text != "" {
			out = append(out, factLine{Label: label, Text: text})
		}
	}
	for i, p := range c.Words.Parties {
		add(office.Word("part", p.Part), partyWords(p))
		if p.Phone != "" {
			out[len(out)-1].Masked = i + 1
		}
	}
	if c.People > 1 {
		add("涉及", fmt.Sprintf("%d人", c.People))
	}
	source := office.Word("source", c.Source)
	if c.Received != 0 {
		source = wordDay(c.Received) + source
		if l := lunarDay(c.Received); l != "" {
			source += "·" + l
		}
	}
	add("来源", source)
	add("地点", strings.Trim(f.name(c.Place)+"，"+c.Words.Text.Place, "，"))
	add("现在", f.name(c.Holder))
	if c.Holder == f.me.Code && c.Handler > 0 {
		add("承办人", f.person(c.Handler))
	}
	if i := slices.IndexFunc(c.Promises, casework.Promise.Open); i >= 0 {
		next := c.Promises[i]
		for _, p := range c.Promises {
			if p.Open() && p.Due < next.Due {
				next = p
			}
		}
		add("下次回话", wordDay(next.Due)+"前")
	}
	return out
}

func partyWords(p casework.Party) string {
	s := p.Name
	if p.Group != "" {
		s += "（" + p.Group + "）"
	}
	if p.Phone != "" {
		s += " " + p.Phone.String()
	}
	if p.Address != "" {
		s += " " + p.Address
	}
	return s
}

// promises are the promises, open ones first, by date.
func (f caseFacts) promises() []promiseLine {
	var out []promiseLine
	for _, p := range f.c.Promises {
		l := promiseLine{ID: p.Entry, By: p.By, Due: p.Due, Date: weekDay(p.Due), Who: f.name(p.By) + "答应", Open: p.Open()}
		if words := f.c.Words.Notes[p.Entry]; words != "" {
			l.Who += "：" + strings.ReplaceAll(words, "\n", "；")
		}
		switch {
		case p.Open():
			l.Word, l.Tone = leftWords(p.Due, f.today, f.soft)
		case p.KeptOnTime():
			l.Word, l.Tone = "按期兑现", widgets.Green
		case p.Kept:
			l.Word, l.Tone = f.late("已兑现"), widgets.Neutral
		default:
			l.Word, l.Tone = "无法兑现", widgets.Neutral
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b promiseLine) int {
		if a.Open != b.Open {
			if a.Open {
				return -1
			}
			return 1
		}
		return int(a.Due - b.Due)
	})
	return out
}
