package office_test

import (
	"strings"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// TestMergeAndUndo: two registrations of one matter become one, and two again.
func TestMergeAndUndo(t *testing.T) {
	w := newWorld(t)
	a, b := w.open(w.v, "水渠漏水"), w.open(w.v, "水渠漏水，又来一次")
	w.did(w.v.TakeUp(w.ctx, office.Act{}, a, false))
	before := w.fold(w.v, a)
	w.no("case.same")(w.v.Merge(w.ctx, office.Act{}, a, a, ""))
	w.no("case.unknown")(w.v.Merge(w.ctx, office.Act{}, a, ok2(w.v.NewKey()), ""))
	w.no("need:merged")(w.v.Unmerge(w.ctx, office.Act{}, a, ""))
	act := office.Act{Key: ok2(w.v.NewKey())}
	w.did(w.v.Merge(w.ctx, act, a, b, "同一件事"))
	w.did(w.v.Merge(w.ctx, act, a, b, "同一件事"))
	merged, into := w.fold(w.v, a), w.fold(w.v, b)
	if merged.Handling != casework.VoidedState || merged.MergedInto != b || !strings.Contains(words(merged), "同一件事") {
		t.Errorf("merged %s into %s", merged.Handling, merged.MergedInto)
	}
	if len(into.Absorbed) != 1 || into.Absorbed[0] != a || into.Handling != casework.Registered {
		t.Errorf("absorbed %v, %s", into.Absorbed, into.Handling)
	}
	w.no("why:state")(w.v.TakeUp(w.ctx, office.Act{}, a, false))
	w.no("why:state")(w.v.Merge(w.ctx, office.Act{}, a, b, ""))
	month := casework.Period{From: w.v.Today() - 10, To: w.v.Today()}
	cases := func() int {
		f, err := w.v.Figures(w.ctx, month)
		must(t, err)
		return f.Get(1, "cases").Numerator
	}
	if n := cases(); n != 1 {
		t.Errorf("%d cases while merged", n)
	}
	w.did(w.v.Unmerge(w.ctx, office.Act{}, a, "是两件"))
	got := w.fold(w.v, a)
	if got.Handling != before.Handling || !got.MergedInto.IsZero() || got.Handling != casework.InHandling {
		t.Errorf("%s, before the merge %s", got.Handling, before.Handling)
	}
	if into = w.fold(w.v, b); len(into.Absorbed) != 0 {
		t.Errorf("still absorbed: %v", into.Absorbed)
	}
	if n := cases(); n != 2 {
		t.Errorf("%d cases after the undo", n)
	}
	w.did(w.v.Mediate(w.ctx, office.Act{}, a, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed}, ""))
	w.carry(w.v, w.tw)
	for _, id := range []casework.ID{a, b} {
		w.sameCase(id, w.v, w.tw)
	}
	w.clean(w.v, w.tw)
}

// TestMergeBothOrNone: what cannot be mirrored in the other case is not written in this
// one.
func TestMergeBothOrNone(t *testing.T) {
	w := newWorld(t)
	a, b := w.open(w.tw, "水渠漏水"), w.open(w.tw, "水渠漏水")
	w.finish(b)
	w.no("why:state")(w.tw.Merge(w.ctx, office.Act{}, b, a, "")) // answered: nothing to merge
	w.did(w.tw.ReportUp(w.ctx, office.Act{}, a, office.ReportInput{Demand: casework.AskRuling, Tried: "urgent"}))
	w.no("why:state")(w.tw.Merge(w.ctx, office.Act{}, a, b, "一起")) // under way
	if a, b := w.fold(w.tw, a), w.fold(w.tw, b); len(a.Absorbed) != 0 || len(b.Absorbed) != 0 || strings.Contains(words(a), "一起") {
		t.Errorf("half of a merge stands: %v, %v", a.Absorbed, b.Absorbed)
	}
	must(t, w.tw.SignIn(3))
	w.no("why:role")(w.tw.Merge(w.ctx, office.Act{}, a, b, ""))
}

// accepted opens a petition and delivers the notice of acceptance on 2026-12-01: the 60
// days end on Saturday 2027-01-30, rolled to Monday 02-01.
func (w *world) accepted() casework.ID {
	w.t.Helper()
	w.at("2026-12-01")
	id := w.open(w.tw, "断头路")
	w.did(w.tw.Notice(w.ctx, office.Act{}, id, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, ""))
	return id
}

// TestExtensionToldTooLate: after the due day a 延期告知书 changes nothing, so it is not
// written; on the due day it counts (条例 34).
func TestExtensionToldTooLate(t *testing.T) {
	w := newWorld(t)
	id := w.accepted()
	row := func() office.CaseRow {
		r, err := w.tw.CaseRow(w.ctx, id)
		must(t, err)
		return r
	}
	if r := row(); r.DueWhat != "K6" || r.Due.String() != "2027-02-01" {
		t.Errorf("due %s %s", r.Due, r.DueWhat)
	}
	for _, days := range []int{-1, 0, 31} {
		w.no("extension.needs_1_to_30")(w.tw.Extend(w.ctx, office.Act{}, id, casework.Extended{Days: days}, ""))
	}
	due := w.at("2027-02-02")
	rows := len(w.fold(w.tw, id).Rows)
	_, err := w.tw.Extend(w.ctx, office.Act{}, id, casework.Extended{Days: 30}, "材料未齐")
	refused(t, "told late", err, "need:in_time")
	if got := office.Explain(err); !strings.Contains(got, "六十日已满，不能再延期。请照实记逾期，并尽快答复") {
		t.Errorf("explained as %q", got)
	}
	if c := w.fold(w.tw, id); len(c.Rows) != rows || len(c.Extensions) != 0 || strings.Contains(words(c), "材料未齐") {
		t.Errorf("written all the same: %+v", c.Extensions)
	}
	w.did(w.tw.Extend(w.ctx, office.Act{On: due - 1}, id, casework.Extended{Days: 30}, "材料未齐")) // told on the due day, written down a day later
	if r := row(); r.Due.String() != "2027-03-01" || r.DueWhat != "K6" {
		t.Errorf("due %s %s after the extension", r.Due, r.DueWhat)
	}
	if c := w.fold(w.tw, id); len(c.Extensions) != 1 || c.Extensions[0].ApprovedOn != due-1 {
		t.Errorf("extensions %+v", c.Extensions)
	}
	w.no("need:extend")(w.tw.Extend(w.ctx, office.Act{}, id, casework.Extended{Days: 10}, ""))
	w.clean(w.tw)
}

// TestNothingBeforeTheCase: an act dated before the matter came is refused, words are not.
func TestNothingBeforeTheCase(t *testing.T) {
	w := newWorld(t)
	today := w.tw.Today()
	id := w.open(w.tw, "断头路")
	early := office.Act{On: today - 1}
	for what, err := range map[string]error{
		"mark":   ok1(w.tw.Mark(w.ctx, early, id, casework.Marked{Urgency: casework.Urgent})),
		"notice": ok1(w.tw.Notice(w.ctx, early, id, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, "")),
		"repeat": ok1(w.tw.Repeat(w.ctx, early, id, casework.Repeated{Form: "call"}, "")),
	} {
		refused(t, what, err, "need:after")
		if got := office.Explain(err); !strings.Contains(got, "请改日期") {
			t.Errorf("%s explained as %q", what, got)
		}
	}
	if c := w.fold(w.tw, id); len(c.Repeats) != 0 || c.Marks.Urgency != "" || len(c.Notices) != 0 {
		t.Errorf("written: %+v", c.Repeats)
	}
	w.did(w.tw.Repeat(w.ctx, office.Act{}, id, casework.Repeated{Form: "call"}, "又打来电话"))
	if c := w.fold(w.tw, id); len(c.Repeats) != 1 {
		t.Errorf("repeats %+v", c.Repeats)
	}
}

func ok1(_ office.Done, err error) error { return err }

// TestAidAsksForConsent: help is given with the person's yes (条例 27, 37).
func TestAidAsksForConsent(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "家中困难")
	w.no("need:consent")(w.tw.Aid(w.ctx, office.Act{}, id, casework.Aided{Kind: "relief", Granted: true}, ""))
	if c := w.fold(w.tw, id); len(c.Aids) != 0 {
		t.Errorf("written: %+v", c.Aids)
	}
	w.did(w.tw.Aid(w.ctx, office.Act{}, id, casework.Aided{Kind: "relief", Granted: true, Consent: true}, "送面两袋"))
	if c := w.fold(w.tw, id); len(c.Aids) != 1 || !c.Aids[0].Granted || !strings.Contains(words(c), "送面两袋") {
		t.Errorf("aids %+v", c.Aids)
	}
}

// TestUrgentIsReportedAtOnce: a matter marked urgent owes a report the same day.
func TestUrgentIsReportedAtOnce(t *testing.T) {
	w := newWorld(t)
	today := w.tw.Today()
	id := w.open(w.tw, "河堤裂缝")
	w.no("people.out_of_range")(w.tw.Mark(w.ctx, office.Act{}, id, casework.Marked{Concerned: -1}))
	w.did(w.tw.Mark(w.ctx, office.Act{}, id, casework.Marked{Urgency: casework.Urgent, Concerned: 40, Safety: true}))
	row, err := w.tw.CaseRow(w.ctx, id)
	must(t, err)
	if row.Due != today || row.DueWhat != "K13" {
		t.Errorf("due %s %s", row.Due, row.DueWhat)
	}
	w.no("to.missing")(w.tw.ReportUrgent(w.ctx, office.Act{}, id, nil, ""))
	w.did(w.tw.ReportUrgent(w.ctx, office.Act{}, id, []string{"committee", "superior"}, ""))
	if row, err = w.tw.CaseRow(w.ctx, id); err != nil || row.DueWhat == "K13" {
		t.Errorf("still due: %s %s, %v", row.Due, row.DueWhat, err)
	}
}

// TestReviews: 复查 follows a 处理意见书, 复核 an upheld 复查; sent back, the matter begins
// anew.
func TestReviews(t *testing.T) {
	w := newWorld(t)
	id := w.accepted()
	ask := casework.ReviewAsked{Stage: casework.FirstReview, Organ: countyCode, Received: w.tw.Today()}
	w.no("review.unknown")(w.tw.AskReview(w.ctx, office.Act{}, id, casework.ReviewAsked{}, ""))
	w.no("why:state")(w.tw.AskReview(w.ctx, office.Act{}, id, ask, ""))
	w.did(w.tw.Answer(w.ctx, office.Act{}, id, casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported}}, ""))
	second := ask
	second.Stage = casework.SecondReview
	w.no("need:reviewed")(w.tw.AskReview(w.ctx, office.Act{}, id, second, ""))
	w.did(w.tw.AskReview(w.ctx, office.Act{}, id, ask, ""))
	w.no("review.out_of_range")(w.tw.Reviewed(w.ctx, office.Act{}, id, casework.Reviewed{Stage: casework.FirstReview, HearingDays: 400}, ""))
	w.no("need:review")(w.tw.Reviewed(w.ctx, office.Act{}, id, casework.Reviewed{Stage: casework.SecondReview, Upheld: true}, ""))
	w.did(w.tw.Reviewed(w.ctx, office.Act{}, id, casework.Reviewed{Stage: casework.FirstReview, Upheld: true, DecidedOn: w.tw.Today()}, ""))
	w.did(w.tw.AskReview(w.ctx, office.Act{}, id, second, ""))
	w.did(w.tw.Reviewed(w.ctx, office.Act{}, id, casework.Reviewed{Stage: casework.SecondReview, DecidedOn: w.tw.Today()}, ""))
	if c := w.fold(w.tw, id); c.Handling != casework.InHandling || c.Cycle != 2 || len(c.Reviews) != 2 {
		t.Errorf("%s, cycle %d, %+v", c.Handling, c.Cycle, c.Reviews)
	}
	w.clean(w.tw)
}

// TestTermsOfAnAgreement: each term is settled by itself; 协议已履行 asks for all.
func TestTermsOfAnAgreement(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "两家争地界")
	s := w.did(w.v.Mediate(w.ctx, office.Act{}, id, casework.Mediated{
		By: casework.VillageCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement,
	}, "")).Entry
	w.no("due.missing")(w.v.AgreeTerm(w.ctx, office.Act{}, id, casework.TermAgreed{Session: s, No: 1}, ""))
	due := w.v.Today().Add(5)
	term := w.did(w.v.AgreeTerm(w.ctx, office.Act{}, id, casework.TermAgreed{Session: s, No: 1, Due: due}, "立界石")).Entry
	row, err := w.v.CaseRow(w.ctx, id)
	must(t, err)
	if row.Due != due || row.DueWhat != "term" {
		t.Errorf("due %s %s", row.Due, row.DueWhat)
	}
	done := casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed}
	w.no("need:terms")(w.v.Resolve(w.ctx, office.Act{}, id, done, ""))
	w.did(w.v.SettleTerm(w.ctx, office.Act{}, id, term, true, ""))
	w.did(w.v.AskCourt(w.ctx, office.Act{}, id, casework.CourtAsked{Session: s}))
	w.did(w.v.Resolve(w.ctx, office.Act{}, id, done, ""))
	c := w.fold(w.v, id)
	if len(c.Terms) != 1 || !c.Terms[0].Performed || len(c.Court) != 1 || c.Resolution != casework.ResolvedFully {
		t.Errorf("terms %+v, court %+v, %s", c.Terms, c.Court, c.Resolution)
	}
	w.clean(w.v)
}

// TestSuperiorAsksForMore: the county asks, the holder reopens.
func TestSuperiorAsksForMore(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "断头路")
	w.did(w.tw.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskCoordinate, Tried: "urgent"}))
	w.carry(w.tw, w.c)
	w.did(w.c.Return(w.ctx, office.Act{}, id, casework.ReturnIncomplete, ""))
	w.carry(w.c, w.tw)
	w.finish(id)
	must(t, w.tw.SignIn(2))
	w.did(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.Satisfied}, ""))
	w.did(w.tw.CloseCase(w.ctx, office.Act{}, id))
	w.carry(w.tw, w.c)
	w.did(w.c.AskReopen(w.ctx, office.Act{}, id, w.c.Today().Add(10), "又有来信"))
	w.carry(w.c, w.tw)
	c := w.fold(w.tw, id)
	if c.Handling != casework.ClosedState || len(c.Requests) != 1 || c.Requests[0].By != countyCode {
		t.Errorf("%s, %+v", c.Handling, c.Requests)
	}
	w.did(w.tw.Reopen(w.ctx, office.Act{}, id, true, "上级再次交办"))
	w.clean(w.tw, w.c)
}

// TestTaskAndLeadRefusals: outside a meeting too.
func TestTaskAndLeadRefusals(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "断头路")
	due := w.tw.Today().Add(3)
	w.no("unit.missing")(w.tw.SetTask(w.ctx, office.Act{}, id, casework.Tasked{Due: due}, ""))
	w.no("due.missing")(w.tw.SetTask(w.ctx, office.Act{}, id, casework.Tasked{Unit: "交管站"}, ""))
	task := w.did(w.tw.SetTask(w.ctx, office.Act{}, id, casework.Tasked{Unit: "交管站", Due: due}, "")).Entry
	row, err := w.tw.CaseRow(w.ctx, id)
	must(t, err)
	if row.Due != due || row.DueWhat != "task" {
		t.Errorf("due %s %s", row.Due, row.DueWhat)
	}
	w.did(w.tw.SettleTask(w.ctx, office.Act{}, id, task, false, "做不到"))
	w.no("why:twice")(w.tw.SettleTask(w.ctx, office.Act{}, id, task, true, ""))
	w.no("name.missing")(w.tw.AssignLead(w.ctx, office.Act{}, id, casework.LeadAssigned{Name: " "}))
	w.no("name.too_long")(w.tw.AssignLead(w.ctx, office.Act{}, id, casework.LeadAssigned{Name: strings.Repeat("名", 41)}))
	lead := w.did(w.tw.AssignLead(w.ctx, office.Act{}, id, casework.LeadAssigned{Name: "钱某", Rank: casework.TownshipLeader})).Entry
	w.did(w.tw.EndLead(w.ctx, office.Act{}, id, lead, "left"))
	w.no("why:twice")(w.tw.EndLead(w.ctx, office.Act{}, id, lead, "left"))
	w.no("why:earlier")(w.tw.MeetLead(w.ctx, office.Act{}, id, task, casework.VisitHome, ""))
	w.no("why:role")(w.v.SetTask(w.ctx, office.Act{}, w.open(w.v, "村里一件"), casework.Tasked{Unit: "组", Due: due}, ""))
}

// TestDueOfCaseRowIsADay: no due date is not a date.
func TestDueOfCaseRowIsADay(t *testing.T) {
	w := newWorld(t)
	row, err := w.v.CaseRow(w.ctx, w.did(w.v.OpenCase(w.ctx, office.Act{}, demand(casework.TrackDemand, "路灯"))).Subject)
	must(t, err)
	if row.Due != office.NoDue || row.Due < calendar.MaxDay {
		t.Errorf("due %d", row.Due)
	}
}
