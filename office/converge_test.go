package office_test

import (
	"context"
	"errors"
	"flag"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"silian/casework"
	"silian/office"
)

// histories is how many random histories a run plays unless -rapid.checks says
// otherwise: each one makes keys, files and seals for three offices.
const histories = "12"

// mail is sealed files on their way, by addressee.
type mail struct {
	*world
	offices []*office.Office
	box     map[casework.OfficeCode][]string
	cases   []casework.ID
	acts    int // acts that were not refused
}

// TestOfficesConverge plays random histories of a village, a township and a county
// on real files: acts, exports, and imports of random files in random order with
// repetition. When at last every file is everywhere, all offices that see a case
// agree on it and every file checks.
func TestOfficesConverge(t *testing.T) {
	if f := flag.Lookup("rapid.checks"); f != nil && f.Value.String() == f.DefValue {
		must(t, flag.Set("rapid.checks", histories))
		defer func() { _ = flag.Set("rapid.checks", f.DefValue) }()
	}
	acts, played := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		m := &mail{world: newWorld(t), box: map[casework.OfficeCode][]string{}}
		m.offices = []*office.Office{m.v, m.tw, m.c}
		m.cases = append(m.cases, m.open(m.v, "村里的一件"), m.open(m.tw, "镇里的一件"))
		for range rapid.IntRange(40, 90).Draw(rt, "steps") {
			m.step(rt)
		}
		m.deliverAll(rt)
		m.agree(rt)
		acts, played = acts+m.acts, played+1
		for _, o := range m.offices {
			must(t, o.Close())
		}
	})
	if acts < 8*played {
		t.Errorf("only %d acts in %d histories: the test shows little", acts, played)
	}
	t.Logf("%d acts in %d histories", acts, played)
}

// pick draws one of a list, and keeps the list out of the report.
func pick[T any](rt *rapid.T, label string, list []T) T {
	return list[rapid.IntRange(0, len(list)-1).Draw(rt, label)]
}

func (m *mail) step(rt *rapid.T) {
	o := pick(rt, "office", m.offices)
	switch rapid.IntRange(0, 9).Draw(rt, "what") {
	case 6, 7:
		m.send(rt, o)
	case 3, 4, 5:
		m.receive(rt, o)
	default: // small numbers are drawn more often
		m.act(rt, o)
	}
}

// neighbours gives the offices with which one exchanges files.
func (m *mail) neighbours(o *office.Office) []*office.Office {
	if o == m.tw {
		return []*office.Office{m.v, m.c}
	}
	return []*office.Office{m.tw}
}

func (m *mail) send(rt *rapid.T, o *office.Office) {
	m.sendTo(rt, o, pick(rt, "to", m.neighbours(o)))
}

func (m *mail) sendTo(rt *rapid.T, o, to *office.Office) bool {
	s, err := o.Export(m.ctx, to.Me().Code, m.stick, nil)
	if codeOf(err) == "export.nothing_new" {
		return false
	}
	if err != nil {
		rt.Fatalf("%s to %s: %v", o.Me().Level, to.Me().Level, err)
	}
	m.box[to.Me().Code] = append(m.box[to.Me().Code], filepath.Join(m.stick, s.File))
	return true
}

// receive takes in any file of the office's mail, perhaps again, and perhaps the
// receipt comes back.
func (m *mail) receive(rt *rapid.T, o *office.Office) {
	box := m.box[o.Me().Code]
	if len(box) == 0 {
		return
	}
	m.takeIn(rt, o, pick(rt, "file", box), rapid.Bool().Draw(rt, "receipt"))
}

func (m *mail) takeIn(rt *rapid.T, o *office.Office, path string, receipt bool) {
	in, err := o.Preview(m.ctx, path, nil)
	if err != nil {
		rt.Fatalf("%s opens %s: %v", o.Me().Level, filepath.Base(path), err)
	}
	if in.Own > 0 || in.Conflict > 0 {
		rt.Fatalf("%s: own %d, conflict %d", o.Me().Level, in.Own, in.Conflict)
	}
	from := in.From.Code
	r, err := o.Take(m.ctx, in, m.stick)
	if err != nil {
		rt.Fatalf("%s takes %s: %v", o.Me().Level, filepath.Base(path), err)
	}
	if !receipt {
		return
	}
	i := slices.IndexFunc(m.offices, func(p *office.Office) bool { return p.Me().Code == from })
	if _, err := m.tryTake(m.offices[i], filepath.Join(m.stick, r.Receipt)); err != nil {
		rt.Fatalf("receipt: %v", err)
	}
}

// act does something random to a random case; refusals are part of life, so it tries
// a few acts that follow one another in the list.
func (m *mail) act(rt *rapid.T, o *office.Office) {
	id := pick(rt, "case", m.cases)
	today, ctx, act := o.Today(), context.Background(), office.Act{}
	must(m.t, o.SignIn(rapid.IntRange(1, 2).Draw(rt, "operator")))
	do := []func() (office.Done, error){
		func() (office.Done, error) {
			return o.OpenCase(ctx, act, demand(casework.TrackPetition, "又一件"))
		},
		func() (office.Done, error) {
			return o.SplitCase(ctx, act, id, demand(casework.TrackDispute, "拆出一件"))
		},
		func() (office.Done, error) { return o.TakeUp(ctx, act, id, rapid.Bool().Draw(rt, "mediation")) },
		func() (office.Done, error) {
			return o.Mediate(ctx, act, id, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement}, "说好了")
		},
		func() (office.Done, error) {
			return o.ReportUp(ctx, act, id, office.ReportInput{Demand: casework.AskCoordinate, Tried: "urgent", Opinion: "请协调", Consent: rapid.Bool().Draw(rt, "consent")})
		},
		func() (office.Done, error) { return o.Accept(ctx, act, id) },
		func() (office.Done, error) { return o.Return(ctx, act, id, casework.ReturnNotOurs, "不归这里") },
		func() (office.Done, error) { return o.Recall(ctx, act, id, "先不报") },
		func() (office.Done, error) {
			to := pick(rt, "down", m.neighbours(o))
			return o.Assign(ctx, act, id, office.AssignInput{To: to.Me().Code, Due: today.Add(10), Words: "请办"})
		},
		func() (office.Done, error) {
			return o.Notice(ctx, act, id, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, "")
		},
		func() (office.Done, error) {
			return o.Answer(ctx, act, id, casework.Answered{Form: casework.OralAnswer}, "办了")
		},
		func() (office.Done, error) {
			return o.Resolve(ctx, act, id, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, "")
		},
		func() (office.Done, error) { return o.Promise(ctx, act, id, today.Add(5), "五天内") },
		func() (office.Done, error) { return m.settle(o, id) },
		func() (office.Done, error) {
			return o.ReturnVisit(ctx, act, []casework.ID{id}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.Satisfied}, "满意")
		},
		func() (office.Done, error) { return o.CloseCase(ctx, act, id) },
		func() (office.Done, error) { return o.Reopen(ctx, act, id, rapid.Bool().Draw(rt, "same"), "又来") },
		func() (office.Done, error) { return m.destroy(o, id) },
	}
	first := rapid.IntRange(0, len(do)-1).Draw(rt, "act")
	for i := range 5 {
		i = (first + i) % len(do)
		done, err := do[i]()
		var p *casework.Problem
		var r *casework.Refused
		switch {
		case err == nil:
			m.acts++
			if i < 2 {
				m.cases = append(m.cases, done.Subject)
			}
			return
		case !errors.As(err, &p) && !errors.As(err, &r):
			rt.Fatalf("%s, act %d: %v", o.Me().Level, i, err)
		}
	}
}

func (m *mail) settle(o *office.Office, id casework.ID) (office.Done, error) {
	c, err := o.Case(m.ctx, id)
	if err != nil {
		return office.Done{}, err
	}
	for _, p := range c.Promises {
		if p.Open() {
			return o.SettlePromise(m.ctx, office.Act{}, id, p.Entry, true, "办到了")
		}
	}
	return office.Done{}, &casework.Problem{Field: "promise", Code: "missing"}
}

// destroy removes the first note that stands beside an entry.
func (m *mail) destroy(o *office.Office, id casework.ID) (office.Done, error) {
	c, err := o.Case(m.ctx, id)
	if err != nil {
		return office.Done{}, err
	}
	for _, r := range c.Rows {
		if r.Kind == casework.CaseNote {
			return o.Destroy(m.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: id}, []casework.ID{r.Entry}, "request", 2)
		}
	}
	return office.Done{}, &casework.Problem{Field: "entry", Code: "missing"}
}

// deliverAll carries files until nobody has anything new for anybody.
func (m *mail) deliverAll(rt *rapid.T) {
	for round := 0; ; round++ {
		if round > 12 {
			rt.Fatal("files never end")
		}
		sent := false
		for _, o := range m.offices {
			for _, to := range m.neighbours(o) {
				sent = m.sendTo(rt, o, to) || sent
			}
		}
		for _, o := range m.offices {
			for box := m.box[o.Me().Code]; len(box) > 0; {
				i := rapid.IntRange(0, len(box)-1).Draw(rt, "next")
				m.takeIn(rt, o, box[i], true)
				box = slices.Delete(box, i, i+1)
			}
			m.box[o.Me().Code] = nil
		}
		if !sent {
			return
		}
	}
}

// agree compares every case at all offices that see it.
func (m *mail) agree(rt *rapid.T) {
	for _, id := range m.cases {
		var first *casework.Case
		for _, o := range m.offices {
			c, err := o.Case(m.ctx, id)
			if err != nil {
				continue // never came here
			}
			if first == nil {
				first = &c
				continue
			}
			a, err := casework.Encode(first.Skeleton)
			must(m.t, err)
			b, err := casework.Encode(c.Skeleton)
			must(m.t, err)
			if string(a) != string(b) {
				rt.Errorf("%s differs at %s:\n%s\n%s", id, o.Me().Level, a, b)
			}
			if !c.SeenBy(o.Me().Code) {
				rt.Errorf("%s has a case that it does not see", o.Me().Level)
			}
		}
	}
	for _, o := range m.offices {
		r, err := o.Check(m.ctx, false, nil)
		if err != nil || len(r.Problems) > 0 {
			rt.Errorf("%s: %q, %v", o.Me().Level, r.Problems, err)
		}
	}
}
