package office

import (
	"context"
	"fmt"
	"math/rand/v2"

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

// fillBatch is how many made-up cases are written in one transaction.
const fillBatch = 2000

// Fill writes made-up cases of the ten years before today into a demo file: entries of
// villages, townships and this office, folded and projected like any other. The same
// seed gives the same cases. It may run for a minute for each 20,000 cases; progress may
// be nil. What is written when ctx is cancelled stays. Errors: a Problem on any file but
// a demo file of a county.
func (o *Office) Fill(ctx context.Context, cases int, seed uint64, progress Progress) (Made, error) {
	if !o.Demo() {
		return Made{}, &Problem{Field: "clock", Code: "not_a_demo"}
	}
	if o.me.Level != casework.County {
		return Made{}, &Problem{Field: "level", Code: "malformed"}
	}
	f := &filler{o: o, r: rand.New(rand.NewPCG(seed, 4)), total: cases, given: map[string]int{}}
	for from := 0; from < cases; from += fillBatch {
		err := o.store.Update(ctx, func(tx *store.Tx) error {
			for i := from; i < min(cases, from+fillBatch); i++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := f.one(tx, i); err != nil {
					return fmt.Errorf("office: made-up case %d: %w", i, err)
				}
			}
			return nil
		})
		if err != nil {
			return f.made, err
		}
		if progress != nil {
			progress(int64(min(cases, from+fillBatch)), int64(cases))
		}
	}
	return f.made, o.store.OptimizeSearch(ctx)
}

// filler makes one case after the other.
type filler struct {
	o     *Office
	r     *rand.Rand
	total int
	given map[string]int // last number by office and year
	made  Made
}

// opener draws who opens a case and where it happened: 60 villages in a hundred, 30
// townships, 10 this office itself.
func (f *filler) opener() (who casework.Office, place casework.OfficeCode, role casework.Role) {
	county := string(f.o.me.Code)[:6]
	town := casework.OfficeCode(fmt.Sprintf("%s%03d000", county, 101+f.r.IntN(35)))
	place = casework.OfficeCode(fmt.Sprintf("%s%03d", town[:9], 201+f.r.IntN(20)))
	switch n := f.r.IntN(10); {
	case n < 6:
		return casework.Office{Code: place, Level: casework.Village, Parent: town}, place, casework.RoleVillageSecretary
	case n < 9:
		return casework.Office{Code: town, Level: casework.Township, Parent: f.o.me.Code}, place, casework.RoleTownshipClerk
	}
	return f.o.me, place, casework.RoleCountyClerk
}

// one writes the entries of a case.
func (f *filler) one(tx *store.Tx, i int) error {
	who, place, role := f.opener()
	on := f.o.Today().Add(-3650 + i*3640/f.total)
	p := &fillPen{f: f, tx: tx, who: who, role: role, on: on, instance: casework.Instance{1}}
	copy(p.instance[1:], who.Code[3:]) // another copy for each office
	if who.Code == f.o.me.Code {
		p.instance = f.o.store.Instance()
	}
	p.subject = caseSubject(f.id(on, i))
	no, err := f.number(who.Code, on)
	if err != nil {
		return err
	}
	p.open(no, place)
	p.work(f.o.Today())
	f.made.Cases++
	return p.err
}

func (f *filler) number(code casework.OfficeCode, on calendar.Day) (casework.CaseNo, error) {
	year, _, _ := on.YMD()
	key := fmt.Sprint(code, year)
	f.given[key]++
	return casework.MakeCaseNo(code, year, f.given[key], 'A')
}

// id makes an id that no other i gets.
func (f *filler) id(on calendar.Day, i int) casework.ID {
	var r [10]byte
	for k := range r {
		r[k] = byte(f.r.Uint32())
	}
	r[0], r[1], r[3], r[4] = byte(i>>28), byte(i>>20), byte(i>>12), byte(i>>4)
	return casework.MakeID(on.Time(), r)
}

// sample keeps what can be searched for, of some cases.
func (f *filler) sample(text, name, phone string) {
	if f.total > 2000 && f.r.IntN(f.total/1000) > 0 {
		return
	}
	f.made.Texts = append(f.made.Texts, text)
	f.made.Names = append(f.made.Names, name)
	f.made.Initials = append(f.made.Initials, store.ShortSpelling(name))
	f.made.Phones = append(f.made.Phones, phone)
}
