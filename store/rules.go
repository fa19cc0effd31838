package store

import (
	"context"
	"encoding/json"
	"fmt"

	"silian/casework"
)

// Meta keys: who the office is, and the rules with which projections were written.
const (
	metaOffice = "office"
	metaRules  = "rules"
)

// Rules gives the rules in force: the national ones, those of the offices above and
// this office's own. Due dates and facts are projected with them.
func (s *Store) Rules() casework.Rules { return *s.rules.Load() }

// rulesNow folds the rule books that are in the file, the highest office first.
func (v *View) rulesNow() (casework.Rules, error) {
	r := casework.NationalRules(v.s.cfg.Holidays)
	text, err := v.Meta(metaOffice)
	if err != nil || text == "" {
		return r, err
	}
	var me casework.Office
	if err := json.Unmarshal([]byte(text), &me); err != nil {
		return r, fmt.Errorf("%w: office", ErrDamaged)
	}
	r.Province = string(me.Code)[:2]
	line := []casework.OfficeCode{me.Code}
	if me.Parent != "" {
		line = append([]casework.OfficeCode{me.Parent}, line...)
		var above casework.OfficeCode
		if _, err := v.one("SELECT parent FROM peer WHERE office = ?", []any{string(me.Parent)}, &above); err != nil {
			return r, err
		}
		if above != "" {
			line = append([]casework.OfficeCode{above}, line...)
		}
	}
	var books []casework.RuleBook
	for _, office := range line {
		entries, err := v.Entries(casework.RulesSubject(office).ID)
		if err != nil {
			return r, err
		}
		if len(entries) > 0 {
			books = append(books, casework.FoldRules(entries, office))
		}
	}
	return r.With(books...), nil
}

// startRules loads the rules of an opened file and, when its projections were written
// with others, writes them anew; a damaged file is left as it is.
func (s *Store) startRules(ctx context.Context, rewrite bool) error {
	var r casework.Rules
	var written string
	err := s.View(ctx, func(v *View) (err error) {
		if r, err = v.rulesNow(); err != nil {
			return err
		}
		written, err = v.Meta(metaRules)
		return err
	})
	if err != nil {
		return err
	}
	s.rules.Store(&r)
	if !rewrite || written == r.Version().String() {
		return nil
	}
	return s.rebuildAtOpening(ctx, rebuiltInOne, s.cfg.Progress)
}

// followRules takes over rules that this transaction changed, be it by an entry of a
// rule book or by who we are and who stands above us: every due date and fact
// may be another.
func (tx *Tx) followRules() error {
	changed := tx.relations
	for subject := range tx.touched {
		changed = changed || subject.Kind == casework.SubjectRules
	}
	if !changed {
		return nil
	}
	r, err := tx.rulesNow()
	if err != nil {
		return err
	}
	if r.Version() == tx.rules.Version() {
		return nil
	}
	tx.rules = r
	return tx.projectAll(nil)
}
