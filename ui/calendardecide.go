package ui

import (
	"context"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// dayReasons are the reasons of an exception, in the order of the sheet.
func dayReasons() []casework.DayReason {
	return []casework.DayReason{
		casework.ReasonHoliday, casework.ReasonDisaster, casework.ReasonSuperior, casework.ReasonElection,
		casework.ReasonMourning, casework.ReasonStaff, casework.ReasonOther,
	}
}

// dayVerdict is what can be decided about a day.
type dayVerdict struct {
	word string
	kind calendar.Kind // "" says that it was not held
}

// verdicts gives what can be decided about a date: about a village day to come that it
// is moved or called off, about one gone by that it was not held, about any other day to
// come that it is added; and that what was decided holds no longer.
func (v yearView) verdicts(d calendar.Day, may func(casework.Kind) bool) (about calendar.Day, out []dayVerdict) {
	_, excepted := v.off[d]
	rule := v.ruleDay(d)
	decide := may(casework.DayDecided)
	switch {
	case d < v.since:
		return 0, nil
	case rule != 0 && d >= v.today && v.held[d].villages == 0 && decide:
		out = []dayVerdict{{"改到别的日子", calendar.Moved}, {"停开", calendar.Cancelled}}
		if rule != d {
			out = append(out, dayVerdict{"不改了，照原来的日子开", calendar.Held})
		}
		return rule, out
	case rule != 0 && d < v.today && v.held[d].villages == 0 && may(casework.DayNotHeld):
		return d, []dayVerdict{{"这天没有开", ""}}
	case excepted && v.off[d].day >= v.today && decide:
		return d, []dayVerdict{{"照常开，原来的决定作废", calendar.Held}}
	case rule == 0 && !excepted && d >= v.today && decide:
		return d, []dayVerdict{{"加开", calendar.Added}}
	}
	return 0, nil
}

// may reports whether the person who is signed in may write a kind down here.
func (p *calendarPane) may(k casework.Kind) bool {
	o := p.room.d.office
	return p.room.village != "" && casework.Permitted(o.Me().Level, o.Operator().Role, k) == nil
}

// decide asks what is decided about the day under the cursor, and why.
func (p *calendarPane) decide() {
	d, ok := p.cursor()
	if !ok || p.sheet != nil {
		return
	}
	r := p.room
	if r.village == "" {
		r.d.toast("先在右上角选一个村")
		return
	}
	about, verdicts := p.view.verdicts(d, p.may)
	if len(verdicts) == 0 {
		r.d.toast(weekDay(d) + "没有要定的：只能改以后的村务日，或者说明哪天没有开")
		return
	}
	p.sheet = openAsk(r.d, decideAsk(r.village, about, d, verdicts), r.keepsFor(), func() { p.sheet = nil })
}

func decideAsk(village casework.OfficeCode, about, shown calendar.Day, verdicts []dayVerdict) caseAsk {
	words := make([]string, len(verdicts))
	moves := false
	for i, v := range verdicts {
		words[i] = v.word
		moves = moves || v.kind == calendar.Moved
	}
	fields := []askField{{id: "what", label: "怎么定", options: words}}
	if moves {
		fields = append(fields, askField{id: "to", label: "改到哪天", date: true, optional: true, hint: "停开的不用写"})
	}
	fields = append(fields,
		askField{id: "reason", label: "为什么", options: wordsOf("day_reason", dayReasons()), chosen: -1},
		askField{id: "words", label: "再说一句", lines: 1, optional: true})
	return caseAsk{
		title: weekDay(shown) + "怎么开", verb: "就这样定", fields: fields,
		intro: "定下来会写进台账，年历和海报跟着变；节假日、灾害、上级统一安排、换届的，不算没开。",
		send: func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			return sendDecision(ctx, o, act, village, about, verdicts, a)
		},
	}
}

func sendDecision(ctx context.Context, o *office.Office, act office.Act, village casework.OfficeCode, about calendar.Day, verdicts []dayVerdict, a answers) error {
	i, ok := a.choice["what"]
	reason := pick(a, "reason", dayReasons())
	switch {
	case !ok || i >= len(verdicts):
		return &casework.Problem{Field: "decision", Code: "missing"}
	case reason == "":
		return &casework.Problem{Field: "day_reason", Code: "missing"}
	}
	kind := verdicts[i].kind
	if kind == "" {
		_, err := o.SayNotHeld(ctx, act, about, reason, a.text["words"])
		return err
	}
	d := casework.DecidedDay{Kind: kind, Reason: reason}
	if kind == calendar.Moved {
		if d.To = a.days["to"]; d.To == 0 {
			return &casework.Problem{Field: "to", Code: "missing"}
		}
	}
	act.For = "" // a township decides in its own name
	_, err := o.DecideDay(ctx, act, village, about, d, a.text["words"])
	return err
}

// cursor is the day under the cursor.
func (p *calendarPane) cursor() (calendar.Day, bool) {
	month, number := p.grid.At()
	d, err := civil(p.view.Year, month+1, number)
	return d, err == nil
}
