package office

import (
	"context"
	"slices"

	"silian/calendar"
	"silian/casework"
)

// VisitInput is what is written down while a visitor sits opposite: at most six
// things (domain 3.2.1).
type VisitInput struct {
	Name      string // "" for one who leaves no name
	Group     string // 村组
	Phone     string
	Words     string // one sentence
	Answer    string // what was said to it
	Category  string // code of list 3.10.2
	People    int    // 0 means 1
	OnTheSpot bool
	Promise   calendar.Day // day by which an answer was promised, with a case only: what is promised must be followed; 0 none
	Case      *CaseInput   // opens a case at once; its words are taken from the visit where empty
}

// Visited names what a visit became.
type Visited struct {
	Visit casework.ID
	No    int // of the day
	Case  casework.ID
}

// village is the village whose reception this act belongs to: the office itself,
// or the village for which a township keeps the books.
func (w *writer) village() (casework.OfficeCode, error) {
	switch {
	case w.act.For != "" && w.o.me.Level == casework.Township:
		return w.act.For, nil
	case w.act.For == "" && w.o.me.Level == casework.Village:
		return w.o.me.Code, nil
	}
	return "", &Problem{Field: "village", Code: "missing"}
}

// ours checks that this is a township and a village belongs to it: the village's card says so, or its
// code does (the first nine digits of a 统计用区划代码 name the township).
func (w *writer) ours(village casework.OfficeCode) error {
	if _, err := casework.ParseOfficeCode(string(village)); err != nil {
		return err
	}
	if w.o.me.Level != casework.Township {
		return &Problem{Field: "village", Code: "not_ours"}
	}
	peers, err := w.tx.Peers()
	if err != nil {
		return err
	}
	for _, p := range peers {
		if p.Code == village && p.Parent == w.o.me.Code && p.Level == casework.Village {
			return nil
		}
	}
	if village[:9] != w.o.me.Code[:9] || village == w.o.me.Code {
		return &Problem{Field: "village", Code: "not_ours"}
	}
	return nil
}

// OpenDay opens the village room for the day, with the operators on duty.
func (o *Office) OpenDay(ctx context.Context, act Act, duty []int) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		village, err := w.village()
		if err != nil {
			return err
		}
		return w.openDay(village, duty)
	})
}

func (w *writer) openDay(village casework.OfficeCode, duty []int) error {
	if _, err := calendar.ToLunar(w.act.On); err != nil {
		return &Problem{Field: "on", Code: "outside_calendar"}
	}
	if len(duty) == 0 {
		duty = []int{w.who.Number}
	}
	on := casework.Period{From: w.act.On, To: w.act.On}
	days, err := w.o.villageDays(&w.tx.View, village, on, w.act.On)
	if err != nil {
		return err
	}
	held := slices.ContainsFunc(days, func(d casework.VillageDayLine) bool { return d.Kind != calendar.Cancelled })
	_, err = w.add(casework.DaySubject(village, w.act.On), casework.DayOpened, casework.OpenedDay{
		Village: village, VillageDay: held, Duty: duty,
	})
	return err
}

// ReceiveVisitor writes down one visit of the day, opens the day when nobody did,
// and opens a case and a promise when the visit asks for them.
func (o *Office) ReceiveVisitor(ctx context.Context, act Act, in VisitInput) (Visited, error) {
	var out Visited
	done, err := o.do(ctx, act, func(w *writer) error {
		village, err := w.village()
		if err != nil {
			return err
		}
		words, visit, err := checkVisit(in, w.act.On)
		if err != nil {
			return err
		}
		day, err := w.day(village)
		if err != nil {
			return err
		}
		if day.Closed {
			return &Problem{Field: "day", Code: "closed"}
		}
		visit.Village, visit.No = village, len(day.Visits)+1
		if w.act.On == o.Today() { // of a visit written down late nobody knows the hour
			visit.Time = w.at.Format("15:04")
		}
		if in.Case != nil {
			// The visit names the case before it is opened.
			if out.Case, err = o.NewKey(); err != nil {
				return err
			}
			visit.Cases = []casework.ID{out.Case}
		}
		out.Visit, out.No = casework.ID{}, visit.No
		return w.writeVisit(day, visit, words, in)
	})
	if err != nil {
		return Visited{}, err
	}
	out.Visit = done.Entry
	if out.No == 0 {
		return o.visited(ctx, done)
	}
	return out, nil
}

func (w *writer) writeVisit(day casework.ReceptionDay, visit casework.Visit, words casework.VisitText, in VisitInput) error {
	subject := casework.DaySubject(visit.Village, w.act.On)
	id, err := w.add(subject, casework.DayVisit, visit)
	if err != nil {
		return err
	}
	if !day.Opened {
		if err := w.openDay(visit.Village, nil); err != nil {
			return err
		}
	}
	words.About = id
	if _, err := w.add(subject, casework.DayVisitText, words); err != nil {
		return err
	}
	if in.Case == nil {
		return nil
	}
	c := *in.Case
	c.Visit, c.Place = id, visit.Village
	if c.Category == "" {
		c.Category = in.Category
	}
	if c.Narrative == "" {
		c.Narrative = in.Words
	}
	if in.Name != "" {
		c.Parties = append([]PartyInput{{Part: casework.Applicant, Name: in.Name, Group: in.Group, Phone: in.Phone}}, c.Parties...)
	}
	if c.Source == "" {
		c.Source = SourceVillageDay
	}
	if err := w.openCase(visit.Cases[0], c); err != nil {
		return err
	}
	if in.Promise != 0 {
		_, err = w.add(caseSubject(visit.Cases[0]), casework.CasePromised, casework.Promised{Due: in.Promise})
	}
	return err
}

func checkVisit(in VisitInput, on calendar.Day) (casework.VisitText, casework.Visit, error) {
	var t casework.VisitText
	v := casework.Visit{People: max(in.People, 1), Category: in.Category, OnTheSpot: in.OnTheSpot, Promise: in.Promise}
	var err error
	if t.Name, err = clean("name", in.Name, maxName); err != nil {
		return t, v, err
	}
	if t.Group, err = clean("group", in.Group, maxName); err != nil {
		return t, v, err
	}
	if t.Phone, err = casework.ParsePhone(in.Phone); err != nil {
		return t, v, err
	}
	if t.Words, err = clean("words", in.Words, maxWords); err != nil {
		return t, v, err
	}
	if t.Answer, err = clean("answer", in.Answer, maxWords); err != nil {
		return t, v, err
	}
	switch {
	case t.Words == "":
		return t, v, &Problem{Field: "words", Code: "missing"}
	case in.Category == "":
		return t, v, &Problem{Field: "category", Code: "missing"}
	case in.People < 0 || in.People > 10000:
		return t, v, &Problem{Field: "people", Code: "needs_1_to_10000"}
	case in.OnTheSpot && in.Case != nil:
		return t, v, &Problem{Field: "on_the_spot", Code: "or_a_case_not_both"}
	case in.Promise != 0 && in.Case == nil:
		return t, v, &Problem{Field: "promise", Code: "needs_a_case"}
	case in.Promise != 0 && in.Promise < on:
		return t, v, &Problem{Field: "promise", Code: "before_the_day"}
	}
	return t, v, nil
}

func (w *writer) day(village casework.OfficeCode) (casework.ReceptionDay, error) {
	entries, err := w.tx.Entries(casework.DaySubject(village, w.act.On).ID)
	if err != nil {
		return casework.ReceptionDay{}, err
	}
	return casework.FoldDay(entries), nil
}

// CloseDay closes the register of the day. A day without a visit is closed as
// 零来访: one click, and it counts as held.
func (o *Office) CloseDay(ctx context.Context, act Act) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		village, err := w.village()
		if err != nil {
			return err
		}
		day, err := w.day(village)
		if err != nil {
			return err
		}
		if day.Closed {
			return &Problem{Field: "day", Code: "closed"}
		}
		if !day.Opened {
			if err := w.openDay(village, nil); err != nil {
				return err
			}
		}
		_, err = w.add(casework.DaySubject(village, w.act.On), casework.DayClosed, casework.ClosedDay{Zero: len(day.Visits) == 0})
		return err
	})
}
