package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
)

// possible are the acts that are offered, in order.
func possible(f caseFacts) []string {
	var out []string
	for _, c := range f.choices() {
		if c.Off == "" {
			out = append(out, string(c.act))
		}
	}
	return out
}

func off(f caseFacts, act caseAct) string {
	for _, c := range f.choices() {
		if c.act == act {
			return c.Off
		}
	}
	return "no such act"
}

func TestChoices(t *testing.T) {
	w := newWorld(t)
	w.on("2026-11-02")
	id := w.opens("宅基地边界", "homestead", casework.TrackDispute)
	ctx := t.Context()
	check := func(when string, want ...string) {
		t.Helper()
		if d := cmp.Diff(want, possible(w.facts(id))); d != "" {
			t.Errorf("%s: %s", when, d)
		}
	}
	check("registered", "note", "mediate", "promise", "answer", "report_up", "resolve", "visit", "notice", "assign", "take_up", "party", "void")
	if got := off(w.facts(id), actClose); got != "现在是“已登记”，还不能办" {
		t.Error(got)
	}
	_, err := w.o.Mediate(ctx, office.Act{}, id, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement}, "")
	w.must(err)
	check("agreed", "note", "promise", "answer", "resolve", "visit", "close", "reopen", "party")
	_, err = w.o.Resolve(ctx, office.Act{}, id, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed}, "")
	w.must(err)
	check("resolved", "note", "promise", "answer", "visit", "close", "reopen", "party")
	if got := off(w.facts(id), actResolve); got != "已认定“已化解”" {
		t.Error(got)
	}
}

// What is handed up can be taken back, not worked on; the township takes it up or
// gives it back, in the village's name or its own.
func TestChoicesWhileUnderWay(t *testing.T) {
	w := newWorld(t)
	ctx, village := t.Context(), office.Act{For: eastRidge}
	w.on("2026-11-02")
	v, err := w.o.ReceiveVisitor(ctx, village, office.VisitInput{
		Name: "田桂兰", Words: "流转费", Category: "land", Case: &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"付清"}},
	})
	w.must(err)
	_, err = w.o.ReportUp(ctx, village, v.Case, office.ReportInput{Demand: casework.AskRuling, Tried: "urgent"})
	w.must(err)
	f := w.facts(v.Case)
	if d := cmp.Diff([]string{"accept", "return", "note", "promise", "resolve", "visit", "recall", "party"}, possible(f)); d != "" {
		t.Error(d)
	}
	names := map[caseAct]casework.OfficeCode{}
	for _, c := range f.choices() {
		if c.Off == "" {
			names[c.act] = c.For
		}
	}
	if names[actAccept] != "" || names[actRecall] != eastRidge || names[actNote] != "" {
		t.Errorf("acts are written for %v", names)
	}
}

// A township sees the cases of a village with a PC of its own, but moves none.
func TestChoicesOfAnotherHolder(t *testing.T) {
	clock := newTestClock()
	village, township := foundOffice(t, casework.Village, clock), foundOffice(t, casework.Township, clock)
	acquaint(t, village, township)
	stick := t.TempDir()
	id := reportUp(t, village, "邻居排水沟")
	if _, err := village.Recall(t.Context(), office.Act{}, id, "先自己办"); err != nil {
		t.Fatal(err)
	}
	export(t, village, willowTown, stick)
	takeAll(t, township, stick)
	f, err := loadCase(t.Context(), &desk{office: township}, id)
	if err != nil {
		t.Fatal(err)
	}
	if got := off(f, actMediate); got != "现由东岭村办理" {
		t.Errorf("mediating: %q", got)
	}
	for _, c := range f.choices() {
		if c.Off == "" && slices.Contains([]caseAct{actMediate, actReport, actAnswer, actResolve, actClose, actRecall}, c.act) {
			t.Errorf("%s is offered on a case the village holds", c.act)
		}
	}
	own, err := loadCase(t.Context(), &desk{office: village}, id)
	if err != nil {
		t.Fatal(err)
	}
	if off(own, actMediate) != "" || off(own, actNotice) == "" || off(own, actAssign) == "" {
		t.Errorf("the village may: %v", possible(own))
	}
}

// Whatever a sheet offers can be done, or the office says in words why not: no act
// of the list ends in an unexplained error.
func TestEverySheetHasWords(t *testing.T) {
	w := newWorld(t)
	id := w.rent()
	w.on("2026-11-23")
	peers, err := w.o.Peers(t.Context())
	w.must(err)
	f := w.facts(id)
	for _, c := range f.choices() {
		ask := f.ask(c, peers)
		if ask.title == "" || ask.verb == "" || ask.send == nil {
			t.Errorf("%s has no sheet", c.act)
			continue
		}
		for _, field := range ask.fields {
			if field.label == "" {
				t.Errorf("%s asks without a word", c.act)
			}
			for _, o := range field.options {
				if latin.MatchString(o) || strings.Contains(o, "_") {
					t.Errorf("%s offers %q", c.act, o)
				}
			}
		}
		empty := answers{choice: map[string]int{}, text: map[string]string{}, check: map[string]bool{}}
		if err := ask.send(t.Context(), w.o, office.Act{}, empty); err != nil && strings.Contains(office.Explain(err), "详情") {
			t.Errorf("%s, sent empty: %v", c.act, err)
		}
	}
}
