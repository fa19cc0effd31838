package casework_test

import (
	"strconv"
	"strings"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/internal/testkit"
)

// hostileSize is how many entries a stick puts on one subject: a fold must cost no more
// than in proportion.
const hostileSize = 6000

// hostile gives many entries of one office about one case.
func hostile(k *kit, at func(i int, on calendar.Day) (casework.Kind, any, calendar.Day)) []casework.Entry {
	k.open(k.t, casework.TrackPetition)
	all, first := k.t.Entries(k.id), k.clock.Today()+7
	for i := range hostileSize {
		kind, data, on := at(i, first)
		all = append(all, k.t.Draft(k.subject(), kind, data, testkit.Act{N: uint64(i + 2), Holds: k.id, On: on}))
	}
	return all
}

// BenchmarkHostileSubject folds and counts subjects as a hostile or careless stick may
// carry them. Read ns/entry: it must not grow with hostileSize.
func BenchmarkHostileSubject(b *testing.B) {
	r := national(b)
	for name, build := range map[string]func(*kit) []casework.Entry{
		"mediations": hostileMediations, "cycles": hostileCycles, "notes": hostileNotes, "links": hostileLinks,
		"destroyed": hostileDestroyed, "passed": hostilePassed,
	} {
		b.Run(name, func(b *testing.B) {
			all := build(newKit(b))
			for b.Loop() {
				c := casework.FoldCase(all)
				c.Facts(r)
				c.NextDue(r)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(all)), "ns/entry")
		})
	}
}

func hostileMediations(k *kit) []casework.Entry {
	return hostile(k, func(i int, on calendar.Day) (casework.Kind, any, calendar.Day) {
		if i%2 == 0 {
			return casework.CaseTakenUp, casework.TakenUp{Mediation: true}, on.Add(i / 2)
		}
		return casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationFailed}, on.Add(i / 2)
	})
}

func hostileCycles(k *kit) []casework.Entry {
	return hostile(k, func(i int, on calendar.Day) (casework.Kind, any, calendar.Day) {
		switch i % 3 {
		case 0:
			return casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer}, on.Add(i)
		case 1:
			return casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1}, on.Add(20000)
		}
		return casework.CaseReopened, casework.Reopened{Reason: "returned"}, on.Add(i)
	})
}

func hostileNotes(k *kit) []casework.Entry {
	text := strings.Repeat("字", 300)
	return hostile(k, func(_ int, on calendar.Day) (casework.Kind, any, calendar.Day) {
		return casework.CaseNote, casework.Note{About: k.id, Text: text}, on
	})
}

// hostileLinks: one township hands a case down and up, for its village.
func hostileLinks(k *kit) []casework.Entry {
	k.open(k.t, casework.TrackPetition)
	all, link, n, down := k.t.Entries(k.id), k.id, uint64(2), true
	for range hostileSize / 2 {
		ho, who, taker := assign(k.v), noAct, actFor(k.v)
		if !down {
			ho, who, taker = reportUp(k.t), actFor(k.v), noAct
		}
		who.N, who.Holds = n, link
		e := k.t.Draft(k.subject(), casework.CaseHandedOver, ho, who)
		taker.N, taker.Holds = n+1, link
		all = append(all, e, k.t.Draft(k.subject(), casework.CaseAccepted, casework.Linked{Link: e.ID, Handler: 1}, taker))
		link, n, down = e.ID, n+2, !down
	}
	return all
}

func hostileDestroyed(k *kit) []casework.Entry {
	k.open(k.t, casework.TrackPetition)
	all, ids := k.t.Entries(k.id), make([]casework.ID, 20000)
	for i := range ids {
		ids[i] = k.t.NewID()
	}
	for i := range hostileSize / 2 {
		all = append(all, k.t.Draft(k.subject(), casework.CaseNote, casework.Note{Text: "x"}, actN(uint64(i+2))).WithoutBody())
	}
	for i := range 50 {
		all = append(all, k.t.Draft(k.subject(), casework.EntryDestroyed, casework.Destroying{IDs: ids}, actN(uint64(hostileSize+i))))
	}
	return all
}

// hostilePassed is a chain of strangers, written backwards.
func hostilePassed(k *kit) []casework.Entry {
	const n = 2000
	k.open(k.t, casework.TrackPetition)
	all := k.t.Entries(k.id)
	code := func(i int) casework.OfficeCode {
		return casework.OfficeCode("41" + strings.Repeat("0", 10-len(strconv.Itoa(i))) + strconv.Itoa(i))
	}
	for i := range n {
		from := *k.v2
		from.Code = code(i)
		if i == 0 {
			from.Code = k.t.Code
		}
		ho := casework.HandedOver{Way: casework.Assign, To: code(i + 1), ToLevel: casework.Village}
		all = append(all, from.Draft(k.subject(), casework.CaseHandedOver, ho, testkit.Act{N: uint64(n - i + 1), Holds: k.t.NewID()}))
	}
	return all
}
