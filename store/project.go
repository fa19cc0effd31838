package store

import (
	"database/sql"
	"fmt"
	"math"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// NoDue is the due date of a case that has no open date.
const NoDue calendar.Day = math.MaxInt32

// CaseRow is one case as lists show it.
type CaseRow struct {
	Seq           int64
	ID            casework.ID
	No            casework.CaseNo
	Title         string
	Track         casework.Track
	Category      string
	Place         casework.OfficeCode
	Opener        casework.OfficeCode
	Holder        casework.OfficeCode
	HolderLevel   casework.Level
	MaxLevel      casework.Level
	Handling      casework.Handling
	Resolution    casework.Resolution
	ResolvedLevel casework.Level
	TransitTo     casework.Level // level of the addressee while under way, or ""
	Cycle         int
	OpenedOn      calendar.Day
	Due           calendar.Day // next open date, NoDue for none
	DueWhat       string       // clock id or "promise"
}

const caseColumns = `seq, id, no, title, track, category, place, opener, holder, holder_level, max_level,
	handling, resolution, resolved_level, transit_to, cycle, opened_on, due, due_what`

func scanCase(rows *sql.Rows) (CaseRow, error) {
	var r CaseRow
	var id []byte
	err := rows.Scan(&r.Seq, &id, &r.No, &r.Title, &r.Track, &r.Category, &r.Place, &r.Opener, &r.Holder, &r.HolderLevel,
		&r.MaxLevel, &r.Handling, &r.Resolution, &r.ResolvedLevel, &r.TransitTo, &r.Cycle, &r.OpenedOn, &r.Due, &r.DueWhat)
	if err == nil {
		r.ID = casework.ID(id)
	}
	return r, err
}

// caseRow is the pure projection of a fold.
func caseRow(seq int64, c casework.Case, rules casework.Rules) CaseRow {
	r := CaseRow{
		Seq: seq, ID: c.ID, No: c.No, Title: ListTitle(c), Track: c.Track, Category: c.Category, Place: c.Place,
		Opener: c.Opener, Holder: c.Holder, HolderLevel: c.HolderLevel, MaxLevel: c.MaxLevel, Handling: c.Handling,
		Resolution: c.Resolution, ResolvedLevel: c.ResolvedLevel, Cycle: c.Cycle, OpenedOn: c.OpenedOn, Due: NoDue,
	}
	if t := c.UnderWay(); t != nil {
		r.TransitTo = t.ToLevel
	}
	if due, what, ok := c.NextDue(rules); ok {
		r.Due, r.DueWhat = due, what
	}
	return r
}

// ListTitle is the title as lists and search may show it: none of a sensitive case,
// whose words only named handlers may read (domain 2.6).
func ListTitle(c casework.Case) string {
	if c.HandlersOnly() {
		return ""
	}
	return c.Words.Text.Title
}

// hay is all text of a case that search looks through; of a sensitive case its number
// alone.
func hay(c casework.Case) string {
	if c.HandlersOnly() {
		return strings.ToLower(string(c.No))
	}
	w := c.Words
	parts := []string{string(c.No), w.Text.Title, w.Text.Narrative, w.Text.Place}
	parts = append(parts, w.Text.Requests...)
	for _, p := range w.Parties {
		parts = append(parts, p.Name, p.Group, p.Address, p.Phone.Reveal())
	}
	for _, r := range c.Rows {
		parts = append(parts, w.Notes[r.Entry], w.Alone[r.Entry])
	}
	kept := parts[:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.ToLower(strings.Join(kept, "\n"))
}

// project folds one subject afresh and replaces its rows.
func (tx *Tx) project(subject casework.Subject) error {
	entries, err := tx.Entries(subject.ID)
	if err != nil {
		return err
	}
	seq, err := tx.firstSeq(subject.ID)
	if err != nil {
		return err
	}
	if err := tx.projectAttached(subject, entries); err != nil {
		return err
	}
	switch subject.Kind {
	case casework.SubjectCase:
		return tx.projectCase(seq, casework.FoldCase(entries))
	case casework.SubjectDay:
		return tx.projectDay(seq, casework.FoldDay(entries))
	}
	return tx.facts(subject.ID, otherFacts(subject, entries))
}

// otherFacts gives the facts of a subject that is neither case nor day.
func otherFacts(subject casework.Subject, entries []casework.Entry) []casework.Fact {
	switch subject.Kind {
	case casework.SubjectMeeting:
		return casework.FoldMeeting(entries).Facts()
	case casework.SubjectSupervision:
		return casework.FoldSupervision(entries).Facts()
	case casework.SubjectSealed:
		return casework.FoldSealed(entries).Facts()
	}
	return nil
}

func (v *View) firstSeq(subject casework.ID) (int64, error) {
	var seq int64
	_, err := v.one("SELECT min(seq) FROM entry WHERE subject = ?", []any{subject[:]}, &seq)
	return seq, err
}

func (tx *Tx) projectCase(seq int64, c casework.Case) error {
	for _, q := range []string{
		"DELETE FROM case_row WHERE seq = ?", "DELETE FROM case_words WHERE seq = ?",
		"DELETE FROM promise_row WHERE case_seq = ?", "DELETE FROM search WHERE rowid = ?", "DELETE FROM case_seen WHERE case_seq = ?",
	} {
		if err := tx.exec(q, seq); err != nil {
			return err
		}
	}
	if c.Handling == "" {
		return tx.facts(c.ID, nil) // its opening has not arrived
	}
	r := caseRow(seq, c, tx.rules)
	err := tx.exec("INSERT INTO case_row ("+caseColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		r.Seq, r.ID[:], string(r.No), r.Title, string(r.Track), r.Category, string(r.Place), string(r.Opener), string(r.Holder),
		string(r.HolderLevel), string(r.MaxLevel), string(r.Handling), string(r.Resolution), string(r.ResolvedLevel),
		string(r.TransitTo), r.Cycle, int64(r.OpenedOn), int64(r.Due), r.DueWhat)
	if err != nil {
		return fmt.Errorf("case %s: %w", r.No, err)
	}
	text := hay(c)
	if err := tx.exec("INSERT INTO case_words (seq, hay) VALUES (?, ?)", seq, text); err != nil {
		return err
	}
	if err := tx.exec("INSERT INTO search (rowid, hay) VALUES (?, ?)", seq, cut(text)); err != nil {
		return err
	}
	for _, office := range c.Seers() {
		if err := tx.exec("INSERT INTO case_seen (office, case_seq) VALUES (?, ?)", string(office), seq); err != nil {
			return err
		}
	}
	for _, p := range c.Promises {
		if err := tx.exec("INSERT INTO promise_row (entry, case_seq, by_office, due, settled_on, kept) VALUES (?, ?, ?, ?, ?, ?)",
			p.Entry[:], seq, string(p.By), int64(p.Due), int64(p.SettledOn), p.Kept); err != nil {
			return err
		}
	}
	return tx.facts(c.ID, c.Facts(tx.rules))
}

func (tx *Tx) projectDay(seq int64, d casework.ReceptionDay) error {
	if err := tx.exec("DELETE FROM day_row WHERE seq = ?", seq); err != nil {
		return err
	}
	if d.Village == "" {
		return nil
	}
	if err := tx.exec(`INSERT INTO day_row (seq, id, village, on_day, village_day, opened, closed, visits, people, on_the_spot)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, seq, d.ID[:], string(d.Village), int64(d.On), d.VillageDay, d.Opened, d.Closed,
		len(d.Visits), d.People(), d.OnTheSpot()); err != nil {
		return err
	}
	return tx.facts(d.ID, d.Facts())
}

func (tx *Tx) facts(subject casework.ID, facts []casework.Fact) error {
	if err := tx.exec("DELETE FROM fact WHERE subject = ?", subject[:]); err != nil {
		return err
	}
	for _, f := range facts {
		if err := tx.exec("INSERT INTO fact (subject, "+factColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			f.About[:], string(f.Kind), int64(f.On), int64(f.Done), string(f.Office), string(f.Level), string(f.Top), string(f.Track), f.Mark, f.Good, f.Count); err != nil {
			return err
		}
	}
	return nil
}

const factColumns = "kind, on_day, done, office, level, top, track, mark, good, count"

func scanFact(rows *sql.Rows, f *casework.Fact, more ...any) error {
	return rows.Scan(append(more, &f.Kind, &f.On, &f.Done, &f.Office, &f.Level, &f.Top, &f.Track, &f.Mark, &f.Good, &f.Count)...)
}

// Facts gives all facts whose Day lies on or before a day, in a fixed order: figures of
// a period need what came before it too, for the cases carried over.
func (v *View) Facts(to calendar.Day) ([]casework.Fact, error) {
	var out []casework.Fact
	err := v.query(func(rows *sql.Rows) error {
		var f casework.Fact
		var about []byte
		if err := scanFact(rows, &f, &about); err != nil {
			return err
		}
		f.About = casework.ID(about)
		out = append(out, f)
		return nil
	}, "SELECT subject, "+factColumns+` FROM fact
		WHERE on_day <= ?1 OR (done <> 0 AND done <= ?1) ORDER BY on_day, kind, office, subject, rowid`, int64(to))
	return out, err
}
