package office_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
)

func TestHandlingRefusals(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	id := w.open(w.tw, "断头路")
	w.no("mediation_body.missing")(w.tw.Mediate(w.ctx, office.Act{}, id, casework.Mediated{}, ""))
	w.no("mediation_result.missing")(w.tw.Mediate(w.ctx, office.Act{}, id, casework.Mediated{By: casework.VeteransRoom}, ""))
	w.no("agreement.only_with_success")(w.tw.Mediate(w.ctx, office.Act{}, id, casework.Mediated{
		By: casework.VeteransRoom, Result: casework.MediationFailed, Agreement: casework.OralAgreement,
	}, ""))
	w.no("need:tried")(w.tw.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskRuling}))
	w.no("need:demand")(w.tw.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Tried: "urgent"}))
	w.no("to.nobody_above")(w.c.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{}))
	w.no("to.unknown")(w.tw.Assign(w.ctx, office.Act{}, id, office.AssignInput{To: otherTown}))
	w.no("due.in_the_past")(w.tw.Assign(w.ctx, office.Act{}, id, office.AssignInput{To: villageCode, Due: today.Add(-1)}))
	w.no("need:level_down")(w.tw.Assign(w.ctx, office.Act{}, id, office.AssignInput{To: countyCode}))
	w.no("route31.needs_1_to_6")(w.tw.Notice(w.ctx, office.Act{}, id, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 7}, ""))
	w.no("words.missing")(w.tw.AddNote(w.ctx, office.Act{}, id, "  ", false))
	w.no("words.too_long")(w.tw.AddNote(w.ctx, office.Act{}, id, strings.Repeat("长", 4001), false))
	w.no("case.unknown")(w.tw.AddNote(w.ctx, office.Act{}, ok2(w.tw.NewKey()), "x", false))
	w.no("case.unknown")(w.tw.AddParty(w.ctx, office.Act{}, ok2(w.tw.NewKey()), office.PartyInput{Part: casework.Applicant, Name: "王某某"}))
	w.no("on.in_the_future")(w.tw.TakeUp(w.ctx, office.Act{On: today.Add(1)}, id, false))
	w.no("why:state")(w.tw.Recall(w.ctx, office.Act{}, id, ""))
	_, err := w.tw.FindCase(w.ctx, "2026-0099")
	refused(t, "no such number", err, "case_no.unknown")
	_, err = w.tw.CaseRow(w.ctx, ok2(w.tw.NewKey()))
	refused(t, "no such case", err, "case.unknown")
	c, err := w.tw.FindCase(w.ctx, "2026-0001")
	if err != nil || c.ID != id {
		t.Errorf("found %s, %v", c.ID, err)
	}
	w.did(w.tw.Void(w.ctx, office.Act{}, id, "登错了"))
	if c := w.fold(w.tw, id); c.Handling != casework.VoidedState {
		t.Errorf("state %s", c.Handling)
	}
	next := w.open(w.tw, "下一件")
	if c := w.fold(w.tw, next); !strings.HasSuffix(string(c.No), "0002A") {
		t.Errorf("a voided number was used again: %s", c.No)
	}
	w.clean(w.tw)
}

func TestUpAndDownThroughSealedFiles(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水，村里修不了")
	w.up(w.v, id)
	plan, err := w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Entries == 0 || len(plan.Cases) != 1 || plan.Cases[0].What != "上报" {
		t.Errorf("plan %+v", plan)
	}
	r := w.carry(w.v, w.tw)
	if r.New != plan.Entries || r.Result != "imported" || len(r.Code) != 8 {
		t.Errorf("received %+v, planned %d", r, plan.Entries)
	}
	if c := w.fold(w.tw, id); c.Handling != casework.ReceivedAbove || c.Holder != villageCode {
		t.Errorf("township: %s held by %s", c.Handling, c.Holder)
	}
	w.did(w.tw.Accept(w.ctx, office.Act{}, id))
	w.carry(w.tw, w.v)
	for _, o := range []*office.Office{w.v, w.tw} {
		if c := w.fold(o, id); c.Holder != townshipCode || c.Handling != casework.Registered {
			t.Errorf("%s: %s held by %s", o.Me().Name, c.Handling, c.Holder)
		}
	}
	w.sameCase(id, w.v, w.tw)
	w.clean(w.v, w.tw)
}

// sameCase fails when offices differ on the skeleton of a case.
func (w *world) sameCase(id casework.ID, offices ...*office.Office) {
	w.t.Helper()
	lines := func(o *office.Office) string {
		text, err := json.MarshalIndent(w.fold(o, id).Skeleton, "", " ")
		must(w.t, err)
		return string(text)
	}
	for _, o := range offices[1:] {
		if d := cmp.Diff(lines(offices[0]), lines(o)); d != "" {
			w.t.Errorf("%s and %s differ:\n%s", offices[0].Me().Name, o.Me().Name, d)
		}
	}
}

// TestRecallAndAccept: the village recalls while the township accepts. Whichever
// file comes first, both end with the township as holder.
func TestRecallAndAccept(t *testing.T) {
	for _, villageFirst := range []bool{true, false} {
		w := newWorld(t)
		id := w.open(w.v, "水渠漏水")
		w.up(w.v, id)
		w.carry(w.v, w.tw)
		w.did(w.v.Recall(w.ctx, office.Act{}, id, "先不报了"))
		w.did(w.tw.Accept(w.ctx, office.Act{}, id))
		if c := w.fold(w.v, id); c.Holder != villageCode || c.Handling != casework.InHandling {
			t.Fatalf("after the recall the village has %s held by %s", c.Handling, c.Holder)
		}
		fromV, fromT := w.export(w.v, w.tw), w.export(w.tw, w.v)
		if villageFirst {
			w.take(w.tw, fromV)
			w.take(w.v, fromT)
		} else {
			w.take(w.v, fromT)
			w.take(w.tw, fromV)
		}
		w.sameCase(id, w.v, w.tw)
		c := w.fold(w.v, id)
		if c.Holder != townshipCode {
			t.Errorf("village first %v: held by %s", villageFirst, c.Holder)
		}
		i := slices.IndexFunc(c.Rows, func(r casework.Row) bool { return r.Kind == casework.CaseRecalled })
		if i < 0 || c.Rows[i].InEffect || c.Rows[i].Why != casework.WhyOvertaken {
			t.Errorf("the recall is not shown as overtaken: %+v", c.Rows)
		}
		w.clean(w.v, w.tw)
	}
}

func TestReturnedWithReason(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	w.no("return_reason.missing")(w.tw.Return(w.ctx, office.Act{}, id, "", ""))
	w.did(w.tw.Return(w.ctx, office.Act{}, id, casework.ReturnIncomplete, "请补照片"))
	w.no("why:state")(w.tw.Accept(w.ctx, office.Act{}, id))
	w.carry(w.tw, w.v)
	c := w.fold(w.v, id)
	if c.Handling != casework.ReturnedBack || c.Holder != villageCode || c.HandOvers[0].Reason != casework.ReturnIncomplete {
		t.Errorf("%s held by %s, %+v", c.Handling, c.Holder, c.HandOvers)
	}
	if !strings.Contains(words(c), "请补照片") {
		t.Errorf("the words did not arrive: %v", c.Words.Notes)
	}
	w.did(w.v.TakeUp(w.ctx, office.Act{}, id, false))
}

func words(c casework.Case) string {
	var out []string
	for _, m := range []map[casework.ID]string{c.Words.Notes, c.Words.Alone} {
		for _, text := range m {
			out = append(out, text)
		}
	}
	return strings.Join(append(out, c.Words.Text.Narrative), "\n")
}
