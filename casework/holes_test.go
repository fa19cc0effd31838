package casework_test

import (
	"math"
	"strings"
	"testing"

	"silian/calendar"
	"silian/casework"
)

func clocksOf(k *kit, id casework.ClockID) []casework.Clock {
	var out []casework.Clock
	for _, c := range k.t.Case(k.id).Clocks(national(k.TB)) {
		if c.Rule.ID == id {
			out = append(out, c)
		}
	}
	return out
}

func yearFigures(k *kit, facts []casework.Fact, asOf string) casework.Figures {
	p := casework.Period{From: day(k.TB, "2026-11-01"), To: day(k.TB, "2027-12-31")}
	return casework.Count(facts, casework.Question{Period: p, AsOf: day(k.TB, asOf), Rules: national(k.TB)})
}

func gives(t *testing.T, f casework.Figures, id int, part string, n, of int) {
	t.Helper()
	if i := f.Get(id, part); i.Numerator != n || i.Denominator != of {
		t.Errorf("indicator %d %s: %d/%d, want %d/%d", id, part, i.Numerator, i.Denominator, n, of)
	}
}

// R1: a figure of a foreign report must not panic and must not be counted twice.
func TestForeignReport(t *testing.T) {
	k := newKit(t)
	p := casework.PeriodOf(casework.Month, day(t, "2026-12-01"))
	for name, figures := range map[string][]casework.Figure{
		"least int":  {{ID: 3, Numerator: 1, Denominator: math.MinInt}},
		"negative":   {{ID: 3, Numerator: 5, Denominator: -10}},
		"huge":       {{ID: 3, Numerator: 1 << 62, Denominator: 1 << 62}},
		"said twice": {{ID: 1, Part: "cases", Numerator: 5}, {ID: 1, Part: "cases", Numerator: 5}},
	} {
		t.Run(name, func(t *testing.T) {
			r := casework.FrozenReport{Office: k.t.Code, Span: casework.Month, From: p.From, To: p.To, On: p.To, Figures: figures}
			e := k.t.Draft(casework.ReportSubject(k.t.Code, casework.Month, p.From), casework.ReportFrozen, r, noAct)
			for _, pub := range casework.FoldReports([]casework.Entry{e}).Published {
				sum := casework.RollUp(pub.Indicators(), pub.Indicators())
				for _, i := range sum {
					_ = i.Percent()
				}
				t.Errorf("published: %v", sum)
			}
		})
	}
}

// R3: a case merged into nothing or into itself must not vanish from stock and figures.
func TestMergedIntoNothing(t *testing.T) {
	for name, into := range map[string]func(*kit) casework.ID{
		"nothing": func(*kit) casework.ID { return casework.ID{} },
		"itself":  func(k *kit) casework.ID { return k.id },
	} {
		t.Run(name, func(t *testing.T) {
			k := newKit(t)
			k.open(k.t, casework.TrackPetition)
			if _, err := k.t.Try(k.id, casework.CaseMerged, casework.Merged{Into: into(k)}, noAct); err == nil {
				c := k.t.Case(k.id)
				t.Errorf("merged into %s: %s, live %d, clocks %d", name, c.Handling, casework.Live(c.Skeleton), len(c.Clocks(national(t))))
			}
		})
	}
}

// R4: 反弹 is of what was 已化解 (domain 4.3).
func TestRelapseOfUnresolved(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	_, _ = k.t.Try(k.id, casework.CaseReopened, casework.Reopened{Relapse: true, Reason: "returned"}, noAct)
	c := k.t.Case(k.id)
	if c.Resolution == casework.Relapsed {
		t.Errorf("a case that was never resolved is %s", c.Resolution)
	}
	gives(t, yearFigures(k, c.Facts(national(t)), "2027-01-31"), 14, "relapses", 0, 0)
}

// R5: numbers from outside must not move sums the wrong way.
func TestNegativePersons(t *testing.T) {
	k := newKit(t)
	s := casework.DaySubject(k.v.Code, k.clock.Today())
	k.v.Write(s, casework.DayOpened, casework.OpenedDay{Village: k.v.Code, VillageDay: true}, noAct)
	for _, n := range []int{3, -100, math.MaxInt, math.MaxInt} {
		k.v.Write(s, casework.DayVisit, casework.Visit{Village: k.v.Code, No: 1, People: n}, noAct)
	}
	k.open(k.t, casework.TrackPetition)
	for _, n := range []int{2, -50, math.MaxInt, math.MaxInt} {
		_, _ = k.t.Try(k.id, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: n, First: true}, byOther)
	}
	f := yearFigures(k, append(casework.FoldDay(k.v.Entries(s.ID)).Facts(), k.t.Case(k.id).Facts(national(t))...), "2027-01-31")
	gives(t, f, 2, "persons", 3, 0)
	gives(t, f, 16, "persons", 2, 0)
}

// R6: an opinion without notice of acceptance is a matter of art. 31(6): its term began on receipt
// (domain 2.2: "if no 告知书 was issued the app should assume receipt date").
func TestOpinionWithoutNotice(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.clock.Set(day(t, "2027-06-01"))
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.HandlingOpinion})
	if n := len(clocksOf(k, casework.K6)); n != 1 {
		t.Errorf("%d clocks K6 for an opinion after 189 days, want 1", n)
	}
	gives(t, yearFigures(k, k.t.Case(k.id).Facts(national(t)), "2027-06-30"), 11, "late", 1, 1)
}

// R7: words in the place of a code open no gate and do not travel in the skeleton.
func TestWordsAsCodes(t *testing.T) {
	const words = "张某某家暴，电话13800000000"
	for name, try := range map[string]func(*kit) error{
		"waiver": func(k *kit) error {
			_, err := k.t.Try(k.id, casework.CaseListed, casework.Listed{Meeting: k.t.NewID(), Item: k.t.NewID(), Waiver: words}, noAct)
			return err
		},
		"agreement": func(k *kit) error {
			_, err := k.t.Try(k.id, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationFailed, Agreement: words}, noAct)
			return err
		},
		"answer form": func(k *kit) error {
			_, err := k.t.Try(k.id, casework.CaseAnswered, casework.Answered{Form: words}, noAct)
			return err
		},
		"demand": func(k *kit) error {
			h := reportUp(k.c)
			h.Demand = words
			_, err := k.t.Try(k.id, casework.CaseHandedOver, h, noAct)
			return err
		},
		"tried": func(k *kit) error {
			h := reportUp(k.c)
			h.Tried = words
			_, err := k.t.Try(k.id, casework.CaseHandedOver, h, noAct)
			return err
		},
		"repeat form": func(k *kit) error {
			_, err := k.t.Try(k.id, casework.CaseRepeated, casework.Repeated{Form: words}, noAct)
			return err
		},
		"aid": func(k *kit) error {
			_, err := k.t.Try(k.id, casework.CaseAided, casework.Aided{Kind: words, Consent: true}, noAct)
			return err
		},
		"void": func(k *kit) error {
			_, err := k.t.Try(k.id, casework.CaseVoided, casework.Voided{Reason: words}, noAct)
			return err
		},
		"unit": func(k *kit) error {
			_, err := k.t.Try(k.id, casework.CaseTasked, casework.Tasked{Unit: strings.Repeat(words, 30)}, noAct)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			k := newKit(t)
			k.open(k.t, casework.TrackPetition)
			if try(k) == nil {
				t.Errorf("words as a code count: %s", name)
			}
		})
	}
}

// R8: repeats of a case opened by mistake are no 件次.
func TestRepeatsOfMistake(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseRepeated, casework.Repeated{Form: "letter"})
	k.do(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	f := yearFigures(k, k.t.Case(k.id).Facts(national(t)), "2027-01-31")
	gives(t, f, 1, "registrations", 0, 0)
	gives(t, f, 13, "", 0, 0)
}

// R9: a village committee is no organ (村组法 2): no opinion, no administrative reply.
func TestVillageOpinion(t *testing.T) {
	for _, form := range []casework.AnswerForm{casework.HandlingOpinion, casework.AdminReply} {
		k := newKit(t)
		k.open(k.v, casework.TrackPetition)
		if _, err := k.v.Try(k.id, casework.CaseAnswered, casework.Answered{Form: form}, noAct); err == nil {
			t.Errorf("a village answered by %s", form)
		}
	}
}

// R10: what was promised and is overdue stays a promise when the case is merged (so says PromiseLedger).
func TestPromiseOfMerged(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CasePromised, casework.Promised{Due: day(t, "2026-12-01")})
	k.clock.Set(day(t, "2026-12-20"))
	k.do(k.t, casework.CaseMerged, casework.Merged{Into: k.t.NewID()})
	c := k.t.Case(k.id)
	if l := casework.PromiseLedger([]casework.Case{c}, day(t, "2026-12-31")); len(l) != 1 || l[0].State != casework.PromiseOverdue {
		t.Fatalf("ledger %v", l)
	}
	f := yearFigures(k, c.Facts(national(t)), "2026-12-31")
	gives(t, f, 17, "", 0, 1)
	gives(t, f, 10, "undone", 1, 1) // K2 ran out on 2026-12-09, eleven days before the merge
}

// R11: the second way of one petition from the village to the same township is no second receipt.
func TestSecondReceipt(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackPetition)
	link := k.up(k.v, k.t)
	k.accept(k.t, link)
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	down := k.do(k.t, casework.CaseHandedOver, casework.HandedOver{Way: casework.Transfer, To: k.v.Code, ToLevel: casework.Village})
	k.send(k.t, k.v)
	k.accept(k.v, down.ID)
	k.clock.Set(day(t, "2026-12-20"))
	link = k.up(k.v, k.t)
	k.accept(k.t, link)
	if got := clocksOf(k, casework.K2); len(got) != 1 {
		t.Errorf("%d clocks K2, the second stopped on %v: the petitioner was told on 2026-11-24", len(got), got[len(got)-1].StoppedOn)
	}
	gives(t, yearFigures(k, k.t.Case(k.id).Facts(national(t)), "2027-02-28"), 10, "undone", 0, 1)
}

// R12: a date of receipt after the registration, or an acknowledgement dated after the acceptance, lengthens no term.
func TestReceiptInTheFuture(t *testing.T) {
	k := newKit(t)
	o := opened(k.t, casework.TrackPetition)
	o.ReceivedOn = day(t, "2027-12-31")
	k.id = k.t.NewID()
	k.do(k.t, casework.CaseOpened, o)
	if c := clocksOf(k, casework.K2)[0]; c.Raw != day(t, "2026-12-09") {
		t.Errorf("K2 of a matter registered on 2026-11-24 ends on %s", c.Raw)
	}

	k = newKit(t)
	k.open(k.v, casework.TrackPetition)
	link := k.up(k.v, k.t)
	k.doAs(k.t, casework.CaseReceived, casework.Linked{Link: link}, actOn(day(t, "2027-12-31")))
	k.accept(k.t, link)
	if c := clocksOf(k, casework.K2)[0]; c.Raw != day(t, "2026-12-09") {
		t.Errorf("K2 of a matter accepted on 2026-11-24 ends on %s", c.Raw)
	}
}

// R13: the level of an office is not what a hand-over says of it (domain 4.4).
func TestTypedLevel(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	h := reportUp(k.c)
	h.To = k.t.Code // to itself, as a county
	if e, err := k.t.Try(k.id, casework.CaseHandedOver, h, noAct); err == nil {
		k.accept(k.t, e.ID)
		k.do(k.t, casework.CaseResolved, fulfilled)
		t.Errorf("the township resolved at %s", k.t.Case(k.id).ResolvedLevel)
	}
	k = newKit(t)
	k.open(k.v, casework.TrackPetition)
	k.accept(k.t, k.up(k.v, k.t))
	k.do(k.t, casework.CaseListed, casework.Listed{Meeting: k.t.NewID(), Item: k.t.NewID(), Waiver: casework.WaiverUrgent})
	m := k.t.Case(k.id).Listings[0]
	if _, err := k.t.Try(k.id, casework.CaseAnalysed, casework.Analysed{Meeting: m.Meeting, Item: m.Item, Level: casework.County, Unit: "x"}, noAct); err == nil {
		gives(t, yearFigures(k, k.t.Case(k.id).Facts(national(t)), "2027-01-31"), 7, "county", 0, 0)
	}
}

// R14: K12 ends when the assigned unit brings the matter to an end, by agreement too.
func TestAssignmentEndsByAgreement(t *testing.T) {
	k := newKit(t)
	k.open(k.c, casework.TrackDispute)
	e := k.do(k.c, casework.CaseHandedOver, assign(k.t))
	k.send(k.c, k.t)
	k.accept(k.t, e.ID)
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement})
	if c := clocksOf(k, casework.K12)[0]; c.StoppedOn == 0 {
		t.Errorf("K12 still runs to %s although an agreement was reached", c.Due)
	}
}

// R15: marked unreachable after the term had run out, the duty is not undone.
func TestUnreachableTooLate(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.clock.Set(day(t, "2027-03-01"))
	k.do(k.t, casework.CaseMarked, casework.Marked{Unreachable: true})
	gives(t, yearFigures(k, k.t.Case(k.id).Facts(national(t)), "2027-03-31"), 10, "undone", 1, 1)
}

// R16: one that is not closed has no day of closing.
func TestClosedOn(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.HandlingOpinion})
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1}, byOther)
	k.do(k.t, casework.CaseClosed, casework.Closed{Class: "30"})
	k.do(k.t, casework.CaseReviewAsked, casework.ReviewAsked{Stage: casework.FirstReview, Received: k.clock.Today()})
	k.do(k.t, casework.CaseReviewed, casework.Reviewed{Stage: casework.FirstReview})
	if c := k.t.Case(k.id); c.ClosedOn != 0 {
		t.Errorf("%s, closed on %s", c.Handling, c.ClosedOn)
	}
}

// R17: one reception is not two village days held.
func TestOneReceptionTwoDays(t *testing.T) {
	k := newKit(t)
	first, second := day(t, "2026-11-24"), day(t, "2026-12-04")
	k.clock.Set(first)
	s1 := casework.DaySubject(k.v.Code, first)
	k.v.Write(s1, casework.DayDecided, casework.DecidedDay{Village: k.v.Code, Kind: calendar.Moved, To: second, Reason: casework.ReasonStaff}, noAct)
	k.clock.Set(second)
	s2 := casework.DaySubject(k.v.Code, second)
	k.v.Write(s2, casework.DayOpened, casework.OpenedDay{Village: k.v.Code, VillageDay: true}, noAct)
	days := []casework.ReceptionDay{casework.FoldDay(k.v.Entries(s1.ID)), casework.FoldDay(k.v.Entries(s2.ID))}
	cfg := casework.VillageDayConfig{Village: k.v.Code, Rule: calendar.DefaultRule(), Holidays: holidays(t)}
	lines, err := casework.VillageDays(cfg, days, casework.Period{From: first, To: second}, day(t, "2026-12-10"))
	if err != nil {
		t.Fatal(err)
	}
	gives(t, yearFigures(k, casework.VillageDayFacts(lines, k.v.Code), "2026-12-10"), 20, "", 1, 2)
}
