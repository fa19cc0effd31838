package office

import (
	"context"

	"silian/calendar"
	"silian/casework"
)

// dayAct writes one entry about a village day of a village; words stand beside it.
func (o *Office) dayAct(ctx context.Context, act Act, village casework.OfficeCode, day calendar.Day, kind casework.Kind, data any, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		subject := casework.DaySubject(village, day)
		entry, err := w.add(subject, kind, data)
		if err != nil {
			return err
		}
		return w.beside(subject, casework.DayNote, entry, words)
	})
}

// PlanDay writes down who will be on duty on a village day, from when to when.
func (o *Office) PlanDay(ctx context.Context, act Act, day calendar.Day, p casework.PlannedDay) (Done, error) {
	p.Village, p.Day = o.villageOf(act), day
	return o.dayAct(ctx, act, p.Village, day, casework.DayPlanned, p, "")
}

// DecideDay writes down a decision about one village's day: held as usual, moved,
// cancelled, or added. A superior decides about a village below; the village about
// its own.
func (o *Office) DecideDay(ctx context.Context, act Act, village casework.OfficeCode, day calendar.Day, d casework.DecidedDay, words string) (Done, error) {
	d.Village, d.Day = village, day
	e := calendar.Exception{Day: day, Kind: d.Kind, To: d.To}
	if e.Validate() != nil {
		return Done{}, &Problem{Field: "day", Code: "bad_decision"}
	}
	return o.dayAct(ctx, act, village, day, casework.DayDecided, d, words)
}

// SayNotHeld writes down that a village day was not held, and why.
func (o *Office) SayNotHeld(ctx context.Context, act Act, day calendar.Day, reason casework.DayReason, words string) (Done, error) {
	v := o.villageOf(act)
	return o.dayAct(ctx, act, v, day, casework.DayNotHeld, casework.NotHeldDay{Village: v, Day: day, Reason: reason}, words)
}

// InspectDay writes down an inspection of a village day (村务日督导); Done names it.
func (o *Office) InspectDay(ctx context.Context, act Act, day calendar.Day, in casework.InspectedDay, words string) (Done, error) {
	if in.Village == "" || in.Village == o.me.Code {
		return Done{}, &Problem{Field: "village", Code: "missing"}
	}
	return o.dayAct(ctx, act, in.Village, day, casework.DayInspected, in, words)
}

// RectifyDay writes down the re-check of an inspection.
func (o *Office) RectifyDay(ctx context.Context, act Act, village casework.OfficeCode, day calendar.Day, inspection casework.ID, done bool) (Done, error) {
	return o.dayAct(ctx, act, village, day, casework.DayRectified, casework.RectifiedDay{Village: village, Inspection: inspection, Done: done}, "")
}

func (o *Office) villageOf(act Act) casework.OfficeCode {
	if act.For != "" {
		return act.For
	}
	return o.me.Code
}
