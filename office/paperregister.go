package office

import (
	"context"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/documents"
)

// visitSight is what the person who is signed in may see of one visit.
type visitSight struct {
	words, contact bool
	sensitive      bool // for named handlers only, and on no slip
}

// visitSight asks the table of domain 2.6 for a visit; where it became a case, the case
// decides too.
func (o *Office) visitSight(ctx context.Context, day casework.ReceptionDay, v casework.DayEntry) (s visitSight, err error) {
	who := o.Operator()
	reader := casework.ReaderOf(who.Role)
	in := casework.Circumstances{
		Own:           day.Village == o.me.Code || o.me.Level == casework.Township,
		InitialWriter: v.By == o.me.Code && v.Operator == who.Number,
	}
	s.words = casework.Visible(reader, casework.DataMatter, in).Read
	s.contact = casework.Visible(reader, casework.DataContact, in).Read
	s.sensitive = casework.SensitiveCategory(v.Category)
	readable := true
	for _, id := range v.Cases {
		c, err := o.Case(ctx, id)
		if err != nil {
			return s, err
		}
		s.sensitive = s.sensitive || c.HandlersOnly()
		readable = readable && c.Words.Text.Title != ""
	}
	switch {
	case s.sensitive && len(v.Cases) > 0:
		s.words = readable
		s.contact = s.words
	case s.sensitive:
		s.words = casework.Visible(reader, casework.DataSensitive, in).Read
		s.contact = s.words
	}
	return s, nil
}

func (o *Office) register(ctx context.Context, village casework.OfficeCode, on calendar.Day) (documents.Register, error) {
	day, err := o.Day(ctx, village, on)
	if err != nil {
		return documents.Register{}, err
	}
	if !day.Opened && len(day.Visits) == 0 {
		return documents.Register{}, &Problem{Field: "day", Code: "none"}
	}
	contact, err := o.Contact(ctx, village)
	if err != nil {
		return documents.Register{}, err
	}
	r := documents.Register{
		Village: o.OfficeName(village), On: on, VillageDay: day.VillageDay, Hours: contact.Hours,
		Closed: day.Closed, Zero: day.Zero && len(day.Visits) == 0,
	}
	if i := slices.IndexFunc(day.Rows, func(r casework.Row) bool { return r.Kind == casework.DayOpened && r.InEffect }); i >= 0 {
		opener := day.Rows[i].Office
		if opener != village {
			r.Office = o.OfficeName(opener)
		}
		for _, number := range day.Duty {
			if name := o.OperatorName(number); opener == o.me.Code && name != "" {
				r.Duty = append(r.Duty, name)
			}
		}
	}
	for _, v := range day.Visits {
		line, err := o.registerLine(ctx, day, v)
		if err != nil {
			return r, err
		}
		r.Visits = append(r.Visits, line)
	}
	return r, nil
}

func (o *Office) registerLine(ctx context.Context, day casework.ReceptionDay, v casework.DayEntry) (documents.RegisterVisit, error) {
	sight, err := o.visitSight(ctx, day, v)
	if err != nil {
		return documents.RegisterVisit{}, err
	}
	gone := v.Words == (casework.VisitText{}) // destroyed, sealed off, or never sent
	line := documents.RegisterVisit{
		No: v.No, Time: v.Time, People: v.People, Category: Word("category", v.Category), OnTheSpot: v.OnTheSpot,
		Promise: v.Promise, Withheld: gone || !sight.words,
	}
	if sight.contact && !gone {
		line.Name, line.Group, line.Phone = v.Words.Name, v.Words.Group, v.Words.Phone.String()
	}
	if !line.Withheld {
		line.Words, line.Answer = v.Words.Words, v.Words.Answer
	}
	if v.By == o.me.Code {
		line.Handler = o.OperatorName(v.Operator)
	}
	for _, id := range v.Cases {
		c, err := o.Case(ctx, id)
		if err != nil {
			return line, err
		}
		line.CaseNos = append(line.CaseNos, c.No.Short())
	}
	return line, nil
}
