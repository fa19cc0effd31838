package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"strings"
	"unicode"
	"unicode/utf8"
)

// indexSum stands for all that an index holds: each token with the number and the sum of
// the rows that have it. Two indexes of the same rows have the same, in any order.
type indexSum [2]uint64

func (s *indexSum) add(more indexSum) { s[0], s[1] = s[0]+more[0], s[1]+more[1] }

// indexHash turns tokens into numbers, the same ones within one check. It is meant for
// damage, not for somebody who means harm: the index can be made anew from the journal.
type indexHash struct{ rows, sums maphash.Seed }

func newIndexHash() indexHash { return indexHash{maphash.MakeSeed(), maphash.MakeSeed()} }

// of is what a token adds that stands in n rows whose numbers have a sum.
func (h indexHash) of(token []byte, n, sum int64) indexSum {
	return indexSum{maphash.Bytes(h.rows, token) * uint64(n), maphash.Bytes(h.sums, token) * uint64(sum)}
}

// parts reports a character at which the tokenizer parts a word. None stands in what cut
// makes but in the beginnings of the few readings with another letter, which are cut by
// bytes (欸 as ê).
func parts(r rune) bool {
	return r == utf8.RuneError || r >= 0x80 && !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Co)
}

// counts reports whether a token has only what the tokenizer takes as it is; the others,
// of the same readings, are left out on both sides.
func counts(token string) bool {
	for _, r := range token {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= 0x4e00 && r <= 0x9fa5, r >= 0xe000 && r <= 0xe002:
		default:
			return false
		}
	}
	return token != markSpelling
}

// sumOf is what one row adds when its words, cut as the index takes them, stand in the
// index: each token counts once.
func (h indexHash) sumOf(seq int64, cut func() (head, body string)) (sum indexSum) {
	head, body := cut()
	seen := make(map[string]struct{}, 512)
	for _, text := range []string{head, body} {
		for word := range strings.FieldsSeq(text) {
			for token := range strings.FieldsFuncSeq(word, parts) {
				if _, twice := seen[token]; !twice && counts(token) {
					seen[token] = struct{}{}
					sum.add(h.of([]byte(token), 1, seq))
				}
			}
		}
	}
	return sum
}

// indexSum reads a whole index, search or visit_search, which keeps no text: SQLite lists
// its tokens and rows to a table that only this connection has.
func (v *View) indexSum(h indexHash, index string) (sum indexSum, err error) {
	for _, q := range []string{
		"PRAGMA query_only = 0", "CREATE VIRTUAL TABLE temp." + index + "_token USING fts5vocab (main, " + index + ", instance)", "PRAGMA query_only = 1",
	} {
		if err := v.query(func(*sql.Rows) error { return nil }, q); err != nil {
			return sum, err
		}
	}
	var token sql.RawBytes
	var n, rowids int64
	err = v.query(func(rows *sql.Rows) error {
		if err := rows.Scan(&token, &n, &rowids); err != nil {
			return err
		}
		if counts(string(token)) {
			sum.add(h.of(token, n, rowids))
		}
		return nil
	}, "SELECT term, count(*), sum(doc) FROM temp."+index+"_token GROUP BY term")
	return sum, err
}

// checkIndexed names what is wrong with an index that does not hold the words of the
// cases: it asks for the beginning of the words of each case.
func (v *View) checkIndexed(ctx context.Context, r *Report) error {
	before := len(r.Problems)
	for after := int64(0); ; {
		seqs, all, err := v.wordsAfter(after, 500)
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		if len(seqs) == 0 {
			break
		}
		for i, w := range all {
			found, err := v.indexed(seqs[i], w)
			if err != nil {
				return err
			}
			if !found {
				no, _, _ := strings.Cut(w.hay, "\n") // the number stands first, and nothing else on its line
				r.Problems = append(r.Problems, fmt.Sprintf("projection: search does not find case %s", no))
			}
		}
		after = seqs[len(seqs)-1]
	}
	if len(r.Problems) == before {
		r.Problems = append(r.Problems, "projection: search holds other words than the cases")
	}
	return nil
}

// indexed asks the index for the beginning of a case's words and for its keys.
func (v *View) indexed(seq int64, w caseWords) (bool, error) {
	match := w.someTokens()
	if match == "" {
		return true, nil
	}
	var one int
	return v.one("SELECT 1 FROM search WHERE search MATCH ? AND rowid = ?", []any{match, seq}, &one)
}

// checkVisitsIndexed names what is wrong with an index that does not hold the words of
// the visits.
func (v *View) checkVisitsIndexed(ctx context.Context, r *Report) error {
	before := len(r.Problems)
	err := v.eachVisit(func(row visitRow) error {
		match := row.words.someTokens()
		if match == "" {
			return ctx.Err()
		}
		var one int
		found, err := v.one("SELECT 1 FROM visit_search WHERE visit_search MATCH ? AND rowid = ?", []any{match, int64(row.Place)}, &one)
		if err == nil && !found {
			r.Problems = append(r.Problems, fmt.Sprintf("projection: search does not find a visit of day %s", row.On))
		}
		return errors.Join(err, ctx.Err())
	})
	if err == nil && len(r.Problems) == before {
		r.Problems = append(r.Problems, "projection: search holds other words than the visits")
	}
	return err
}

// someTokens asks for the beginning of the words and for the keys, "" without any.
func (w caseWords) someTokens() string {
	var some []string
	for word := range strings.FieldsSeq(w.hay) {
		if some = append(some, terms(word)...); len(some) > maxTerms {
			some = some[:maxTerms]
			break
		}
	}
	for token := range strings.FieldsSeq(cutKeys(w.keys)) {
		if some = append(some, token); len(some) > 2*maxTerms {
			break
		}
	}
	if len(some) == 0 {
		return ""
	}
	return `"` + strings.Join(some, `" AND "`) + `"`
}
