package store

import (
	"bytes"
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"silian/calendar"
	"silian/casework"
)

// lasting is the day until which a lead lasts that nobody took back.
const lasting = NoDue

// stretchOf gives the stretch of 32 days in which a day lies.
func stretchOf(d calendar.Day) int64 { return int64(d) >> 5 }

// facts replaces the facts of a subject. What did not change is not written.
func (tx *Tx) facts(subject casework.ID, facts []casework.Fact) error {
	p := newPacker()
	old, err := tx.packsOf(subject)
	if err != nil {
		return err
	}
	byOffice := factsByOffice(facts)
	offices := maps.Clone(byOffice)
	for office := range old {
		offices[office] = nil
	}
	for _, office := range slices.Sorted(maps.Keys(offices)) {
		now := byOffice[office]
		was, had := old[office]
		var pack []byte
		if len(now) > 0 {
			if pack = p.pack(now); had && bytes.Equal(pack, was) {
				continue
			}
		}
		if err := tx.replacePack(p, subject, office, was, now, pack); err != nil {
			return err
		}
	}
	return nil
}

func factsByOffice(facts []casework.Fact) map[casework.OfficeCode][]casework.Fact {
	out := map[casework.OfficeCode][]casework.Fact{}
	for _, f := range facts {
		out[f.Office] = append(out[f.Office], f)
	}
	return out
}

// packsOf gives the packed facts of a subject by office.
func (v *View) packsOf(subject casework.ID) (map[casework.OfficeCode][]byte, error) {
	out := map[casework.OfficeCode][]byte{}
	err := v.query(func(rows *sql.Rows) error {
		var office casework.OfficeCode
		var pack []byte
		err := rows.Scan(&office, &pack)
		out[office] = pack
		return err
	}, "SELECT office, facts FROM fact_pack WHERE subject = ?", subject[:])
	return out, err
}

// replacePack writes the facts of a subject in the figures of one office in the place of
// others, with the rows that say where they lie.
func (tx *Tx) replacePack(p packer, subject casework.ID, office casework.OfficeCode, was []byte, now []casework.Fact, pack []byte) error {
	before, err := p.unpack(nil, was, subject, office)
	if err != nil {
		return fmt.Errorf("%w: facts of %s: %w", ErrDamaged, subject, err)
	}
	old, fresh := placesOf(before), placesOf(now)
	if err := tx.dropPlaces(subject, office, old, fresh); err != nil {
		return err
	}
	if len(now) == 0 {
		if err := tx.exec("DELETE FROM fact_pack WHERE subject = ? AND office = ?", subject[:], string(office)); err != nil {
			return err
		}
	} else if err := tx.exec(`INSERT INTO fact_pack (subject, office, facts) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET facts = excluded.facts`, subject[:], string(office), pack); err != nil {
		return err
	}
	return tx.putPlaces(subject, office, old, fresh)
}

// places say where the facts of a pack lie: what a period finds them by, and what it
// needs of those that it does not read.
type places struct {
	stretches map[int64]int64 // to the one before
	days      map[calendar.Day]flow
	leads     map[leadPlace]bool
	ever      everPlace
}

// flow is what came to the stock on a day less what left it, and how much was resolved.
type flow struct{ stock, resolved int }

type leadPlace struct {
	until, since calendar.Day
	mark         string
}

// everPlace is the standing of a case that was ever analysed; without analysed it is none.
type everPlace struct {
	analysed, changed calendar.Day
	stands            int
}

func placesOf(facts []casework.Fact) places {
	p := places{stretches: map[int64]int64{}, days: map[calendar.Day]flow{}, leads: map[leadPlace]bool{}}
	analysed := false
	for _, f := range facts {
		p.stretches[stretchOf(f.On)] = 0
		p.stretches[stretchOf(f.Day())] = 0
		d := flow{stock: casework.StockOf(f)}
		switch f.Kind {
		case casework.FactResolved:
			d.resolved = 1
		case casework.FactAnalysed:
			analysed = true
		case casework.FactLead:
			p.leads[leadPlace{cmp.Or(f.Done, lasting), f.On, f.Mark}] = true
		}
		if d != (flow{}) {
			was := p.days[f.On]
			p.days[f.On] = flow{was.stock + d.stock, was.resolved + d.resolved}
		}
	}
	last := int64(noStretch)
	for _, s := range slices.Sorted(maps.Keys(p.stretches)) {
		p.stretches[s], last = last, s
	}
	if analysed {
		s := casework.StandingOf(facts)
		p.ever = everPlace{s.Analysed, s.Changed, standsAs(s)}
	}
	return p
}

// noStretch stands before the first one.
const noStretch = -1 << 31

func standsAs(s casework.Standing) int {
	switch {
	case s.Void:
		return 0
	case s.Resolved:
		return 2
	}
	return 1
}

// dropPlaces takes away what a pack has no more.
func (tx *Tx) dropPlaces(subject casework.ID, office casework.OfficeCode, old, fresh places) error {
	for s, before := range old.stretches {
		if now, ok := fresh.stretches[s]; ok && now == before {
			continue
		}
		if err := tx.exec("DELETE FROM fact_in WHERE office = ? AND stretch = ? AND subject = ?", string(office), s, subject[:]); err != nil {
			return err
		}
	}
	for l := range old.leads {
		if fresh.leads[l] {
			continue
		}
		if err := tx.exec("DELETE FROM fact_lead WHERE office = ? AND until = ? AND since = ? AND mark = ? AND subject = ?",
			string(office), int64(l.until), int64(l.since), l.mark, subject[:]); err != nil {
			return err
		}
	}
	if old.ever == fresh.ever || old.ever == (everPlace{}) {
		return nil
	}
	return tx.exec("DELETE FROM fact_ever WHERE office = ? AND analysed = ? AND subject = ?", string(office), int64(old.ever.analysed), subject[:])
}

// putPlaces writes what a pack has new.
func (tx *Tx) putPlaces(subject casework.ID, office casework.OfficeCode, old, fresh places) error {
	for s, before := range fresh.stretches {
		if was, ok := old.stretches[s]; ok && was == before {
			continue
		}
		if err := tx.exec("INSERT INTO fact_in (office, stretch, subject, before) VALUES (?, ?, ?, ?)", string(office), s, subject[:], before); err != nil {
			return err
		}
	}
	for l := range fresh.leads {
		if old.leads[l] {
			continue
		}
		if err := tx.exec("INSERT INTO fact_lead (office, until, since, mark, subject) VALUES (?, ?, ?, ?, ?)",
			string(office), int64(l.until), int64(l.since), l.mark, subject[:]); err != nil {
			return err
		}
	}
	if e := fresh.ever; e != old.ever && e != (everPlace{}) {
		if err := tx.exec("INSERT INTO fact_ever (office, analysed, subject, changed, stands) VALUES (?, ?, ?, ?, ?)",
			string(office), int64(e.analysed), subject[:], int64(e.changed), e.stands); err != nil {
			return err
		}
	}
	days := maps.Clone(fresh.days)
	for on, was := range old.days {
		days[on] = flow{days[on].stock - was.stock, days[on].resolved - was.resolved}
	}
	for on, d := range days {
		if d == (flow{}) {
			continue
		}
		// a day on which nothing is left keeps its row of zeros: it adds nothing
		if err := tx.exec(`INSERT INTO fact_day (office, on_day, stock, resolved) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET stock = stock + excluded.stock, resolved = resolved + excluded.resolved`,
			string(office), int64(on), d.stock, d.resolved); err != nil {
			return err
		}
	}
	return nil
}

// eachPack hands the packed facts that a query of subject, office and facts gives to take.
func (v *View) eachPack(take func(subject casework.ID, office casework.OfficeCode, pack []byte) error, query string, args ...any) error {
	var subject, pack, code sql.RawBytes
	var office casework.OfficeCode
	return v.query(func(rows *sql.Rows) error {
		if err := rows.Scan(&subject, &code, &pack); err != nil {
			return err
		}
		if len(subject) != len(casework.ID{}) {
			return fmt.Errorf("%w: a subject of facts", ErrDamaged)
		}
		if string(code) != string(office) {
			office = casework.OfficeCode(code)
		}
		return take(casework.ID(subject), office, pack)
	}, query, args...)
}

// Facts gives all facts of all subjects whose Day lies on or before a day, in a fixed
// order. It reads every fact that there is: figures of a period ask FactsOf.
func (v *View) Facts(to calendar.Day) ([]casework.Fact, error) {
	return v.readFacts(to, "SELECT subject, office, facts FROM fact_pack")
}

// FactsAbout gives those of one subject.
func (v *View) FactsAbout(subject casework.ID, to calendar.Day) ([]casework.Fact, error) {
	return v.readFacts(to, "SELECT subject, office, facts FROM fact_pack WHERE subject = ?", subject[:])
}

func (v *View) readFacts(to calendar.Day, query string, args ...any) (out []casework.Fact, err error) {
	p := newPacker()
	err = v.eachPack(func(subject casework.ID, office casework.OfficeCode, pack []byte) error {
		if out, err = p.unpack(out, pack, subject, office); err != nil {
			return fmt.Errorf("%w: facts of %s: %w", ErrDamaged, subject, err)
		}
		return nil
	}, query, args...)
	out = slices.DeleteFunc(out, func(f casework.Fact) bool { return f.On > to && (f.Done == 0 || f.Done > to) })
	slices.SortStableFunc(out, func(a, b casework.Fact) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Office, b.Office), bytes.Compare(a.About[:], b.About[:]))
	})
	return out, err
}
