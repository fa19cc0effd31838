package office

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// maxFilled is more than the entries of any made-up case.
const maxFilled = 16

// fillPen makes the entries of one made-up case as the office that handles it would.
type fillPen struct {
	r        *rand.Rand
	who      casework.Office
	role     casework.Role
	instance casework.Instance
	subject  casework.Subject
	on       calendar.Day
	track    casework.Track
	first    uint64 // number of the first entry among all
	entries  []casework.Entry
	sample   *sample // nil of most cases
	err      error   // the first that happened; nothing is written after it
}

// id makes an id that no other entry gets.
func (p *fillPen) id() casework.ID {
	n := p.first + uint64(len(p.entries))
	var r [10]byte
	binary.BigEndian.PutUint64(r[2:], p.r.Uint64())
	binary.BigEndian.PutUint32(r[3:], uint32(n)) // behind the bits of version and variant
	return casework.MakeID(p.on.Time(), r)
}

// put makes one entry and gives its id.
func (p *fillPen) put(kind casework.Kind, data any) casework.ID {
	if p.err != nil {
		return casework.ID{}
	}
	raw, err := json.Marshal(data)
	if err != nil {
		p.err = err
		return casework.ID{}
	}
	body := casework.Body{
		Kind: kind, Ver: kind.Version(), Operator: 1, Role: p.role,
		At: p.on.Time().Add(10 * time.Hour).Format(time.RFC3339), On: p.on, Data: raw,
	}
	binary.BigEndian.PutUint64(body.Salt[:], p.r.Uint64())
	binary.BigEndian.PutUint64(body.Salt[8:], p.r.Uint64())
	env := casework.Envelope{
		ID: p.subject.ID, Kind: p.subject.Kind, Subject: p.subject.ID, // of the opening
		N: uint64(len(p.entries) + 1), Office: p.who.Code, Instance: p.instance,
	}
	if n := len(p.entries); n > 0 {
		body.Holds = p.subject.ID // nobody else has it
		env.ID, env.Prev = p.id(), p.entries[n-1].Digest
	}
	if len(p.entries) == maxFilled {
		p.err = fmt.Errorf("more than %d entries", maxFilled)
		return env.ID
	}
	e, err := closed(env, body)
	p.entries, p.err = append(p.entries, e), err
	return env.ID
}

// closed does what casework.NewEntry does, without reading again what it wrote: a check of
// the file reads all of it.
func closed(env casework.Envelope, body casework.Body) (casework.Entry, error) {
	b, err := casework.Encode(body)
	if err != nil {
		return casework.Entry{}, err
	}
	env.V, env.BodyDigest = casework.EnvelopeVersion, casework.DigestOf(b)
	head, err := casework.Encode(env)
	return casework.Entry{Envelope: env, EnvelopeBytes: head, BodyBytes: b, Digest: casework.DigestOf(head)}, err
}

// open writes what is known on the first day; keep takes a sample of it.
func (p *fillPen) open(no casework.CaseNo, place casework.OfficeCode, keep bool) {
	r := p.r
	p.track = store.MadeUp(r, casework.TrackDispute, casework.TrackDemand, casework.TrackPetition, casework.TrackSuggestion)
	if p.who.Level == casework.Village && p.track == casework.TrackPetition { // a village is no organ
		p.track = casework.TrackDispute
	}
	p.put(casework.CaseOpened, casework.Opened{
		No: no, Level: p.who.Level, Parent: p.who.Parent, Track: p.track, Place: place, ReceivedOn: p.on, People: 1 + r.IntN(4), Requests: 1,
		Category:    store.MadeUp(r, "neighbour", "homestead", "land", "benefit", "family", "money", "other"),
		Source:      store.MadeUp(r, "village_day", "visit", "phone", "letter", "assigned"),
		HandlerOper: 1 + r.IntN(3),
	})
	words, name, phone := store.MadeUpText(r, 180), store.MadeUpName(r), store.MadeUpPhone(r)
	p.put(casework.CaseText, casework.Text{Title: store.MadeUpText(r, 16), Narrative: words, Requests: []string{store.MadeUpText(r, 20)}})
	p.put(casework.CaseParty, casework.Party{Part: casework.Applicant, Name: name, Group: "二组", Phone: casework.Phone(phone)})
	if keep {
		p.sample = &sample{words, name, phone}
	}
}

// work writes what came after, as far as today: most old cases are closed.
func (p *fillPen) work(today calendar.Day) {
	r := p.r
	done := p.on.Add(20 + r.IntN(40))
	finished := done < today && r.IntN(12) > 0
	if p.track == casework.TrackPetition {
		p.put(casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	}
	var promise casework.ID
	if r.IntN(4) == 0 {
		promise = p.put(casework.CasePromised, casework.Promised{Due: p.on.Add(10 + r.IntN(30))})
	}
	if !finished {
		return
	}
	p.on = done
	if !promise.IsZero() {
		p.put(casework.CasePromiseSettled, casework.PromiseSettled{Promise: promise, Kept: r.IntN(10) > 0})
	}
	answer := casework.Answered{Form: casework.OralAnswer}
	if p.track == casework.TrackPetition {
		answer.Form, answer.Findings = casework.HandlingOpinion, []casework.Finding{casework.Supported}
	}
	p.put(casework.CaseAnswered, answer)
	if r.IntN(10) > 0 {
		p.put(casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled})
	}
	visit := p.put(casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true})
	p.put(casework.CaseEvaluated, casework.Evaluated{Visit: visit, Result: casework.Satisfied})
	p.put(casework.CaseClosed, casework.Closed{Class: "10"})
}
