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
	// The rest is of a village day; its subject is the date by the rule.
	Plan        *PlannedDay   `json:"plan,omitempty"`        // the last one
	Decisions   []DayDecision `json:"decisions,omitempty"`   // in order: the last one counts
	NotHeld     *NotHeldSaid  `json:"not_held,omitempty"`    // the last one; never of a day that was opened
	Inspections []Inspection  `json:"inspections,omitempty"` // in order
	Notes       map[ID]string `json:"-"`                     // by the entry they belong to; zero: the day
	Rows        []Row         `json:"-"`
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

// FoldDay folds the entries of one day, in any order and repetition. What happens at
// the village counts from the village itself, or from one office writing for it.
// Decisions, inspections, re-checks and notes count from an office above too, in its
// own name; a village inspects and re-checks nothing of its own. The fold knows no
// parents: it tells an office above by the role of the writer, and which one may write
// is for sharing and for the office that takes files in to decide.
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
	d.dropNotHeld()
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
	case !d.entitled(e, body):
		return WhyStranger
	}
	if village, on, ok := dayNamed(body, data); ok && DaySubject(village, on).ID != e.Envelope.Subject {
		return WhyStranger
	}
	switch v := data.(type) {
	case OpenedDay:
		if d.Opened {
			return WhyTwice
		}
		d.Opened, d.VillageDay, d.Duty = true, v.VillageDay, v.Duty
	case Visit:
		d.Visits = append(d.Visits, DayEntry{Entry: e.ID, Operator: body.Operator, By: e.Office, Visit: v})
	case VisitText:
		words[v.About] = v
	case ClosedDay:
		if d.Closed {
			return WhyTwice
		}
		d.Closed, d.Zero = true, v.Zero
	default:
		return d.takeRecord(e, body, data)
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
	village, on, ok := dayNamed(body, data)
	if ok && village != "" && DaySubject(village, on).ID == e.Envelope.Subject {
		d.ID, d.Village, d.On = e.Envelope.Subject, village, on
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
