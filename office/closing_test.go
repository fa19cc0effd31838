package office_test

import (
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

func TestPromises(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	id := w.open(w.tw, "路灯不亮")
	w.no("promise.before_the_day")(w.tw.Promise(w.ctx, office.Act{}, id, today.Add(-1), ""))
	p := w.did(w.tw.Promise(w.ctx, office.Act{}, id, today.Add(5), "五天内修好")).Entry
	for _, due := range []calendar.Day{0, today.Add(-1)} {
		w.no("promise.before_the_day")(w.tw.ChangePromise(w.ctx, office.Act{}, id, p, due, ""))
	}
	w.did(w.tw.ChangePromise(w.ctx, office.Act{}, id, p, today.Add(8), "本人同意改期"))
	row, err := w.tw.CaseRow(w.ctx, id)
	must(t, err)
	if row.Due != today.Add(8) || row.DueWhat != "promise" {
		t.Errorf("due %s %s", row.Due, row.DueWhat)
	}
	w.no("why:earlier")(w.tw.SettlePromise(w.ctx, office.Act{}, id, ok2(w.tw.NewKey()), true, ""))
	w.at("2026-12-02")
	w.did(w.tw.SettlePromise(w.ctx, office.Act{}, id, p, true, "灯亮了"))
	w.no("why:twice")(w.tw.SettlePromise(w.ctx, office.Act{}, id, p, true, ""))
	w.no("why:twice")(w.tw.ChangePromise(w.ctx, office.Act{}, id, p, today.Add(30), ""))
	c := w.fold(w.tw, id)
	if !c.Promises[0].KeptOnTime() || c.Promises[0].Changed != 1 {
		t.Errorf("promise %+v", c.Promises[0])
	}
}

// finish brings a case of the township to the point where it can be closed.
func (w *world) finish(id casework.ID) {
	w.t.Helper()
	w.did(w.tw.Answer(w.ctx, office.Act{}, id, casework.Answered{Form: casework.OralAnswer}, "修好了"))
	w.did(w.tw.Resolve(w.ctx, office.Act{}, id, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, "照片"))
}

func TestClosing(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	id := w.open(w.tw, "路灯不亮")
	p := w.did(w.tw.Promise(w.ctx, office.Act{}, id, today.Add(5), "")).Entry
	w.no("finding.one_for_each_request")(w.tw.Answer(w.ctx, office.Act{}, id, casework.Answered{Form: casework.HandlingOpinion}, ""))
	w.no("answer_form.missing")(w.tw.Answer(w.ctx, office.Act{}, id, casework.Answered{}, ""))
	w.no("need:evidence")(w.tw.Resolve(w.ctx, office.Act{}, id, casework.Resolved{To: casework.ResolvedFully}, ""))
	w.no("resolution.unknown")(w.tw.Resolve(w.ctx, office.Act{}, id, casework.Resolved{To: casework.Relapsed}, ""))
	w.finish(id)
	visit := office.ReturnVisitInput{Way: casework.VisitPhone, Result: casework.Satisfied, Persons: 2}
	w.no("need:not_self")(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, visit, ""))
	w.no("case.missing")(w.tw.ReturnVisit(w.ctx, office.Act{}, nil, visit, ""))
	w.no("return_visit.missing")(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, office.ReturnVisitInput{}, ""))
	w.no("persons.out_of_range")(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, office.ReturnVisitInput{
		Way: casework.VisitPhone, Result: casework.Satisfied, Persons: -1,
	}, ""))
	w.no("need:promises")(w.tw.CloseCase(w.ctx, office.Act{}, id))
	w.did(w.tw.SettlePromise(w.ctx, office.Act{}, id, p, false, "做不到"))
	w.no("need:visit")(w.tw.CloseCase(w.ctx, office.Act{}, id))
	must(t, w.tw.SignIn(2))
	other := w.open(w.tw, "另一盏灯")
	must(t, w.tw.SignIn(1))
	w.no("need:not_self")(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{other, id}, visit, "")) // one of two is its own
	if c := w.fold(w.tw, other); len(c.Visits) != 0 {
		t.Error("half of a refused visit stands")
	}
	must(t, w.tw.SignIn(3))
	w.did(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id, other}, visit, "满意"))
	must(t, w.tw.SignIn(1))
	w.did(w.tw.CloseCase(w.ctx, office.Act{}, id))
	if c := w.fold(w.tw, id); c.Handling != casework.ClosedState || c.Visits[0].Persons != 2 {
		t.Errorf("%s, visits %+v", c.Handling, c.Visits)
	}
	if c := w.fold(w.tw, other); c.Visits[0].Persons != 0 {
		t.Errorf("persons counted twice: %+v", c.Visits)
	}
	w.no("why:state")(w.tw.CloseCase(w.ctx, office.Act{}, id))
	w.no("why:state")(w.tw.Void(w.ctx, office.Act{}, id, ""))
	w.clean(w.tw)
}

// TestRelapseWindow: 180 days after 已化解 the same demand is a relapse, 181 not.
func TestRelapseWindow(t *testing.T) {
	for _, c := range []struct {
		days    int
		same    bool
		relapse bool
	}{{180, true, true}, {181, true, false}, {180, false, false}, {0, true, true}} {
		w := newWorld(t)
		today := w.at("2026-11-24")
		id := w.open(w.tw, "路灯不亮")
		w.finish(id)
		must(t, w.tw.SignIn(2))
		w.did(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.Satisfied}, ""))
		w.did(w.tw.CloseCase(w.ctx, office.Act{}, id))
		w.at(today.Add(c.days).String())
		w.did(w.tw.Reopen(w.ctx, office.Act{}, id, c.same, "又不亮了"))
		got := w.fold(w.tw, id)
		if (got.Resolution == casework.Relapsed) != c.relapse || got.Cycle != 2 || got.Handling != casework.InHandling {
			t.Errorf("after %d days, same demand %v: %s, cycle %d, %s", c.days, c.same, got.Resolution, got.Cycle, got.Handling)
		}
		p := casework.Period{From: today, To: today.Add(c.days)}
		all, err := w.tw.Indicators(w.ctx, p, 0)
		must(t, err)
		for _, i := range all {
			if i.ID == 14 && (i.Numerator == 1) != c.relapse {
				t.Errorf("after %d days: %d relapses", c.days, i.Numerator)
			}
			if i.ID == 8 && i.Part == "township" && i.Numerator != 1 {
				t.Errorf("what figures said before is gone: %+v", i)
			}
		}
	}
}
