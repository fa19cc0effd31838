package office_test

import (
	"strings"
	"testing"

	"silian/calendar"
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
		"words.missing":                  func(in *office.VisitInput) { in.Words = " \n" },
		"words.too_long":                 func(in *office.VisitInput) { in.Words = strings.Repeat("长", 4001) },
		"words.not_text":                 func(in *office.VisitInput) { in.Words = "a\xff" },
		"name.too_long":                  func(in *office.VisitInput) { in.Name = strings.Repeat("名", 41) },
		"group.too_long":                 func(in *office.VisitInput) { in.Group = strings.Repeat("组", 41) },
		"phone.digits_only":              func(in *office.VisitInput) { in.Phone = "139abc00000" },
		"phone.needs_5_to_15_digits":     func(in *office.VisitInput) { in.Phone = "110" },
		"category.missing":               func(in *office.VisitInput) { in.Category = "" },
		"people.needs_1_to_10000":        func(in *office.VisitInput) { in.People = -1 },
		"promise.before_the_day":         func(in *office.VisitInput) { in.Promise = today.Add(-1) },
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

func TestCaseRefusals(t *testing.T) {
	w := newWorld(t)
	for want, change := range map[string]func(*office.CaseInput){
		"narrative.missing":    func(in *office.CaseInput) { in.Narrative = "" },
		"narrative.too_long":   func(in *office.CaseInput) { in.Narrative = strings.Repeat("长", 4001) },
		"title.too_long":       func(in *office.CaseInput) { in.Title = strings.Repeat("长", 61) },
		"place.too_long":       func(in *office.CaseInput) { in.PlaceText = strings.Repeat("长", 121) },
		"request.missing":      func(in *office.CaseInput) { in.Requests = []string{" "} },
		"request.more_than_20": func(in *office.CaseInput) { in.Requests = strings.Split(strings.Repeat("x", 21), "") },
		"request.too_long":     func(in *office.CaseInput) { in.Requests = []string{strings.Repeat("长", 241)} },
		"category.missing":     func(in *office.CaseInput) { in.Category = "" },
		"track.missing":        func(in *office.CaseInput) { in.Track = "K" },
		"people.out_of_range":  func(in *office.CaseInput) { in.People = -1 },
		"name.missing":         func(in *office.CaseInput) { in.Parties[0].Name = "" },
		"address.too_long":     func(in *office.CaseInput) { in.Parties[0].Address = strings.Repeat("长", 121) },
	} {
		in := demand(casework.TrackPetition, "水渠漏水")
		change(&in)
		w.no(want)(w.v.OpenCase(w.ctx, office.Act{}, in))
	}
	if n, err := w.v.Count(w.ctx, office.Filter{}); err != nil || n != 0 {
		t.Errorf("%d cases, %v", n, err)
	}
	id := w.open(w.v, "水渠漏水。夜里更大")
	if c := w.fold(w.v, id); c.Words.Text.Title != "水渠漏水" || c.No != casework.CaseNo(villageCode)+"-2026-0001A" {
		t.Errorf("title %q, no %s", c.Words.Text.Title, c.No)
	}
}

func TestSplitCase(t *testing.T) {
	w := newWorld(t)
	a := w.open(w.v, "补贴没有发放，合作社也欠钱")
	b := w.did(w.v.SplitCase(w.ctx, office.Act{}, a, demand(casework.TrackDispute, "合作社欠钱"))).Subject
	ca, cb := w.fold(w.v, a), w.fold(w.v, b)
	if len(ca.Kin) != 1 || ca.Kin[0] != b || len(cb.Kin) != 1 || cb.Kin[0] != a || ca.No == cb.No || cb.Track != casework.TrackDispute {
		t.Errorf("kin %v and %v, numbers %s and %s", ca.Kin, cb.Kin, ca.No, cb.No)
	}
	w.no("case.unknown")(w.v.SplitCase(w.ctx, office.Act{}, ok2(w.tw.NewKey()), demand(casework.TrackDispute, "x")))
}

// TestSameKeyWritesOnce: each act with a key, done twice.
func TestSameKeyWritesOnce(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	id := w.open(w.v, "水渠漏水")
	acts := map[string]func(office.Act) (office.Done, error){
		"open": func(a office.Act) (office.Done, error) {
			return w.v.OpenCase(w.ctx, a, demand(casework.TrackDemand, "修路"))
		},
		"split": func(a office.Act) (office.Done, error) {
			return w.v.SplitCase(w.ctx, a, id, demand(casework.TrackDemand, "另一项"))
		},
		"note": func(a office.Act) (office.Done, error) { return w.v.AddNote(w.ctx, a, id, "看过", false) },
		"promise": func(a office.Act) (office.Done, error) {
			return w.v.Promise(w.ctx, a, id, today.Add(3), "三天内回话")
		},
		"mediate": func(a office.Act) (office.Done, error) {
			return w.v.Mediate(w.ctx, a, id, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed}, "没谈成")
		},
		"close day": func(a office.Act) (office.Done, error) { return w.v.CloseDay(w.ctx, a) },
		"report": func(a office.Act) (office.Done, error) {
			return w.v.ReportUp(w.ctx, a, id, office.ReportInput{Demand: casework.AskFunding, Tried: "urgent"})
		},
	}
	for _, name := range []string{"open", "split", "note", "promise", "mediate", "close day", "report"} {
		key, err := w.v.NewKey()
		must(t, err)
		first := w.did(acts[name](office.Act{Key: key}))
		before, err := w.v.Check(w.ctx, false, nil)
		must(t, err)
		second := w.did(acts[name](office.Act{Key: key}))
		after, err := w.v.Check(w.ctx, false, nil)
		must(t, err)
		if first != second || before.Entries != after.Entries {
			t.Errorf("%s: %+v then %+v, %d then %d entries", name, first, second, before.Entries, after.Entries)
		}
		if first.Entry != key {
			t.Errorf("%s: first entry %s, key %s", name, first.Entry, key)
		}
	}
}

func TestSameKeyVisit(t *testing.T) {
	w := newWorld(t)
	key, err := w.v.NewKey()
	must(t, err)
	in := visit("合作社欠钱")
	in.Case = &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"付清"}}
	first, err := w.v.ReceiveVisitor(w.ctx, office.Act{Key: key}, in)
	must(t, err)
	second, err := w.v.ReceiveVisitor(w.ctx, office.Act{Key: key}, in)
	must(t, err)
	if first != second {
		t.Errorf("%+v then %+v", first, second)
	}
	if n, err := w.v.Count(w.ctx, office.Filter{}); err != nil || n != 1 {
		t.Errorf("%d cases, %v", n, err)
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

func ok2[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestRoles(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	up := func() (office.Done, error) {
		return w.v.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskFunding, Tried: "urgent"})
	}
	for number, want := range map[int]string{2: "why:role", 3: "why:role", 4: "why:role"} {
		must(t, w.v.SignIn(number))
		w.no(want)(up())
	}
	w.no("why:role")(w.v.OpenCase(w.ctx, office.Act{}, demand(casework.TrackDemand, "x"))) // 4: the administrator
	must(t, w.v.SignIn(2))
	w.did(w.v.AddNote(w.ctx, office.Act{}, id, "登记员记一笔", false))
	must(t, w.v.SignIn(1))
	w.no("why:role")(w.v.Notice(w.ctx, office.Act{}, id, casework.Noticed{Notice: casework.NoticeAccepted}, ""))
	w.did(up())
	refused(t, "nobody", w.v.SignIn(9), "operator.unknown")
	refused(t, "nobody", w.v.SignIn(0), "operator.unknown")
}

// TestAdministratorTakesFiles: whoever is signed in, a stick can be taken in.
func TestAdministratorTakesFiles(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	path := w.export(w.v, w.tw)
	must(t, w.tw.SignIn(4))
	w.take(w.tw, path)
	if c := w.fold(w.tw, id); c.Handling != casework.ReceivedAbove && c.Handling != casework.InTransit {
		t.Errorf("state %s", c.Handling)
	}
}

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
	visit := casework.ReturnVisited{Way: casework.VisitPhone, Result: casework.Satisfied, Persons: 2}
	w.no("need:not_self")(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, visit, ""))
	w.no("case.missing")(w.tw.ReturnVisit(w.ctx, office.Act{}, nil, visit, ""))
	w.no("return_visit.missing")(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, casework.ReturnVisited{}, ""))
	w.no("persons.out_of_range")(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, casework.ReturnVisited{
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
		w.did(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, casework.ReturnVisited{Way: casework.VisitHome, Result: casework.Satisfied}, ""))
		w.did(w.tw.CloseCase(w.ctx, office.Act{}, id))
		w.at(today.Add(c.days).String())
		w.did(w.tw.Reopen(w.ctx, office.Act{}, id, c.same, "又不亮了"))
		got := w.fold(w.tw, id)
		if (got.Resolution == casework.Relapsed) != c.relapse || got.Cycle != 2 || got.Handling != casework.InHandling {
			t.Errorf("after %d days, same demand %v: %s, cycle %d, %s", c.days, c.same, got.Resolution, got.Cycle, got.Handling)
		}
		p := casework.Period{From: today, To: today.Add(c.days)}
		all, err := w.tw.Indicators(w.ctx, p)
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

// TestTimelineOrder: lines stand by the day on which they happened, also when
// envelopes without a day lie between them.
func TestTimelineOrder(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	id := w.open(w.v, "水渠漏水")
	for i := range 12 {
		w.did(w.v.AddNote(w.ctx, office.Act{On: today.Add(-i)}, id, "补登", false))
		if i%2 == 0 {
			w.did(w.v.AddNote(w.ctx, office.Act{}, id, "要销毁的话", false))
		}
	}
	c := w.fold(w.v, id)
	var gone []casework.ID
	for entry, text := range c.Words.Alone {
		if text == "要销毁的话" {
			gone = append(gone, entry)
		}
	}
	w.did(w.v.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: id}, gone, "wrong_data", 1))
	var last calendar.Day
	late, stubs := 0, 0
	for _, m := range w.v.Timeline(w.fold(w.v, id)) {
		if m.On == 0 {
			stubs++
			continue
		}
		if m.On < last {
			t.Errorf("%s after %s", m.On, last)
		}
		last = m.On
		if m.Late {
			late++
		}
	}
	if late != 11 || stubs != 6 {
		t.Errorf("%d late lines, %d envelopes", late, stubs)
	}
}
