package casework

import (
	"slices"

	"silian/calendar"
)

// DayDecision is one decision about the village day of one village (照常, 顺延, 取消,
// 加开), by the village or by an office above it.
type DayDecision struct {
	Entry  ID            `json:"entry"`
	On     calendar.Day  `json:"on"` // date of the entry
	By     OfficeCode    `json:"by"`
	Kind   calendar.Kind `json:"kind"`
	To     calendar.Day  `json:"to,omitzero"`
	Reason DayReason     `json:"reason"`
}

// exception gives the decision in the words of the calendar; day is the date by the
// rule.
func (x DayDecision) exception(day calendar.Day) calendar.Exception {
	return calendar.Exception{Day: day, Kind: x.Kind, To: x.To, Reason: string(x.Reason)}
}

// NotHeldSaid is what was said afterwards of a day that was not held (未开展).
type NotHeldSaid struct {
	Entry  ID           `json:"entry"`
	On     calendar.Day `json:"on"` // date of the entry
	By     OfficeCode   `json:"by"`
	Reason DayReason    `json:"reason"`
}

// Held reports whether there was a reception on the day: the room was opened, or the
// register closed. Zero visits are held (零来访).
func (d ReceptionDay) Held() bool { return d.Opened || d.Closed }

// dayNamed gives village and date of the day of which an entry speaks; ok is false for
// one that says neither. What is written ahead or afterwards names the date itself.
func dayNamed(body Body, data any) (village OfficeCode, on calendar.Day, ok bool) {
	on = body.On
	named := func(day calendar.Day) {
		if day != 0 {
			on = day
		}
	}
	switch v := data.(type) {
	case OpenedDay:
		village = v.Village
	case Visit:
		village = v.Village
	case PlannedDay:
		village = v.Village
		named(v.Day)
	case DecidedDay:
		village = v.Village
		named(v.Day)
	case NotHeldDay:
		village = v.Village
		named(v.Day)
	case InspectedDay:
		village = v.Village
	default:
		return "", 0, false
	}
	return village, on, true
}

// entitled says whether the writer may say this of the day.
func (d *ReceptionDay) entitled(e Entry, body Body) bool {
	looks := body.Kind == DayInspected || body.Kind == DayRectified
	actor := e.Office
	if body.For != "" {
		actor = body.For
	}
	if actor == d.Village {
		return !looks
	}
	above := body.For == "" && body.Role.Level().Rank() > Village.Rank()
	return above && (looks || body.Kind == DayDecided || body.Kind == DayNote)
}

// takeRecord keeps what is planned, decided, inspected and noted of a day.
func (d *ReceptionDay) takeRecord(e Entry, body Body, data any) Why {
	switch v := data.(type) {
	case PlannedDay:
		v.Day = d.On
		d.Plan = &v
	case DecidedDay:
		x := DayDecision{e.ID, body.On, e.Office, v.Kind, v.To, v.Reason}
		if x.exception(d.On).Validate() != nil || (v.Kind == calendar.Moved && v.To == 0) {
			return WhyDamaged
		}
		d.Decisions = append(d.Decisions, x)
	case NotHeldDay:
		d.NotHeld = &NotHeldSaid{e.ID, body.On, e.Office, v.Reason}
	case InspectedDay:
		d.Inspections = append(d.Inspections, Inspection{Entry: e.ID, On: body.On, By: e.Office, InspectedDay: v})
	case RectifiedDay:
		return d.recheck(body.On, v)
	case Beside:
		if d.Notes == nil {
			d.Notes = map[ID]string{}
		}
		if old := d.Notes[v.About]; old != "" {
			v.Text = old + "\n" + v.Text
		}
		d.Notes[v.About] = v.Text
	}
	return ""
}

// recheck notes what was seen when an inspected village was looked at again.
func (d *ReceptionDay) recheck(on calendar.Day, v RectifiedDay) Why {
	i := slices.IndexFunc(d.Inspections, func(x Inspection) bool { return x.Entry == v.Inspection })
	switch {
	case i < 0:
		return WhyEarlier
	case v.Village != d.Village:
		return WhyStranger
	case d.Inspections[i].RectifiedOn != 0:
		return WhyTwice
	}
	d.Inspections[i].CheckedOn = on
	if v.Done {
		d.Inspections[i].RectifiedOn = on
	}
	return ""
}

// dropNotHeld takes back that a day was not held when it was: whoever wrote first.
func (d *ReceptionDay) dropNotHeld() {
	if d.NotHeld == nil || !d.Held() {
		return
	}
	d.NotHeld = nil
	for i := range d.Rows {
		if r := &d.Rows[i]; r.Kind == DayNotHeld && r.InEffect {
			r.InEffect, r.Why = false, WhyState
		}
	}
}
