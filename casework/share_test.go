package casework_test

import (
	"slices"
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

// TestShareCase walks the cells of domain 2.6: how each sort of entry of a village's
// case travels to each office, by what has happened to the case.
func TestShareCase(t *testing.T) {
	const not, stub, full = casework.ShareNot, casework.ShareStub, casework.ShareFull
	up := func(consent bool) func(*kit) {
		return func(k *kit) {
			k.accept(k.t, k.up(k.v, k.t))
			h := reportUp(k.c)
			h.Consent = consent
			k.do(k.t, casework.CaseHandedOver, h)
		}
	}
	type row struct {
		party, note, talk casework.Share // 当事人; ordinary words; closed talks
		moves             casework.Share
	}
	for _, c := range []struct {
		name  string
		reach func(*kit)
		sees  map[casework.OfficeCode]row
	}{
		{"opened", func(*kit) {}, map[casework.OfficeCode]row{
			testkit.Township().Code: {full, full, full, full}, testkit.County().Code: {not, not, not, not},
			testkit.Neighbour().Code: {not, not, not, not}, testkit.OtherTownship().Code: {not, not, not, not},
		}},
		{"at the county without consent", up(false), map[casework.OfficeCode]row{
			testkit.Township().Code: {full, full, full, full}, testkit.County().Code: {full, full, stub, full},
			testkit.Neighbour().Code: {not, not, not, not},
		}},
		{"at the county with consent", up(true), map[casework.OfficeCode]row{testkit.County().Code: {full, full, full, full}}},
		{"sent back by the county", func(k *kit) {
			up(true)(k)
			k.send(k.t, k.c)
			k.do(k.c, casework.CaseReturned, casework.Returned{Link: k.c.Case(k.id).UnderWay().Link, Reason: casework.ReturnNotOurs})
			k.send(k.c, k.t)
		}, map[casework.OfficeCode]row{
			testkit.County().Code: {stub, stub, stub, full}, testkit.Township().Code: {full, full, full, full},
		}},
		{"offered to the next village, then recalled", func(k *kit) {
			k.accept(k.t, k.up(k.v, k.t))
			e := k.do(k.t, casework.CaseHandedOver, assign(k.v2))
			k.do(k.t, casework.CaseRecalled, link(e.ID))
		}, map[casework.OfficeCode]row{testkit.Neighbour().Code: {stub, stub, stub, full}}},
		{"assigned to the next village", func(k *kit) {
			k.accept(k.t, k.up(k.v, k.t))
			k.do(k.t, casework.CaseHandedOver, assign(k.v2))
		}, map[casework.OfficeCode]row{testkit.Neighbour().Code: {full, full, stub, full}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			k := newKit(t)
			k.open(k.v, casework.TrackDispute)
			opening := k.v.Entries(k.id)[0]
			party := k.do(k.v, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "张三", Phone: "13800000000"})
			note := k.do(k.v, casework.CaseNote, casework.Note{Text: "x"})
			talk := k.do(k.v, casework.CaseNote, casework.Note{Class: casework.NoteMediation, Text: "x"})
			c.reach(k)
			d := k.v
			if n := len(k.t.Entries(k.id)); n > 0 {
				d = k.t
			}
			state := d.Case(k.id)
			for _, o := range []casework.Office{testkit.Township(), testkit.County(), testkit.Neighbour(), testkit.OtherTownship()} {
				want, ok := c.sees[o.Code]
				if !ok {
					continue
				}
				got := row{state.ShareCase(party, o), state.ShareCase(note, o), state.ShareCase(talk, o), state.ShareCase(opening, o)}
				if got != want {
					t.Errorf("to %s: %+v, want %+v", o.Name, got, want)
				}
				if state.SeenBy(o.Code) != (want.moves != not) {
					t.Errorf("SeenBy(%s) = %v", o.Name, state.SeenBy(o.Code))
				}
			}
		})
	}
}

func TestShareCaseOfOwnWordsAndStubs(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.accept(k.t, k.up(k.v, k.t))
	talk := k.do(k.t, casework.CaseNote, casework.Note{Class: casework.NoteMediation, Text: "the township's talk"})
	own := k.t.Case(k.id)
	if got := own.ShareCase(talk, k.v.Office); got != casework.ShareStub {
		t.Errorf("the township's closed talk goes down as %v", got)
	}
	if got := own.ShareCase(talk, k.t.Office); got != casework.ShareFull {
		t.Errorf("an office's own words come back as %v", got)
	}
	if got := own.ShareCase(talk.WithoutBody(), k.t.Office); got != casework.ShareStub {
		t.Errorf("a stub travels as %v", got)
	}
}

// The parties' consent opens the mediation record to the county, and nothing else:
// what was said at a return visit and what the township noted for itself stay.
func TestConsentOpensTheMediationRecordOnly(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.accept(k.t, k.up(k.v, k.t))
	up := casework.HandedOver{Way: casework.ReportUp, To: k.c.Code, ToLevel: casework.County, Demand: casework.AskRuling, Tried: "out_of_power", Consent: true}
	notes := map[casework.NoteClass]casework.Entry{}
	for _, class := range []casework.NoteClass{casework.NoteOpen, casework.NoteMediation, casework.NoteReturnVisit, casework.NoteInternal} {
		notes[class] = k.do(k.t, casework.CaseNote, casework.Note{Class: class, Text: "x"})
	}
	k.do(k.t, casework.CaseHandedOver, up)
	state := k.t.Case(k.id)
	for class, want := range map[casework.NoteClass][2]casework.Share{
		casework.NoteOpen:        {casework.ShareFull, casework.ShareFull},
		casework.NoteMediation:   {casework.ShareFull, casework.ShareStub},
		casework.NoteReturnVisit: {casework.ShareStub, casework.ShareStub},
		casework.NoteInternal:    {casework.ShareStub, casework.ShareStub},
	} {
		got := [2]casework.Share{state.ShareCase(notes[class], k.c.Office), state.ShareCase(notes[class], k.v.Office)}
		if got != want {
			t.Errorf("%q goes to county and village as %v, want %v", class, got, want)
		}
	}
}

func TestSeers(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDemand)
	if got := k.t.Case(k.id).Seers(); !slices.Equal(got, []casework.OfficeCode{k.t.Code}) {
		t.Errorf("a township's own case is seen by %v", got)
	}
	k.up(k.t, k.c)
	if got := k.t.Case(k.id).Seers(); !slices.Equal(got, []casework.OfficeCode{k.c.Code, k.t.Code}) {
		t.Errorf("reported up: seen by %v", got)
	}
	var nobody casework.Skeleton
	if nobody.SeenBy(k.c.Code) {
		t.Error("no case is seen by the county")
	}
}

func TestShareDay(t *testing.T) {
	v, v2, to, t2, c := testkit.Village(), testkit.Neighbour(), testkit.Township(), testkit.OtherTownship(), testkit.County()
	for _, x := range []struct {
		from, to casework.Office
		want     casework.Share
	}{
		{v, to, casework.ShareFull},
		{to, v, casework.ShareFull},
		{v, c, casework.ShareNot},
		{to, c, casework.ShareNot},
		{v, v2, casework.ShareNot},
		{to, v2, casework.ShareNot}, // of v's day
		{v, t2, casework.ShareNot},
		{t2, v, casework.ShareNot},
		{v2, to, casework.ShareNot}, // of v's day
	} {
		if got := casework.ShareDay(v.Code, x.from, x.to); got != x.want {
			t.Errorf("from %s to %s: %v, want %v", x.from.Name, x.to.Name, got, x.want)
		}
	}
}

// sees gives the shares of one entry to several offices.
func sees(state casework.Skeleton, e casework.Entry, to ...*testkit.Desk) []casework.Share {
	out := make([]casework.Share, len(to))
	for i, d := range to {
		out[i] = state.ShareCase(e, d.Office)
	}
	return out
}

// TestShareSensitiveCase: words go to the holder, to whom the case is offered now, and
// back to their writer; not to a parent for being one, not to who held the case once.
func TestShareSensitiveCase(t *testing.T) {
	const not, stub, full = casework.ShareNot, casework.ShareStub, casework.ShareFull
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	mark := k.do(k.v, casework.CaseMarked, casework.Marked{Sensitive: casework.FamilyViolence})
	text := k.do(k.v, casework.CaseText, casework.Text{Title: "x"})
	party := k.do(k.v, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "张三"})
	note := k.do(k.v, casework.CaseNote, casework.Note{Text: "x"})
	var talk, said, own casework.Entry
	check := func(step string, d *testkit.Desk, e casework.Entry, want ...casework.Share) {
		t.Helper()
		if got := sees(d.Case(k.id).Skeleton, e, k.v, k.t, k.c, k.v2); !slices.Equal(got, want) {
			t.Errorf("%s: to village, township, county, neighbour %v, want %v", step, got, want)
		}
	}
	for _, e := range []casework.Entry{text, party, note} {
		check("held by the village", k.v, e, full, stub, not, not)
	}
	check("the mark itself", k.v, mark, full, full, not, not)

	up := k.up(k.v, k.t)
	check("offered to the township", k.v, text, full, full, not, not)
	k.accept(k.t, up)
	own = k.do(k.t, casework.CaseNote, casework.Note{Text: "of the township"})
	talk = k.do(k.t, casework.CaseNote, casework.Note{Class: casework.NoteMediation, Text: "x"})
	visit := k.doAs(k.t, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true}, byOther)
	said = k.do(k.t, casework.CaseEvaluated, casework.Evaluated{Visit: visit.ID, Result: casework.Satisfied})
	check("own words come back", k.t, text, full, full, not, not)
	check("a former holder reads no more", k.t, own, stub, full, not, not)
	check("the evaluation", k.t, said, stub, full, not, not)
	check("what moves the case", k.t, visit, full, full, not, not)

	k.up(k.t, k.c)
	check("offered to the county", k.t, text, full, full, full, not)
	check("closed talk without consent", k.t, talk, stub, full, stub, not)
	check("the evaluation stays below", k.t, said, stub, full, stub, not)
	k.accept(k.c, k.c.Case(k.id).UnderWay().Link)
	check("held by the county", k.c, text, full, stub, full, not)
	check("held by the county", k.c, own, stub, full, full, not)

	down := k.do(k.c, casework.CaseHandedOver, casework.HandedOver{Way: casework.Assign, To: k.v2.Code, ToLevel: casework.Village})
	check("assigned to the neighbour", k.c, own, stub, full, full, full)
	k.do(k.c, casework.CaseRecalled, link(down.ID))
	check("recalled from the neighbour", k.c, own, stub, full, full, stub)
}

// TestShareNewKinds: what carries no personal text goes to each office that sees the
// case, whoever may read its words.
func TestShareNewKinds(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.accept(k.t, k.up(k.v, k.t))
	e := k.do(k.t, casework.CaseHandedOver, assign(k.v2))
	k.do(k.t, casework.CaseRecalled, link(e.ID))
	state := k.t.Case(k.id)
	for _, kind := range casework.SortedKinds() {
		if kind.Personal() || len(kind) < 5 || kind[:5] != "case." {
			continue
		}
		e := k.t.Draft(k.subject(), kind, struct{}{}, testkit.Act{ID: k.t.NewID()})
		if kind == casework.CaseOpened {
			continue // its draft takes the id of the case
		}
		for _, d := range []*testkit.Desk{k.v, k.t, k.v2} {
			if got := state.ShareCase(e, d.Office); got != casework.ShareFull {
				t.Errorf("%s goes to %s as %v", kind, d.Name, got)
			}
		}
		if got := state.ShareCase(e, k.c.Office); got != casework.ShareNot {
			t.Errorf("%s goes to the county as %v", kind, got)
		}
	}
	foreign := k.t.Draft(casework.Subject{Kind: casework.SubjectMeeting, ID: k.id}, casework.MeetingHeld, struct{}{}, noAct)
	if got := state.ShareCase(foreign, k.v.Office); got != casework.ShareNot {
		t.Errorf("an entry of another subject goes as %v", got)
	}
}
