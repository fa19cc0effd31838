package office_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"silian/assets"
	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
	"silian/office"
)

const (
	townshipDesk casework.OfficeCode = "411626102000"
	countyDesk   casework.OfficeCode = "411626000000"
)

// everyTerm gives two cases with all terms of the rule table between them, all from
// one day on.
func everyTerm(on calendar.Day) []casework.Skeleton {
	k := casework.Skeleton{
		Track: casework.TrackPetition, Handling: casework.InHandling, Opener: townshipDesk, OpenedAt: casework.Township,
		OpenedOn: on, Received: on, Cycle: 1, Holder: townshipDesk,
		Notices: []casework.Notice{{On: on, Office: townshipDesk, Kind: casework.NoticeAccepted, Route31: 6, Cycle: 1}},
		Answers: []casework.Answer{
			{On: on, Office: townshipDesk, Level: casework.Township, Form: casework.HandlingOpinion, Cycle: 1},
			{On: on, Office: townshipDesk, Level: casework.Township, Form: casework.AdminReply, Cycle: 1},
		},
		HandOvers: []casework.HandOver{
			{From: townshipDesk, FromLevel: casework.Township, To: countyDesk, ToLevel: casework.County, ReceivedOn: on, Outcome: casework.HandOverReceived},
			{From: countyDesk, FromLevel: casework.County, To: townshipDesk, ToLevel: casework.Township, Way: casework.Assign, Due: on + 20, On: on, ReceivedOn: on, Outcome: casework.HandOverReceived},
		},
		Sessions: []casework.Session{{On: on, Result: casework.MediationSuccess, Agreement: casework.OralAgreement, Cycle: 1}},
	}
	k.Marks.Simple = true
	k.Reviews = []casework.Review{
		{Stage: casework.FirstReview, AskedOn: on, Received: on, DeliveredOn: on, Upheld: true, Cycle: 1},
		{Stage: casework.SecondReview, AskedOn: on, Received: on, Cycle: 1},
	}
	k.Urgent = []casework.UrgentMark{{On: on, Office: townshipDesk}}
	k.Takings = []casework.Taking{{On: on, Office: townshipDesk, Mediation: true, Cycle: 1}}
	j := casework.Skeleton{Track: casework.TrackSuggestion, Handling: casework.Registered, Opener: townshipDesk, OpenedAt: casework.Township, OpenedOn: on, Received: on}
	return []casework.Skeleton{k, j}
}

// everyReminder gives a case in each state that has a reminder.
func everyReminder(on calendar.Day) []casework.Skeleton {
	link := casework.DerivedID("x")
	base := casework.Skeleton{Track: casework.TrackDemand, Holder: townshipDesk, OpenedOn: on, Cycle: 1}
	base.LastOn = on
	var out []casework.Skeleton
	for _, h := range []casework.Handling{casework.Registered, casework.AwaitRoom, casework.InTransit, casework.ReturnedBack, casework.AnsweredState, casework.LedElsewhere} {
		k := base
		k.Handling = h
		k.Submissions = []casework.Submission{{On: on}}
		k.Notices = []casework.Notice{{On: on, Kind: casework.NoticeGuided, Route31: 1}}
		k.Answers = []casework.Answer{{On: on, Cycle: 1}}
		k.HandOvers = []casework.HandOver{{Link: link, On: on, Outcome: casework.HandOverPending}}
		if h == casework.ReturnedBack {
			k.HandOvers[0].Outcome, k.HandOvers[0].OutcomeOn = casework.HandOverReturned, on
		}
		out = append(out, k)
	}
	return out
}

func shippedHolidays(t *testing.T) calendar.Holidays {
	t.Helper()
	h, err := calendar.ParseHolidays(bytes.NewReader(assets.Holidays()))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func simpleOn(h calendar.Holidays) casework.Rules {
	var b casework.RuleBook
	for _, c := range casework.NationalClocks() {
		if !c.On {
			c.On = true
			b.Clocks = append(b.Clocks, c)
		}
	}
	return casework.NationalRules(h).With(b)
}

// TestExplainClock makes the sentence of every rule id, and of every way in which an
// end comes about.
func TestExplainClock(t *testing.T) {
	h := shippedHolidays(t)
	r := simpleOn(h)
	var lines []string
	seen := map[casework.ClockID]bool{}
	say := func(c casework.Clock) {
		s := office.ExplainClock(c, h)
		lines = append(lines, string(c.Rule.ID)+"\t"+s)
		y, m, d := c.Start.YMD()
		if !strings.HasSuffix(s, "。") || strings.ContainsAny(s, "{}") || strings.Contains(s, "..") || !strings.Contains(s, c.Rule.Article) {
			t.Errorf("%s: %s", c.Rule.ID, s)
		}
		if want := fmt.Sprintf("%d年%d月%d日", y, m, d); !strings.Contains(s, want) {
			t.Errorf("%s names no start %s: %s", c.Rule.ID, want, s)
		}
		for _, code := range []string{"start.", "duty.", "term.", "end.", string(c.Rule.Duty), string(c.Rule.Start), string(c.Rule.Unit)} {
			if strings.Contains(s, code) {
				t.Errorf("%s shows a code: %s", c.Rule.ID, s)
			}
		}
		seen[c.Rule.ID] = true
	}
	start := testkit.Day(t, "2026-04-21")
	for _, k := range everyTerm(start) {
		for _, c := range k.Clocks(r) {
			if !seen[c.Rule.ID] {
				c.StoppedOn = 0
				say(c)
			}
		}
	}
	for _, k := range everyReminder(start) {
		for _, c := range k.Reminders(r) {
			if !seen[c.Rule.ID] {
				say(c)
			}
		}
	}
	for _, c := range slices.Concat(casework.NationalClocks(), casework.ReminderRules(casework.Limits{})) {
		if c.ID != casework.K7 && !seen[c.ID] {
			t.Errorf("no sentence for %s", c.ID)
		}
		if office.Word("clock", c.ID) == string(c.ID) {
			t.Errorf("words.txt lacks clock.%s", c.ID)
		}
	}
	lines = append(lines, "")
	for _, c := range variants(t, r) {
		say(c)
	}
	testkit.Golden(t, "testdata/deadlines.txt", []byte(strings.Join(lines, "\n")+"\n"))
}

// variants are the ways in which an end comes about: rolled past a weekend and a
// holiday, extended, extended too late, provisional, with a limit of the office,
// stopped in time and late, and inside a holiday that nobody has announced.
func variants(t *testing.T, r casework.Rules) []casework.Clock {
	t.Helper()
	one := func(r casework.Rules, id casework.ClockID, on string, change func(*casework.Skeleton)) casework.Clock {
		k := everyTerm(testkit.Day(t, on))[0]
		k.Answers = k.Answers[:1]
		k.Answers[0].On += 1000
		change(&k)
		all := k.Clocks(r)
		i := slices.IndexFunc(all, func(c casework.Clock) bool { return c.Rule.ID == id })
		if i < 0 {
			t.Fatalf("no %s", id)
		}
		return all[i]
	}
	plain := func(k *casework.Skeleton) { k.Answers = nil }
	told := func(on string) func(*casework.Skeleton) {
		return func(k *casework.Skeleton) { k.Answers = nil; k.Notices[0].On = testkit.Day(t, on) }
	}
	extended := func(on string) func(*casework.Skeleton) {
		return func(k *casework.Skeleton) {
			k.Answers = nil
			k.Extensions = []casework.Extension{{On: testkit.Day(t, on), Days: 30, Cycle: 1}}
		}
	}
	own := casework.NationalClocks()[1]
	own.Internal, own.Length = true, 5
	return []casework.Clock{
		one(r, casework.K6, "2026-04-21", plain),
		one(r, casework.K2, "2026-09-16", told("2026-12-01")),
		one(r, casework.K2, "2026-12-01", told("2026-12-04")),
		one(r, casework.K6, "2026-04-21", extended("2026-06-22")),
		one(r, casework.K6, "2026-04-21", extended("2026-06-23")),
		one(r, casework.K6, "2026-12-04", plain),
		one(r, casework.K6, "2026-11-24", plain),
		one(r.With(casework.RuleBook{Clocks: []casework.ClockRule{own}}), casework.K3, "2026-11-24", told("2027-01-01")),
		one(r.With(casework.RuleBook{Clocks: []casework.ClockRule{own}}), casework.K2, "2026-11-24", func(k *casework.Skeleton) { k.Answers, k.Notices = nil, nil }),
		one(r, casework.K8, "2027-01-08", func(k *casework.Skeleton) { k.Answers[0].On -= 1000; k.Reviews = nil }),
		one(r, casework.K8, "2026-11-24", func(k *casework.Skeleton) { k.Answers[0].On -= 1000; k.Reviews[0].AskedOn += 9 }),
	}
}

func TestSentenceOfAppendixE(t *testing.T) {
	h := shippedHolidays(t)
	r := casework.NationalRules(h)
	for _, c := range []struct {
		id         casework.ClockID
		start, say string
	}{
		{casework.K2, "2026-12-01", "自2026年12月1日收到之日起15日内书面告知信访人（信访工作条例第二十三条），当日不计，2026年12月16日届满。"},
		{casework.K8, "2027-01-08", "自2027年1月8日收到书面答复之日起30日内可请求复查（信访工作条例第三十五条），当日不计，2027年2月7日是春节假期，顺延到节后首个工作日（待导入2027年放假安排）。"},
		{casework.K6, "2026-04-21", "自2026年4月21日受理之日起60日内办结（信访工作条例第三十四条），当日不计，2026年6月20日是端午假期，顺延到6月22日；内控日6月18日。"},
	} {
		k := everyTerm(testkit.Day(t, c.start))[0]
		for _, clock := range k.Clocks(r) {
			if clock.Rule.ID != c.id {
				continue
			}
			clock.StoppedOn = 0
			if got := office.ExplainClock(clock, h); got != c.say {
				t.Errorf("%s\n got %s\nwant %s", c.id, got, c.say)
			}
		}
	}
}
