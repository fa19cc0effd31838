package office_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// order is a supervision that the township orders.
func order(form casework.SupervisionForm, due int, w *world, cases ...casework.ID) casework.OrderedSupervision {
	return casework.OrderedSupervision{No: "督〔2026〕3号", Form: form, Unit: "东岭村", Cases: cases, Due: w.tw.Today().Add(due)}
}

func (w *world) supervision(o *office.Office, id casework.ID) casework.Supervision {
	w.t.Helper()
	all, err := o.Supervisions(w.ctx)
	must(w.t, err)
	i := slices.IndexFunc(all, func(s casework.Supervision) bool { return s.ID == id })
	if i < 0 {
		w.t.Fatalf("%s has no supervision %s", o.Me().Name, id)
	}
	return all[i]
}

// TestSupervisionForms: a letter has one case, a call may have two; each case shows it.
func TestSupervisionForms(t *testing.T) {
	w := newWorld(t)
	a, b := w.open(w.tw, "水渠漏水"), w.open(w.tw, "断头路")
	_, err := w.tw.Supervise(w.ctx, office.Act{}, order(casework.ByLetter, 5, w, a, b), "")
	refused(t, "a letter of two cases", err, "supervision.letter_one_case")
	if got := office.Explain(err); got != "一份督办函只写一件事项" {
		t.Errorf("explained as %q", got)
	}
	w.no("supervision.letter_one_case")(w.tw.Supervise(w.ctx, office.Act{}, order(casework.ByLetter, 5, w), ""))
	w.no("supervision.missing")(w.tw.Supervise(w.ctx, office.Act{}, order("", 5, w, a), ""))
	w.no("why:damaged")(w.tw.Supervise(w.ctx, office.Act{}, order("smoke", 5, w, a), ""))
	nobody := order(casework.ByPhone, 5, w, a)
	nobody.Unit = " "
	w.no("unit.missing")(w.tw.Supervise(w.ctx, office.Act{}, nobody, ""))
	for _, to := range []casework.OfficeCode{countyCode, townshipCode} {
		up := order(casework.ByPhone, 5, w, a)
		up.To = to
		w.no("to.not_below")(w.tw.Supervise(w.ctx, office.Act{}, up, ""))
	}
	w.no("case.unknown")(w.tw.Supervise(w.ctx, office.Act{}, order(casework.ByPhone, 5, w, a, ok2(w.tw.NewKey())), ""))
	if all, err := w.tw.Supervisions(w.ctx); err != nil || len(all) != 0 || len(w.fold(w.tw, a).Supervisions) != 0 {
		t.Errorf("half of what was refused stands: %+v, %v", all, err)
	}
	act := office.Act{Key: ok2(w.tw.NewKey())}
	id := w.did(w.tw.Supervise(w.ctx, act, order(casework.ByPhone, 5, w, a, b), "已催两次")).Subject
	if again := w.did(w.tw.Supervise(w.ctx, act, order(casework.ByPhone, 5, w, a, b), "已催两次")).Subject; again != id {
		t.Errorf("pressed twice: %s and %s", id, again)
	}
	s := w.supervision(w.tw, id)
	if s.Office != townshipCode || len(s.Cases) != 2 || s.Due != w.tw.Today().Add(5) || s.Words[id] != "已催两次" || !s.Open() {
		t.Errorf("supervision %+v", s)
	}
	for _, one := range []casework.ID{a, b} {
		c := w.fold(w.tw, one)
		if len(c.Supervisions) != 1 || c.Supervisions[0].Supervision != id || c.Supervisions[0].Form != casework.ByPhone || c.Supervisions[0].Unit != "东岭村" {
			t.Errorf("case %+v", c.Supervisions)
		}
		line := slices.IndexFunc(w.tw.Timeline(c), func(m office.Moment) bool {
			return m.Kind == casework.CaseSupervised && m.InEffect && strings.HasPrefix(m.Title, office.Word("kind", casework.CaseSupervised))
		})
		if line < 0 {
			t.Error("the timeline does not show it")
		}
	}
	w.no("supervision.unknown")(w.tw.FeedBack(w.ctx, office.Act{}, ok2(w.tw.NewKey()), "done", ""))
	w.clean(w.tw)
}

// TestSupervisionGoesDownAndComesBack: the supervised village gets the letter by sealed
// file, confirms it and answers; the verdict closes the matter at both.
func TestSupervisionGoesDownAndComesBack(t *testing.T) {
	const answer = "管子已换，村民签字"
	w := newWorld(t)
	other := w.found(villageOf(hamletCode, townshipCode), casework.RoleVillageSecretary)
	w.meet(other, w.tw)
	id := w.open(w.v, "水渠漏水")
	w.carry(w.v, w.tw)
	in := order(casework.ByLetter, 5, w, id)
	in.To = villageCode
	letter := w.did(w.tw.Supervise(w.ctx, office.Act{}, in, "请五日内反馈")).Subject
	plan, err := w.tw.PlanExport(w.ctx, hamletCode)
	must(t, err)
	if plan.Entries != 0 {
		t.Errorf("another village would get %d entries", plan.Entries)
	}
	for _, o := range []*office.Office{w.c, other} {
		_, err = w.tw.Export(w.ctx, o.Me().Code, w.stick, nil)
		if o == other {
			refused(t, "another village", err, "export.nothing_new")
		}
		if all, err := o.Supervisions(w.ctx); err != nil || len(all) != 0 {
			t.Errorf("%s holds %+v, %v", o.Me().Name, all, err)
		}
	}
	w.carry(w.tw, w.v)
	if s := w.supervision(w.v, letter); s.Unit != "东岭村" || s.Words[letter] != "请五日内反馈" || s.No != "督〔2026〕3号" || len(s.Rows) != 2 {
		t.Errorf("at the village %+v", s)
	}
	if c := w.fold(w.v, id); len(c.Supervisions) != 1 || c.Supervisions[0].Supervision != letter {
		t.Errorf("the village's case does not show it: %+v", c.Supervisions)
	}
	must(t, w.v.SignIn(2)) // the registrar answers nothing
	w.no("why:role")(w.v.FeedBack(w.ctx, office.Act{}, letter, "done", answer))
	must(t, w.v.SignIn(1))
	w.no("why:role")(w.v.JudgeSupervision(w.ctx, office.Act{}, letter, casework.CarriedOut, ""))
	w.no("why:role")(w.v.CloseSupervision(w.ctx, office.Act{}, letter))
	w.no("why:role")(w.v.Supervise(w.ctx, office.Act{}, in, ""))
	w.no("why:stranger")(w.tw.FeedBack(w.ctx, office.Act{}, letter, "done", "")) // the township does not answer itself
	w.did(w.v.DeliverSupervision(w.ctx, office.Act{}, letter))
	w.no("why:twice")(w.v.DeliverSupervision(w.ctx, office.Act{}, letter))
	w.at("2026-11-26")
	w.did(w.v.FeedBack(w.ctx, office.Act{}, letter, "done", answer))
	w.carry(w.v, w.tw)
	s := w.supervision(w.tw, letter)
	if len(s.Feedbacks) != 1 || s.Feedbacks[0].Progress != "done" || s.Words[s.Feedbacks[0].Entry] != answer || s.FedBackOn() != w.v.Today() || s.DeliveredOn == 0 {
		t.Errorf("at the township %+v", s)
	}
	w.did(w.tw.JudgeSupervision(w.ctx, office.Act{}, letter, casework.NotCarriedOut, "没有照片"))
	if s := w.supervision(w.tw, letter); !s.Rejected {
		t.Errorf("not rejected: %+v", s)
	}
	w.carry(w.tw, w.v)
	w.did(w.v.FeedBack(w.ctx, office.Act{}, letter, "done", "照片附后"))
	w.carry(w.v, w.tw)
	w.did(w.tw.JudgeSupervision(w.ctx, office.Act{}, letter, casework.CarriedOut, ""))
	w.no("why:state")(w.tw.JudgeSupervision(w.ctx, office.Act{}, letter, casework.CarriedOut, ""))
	w.did(w.tw.CloseSupervision(w.ctx, office.Act{}, letter))
	w.carry(w.tw, w.v)
	for _, o := range []*office.Office{w.tw, w.v} {
		if s := w.supervision(o, letter); s.Open() || s.Verdict != casework.CarriedOut || s.Rejected || len(s.Feedbacks) != 2 {
			t.Errorf("%s: %+v", o.Me().Name, s)
		}
	}
	w.no("why:state")(w.v.FeedBack(w.ctx, office.Act{}, letter, "done", "")) // closed
	w.open(w.tw, "给邻村的一件")
	w.did(w.tw.Assign(w.ctx, office.Act{}, w.open(w.tw, "交给邻村的一件"), office.AssignInput{To: hamletCode}))
	w.carry(w.tw, other)
	if all, err := other.Supervisions(w.ctx); err != nil || len(all) != 0 {
		t.Errorf("the other village holds %+v, %v", all, err)
	}
	for _, secret := range []string{answer, "请五日内反馈"} {
		if found := filesWith(t, filepath.Dir(w.paths[hamletCode]), secret); len(found) > 0 {
			t.Errorf("%q lies in %v", secret, found)
		}
	}
	w.clean(w.v, w.tw, other)
}

// TestCountySupervisorLooksOn: 县督查 supervises, a unit that is none of ours answers on
// paper.
func TestCountySupervisorLooksOn(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "断头路")
	w.up(w.tw, id)
	w.carry(w.tw, w.c)
	must(t, w.c.SignIn(3))
	in := order(casework.OnSite, 5, w, id)
	in.Unit = "县交通局"
	s := w.did(w.c.Supervise(w.ctx, office.Act{}, in, "")).Subject
	w.did(w.c.FeedBack(w.ctx, office.Act{}, s, "under_way", "交通局来函"))
	w.did(w.c.JudgeSupervision(w.ctx, office.Act{}, s, casework.PartlyCarried, ""))
	if got := w.supervision(w.c, s); got.Verdict != casework.PartlyCarried || !got.Open() || got.Office != countyCode {
		t.Errorf("%+v", got)
	}
	must(t, w.c.SignIn(1))
	w.carry(w.c, w.tw)
	if all, err := w.tw.Supervisions(w.ctx); err != nil || len(all) != 0 {
		t.Errorf("the township got what concerns another unit: %+v, %v", all, err)
	}
	if c := w.fold(w.tw, id); len(c.Supervisions) != 1 {
		t.Errorf("the case does not say so: %+v", c.Supervisions)
	}
	w.clean(w.c, w.tw)
}

// TestForgedSupervision: a village orders none over its township.
func TestForgedSupervision(t *testing.T) {
	w := newWorld(t)
	id := ok2(w.v.NewKey())
	e := w.entry(villageCode, casework.Subject{Kind: casework.SubjectSupervision, ID: id}, 1, casework.SupervisionOrdered,
		casework.OrderedSupervision{Office: villageCode, Form: casework.ByPhone, Unit: "柳河镇", To: townshipCode})
	env := e.Envelope
	env.ID = id
	b, _ := e.Body()
	e, err := casework.NewEntry(env, b)
	must(t, err)
	_, err = w.tryTake(w.tw, w.forge(w.v, w.tw, 50, e))
	refused(t, "from below", err, "seal:foreign_author")
	if all, err := w.tw.Supervisions(w.ctx); err != nil || len(all) != 0 {
		t.Errorf("it stands: %+v, %v", all, err)
	}
}
