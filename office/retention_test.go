package office_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
	"silian/office"
)

const secretWords = "癫痫魑魅病史"

// shelve opens, answers, visits and closes a case at the township.
func (w *world) shelve(words string) casework.ID {
	w.t.Helper()
	id := w.open(w.tw, words)
	w.did(w.tw.AddNote(w.ctx, office.Act{}, id, words, false))
	w.did(w.tw.Answer(w.ctx, office.Act{}, id, casework.Answered{Form: casework.OralAnswer}, words))
	must(w.t, w.tw.SignIn(2))
	w.did(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.Satisfied, Reason: "slow"}, words))
	must(w.t, w.tw.SignIn(1))
	w.did(w.tw.CloseCase(w.ctx, office.Act{}, id))
	return id
}

func (w *world) expiring(o *office.Office) []casework.ID {
	w.t.Helper()
	list, err := o.Expiring(w.ctx)
	must(w.t, err)
	var out []casework.ID
	for _, e := range list {
		out = append(out, e.Case)
	}
	return out
}

func (w *world) figures(o *office.Office) string {
	w.t.Helper()
	_, p, err := casework.ParsePeriod("2026")
	must(w.t, err)
	f, err := o.FiguresAsOf(w.ctx, p, testkit.Day(w.t, "2026-11-24"))
	must(w.t, err)
	out, err := casework.Encode(f)
	must(w.t, err)
	return string(out)
}

// TestRetentionFromClosingToTheRecord plays all of it: the class is decided when closing,
// the file expires with its year, two appraise, the leader approves, the words go from
// every file of the folder, and numbers, dates and figures stay.
func TestRetentionFromClosingToTheRecord(t *testing.T) {
	w := newWorld(t)
	in := visit(secretWords)
	in.Case = &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"定地界"}}
	got, err := w.tw.ReceiveVisitor(w.ctx, office.Act{For: hamletCode}, in)
	must(t, err)
	id := w.shelve(secretWords)
	forVillage := office.Act{For: hamletCode}
	w.did(w.tw.Answer(w.ctx, forVillage, got.Case, casework.Answered{Form: casework.OralAnswer}, ""))
	must(t, w.tw.SignIn(2))
	w.did(w.tw.ReturnVisit(w.ctx, forVillage, []casework.ID{got.Case}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.Satisfied}, ""))
	must(t, w.tw.SignIn(1))
	w.did(w.tw.CloseCase(w.ctx, forVillage, got.Case))
	keep := w.shelve("路灯不亮")
	w.no("class.too_short")(w.tw.Reclassify(w.ctx, office.Act{}, keep, casework.Class10, ""))
	w.no("class.unknown")(w.tw.Reclassify(w.ctx, office.Act{}, keep, "15", ""))
	w.did(w.tw.Reclassify(w.ctx, office.Act{}, keep, casework.ClassPermanent, "有重要批示"))
	must(t, w.tw.SaveDraft(w.ctx, "note", secretWords))
	figures := w.figures(w.tw)

	w.at("2056-12-31")
	if list := w.expiring(w.tw); len(list) != 0 {
		t.Fatalf("expired too early: %v", list)
	}
	w.no("appraisal.not_expired")(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, []office.Decision{{Case: id}}))
	w.at("2057-01-01")
	if list := w.expiring(w.tw); len(list) != 2 {
		t.Fatalf("expired: %v", list)
	}
	form := w.appraiseTwo(id, got.Case, keep)
	w.destroyForm(form)
	w.nowhere(townshipCode)
	if diff := cmp.Diff(figures, w.figures(w.tw)); diff != "" {
		t.Errorf("figures\n%s", diff)
	}
	forms, err := w.tw.Appraisals(w.ctx)
	must(t, err)
	if len(forms) != 1 || forms[0].DestroyedOn == 0 || forms[0].JudgedBy != 3 || forms[0].Entries < 6 || len(forms[0].Cases) != 2 || forms[0].Cases[0].No == "" {
		t.Errorf("record: %+v", forms)
	}
	c := w.fold(w.tw, id)
	if c.Handling != casework.ClosedState || c.Words.Text.Narrative != "" || len(c.Words.Parties) != 0 || len(c.Words.Evaluations) != 1 {
		t.Errorf("after: %s, %+v", c.Handling, c.Words)
	}
	if !strings.Contains(words(w.fold(w.tw, keep)), "路灯不亮") {
		t.Error("the permanent file lost its words")
	}
	w.no("class.destroyed")(w.tw.Reclassify(w.ctx, office.Act{}, id, casework.ClassPermanent, ""))
	w.clean(w.tw)
}

// appraiseTwo writes and approves the form of two files, with all that is refused on the way.
func (w *world) appraiseTwo(a, b, keep casework.ID) casework.ID {
	w.t.Helper()
	list := []office.Decision{{Case: a}, {Case: b}}
	w.no("appraisers.two_needed")(w.tw.Appraise(w.ctx, office.Act{}, []int{1}, list))
	w.no("appraisers.two_needed")(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 1}, list))
	w.no("appraisers.unknown")(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 9}, list))
	w.no("appraisal.empty")(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, nil))
	w.no("appraisal.twice")(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, append(list, list[0])))
	w.no("appraisal.not_expired")(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, []office.Decision{{Case: keep}}))
	form := w.did(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, list)).Entry
	if left := w.expiring(w.tw); len(left) != 0 {
		w.t.Errorf("on a form and on the list: %v", left)
	}
	w.no("appraisal.twice")(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, list[:1]))
	w.no("appraisal.not_approved")(w.tw.DestroyExpired(w.ctx, office.Act{}, form))
	w.no("approved_by.is_the_writer")(w.tw.JudgeAppraisal(w.ctx, office.Act{}, form, 1, true))
	w.no("approved_by.not_a_leader")(w.tw.JudgeAppraisal(w.ctx, office.Act{}, form, 2, true))
	w.no("appraisal.unknown")(w.tw.JudgeAppraisal(w.ctx, office.Act{}, a, 3, true))
	w.did(w.tw.JudgeAppraisal(w.ctx, office.Act{}, form, 3, true))
	w.no("why:twice")(w.tw.JudgeAppraisal(w.ctx, office.Act{}, form, 3, true))
	return form
}

// destroyForm destroys what a form says, once, however often it is pressed.
func (w *world) destroyForm(form casework.ID) {
	w.t.Helper()
	if len(filesWith(w.t, filepath.Dir(w.paths[townshipCode]), "魑魅")) == 0 {
		w.t.Fatal("found nowhere before: the test shows nothing")
	}
	must(w.t, w.tw.SignIn(3))
	w.no("why:role")(w.tw.DestroyExpired(w.ctx, office.Act{}, form))
	must(w.t, w.tw.SignIn(1))
	key := ok2(w.tw.NewKey())
	w.did(w.tw.DestroyExpired(w.ctx, office.Act{Key: key}, form))
	w.did(w.tw.DestroyExpired(w.ctx, office.Act{Key: key}, form)) // pressed twice
	w.no("appraisal.done")(w.tw.DestroyExpired(w.ctx, office.Act{}, form))
}

// TestExtendedOrRefusedIsKept: extended files come back to the list years later; what the
// leader refused at once; a file taken up again stops the whole form.
func TestExtendedOrRefusedIsKept(t *testing.T) {
	w := newWorld(t)
	a, b := w.shelve("甲"), w.shelve("乙")
	w.at("2057-01-01")
	both := []office.Decision{{Case: a}, {Case: b, Extend: 5}}
	no := w.did(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, both)).Entry
	w.did(w.tw.JudgeAppraisal(w.ctx, office.Act{}, no, 3, false))
	w.no("why:state")(w.tw.JudgeAppraisal(w.ctx, office.Act{}, no, 3, true))
	w.no("appraisal.not_approved")(w.tw.DestroyExpired(w.ctx, office.Act{}, no))
	if list := w.expiring(w.tw); len(list) != 2 {
		t.Errorf("refused: %v", list)
	}
	yes := w.did(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, both)).Entry
	w.did(w.tw.JudgeAppraisal(w.ctx, office.Act{}, yes, 3, true))
	w.did(w.tw.Reopen(w.ctx, office.Act{}, a, false, "又提新情况"))
	w.no("appraisal.changed")(w.tw.DestroyExpired(w.ctx, office.Act{}, yes))
	if !strings.Contains(words(w.fold(w.tw, a)), "甲") || !strings.Contains(words(w.fold(w.tw, b)), "乙") {
		t.Error("words are gone")
	}
	c := w.shelve("丙")
	w.at("2088-01-01")
	third := w.did(w.tw.Appraise(w.ctx, office.Act{}, []int{1, 2}, []office.Decision{{Case: c}})).Entry
	w.did(w.tw.JudgeAppraisal(w.ctx, office.Act{}, third, 3, true))
	w.did(w.tw.JudgeAppraisal(w.ctx, office.Act{}, third, 3, false))
	w.no("appraisal.not_approved")(w.tw.DestroyExpired(w.ctx, office.Act{}, third))
	if list := w.expiring(w.tw); !slices.Contains(list, c) {
		t.Errorf("withdrawn, and still on a form: %v", list)
	}
	w.at("2061-12-31")
	if list := w.expiring(w.tw); len(list) != 0 {
		t.Errorf("extended: %v", list)
	}
	w.at("2062-01-01")
	if list := w.expiring(w.tw); !slices.Equal(list, []casework.ID{b}) {
		t.Errorf("after the extension: %v", list)
	}
	w.clean(w.tw)
}

// TestNothingIsDestroyedByItself: however long a file lies and is opened, its words stay
// until somebody decides.
func TestNothingIsDestroyedByItself(t *testing.T) {
	w := newWorld(t)
	id := w.shelve("井盖")
	w.at("2090-01-01")
	must(t, w.tw.Close())
	w.tw = w.reopen(townshipCode, "")
	if !strings.Contains(words(w.fold(w.tw, id)), "井盖") || len(w.expiring(w.tw)) != 1 {
		t.Error("the words are gone, or the file is not listed")
	}
}

// TestTheWriterDoesNotApprove: single entries need another person too, where there is
// one, and a ground of their own.
func TestTheWriterDoesNotApprove(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	subject := casework.Subject{Kind: casework.SubjectCase, ID: id}
	note := w.did(w.v.AddNote(w.ctx, office.Act{}, id, "错的话", false)).Entry
	one := []casework.ID{note}
	w.no("approved_by.is_the_writer")(w.v.Destroy(w.ctx, office.Act{}, subject, one, "wrong_data", 1))
	for _, ground := range []string{"retention", "undo_import", "张三要求", ""} {
		w.no("ground.unknown")(w.v.Destroy(w.ctx, office.Act{}, subject, one, ground, 2))
	}
	w.did(w.v.Destroy(w.ctx, office.Act{}, subject, one, "wrong_data", 2))
	alone := w.found(casework.Office{Code: otherTown, Name: "清河镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	id = w.open(alone, "路灯不亮")
	note = w.did(alone.AddNote(w.ctx, office.Act{}, id, "错的话", false)).Entry
	w.did(alone.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: id}, []casework.ID{note}, "wrong_data", 1))
	w.clean(w.v, alone)
}

// TestDestroyedWordsDoNotWaitInTheOutbox: a sealed copy that carries them is removed, and
// the rest goes again.
func TestDestroyedWordsDoNotWaitInTheOutbox(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	note := w.did(w.v.AddNote(w.ctx, office.Act{}, id, secretWords, false)).Entry
	must(t, os.Remove(w.export(w.v, w.tw))) // the stick was lost
	copies := func() []string {
		found, err := filepath.Glob(w.paths[villageCode] + ".outbox/*.xfb")
		must(t, err)
		return found
	}
	if len(copies()) != 1 {
		t.Fatalf("copies: %v", copies())
	}
	w.did(w.v.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: id}, []casework.ID{note}, "request", 2))
	if len(copies()) != 0 {
		t.Errorf("still there: %v", copies())
	}
	w.carry(w.v, w.tw)
	if got := words(w.fold(w.tw, id)); !strings.Contains(got, "水渠漏水") || strings.Contains(got, secretWords) {
		t.Errorf("the township reads %q", got)
	}
	w.clean(w.v, w.tw)
}
