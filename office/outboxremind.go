package office

import (
	"context"
	"strconv"

	"silian/store"
)

// defaultRemindDays is after how many days without an answer a sent file is named.
const defaultRemindDays = 10

const metaRemindDays = "remind_days"

// RemindDays is after how many days a file without an answer is named: 1 to 90.
func (o *Office) RemindDays(ctx context.Context) (int, error) {
	text, err := o.store.Meta(ctx, metaRemindDays)
	if err != nil || text == "" {
		return defaultRemindDays, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 90 {
		return defaultRemindDays, nil
	}
	return n, nil
}

// SetRemindDays changes it.
func (o *Office) SetRemindDays(ctx context.Context, n int) error {
	if n < 1 || n > 90 {
		return &Problem{Field: "remind_days", Code: "range"}
	}
	return o.store.Update(ctx, func(tx *store.Tx) error { return tx.SetMeta(metaRemindDays, strconv.Itoa(n)) })
}

// Reminder is a sent file that somebody should ask about.
type Reminder struct {
	Sent
	Name   string // of the addressee
	Days   int    // since it went on a stick; 0 when it never did or is asked for
	Wanted bool   // the addressee says that it has not come
}

// Reminders lists the files that wait for a person, by office, oldest number first:
// those made but never on a stick, those nobody has acknowledged for RemindDays, and
// those that the addressee asks for.
func (o *Office) Reminders(ctx context.Context) (out []Reminder, err error) {
	most, err := o.RemindDays(ctx)
	if err != nil {
		return nil, err
	}
	today := o.Today()
	err = o.store.View(ctx, func(v *store.View) error {
		peers, err := v.Peers()
		if err != nil {
			return err
		}
		for _, p := range peers {
			files, err := o.sentTo(v, p.Code)
			if err != nil {
				return err
			}
			for i := len(files) - 1; i >= 0; i-- {
				s := files[i]
				r := Reminder{Sent: s, Name: p.Name, Wanted: s.Wanted}
				if s.Written != 0 && !s.Wanted {
					r.Days = int(today - s.Written)
				}
				late := s.State() == SentOnStick && r.Days >= most && s.Replaced == 0
				if s.Wanted || late || s.State() == SentMade && s.Here {
					out = append(out, r)
				}
			}
		}
		return nil
	})
	return out, err
}
