package main

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"

	_ "github.com/mattn/go-sqlite3" // the driver registers itself
)

// statement is one of bench --sql.
type statement struct {
	SQL   string `json:"sql"`
	Args  []arg  `json:"args"`
	Write bool   `json:"write"`
}

type arg struct {
	Int  *int64   `json:"i"`
	Real *float64 `json:"f"`
	Text *string  `json:"t"`
	Blob *[]byte  `json:"b"`
}

func (s statement) values() []any {
	var out []any
	for _, a := range s.Args {
		switch {
		case a.Int != nil:
			out = append(out, *a.Int)
		case a.Real != nil:
			out = append(out, *a.Real)
		case a.Text != nil:
			out = append(out, *a.Text)
		case a.Blob != nil:
			out = append(out, *a.Blob)
		default:
			out = append(out, nil)
		}
	}
	return out
}

// library is the file as the C library has it open: one connection that writes and one
// pool that reads, like store.connect.
type library struct {
	path            string
	writer, readers *sql.DB
}

func (c *library) open(ctx context.Context) (err error) {
	if c.writer != nil {
		return nil
	}
	if c.writer, err = connect(ctx, c.path, "immediate", "PRAGMA cache_size = -16000"); err != nil {
		return err
	}
	c.readers, err = connect(ctx, c.path, "deferred", "PRAGMA cache_size = -8000; PRAGMA query_only = 1")
	return err
}

// connect sets what store.connect sets. The driver's own settings name most pragmas; the
// others are run on each connection, of which one is kept open.
func connect(ctx context.Context, path, lock, more string) (*sql.DB, error) {
	q := url.Values{
		"_txlock": {lock}, "_busy_timeout": {"5000"}, "_journal_mode": {"WAL"}, "_synchronous": {"FULL"},
		"_foreign_keys": {"1"}, "_secure_delete": {"true"},
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite3", u.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // one thing at a time is measured: the settings below reach every connection
	db.SetMaxIdleConns(1)
	_, err = db.ExecContext(ctx, "PRAGMA trusted_schema = 0; PRAGMA cell_size_check = 1; PRAGMA mmap_size = 0; "+more)
	return db, err
}

func (c *library) close() error {
	var errs []error
	for _, db := range []*sql.DB{c.readers, c.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	c.readers, c.writer = nil, nil
	return errors.Join(errs...)
}

func (c *library) version(ctx context.Context) (v string, err error) {
	if err := c.open(ctx); err != nil {
		return "", err
	}
	err = c.readers.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&v)
	return v, err
}

// replay runs the statements of one operation in one transaction, which is committed when
// one of them writes, and reads every column of every row.
func (c *library) replay(ctx context.Context, all []statement) error {
	if err := c.open(ctx); err != nil {
		return err
	}
	db := c.readers
	for _, s := range all {
		if s.Write {
			db = c.writer
		}
	}
	tx, err := db.BeginTx(ctx, &sql.TxOptions{})
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, s := range all {
		if s.Write {
			_, err = tx.ExecContext(ctx, s.SQL, s.values()...)
		} else {
			err = read(ctx, tx, s)
		}
		if err != nil {
			return err
		}
	}
	return tx.Commit()
}

func read(ctx context.Context, tx *sql.Tx, s statement) error {
	rows, err := tx.QueryContext(ctx, s.SQL, s.values()...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	row := make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
	}
	return rows.Err()
}
