package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
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

// Check looks at everything: pages, foreign keys, every entry with its chain and
// links, and every projection against a fresh fold. With rebuild it writes the
// projections anew first. progress gets done and total entries and may be nil;
// cancelling ctx stops the check without a change. The same file gives the same report,
// in the same order; others may write meanwhile and are not looked at.
func (s *Store) Check(ctx context.Context, rebuild bool, progress func(done, total int)) (r Report, err error) {
	defer spoilt(&err)
	if rebuild {
		if err := s.Rebuild(ctx, progress); err != nil {
			return r, err
		}
		r.Rebuilt = true
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	seen := s.seenHead() // before the views: it must not be younger than what is read
	c, err := s.startChecking(ctx)
	if err != nil {
		return r, err
	}
	defer debug.FreeOSMemory() // what a check of a large file held goes back to the PC
	defer c.end()
	whole := make(chan error, 1)
	hash := newIndexHash()
	var sum, visitSum indexSum // of the indexes, held against those of the words
	go func() {
		var err error
		defer func() {
			if err != nil {
				stop() // nothing sound can come of the rest
			}
			whole <- err
		}()
		defer spoilt(&err)
		if err = c.whole.checkWhole(ctx, seen, &r); err != nil {
			return
		}
		if sum, err = c.whole.indexSum(hash, "search"); err == nil {
			visitSum, err = c.whole.indexSum(hash, "visit_search")
		}
	}()
	found, failed := c.subjects.checkSubjects(ctx, c.rules, hash, progress)
	if err := <-whole; err != nil && (failed == nil || errors.Is(failed, context.Canceled)) {
		failed = err
	}
	r.Stubs, r.Cases, r.Days = found.stubs, found.cases, found.days
	r.Problems = append(r.Problems, found.problems()...)
	if failed == nil && sum != found.sum {
		failed = c.whole.checkIndexed(ctx, &r)
	}
	if failed == nil && visitSum != found.visitSum {
		failed = c.whole.checkVisitsIndexed(ctx, &r)
	}
	return r, failed
}

// checking is one state of the file as two readers see it side by side.
type checking struct {
	whole, subjects *View
	rules           casework.Rules
	done            []func()
}

// startChecking begins both reads while nobody writes.
func (s *Store) startChecking(ctx context.Context) (_ *checking, err error) {
	c := &checking{}
	defer func() {
		if err != nil {
			c.end()
		}
	}()
	m := reading
	if s.Looking() {
		m = looking
	} else if hold, err := s.writer.BeginTx(ctx, nil); err == nil { // on a full disk nobody else can write either
		defer func() { _ = hold.Rollback() }()
	} else if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	s.committing.Lock()
	c.rules = s.Rules()
	s.committing.Unlock()
	db, err := connect(s.cfg.Path, m)
	if err != nil {
		return nil, err
	}
	c.done = append(c.done, func() { _ = db.Close() })
	for _, v := range []**View{&c.whole, &c.subjects} {
		tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			return nil, fmt.Errorf("store: read: %w", err)
		}
		c.done = append(c.done, func() { _ = tx.Rollback() })
		*v = &View{ctx, tx, s}
		if _, _, err := (*v).Head(); err != nil { // the read begins here
			return nil, err
		}
	}
	return c, nil
}

func (c *checking) end() {
	for _, done := range slices.Backward(c.done) {
		done()
	}
}

// checkWhole looks at all that is not asked subject by subject.
func (v *View) checkWhole(ctx context.Context, seen witness, r *Report) error {
	if err := v.checkPages(r); err != nil {
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
	if err := v.checkChain(0, r); err != nil {
		return err
	}
	if err := errors.Join(v.checkStrays(r), v.checkDerived(r)); err != nil {
		return err
	}
	return v.checkAttachments(ctx, r)
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
