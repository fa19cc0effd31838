package office_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"silian/casework"
	"silian/office"
)

// renew lets an office take and compare the present card of another.
func (f *fleet) renew(p, q *desk) {
	f.t.Helper()
	card := filepath.Join(f.t.TempDir(), "card.xfcard")
	must(f.t, q.o.WriteCard(f.ctx, card))
	must(f.t, errOf(p.o.Enrol(f.ctx, card, q.o.Fingerprint())))
}

// act does something random to a random case; refusals are part of life.
func (f *fleet) act(p *desk) {
	f.runs(p)
	must(f.t, p.o.SignIn(1+f.dice.IntN(2)))
	defer func() { must(f.t, p.o.SignIn(1)) }()
	if len(f.cases) < 3 || f.chance(9) {
		done, err := p.o.OpenCase(f.ctx, office.Act{}, demand(casework.TrackPetition, fmt.Sprintf("%s的第%d件", p.who.Name, len(f.cases))))
		must(f.t, err)
		f.cases = append(f.cases, done.Subject)
		f.count["acts"]++
		return
	}
	do := f.acts(p, one(f, f.cases))
	first := f.dice.IntN(len(do))
	for i := range 6 {
		err := do[(first+i)%len(do)]()
		var problem *casework.Problem
		var no *casework.Refused
		switch {
		case err == nil:
			f.count["acts"]++
			return
		case !errors.As(err, &problem) && !errors.As(err, &no):
			f.t.Fatalf("%s, act %d: %v", p.who.Name, (first+i)%len(do), err)
		}
	}
}

// acts are what an office may try on a case, in an order in which they often follow.
func (f *fleet) acts(p *desk, id casework.ID) []func() error {
	o, ctx, act, today := p.o, f.ctx, office.Act{}, p.o.Today()
	out := []func() error{
		func() error { return errOf(o.TakeUp(ctx, act, id, f.chance(2))) },
		func() error {
			return errOf(o.Mediate(ctx, act, id, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed}, "没说好"))
		},
		func() error {
			return errOf(o.ReportUp(ctx, act, id, office.ReportInput{Demand: casework.AskCoordinate, Tried: "urgent", Opinion: "请协调", Consent: f.chance(2)}))
		},
		func() error { return errOf(o.Accept(ctx, act, id)) },
		func() error { return errOf(o.Return(ctx, act, id, casework.ReturnNotOurs, "不归这里")) },
		func() error { return errOf(o.Recall(ctx, act, id, "先不报")) },
		func() error {
			if len(p.below) == 0 {
				return &casework.Problem{Field: "to", Code: "missing"}
			}
			return errOf(o.Assign(ctx, act, id, office.AssignInput{To: one(f, p.below).who.Code, Due: today.Add(10), Words: "请办"}))
		},
		func() error {
			return errOf(o.AddNote(ctx, act, id, fmt.Sprint("记一笔", f.count["acts"]), f.chance(4)))
		},
		func() error {
			in := office.AttachInput{Name: "公函.pdf", Content: readerOf(pdfOf(fmt.Sprint(p.who.Code, f.count["acts"])))}
			return errOf(o.Attach(ctx, act, id, in, nil))
		},
		func() error {
			return errOf(o.Answer(ctx, act, id, casework.Answered{Form: casework.OralAnswer}, "办了"))
		},
		func() error {
			return errOf(o.Resolve(ctx, act, id, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, ""))
		},
		func() error {
			return errOf(o.ReturnVisit(ctx, act, []casework.ID{id}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.Satisfied}, "满意"))
		},
		func() error { return errOf(o.CloseCase(ctx, act, id)) },
		func() error { return errOf(o.Reopen(ctx, act, id, true, "又来")) },
		func() error { return f.destroyNote(p, id) },
	}
	if !p.old { // the older program knows no promises
		out = append(out, func() error { return errOf(o.Promise(ctx, act, id, today.Add(5), "五天内")) })
	}
	if p.who.Level == casework.Village {
		out = append(out, func() error { return errOf(o.ReceiveVisitor(ctx, act, visit("来问一句"))) })
	}
	return out
}

// destroyNote removes a note that stands in its own name.
func (f *fleet) destroyNote(p *desk, id casework.ID) error {
	c, err := p.o.Case(f.ctx, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(c.Rows, func(r casework.Row) bool {
		return r.Kind == casework.CaseNote && r.Office == p.who.Code && r.Why != casework.WhyDestroyed
	})
	if i < 0 || !f.chance(3) {
		return &casework.Problem{Field: "entry", Code: "missing"}
	}
	return errOf(p.o.Destroy(f.ctx, office.Act{}, caseOf(id), []casework.ID{c.Rows[i].Entry}, "request", 2))
}

func readerOf(data []byte) io.Reader { return bytes.NewReader(data) }
