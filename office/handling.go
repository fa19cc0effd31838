package office

import (
	"context"

	"silian/calendar"
	"silian/casework"
)

// move writes one act on a case with words beside it.
func (o *Office) move(ctx context.Context, act Act, id casework.ID, kind casework.Kind, data any, class casework.NoteClass, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		if _, err := w.fold(id); err != nil {
			return err
		}
		entry, err := w.add(caseSubject(id), kind, data)
		if err != nil {
			return err
		}
		return w.note(id, entry, class, words)
	})
}

// TakeUp begins handling or mediation; the operator becomes the handler.
func (o *Office) TakeUp(ctx context.Context, act Act, id casework.ID, mediation bool) (Done, error) {
	return o.move(ctx, act, id, casework.CaseTakenUp, casework.TakenUp{Mediation: mediation, Handler: o.Operator().Number}, casework.NoteOpen, "")
}

// Mediate writes down one mediation session. The record of what was said stays at
// its level (人民调解法 15(4)).
func (o *Office) Mediate(ctx context.Context, act Act, id casework.ID, m casework.Mediated, record string) (Done, error) {
	switch {
	case m.By == "":
		return Done{}, &Problem{Field: "mediation_body", Code: "missing"}
	case m.Result == "":
		return Done{}, &Problem{Field: "mediation_result", Code: "missing"}
	case m.Agreement != "" && m.Result != casework.MediationSuccess && m.Result != casework.MediationPartial:
		return Done{}, &Problem{Field: "agreement", Code: "only_with_success"}
	}
	return o.move(ctx, act, id, casework.CaseMediated, m, casework.NoteMediation, record)
}

// ReportInput is what a report up carries (domain 3.2.1): what was tried, the
// opinion of this level, exactly one demand.
type ReportInput struct {
	Demand  casework.Demand
	Tried   string // code of the reason when nothing was tried: urgent, out_of_power
	Opinion string
	Consent bool // the parties let the full mediation record go along
}

// ReportUp hands a case to the office above (上报). It travels with the next
// sealed file.
func (o *Office) ReportUp(ctx context.Context, act Act, id casework.ID, in ReportInput) (Done, error) {
	to := o.me.Parent
	level := above(o.me.Level)
	if act.For != "" && act.For != o.me.Code {
		to, level = o.me.Code, casework.Township
	}
	if to == "" {
		return Done{}, &Problem{Field: "to", Code: "nobody_above"}
	}
	return o.move(ctx, act, id, casework.CaseHandedOver, casework.HandedOver{
		Way: casework.ReportUp, To: to, ToLevel: level, Demand: in.Demand, Tried: in.Tried, Consent: in.Consent,
	}, casework.NoteOpen, in.Opinion)
}

func above(l casework.Level) casework.Level {
	switch l {
	case casework.Village:
		return casework.Township
	case casework.Township:
		return casework.County
	}
	return ""
}

// AssignInput is a hand-over to an office below.
type AssignInput struct {
	To    casework.OfficeCode
	Due   calendar.Day // 交办: report by; 0 makes it a transfer (转送)
	Words string
}

// Assign hands a case down (交办, 转送).
func (o *Office) Assign(ctx context.Context, act Act, id casework.ID, in AssignInput) (Done, error) {
	peer, err := o.peer(ctx, in.To)
	if err != nil {
		return Done{}, err
	}
	way := casework.Transfer
	if in.Due != 0 {
		way = casework.Assign
		if in.Due < o.Today() {
			return Done{}, &Problem{Field: "due", Code: "in_the_past"}
		}
	}
	return o.move(ctx, act, id, casework.CaseHandedOver, casework.HandedOver{Way: way, To: peer.Code, ToLevel: peer.Level, Due: in.Due}, casework.NoteOpen, in.Words)
}

// pending gives the link that this office may accept or return.
func (o *Office) answerLink(ctx context.Context, act Act, id casework.ID, kind casework.Kind, data func(link casework.ID) any, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(id)
		if err != nil {
			return err
		}
		h := c.UnderWay()
		if h == nil {
			return &casework.Refused{Act: kind, Why: casework.WhyState}
		}
		entry, err := w.add(caseSubject(id), kind, data(h.Link))
		if err != nil {
			return err
		}
		return w.note(id, entry, casework.NoteOpen, words)
	})
}

// Accept takes a case that was handed to this office (接办): it holds it now.
func (o *Office) Accept(ctx context.Context, act Act, id casework.ID) (Done, error) {
	return o.answerLink(ctx, act, id, casework.CaseAccepted, func(link casework.ID) any {
		return casework.Linked{Link: link, Handler: o.Operator().Number}
	}, "")
}

// Return gives a case back (退回) with a reason.
func (o *Office) Return(ctx context.Context, act Act, id casework.ID, reason casework.ReturnReason, words string) (Done, error) {
	if reason == "" {
		return Done{}, &Problem{Field: "return_reason", Code: "missing"}
	}
	return o.answerLink(ctx, act, id, casework.CaseReturned, func(link casework.ID) any {
		return casework.Returned{Link: link, Reason: reason}
	}, words)
}

// Recall takes a hand-over back while nobody has accepted or returned it; an
// acceptance that is on its way wins all the same.
func (o *Office) Recall(ctx context.Context, act Act, id casework.ID, words string) (Done, error) {
	return o.answerLink(ctx, act, id, casework.CaseRecalled, func(link casework.ID) any {
		return casework.Linked{Link: link}
	}, words)
}

// Notice writes down a notice that was delivered (送达); route31 is the item of
// 条例 art. 31, or 0.
func (o *Office) Notice(ctx context.Context, act Act, id casework.ID, n casework.Noticed, words string) (Done, error) {
	if n.Route31 < 0 || n.Route31 > 6 {
		return Done{}, &Problem{Field: "route31", Code: "needs_1_to_6"}
	}
	return o.move(ctx, act, id, casework.CaseNoticed, n, casework.NoteOpen, words)
}

// Answer writes down an answer that was delivered, with one finding for each
// request.
func (o *Office) Answer(ctx context.Context, act Act, id casework.ID, a casework.Answered, words string) (Done, error) {
	if a.Form == "" {
		return Done{}, &Problem{Field: "answer_form", Code: "missing"}
	}
	c, err := o.whole(ctx, id)
	if err != nil {
		return Done{}, err
	}
	if want := len(c.Words.Text.Requests); a.Form == casework.HandlingOpinion && len(a.Findings) != want {
		return Done{}, &Problem{Field: "finding", Code: "one_for_each_request"}
	}
	return o.move(ctx, act, id, casework.CaseAnswered, a, casework.NoteOpen, words)
}
