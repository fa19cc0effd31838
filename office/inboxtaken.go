package office

import (
	"context"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// Taken is one sealed file that was taken in.
type Taken struct {
	Peer        casework.OfficeCode
	Seq         uint64
	On          calendar.Day
	Fresh, Same int
}

// TakenFiles gives the sealed files taken in so far, by office and number.
func (o *Office) TakenFiles(ctx context.Context) (out []Taken, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err := v.TakenFrom("")
		for _, t := range rows {
			out = append(out, Taken{t.Peer, t.Seq, t.On, t.Fresh, t.Same})
		}
		return err
	})
	return out, err
}
