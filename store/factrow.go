package store

import (
	"database/sql"

	"silian/calendar"
	"silian/casework"
)

const factColumns = "kind, on_day, done, office, level, top, track, mark, good, count"

func (tx *Tx) facts(subject casework.ID, facts []casework.Fact) error {
	if err := tx.exec("DELETE FROM fact WHERE subject = ?", subject[:]); err != nil {
		return err
	}
	for _, f := range facts {
		if err := tx.exec("INSERT INTO fact (subject, "+factColumns+") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			f.About[:], string(f.Kind), int64(f.On), int64(f.Done), string(f.Office), string(f.Level), string(f.Top), string(f.Track), f.Mark, f.Good, f.Count); err != nil {
			return err
		}
	}
	return nil
}

func scanFact(rows *sql.Rows, f *casework.Fact, more ...any) error {
	return rows.Scan(append(more, &f.Kind, &f.On, &f.Done, &f.Office, &f.Level, &f.Top, &f.Track, &f.Mark, &f.Good, &f.Count)...)
}

// Facts gives all facts whose Day lies on or before a day, in a fixed order: figures of
// a period need what came before it too, for the cases carried over.
func (v *View) Facts(to calendar.Day) ([]casework.Fact, error) {
	var out []casework.Fact
	err := v.query(func(rows *sql.Rows) error {
		var f casework.Fact
		var about []byte
		if err := scanFact(rows, &f, &about); err != nil {
			return err
		}
		f.About = casework.ID(about)
		out = append(out, f)
		return nil
	}, "SELECT subject, "+factColumns+` FROM fact
		WHERE on_day <= ?1 OR (done <> 0 AND done <= ?1) ORDER BY on_day, kind, office, subject, rowid`, int64(to))
	return out, err
}
