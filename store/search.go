package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"unicode"
)

// Bounds for a narrative that is pasted into the search box: the tokens that one word
// asks the index for, while rows are compared with the whole word all the same, and the
// words that count.
const (
	maxTerms = 24
	maxWords = 60
)

// typed is a search as somebody typed it, ready for the index and for rows. The
// conditions are for a row w of case_words.
type typed struct {
	match string // for the index; "" when nothing that can be searched was typed
	cond  cond   // decides
	left  cond   // decides for a row that the index gave; "" when the index is exact
}

// readTyped reads a typed search: words parted by space, all of which must be found, as
// text, as the spelling of a name or as the number of the case.
func readTyped(query string) typed {
	var t typed
	var match, seen []string
	var all, left []cond
	for word := range strings.FieldsSeq(fold(query)) {
		if slices.Contains(seen, word) {
			continue
		}
		if seen = append(seen, word); len(seen) > maxWords {
			break
		}
		ways, test, exact := readWord(word)
		if len(ways) > 0 && len(match) < maxTerms {
			match = append(match, "("+strings.Join(ways, " OR ")+")")
		} else {
			exact = false
		}
		all = append(all, test)
		if !exact {
			left = append(left, test)
		}
	}
	t.match, t.cond = strings.Join(match, " AND "), and(all...)
	if len(left) > 0 {
		t.left = and(left...)
	}
	return t
}

// readWord gives what the index is asked for a word, each way enough by itself, and the
// test of a row. exact says that the index needs no test: it holds the whole word as a
// token, which it does up to two characters or four digits.
func readWord(word string) (ways []string, test cond, exact bool) {
	alone := terms(word)
	exact = len(alone) == 1 && !strings.ContainsFunc(word, unicode.IsPunct)
	alone = slices.Compact(slices.Sorted(slices.Values(alone)))
	if alone = alone[:min(maxTerms, len(alone))]; len(alone) > 0 {
		ways = append(ways, `("`+strings.Join(alone, `" AND "`)+`")`)
	}
	test = cond{"(instr(w.hay, ?) > 0", []any{word}}
	key := func(token, key string) {
		ways = append(ways, `"`+token+`"`)
		test.sql, test.args = test.sql+" OR instr(w.keys, ?) > 0", append(test.args, key)
	}
	if spelled, ok := typedPinyin(word); ok {
		key(markSpelling+spelled, "\n"+spelled)
	}
	if n, ok := parseTypedNo(word); ok {
		key(numberToken(n.key()), "\n"+n.key()+"\n")
	}
	test.sql += ")"
	return ways, test, exact
}

// inWords is a condition on case_words as one on case_row.
func inWords(c cond) cond {
	if c.sql == "" {
		return c
	}
	return cond{"EXISTS (SELECT 1 FROM case_words w WHERE w.seq = case_row.seq AND " + c.sql + ")", c.args}
}

// matches counts rows of the index that may hold what was typed, up to most.
func (v *View) matches(match string, most int) (n int, err error) {
	_, err = v.one("SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", []any{match, most}, &n)
	return n, err
}

// mostly reports whether most rows that the index gives hold what was typed, by a look at
// the newest: pairs can stand in many rows and the word in few.
func (v *View) mostly(t typed) (bool, error) {
	if t.left.sql == "" {
		return true, nil
	}
	const looked = 200
	var n int
	_, err := v.one(`SELECT count(*) FROM (SELECT rowid AS r FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?) s
		CROSS JOIN case_words w ON w.seq = s.r WHERE `+t.left.sql, append([]any{t.match, looked}, t.left.args...), &n)
	return 2*n >= looked, err
}

// index puts the words of a case into the index.
func (tx *Tx) index(seq int64, w caseWords) error {
	if tx.indexTo != nil {
		return tx.indexTo(seq, w)
	}
	head, body := w.cut()
	return tx.exec("INSERT INTO search (rowid, head, body) VALUES (?, ?, ?)", seq, head, body)
}

// cut gives the words as the index takes them.
func (w caseWords) cut() (head, body string) {
	head, body, _ = strings.Cut(w.hay, "\n")
	return cutKeys(w.keys) + cut(head), cut(body)
}

// metaCut holds the way in which the index was cut.
const metaCut = "search"

// startSearch indexes an opened file anew when its index was cut in another way.
func (s *Store) startSearch(ctx context.Context, progress func(done, total int64)) error {
	written, err := s.Meta(ctx, metaCut)
	if err != nil || written == cutVersion {
		return err
	}
	return s.RebuildSearch(ctx, progress)
}

// RebuildSearch writes the search index anew from the rows, all of it or, when ctx is
// cancelled, nothing. progress gets the cases done and their number and may be nil.
func (s *Store) RebuildSearch(ctx context.Context, progress func(done, total int64)) error {
	return s.Update(ctx, func(tx *Tx) error {
		var total int64
		if _, err := tx.one("SELECT count(*) FROM case_words", nil, &total); err != nil {
			return err
		}
		if err := tx.exec("INSERT INTO search (search) VALUES ('delete-all')"); err != nil {
			return err
		}
		for after, done := int64(0), int64(0); ; {
			seqs, all, err := tx.wordsAfter(after, 500)
			if err != nil {
				return err
			}
			for i, w := range all {
				if err := tx.index(seqs[i], w); err != nil {
					return err
				}
			}
			done += int64(len(seqs))
			if progress != nil {
				progress(done, total)
			}
			if len(seqs) == 0 {
				break
			}
			after = seqs[len(seqs)-1]
		}
		if err := tx.indexVisits(); err != nil {
			return err
		}
		return tx.searchWritten()
	})
}

func (v *View) wordsAfter(after int64, limit int) (seqs []int64, all []caseWords, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var seq int64
		var w caseWords
		err := rows.Scan(&seq, &w.hay, &w.keys)
		seqs, all = append(seqs, seq), append(all, w)
		return err
	}, "SELECT seq, hay, keys FROM case_words WHERE seq > ? ORDER BY seq LIMIT ?", after, limit)
	return seqs, all, err
}

// searchWritten merges an index that was written whole and marks how it was cut.
func (tx *Tx) searchWritten() error {
	if err := errors.Join(tx.exec("INSERT INTO search (search) VALUES ('optimize')"), tx.mergeVisits()); err != nil {
		return err
	}
	return tx.SetMeta(metaCut, cutVersion)
}

// OptimizeSearch merges the parts of the search index into one. Call it after a bulk
// import: searching reads less, and nothing of replaced text stays in the index.
func (s *Store) OptimizeSearch(ctx context.Context) error {
	return s.Update(ctx, func(tx *Tx) error {
		return errors.Join(tx.exec("INSERT INTO search (search) VALUES ('optimize')"), tx.mergeVisits())
	})
}
