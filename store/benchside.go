package store

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// sideIndex is the index of search, made in a file of its own by another goroutine while
// the cases are written.
type sideIndex struct {
	path string
	db   *sql.DB
	tx   *sql.Tx
	in   chan sideRow
	done chan error
}

type sideRow struct {
	seq   int64
	words caseWords
}

// startSide begins an index with the statement that made the one of the file.
func startSide(path, create string) (x *sideIndex, err error) {
	x = &sideIndex{path: path, in: make(chan sideRow, 1000), done: make(chan error, 1)}
	if err := x.remove(); err != nil {
		return nil, err
	}
	if x.db, err = loadDB(path, 50_000); err != nil {
		return nil, err
	}
	for _, q := range []string{
		create,
		"INSERT INTO search (search, rank) VALUES ('hashsize', 50000000)", // bytes until a part is written
		"INSERT INTO search (search, rank) VALUES ('automerge', 0)",       // parts are merged once, at the end
		"INSERT INTO search (search, rank) VALUES ('crisismerge', 1000)",
	} {
		if _, err := x.db.Exec(q); err != nil {
			return nil, errors.Join(fmt.Errorf("store: load: %w", err), x.db.Close())
		}
	}
	if x.tx, err = x.db.Begin(); err != nil {
		return nil, errors.Join(fmt.Errorf("store: load: %w", err), x.db.Close())
	}
	go x.work()
	return x, nil
}

func (x *sideIndex) work() {
	st, err := x.tx.Prepare("INSERT INTO search (rowid, head, body) VALUES (?, ?, ?)")
	for row := range x.in {
		if err == nil {
			head, body := row.words.cut()
			_, err = st.Exec(row.seq, head, body)
		}
	}
	x.done <- err
}

// put hands a case over; it waits while the index is behind. Errors come at the end.
func (x *sideIndex) put(seq int64, w caseWords) error {
	x.in <- sideRow{seq, w}
	return nil
}

// end waits until all is written and merges it.
func (x *sideIndex) end() error {
	close(x.in)
	x.in = nil
	err := <-x.done
	for _, q := range []string{
		"INSERT INTO search (search) VALUES ('optimize')",
	} {
		if err == nil {
			_, err = x.tx.Exec(q)
		}
	}
	if err == nil {
		err = x.tx.Commit()
	}
	if err = errors.Join(err, x.db.Close()); err != nil {
		return fmt.Errorf("store: load: search: %w", err)
	}
	return nil
}

// remove takes the file away, wherever filling stopped.
func (x *sideIndex) remove() error {
	if x.in != nil && x.db != nil {
		close(x.in)
		x.in = nil
		<-x.done
		_ = x.tx.Rollback()
		_ = x.db.Close()
	}
	if err := os.Remove(x.path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: load: %w", err)
	}
	return nil
}
