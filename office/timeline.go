package office

import (
	"slices"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// Moment is one line of a case's timeline, in words.
type Moment struct {
	Entry    casework.ID
	On       calendar.Day
	Kind     casework.Kind
	Title    string // 上报：请求协调
	Who      string // 柳河镇 周敏
	Level    casework.Level
	Words    string
	InEffect bool
	Why      casework.Why
	Late     bool // 补登: written on a later day than it happened
}

// hidden are entries that the timeline shows as words of another line, or not at
// all when they count.
func hidden(r casework.Row) bool {
	switch r.Kind {
	case casework.CaseText, casework.CaseParty, casework.CaseEvaluated:
		return r.InEffect
	}
	return false
}

// Timeline gives the lines of a case in the order in which they happened; lines of
// one day stand as they were written.
func (o *Office) Timeline(c casework.Case) []Moment {
	beside := map[casework.ID]bool{}
	for about := range c.Words.Notes {
		beside[about] = true
	}
	var out []Moment
	for _, r := range c.Rows {
		if hidden(r) {
			continue
		}
		words := c.Words.Notes[r.Entry]
		if r.Kind == casework.CaseNote {
			if c.Words.Alone[r.Entry] == "" && r.InEffect {
				continue // stands beside another line
			}
			words = c.Words.Alone[r.Entry]
		}
		if r.Kind == casework.CaseOpened && words == "" {
			words = c.Words.Text.Narrative
		}
		out = append(out, o.moment(c, r, words))
	}
	return inOrder(out)
}

// inOrder sorts lines by day. One of which only the envelope is here has no day and
// stays behind the line after which it was written.
func inOrder(lines []Moment) []Moment {
	type placed struct {
		Moment
		day calendar.Day
	}
	var day calendar.Day
	all := make([]placed, 0, len(lines))
	for _, m := range lines {
		if m.On != 0 {
			day = m.On
		}
		all = append(all, placed{m, day})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return int(a.day) - int(b.day) })
	for i := range all {
		lines[i] = all[i].Moment
	}
	return lines
}

func (o *Office) moment(c casework.Case, r casework.Row, words string) Moment {
	m := Moment{Entry: r.Entry, On: r.On, Kind: r.Kind, Title: Word("kind", r.Kind), Words: words, InEffect: r.InEffect, Why: r.Why}
	if r.Kind == "" {
		m.Title = "一笔记录"
	}
	if detail := o.detail(c, r); detail != "" {
		m.Title += "：" + detail
	}
	actor := r.Office
	if r.For != "" {
		actor = r.For
	}
	m.Who, m.Level = o.OfficeName(actor), o.levelOf(c, actor)
	if r.Office == o.me.Code {
		m.Who = strings.TrimSpace(m.Who + " " + o.OperatorName(r.Operator))
	}
	if via := o.Through(r.Office); via != "" {
		m.Who += "（经" + via + "转来）"
	}
	if len(r.At) >= 10 && r.On != 0 && r.At[:10] > r.On.String() {
		m.Late = true
	}
	return m
}

// visitedWord says how a return visit ended, as far as this office may know.
func visitedWord(c casework.Case, v casework.ReturnVisit) string {
	if said, ok := c.Words.Evaluations[v.Entry]; ok {
		return Word("visited", said.Result)
	}
	if v.Reached() {
		return "见到本人"
	}
	return Word("visited", casework.VisitUnreachable)
}

// detail says in words what an entry decided.
func (o *Office) detail(c casework.Case, r casework.Row) string {
	switch r.Kind {
	case casework.CaseHandedOver:
		for _, h := range c.HandOvers {
			if h.Link == r.Entry {
				return strings.TrimSuffix(Word("way", h.Way)+o.OfficeName(h.To)+"，"+Word("demand", h.Demand), "，")
			}
		}
	case casework.CaseMediated:
		for _, s := range c.Sessions {
			if s.Entry == r.Entry {
				return Word("body", s.By) + "，" + Word("mediation", s.Result)
			}
		}
	case casework.CaseAnswered:
		for _, a := range c.Answers {
			if a.Entry == r.Entry {
				return Word("answer", a.Form)
			}
		}
	case casework.CasePromised:
		for _, p := range c.Promises {
			if p.Entry == r.Entry {
				return p.Due.String() + "前"
			}
		}
	case casework.CaseReturnVisited:
		for _, v := range c.Visits {
			if v.Entry == r.Entry {
				return Word("visit", v.Way) + "，" + visitedWord(c, v)
			}
		}
	case casework.CaseAttached:
		return attachedWord(c, r.Entry)
	case casework.CaseNoticed:
		return Word("notice", casework.NoticeKind(r.Detail))
	case casework.CaseResolved:
		return Word("resolution", casework.Resolution(r.Detail))
	}
	return stationDetail(c, r)
}

// levelOf gives the level of an office on a case, "" when it has no part in it.
func (o *Office) levelOf(c casework.Case, code casework.OfficeCode) casework.Level {
	switch {
	case code == o.me.Code:
		return o.me.Level
	case code == c.Opener:
		return c.OpenedAt
	case code == c.Parent && c.OpenedAt == casework.Village:
		return casework.Township
	}
	for _, h := range c.HandOvers {
		if h.To == code {
			return h.ToLevel
		}
	}
	return ""
}
