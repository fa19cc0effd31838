package casework_test

import (
	"testing"

	"silian/calendar"
	"silian/casework"
)

// reminded checks which reminders run, and until when.
func (k *kit) reminded(want map[casework.ClockID]calendar.Day) {
	k.Helper()
	got := map[casework.ClockID]calendar.Day{}
	c := k.t.Case(k.id)
	for _, r := range c.Reminders(national(k.TB)) {
		got[r.Rule.ID] = r.Raw
		if r.Office != c.Holder || r.StoppedOn != 0 || r.Rule.Basis != casework.BasisJudgement {
			k.Errorf("%+v", r)
		}
	}
	if len(got) != len(want) {
		k.Errorf("in %s: %v, want %v", c.Handling, got, want)
	}
	for id, raw := range want {
		if got[id] != raw {
			k.Errorf("%s ends %s, want %s", id, got[id], raw)
		}
	}
}

func TestReminders(t *testing.T) {
	type want = map[casework.ClockID]calendar.Day
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	d := k.clock.Today()
	k.reminded(want{casework.R1: day(t, "2026-11-27"), casework.R2: d + 15})
	k.clock.Set(d + 1)
	k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Handler: 1})
	k.reminded(want{casework.R2: d + 16})
	k.clock.Set(d + 2)
	k.do(k.t, casework.CaseSubmitted, casework.Submitted{Level: casework.Township})
	k.reminded(want{casework.R2: d + 17, casework.R3: d + 9})
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationFailed})
	k.reminded(want{casework.R2: d + 17})
	k.clock.Set(d + 3)
	link := k.up(k.t, k.c)
	k.reminded(want{casework.R4: d + 10})
	k.do(k.c, casework.CaseReceived, casework.Linked{Link: link})
	k.send(k.c, k.t)
	k.reminded(want{})
	k.clock.Set(d + 6)
	k.do(k.c, casework.CaseReturned, casework.Returned{Link: link, Reason: casework.ReturnIncomplete})
	k.send(k.c, k.t)
	k.reminded(want{casework.R2: d + 21, casework.R5: day(t, "2026-12-07")})
	k.clock.Set(d + 10)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	k.reminded(want{casework.R6: d + 40})
	k.clock.Set(d + 12)
	k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}, byOther)
	k.reminded(want{})
}

func TestReminderElsewhere(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	d := k.clock.Today()
	if _, found := remindersOf(k)[casework.R1]; found {
		t.Error("a petition has K2 and no R1")
	}
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeGuided, Route31: 1})
	k.reminded(map[casework.ClockID]calendar.Day{casework.R7: d + 60})
	// The county's limits set the length.
	l := national(t).Limits(d)
	l.StaleDays = 4
	r := national(t).With(casework.RuleBook{Limits: []casework.Limits{l}})
	k.open(k.t, casework.TrackPetition)
	if got := k.t.Case(k.id).Reminders(r); len(got) != 1 || got[0].Raw != d+4 {
		t.Errorf("%+v", got)
	}
}

func remindersOf(k *kit) map[casework.ClockID]casework.Clock {
	out := map[casework.ClockID]casework.Clock{}
	for _, c := range k.t.Case(k.id).Reminders(national(k.TB)) {
		out[c.Rule.ID] = c
	}
	return out
}

// TestNextDueOfTasksAndTerms: the earliest of duties, promises, tasks and terms.
func TestNextDueOfTasksAndTerms(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	d := k.clock.Today()
	due := func(want calendar.Day, what string) {
		t.Helper()
		if got, w, ok := k.t.Case(k.id).NextDue(national(t)); got != want || w != what || ok != (what != "") {
			t.Errorf("next due %s %s, want %s %s", got, w, want, what)
		}
	}
	due(0, "")
	s := k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement})
	due(0, "") // K14 is a right
	term := k.do(k.t, casework.CaseTermAgreed, casework.TermAgreed{Session: s.ID, No: 1, Due: d + 9})
	due(d+9, "term")
	task := k.do(k.t, casework.CaseTasked, casework.Tasked{Unit: "司法所", Due: d + 7})
	due(d+7, "task")
	k.do(k.t, casework.CaseTaskSettled, casework.TaskSettled{Task: task.ID, Done: true})
	due(d+9, "term")
	k.do(k.t, casework.CaseTermSettled, casework.TermSettled{Term: term.ID, Performed: true})
	due(0, "")
}
