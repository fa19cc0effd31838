package casework

import (
	"slices"

	"silian/calendar"
)

// Supervision is the fold of one supervision (督办) of a unit: what was demanded of it,
// what it answered, and what was thought of the answer. Its object is the unit, never a
// petitioner (domain 0.1, 2.7).
type Supervision struct {
	ID          ID              `json:"id"`
	No          string          `json:"no"`
	Office      OfficeCode      `json:"office"` // that ordered it
	Form        SupervisionForm `json:"form"`
	Class       string          `json:"class"`
	Unit        string          `json:"unit"`
	To          OfficeCode      `json:"to"`    // the unit's office, "" when it is none of ours
	Cases       []ID            `json:"cases"` // each once
	Trigger     Trigger         `json:"trigger"`
	OrderedOn   calendar.Day    `json:"ordered_on"`
	DeliveredOn calendar.Day    `json:"delivered_on"`
	Due         calendar.Day    `json:"due"` // feedback by; 0 none is asked
	Feedbacks   []Feedback      `json:"feedbacks"`
	Verdict     Verdict         `json:"verdict"` // the last one
	VerdictOn   calendar.Day    `json:"verdict_on"`
	Rejected    bool            `json:"rejected"`  // the last verdict was 部分 or 未落实, and no feedback came since
	ClosedOn    calendar.Day    `json:"closed_on"` // 0 while open
	Words       map[ID]string   `json:"-"`         // by the entry they belong to
	Rows        []Row           `json:"-"`
}

// Feedback is one answer of the supervised unit.
type Feedback struct {
	Entry    ID           `json:"entry"`
	On       calendar.Day `json:"on"`
	Progress string       `json:"progress"`
}

// Open reports whether the supervision was ordered and not closed yet.
func (s Supervision) Open() bool { return s.OrderedOn != 0 && s.ClosedOn == 0 }

// FedBackOn gives the first day on which the unit answered; 0 while it has not. A late
// entry (补登) counts from its own date.
func (s Supervision) FedBackOn() calendar.Day {
	var first calendar.Day
	for _, f := range s.Feedbacks {
		if first == 0 || f.On < first {
			first = f.On
		}
	}
	return first
}

// FoldSupervision folds the entries of one supervision, in any order and repetition. It
// never fails: what does not count stays in Rows with the reason. The order is the entry
// that gave the supervision its id; without it all waits (WhyEarlier). An order that
// cannot be read so is damaged: an unknown form, or a letter that concerns not exactly
// one case (a letter counts in 案).
func FoldSupervision(entries []Entry) Supervision {
	f := supervising{Supervision: Supervision{Words: map[ID]string{}}}
	sorted := Sort(entries)
	f.read(sorted)
	for i := range f.sheets {
		if s := &f.sheets[i]; f.OrderedOn == 0 && s.ID == s.Envelope.Subject {
			f.count(s, f.order(s))
		}
	}
	for i := range f.sheets {
		if s := &f.sheets[i]; f.OrderedOn != 0 && f.Rows[s.row].Why == WhyEarlier {
			f.count(s, f.take(s))
		}
	}
	return f.Supervision
}

// supervising is the work table of one fold.
type supervising struct {
	Supervision
	sheets []sheet
}

// read parses the entries into sheets and one row each.
func (f *supervising) read(sorted []Entry) {
	seen, destroyed := map[ID]bool{}, map[ID]bool{}
	for _, e := range sorted {
		row := Row{Entry: e.ID, Office: e.Office, Why: WhyEarlier}
		body, ok := e.Body()
		if ok {
			row.Kind, row.For, row.Operator, row.On, row.At = body.Kind, body.For, body.Operator, body.On, body.At
		}
		switch {
		case seen[e.ID]:
			row.Why = WhyTwice
		case !ok:
			row.Why = WhyWithheld
		case !body.Kind.Known(body.Ver):
			row.Why = WhyNewer
		default:
			data, err := dataOf(body)
			if err != nil || !body.Kind.belongs(SubjectSupervision) {
				row.Why = WhyDamaged
				break
			}
			if d, ok := data.(Destroying); ok {
				for _, id := range d.IDs {
					destroyed[id] = true
				}
			}
			f.sheets = append(f.sheets, sheet{Entry: e, body: body, data: data, row: len(f.Rows)})
		}
		seen[e.ID] = true
		f.Rows = append(f.Rows, row)
	}
	for i := range f.Rows {
		if r := &f.Rows[i]; r.Why == WhyWithheld && destroyed[r.Entry] {
			r.Why = WhyDestroyed
		}
	}
}

func (f *supervising) count(s *sheet, why Why) {
	r := &f.Rows[s.row]
	r.InEffect, r.Why = why == "", why
}

// order takes the entry that names the supervision.
func (f *supervising) order(s *sheet) Why {
	d, ok := s.data.(OrderedSupervision)
	cases := distinctIDs(d.Cases)
	switch {
	case !ok || !d.Form.known() || (d.Form == ByLetter && len(cases) != 1) || s.body.On == 0:
		return WhyDamaged
	case s.body.For != "" || d.Office != s.Office:
		return WhyStranger
	}
	f.ID, f.No, f.Office, f.Form, f.Class = s.ID, d.No, d.Office, d.Form, d.Class
	f.Unit, f.To, f.Cases, f.Trigger, f.Due, f.OrderedOn = d.Unit, d.To, cases, d.Trigger, d.Due, s.body.On
	return ""
}

// take plays one entry after the order. Words beside an entry and destroying move
// nothing, so they count after the closing too.
func (f *supervising) take(s *sheet) Why {
	if !f.entitled(s) {
		return WhyStranger
	}
	on := s.body.On
	switch d := s.data.(type) {
	case OrderedSupervision:
		return WhyTwice
	case Beside:
		if old := f.Words[d.About]; old != "" {
			d.Text = old + "\n" + d.Text
		}
		f.Words[d.About] = d.Text
		return ""
	case Destroying:
		return ""
	}
	if f.ClosedOn != 0 {
		return WhyState
	}
	switch s.body.Kind {
	case SupervisionDelivered:
		if f.DeliveredOn != 0 {
			return WhyTwice
		}
		f.DeliveredOn = on
	case SupervisionClosed:
		f.ClosedOn = on
	default:
		return f.judge(s)
	}
	return ""
}

// judge plays feedback and verdict. 已落实 ends both; after 部分 and 未落实 the unit may
// answer again, and a new verdict may follow.
func (f *supervising) judge(s *sheet) Why {
	if f.Verdict == CarriedOut {
		return WhyState
	}
	switch d := s.data.(type) {
	case FedBack:
		f.Feedbacks = append(f.Feedbacks, Feedback{s.ID, s.body.On, d.Progress})
		f.Rejected = false
	case JudgedSupervision:
		switch d.Verdict {
		case CarriedOut, PartlyCarried, NotCarriedOut:
		default:
			return WhyDamaged
		}
		f.Verdict, f.VerdictOn, f.Rejected = d.Verdict, s.body.On, d.Verdict != CarriedOut
	}
	return ""
}

// entitled says whether the writer may write this. The ordering office delivers, judges
// and closes; it writes the feedback from paper for a unit that is none of ours, and in
// the name of one that is (architecture: for_office). The supervised office confirms the
// delivery and feeds back.
func (f *supervising) entitled(s *sheet) bool {
	kind, orderer := s.body.Kind, s.Office == f.Office && s.body.For == ""
	unit := f.To != "" && ((s.Office == f.To && s.body.For == "") || (s.Office == f.Office && s.body.For == f.To))
	switch kind {
	case SupervisionFedBack:
		return unit || (orderer && f.To == "")
	case SupervisionDelivered, SupervisionText, EntryDestroyed:
		return orderer || unit
	}
	return orderer
}

func (f SupervisionForm) known() bool {
	return f == ByPhone || f == ByLetter || f == OnSite || f == ByRevisit
}

// distinctIDs keeps the first of equal ids.
func distinctIDs(ids []ID) []ID {
	var out []ID
	for _, id := range ids {
		if !id.IsZero() && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Facts gives the facts of a supervision: one FactSupervision, counted in 案 or 次 by its
// form and never summed over forms (domain 4.5, 23), and the duty to feed back when a
// date was set. 回访 gives no FactSupervision: its 人次 come from the return visits.
// Closed by its due day without feedback, a supervision leaves no duty: it was given up.
func (s Supervision) Facts() []Fact {
	if s.OrderedOn == 0 {
		return nil
	}
	var out []Fact
	if s.Form != ByRevisit {
		out = append(out, Fact{Kind: FactSupervision, On: s.OrderedOn, Office: s.Office, Mark: string(s.Form), About: s.ID, Count: len(s.Cases)})
	}
	done := s.FedBackOn()
	if s.Due == 0 || (done == 0 && s.ClosedOn != 0 && s.ClosedOn <= s.Due) {
		return out
	}
	debtor := s.To
	if debtor == "" {
		debtor = s.Office
	}
	return append(out, Fact{Kind: FactFeedback, On: s.Due, Done: done, Office: debtor, About: s.ID, Count: 1})
}
