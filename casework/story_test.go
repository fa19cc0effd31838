package casework_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

// story is the worked example of the domain specification (Appendix E). Meeting and
// supervision stand as facts only; what they say in the cases is written.
type story struct {
	*kit
	a, b casework.ID
	day  casework.Subject
	link map[casework.ID]casework.ID // hand-over of each case
	m, s casework.ID                 // the meeting of 12-14, the supervision of 12-28
}

func (s *story) on(date string) { s.clock.Set(day(s.TB, date)) }

// about makes a case the one that do and doAs write on.
func (s *story) about(id casework.ID) *kit { s.id = id; return s.kit }

// carry takes both cases from one desk to another.
func (s *story) carry(from, to *testkit.Desk) {
	for _, id := range []casework.ID{s.a, s.b} {
		from.Send(to, id)
	}
	to.Take(from.Entries(s.day.ID)...)
}

// tell plays Appendix E up to the closing on 2027-01-22.
func tell(t *testing.T) *story {
	t.Helper()
	s := &story{kit: newKit(t), link: map[casework.ID]casework.ID{}}
	s.atTheVillage()
	s.atTheTownship()
	s.toTheEnd()
	return s
}

func (s *story) atTheVillage() {
	s.on("2026-11-24")
	s.day = casework.DaySubject(s.v.Code, s.clock.Today())
	s.a, s.b = s.v.NewID(), s.v.NewID()
	s.v.Write(s.day, casework.DayOpened, casework.OpenedDay{Village: s.v.Code, VillageDay: true, Duty: []int{1}}, noAct)
	visit := s.v.Write(s.day, casework.DayVisit, casework.Visit{Village: s.v.Code, No: 3, People: 1, Category: "land_transfer", Cases: []casework.ID{s.a, s.b}, Time: "09:30"}, noAct)
	s.v.Write(s.day, casework.DayVisitText, casework.VisitText{About: visit.ID, Name: "张某某", Words: "合作社欠2026年土地流转费12000元"}, noAct)
	s.v.Write(s.day, casework.DayClosed, casework.ClosedDay{}, noAct)

	o := opened(s.v, casework.TrackPetition)
	o.Visit = visit.ID
	s.about(s.a).do(s.v, casework.CaseOpened, o)
	first := s.do(s.v, casework.CasePromised, casework.Promised{Due: day(s.TB, "2026-11-30")})
	s.do(s.v, casework.CaseSplit, casework.Split{Other: s.b, Into: true})
	o.No, o.Track, o.SplitFrom = "411626102201-2026-0002A", casework.TrackDispute, s.a
	s.about(s.b).do(s.v, casework.CaseOpened, o)

	s.on("2026-11-27")
	s.do(s.v, casework.CaseMediated, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed})
	s.on("2026-11-30")
	s.about(s.a).do(s.v, casework.CasePromiseSettled, casework.PromiseSettled{Promise: first.ID, Kept: true})
	s.do(s.v, casework.CasePromised, casework.Promised{Due: day(s.TB, "2026-12-05")})
	for _, id := range []casework.ID{s.a, s.b} {
		h := reportUp(s.t)
		if id == s.b {
			h.Tried = "" // the session of 11-27 stands in the case
		}
		s.link[id] = s.about(id).do(s.v, casework.CaseHandedOver, h).ID
	}
}

func (s *story) atTheTownship() {
	s.on("2026-12-01")
	s.carry(s.v, s.t)
	for _, id := range []casework.ID{s.a, s.b} {
		s.about(id).do(s.t, casework.CaseReceived, link(s.link[id]))
		s.accept(s.t, s.link[id])
	}
	s.on("2026-12-04")
	s.about(s.a).do(s.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	second := s.t.Case(s.a).Promises[1]
	s.doAs(s.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: second.Entry, Kept: true}, actFor(s.v))
	s.on("2026-12-09")
	for _, id := range []casework.ID{s.a, s.b} {
		s.about(id).do(s.t, casework.CaseSubmitted, casework.Submitted{Level: casework.Township})
		s.do(s.t, casework.CaseMediated, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationPartial})
	}
	s.atTheMeeting()
	s.on("2026-12-28")
	s.supervise()
	agreement := s.about(s.b).do(s.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement})
	s.do(s.t, casework.CaseTermAgreed, casework.TermAgreed{Session: agreement.ID, No: 1, Due: day(s.TB, "2027-01-20")})
}

// tasksDone settles the first n tasks of the case at hand.
func (s *story) tasksDone(n int) {
	for _, task := range s.t.Case(s.id).Tasks[:n] {
		s.do(s.t, casework.CaseTaskSettled, casework.TaskSettled{Task: task.Entry, Done: true})
	}
}

func (s *story) toTheEnd() {
	s.on("2027-01-08")
	s.about(s.a).do(s.t, casework.CaseAnswered, casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported}})
	subsidy := s.do(s.t, casework.CasePromised, casework.Promised{Due: day(s.TB, "2027-01-15")})
	rent := s.about(s.b).do(s.t, casework.CasePromised, casework.Promised{Due: day(s.TB, "2027-01-20")})
	s.on("2027-01-15")
	s.about(s.a).do(s.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: subsidy.ID, Kept: true})
	s.tasksDone(2)
	s.do(s.t, casework.CaseResolved, fulfilled)
	s.on("2027-01-18")
	s.about(s.b).do(s.t, casework.CasePromiseSettled, casework.PromiseSettled{Promise: rent.ID, Kept: true})
	s.tasksDone(1)
	s.do(s.t, casework.CaseTermSettled, casework.TermSettled{Term: s.t.Case(s.b).Terms[0].Entry, Performed: true})
	s.do(s.t, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed})
	s.on("2027-01-22")
	for i, id := range []casework.ID{s.a, s.b} {
		visit := casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, Covers: []casework.ID{[]casework.ID{s.b, s.a}[i]}, First: i == 0}
		visited := s.about(id).doAs(s.t, casework.CaseReturnVisited, visit, byOther)
		s.doAs(s.t, casework.CaseEvaluated, casework.Evaluated{Visit: visited.ID, Result: casework.BasicSatisfied, Reason: "slow"}, byOther)
		s.do(s.t, casework.CaseClosed, casework.Closed{Class: "30"})
	}
}

// facts gives what a desk counts: the day, A and B, and the meeting and the supervision
// that the township held.
func (s *story) facts(d *testkit.Desk) []casework.Fact {
	h := national(s.TB)
	facts := casework.FoldDay(d.Entries(s.day.ID)).Facts()
	for _, id := range []casework.ID{s.a, s.b} {
		facts = append(facts, d.Case(id).Facts(h)...)
	}
	return append(facts, s.stations()...)
}

// storyFigures are those of Appendix E, and what follows from the same entries; all
// other parts are zero.
func storyFigures() map[string][2]int {
	return map[string][2]int{
		"登记 cases": {2, 0}, "登记 registrations": {2, 0},
		"接访 groups": {1, 0}, "接访 persons": {1, 0}, "当场解决 ": {0, 1},
		"未化解 new": {2, 0}, "未化解 resolved": {2, 0},
		"化解率 ": {2, 2}, "批次化解率 ": {2, 2},
		"研判 all": {2, 2}, "研判 township": {2, 2}, "研判 cumulative": {2, 2}, "研判 times": {2, 0},
		"四四二 village": {0, 2}, "四四二 township": {2, 2}, "四四二 county": {0, 2},
		"不出 within_village": {0, 2}, "不出 within_township": {2, 2},
		"告知 in_time": {1, 1}, "告知 late": {0, 1}, "告知 undone": {0, 1},
		"办结 in_time": {1, 1}, "办结 late": {0, 1}, "办结 undone": {0, 1},
		"天数 answer_median": {79, 2}, "天数 answer_mean": {79, 2}, // A 45, B 34 days
		"天数 resolved_median": {107, 2}, "天数 resolved_mean": {107, 2}, // A 52, B 55 days
		"重复 ": {0, 2}, "反弹 ": {0, 2},
		"评价 evaluated": {2, 2}, "评价 satisfied": {2, 2},
		"回访 ": {1, 1}, "回访 persons": {1, 0}, "回访 cases": {2, 0}, // that of A is due on 02-07
		"承诺兑现 ": {4, 4}, "协议履行 ": {1, 1}, "调解 ": {1, 1},
		"例会 ": {1, 1}, "主持 all": {1, 1}, "主持 township": {1, 1},
		"督办 phone": {1, 0}, "督办 revisits": {1, 0}, "督办 feedback": {1, 1},
		"上报退回 reported": {2, 2}, "上报退回 returned": {0, 2}, "包案见面 ": {0, 2},
	}
}

func TestStoryFigures(t *testing.T) {
	s := tell(t)
	from, to := day(t, "2026-11-24"), day(t, "2027-01-31")
	if diff := cmp.Diff(storyFigures(), told(figures(s.facts(s.t), from, to))); diff != "" {
		t.Errorf("figures of Appendix E (-want +got):\n%s", diff)
	}
	for id, resolvedOn := range map[casework.ID]string{s.a: "2027-01-15", s.b: "2027-01-18"} {
		c := s.about(id).stands(s.t, s.t.Office, casework.ClosedState)
		if c.Resolution != casework.ResolvedFully || c.ResolvedOn.String() != resolvedOn || c.ResolvedLevel != casework.Township {
			t.Errorf("%s: %s on %s at %s", c.No, c.Resolution, c.ResolvedOn, c.ResolvedLevel)
		}
	}
	if kin := s.t.Case(s.b).Kin; !slices.Equal(kin, []casework.ID{s.a}) {
		t.Errorf("B came out of %v", kin)
	}
	share := casework.Indicator{Kind: casework.RatioFigure, Numerator: 2, Denominator: 2}
	if !share.SmallNumber() {
		t.Error("四四二 of two matters shows counts only")
	}
	// The village, which has it all by the next stick, counts the same, save what the
	// person thought of it: that stays with the township.
	s.carry(s.t, s.v)
	want := storyFigures()
	want["评价 evaluated"] = [2]int{0, 2}
	delete(want, "评价 satisfied")
	if diff := cmp.Diff(want, told(figures(s.facts(s.v), from, to))); diff != "" {
		t.Errorf("the village counts otherwise (-township +village):\n%s", diff)
	}
}

// TestStoryRelapse: 张 comes back on 2027-02-11; January stays as published.
func TestStoryRelapse(t *testing.T) {
	s := tell(t)
	s.on("2027-02-11")
	s.about(s.b).do(s.t, casework.CaseReopened, casework.Reopened{Relapse: true, Reason: "returned"})
	c := s.stands(s.t, s.t.Office, casework.InHandling)
	if c.Cycle != 2 || c.Resolution != casework.Relapsed {
		t.Errorf("cycle %d, %s", c.Cycle, c.Resolution)
	}
	if diff := cmp.Diff(storyFigures(), told(figures(s.facts(s.t), day(t, "2026-11-24"), day(t, "2027-01-31")))); diff != "" {
		t.Errorf("the published figures changed (-want +got):\n%s", diff)
	}
	february := figures(s.facts(s.t), day(t, "2027-02-01"), day(t, "2027-02-28"))
	for name, want := range map[string][2]int{
		"反弹 relapses": {1, 0}, "反弹 ": {1, 2}, "登记 cases": {0, 0},
		"未化解 carry": {0, 0}, "未化解 reopened": {1, 0}, "未化解 end": {1, 0}, "化解率 ": {0, 1},
	} {
		if february[name] != want {
			t.Errorf("February: %s = %v, want %v", name, february[name], want)
		}
	}
}

// TestStoryOfTheRoad is case C (domain 0.0, 16): up to the county, assigned down,
// resolved at the township.
func TestStoryOfTheRoad(t *testing.T) {
	s := &story{kit: newKit(t)}
	s.on("2026-12-01")
	s.open(s.t, casework.TrackDemand)
	s.on("2026-12-07")
	h := reportUp(s.c)
	h.Demand = casework.AskRuling
	up := s.do(s.t, casework.CaseHandedOver, h).ID
	s.t.Send(s.c, s.id)
	s.on("2026-12-08")
	s.do(s.c, casework.CaseReceived, link(up))
	s.accept(s.c, up)
	s.on("2026-12-14")
	down := s.do(s.c, casework.CaseHandedOver, casework.HandedOver{Way: casework.Assign, To: s.t.Code, ToLevel: casework.Township, Due: day(t, "2026-12-31")}).ID
	s.c.Send(s.t, s.id)
	s.on("2026-12-15")
	s.accept(s.t, down)
	clocks := s.t.Case(s.id).Clocks(national(t))
	if len(clocks) != 1 || clocks[0].Rule.ID != casework.K12 || clocks[0].Due.String() != "2026-12-31" || clocks[0].StoppedOn != 0 {
		t.Errorf("clocks %+v: a demand has the date of its assignment and no statutory term", clocks)
	}
	if due, what, ok := s.t.Case(s.id).NextDue(national(t)); !ok || what != "K12" || due.String() != "2026-12-31" {
		t.Errorf("next due %s %s", due, what)
	}
	s.on("2026-12-28")
	s.do(s.t, casework.CaseAnswered, casework.Answered{Form: casework.SuperiorReply, Findings: []casework.Finding{casework.Supported}})
	s.on("2026-12-29")
	s.doAs(s.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 2, First: true}, byOther)
	s.do(s.t, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.PersonConfirmed})
	s.do(s.t, casework.CaseClosed, casework.Closed{Class: "10"})
	c := s.stands(s.t, s.t.Office, casework.ClosedState)
	if c.ResolvedLevel != casework.Township || c.MaxLevel != casework.County || c.HandOvers[1].Way != casework.Assign {
		t.Errorf("resolved at %s, reached %s", c.ResolvedLevel, c.MaxLevel)
	}
	if k12 := c.Clocks(national(t))[0]; !k12.OnTime() {
		t.Errorf("K12 %+v", k12)
	}
	got := figures(c.Facts(national(t)), day(t, "2026-12-01"), day(t, "2026-12-31"))
	for name, want := range map[string][2]int{
		"登记 cases": {1, 0}, "未化解 resolved": {1, 0}, "未化解 end": {0, 0}, "告知 in_time": {0, 0}, "办结 in_time": {0, 0},
		"四四二 township": {0, 0}, // a demand is none of X and D
		"回访 persons":   {2, 0}, "回访 cases": {1, 0}, "上报退回 reported": {1, 1},
	} {
		if got[name] != want {
			t.Errorf("%s = %v, want %v", name, got[name], want)
		}
	}
	all := casework.ShareTarget{Village: 40, Township: 40, County: 20, Basis: casework.BasisAll, By: casework.ByHolderLevel}
	share := casework.Count(c.Facts(national(t)), casework.Question{
		Period: casework.PeriodOf(casework.Month, day(t, "2026-12-01")), Rules: casework.WithTarget(national(t), all),
	}).Share
	if diff := cmp.Diff(casework.Share442{Township: 1, AssignedTownship: 1, Target: all}, share); diff != "" {
		t.Errorf("C on the basis of all tracks (-want +got):\n%s", diff)
	}
}
