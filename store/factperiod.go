package store

import (
	"database/sql"
	"fmt"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// factReader reads the facts that matter to the figures of one question.
type factReader struct {
	*View
	packer
	q       casework.Question
	offices []casework.OfficeCode
	end     calendar.Day // of the period, or AsOf when that is earlier
	facts   []casework.Fact
	before  casework.Before
}

// FactsOf gives the facts that decide the figures of a question for some offices: all of
// each case on which anything happened or fell due in the period, and what
// casework.Question.Before must say of the others. casework.Count makes of the two what
// it makes of all facts. Period, AsOf and Rules must be set; Offices is not read.
func (v *View) FactsOf(q casework.Question, offices []casework.OfficeCode) ([]casework.Fact, casework.Before, error) {
	if len(offices) == 0 {
		return nil, casework.Before{}, nil
	}
	r := factReader{View: v, packer: newPacker(), q: q, offices: offices, end: min(q.To, q.AsOf)}
	for _, part := range []func() error{r.touched, r.changedLater, r.carried, r.ever, r.leads} {
		if err := part(); err != nil {
			return nil, r.before, err
		}
	}
	return r.facts, r.before, nil
}

// of is a condition on an office column, with its arguments before others.
func (r *factReader) of(column string, more ...any) (string, []any) {
	args := make([]any, 0, len(r.offices)+len(more))
	for _, o := range r.offices {
		args = append(args, string(o))
	}
	return column + " IN (" + strings.TrimSuffix(strings.Repeat("?, ", len(r.offices)), ", ") + ")", append(args, more...)
}

// packKey names a pack.
type packKey struct {
	subject casework.ID
	office  casework.OfficeCode
}

// read adds what a query gives of packs but those to leave.
func (r *factReader) read(query string, args []any, leave map[packKey]bool) error {
	return r.eachPack(func(subject casework.ID, office casework.OfficeCode, pack []byte) (err error) {
		if leave[packKey{subject, office}] {
			return nil
		}
		if r.facts, err = r.unpack(r.facts, pack, subject, office); err != nil {
			return fmt.Errorf("%w: facts of %s: %w", ErrDamaged, subject, err)
		}
		return nil
	}, query, args...)
}

// touched reads the packs that have a fact in the stretches of the period, each where the
// period first meets it.
func (r *factReader) touched() error {
	from, to := stretchOf(r.q.From), stretchOf(r.q.To)
	in, args := r.of("i.office", from, to, from)
	return r.read(`SELECT p.subject, p.office, p.facts FROM fact_in i
		CROSS JOIN fact_pack p ON p.subject = i.subject AND p.office = i.office
		WHERE `+in+" AND i.stretch BETWEEN ? AND ? AND i.before < ?", args, nil)
}

// changedLater reads the packs of analysed cases that something changed after the day of
// the question: how they stood on it only their facts can tell.
func (r *factReader) changedLater() error {
	var later bool
	in, args := r.of("office", int64(r.end), int64(r.q.AsOf))
	if found, err := r.one("SELECT 1 FROM fact_ever WHERE "+in+" AND analysed <= ? AND changed > ? LIMIT 1", args, &later); err != nil || !found {
		return err
	}
	leave := map[packKey]bool{}
	for _, f := range r.facts {
		leave[packKey{f.About, f.Office}] = true
	}
	in, args = r.of("e.office", int64(r.end), int64(r.q.AsOf))
	return r.read(`SELECT p.subject, p.office, p.facts FROM fact_ever e
		CROSS JOIN fact_pack p ON p.subject = e.subject AND p.office = e.office
		WHERE `+in+" AND e.analysed <= ? AND e.changed > ?", args, leave)
}

// carried sums the stock and what was resolved before the period, less what the facts
// that were read say of it.
func (r *factReader) carried() error {
	last := min(r.q.From-1, r.end)
	window := r.q.From.Add(-r.q.Rules.Limits(r.end).ReopenDays)
	in, args := r.of("office", int64(last))
	args = append([]any{int64(window)}, args...)
	_, err := r.one(`SELECT coalesce(sum(stock), 0), coalesce(sum(resolved) FILTER (WHERE on_day >= ?), 0) FROM fact_day
		WHERE `+in+" AND on_day <= ?", args, &r.before.Carry, &r.before.Resolved)
	for _, f := range r.facts {
		if f.On > last {
			continue
		}
		r.before.Carry -= casework.StockOf(f)
		if f.Kind == casework.FactResolved && f.On >= window {
			r.before.Resolved--
		}
	}
	return err
}

// ever counts the analysed cases, less those whose facts were read.
func (r *factReader) ever() error {
	in, args := r.of("office", int64(r.end), int64(r.q.AsOf))
	_, err := r.one(`SELECT count(*), coalesce(sum(stands = 2), 0) FROM fact_ever
		WHERE `+in+" AND analysed <= ? AND changed <= ? AND stands > 0", args, &r.before.Analysed, &r.before.AnalysedResolved)
	if err != nil {
		return err
	}
	for from := 0; from < len(r.facts); { // the facts of one pack stand together
		to := from
		analysed := false
		for ; to < len(r.facts) && r.facts[to].About == r.facts[from].About && r.facts[to].Office == r.facts[from].Office; to++ {
			analysed = analysed || r.facts[to].Kind == casework.FactAnalysed
		}
		if analysed {
			s := casework.StandingOf(r.facts[from:to])
			if s.Analysed <= r.end && s.Changed <= r.q.AsOf && !s.Void {
				r.before.Analysed--
				if s.Resolved {
					r.before.AnalysedResolved--
				}
			}
		}
		from = to
	}
	return nil
}

// leads gives the leads that began before the period and lasted into it. They are many
// where nobody takes a lead back, and a figure asks no more of them than which they are.
func (r *factReader) leads() error {
	last := min(r.q.From-1, r.end)
	in, args := r.of("office", int64(r.q.From), int64(last))
	return r.query(func(rows *sql.Rows) error {
		f := casework.Fact{Kind: casework.FactLead, On: last, Office: r.offices[0], Count: 1}
		err := rows.Scan(&f.Mark)
		r.facts = append(r.facts, f)
		return err
	}, "SELECT mark FROM fact_lead WHERE "+in+" AND until >= ? AND since <= ?", args...)
}

// FactOffices gives the offices that have facts and whose code begins in one way.
func (v *View) FactOffices(prefix string) ([]casework.OfficeCode, error) {
	return v.offices("fact_in", "office", prefix)
}

// DayVillages gives the villages that have days of reception and whose code begins in one way.
func (v *View) DayVillages(prefix string) ([]casework.OfficeCode, error) {
	return v.offices("day_row", "village", prefix)
}

// offices jumps from one value of an indexed column to the next: there are few beside
// the rows. Codes are digits, and ':' follows them.
func (v *View) offices(table, column, prefix string) (out []casework.OfficeCode, err error) {
	query := strings.NewReplacer("TABLE", table, "COLUMN", column).Replace(`WITH RECURSIVE o (code) AS (
		SELECT min(COLUMN) FROM TABLE WHERE COLUMN >= ?1 AND COLUMN < ?1 || ':'
		UNION ALL SELECT (SELECT min(COLUMN) FROM TABLE WHERE COLUMN > o.code AND COLUMN < ?1 || ':') FROM o WHERE o.code IS NOT NULL)
		SELECT code FROM o WHERE code IS NOT NULL`)
	err = v.query(func(rows *sql.Rows) error {
		var o casework.OfficeCode
		err := rows.Scan(&o)
		out = append(out, o)
		return err
	}, query, prefix)
	return out, err
}
