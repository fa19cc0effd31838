package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"silian/casework"
)

// loadBatch is how many made-up cases are made and written at a time.
const loadBatch = 200

// LoadCases fills a file that holds no case yet with n made-up ones, for `silian bench`:
// what it leaves is a file like any other, but it is written without a log and without
// syncing. When it fails or ctx is cancelled, the file is of no use and no longer opens.
// make gives the entries of case i, the opening first; it is called by several goroutines
// at once. Nobody else may use s meanwhile.
func (s *Store) LoadCases(ctx context.Context, n int, make func(i int) ([]casework.Entry, error), progress func(done, total int64)) (err error) {
	defer spoilt(&err)
	if err := errors.Join(s.readers.Close(), s.writer.Close()); err != nil {
		return fmt.Errorf("store: load: %w", err)
	}
	l, err := startLoad(s)
	if err != nil {
		return err
	}
	err = l.run(ctx, n, make, progress)
	if err = errors.Join(err, l.close()); err != nil {
		return err
	}
	if s.writer, err = connect(s.cfg.Path, writing); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	if s.readers, err = connect(s.cfg.Path, reading); err != nil {
		return err
	}
	s.readers.SetMaxOpenConns(3)
	s.noteHead(l.count, l.head)
	return nil
}

// load is one filling.
type load struct {
	s     *Store
	db    *sql.DB
	side  *sideIndex
	count uint64
	head  casework.Digest
	later []string // statements that make the indexes, for the end
}

// loadDB opens a file for a writer who is alone with it and may lose it; cacheKB is in KiB.
func loadDB(path string, cacheKB int) (*sql.DB, error) {
	q := url.Values{}
	q.Set("_txlock", "immediate")
	q.Set("_dqs", "0")
	for _, p := range []string{
		"journal_mode(OFF)", "synchronous(OFF)", "locking_mode(EXCLUSIVE)", fmt.Sprintf("cache_size(-%d)", cacheKB),
	} {
		q.Add("_pragma", p)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("store: path: %w", err)
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath(), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fmt.Errorf("store: open: %w", err)
	}
	db.SetMaxOpenConns(1)
	return db, nil
}

// startLoad takes our mark from the file, which comes back at the end.
func startLoad(s *Store) (l *load, err error) {
	l = &load{s: s}
	if l.db, err = loadDB(s.cfg.Path, 100_000); err != nil {
		return nil, err
	}
	if _, err := l.db.Exec("PRAGMA application_id = 0"); err != nil {
		return nil, errors.Join(fmt.Errorf("store: load: %w", err), l.db.Close())
	}
	return l, nil
}

func (l *load) close() error {
	err := l.db.Close()
	if l.side != nil {
		err = errors.Join(err, l.side.remove())
	}
	return err
}

func (l *load) run(ctx context.Context, n int, make func(i int) ([]casework.Entry, error), progress func(done, total int64)) error {
	quiet := context.WithoutCancel(ctx) // asked between batches; a watcher for each statement would be a third of the work
	tx, err := l.db.BeginTx(quiet, nil)
	if err != nil {
		return fmt.Errorf("store: load: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	t := &Tx{View: View{quiet, tx, l.s}, tx: tx, touched: map[casework.Subject]bool{}, rules: l.s.Rules()}
	if err := l.prepare(t); err != nil {
		return err
	}
	end := t.long()
	defer end()
	t.onEmpty(true)
	t.indexTo = l.side.put
	from := 0
	next := func() (int, bool, error) {
		from += loadBatch
		return from - loadBatch, from-loadBatch < n, nil
	}
	work := func(from int) ([]loaded, error) { return makeLoaded(from, min(n, from+loadBatch), make) }
	if err := inOrder(ctx, next, work, func(from int, all []loaded) error {
		for _, one := range all {
			if err := l.write(t, one); err != nil {
				return err
			}
		}
		if progress != nil {
			progress(int64(from+len(all)), int64(n))
		}
		return ctx.Err()
	}); err != nil {
		return err
	}
	t.onEmpty(false)
	if err := t.SetMeta(metaHead, headText(l.count, l.head)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: load: %w", err)
	}
	return l.finish(ctx)
}

// prepare refuses a file that holds cases, puts the indexes off and begins the one of
// search beside the file.
func (l *load) prepare(t *Tx) (err error) {
	var some int
	if found, err := t.one("SELECT 1 FROM case_row LIMIT 1", nil, &some); err != nil || found {
		return errors.Join(err, fmt.Errorf("%w: cases are in it", ErrExists))
	}
	if l.count, l.head, err = t.Head(); err != nil {
		return err
	}
	var names []string
	if err := t.query(func(rows *sql.Rows) error {
		var name, text string
		err := rows.Scan(&name, &text)
		names, l.later = append(names, name), append(l.later, text)
		return err
	}, `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN
		('entry', 'case_row', 'case_seen', 'promise_row', 'fact', 'retention', 'attached') ORDER BY tbl_name, name`); err != nil {
		return err
	}
	for _, name := range names {
		if err := t.exec("DROP INDEX " + name); err != nil {
			return err
		}
	}
	var text string
	if _, err := t.one("SELECT sql FROM sqlite_schema WHERE name = 'search'", nil, &text); err != nil {
		return err
	}
	l.side, err = startSide(l.s.cfg.Path+".search", text)
	return err
}

// write writes one case.
func (l *load) write(t *Tx, one loaded) error {
	first := int64(l.count + 1)
	for _, e := range one.entries {
		l.count++
		l.head = nextChain(l.head, e.Digest)
		if err := t.exec(`INSERT INTO entry (seq, id, digest, subject_kind, subject, n, office, instance, chain, envelope)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, int64(l.count), e.ID[:], e.Digest[:], string(e.Kind), e.Envelope.Subject[:],
			int64(e.N), string(e.Office), e.Instance[:], l.head[:], e.EnvelopeBytes); err != nil {
			return err
		}
		if err := t.exec("INSERT INTO body (seq, bytes) VALUES (?, ?)", int64(l.count), e.BodyBytes); err != nil {
			return err
		}
	}
	return t.projectCase(first, one.c)
}

// finish brings search over, makes the indexes and gives the file our mark.
func (l *load) finish(ctx context.Context) error {
	if err := l.side.end(); err != nil {
		return err
	}
	statements := []string{"ATTACH '" + strings.ReplaceAll(l.side.path, "'", "''") + "' AS side"}
	for _, table := range []string{"search_data", "search_idx", "search_docsize"} { // what FTS5 keeps of a table without content
		statements = append(statements, "DELETE FROM main."+table, "INSERT INTO main."+table+" SELECT * FROM side."+table)
	}
	statements = append(append(statements, "DETACH side"), l.later...)
	statements = append(statements, fmt.Sprintf("PRAGMA application_id = %d", applicationID), "PRAGMA locking_mode = NORMAL", "PRAGMA journal_mode = WAL")
	for _, q := range statements {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := l.db.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("store: load: %w", err)
		}
	}
	return nil
}

// loaded is one case ready to be written.
type loaded struct {
	entries []casework.Entry
	c       casework.Case
}

func makeLoaded(from, to int, make func(i int) ([]casework.Entry, error)) (all []loaded, err error) {
	for i := from; i < to; i++ {
		entries, err := make(i)
		if err != nil {
			return nil, err
		}
		all = append(all, loaded{entries, casework.FoldCase(entries)})
	}
	return all, nil
}
