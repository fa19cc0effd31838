package office

import (
	"context"

	"silian/casework"
	"silian/store"
)

// FiguresFromAll counts what Figures counts, from every fact that there is.
func (o *Office) FiguresFromAll(ctx context.Context, q casework.Question) (out casework.Figures, err error) {
	q = o.question(q.Period, q.AsOf)
	err = o.store.View(ctx, func(v *store.View) error {
		facts, err := v.Facts(q.AsOf)
		if err != nil {
			return err
		}
		villages, err := o.villages(v)
		if err != nil {
			return err
		}
		if q.Offices, err = o.scope(v, villages); err != nil {
			return err
		}
		for _, f := range facts { // whoever below it did anything
			if o.me.Level == casework.Township && len(f.Office) == len(o.me.Code) && f.Office[:9] == o.me.Code[:9] {
				q.Offices[f.Office] = true
			}
		}
		beside, err := o.besideFacts(v, q, villages)
		out = casework.Count(append(facts, beside...), q)
		return err
	})
	return out, err
}
