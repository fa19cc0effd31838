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
	Title         string // "" of a sensitive case
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
	Source        string
	Handler       int                 // operator in HandlerOffice, 0 unknown
	HandlerOffice casework.OfficeCode // "" when Handler is 0
	Lead          string              // lead cadre who answers for it now, or ""
	ReceivedOn    calendar.Day
	ResolvedOn    calendar.Day // 0 while not resolved
	ClosedOn      calendar.Day // 0 while not closed
	Sensitive     bool         // only named handlers may read its words
}

const caseColumns = `seq, id, no, title, track, category, place, opener, holder, holder_level, max_level,
	handling, resolution, resolved_level, transit_to, cycle, opened_on, due, due_what, source, handler, handler_office,
	lead, received_on, resolved_on, closed_on, sensitive`

// scanCase reads caseColumns and what stands behind them.
func scanCase(rows *sql.Rows, more ...any) (CaseRow, error) {
	var r CaseRow
	var id []byte
	err := rows.Scan(append([]any{
		&r.Seq, &id, &r.No, &r.Title, &r.Track, &r.Category, &r.Place, &r.Opener, &r.Holder, &r.HolderLevel,
		&r.MaxLevel, &r.Handling, &r.Resolution, &r.ResolvedLevel, &r.TransitTo, &r.Cycle, &r.OpenedOn, &r.Due, &r.DueWhat,
		&r.Source, &r.Handler, &r.HandlerOffice, &r.Lead, &r.ReceivedOn, &r.ResolvedOn, &r.ClosedOn, &r.Sensitive,
	}, more...)...)
	if err == nil {
		r.ID = casework.ID(id)
	}
	return r, err
}

// values gives the row in the order of caseColumns.
func (r CaseRow) values() []any {
	return []any{
		r.Seq, r.ID[:], string(r.No), r.Title, string(r.Track), r.Category, string(r.Place), string(r.Opener), string(r.Holder),
		string(r.HolderLevel), string(r.MaxLevel), string(r.Handling), string(r.Resolution), string(r.ResolvedLevel),
		string(r.TransitTo), r.Cycle, int64(r.OpenedOn), int64(r.Due), r.DueWhat, r.Source, r.Handler, string(r.HandlerOffice),
		r.Lead, int64(r.ReceivedOn), int64(r.ResolvedOn), int64(r.ClosedOn), r.Sensitive,
	}
}

// caseRow is the pure projection of a fold.
func caseRow(seq int64, c casework.Case, rules casework.Rules) CaseRow {
	r := CaseRow{
		Seq: seq, ID: c.ID, No: c.No, Title: ListTitle(c), Track: c.Track, Category: c.Category, Place: c.Place,
		Opener: c.Opener, Holder: c.Holder, HolderLevel: c.HolderLevel, MaxLevel: c.MaxLevel, Handling: c.Handling,
		Resolution: c.Resolution, ResolvedLevel: c.ResolvedLevel, Cycle: c.Cycle, OpenedOn: c.OpenedOn, Due: NoDue,
		Source: c.Source, ReceivedOn: c.Received, ResolvedOn: c.ResolvedOn, ClosedOn: c.ClosedOn, Sensitive: c.HandlersOnly(),
	}
	if t := c.UnderWay(); t != nil {
		r.TransitTo = t.ToLevel
	}
	if due, what, ok := c.NextDue(rules); ok {
		r.Due, r.DueWhat = due, what
	}
	if c.Handler > 0 {
		r.Handler, r.HandlerOffice = c.Handler, handlerOffice(c)
	}
	if lead := c.ActiveLead(); lead != nil {
		r.Lead = lead.Name
	}
	return r
}

// handlerOffice is the office to which the number of the handler belongs: the one that
// wrote it, which for a village without a PC is its township (domain 0.0, 5).
func handlerOffice(c casework.Case) casework.OfficeCode {
	office := c.Holder
	for _, r := range c.Rows {
		names := r.Kind == casework.CaseOpened || r.Kind == casework.CaseTakenUp || r.Kind == casework.CaseAccepted
		if names && r.InEffect && (r.For == c.Holder || r.For == "" && r.Office == c.Holder) {
			office = r.Office
		}
	}
	return office
}

// ListTitle is the title as lists and search may show it: none of a sensitive case,
// whose words only named handlers may read (domain 2.6), nor of a sealed-off one.
func ListTitle(c casework.Case) string {
	if c.HandlersOnly() || c.SealedOff() {
		return ""
	}
	return c.Words.Text.Title
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
	for _, q := range []string{"DELETE FROM promise_row WHERE case_seq = ?", "DELETE FROM case_seen WHERE case_seq = ?"} {
		if err := tx.exec(q, seq); err != nil {
			return err
		}
	}
	if err := tx.projectRetention(seq, c); err != nil {
		return err
	}
	if c.Handling == "" || c.SealedOff() { // its opening has not arrived, or nobody is to find it
		if err := tx.dropCase(seq); err != nil {
			return err
		}
		if c.SealedOff() {
			return tx.projectSealedOff(seq, c)
		}
		return tx.facts(c.ID, nil)
	}
	if err := tx.putCaseRow(caseRow(seq, c, tx.rules)); err != nil {
		return fmt.Errorf("case %s: %w", c.No, err)
	}
	if err := tx.putWords(seq, words(c)); err != nil {
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

// dropCase takes a case out of lists and search.
func (tx *Tx) dropCase(seq int64) error {
	for _, q := range []string{
		"DELETE FROM case_row WHERE seq = ?", "DELETE FROM case_words WHERE seq = ?", "DELETE FROM search WHERE rowid = ?",
	} {
		if err := tx.exec(q, seq); err != nil {
			return err
		}
	}
	return nil
}

// putCaseRow writes what changed of a row: most entries change nothing or a few columns,
// and every list index that need not be touched is a page less to write.
func (tx *Tx) putCaseRow(r CaseRow) error {
	old, found, err := tx.CaseRowOf(r.ID)
	if err != nil || found && old == r {
		return err
	}
	values := append(r.values(), r.packed())
	if !found || old.Seq != r.Seq {
		if err := tx.exec("DELETE FROM case_row WHERE seq = ?1 OR id = ?2", r.Seq, r.ID[:]); err != nil {
			return err
		}
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
		return tx.exec("INSERT INTO case_row ("+caseColumns+", packed) VALUES ("+marks+")", values...)
	}
	var set []string
	var args []any
	columns, was := strings.Split(caseColumns+",packed", ","), append(old.values(), nil)
	for i := 2; i < len(values); i++ { // behind seq and id
		if i == len(values)-1 || values[i] != was[i] {
			set, args = append(set, strings.TrimSpace(columns[i])+" = ?"), append(args, values[i])
		}
	}
	return tx.exec("UPDATE case_row SET "+strings.Join(set, ", ")+" WHERE seq = ?", append(args, r.Seq)...)
}

// putWords writes the words of a case and its place in the index, when they changed.
func (tx *Tx) putWords(seq int64, w caseWords) error {
	var old caseWords
	found, err := tx.one("SELECT hay, keys FROM case_words WHERE seq = ?", []any{seq}, &old.hay, &old.keys)
	if err != nil || found && old == w {
		return err
	}
	if err := tx.exec("DELETE FROM search WHERE rowid = ?", seq); err != nil {
		return err
	}
	if err := tx.exec(`INSERT INTO case_words (seq, hay, keys) VALUES (?, ?, ?)
		ON CONFLICT (seq) DO UPDATE SET hay = excluded.hay, keys = excluded.keys`, seq, w.hay, w.keys); err != nil {
		return err
	}
	return tx.index(seq, w)
}

func (tx *Tx) projectDay(seq int64, d casework.ReceptionDay) error {
	if err := tx.exec("DELETE FROM day_row WHERE seq = ?", seq); err != nil {
		return err
	}
	if err := tx.projectVisits(seq, d); err != nil {
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
