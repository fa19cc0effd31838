package office

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// Problem is a refusal of one input; see casework.Problem.
type Problem = casework.Problem

// Act says when and in whose name something is done. The zero value means today,
// for this office.
type Act struct {
	On  calendar.Day        // civil day on which it happened; 0 is today
	For casework.OfficeCode // the village whose books a township keeps; "" is this office
	Key casework.ID         // from NewKey, made before the first try: a second try changes nothing
}

// Done names what an act wrote: its first entry and that entry's subject.
type Done struct {
	Entry   casework.ID
	Subject casework.ID
}

// NewKey makes an id for an act, so that pressing a button twice, or again after a
// power cut, does the thing once.
func (o *Office) NewKey() (casework.ID, error) {
	var r [10]byte
	if _, err := io.ReadFull(o.random, r[:]); err != nil {
		return casework.ID{}, fmt.Errorf("office: random: %w", err)
	}
	return casework.MakeID(o.clock.Now(), r), nil
}

// writer writes the entries of one act.
type writer struct {
	o     *Office
	tx    *store.Tx
	act   Act
	at    time.Time
	who   Operator
	first *Done
}

// do runs one act: its entries stand together or not at all.
func (o *Office) do(ctx context.Context, act Act, run func(*writer) error) (Done, error) {
	w := &writer{o: o, act: act, at: o.Now().Truncate(time.Second), who: o.Operator()}
	if w.who.Number == 0 {
		return Done{}, ErrSignedOut
	}
	if w.act.On == 0 {
		w.act.On = o.Today()
	}
	if w.act.On > o.Today() {
		return Done{}, &Problem{Field: "on", Code: "in_the_future"}
	}
	if w.act.For == o.me.Code {
		w.act.For = ""
	}
	err := o.store.Update(ctx, func(tx *store.Tx) error {
		w.tx = tx
		if w.act.For != "" {
			if err := w.ours(w.act.For); err != nil {
				return err
			}
		}
		if !act.Key.IsZero() {
			e, found, err := tx.Entry(act.Key)
			if err != nil {
				return err
			}
			if found {
				w.first = &Done{e.ID, e.Envelope.Subject}
				return nil
			}
		}
		return run(w)
	})
	if err != nil {
		return Done{}, err
	}
	if w.first == nil {
		return Done{}, nil
	}
	return *w.first, nil
}

// actor is the office in whose name the act stands.
func (w *writer) actor() casework.OfficeCode {
	if w.act.For != "" {
		return w.act.For
	}
	return w.o.me.Code
}

// add writes one entry after asking everything that can be asked of it.
func (w *writer) add(subject casework.Subject, kind casework.Kind, data any) (casework.ID, error) {
	if err := casework.Permitted(w.o.me.Level, w.who.Role, kind); err != nil {
		return casework.ID{}, err
	}
	return w.put(subject, kind, data)
}

// put is add without asking for the role: for what the program notes by itself.
func (w *writer) put(subject casework.Subject, kind casework.Kind, data any) (casework.ID, error) {
	known, err := w.tx.Entries(subject.ID)
	if err != nil {
		return casework.ID{}, err
	}
	e, err := w.entry(subject, kind, data, known)
	if err != nil {
		return casework.ID{}, err
	}
	if err := w.ask(subject, kind, data, known, e); err != nil {
		return casework.ID{}, err
	}
	outcome, err := w.tx.Append(e)
	if err != nil {
		return casework.ID{}, err
	}
	if outcome != store.Fresh {
		return casework.ID{}, fmt.Errorf("office: entry %s: %s", e.ID, outcome)
	}
	if w.first == nil {
		w.first = &Done{e.ID, subject.ID}
	}
	return e.ID, nil
}

// ask folds the subject with the new entry: what the fold would not count is refused
// here, with the condition that is missing.
func (w *writer) ask(subject casework.Subject, kind casework.Kind, data any, known []casework.Entry, e casework.Entry) error {
	if subject.Kind == casework.SubjectCase {
		before := casework.FoldCase(known)
		if err := casework.CheckWriting(before, kind, data, w.actor(), w.who.Number); err != nil {
			return err
		}
		if err := casework.CheckTiming(before, kind, data, w.act.On, w.o.Rules()); err != nil {
			return err
		}
	}
	rows := rowsOf(subject, append(slices.Clone(known), e))
	i := slices.IndexFunc(rows, func(r casework.Row) bool { return r.Entry == e.ID })
	if i < 0 { // a subject without a fold of its own
		return nil
	}
	if r := rows[i]; !r.InEffect {
		return &casework.Refused{Act: kind, Why: r.Why, Need: r.Need}
	}
	return nil
}

// rowsOf folds any subject and gives what each of its entries counts for.
func rowsOf(subject casework.Subject, entries []casework.Entry) []casework.Row {
	switch subject.Kind {
	case casework.SubjectCase:
		return casework.FoldCase(entries).Rows
	case casework.SubjectDay:
		return casework.FoldDay(entries).Rows
	case casework.SubjectMeeting:
		return casework.FoldMeeting(entries).Rows
	case casework.SubjectSupervision:
		return casework.FoldSupervision(entries).Rows
	case casework.SubjectRoom:
		return casework.FoldRoom(entries).Rows
	case casework.SubjectRules:
		for _, e := range entries {
			if casework.RulesSubject(e.Office) == subject {
				return casework.FoldRules(entries, e.Office).Rows
			}
		}
		return casework.FoldRules(entries, "").Rows // strangers in a book whose own office wrote nothing
	case casework.SubjectReport:
		return casework.FoldReports(entries).Rows
	case casework.SubjectSealed:
		return casework.FoldSealed(entries).Rows
	case casework.SubjectArchive:
		return casework.FoldArchive(entries).Rows
	}
	return nil
}

func (w *writer) entry(subject casework.Subject, kind casework.Kind, data any, known []casework.Entry) (casework.Entry, error) {
	raw, err := json.Marshal(data)
	if err != nil {
		return casework.Entry{}, fmt.Errorf("office: data of %s: %w", kind, err)
	}
	body := casework.Body{
		Kind: kind, Ver: kind.Version(), Operator: w.who.Number, Role: w.who.Role,
		At: w.at.Format(time.RFC3339), On: w.act.On, For: w.act.For, Data: raw,
	}
	if subject.Kind == casework.SubjectCase {
		body.Holds = casework.FoldCase(known).Link
	}
	if _, err := io.ReadFull(w.o.random, body.Salt[:]); err != nil {
		return casework.Entry{}, fmt.Errorf("office: random: %w", err)
	}
	id := w.act.Key
	switch {
	case kind == casework.CaseOpened || kind == casework.MeetingPlanned || kind == casework.SupervisionOrdered:
		id = subject.ID // the first entry names its subject
	case w.first != nil || id.IsZero():
		var err error
		if id, err = w.o.NewKey(); err != nil {
			return casework.Entry{}, err
		}
	}
	n, prev, err := w.tx.Known(subject.ID, w.o.me.Code, w.o.store.Instance())
	if err != nil {
		return casework.Entry{}, err
	}
	return casework.NewEntry(casework.Envelope{
		ID: id, Kind: subject.Kind, Subject: subject.ID, N: n + 1,
		Office: w.o.me.Code, Instance: w.o.store.Instance(), Prev: prev,
	}, body)
}

// note writes words beside an entry of a case; empty words write nothing.
func (w *writer) note(id, about casework.ID, class casework.NoteClass, words string) error {
	words, err := clean("words", words, maxWords)
	if err != nil || words == "" {
		return err
	}
	_, err = w.add(caseSubject(id), casework.CaseNote, casework.Note{About: about, Class: class, Text: words})
	return err
}

func caseSubject(id casework.ID) casework.Subject {
	return casework.Subject{Kind: casework.SubjectCase, ID: id}
}

// fold gives a case as it stands, inside the act.
func (w *writer) fold(id casework.ID) (casework.Case, error) {
	entries, err := w.tx.Entries(id)
	if err != nil {
		return casework.Case{}, err
	}
	if len(entries) == 0 {
		return casework.Case{}, &Problem{Field: "case", Code: "unknown"}
	}
	return casework.FoldCase(entries), nil
}
