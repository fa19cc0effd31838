package office

import (
	"context"

	"silian/calendar"
	"silian/casework"
)

// dayAct writes one entry about a village day of a village; words stand beside it.
func (o *Office) dayAct(ctx context.Context, act Act, village casework.OfficeCode, day calendar.Day, kind casework.Kind, data any, words string) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		if o.me.Level == casework.Township {
			if err := w.ours(village); err != nil {
				return err
			}
		}
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
	var err error
	if p.Village, err = o.villageOf(act); err != nil {
		return Done{}, err
	}
	p.Day = day
	return o.dayAct(ctx, act, p.Village, day, casework.DayPlanned, p, "")
}

// DecideDay writes down a decision about one village's day: held as usual, moved,
// cancelled, or added. A superior decides about a village below; the village about
// its own.
func (o *Office) DecideDay(ctx context.Context, act Act, village casework.OfficeCode, day calendar.Day, d casework.DecidedDay, words string) (Done, error) {
	d.Village, d.Day = village, day
	e := calendar.Exception{Day: day, Kind: d.Kind, To: d.To}
	if e.Validate() != nil || (d.Kind == calendar.Moved && d.To == 0) {
		return Done{}, &Problem{Field: "day", Code: "bad_decision"}
	}
	return o.dayAct(ctx, act, village, day, casework.DayDecided, d, words)
}

// SayNotHeld writes down that a village day was not held, and why.
func (o *Office) SayNotHeld(ctx context.Context, act Act, day calendar.Day, reason casework.DayReason, words string) (Done, error) {
	v, err := o.villageOf(act)
	if err != nil {
		return Done{}, err
	}
	return o.dayAct(ctx, act, v, day, casework.DayNotHeld, casework.NotHeldDay{Village: v, Day: day, Reason: reason}, words)
}

// InspectDay writes down an inspection of a village day (村务日督导); Done names it.
func (o *Office) InspectDay(ctx context.Context, act Act, day calendar.Day, in casework.InspectedDay, words string) (Done, error) {
	if in.Village == "" || in.Village == o.me.Code {
		return Done{}, &Problem{Field: "village", Code: "missing"}
	}
	if act.On == 0 { // the entry's date is the day that was looked at
		act.On = day
	}
	return o.dayAct(ctx, act, in.Village, day, casework.DayInspected, in, words)
}

// RectifyDay writes down the re-check of an inspection.
func (o *Office) RectifyDay(ctx context.Context, act Act, village casework.OfficeCode, day calendar.Day, inspection casework.ID, done bool) (Done, error) {
	return o.dayAct(ctx, act, village, day, casework.DayRectified, casework.RectifiedDay{Village: village, Inspection: inspection, Done: done}, "")
}

// villageOf is the village whose day an act is about: see writer.village.
func (o *Office) villageOf(act Act) (casework.OfficeCode, error) {
	return (&writer{o: o, act: act}).village()
}
