package casework

import (
	"bytes"
	"cmp"
	"slices"

	"silian/calendar"
)

// Proposal is one supervision that suggests itself (domain 3.8). It does nothing: a
// person decides. Its object is the unit that owes something, never the petitioner.
type Proposal struct {
	Case    ID
	Trigger Trigger
	Since   calendar.Day // first day on which it stands
	Unit    string       // by its name as written in the task or analysis; "" when To says it
	To      OfficeCode   // the office of ours that owes; "" when only Unit is known
	About   ID           // the thing: entry of the task, promise, repeat or request, or the supervision; zero for a clock
	Clock   ClockID      // of a clock, else ""
}

// Days left to a unit before its silence is worth a word (domain 3.8, practice).
const (
	RejectedDays = 5 // to answer again after a verdict 部分 or 未落实
	SilentDays   = 3 // for a co-operating unit, after its task was set
)

// ProposeSupervision tells which supervisions suggest themselves today. There is one
// proposal for each case, trigger and thing, none for a voided case, and for a closed
// one only the superior's. None stands when a supervision of the case that is still open
// was ordered on or after Since: it is already supervised; one that the case mentions
// and sups lacks counts as open. A thing that is overdue is not proposed a second time
// for half its time or for silence. Overdue ones come first, then by Since, then by case.
//
// TriggerPlanned is not here: the date set by a meeting stands in the meeting.
func ProposeSupervision(cases []Case, sups []Supervision, r Rules, today calendar.Day) []Proposal {
	of := map[ID][]*Supervision{}
	for i := range sups {
		for _, id := range sups[i].Cases {
			of[id] = append(of[id], &sups[i])
		}
	}
	var out []Proposal
	for i := range cases {
		c := &cases[i]
		if c.Handling == notYet || c.Handling == VoidedState {
			continue
		}
		p := proposing{c: c, sups: of[c.ID], today: today}
		p.asked()
		if c.Handling != ClosedState {
			p.clocks(r)
			p.tasks()
			p.promises()
			p.repeated()
			p.rejected()
		}
		out = append(out, p.unsupervised()...)
	}
	slices.SortFunc(out, compareProposals)
	return slices.Compact(out)
}

func compareProposals(a, b Proposal) int {
	late := func(p Proposal) int {
		switch p.Trigger {
		case TriggerOverdue, TriggerTask, TriggerPromise:
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(late(a), late(b)), cmp.Compare(a.Since, b.Since), bytes.Compare(a.Case[:], b.Case[:]),
		cmp.Compare(a.Trigger, b.Trigger), bytes.Compare(a.About[:], b.About[:]), cmp.Compare(a.Clock, b.Clock),
		cmp.Compare(a.To, b.To), cmp.Compare(a.Unit, b.Unit),
	)
}

// proposing gathers the proposals of one case.
type proposing struct {
	c     *Case
	sups  []*Supervision
	today calendar.Day
	out   []Proposal
}

// add keeps a proposal whose first day has come.
func (p *proposing) add(x Proposal) {
	if x.Since != 0 && x.Since <= p.today {
		x.Case = p.c.ID
		p.out = append(p.out, x)
	}
}

// unsupervised leaves out what an open supervision already looks after.
func (p *proposing) unsupervised() []Proposal {
	var open calendar.Day // order of the newest open supervision
	for _, s := range p.sups {
		if s.Open() {
			open = max(open, s.OrderedOn)
		}
	}
	for _, m := range p.c.Supervisions {
		if !slices.ContainsFunc(p.sups, func(s *Supervision) bool { return s.ID == m.Supervision }) {
			open = max(open, m.On)
		}
	}
	return slices.DeleteFunc(p.out, func(x Proposal) bool { return open >= x.Since })
}

// lastOrdered gives the day of the newest supervision of the case, open or not.
func (p *proposing) lastOrdered() calendar.Day {
	var last calendar.Day
	for _, s := range p.sups {
		last = max(last, s.OrderedOn)
	}
	for _, m := range p.c.Supervisions {
		last = max(last, m.On)
	}
	return last
}

// clocks proposes for terms of an office that have run out, or half out in silence. A
// limit of the office's own is no statutory term (条例 40): it can be half out only.
func (p *proposing) clocks(r Rules) {
	for _, k := range p.c.Clocks(r) {
		own := k.Rule.Internal || k.Rule.Basis == BasisJudgement
		switch {
		case k.Office == "" || k.StoppedOn != 0:
		case k.Due < p.today && !own:
			p.add(Proposal{Trigger: TriggerOverdue, Since: k.Due + 1, To: k.Office, Clock: k.Rule.ID})
		case p.silent(k.Start):
			p.add(Proposal{Trigger: TriggerHalfTime, Since: halfGone(k.Start, k.Due), To: k.Office, Clock: k.Rule.ID})
		}
	}
}

// tasks proposes for open tasks: overdue, half out in silence, or with co-operating
// units of which nothing is heard.
func (p *proposing) tasks() {
	for _, t := range p.c.Tasks {
		switch {
		case !t.Open():
		case t.Due != 0 && t.Due < p.today:
			p.add(Proposal{Trigger: TriggerTask, Since: t.Due + 1, Unit: t.Unit, About: t.Entry})
		case p.silent(t.On):
			if t.Due != 0 {
				p.add(Proposal{Trigger: TriggerHalfTime, Since: halfGone(t.On, t.Due), Unit: t.Unit, About: t.Entry})
			}
			for _, unit := range t.CoUnits {
				if !p.heardOf(unit, t.On) {
					p.add(Proposal{Trigger: TriggerCoHandler, Since: t.On + SilentDays + 1, Unit: unit, About: t.Entry})
				}
			}
		}
	}
}

func (p *proposing) promises() {
	for _, x := range p.c.Promises {
		if x.StateOn(p.today) == PromiseOverdue {
			p.add(Proposal{Trigger: TriggerPromise, Since: x.Due + 1, To: x.By, About: x.Entry})
		}
	}
}

// repeated proposes once for the matter, however often the person came: coming again is
// nobody's fault but the unit's.
func (p *proposing) repeated() {
	last := p.lastOrdered()
	var first *Repeat
	for i := range p.c.Repeats {
		if x := &p.c.Repeats[i]; x.On > last && (first == nil || x.On < first.On) {
			first = x
		}
	}
	if first != nil {
		unit, to := p.responsible()
		p.add(Proposal{Trigger: TriggerRepeat, Since: first.On, Unit: unit, To: to, About: first.Entry})
	}
}

// asked proposes for a superior's request that was answered neither by reopening the
// case nor by a supervision.
func (p *proposing) asked() {
	last := p.lastOrdered()
	for _, q := range p.c.Requests {
		reopened := slices.ContainsFunc(p.c.Events, func(e Event) bool {
			return (e.Kind == EventReopened || e.Kind == EventRelapsed) && e.On >= q.On
		})
		if !reopened && q.On > last {
			unit, to := p.responsible()
			p.add(Proposal{Trigger: TriggerSuperior, Since: q.On, Unit: unit, To: to, About: q.Entry})
		}
	}
}

// rejected proposes where a unit did not answer again after its feedback was refused.
func (p *proposing) rejected() {
	for _, s := range p.sups {
		if s.Open() && s.Rejected {
			p.add(Proposal{Trigger: TriggerRejected, Since: s.VerdictOn + RejectedDays + 1, Unit: s.Unit, To: s.To, About: s.ID})
		}
	}
}

// responsible names the unit that must act: that of the last analysis in this cycle,
// else the office that holds the case.
func (p *proposing) responsible() (unit string, to OfficeCode) {
	for i := len(p.c.Analyses) - 1; i >= 0; i-- {
		if a := p.c.Analyses[i]; a.Cycle == p.c.Cycle && a.Unit != "" {
			return a.Unit, ""
		}
	}
	return "", p.c.Holder
}

// silent reports that nothing in effect shows work on the case after a day. That the
// person came again, that somebody above asked or supervised, and that text was destroyed
// is no record of work.
func (p *proposing) silent(since calendar.Day) bool {
	return !slices.ContainsFunc(p.c.Rows, func(r Row) bool {
		switch r.Kind {
		case CaseSupervised, CaseRepeated, CaseReopenAsked, EntryDestroyed:
			return false
		}
		return r.InEffect && r.On > since
	})
}

// heardOf reports a feedback of a unit about this case after a day.
func (p *proposing) heardOf(unit string, since calendar.Day) bool {
	return slices.ContainsFunc(p.sups, func(s *Supervision) bool {
		return s.Unit == unit && slices.ContainsFunc(s.Feedbacks, func(f Feedback) bool { return f.On >= since })
	})
}

// halfGone gives the first day on which more than half of a term is gone.
func halfGone(start, due calendar.Day) calendar.Day { return start + (due-start)/2 + 1 }
