package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// projectionTables lists the tables that a rebuild empties and writes anew.
func projectionTables() []string {
	return []string{
		"case_row", "case_count", "case_count_due", // in this order: rows that go are counted
		"case_words", "promise_row", "case_seen", "day_row", "fact_pack", "fact_in", "fact_day", "fact_lead", "fact_ever", "attached", "retention",
	}
}

// long makes a write run its statements prepared, until end is called: a rebuild runs the
// same few for every subject, and reading their text would be most of the work.
func (tx *Tx) long() (end func()) {
	q := tx.q
	tx.stmts = map[string]*sql.Stmt{}
	tx.q = prepared{tx, q}
	return func() {
		for _, st := range tx.stmts {
			_ = st.Close()
		}
		tx.stmts, tx.q = nil, q
	}
}

// onEmpty says that the projections hold no row of a subject that is projected from now
// on: what removes old rows has nothing to do.
func (tx *Tx) onEmpty(empty bool) { tx.empty = empty }

// needless reports a statement that removes rows of a projection that holds none.
func (tx *Tx) needless(query string) bool {
	if !tx.empty || query[:min(len(query), 7)] != "DELETE " {
		return false
	}
	table := tableOf(query)
	return table == "search" || slices.Contains(projectionTables(), table)
}

// statement prepares a statement once.
func (tx *Tx) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := tx.stmts[query]; st != nil {
		return st, nil
	}
	st, err := tx.tx.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	tx.stmts[query] = st // closed with the transaction
	return st, nil
}

// prepared reads with prepared statements.
type prepared struct {
	tx *Tx
	querier
}

func (p prepared) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	st, err := p.tx.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

func (p prepared) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	st, err := p.tx.statement(ctx, query)
	if err != nil {
		return p.querier.QueryRowContext(ctx, query, args...) // which says what is wrong
	}
	return st.QueryRowContext(ctx, args...)
}
