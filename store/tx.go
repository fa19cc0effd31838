package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"silian/casework"
)

// querier is what a read and a write transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// View is a consistent read of the file.
type View struct {
	ctx context.Context
	q   querier
	s   *Store
}

// Tx is one write: journal, projections and search together or not at all.
type Tx struct {
	View
	tx      *sql.Tx
	touched map[casework.Subject]bool
	rules   casework.Rules // in force; others when this transaction changes them
	grew    bool           // the journal has a new end: count and head
	count   uint64
	head    casework.Digest
	sums    map[string]bool // local tables that were written to
	purge   bool            // text was destroyed: clean the index and the log after commit
	// relations: the office or a peer was written, which decides whose rule books count.
	relations bool
	kept      []*Staged                          // attachments that got their row
	unfiled   []string                           // files whose row is gone
	stmts     map[string]*sql.Stmt               // by their text, of a long write: see long
	empty     bool                               // see onEmpty
	indexTo   func(seq int64, w caseWords) error // instead of the index of the file: see LoadCases
}

// View runs read inside one read transaction.
func (s *Store) View(ctx context.Context, read func(*View) error) (err error) {
	defer spoilt(&err)
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("store: read: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	return read(&View{ctx, noted(ctx, tx), s})
}

// Update runs write inside one immediate transaction. When it returns nil, what
// was written is on the disk. A subject that got entries is folded once, at the
// end, and its projections replaced. Destroyed text leaves the write-ahead log at
// once, or, while a long read is in the way, with the next Update, Open or Close.
// Errors of the disk, after which the file is as before: ErrDiskFull, ErrReadOnly,
// ErrDisk, ErrBusy, ErrDamaged.
func (s *Store) Update(ctx context.Context, write func(*Tx) error) (err error) {
	if s.writer == nil {
		return s.whyLooking()
	}
	defer func() { err = s.giveWay(err) }()
	defer spoilt(&err)
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("store: write: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	s.committing.Lock() // the commit before this one has let go of the file, not yet said its rules
	rules := s.Rules()
	s.committing.Unlock()
	t := &Tx{View: View{ctx, noted(ctx, tx), s}, tx: tx, touched: map[casework.Subject]bool{}, rules: rules}
	if err := write(t); err != nil {
		return err
	}
	if err := t.followRules(); err != nil {
		return err
	}
	for subject := range t.touched {
		if err := t.project(subject); err != nil {
			return err
		}
	}
	if err := t.finish(); err != nil {
		return err
	}
	s.committing.Lock()
	err = tx.Commit()
	if err == nil {
		s.rules.Store(&t.rules)
	}
	s.committing.Unlock()
	if err != nil {
		return fmt.Errorf("store: commit: %w", err)
	}
	t.afterCommit()
	if t.grew {
		s.noteHead(t.count, t.head)
	}
	if t.purge {
		s.purgeDue.Store(true)
	}
	s.purgeLog()
	return nil
}

// finish writes what goes with any change: where the journal ends now, and for
// destroyed text an index without tombstones and a mark that the log must be
// emptied, even if the power fails right after.
func (tx *Tx) finish() error {
	if tx.grew {
		count, head, err := tx.Head()
		if err != nil {
			return err
		}
		tx.count, tx.head = count, head
		if err := tx.SetMeta(metaHead, headText(count, head)); err != nil {
			return err
		}
	}
	if err := errors.Join(tx.dropUnnamed(), tx.writeSums()); err != nil || !tx.purge {
		return err
	}
	if err := tx.s.dropMigrationCopies(); err != nil { // before the commit: when it fails, nothing was said to be destroyed
		return err
	}
	return errors.Join(tx.exec("INSERT INTO search (search) VALUES ('optimize')"), tx.mergeVisits())
}

// purgeLog empties the write-ahead log when destroyed text may still stand in it.
// What was written is acknowledged already, so a long read in the way only puts it
// off: see Update.
func (s *Store) purgeLog() {
	if !s.purgeDue.Load() {
		return
	}
	ctx := context.Background() // the write stands; its caller may be gone
	c, err := s.writer.Conn(ctx)
	if err != nil {
		return
	}
	defer func() { _ = c.Close() }()
	// 0.1 s for short reads to end; a check may read for a minute
	if _, err := c.ExecContext(ctx, "PRAGMA busy_timeout = 100"); err != nil {
		return
	}
	defer func() { _, _ = c.ExecContext(ctx, "PRAGMA busy_timeout = 5000") }()
	var busy, log, moved int
	err = c.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &moved)
	if err == nil && busy == 0 {
		s.purgeDue.Store(false)
	}
}

func (tx *Tx) exec(query string, args ...any) error {
	if tx.needless(query) {
		return nil
	}
	tx.wrote(query, args)
	noteExec(tx.ctx, query, args)
	var err error
	if tx.stmts == nil {
		_, err = tx.tx.ExecContext(tx.ctx, query, args...)
	} else if st, failed := tx.statement(tx.ctx, query); failed != nil {
		err = failed
	} else {
		_, err = st.ExecContext(tx.ctx, args...)
	}
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// query runs a query and hands each row to scan.
func (v *View) query(scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := v.q.QueryContext(v.ctx, query, args...)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("store: %w", err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// one runs a query of one row; found is false when there is none.
func (v *View) one(query string, args []any, into ...any) (found bool, err error) {
	err = v.q.QueryRowContext(v.ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("store: %w", err)
	}
	return true, nil
}

// Meta gives a value of the office file, "" when it is not set.
func (s *Store) Meta(ctx context.Context, key string) (string, error) {
	var value string
	err := s.View(ctx, func(v *View) error {
		var err error
		value, err = v.Meta(key)
		return err
	})
	return value, err
}

// Meta gives a value of the office file, "" when it is not set.
func (v *View) Meta(key string) (string, error) {
	var value string
	_, err := v.one("SELECT value FROM meta WHERE key = ?", []any{key}, &value)
	return value, err
}

func (v *View) metaOr(key, fallback string) string {
	value, err := v.Meta(key)
	if err != nil || value == "" {
		return fallback
	}
	return value
}

// SetMeta sets a value of the office file.
func (tx *Tx) SetMeta(key, value string) error {
	tx.relations = tx.relations || key == metaOffice
	return tx.exec("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
}
