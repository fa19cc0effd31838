package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"silian/casework"
)

// Bounds of what is read and held of the journal at a time: a batch of subjects ends at
// the first bound.
const (
	checkedSubjects = 300
	checkedBytes    = 4 << 20
)

// subjectSheets is one subject as it stands in the file.
type subjectSheets struct {
	about  casework.Subject
	seq    int64 // of its first entry
	sheets []sheetRow
}

// seqs are the places of the entries in the journal.
func (s subjectSheets) seqs(entries []casework.Entry) map[casework.ID]int64 {
	out := make(map[casework.ID]int64, len(entries))
	for i, e := range entries {
		out[e.ID] = s.sheets[i].seq
	}
	return out
}

// subjectBatch is some neighbouring subjects with the projections of them.
type subjectBatch struct {
	subjects []subjectSheets
	entries  int
	stored   storedRows
}

// checked is what came of a batch, and in the end of all.
type checked struct {
	stubs, cases, days int
	sum, visitSum      indexSum
	sheets             []sheetProblem
	links, rows        []string
}

type sheetProblem struct {
	seq  int64
	text string
}

func (c *checked) add(more checked) {
	c.stubs, c.cases, c.days = c.stubs+more.stubs, c.cases+more.cases, c.days+more.days
	c.sum.add(more.sum)
	c.visitSum.add(more.visitSum)
	c.sheets = append(c.sheets, more.sheets...)
	c.links, c.rows = append(c.links, more.links...), append(c.rows, more.rows...)
}

// problems lists them in a fixed order: entries by their number, then by subject.
func (c *checked) problems() (out []string) {
	slices.SortStableFunc(c.sheets, func(a, b sheetProblem) int { return cmp.Compare(a.seq, b.seq) })
	for _, p := range c.sheets {
		out = append(out, p.text)
	}
	return append(append(out, c.links...), c.rows...)
}

// checkSubjects reads the journal once, subject by subject, and holds every projection
// against a fresh fold, on all processors.
func (v *View) checkSubjects(ctx context.Context, rules casework.Rules, hash indexHash, progress func(done, total int)) (all checked, err error) {
	count, _, err := v.Head()
	if err != nil {
		return all, err
	}
	after, done := []byte{}, 0
	next := func() (b subjectBatch, more bool, err error) {
		if b, err = v.subjectsAfter(after); err != nil || len(b.subjects) == 0 {
			return b, false, err
		}
		after = b.subjects[len(b.subjects)-1].sheets[0].subject
		b.stored, err = v.storedRows(b.subjects)
		return b, err == nil, err
	}
	work := func(b subjectBatch) (checked, error) { return b.check(rules, hash), nil }
	err = inOrder(ctx, next, work, func(b subjectBatch, c checked) error {
		all.add(c)
		done += b.entries
		if progress != nil {
			progress(done, int(count))
		}
		return ctx.Err()
	})
	return all, err
}

// errBatchFull ends the reading of a batch.
var errBatchFull = errors.New("store: the batch is full")

// subjectsAfter reads the next subjects behind one, in the order of their ids, whole.
func (v *View) subjectsAfter(after []byte) (b subjectBatch, err error) {
	size := 0
	err = v.query(func(rows *sql.Rows) error {
		s, err := scanSheet(rows)
		if err != nil {
			return err
		}
		n := len(b.subjects)
		if n == 0 || string(b.subjects[n-1].sheets[0].subject) != string(s.subject) {
			if n >= checkedSubjects || size >= checkedBytes {
				return errBatchFull
			}
			b.subjects = append(b.subjects, subjectSheets{})
			n++
		}
		one := &b.subjects[n-1]
		if one.seq == 0 || s.seq < one.seq {
			one.seq, one.about.Kind = s.seq, casework.SubjectKind(s.kind)
			copy(one.about.ID[:], s.subject)
		}
		one.sheets = append(one.sheets, s)
		size += len(s.head) + len(s.body)
		b.entries++
		return nil
	}, "SELECT "+sheetColumns+" FROM entry e LEFT JOIN body b ON b.seq = e.seq WHERE e.subject > ? ORDER BY e.subject, e.n, e.seq", after)
	if errors.Is(err, errBatchFull) {
		err = nil
	}
	return b, err
}

// check parses, folds and compares a batch.
func (b subjectBatch) check(rules casework.Rules, h indexHash) (c checked) {
	for _, s := range b.subjects {
		var entries []casework.Entry
		sound := true
		for _, row := range s.sheets {
			e, problem := row.read()
			if problem != "" {
				c.sheets = append(c.sheets, sheetProblem{row.seq, problem})
			}
			if row.body == nil {
				c.stubs++
			}
			sound = sound && e.Digest != casework.Digest{}
			entries = append(entries, e)
		}
		if !sound {
			c.rows = append(c.rows, fmt.Sprintf("entry: %s cannot be read", s.about.ID))
			continue
		}
		if s.about.Kind != casework.SubjectOffice {
			c.links = append(c.links, checkLinks(entries)...)
		}
		b.stored.check(s, entries, rules, &c)
	}
	for seq, w := range b.stored.words {
		c.sum.add(h.sumOf(seq, w.cut))
	}
	for _, visits := range b.stored.visits {
		for _, v := range visits {
			c.visitSum.add(h.sumOf(int64(v.Place), v.words.cutVisit))
		}
	}
	return c
}
