package office_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
)

// TestSealedOffIsKeptAndNotUsed: out of list, search and number; read for a reason that
// is written down; figures unchanged; lifted by another entry.
func TestSealedOffIsKeptAndNotUsed(t *testing.T) {
	w := newWorld(t)
	open := w.open(w.tw, "路灯不亮")
	w.no("why:state")(w.tw.SealOff(w.ctx, office.Act{}, open, "request", ""))
	id := w.shelve(secretWords)
	no := string(w.fold(w.tw, id).No)
	figures := w.figures(w.tw)
	w.no("ground.unknown")(w.tw.SealOff(w.ctx, office.Act{}, id, "retention", ""))
	w.did(w.tw.SealOff(w.ctx, office.Act{}, id, "request", "本人来信要求删除"))
	w.no("need:in_use")(w.tw.SealOff(w.ctx, office.Act{}, id, "request", ""))

	rows, err := w.tw.Cases(w.ctx, office.Filter{})
	must(t, err)
	if len(rows) != 1 || rows[0].ID != open {
		t.Errorf("list: %+v", rows)
	}
	n, err := w.tw.Count(w.ctx, office.Filter{Query: "魑魅"})
	must(t, err)
	if n != 0 {
		t.Errorf("search finds %d", n)
	}
	_, err = w.tw.FindCase(w.ctx, no)
	refused(t, "by number", err, "case_no.unknown")
	if c := w.fold(w.tw, id); words(c) != "" || c.Handling != casework.ClosedState {
		t.Errorf("read in passing: %q", words(c))
	}
	if diff := cmp.Diff(figures, w.figures(w.tw)); diff != "" {
		t.Errorf("figures\n%s", diff)
	}
	next := w.open(w.tw, "第三件")
	if got := string(w.fold(w.tw, next).No); got == no {
		t.Errorf("the number %s was given again", got)
	}
	w.consult(id)
	w.did(w.tw.LiftSeal(w.ctx, office.Act{}, id, "request", "本人同意再用"))
	if !strings.Contains(words(w.fold(w.tw, id)), secretWords) {
		t.Error("lifted, and still not read")
	}
	_, err = w.tw.Consult(w.ctx, office.Act{}, id, "review")
	refused(t, "not sealed off", err, "case.not_sealed_off")
	w.clean(w.tw)
}

// consult reads a sealed-off file as clerk and leader, and as those who may not.
func (w *world) consult(id casework.ID) {
	w.t.Helper()
	list, err := w.tw.SealedOff(w.ctx)
	must(w.t, err)
	if len(list) != 1 || list[0].Case != id {
		w.t.Errorf("list of sealed-off files: %+v", list)
	}
	_, err = w.tw.Consult(w.ctx, office.Act{}, id, "我想看看张三")
	refused(w.t, "a reason in words", err, "reason.unknown")
	for _, who := range []int{1, 3} {
		must(w.t, w.tw.SignIn(who))
		c, err := w.tw.Consult(w.ctx, office.Act{}, id, "review")
		must(w.t, err)
		if !strings.Contains(words(c), secretWords) {
			w.t.Errorf("operator %d reads %q", who, words(c))
		}
	}
	must(w.t, w.tw.SignIn(4))
	_, err = w.tw.SealedOff(w.ctx)
	refused(w.t, "the administrator lists", err, "why:role")
	_, err = w.tw.Consult(w.ctx, office.Act{}, id, "review")
	refused(w.t, "the administrator reads", err, "why:role")
	must(w.t, w.tw.SignIn(1))
	log, err := w.tw.Consultations(w.ctx)
	must(w.t, err)
	if len(log) != 2 || log[0].Operator != 1 || log[1].Operator != 3 || log[1].Reason != "review" || log[1].Case != id {
		w.t.Errorf("who read it: %+v", log)
	}
}

// TestSealingOffTravels: the village that has the case hides it too, and gets no more
// words of it; the skeleton goes on travelling. What it has itself it keeps.
func TestSealingOffTravels(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "井盖丢了")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	w.did(w.tw.Accept(w.ctx, office.Act{}, id))
	w.did(w.tw.Answer(w.ctx, office.Act{}, id, casework.Answered{Form: casework.OralAnswer}, ""))
	must(t, w.tw.SignIn(2))
	w.did(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.Satisfied}, ""))
	must(t, w.tw.SignIn(1))
	w.did(w.tw.CloseCase(w.ctx, office.Act{}, id))
	w.did(w.tw.AddNote(w.ctx, office.Act{}, id, "没有送出去的话", false))
	w.did(w.tw.SealOff(w.ctx, office.Act{}, id, "request", ""))
	plan, err := w.tw.PlanExport(w.ctx, villageCode)
	must(t, err)
	for _, c := range plan.Cases {
		if strings.Contains(c.Title, "井盖") {
			t.Errorf("the title stands in the plan: %+v", c)
		}
	}
	w.carry(w.tw, w.v)
	w.sameCase(id, w.v, w.tw)
	rows, err := w.v.Cases(w.ctx, office.Filter{})
	must(t, err)
	list, err := w.v.SealedOff(w.ctx)
	must(t, err)
	if len(rows) != 0 || len(list) != 1 {
		t.Errorf("at the village: %d listed, %d sealed off", len(rows), len(list))
	}
	c, err := w.v.Consult(w.ctx, office.Act{}, id, "person")
	must(t, err)
	if got := words(c); !strings.Contains(got, "井盖丢了") || strings.Contains(got, "没有送出去的话") {
		t.Errorf("the village has %q", got)
	}
	w.no("need:sealed_off")(w.tw.LiftSeal(w.ctx, office.Act{}, w.shelve("别的"), "work", ""))
	w.did(w.tw.LiftSeal(w.ctx, office.Act{}, id, "work", ""))
	w.carry(w.tw, w.v)
	if got := words(w.fold(w.v, id)); !strings.Contains(got, "没有送出去的话") {
		t.Errorf("lifted: the village has %q", got)
	}
	w.clean(w.v, w.tw)
}
