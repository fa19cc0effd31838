package store

import (
	"database/sql"
	"slices"
	"strings"

	"silian/casework"
)

// DuplicateQuery is what is being written down: a visit or a new case. Empty fields
// say nothing.
type DuplicateQuery struct {
	Name    string
	Group   string // 村组
	Phone   casework.Phone
	Village casework.OfficeCode // 属地: words are compared within it
	Words   string              // title or narrative
	Exclude casework.ID         // the case itself, when it is open already
}

// ReasonKind says why an earlier case may be the same matter.
type ReasonKind string

// Reasons.
const (
	SameNameGroup ReasonKind = "same_name_group" // a party of this name in this group, or of this village when a group is missing
	SamePhone     ReasonKind = "same_phone"
	SimilarWords  ReasonKind = "similar_words"
)

// Reason is one reason and, for similar words, how many of the pairs of characters that
// were typed stand in the case, in percent.
type Reason struct {
	Kind  ReasonKind
	Score int // 0 to 100; 100 where nothing is measured
}

// Duplicate is an earlier case that may be the same matter. It is proposed, never taken.
type Duplicate struct {
	Case    CaseRow
	Reasons []Reason
}

// Bounds of the proposals.
const (
	duplicateLimit   = 5
	similarFrom      = 50  // percent of shared pairs
	similarMinPairs  = 4   // fewer pairs say nothing
	similarMaxPairs  = 60  // of a long narrative the beginning is compared
	similarAsked     = 6   // rarest pairs that are looked up
	similarPosted    = 500 // newest cases of one pair that are looked at
	similarCandidate = 60  // of one pair
)

// LikelyDuplicates gives earlier matters that may be the one being written down, those
// with most reasons first, then the most similar and the newest. limit 0 means 5.
// Voided cases and sensitive ones are not among them.
func (v *View) LikelyDuplicates(q DuplicateQuery, limit int) ([]Duplicate, error) {
	if limit <= 0 {
		limit = duplicateLimit
	}
	found := map[int64]*Duplicate{}
	add := func(r CaseRow, reason Reason) {
		if r.ID == q.Exclude || r.Handling == casework.VoidedState || r.Sensitive {
			return
		}
		if found[r.Seq] == nil {
			found[r.Seq] = &Duplicate{Case: r}
		}
		found[r.Seq].Reasons = append(found[r.Seq].Reasons, reason)
	}
	if err := v.sameParty(q, add); err != nil {
		return nil, err
	}
	if err := v.samePhone(q, add); err != nil {
		return nil, err
	}
	if err := v.similarWords(q, add); err != nil {
		return nil, err
	}
	var out []Duplicate
	for _, d := range found {
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b Duplicate) int {
		switch {
		case len(a.Reasons) != len(b.Reasons):
			return len(b.Reasons) - len(a.Reasons)
		case score(a) != score(b):
			return score(b) - score(a)
		}
		return int(b.Case.Seq - a.Case.Seq)
	})
	return out[:min(limit, len(out))], nil
}

func score(d Duplicate) (sum int) {
	for _, r := range d.Reasons {
		sum += r.Score
	}
	return sum
}

// sameParty finds cases with a party of the same name and group. Where the group is
// missing on either side, the village must be the same.
func (v *View) sameParty(q DuplicateQuery, add func(CaseRow, Reason)) error {
	name := fold(strings.TrimSpace(q.Name))
	tokens := terms(name)
	if len([]rune(name)) < 2 || len(tokens) == 0 {
		return nil
	}
	nobody, group := partyKey(name, ""), groupKey(q.Group)
	test := cond{"instr(w.keys, ?) > 0 AND place = ?", []any{"\n" + nobody, string(q.Village)}}
	if group != "" {
		test = cond{"(instr(w.keys, ?) > 0 OR instr(w.keys, ?) > 0 AND place = ?)", []any{
			"\n" + partyKey(name, q.Group) + "\n", "\n" + nobody + "\n", string(q.Village),
		}}
	}
	return v.candidates(tokens, test, 20, func(r CaseRow, _ string) { add(r, Reason{SameNameGroup, 100}) })
}

// samePhone finds cases with a party of the same telephone.
func (v *View) samePhone(q DuplicateQuery, add func(CaseRow, Reason)) error {
	if len(q.Phone) < 7 {
		return nil
	}
	test := cond{"instr(w.keys, ?) > 0", []any{"\n" + phoneKey(q.Phone) + "\n"}}
	return v.candidates(terms(fold(q.Phone.Reveal())), test, 20, func(r CaseRow, _ string) { add(r, Reason{SamePhone, 100}) })
}

// candidates hands over the newest cases that hold all tokens and pass the test, with
// their text.
func (v *View) candidates(tokens []string, test cond, limit int, take func(CaseRow, string)) error {
	match := `"` + strings.Join(tokens, `" AND "`) + `"`
	args := append([]any{match}, test.args...)
	return v.query(func(rows *sql.Rows) error { return scanWith(rows, take) },
		"SELECT "+qualified("c")+", w.hay FROM search CROSS JOIN case_words w ON w.seq = search.rowid CROSS JOIN case_row c ON c.seq = w.seq"+
			" WHERE search MATCH ? AND "+test.sql+" ORDER BY search.rowid DESC LIMIT ?", append(args, limit)...)
}

// similarWords compares what was typed with the cases that hold its rarest pairs of
// characters.
func (v *View) similarWords(q DuplicateQuery, add func(CaseRow, Reason)) error {
	pairs := pairsOf(fold(q.Words))
	if len(pairs) < similarMinPairs {
		return nil
	}
	rare, err := v.rarest(pairs)
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	for _, pair := range rare {
		err := v.query(func(rows *sql.Rows) error {
			return scanWith(rows, func(r CaseRow, hay string) {
				if s := shared(pairs, hay); !seen[r.Seq] && s >= similarFrom {
					add(r, Reason{SimilarWords, s})
				}
				seen[r.Seq] = true
			})
		}, "SELECT "+qualified("c")+`, w.hay FROM (SELECT rowid AS r FROM search WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?2) s
			CROSS JOIN case_row c ON c.seq = s.r CROSS JOIN case_words w ON w.seq = s.r
			WHERE c.place = ?3 OR ?3 = '' ORDER BY c.seq DESC LIMIT ?4`,
			`"`+spell([]rune(pair))+`"`, similarPosted, string(q.Village), similarCandidate)
		if err != nil {
			return err
		}
	}
	return nil
}

// pairsOf gives the different pairs of neighbouring characters of a text, without those
// of digits: numbers and dates make no matter.
func pairsOf(text string) (pairs []string) {
	runs(text, func(run []rune) {
		for i := range len(run) - 1 {
			pair := string(run[i : i+2])
			if len(pairs) < similarMaxPairs && !allDigits(run[i:i+2]) && !slices.Contains(pairs, pair) {
				pairs = append(pairs, pair)
			}
		}
	})
	return pairs
}

// shared gives how many of the pairs stand in a text, in percent.
func shared(pairs []string, hay string) int {
	n := 0
	for _, p := range pairs {
		if strings.Contains(hay, p) {
			n++
		}
	}
	return 100 * n / len(pairs)
}

// rarest gives the pairs that fewest cases hold, at least one each.
func (v *View) rarest(pairs []string) ([]string, error) {
	held := map[string]int{}
	for _, p := range pairs {
		n, err := v.matches(`"`+spell([]rune(p))+`"`, similarPosted)
		if err != nil {
			return nil, err
		}
		held[p] = n
	}
	out := slices.DeleteFunc(slices.Clone(pairs), func(p string) bool { return held[p] == 0 })
	slices.SortStableFunc(out, func(a, b string) int { return held[a] - held[b] })
	return out[:min(similarAsked, len(out))], nil
}

// qualified gives the columns of a case row of one table of a join.
func qualified(table string) string {
	columns := strings.Split(caseColumns, ",")
	for i, c := range columns {
		columns[i] = table + "." + strings.TrimSpace(c)
	}
	return strings.Join(columns, ", ")
}

// scanWith reads a case row and one more column.
func scanWith(rows *sql.Rows, take func(CaseRow, string)) error {
	var more string
	r, err := scanCase(rows, &more)
	if err == nil {
		take(r, more)
	}
	return err
}
