package office_test

import (
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

func visit(words string) office.VisitInput {
	return office.VisitInput{Name: "张某某", Phone: "139 0000-0001", Words: words, Category: "land"}
}

func TestReceiveVisitor(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	in := visit("合作社欠流转费")
	in.Promise = today.Add(6)
	in.Case = &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"付清流转费"}}
	got, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, in)
	must(t, err)
	second, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, visit("问低保"))
	must(t, err)
	if got.No != 1 || second.No != 2 || got.Case.IsZero() || !second.Case.IsZero() {
		t.Errorf("visits %+v, %+v", got, second)
	}
	d, err := w.v.Day(w.ctx, villageCode, today)
	must(t, err)
	if !d.Opened || !d.VillageDay || len(d.Visits) != 2 || d.Visits[0].Cases[0] != got.Case || d.Visits[0].Words.Name != "张某某" {
		t.Errorf("day %+v", d)
	}
	c := w.fold(w.v, got.Case)
	if c.Visit != got.Visit || c.Place != villageCode || c.Words.Text.Narrative != "合作社欠流转费" || len(c.Promises) != 1 ||
		c.Words.Parties[0].Phone.Reveal() != "13900000001" || c.Category != "land" || c.Source != office.SourceVillageDay {
		t.Errorf("case %+v", c)
	}
	promises, err := w.v.OpenPromises(w.ctx, 10)
	must(t, err)
	if len(promises) != 1 || promises[0].Case != got.Case {
		t.Errorf("promises %+v", promises)
	}
	w.did(w.v.CloseDay(w.ctx, office.Act{}))
	w.no("day.closed")(w.v.CloseDay(w.ctx, office.Act{}))
	_, err = w.v.ReceiveVisitor(w.ctx, office.Act{}, visit("来晚了"))
	refused(t, "after closing", err, "day.closed")
	w.clean(w.v)
}

// TestVisitAndCaseStandTogether: when the case is refused, nothing of the visit is
// written, and the day is not opened.
func TestVisitAndCaseStandTogether(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	in := visit("合作社欠流转费")
	in.Case = &office.CaseInput{Track: casework.TrackDispute}
	_, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, in)
	refused(t, "a case without a request", err, "request.missing")
	d, err := w.v.Day(w.ctx, villageCode, today)
	must(t, err)
	if d.Opened || len(d.Visits) != 0 {
		t.Errorf("half done: %+v", d)
	}
	if n, err := w.v.Count(w.ctx, office.Filter{}); err != nil || n != 0 {
		t.Errorf("%d cases, %v", n, err)
	}
	in.Case.Requests = []string{"付清"}
	got, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, in)
	must(t, err)
	if got.No != 1 {
		t.Errorf("number %d after a refusal", got.No)
	}
}

func TestVisitRefusals(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	for want, change := range map[string]func(*office.VisitInput){
		"words.missing":              func(in *office.VisitInput) { in.Words = " \n" },
		"words.too_long":             func(in *office.VisitInput) { in.Words = strings.Repeat("长", 4001) },
		"words.not_text":             func(in *office.VisitInput) { in.Words = "a\xff" },
		"name.too_long":              func(in *office.VisitInput) { in.Name = strings.Repeat("名", 41) },
		"group.too_long":             func(in *office.VisitInput) { in.Group = strings.Repeat("组", 41) },
		"phone.digits_only":          func(in *office.VisitInput) { in.Phone = "139abc00000" },
		"phone.needs_5_to_15_digits": func(in *office.VisitInput) { in.Phone = "110" },
		"category.missing":           func(in *office.VisitInput) { in.Category = "" },
		"people.needs_1_to_10000":    func(in *office.VisitInput) { in.People = -1 },
		"promise.needs_a_case":       func(in *office.VisitInput) { in.Promise = today.Add(1) },
		"promise.before_the_day": func(in *office.VisitInput) {
			in.Promise, in.Case = today.Add(-1), &office.CaseInput{Track: casework.TrackDemand, Requests: []string{"x"}}
		},
		"on_the_spot.or_a_case_not_both": func(in *office.VisitInput) { in.OnTheSpot, in.Case = true, &office.CaseInput{} },
	} {
		in := visit("问低保")
		change(&in)
		_, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, in)
		refused(t, "visit", err, want)
	}
	_, err := w.v.ReceiveVisitor(w.ctx, office.Act{On: today.Add(1)}, visit("明天的事"))
	refused(t, "tomorrow", err, "on.in_the_future")
	_, err = w.tw.ReceiveVisitor(w.ctx, office.Act{}, visit("问低保"))
	refused(t, "a township without a village", err, "village.missing")
	_, err = w.c.ReceiveVisitor(w.ctx, office.Act{For: villageCode}, visit("问低保"))
	if err == nil {
		t.Error("a county received for a village")
	}
	if d, err := w.v.Day(w.ctx, villageCode, today); err != nil || d.Opened {
		t.Errorf("something was written: %+v, %v", d, err)
	}
}

// TestTownshipKeepsAVillage: most villages have no willing PC (domain 0.0, 5).
func TestTownshipKeepsAVillage(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	act := office.Act{For: hamletCode}
	in := visit("两家争地界")
	in.Case = &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"定地界"}}
	got, err := w.tw.ReceiveVisitor(w.ctx, act, in)
	must(t, err)
	w.did(w.tw.CloseDay(w.ctx, act))
	d, err := w.tw.Day(w.ctx, hamletCode, today)
	must(t, err)
	if d.Village != hamletCode || len(d.Visits) != 1 || !d.Closed || d.Zero {
		t.Errorf("day %+v", d)
	}
	c := w.fold(w.tw, got.Case)
	if c.Opener != hamletCode || c.OpenedAt != casework.Village || c.Parent != townshipCode || c.Holder != hamletCode {
		t.Errorf("case %+v", c.Skeleton)
	}
	if !strings.HasPrefix(string(c.No), string(townshipCode)) {
		t.Errorf("number %s is not of the township's own row", c.No)
	}
	w.no("why:not_holder")(w.tw.TakeUp(w.ctx, office.Act{}, got.Case, true)) // in its own name it does not hold the case
	w.did(w.tw.Mediate(w.ctx, act, got.Case, casework.Mediated{
		By: casework.VillageCommittee, Result: casework.MediationSuccess, Agreement: casework.OralAgreement,
	}, "说好了"))
	w.did(w.tw.Resolve(w.ctx, act, got.Case, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed}, ""))
	if c := w.fold(w.tw, got.Case); c.ResolvedLevel != casework.Village {
		t.Errorf("resolved at %s, want village", c.ResolvedLevel)
	}
	other := ok2(w.tw.ReceiveVisitor(w.ctx, office.Act{For: hamletCode, On: today.Add(-1)}, in))
	w.did(w.tw.ReportUp(w.ctx, act, other.Case, office.ReportInput{Demand: casework.AskCoordinate, Tried: "urgent"}))
	w.did(w.tw.Accept(w.ctx, office.Act{}, other.Case))
	if c := w.fold(w.tw, other.Case); c.Holder != townshipCode {
		t.Errorf("held by %s", c.Holder)
	}
	for _, village := range []casework.OfficeCode{"419901103201", countyCode, "x"} {
		if _, err := w.tw.OpenDay(w.ctx, office.Act{For: village}, nil); err == nil {
			t.Errorf("the township keeps the books of %s", village)
		}
	}
	w.no("village.not_ours")(w.v.OpenCase(w.ctx, office.Act{For: hamletCode}, demand(casework.TrackDispute, "x")))
	w.no("village.not_ours")(w.c.OpenCase(w.ctx, office.Act{For: villageCode}, demand(casework.TrackDispute, "x")))
	w.clean(w.tw)
}

func TestZeroDayAndOpenDay(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	w.did(w.v.OpenDay(w.ctx, office.Act{}, []int{1, 2}))
	w.no("")(w.v.CloseDay(w.ctx, office.Act{}))
	d, err := w.v.Day(w.ctx, villageCode, today)
	must(t, err)
	if !d.Zero || !d.Closed || len(d.Duty) != 2 {
		t.Errorf("day %+v", d)
	}
	w.did(w.v.CloseDay(w.ctx, office.Act{On: today.Add(-1)})) // an ordinary day, closed without being opened
	rows, err := w.v.Days(w.ctx, casework.Period{From: today.Add(-1), To: today})
	must(t, err)
	if len(rows) != 2 || rows[0].VillageDay || !rows[1].VillageDay {
		t.Errorf("days %+v", rows)
	}
	w.carry(w.v, w.tw)
	got, err := w.tw.Day(w.ctx, villageCode, today)
	must(t, err)
	if !got.Zero || !got.Closed {
		t.Errorf("at the township %+v", got)
	}
	_, err = w.tw.Export(w.ctx, countyCode, w.stick, nil)
	refused(t, "a village's day does not go to the county", err, "export.nothing_new")
}
