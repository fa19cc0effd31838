package store_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

const (
	village  casework.OfficeCode = "419901102201"
	township casework.OfficeCode = "419901102000"
	county   casework.OfficeCode = "419901000000"
)

var start = time.Date(2026, 11, 24, 9, 0, 0, 0, calendar.Zone())

// pen writes entries as one office and instance would, with ids that follow from a
// counter.
type pen struct {
	t      testing.TB
	office casework.OfficeCode
	who    casework.Instance
	n      uint64 // ids given so far
}

func newPen(t testing.TB, office casework.OfficeCode, instance byte) *pen {
	return &pen{t: t, office: office, who: casework.Instance{instance}}
}

func (p *pen) id() casework.ID {
	p.n++
	var r [10]byte
	copy(r[:], p.office[3:])
	r[0] = p.who[0]
	binary.BigEndian.PutUint16(r[8:], uint16(p.n))
	return casework.MakeID(start.Add(time.Duration(p.n)*time.Millisecond), r)
}

// sheet makes an entry that follows the known ones.
func (p *pen) sheet(known []casework.Entry, subject casework.Subject, kind casework.Kind, on calendar.Day, data any) casework.Entry {
	p.t.Helper()
	raw, err := json.Marshal(data)
	if err != nil {
		p.t.Fatal(err)
	}
	env := casework.Envelope{ID: p.id(), Kind: subject.Kind, Subject: subject.ID, N: 1, Office: p.office, Instance: p.who}
	if kind == casework.CaseOpened {
		env.ID = subject.ID // the opening gives the case its id
	}
	for _, e := range casework.Sort(known) {
		env.N = max(env.N, e.N+1)
		if e.Office == p.office && e.Instance == p.who {
			env.Prev = e.Digest
		}
	}
	body := casework.Body{
		Kind: kind, Ver: 1, Operator: 1, Role: casework.RoleTownshipClerk,
		At: start.Format(time.RFC3339), On: on, Data: raw,
	}
	if subject.Kind == casework.SubjectCase {
		body.Holds = casework.FoldCase(known).Link
	}
	binary.BigEndian.PutUint64(body.Salt[8:], p.n)
	e, err := casework.NewEntry(env, body)
	if err != nil {
		p.t.Fatal(err)
	}
	return e
}

// book is an open store with the pen of its office.
type book struct {
	*store.Store
	*pen
	path  string
	cases int
}

func newBook(t testing.TB) *book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.db")
	s, err := store.Create(context.Background(), store.Config{Path: path, Begin: &casework.Instance{1}, Holidays: holidays(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return &book{Store: s, pen: newPen(t, township, 1), path: path}
}

func holidays(t testing.TB) calendar.Holidays {
	t.Helper()
	var h calendar.Holidays
	return h
}

// add writes one entry on a subject.
func (b *book) add(subject casework.Subject, kind casework.Kind, data any) casework.Entry {
	b.t.Helper()
	var e casework.Entry
	err := b.Update(context.Background(), func(tx *store.Tx) error {
		known, err := tx.Entries(subject.ID)
		if err != nil {
			return err
		}
		e = b.sheet(known, subject, kind, calendar.DayOf(start), data)
		outcome, err := tx.Append(e)
		if err == nil && outcome != store.Fresh {
			err = fmt.Errorf("append: %s", outcome)
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return e
}

// open opens a case with a title and one request.
func (b *book) open(title string) casework.Subject {
	b.t.Helper()
	b.cases++
	s := casework.Subject{Kind: casework.SubjectCase, ID: b.id()}
	b.add(s, casework.CaseOpened, b.opened(b.cases))
	b.add(s, casework.CaseText, casework.Text{Title: title, Narrative: title + "，请处理", Requests: []string{"处理"}})
	return s
}

func (b *book) opened(seq int) casework.Opened {
	no, err := casework.MakeCaseNo(b.office, 2026, seq, 'A')
	if err != nil {
		b.t.Fatal(err)
	}
	return casework.Opened{
		No: no, Level: casework.Township, Parent: county, Track: casework.TrackPetition, Category: "land",
		Source: "visit", Place: b.office, ReceivedOn: calendar.DayOf(start), People: 1, Requests: 1, HandlerOper: 1,
	}
}

// busy fills a store with cases, promises and reception days of all sorts.
func (b *book) busy(cases int) []casework.Subject {
	b.t.Helper()
	day := calendar.DayOf(start)
	var out []casework.Subject
	for i := range cases {
		s := b.open(fmt.Sprintf("第%d件：土地补贴没有发放", i+1))
		out = append(out, s)
		b.add(s, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "王某某", Phone: "13900000001"})
		if i%2 == 0 {
			p := b.add(s, casework.CasePromised, casework.Promised{Due: day.Add(i)})
			if i%4 == 0 {
				b.add(s, casework.CasePromiseSettled, casework.PromiseSettled{Promise: p.ID, Kept: true})
			}
		}
		if i == 3 {
			meeting := b.id()
			b.add(s, casework.CaseListed, casework.Listed{Meeting: meeting, Item: meeting, Waiver: casework.WaiverUrgent})
			b.add(s, casework.CaseAnalysed, casework.Analysed{Meeting: meeting, Item: meeting, Level: casework.Township, Unit: "镇水利站", Due: day.Add(9)})
			b.add(s, casework.CaseLeadAssigned, casework.LeadAssigned{Name: "周某", Post: "副镇长", Rank: casework.TownshipLeader})
		}
		switch i % 3 {
		case 0:
			b.add(s, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
		case 1:
			b.add(s, casework.CaseHandedOver, casework.HandedOver{
				Way: casework.ReportUp, To: county, ToLevel: casework.County, Demand: casework.AskRuling, Tried: "urgent",
			})
		case 2:
			b.add(s, casework.CaseAnswered, casework.Answered{Form: casework.OralAnswer})
			b.add(s, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled})
			b.add(s, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true})
			b.add(s, casework.CaseClosed, casework.Closed{Class: "30"})
		}
	}
	for i := range 3 {
		s := casework.DaySubject(b.office, day)
		b.add(s, casework.DayVisit, casework.Visit{Village: b.office, No: i + 1, People: i + 1, Category: "land", OnTheSpot: i == 1})
	}
	return out
}

// raw runs statements on the closed file behind the store's back and opens it again.
func (b *book) raw(statements ...string) {
	b.t.Helper()
	if err := b.Close(); err != nil {
		b.t.Fatal(err)
	}
	edit(b.t, b.path, statements...)
	b.reopen()
}

func (b *book) reopen() {
	b.t.Helper()
	s, err := store.Open(context.Background(), store.Config{Path: b.path, Holidays: holidays(b.t)})
	if err != nil {
		b.t.Fatal(err)
	}
	b.Store = s
	b.t.Cleanup(func() { _ = s.Close() })
}

// edit runs statements on a file that nobody has open.
func edit(t testing.TB, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range statements {
		if _, err := db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

// rows gives all rows of the projections as text, each table sorted, without the
// row numbers that only say in which order facts were written.
func rows(t testing.TB, path string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	out := map[string][]string{}
	for table, query := range map[string]string{
		"case_row":    "SELECT seq, hex(id), no, title, track, category, place, opener, holder, holder_level, max_level, handling, resolution, resolved_level, transit_to, cycle, opened_on, due, due_what, source, handler, handler_office, lead, received_on, resolved_on, closed_on, sensitive FROM case_row",
		"case_seen":   "SELECT office, case_seq FROM case_seen",
		"case_words":  "SELECT seq, hay, keys FROM case_words",
		"promise_row": "SELECT hex(entry), case_seq, by_office, due, settled_on, kept FROM promise_row",
		"day_row":     "SELECT seq, hex(id), village, on_day, village_day, opened, closed, visits, people, on_the_spot FROM day_row",
		"fact_pack":   "SELECT hex(subject), office, hex(facts) FROM fact_pack",
		"fact_in":     "SELECT office, stretch, hex(subject), before FROM fact_in",
		"fact_day":    "SELECT office, on_day, stock, resolved FROM fact_day WHERE stock <> 0 OR resolved <> 0",
		"fact_lead":   "SELECT office, until, since, mark, hex(subject) FROM fact_lead",
		"fact_ever":   "SELECT office, analysed, hex(subject), changed, stands FROM fact_ever",
		"case_packed": "SELECT seq, hex(packed) FROM case_row",
		"case_count":  "SELECT handling, resolution, n FROM case_count WHERE n <> 0",
		"case_due":    "SELECT due, n FROM case_count_due",
		"search":      "SELECT rowid FROM search",
	} {
		out[table] = dump(t, db, query)
	}
	return out
}

func dump(t testing.TB, db *sql.DB, query string) []string {
	t.Helper()
	found, err := db.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = found.Close() }()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for found.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := found.Scan(values...); err != nil {
			t.Fatal(err)
		}
		line := ""
		for _, v := range values {
			line += fmt.Sprint(*v.(*any)) + "|"
		}
		out = append(out, line)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}
