package casework_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

func FuzzParseLine(f *testing.F) {
	e := sampleEntry(f)
	f.Add(e.Line())
	f.Add(e.WithoutBody().Line())
	f.Add([]byte(`{"e":{"v":1},"b":null}`))
	f.Add([]byte(`{"e":[[[[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := casework.ParseLine(data)
		if err != nil {
			return
		}
		if !bytes.Equal(e.Line(), data) {
			t.Errorf("read %q, would write %q", data, e.Line())
		}
		casework.FoldCase([]casework.Entry{e}) // must not panic
		casework.FoldDay([]casework.Entry{e})
	})
}

func FuzzStrict(f *testing.F) {
	f.Add([]byte(`{"n":1,"text":"a","list":["x"]}`))
	f.Add([]byte(`{"N":1,"text":"\u0061","list":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s sample
		if casework.Strict(data, &s) != nil {
			return
		}
		again, err := casework.Encode(s)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("took %q, writes %q (%v)", data, again, err)
		}
	})
}

func FuzzParseCaseNo(f *testing.F) {
	f.Add("411626102201-2026-0003A")
	f.Add("411626102201-2026-+003A")
	f.Fuzz(func(t *testing.T, s string) {
		no, err := casework.ParseCaseNo(s)
		if err != nil {
			return
		}
		if string(no) != s || len(no.Short()) < 9 {
			t.Errorf("ParseCaseNo(%q) = %q, short %q", s, no, no.Short())
		}
	})
}

// FuzzFold turns bytes into the body of an act on a real case: no body that an
// office can write may make the fold fail or hang.
func FuzzFold(f *testing.F) {
	f.Add("case.handed_over", `{"way":"report_up","to":"411626102000","to_level":"township","demand":"ruling","tried":"x"}`)
	f.Add("case.opened", `{"level":"city"}`)
	f.Add("case.accepted", `{"link":""}`)
	f.Add("entry.destroyed", `{"ids":null}`)
	f.Fuzz(func(t *testing.T, kind, data string) {
		k := newKit(t)
		k.open(k.v, casework.TrackPetition)
		b := casework.Body{Kind: casework.Kind(kind), Ver: 1, Operator: 1, Holds: k.v.Case(k.id).Link, Data: []byte(data)}
		b.On = k.clock.Today()
		if b.Kind == "" || len(kind) > 64 || !validJSON(data) {
			return
		}
		e, ok := sealed(k, b)
		if !ok {
			return
		}
		c := casework.FoldCase(append(k.v.Entries(k.id), e))
		if c.Holder != k.v.Code || !known[c.Handling] || !knownResolution[c.Resolution] {
			t.Errorf("%s %s: holder %s, %s, %s", kind, data, c.Holder, c.Handling, c.Resolution)
		}
	})
}

// FuzzFoldOthers does the same for the subjects beside cases, and for what is counted
// and shown of any subject: foreign bodies must make nothing fail or hang.
func FuzzFoldOthers(f *testing.F) {
	for _, s := range []struct{ kind, data string }{
		{"meeting.planned", `{"office":"411626102000","level":"township","type":"regular","no":1,"on":"2026-12-14"}`},
		{"meeting.held", `{"chair":{"main":true},"attended":null}`},
		{"supervision.ordered", `{"office":"411626102000","form":"phone","unit":"x","due":"2026-12-31","cases":[]}`},
		{"rules.clock", `{"id":"K6","length":2000000000,"unit":"working_days","on":true,"internal":true}`},
		{"rules.holidays", `{"year":2027,"rows":[{"day":"2027-02-06","name":"春节","off":true}]}`},
		{"rules.village_day", `{"days":[6,16,26],"start":"0001-01-01"}`},
		{"rules.meeting", `{"weekday":9}`},
		{"room.joined", `{"name":"赵某","monthly":2000}`},
		{"report.frozen", `{"office":"411626102000","span":"month","from":"2026-12-01","to":"2026-12-31"}`},
		{"day.decided", `{"village":"411626102201","day":"2026-11-24","kind":"moved","to":"9999-12-31"}`},
		{"day.inspected", `{"village":"411626102201","rectify_by":"0001-01-01"}`},
		{"case.promised", `{"due":"9999-12-31"}`},
		{"case.tasked", `{"unit":"x","due":"0001-01-01"}`},
		{"case.review_asked", `{"stage":1,"received":"9999-12-31"}`},
		{"case.extended", `{"days":30,"approved_on":"2026-11-24"}`},
	} {
		f.Add(s.kind, s.data)
	}
	h := holidays(f)
	f.Fuzz(func(t *testing.T, kind, data string) {
		if kind == "" || len(kind) > 64 || !validJSON(data) {
			return
		}
		k := newKit(t)
		k.open(k.t, casework.TrackPetition)
		k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
		b := casework.Body{Kind: casework.Kind(kind), Ver: 1, Operator: 1, Role: casework.RoleTownshipClerk, On: k.clock.Today(), Data: []byte(data)}
		subject := k.subject()
		switch s := casework.SubjectOf(b.Kind); s {
		case casework.SubjectCase, "":
			b.Holds = k.t.Case(k.id).Link
		case casework.SubjectDay:
			subject = casework.DaySubject(k.v.Code, k.clock.Today())
		case casework.SubjectRules:
			subject = casework.RulesSubject(k.t.Code)
		case casework.SubjectRoom:
			subject = casework.RoomSubject(k.t.Code)
		default:
			subject = casework.Subject{Kind: s, ID: k.t.NewID()}
		}
		if !json.Valid(b.Data) {
			return
		}
		raw, err := casework.Encode(b)
		if err != nil {
			return
		}
		env := k.t.Draft(subject, casework.CaseNote, casework.Note{}, testkit.Act{ID: subject.ID}).Envelope
		env.BodyDigest = casework.DigestOf(raw)
		head, err := casework.Encode(env)
		if err != nil {
			return
		}
		e, err := casework.ParseEntry(head, raw)
		if err != nil {
			return
		}
		countAll(k, h, e)
	})
}

// countAll folds one entry as every kind of subject and counts what comes of it.
func countAll(k *kit, h calendar.Holidays, e casework.Entry) {
	one := []casework.Entry{e}
	rules := casework.NationalRules(h).With(casework.FoldRules(one, k.t.Code))
	year := casework.Period{From: k.clock.Today() - 300, To: k.clock.Today() + 66}
	c := casework.FoldCase(append(k.t.Entries(k.id), e))
	d, m, s := casework.FoldDay(one), casework.FoldMeeting(one), casework.FoldSupervision(one)
	facts := slices.Concat(c.Facts(rules), d.Facts(), m.Facts(), s.Facts(), casework.FoldSealed(one).Facts())
	c.Reminders(rules)
	c.NextDue(rules)
	m.Clarities(rules.Meetings(year.To), map[casework.ID]casework.Case{c.ID: c})
	casework.ProposeSupervision([]casework.Case{c}, []casework.Supervision{s}, rules, year.To)
	casework.Candidates([]casework.Case{c}, rules, year.To, casework.Township, 5)
	casework.FoldRoom(one).StipendsOver(year)
	casework.FoldReports(one)
	facts = append(facts, casework.WeekFacts(casework.MeetingWeeks([]casework.Meeting{m}, k.t.Code, rules.Meetings(year.To), year, h, year.To), k.t.Code)...)
	days := rules.VillageDays(year.To)
	lines, err := casework.VillageDays(casework.VillageDayConfig{
		Village: k.v.Code, Rule: days.Calendar(), Start: days.Start, Postpone: days.Postpone, Holidays: rules.Holidays, Exceptions: rules.Exceptions(),
	}, []casework.ReceptionDay{d}, year, year.To)
	if err != nil {
		k.Errorf("a rule book made the village days fail: %v", err)
	}
	facts = append(facts, casework.VillageDayFacts(lines, k.v.Code)...)
	casework.Count(facts, casework.Question{Period: year, Rules: rules})
}
