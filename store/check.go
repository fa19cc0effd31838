package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"silian/casework"
)

// Report is what a check found; Problems is empty when all is well.
type Report struct {
	Entries int
	Stubs   int
	Cases   int
	Days    int
	// Attachments is the number of contents that were read.
	Attachments int
	Problems    []string // English, stable words first: page, key, entry, chain, prev, number, projection, attachment, local
	Rebuilt     bool
}

// checkTail checks the last n entries: envelope, body and chain. It is cheap
// enough for every opening.
func (s *Store) checkTail(ctx context.Context, n int) error {
	return s.View(ctx, func(v *View) error {
		var r Report
		count, _, err := v.Head()
		if err != nil {
			return err
		}
		from := max(0, int64(count)-int64(n))
		if err := v.checkJournal(from, &r, nil); err != nil {
			return err
		}
		if len(r.Problems) > 0 {
			return fmt.Errorf("%w: %s", ErrDamaged, r.Problems[0])
		}
		return nil
	})
}

// Check looks at everything: pages, foreign keys, every entry with its chain and
// links, and every projection against a fresh fold. With rebuild it writes the
// projections anew first. progress gets done and total entries and may be nil;
// cancelling ctx stops the check without a change.
func (s *Store) Check(ctx context.Context, rebuild bool, progress func(done, total int)) (Report, error) {
	var r Report
	if rebuild {
		if err := s.Rebuild(ctx, progress); err != nil {
			return r, err
		}
		r.Rebuilt = true
	}
	seen := s.seenHead() // before the view: it must not be younger than what is read
	err := s.View(ctx, func(v *View) error {
		if err := v.checkPages(&r); err != nil {
			return err
		}
		sums, err := v.checkSums()
		if err != nil {
			return err
		}
		r.Problems = append(r.Problems, sums...)
		if behind, err := v.behind(seen); err != nil {
			return err
		} else if behind {
			r.Problems = append(r.Problems, "chain: entries that were written here are missing from the end")
		}
		if err := v.checkJournal(0, &r, progress); err != nil {
			return err
		}
		if err := v.checkLinks(&r); err != nil {
			return err
		}
		if err := v.checkStrays(&r); err != nil {
			return err
		}
		if err := v.checkAttachments(ctx, &r); err != nil {
			return err
		}
		return v.eachSubject(func(k casework.SubjectKind, id casework.ID) error { return v.checkProjection(k, id, &r) })
	})
	return r, err
}

// Rebuild writes all projections anew from the journal, in one transaction.
func (s *Store) Rebuild(ctx context.Context, progress func(done, total int)) error {
	return s.Update(ctx, func(tx *Tx) error { return tx.projectAll(progress) })
}

// projectAll writes all projections anew with the rules of the transaction.
func (tx *Tx) projectAll(progress func(done, total int)) error {
	for _, table := range []string{"case_row", "case_words", "promise_row", "case_seen", "day_row", "fact", "attached", "retention"} {
		if err := tx.exec("DELETE FROM " + table); err != nil {
			return err
		}
	}
	if err := tx.exec("INSERT INTO search (search) VALUES ('delete-all')"); err != nil {
		return err
	}
	if err := tx.clearVisits(); err != nil {
		return err
	}
	done := 0
	if err := tx.eachSubject(func(k casework.SubjectKind, id casework.ID) error {
		done++
		if progress != nil {
			progress(done, 0)
		}
		return tx.project(casework.Subject{Kind: k, ID: id})
	}); err != nil {
		return err
	}
	if err := tx.searchWritten(); err != nil {
		return err
	}
	return tx.SetMeta(metaRules, tx.rules.Version().String())
}

func (v *View) eachSubject(visit func(casework.SubjectKind, casework.ID) error) error {
	for _, kind := range []casework.SubjectKind{
		casework.SubjectCase, casework.SubjectDay, casework.SubjectMeeting, casework.SubjectSupervision,
		casework.SubjectRoom, casework.SubjectRules, casework.SubjectReport, casework.SubjectSealed, casework.SubjectArchive,
	} {
		for after := int64(0); ; {
			ids, last, err := v.Subjects(kind, after, 500)
			if err != nil {
				return err
			}
			if len(ids) == 0 {
				break
			}
			after = last
			for _, id := range ids {
				if err := visit(kind, id); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (v *View) checkPages(r *Report) error {
	// A connection keeps the shape of the search index and integrity_check does not
	// ask whether it changed; a query does.
	err := v.query(func(*sql.Rows) error { return nil }, "SELECT rowid FROM search LIMIT 1")
	if err != nil {
		return err
	}
	err = v.query(func(rows *sql.Rows) error {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			r.Problems = append(r.Problems, "page: "+line)
		}
		return nil
	}, "PRAGMA integrity_check")
	if err != nil {
		return err
	}
	return v.query(func(*sql.Rows) error {
		r.Problems = append(r.Problems, "key: a row refers to nothing")
		return nil
	}, "PRAGMA foreign_key_check")
}

// checkJournal walks the journal after seq from and follows the local chain.
func (v *View) checkJournal(from int64, r *Report, progress func(done, total int)) error {
	var head casework.Digest
	var before []byte
	found, err := v.one("SELECT chain FROM entry WHERE seq = ?", []any{from}, &before)
	if err != nil {
		return err
	}
	if found {
		head = casework.Digest(before)
	}
	count, _, err := v.Head()
	if err != nil {
		return err
	}
	next := from + 1
	if err := v.checkEnd(r); err != nil {
		return err
	}
	return v.query(func(rows *sql.Rows) error {
		var seq int64
		var envelope, body, digest, chain []byte
		if err := rows.Scan(&seq, &envelope, &body, &digest, &chain); err != nil {
			return err
		}
		e, err := casework.ParseEntry(envelope, body)
		switch {
		case err != nil:
			r.Problems = append(r.Problems, fmt.Sprintf("entry %d: %v", seq, err))
		case e.Digest != casework.Digest(digest):
			r.Problems = append(r.Problems, fmt.Sprintf("entry %d: digest differs", seq))
		case seq != next:
			r.Problems = append(r.Problems, fmt.Sprintf("chain %d: number missing", next))
		}
		head = nextChain(head, casework.Digest(digest))
		if head != casework.Digest(chain) {
			r.Problems = append(r.Problems, fmt.Sprintf("chain %d: broken", seq))
			head = casework.Digest(chain)
		}
		next = seq + 1
		r.Entries++
		if body == nil {
			r.Stubs++
		}
		if progress != nil && r.Entries%100 == 0 {
			progress(r.Entries, int(count))
		}
		return nil
	}, "SELECT e.seq, e.envelope, b.bytes, e.digest, e.chain FROM entry e LEFT JOIN body b ON b.seq = e.seq WHERE e.seq > ? ORDER BY e.seq", from)
}

// checkEnd compares the end of the journal with what was last written.
func (v *View) checkEnd(r *Report) error {
	count, head, err := v.Head()
	if err != nil {
		return err
	}
	want, err := v.Meta(metaHead)
	if err != nil {
		return err
	}
	if want != "" && want != headText(count, head) {
		r.Problems = append(r.Problems, fmt.Sprintf("chain %d: the journal does not end where it was last written", count))
	}
	return nil
}

// checkLinks follows prev of every writer on every subject: two sheets that follow
// the same one show that two copies of an office file were at work.
func (v *View) checkLinks(r *Report) error {
	return v.eachSubject(func(_ casework.SubjectKind, id casework.ID) error {
		entries, err := v.Entries(id)
		if err != nil {
			r.Problems = append(r.Problems, "entry: "+err.Error())
			return nil
		}
		type writer struct {
			office   casework.OfficeCode
			instance casework.Instance
		}
		last := map[writer]casework.Digest{}
		for _, e := range casework.Sort(entries) {
			w := writer{e.Office, e.Instance}
			if e.Prev != last[w] && slices.ContainsFunc(entries, func(p casework.Entry) bool {
				return p.Prev == e.Prev && p.Digest != e.Digest && p.Office == e.Office && p.Instance == e.Instance
			}) {
				r.Problems = append(r.Problems, fmt.Sprintf("prev: two entries of %s follow the same one", e.Office))
			}
			last[w] = e.Digest
		}
		return nil
	})
}
