package casework_test

import (
	"testing"

	"silian/casework"
)

func TestRegistrationClock(t *testing.T) {
	k := newKit(t)
	k.id = k.t.NewID()
	o := opened(k.t, casework.TrackPetition)
	o.ReceivedOn = k.clock.Today() - 3
	k.do(k.t, casework.CaseOpened, o)
	c := k.clockRan(k.t, casework.K1, k.t.Code, o.ReceivedOn, o.ReceivedOn, k.clock.Today())
	if c.OnTime() || c.Due != o.ReceivedOn {
		t.Errorf("registered three days later is not at once: %+v", c)
	}
	k.clockRan(k.t, casework.K2, k.t.Code, o.ReceivedOn, o.ReceivedOn+15, 0)
	k = newKit(t)
	k.open(k.t, casework.TrackPetition)
	if c := onlyClock(k, k.clocksOf(k.t, national(t), casework.K1)); !c.OnTime() {
		t.Errorf("K1 %+v", c)
	}
	k.do(k.t, casework.CaseVoided, casework.Voided{Reason: "mistaken"})
	if got := k.t.Case(k.id).Clocks(national(t)); len(got) > 0 {
		t.Errorf("a mistake owes %+v", got)
	}
}

// TestUnreachable: where name or address is not clear no notice is owed (条例 23).
func TestUnreachable(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseMarked, casework.Marked{Unreachable: true})
	k.noClock(k.t, casework.K2)
	k.do(k.t, casework.CaseMarked, casework.Marked{})
	k.clockRan(k.t, casework.K2, k.t.Code, k.clock.Today(), k.clock.Today()+15, 0)
}

// TestCountyClocks: the county sorts and forwards; it owes no K2 of its own.
func TestCountyClocks(t *testing.T) {
	stops := map[string]func(*kit){
		"hands it down": func(k *kit) { k.do(k.c, casework.CaseHandedOver, assign(k.t)) },
		"tells":         func(k *kit) { k.do(k.c, casework.CaseNoticed, acceptedSix) },
		"answers":       func(k *kit) { k.do(k.c, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer}) },
	}
	for _, stop := range stops {
		k := newKit(t)
		k.open(k.c, casework.TrackPetition)
		start := k.clock.Today()
		k.clockRan(k.c, casework.K5, k.c.Code, start, start+15, 0)
		k.noClock(k.c, casework.K2)
		k.clock.Set(start + 6)
		k.do(k.c, casework.CaseTakenUp, casework.TakenUp{Handler: 1})
		k.clockRan(k.c, casework.K5, k.c.Code, start, start+15, 0)
		stop(k)
		k.clockRan(k.c, casework.K5, k.c.Code, start, start+15, start+6)
	}
	k := newKit(t) // what a township reports up, and gets back
	k.open(k.t, casework.TrackPetition)
	start := k.clock.Today()
	link := k.up(k.t, k.c)
	k.noClock(k.t, casework.K5)
	k.clock.Set(start + 2)
	k.do(k.c, casework.CaseReceived, casework.Linked{Link: link})
	k.clockRan(k.c, casework.K5, k.c.Code, start+2, start+17, 0)
	k.clockRan(k.c, casework.K2, k.t.Code, start, start+15, 0)
	k.clock.Set(start + 4)
	k.do(k.c, casework.CaseReturned, casework.Returned{Link: link, Reason: casework.ReturnNotOurs})
	k.clockRan(k.c, casework.K5, k.c.Code, start+2, start+17, start+4)
}

// TestHandedDownClocks: K3 and K4 start on receipt, not on sending. K4 counts working
// days, and a return ends what was owed on it.
func TestHandedDownClocks(t *testing.T) {
	for _, back := range []bool{false, true} {
		k := newKit(t)
		k.clock.Set(day(t, "2026-09-15"))
		k.open(k.c, casework.TrackPetition)
		link := k.do(k.c, casework.CaseHandedOver, assign(k.t)).ID
		k.send(k.c, k.t)
		k.noClock(k.t, casework.K3)
		k.noClock(k.t, casework.K4)
		start := day(t, "2026-09-16")
		k.clock.Set(start)
		k.do(k.t, casework.CaseReceived, casework.Linked{Link: link})
		due := day(t, "2026-09-22") // the Sunday 09-20 works
		k.clockRan(k.t, casework.K3, k.t.Code, start, start+15, 0)
		k.clockRan(k.t, casework.K4, k.t.Code, start, due, 0)
		k.clock.Set(due)
		if back {
			k.do(k.t, casework.CaseReturned, casework.Returned{Link: link, Reason: casework.ReturnWrongPlace})
			k.noClock(k.t, casework.K3)
		} else {
			k.accept(k.t, link)
			k.clockRan(k.t, casework.K3, k.t.Code, start, start+15, 0)
		}
		if c := k.clockRan(k.t, casework.K4, k.t.Code, start, due, due); !c.OnTime() || !c.Known {
			t.Errorf("K4 %+v", c)
		}
	}
	k := newKit(t) // a village committee is no organ
	k.open(k.t, casework.TrackPetition)
	link := k.do(k.t, casework.CaseHandedOver, assign(k.v)).ID
	k.send(k.t, k.v)
	k.accept(k.v, link)
	k.noClock(k.v, casework.K3)
	k.noClock(k.v, casework.K4)
}

// TestOnlyArticle31Item6 starts the 60 days; a finding under the other items made in
// time takes them away again.
func TestOnlyArticle31Item6(t *testing.T) {
	for route := 0; route <= 5; route++ {
		k := newKit(t)
		k.open(k.t, casework.TrackPetition)
		k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: route})
		k.noClock(k.t, casework.K6)
		k.do(k.t, casework.CaseAnswered, opinionGiven)
		k.noClock(k.t, casework.K6)
	}
	for _, late := range []bool{false, true} {
		k := newKit(t)
		k.open(k.t, casework.TrackPetition)
		start := k.clock.Today()
		k.do(k.t, casework.CaseNoticed, acceptedSix)
		k.clock.Set(start + 30)
		k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Handler: 1})
		if late {
			k.clock.Set(start + 63) // 60 days end on a Saturday, the Monday is still in time
		}
		k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeGuided, Route31: 4})
		if late {
			k.clockRan(k.t, casework.K6, k.t.Code, start, start+60, start+63)
		} else {
			k.noClock(k.t, casework.K6)
		}
	}
}

// TestStationsStopNoClock: the room and the meeting stop neither the notice nor the
// 60 days (domain 0.0, 4), and a second notice starts no second term.
func TestStationsStopNoClock(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	start := k.clock.Today()
	meeting := k.t.NewID()
	k.do(k.t, casework.CaseSubmitted, casework.Submitted{Level: casework.Township})
	k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationFailed})
	k.do(k.t, casework.CaseListed, casework.Listed{Meeting: meeting})
	k.do(k.t, casework.CaseAnalysed, casework.Analysed{Meeting: meeting, Level: casework.Township})
	k.clockRan(k.t, casework.K2, k.t.Code, start, start+15, 0)
	k.clock.Set(start + 1)
	k.do(k.t, casework.CaseNoticed, acceptedSix)
	k.clock.Set(start + 9)
	k.do(k.t, casework.CaseSubmitted, casework.Submitted{Level: casework.Township})
	k.do(k.t, casework.CaseListed, casework.Listed{Meeting: meeting})
	k.do(k.t, casework.CaseAnalysed, casework.Analysed{Meeting: meeting, Level: casework.Township})
	k.do(k.t, casework.CaseNoticed, acceptedSix)
	k.clockRan(k.t, casework.K2, k.t.Code, start, start+15, start+1)
	k.clockRan(k.t, casework.K6, k.t.Code, start+1, start+61, 0)
	k.do(k.t, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
	k.clockRan(k.t, casework.K6, k.t.Code, start+1, start+61, 0)
	k.do(k.t, casework.CaseAnswered, opinionGiven)
	k.clockRan(k.t, casework.K6, k.t.Code, start+1, start+61, start+9)
}

// TestExtension: its days are added to the unrolled end, and one told after the due
// date changes nothing.
func TestExtension(t *testing.T) {
	for _, c := range []struct {
		told     string
		raw, due string
		late     bool
	}{
		// accepted 2026-04-21: raw 2026-06-20 (Saturday), due 2026-06-22
		{"2026-06-18", "2026-07-20", "2026-07-20", false},
		{"2026-06-22", "2026-07-20", "2026-07-20", false}, // the due date itself
		{"2026-06-23", "2026-06-20", "2026-06-22", true},
	} {
		k := newKit(t)
		k.clock.Set(day(t, "2026-04-21"))
		k.open(k.t, casework.TrackPetition)
		k.do(k.t, casework.CaseNoticed, acceptedSix)
		told := day(t, c.told)
		k.clock.Set(told)
		k.writeExtension(casework.Extended{Days: 30, ApprovedOn: told - 3})
		k6 := onlyClock(k, k.clocksOf(k.t, national(t), casework.K6))
		want := 0
		if !c.late {
			want = 30
		}
		if k6.Raw != day(t, c.raw) || k6.Due != day(t, c.due) || k6.Extended != want || k6.LateExtension != c.late {
			t.Errorf("told on %s: %+v", c.told, k6)
		}
	}
}

// writeExtension writes one without the question that is asked before writing.
func (k *kit) writeExtension(e casework.Extended) {
	k.Helper()
	w := k.t.Write(k.subject(), casework.CaseExtended, e, noAct)
	k.inEffect(k.t.Case(k.id), w, "")
}

// TestRefusedDelivery: a notice that was refused (拒收) counts from the day on which it
// was offered, which is the day of the entry, written later.
func TestRefusedDelivery(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	start := k.clock.Today()
	k.clock.Set(start + 20)
	k.doAs(k.t, casework.CaseNoticed, acceptedSix, actOn(start+14))
	c := k.clockRan(k.t, casework.K2, k.t.Code, start, start+15, start+14)
	if !c.OnTime() {
		t.Errorf("K2 %+v", c)
	}
	k.clockRan(k.t, casework.K6, k.t.Code, start+14, start+74, 0)
}

// TestSimpleProcedure: off by default, and only for cases marked so.
func TestSimpleProcedure(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	start := k.clock.Today()
	k.do(k.t, casework.CaseNoticed, acceptedSix)
	on := national(t)
	for _, c := range casework.NationalClocks() {
		if c.ID == casework.K16B || c.ID == casework.K16C {
			c.On = true
			on = on.With(casework.RuleBook{Clocks: []casework.ClockRule{c}})
		}
	}
	if got := k.clocksOf(k.t, on, casework.K16C); len(got) > 0 {
		t.Errorf("not marked, yet %+v", got)
	}
	k.do(k.t, casework.CaseMarked, casework.Marked{Simple: true})
	k.noClock(k.t, casework.K16B)
	k.noClock(k.t, casework.K16C)
	for id, due := range map[casework.ClockID]string{casework.K16B: "2026-11-27", casework.K16C: "2026-12-08"} {
		if c := onlyClock(k, k.clocksOf(k.t, on, id)); c.Start != start || c.Due != day(t, due) {
			t.Errorf("%s %+v", id, c)
		}
	}
	if n := len(k.clocksOf(k.t, on, casework.K6)); n != 1 {
		t.Errorf("%d clocks K6: the simple procedure stands beside it", n)
	}
}

// TestBeforeTheRegulation: a matter received before 2022-05-01 has no term of it.
func TestBeforeTheRegulation(t *testing.T) {
	k := newKit(t)
	k.clock.Set(day(t, "2022-04-30"))
	k.open(k.t, casework.TrackPetition)
	k.noClock(k.t, casework.K2)
	k.clock.Set(day(t, "2022-05-01"))
	k.open(k.t, casework.TrackPetition)
	k.clockRan(k.t, casework.K2, k.t.Code, k.clock.Today(), k.clock.Today()+15, 0)
}
