package casework

import "silian/calendar"

// ReceptionDay is the fold of one day of reception at one village office: a
// village day (逢六村务日) or an ordinary day.
type ReceptionDay struct {
	ID         ID           `json:"id"`
	Village    OfficeCode   `json:"village"`
	On         calendar.Day `json:"on"`
	VillageDay bool         `json:"village_day"`
	Opened     bool         `json:"opened"`
	Duty       []int        `json:"duty"`
	Closed     bool         `json:"closed"`
	Zero       bool         `json:"zero"` // 零来访 confirmed
	Visits     []DayEntry   `json:"visits"`
	Rows       []Row        `json:"-"`
}

// DayEntry is one visit of the day with the words this office may read.
type DayEntry struct {
	Entry    ID         `json:"entry"`
	Operator int        `json:"operator"`
	By       OfficeCode `json:"by"`
	Visit
	Words VisitText `json:"-"`
}

// DaySubject names the day of one village on one date; every office that keeps
// books for that village gives it the same id.
func DaySubject(village OfficeCode, on calendar.Day) Subject {
	return Subject{SubjectDay, DerivedID("day/" + string(village) + "/" + on.String())}
}

// OfficeSubject names the office's own journal.
func OfficeSubject(office OfficeCode) Subject {
	return Subject{SubjectOffice, DerivedID("office/" + string(office))}
}

// FoldDay folds the entries of one day, in any order and repetition. Only the
// village itself, or one office writing for it, counts.
func FoldDay(entries []Entry) ReceptionDay {
	var d ReceptionDay
	words := map[ID]VisitText{}
	sorted := Sort(entries)
	for _, e := range sorted {
		d.name(e)
	}
	for _, e := range sorted {
		row := Row{Entry: e.ID, Office: e.Office}
		body, ok := e.Body()
		if !ok {
			row.Why = WhyWithheld
			d.Rows = append(d.Rows, row)
			continue
		}
		row.Kind, row.For, row.Operator, row.On, row.At = body.Kind, body.For, body.Operator, body.On, body.At
		row.Why = d.take(e, body, words)
		row.InEffect = row.Why == ""
		d.Rows = append(d.Rows, row)
	}
	for i := range d.Visits {
		d.Visits[i].Words = words[d.Visits[i].Entry]
	}
	return d
}

func (d *ReceptionDay) take(e Entry, body Body, words map[ID]VisitText) Why {
	if !body.Kind.Known(body.Ver) {
		return WhyNewer
	}
	data, err := dataOf(body)
	if err != nil {
		return WhyDamaged
	}
	switch {
	case !body.Kind.belongs(SubjectDay):
		return WhyDamaged
	case d.Village == "":
		return WhyEarlier
	case e.Actor() != d.Village:
		return WhyStranger
	}
	switch v := data.(type) {
	case OpenedDay:
		if DaySubject(v.Village, body.On).ID != e.Envelope.Subject {
			return WhyStranger
		}
		if d.Opened {
			return WhyTwice
		}
		d.Opened, d.VillageDay, d.Duty = true, v.VillageDay, v.Duty
	case Visit:
		if DaySubject(v.Village, body.On).ID != e.Envelope.Subject {
			return WhyStranger
		}
		d.Visits = append(d.Visits, DayEntry{Entry: e.ID, Operator: body.Operator, By: e.Office, Visit: v})
	case VisitText:
		words[v.About] = v
	case ClosedDay:
		if d.Closed {
			return WhyTwice
		}
		d.Closed, d.Zero = true, v.Zero
	}
	return ""
}

// name takes village and date from an entry that says them: the subject's id is
// made of both, so nobody can say others.
func (d *ReceptionDay) name(e Entry) {
	body, ok := e.Body()
	if !ok || !body.Kind.Known(body.Ver) {
		return
	}
	data, err := dataOf(body)
	if err != nil {
		return
	}
	var village OfficeCode
	switch v := data.(type) {
	case OpenedDay:
		village = v.Village
	case Visit:
		village = v.Village
	}
	if village != "" && DaySubject(village, body.On).ID == e.Envelope.Subject {
		d.ID, d.Village, d.On = e.Envelope.Subject, village, body.On
	}
}

// People gives the person-visits (人次) of the day; visits (批次) are len(Visits).
func (d ReceptionDay) People() int {
	n := 0
	for _, v := range d.Visits {
		n += v.People
	}
	return n
}

// OnTheSpot gives the visits answered on the spot.
func (d ReceptionDay) OnTheSpot() int {
	n := 0
	for _, v := range d.Visits {
		if v.OnTheSpot {
			n++
		}
	}
	return n
}
