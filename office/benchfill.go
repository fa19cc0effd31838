package office

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// Made is what Fill wrote, for questions that find something.
type Made struct {
	Cases, Entries int
	Texts          []string // narratives
	Names          []string
	Initials       []string // of those names
	Phones         []string
}

// Fill writes made-up cases of the ten years before today into a demo file that holds
// none yet: entries of villages, townships and this office, folded and projected like any
// other. The same seed gives the same cases. It takes about 1 ms of CPU a case;
// progress may be nil. Nobody else may use the office meanwhile, and when it fails or ctx
// is cancelled, the file is of no use and no longer opens. Errors: a Problem on any file
// but a demo file of a county.
func (o *Office) Fill(ctx context.Context, cases int, seed uint64, progress Progress) (Made, error) {
	if !o.Demo() {
		return Made{}, &Problem{Field: "clock", Code: "not_a_demo"}
	}
	if o.me.Level != casework.County {
		return Made{}, &Problem{Field: "level", Code: "malformed"}
	}
	f := newFiller(o, cases, seed)
	var entries atomic.Int64
	made := make([]*sample, cases)
	err := o.store.LoadCases(ctx, cases, func(i int) ([]casework.Entry, error) {
		p, err := f.one(i)
		if err != nil {
			return nil, fmt.Errorf("office: made-up case %d: %w", i, err)
		}
		entries.Add(int64(len(p.entries)))
		made[i] = p.sample
		return p.entries, nil
	}, progress)
	if err != nil {
		return Made{}, err
	}
	all := Made{Cases: cases, Entries: int(entries.Load())}
	for _, s := range made {
		if s != nil {
			all.add(*s)
		}
	}
	return all, nil
}

// sample is what can be searched for of one case.
type sample struct{ text, name, phone string }

func (m *Made) add(s sample) {
	m.Texts, m.Names, m.Phones = append(m.Texts, s.text), append(m.Names, s.name), append(m.Phones, s.phone)
	m.Initials = append(m.Initials, store.ShortSpelling(s.name))
}

// filler makes cases, each from random numbers of its own, so that they can be made in
// any order.
type filler struct {
	o     *Office
	seed  uint64
	total int
	today calendar.Day
	mine  casework.Instance
	nos   []int32 // running number of each case in its office and year
}

func newFiller(o *Office, cases int, seed uint64) *filler {
	f := &filler{o: o, seed: seed, total: cases, today: o.Today(), mine: o.store.Instance(), nos: make([]int32, cases)}
	type row struct {
		office casework.OfficeCode
		year   int
	}
	given := map[row]int32{}
	for i := range cases {
		who, _, _ := f.opener(f.random(i))
		year, _, _ := f.day(i).YMD()
		given[row{who.Code, year}]++
		f.nos[i] = given[row{who.Code, year}]
	}
	return f
}

func (f *filler) random(i int) *rand.Rand { return rand.New(rand.NewPCG(f.seed, uint64(i))) }

func (f *filler) day(i int) calendar.Day { return f.today.Add(-3650 + i*3640/f.total) }

// opener draws who opens a case and where it happened: 60 villages in a hundred, 30
// townships, 10 this office itself.
func (f *filler) opener(r *rand.Rand) (who casework.Office, place casework.OfficeCode, role casework.Role) {
	county := string(f.o.me.Code)[:6]
	town := casework.OfficeCode(fmt.Sprintf("%s%03d000", county, 101+r.IntN(35)))
	place = casework.OfficeCode(fmt.Sprintf("%s%03d", town[:9], 201+r.IntN(20)))
	switch n := r.IntN(10); {
	case n < 6:
		return casework.Office{Code: place, Level: casework.Village, Parent: town}, place, casework.RoleVillageSecretary
	case n < 9:
		return casework.Office{Code: town, Level: casework.Township, Parent: f.o.me.Code}, place, casework.RoleTownshipClerk
	}
	return f.o.me, place, casework.RoleCountyClerk
}

// one makes the entries of case i.
func (f *filler) one(i int) (*fillPen, error) {
	r := f.random(i)
	who, place, role := f.opener(r)
	p := &fillPen{r: r, who: who, role: role, on: f.day(i), instance: casework.Instance{1}, first: uint64(i) * maxFilled}
	copy(p.instance[1:], who.Code[3:]) // another copy for each office
	if who.Code == f.o.me.Code {
		p.instance = f.mine
	}
	year, _, _ := p.on.YMD()
	no, err := casework.MakeCaseNo(who.Code, year, int(f.nos[i]), 'A')
	if err != nil {
		return nil, err
	}
	p.subject = caseSubject(p.id())
	p.open(no, place, f.total <= 2000 || r.IntN(f.total/1000) == 0)
	p.work(f.today)
	return p, p.err
}
