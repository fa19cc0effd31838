package office

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/documents"
)

// slip gathers what stands on a slip, and the name of its file.
func (o *Office) slip(ctx context.Context, id casework.ID) (documents.Slip, string, error) {
	day, found, err := o.dayOf(ctx, id)
	if err != nil {
		return documents.Slip{}, "", err
	}
	if !found {
		return o.caseSlip(ctx, id)
	}
	i := slices.IndexFunc(day.Visits, func(v casework.DayEntry) bool { return v.Entry == id })
	if i < 0 {
		return documents.Slip{}, "", &Problem{Field: "slip", Code: "unknown"}
	}
	return o.visitSlip(ctx, day, day.Visits[i])
}

func (o *Office) visitSlip(ctx context.Context, day casework.ReceptionDay, v casework.DayEntry) (s documents.Slip, name string, err error) {
	if s, err = o.slipOf(ctx, day.Village, day.On); err != nil {
		return s, "", err
	}
	sight, err := o.visitSight(ctx, day, v)
	if err != nil {
		return s, "", err
	}
	s.VisitNo, s.OnTheSpot, s.Quiet = v.No, v.OnTheSpot, sight.sensitive || !sight.words
	if sight.contact {
		s.Name = v.Words.Name
	}
	if !s.Quiet {
		s.Matter, s.Answer = v.Words.Words, v.Words.Answer
	}
	if v.By == o.me.Code {
		s.Handler = o.personText(v.Operator)
	}
	name = fmt.Sprintf("来访回执-%s-%s-%03d", day.Village, compact(day.On), v.No)
	if len(v.Cases) > 0 {
		c, err := o.Case(ctx, v.Cases[0])
		if err != nil {
			return s, "", err
		}
		s.CaseNo = string(c.No)
		o.slipSteps(&s, c)
	}
	if v.Promise != 0 && len(s.Steps) == 0 {
		s.Steps = []documents.Step{{What: documents.StepAnswer, Due: v.Promise}}
	}
	return s, name, nil
}

func (o *Office) caseSlip(ctx context.Context, id casework.ID) (s documents.Slip, name string, err error) {
	c, err := o.Case(ctx, id)
	var problem *Problem
	if errors.As(err, &problem) {
		return s, "", &Problem{Field: "slip", Code: "unknown"}
	}
	if err != nil {
		return s, "", err
	}
	at := o.me.Code
	if c.OpenedAt == casework.Village { // also when a township keeps that village's books
		at = c.Opener
	}
	if s, err = o.slipOf(ctx, at, c.OpenedOn); err != nil {
		return s, "", err
	}
	s.CaseNo, s.Quiet = string(c.No), c.HandlersOnly() || c.Words.Text.Title == ""
	for _, p := range c.Words.Parties {
		if p.Part == casework.Applicant {
			s.Name = p.Name
			break
		}
	}
	if !s.Quiet {
		s.Matter = c.Words.Text.Narrative
		if s.Matter == "" {
			s.Matter = c.Words.Text.Title
		}
	}
	o.slipSteps(&s, c)
	return s, "来访回执-" + string(c.No), nil
}

// slipOf begins a slip of the office at which somebody was received.
func (o *Office) slipOf(ctx context.Context, at casework.OfficeCode, on calendar.Day) (documents.Slip, error) {
	contact, err := o.Contact(ctx, at)
	if err != nil {
		return documents.Slip{}, err
	}
	s := documents.Slip{
		Office: o.OfficeName(at), Place: contact.Place, On: on, Phone: contact.Phone,
		Upper: contact.Upper, UpperTel: contact.UpperPhone,
		Village: at != o.me.Code || o.me.Level == casework.Village,
	}
	if s.Upper == "" && o.me.Parent != "" && at == o.me.Code {
		if name := o.OfficeName(o.me.Parent); name != string(o.me.Parent) {
			s.Upper = name
		}
	}
	return s, nil
}

// slipSteps says who handles a case and what comes next by which date.
func (o *Office) slipSteps(s *documents.Slip, c casework.Case) {
	if n := o.handlerHere(c); n != 0 {
		s.Handler = o.personText(n)
	}
	var promised calendar.Day
	for _, p := range c.Promises {
		if p.Open() && (promised == 0 || p.Due < promised) {
			promised = p.Due
		}
	}
	if promised != 0 {
		s.Steps = append(s.Steps, documents.Step{What: documents.StepAnswer, Due: promised})
	}
	for _, k := range o.Clocks(c) {
		if k.StoppedOn != 0 || k.Due == 0 {
			continue
		}
		switch k.Rule.ID {
		case casework.K2, casework.K3:
			s.Steps = append(s.Steps, documents.Step{What: documents.StepNotice, Due: k.Due, Provisional: !k.Known})
		case casework.K6:
			s.Steps = append(s.Steps, documents.Step{What: documents.StepFinish, Due: k.Due, Provisional: !k.Known})
		}
	}
	slices.SortStableFunc(s.Steps, func(a, b documents.Step) int { return int(a.Due - b.Due) })
}

// handlerHere gives the number of the handler if he is a person of this office, else 0:
// numbers belong to the office that wrote them.
func (o *Office) handlerHere(c casework.Case) int {
	by := c.Holder
	for _, r := range c.Rows {
		names := r.Kind == casework.CaseOpened || r.Kind == casework.CaseTakenUp || r.Kind == casework.CaseAccepted
		if names && r.InEffect && (r.For == c.Holder || r.For == "" && r.Office == c.Holder) {
			by = r.Office
		}
	}
	if by != o.me.Code {
		return 0
	}
	return c.Handler
}

// personText is a name with the post: 王建国（村支书）.
func (o *Office) personText(number int) string {
	for _, op := range o.EveryOperator() {
		if op.Number == number {
			return op.Name + "（" + Word("role", op.Role) + "）"
		}
	}
	return ""
}
