package office

import (
	"context"
	"slices"

	"silian/casework"
	"silian/store"
)

// Freeze publishes the figures of a period: they stand as they are, and go up with the
// next file. What arrives later appears as a correction (Corrections).
func (o *Office) Freeze(ctx context.Context, act Act, span casework.Span, p casework.Period) (casework.FrozenReport, error) {
	figures, err := o.Figures(ctx, p)
	if err != nil {
		return casework.FrozenReport{}, err
	}
	if p.To >= o.Today() {
		return casework.FrozenReport{}, &Problem{Field: "period", Code: "not_over"}
	}
	var out casework.FrozenReport
	done, err := o.do(ctx, act, func(w *writer) error {
		count, _, err := w.tx.Head()
		if err != nil {
			return err
		}
		out = casework.Freeze(o.me.Code, span, p, o.Today(), count, o.Rules().Version(), figures.All)
		_, err = w.add(casework.ReportSubject(o.me.Code, span, p.From), casework.ReportFrozen, out)
		return err
	})
	if err != nil {
		return casework.FrozenReport{}, err
	}
	if out.Office == "" { // pressed twice: what the first time published
		return o.frozen(ctx, done)
	}
	return out, nil
}

// frozen finds again what an act published.
func (o *Office) frozen(ctx context.Context, done Done) (out casework.FrozenReport, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		entries, err := v.Entries(done.Subject)
		if err != nil {
			return err
		}
		for _, r := range casework.FoldReports(entries).Published {
			if r.Entry == done.Entry {
				out = r.FrozenReport
			}
		}
		return nil
	})
	return out, err
}

// Published gives the frozen reports of a period that this file holds, of all offices.
func (o *Office) Published(ctx context.Context, span casework.Span, p casework.Period) (out []casework.FrozenReport, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		return eachOther(v, casework.SubjectReport, func(entries []casework.Entry) {
			for _, r := range casework.FoldReports(entries).Published {
				if r.Span == span && r.From == p.From && r.To == p.To {
					out = append(out, r.FrozenReport)
				}
			}
		})
	})
	return out, err
}

// Together gives the figures of this office and of the offices below that published
// theirs for the period: sums of integers, percentages worked out anew. missing names
// the enrolled offices below that have not reported.
func (o *Office) Together(ctx context.Context, span casework.Span, p casework.Period) (sum []casework.Indicator, missing []casework.OfficeCode, err error) {
	own, err := o.Figures(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	reports, err := o.Published(ctx, span, p)
	if err != nil {
		return nil, nil, err
	}
	peers, err := o.Peers(ctx)
	if err != nil {
		return nil, nil, err
	}
	sets := [][]casework.Indicator{own.All}
	for _, peer := range peers {
		if peer.Parent != o.me.Code || o.me.Level != casework.County {
			continue // a township's own file holds its villages
		}
		i := slices.IndexFunc(reports, func(r casework.FrozenReport) bool { return r.Office == peer.Code })
		if i < 0 {
			missing = append(missing, peer.Code)
			continue
		}
		sets = append(sets, reports[i].Indicators())
	}
	return casework.RollUp(sets...), missing, nil
}
