package casework_test

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"
	"unicode/utf8"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// kit is a case that travels between in-memory offices.
type kit struct {
	testing.TB
	clock           *testkit.Clock
	v, v2, t, t2, c *testkit.Desk
	id              casework.ID
}

func newKit(t testing.TB) *kit {
	t.Helper()
	clock := testkit.NewClock(testkit.Day(t, "2026-11-24"))
	k := &kit{TB: t, clock: clock}
	k.v = testkit.NewDesk(1, testkit.Village(), clock)
	k.v2 = testkit.NewDesk(2, testkit.Neighbour(), clock)
	k.t = testkit.NewDesk(3, testkit.Township(), clock)
	k.t2 = testkit.NewDesk(4, testkit.OtherTownship(), clock)
	k.c = testkit.NewDesk(5, testkit.County(), clock)
	return k
}

func (k *kit) subject() casework.Subject {
	return casework.Subject{Kind: casework.SubjectCase, ID: k.id}
}

// opened gives the Data of an opening by the desk's own office.
func opened(d *testkit.Desk, track casework.Track) casework.Opened {
	no, err := casework.MakeCaseNo(d.Code, 2026, 1, 'A')
	if err != nil {
		panic(err)
	}
	return casework.Opened{
		No: no, Level: d.Level, Parent: d.Parent, Track: track, Category: "land_transfer", Source: "village_day",
		Place: d.Code, ReceivedOn: d.Clock.Today(), People: 1, Requests: 1, HandlerOper: 1,
	}
}

// open opens a fresh case at a desk and makes it the case of the kit.
func (k *kit) open(d *testkit.Desk, track casework.Track) {
	k.Helper()
	k.id = d.NewID()
	k.do(d, casework.CaseOpened, opened(d, track))
}

// do writes an act that must be possible on the desk's own copy.
func (k *kit) do(d *testkit.Desk, kind casework.Kind, data any) casework.Entry {
	k.Helper()
	return k.doAs(d, kind, data, testkit.Act{})
}

func (k *kit) doAs(d *testkit.Desk, kind casework.Kind, data any, act testkit.Act) casework.Entry {
	k.Helper()
	e, err := d.Try(k.id, kind, data, act)
	if err != nil {
		k.Fatalf("%s at %s: %v", kind, d.Name, err)
	}
	return e
}

// refused tries an act that must not be possible and checks why.
func (k *kit) refused(d *testkit.Desk, kind casework.Kind, data any, why casework.Why, need casework.Need) {
	k.Helper()
	_, err := d.Try(k.id, kind, data, testkit.Act{})
	var r *casework.Refused
	if !errors.As(err, &r) {
		k.Errorf("%s %+v at %s: got %v, want refused: %s %s", kind, data, d.Name, err, why, need)
		return
	}
	if r.Why != why || r.Need != need {
		k.Errorf("%s %+v at %s: refused %s %s, want %s %s", kind, data, d.Name, r.Why, r.Need, why, need)
	}
}

// up reports a case up and carries it there.
func (k *kit) up(from, to *testkit.Desk) casework.ID {
	k.Helper()
	e := k.do(from, casework.CaseHandedOver, reportUp(to))
	k.send(from, to)
	return e.ID
}

func reportUp(to *testkit.Desk) casework.HandedOver {
	return casework.HandedOver{Way: casework.ReportUp, To: to.Code, ToLevel: to.Level, Demand: casework.AskTakeOver, Tried: "out_of_power"}
}

func assign(to *testkit.Desk) casework.HandedOver {
	return casework.HandedOver{Way: casework.Assign, To: to.Code, ToLevel: to.Level, Due: to.Clock.Today() + 20}
}

// send carries all entries of the case, whole.
func (k *kit) send(from, to *testkit.Desk) {
	k.Helper()
	to.Take(from.Entries(k.id)...)
}

func (k *kit) accept(d *testkit.Desk, link casework.ID) casework.Entry {
	k.Helper()
	return k.do(d, casework.CaseAccepted, casework.Linked{Link: link, Handler: 1})
}

// stands checks holder and state on one desk's copy.
func (k *kit) stands(d *testkit.Desk, holder casework.Office, h casework.Handling) casework.Case {
	k.Helper()
	c := d.Case(k.id)
	if c.Holder != holder.Code || c.HolderLevel != holder.Level || c.Handling != h {
		k.Errorf("at %s the case stands with %s (%s) in %s, want %s in %s", d.Name, c.Holder, c.HolderLevel, c.Handling, holder.Code, h)
	}
	return c
}

// row gives the row of one entry.
func row(t testing.TB, c casework.Case, id casework.ID) casework.Row {
	t.Helper()
	i := slices.IndexFunc(c.Rows, func(r casework.Row) bool { return r.Entry == id })
	if i < 0 {
		t.Fatalf("no row for entry %s", id)
	}
	return c.Rows[i]
}

// inEffect checks what one entry counts for.
func (k *kit) inEffect(c casework.Case, e casework.Entry, want casework.Why) {
	k.Helper()
	if r := row(k.TB, c, e.ID); r.Why != want || r.InEffect != (want == "") {
		k.Errorf("%s: in effect %v, why %q, want %q", r.Kind, r.InEffect, r.Why, want)
	}
}

func skeleton(t testing.TB, c casework.Case) string {
	t.Helper()
	b, err := casework.Encode(c.Skeleton)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func holidays(t testing.TB) calendar.Holidays {
	t.Helper()
	f, err := os.Open("testdata/holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h, err := calendar.ParseHolidays(f)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// national gives the built-in rules with the notices of 2014 to 2026.
func national(t testing.TB) casework.Rules {
	t.Helper()
	return casework.NationalRules(holidays(t))
}

func day(t testing.TB, s string) calendar.Day { return testkit.Day(t, s) }

var (
	noAct   testkit.Act
	byOther = testkit.Act{Operator: 9} // not the handler
)

func actN(n uint64) testkit.Act { return testkit.Act{N: n} }

func actFor(d *testkit.Desk) testkit.Act { return testkit.Act{For: d.Code} }

func validJSON(s string) bool { return json.Valid([]byte(s)) && utf8.ValidString(s) }

// sealed closes any body under an envelope of the village; ok is false where the
// body has no form on the wire.
func sealed(k *kit, b casework.Body) (e casework.Entry, ok bool) {
	env := k.v.Draft(k.subject(), casework.CaseNote, casework.Note{}, noAct).Envelope
	e, err := casework.NewEntry(env, b)
	return e, err == nil
}

// known and knownResolution are the states that a fold may give.
var (
	known = map[casework.Handling]bool{
		casework.Registered: true, casework.AdmittedState: true, casework.InHandling: true, casework.InMediation: true,
		casework.NotOurs: true, casework.LedElsewhere: true, casework.AwaitRoom: true, casework.AwaitMeeting: true,
		casework.AfterMeeting: true, casework.InReview: true, casework.InReReview: true, casework.InTransit: true, casework.ReceivedAbove: true, casework.ReturnedBack: true,
		casework.ReceivedBelow: true, casework.AnsweredState: true, casework.AwaitVisit: true, casework.ClosedState: true,
		casework.VoidedState: true,
	}
	knownResolution = map[casework.Resolution]bool{
		casework.Unresolved: true, casework.Resolving: true, casework.PartlyResolved: true, casework.ResolvedFully: true,
		casework.Relapsed: true, casework.ExportedElsewhere: true, casework.Terminated: true,
	}
)
