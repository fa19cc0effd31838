package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"silian/casework"
)

// Meta keys of this copy's health; none of them is about the work.
const (
	metaOpen     = "open"      // "1" while somebody has the file open
	metaQuickDue = "quick_due" // "1" after an unclean stop, until a quick check has ended
	metaQuick    = "quick"     // when the last quick check ended (unix seconds) and what it found
)

// quickEvery is how long a quick check is good for.
const quickEvery = 7 * 24 * time.Hour

// markOpen notes that the file is open. When the note stands already, the last one
// who had it open did not close it.
func (s *Store) markOpen(ctx context.Context) error {
	err := s.Update(ctx, func(tx *Tx) error {
		was, err := tx.Meta(metaOpen)
		if err != nil {
			return err
		}
		if was == "1" {
			if err := tx.SetMeta(metaQuickDue, "1"); err != nil {
				return err
			}
		}
		return errors.Join(tx.SetMeta(metaOpen, "1"), tx.sumAll())
	})
	s.marked = err == nil
	if errors.Is(err, ErrDiskFull) { // what is in the file can still be read
		return nil
	}
	return err
}

// unmark takes the note back. A disk that is full now must not keep the file from
// closing: the next opening looks at the pages once more, that is all.
func (s *Store) unmark() {
	if s.marked {
		s.marked = false
		_ = s.Update(context.Background(), func(tx *Tx) error { return tx.SetMeta(metaOpen, "0") })
	}
}

// Looking reports that the file was opened for looking only.
func (s *Store) Looking() bool { return s.writer == nil }

// whyLooking tells why a file that was opened for looking cannot be written.
func (s *Store) whyLooking() error {
	if free, err := s.Free(); err == nil && free < roomToWrite {
		return ErrDiskFull
	}
	return ErrReadOnly
}

// roomToWrite is what opening for writing needs: the log and its index.
const roomToWrite = 1 << 20

// Quick is how the pages stood when they were last looked at.
type Quick struct {
	At      time.Time // zero: never
	Found   int       // problems
	Unclean bool      // since then somebody who had the file open did not close it: a crash, a power cut
	Due     bool      // after an unclean stop, or a week after the last
}

// Quick tells when the pages were last looked at and whether it is time again.
func (s *Store) Quick(ctx context.Context, now time.Time) (q Quick, err error) {
	err = s.View(ctx, func(v *View) error {
		due, err := v.Meta(metaQuickDue)
		if err != nil {
			return err
		}
		last, err := v.Meta(metaQuick)
		if err != nil {
			return err
		}
		at, found, _ := strings.Cut(last, " ")
		if seconds, err := strconv.ParseInt(at, 10, 64); err == nil {
			q.At = time.Unix(seconds, 0)
		}
		q.Found, _ = strconv.Atoi(found)
		q.Unclean = due == "1"
		q.Due = q.Unclean || now.Sub(q.At) >= quickEvery || q.At.After(now)
		return nil
	})
	return q, err
}

// QuickCheck looks at every page of the file (8 to 54 s for 2 GB) while others read
// and write, and keeps what it found with now as its time. Cancelling ctx stops it
// without a change.
func (s *Store) QuickCheck(ctx context.Context, now time.Time) (problems []string, err error) {
	err = s.View(ctx, func(v *View) error {
		err := v.query(func(rows *sql.Rows) error {
			var line string
			err := rows.Scan(&line)
			if line != "ok" {
				problems = append(problems, "page: "+line)
			}
			return err
		}, "PRAGMA quick_check")
		if err != nil {
			return err
		}
		sums, err := v.checkSums()
		problems = append(problems, sums...)
		return err
	})
	if errors.Is(err, ErrDamaged) { // too damaged to be looked through
		problems, err = append(problems, "page: "+err.Error()), nil
	}
	if err != nil || s.Looking() {
		return problems, err
	}
	return problems, s.Update(ctx, func(tx *Tx) error {
		if err := tx.SetMeta(metaQuickDue, "0"); err != nil {
			return err
		}
		return tx.SetMeta(metaQuick, fmt.Sprintf("%d %d", now.Unix(), len(problems)))
	})
}

// InUse reports whether somebody has the office file at path open. It may be asked
// of a path where nothing is.
func InUse(path string) bool {
	if _, err := os.Stat(path + ".lock"); err != nil {
		return false
	}
	l := flock.New(path + ".lock")
	got, err := l.TryLock()
	if err != nil {
		return false
	}
	_ = l.Unlock()
	return !got
}

// look opens a file for looking only. What stands in a write-ahead log would not be
// seen, and what needs a migration cannot be read: both are refused with ErrReadOnly.
func look(ctx context.Context, cfg Config) (_ *Store, err error) {
	if log, err := os.Stat(cfg.Path + "-wal"); err == nil && log.Size() > 0 {
		return nil, fmt.Errorf("%w: a write-ahead log stands beside it", ErrReadOnly)
	}
	s := &Store{cfg: cfg}
	national := casework.NationalRules(cfg.Holidays)
	s.rules.Store(&national)
	if s.readers, err = connect(cfg.Path, looking); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = s.Close()
		}
	}()
	s.readers.SetMaxOpenConns(3)
	if err := s.lookInside(ctx); err != nil || cfg.EvenDamaged {
		return s, err
	}
	return s, s.checkTail(ctx, 100)
}

func (s *Store) lookInside(ctx context.Context) error {
	newest, err := newestSchema()
	if err != nil {
		return err
	}
	return s.View(ctx, func(v *View) error {
		var version int
		if _, err := v.one("PRAGMA user_version", nil, &version); err != nil {
			return err
		}
		switch {
		case version > newest:
			return ErrNewer
		case version < newest:
			return fmt.Errorf("%w: it needs a migration", ErrReadOnly)
		}
		if half, err := v.Meta(metaRebuild); err != nil || half != "" {
			return errors.Join(err, fmt.Errorf("%w: its lists are half written", ErrReadOnly))
		}
		inside, err := v.Meta("instance")
		if err != nil {
			return err
		}
		if err := s.instance.UnmarshalText([]byte(inside)); err != nil {
			return fmt.Errorf("%w: instance", ErrDamaged)
		}
		r, err := v.rulesNow()
		if err == nil {
			s.rules.Store(&r)
		}
		return err
	})
}
