package testkit

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"

	"silian/calendar"
	"silian/casework"
)

// Desk is an office in memory: it writes entries as the real office does (ids, n,
// prev, instance, the link on which it stands) and takes in those of others.
type Desk struct {
	casework.Office
	Instance casework.Instance
	Clock    *Clock
	random   *rand.Rand
	journal  map[casework.ID][]casework.Entry // by subject, in the order of arrival
	last     map[casework.ID]casework.Digest  // own last entry of each subject
	folded   map[casework.ID]casework.Case    // until the next entry
}

// NewDesk gives an office; the same seed and acts give the same bytes.
func NewDesk(seed uint64, o casework.Office, c *Clock) *Desk {
	d := &Desk{
		Office: o, Clock: c, random: rand.New(rand.NewPCG(seed, 6)),
		journal: map[casework.ID][]casework.Entry{}, last: map[casework.ID]casework.Digest{},
		folded: map[casework.ID]casework.Case{},
	}
	d.fill(d.Instance[:])
	return d
}

// Copy gives a second copy of the office's file with an instance of its own, as
// after a restored backup: both go on from the same entries.
func (d *Desk) Copy(seed uint64) *Desk {
	c := NewDesk(seed, d.Office, d.Clock)
	for id, entries := range d.journal {
		c.journal[id] = slices.Clone(entries)
	}
	return c
}

func (d *Desk) fill(b []byte) {
	for i := range b {
		b[i] = byte(d.random.Uint32())
	}
}

// NewID gives a fresh id.
func (d *Desk) NewID() casework.ID {
	var r [10]byte
	d.fill(r[:])
	return casework.MakeID(d.Clock.Now(), r)
}

// Act says how an entry is written; the zero value is the desk's ordinary way.
type Act struct {
	On       calendar.Day // 0: the clock's day
	For      casework.OfficeCode
	Operator int         // 0: 1
	ID       casework.ID // zero: a fresh one
	Holds    casework.ID // zero: the link that stands on this desk's copy
	N        uint64      // 0: 1 + the largest known
}

// Draft makes an entry and does not keep it.
func (d *Desk) Draft(s casework.Subject, kind casework.Kind, data any, act Act) casework.Entry {
	raw, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	b := casework.Body{
		Kind: kind, Ver: max(kind.Version(), 1), Operator: max(act.Operator, 1), Role: d.role(),
		At: d.Clock.Now().Format(time.RFC3339), On: act.On, For: act.For, Holds: act.Holds, Data: raw,
	}
	if b.On == 0 {
		b.On = d.Clock.Today()
	}
	switch {
	case kind == casework.CaseOpened: // a case is named by its opening entry
		act.ID = s.ID
	case s.Kind == casework.SubjectCase && b.Holds.IsZero():
		b.Holds = d.Case(s.ID).Link
	}
	return d.Seal(s, b, act)
}

// Seal closes any body under an envelope of this desk; the salt is filled in.
func (d *Desk) Seal(s casework.Subject, b casework.Body, act Act) casework.Entry {
	d.fill(b.Salt[:])
	env := casework.Envelope{
		ID: act.ID, Kind: s.Kind, Subject: s.ID, N: act.N,
		Office: d.Code, Instance: d.Instance, Prev: d.last[s.ID],
	}
	if env.ID.IsZero() {
		env.ID = d.NewID()
	}
	if env.N == 0 {
		for _, e := range d.journal[s.ID] {
			env.N = max(env.N, e.N)
		}
		env.N++
	}
	e, err := casework.NewEntry(env, b)
	if err != nil {
		panic(err)
	}
	return e
}

func (d *Desk) role() casework.Role {
	switch d.Level {
	case casework.Village:
		return casework.RoleVillageSecretary
	case casework.Township:
		return casework.RoleTownshipClerk
	}
	return casework.RoleCountyClerk
}

// Write makes an entry and keeps it without asking whether it counts.
func (d *Desk) Write(s casework.Subject, kind casework.Kind, data any, act Act) casework.Entry {
	e := d.Draft(s, kind, data, act)
	d.keep(e)
	return e
}

func (d *Desk) keep(e casework.Entry) {
	d.journal[e.Envelope.Subject] = append(d.journal[e.Envelope.Subject], e)
	d.last[e.Envelope.Subject] = e.Digest
	delete(d.folded, e.Envelope.Subject)
}

// Try writes an entry about a case as the real office does: what its own copy
// would not count is refused with *casework.Refused and leaves no trace.
func (d *Desk) Try(id casework.ID, kind casework.Kind, data any, act Act) (casework.Entry, error) {
	s := casework.Subject{Kind: casework.SubjectCase, ID: id}
	e := d.Draft(s, kind, data, act)
	actor := d.Code
	if act.For != "" {
		actor = act.For
	}
	if err := casework.CheckWriting(d.Case(id), kind, data, actor, max(act.Operator, 1)); err != nil {
		return casework.Entry{}, err
	}
	after := casework.FoldCase(append(d.Entries(id), e))
	i := slices.IndexFunc(after.Rows, func(r casework.Row) bool { return r.Entry == e.ID })
	if r := after.Rows[i]; !r.InEffect {
		return casework.Entry{}, &casework.Refused{Act: kind, Why: r.Why, Need: r.Need}
	}
	d.keep(e)
	return e, nil
}

// Take takes entries in, as a set: one that is there already adds nothing but its
// body where only a stub was there.
func (d *Desk) Take(entries ...casework.Entry) {
	for _, e := range entries {
		id := e.Envelope.Subject
		i := slices.IndexFunc(d.journal[id], func(o casework.Entry) bool { return o.Digest == e.Digest })
		switch {
		case i < 0:
			d.journal[id] = append(d.journal[id], e)
		case d.journal[id][i].Stub():
			d.journal[id][i] = e
		default:
			continue
		}
		delete(d.folded, id)
	}
}

// Entries gives what the desk has about one subject, in the order of arrival.
func (d *Desk) Entries(subject casework.ID) []casework.Entry {
	return slices.Clone(d.journal[subject])
}

// Case folds one case as the desk has it.
func (d *Desk) Case(id casework.ID) casework.Case {
	c, ok := d.folded[id]
	if !ok {
		c = casework.FoldCase(d.journal[id])
		d.folded[id] = c
	}
	return c
}

// Send carries to another desk all that the sharing rules let go to it about a
// case, as one sealed file would.
func (d *Desk) Send(to *Desk, id casework.ID) {
	c := d.Case(id)
	for _, e := range d.journal[id] {
		switch c.ShareCase(e, to.Office) {
		case casework.ShareFull:
			to.Take(e)
		case casework.ShareStub:
			to.Take(e.WithoutBody())
		}
	}
}
