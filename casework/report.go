package casework

import (
	"cmp"
	"slices"

	"silian/calendar"
)

// FrozenReport is the Data of ReportFrozen: the figures of a period as they were
// published, without names. What arrives later changes nothing in it: it appears as a
// correction beside the next one (domain 4.5).
type FrozenReport struct {
	Office  OfficeCode   `json:"office"`
	Span    Span         `json:"span"`
	From    calendar.Day `json:"from"`
	To      calendar.Day `json:"to"`
	On      calendar.Day `json:"on"`    // the day as of which it was counted
	AsOf    uint64       `json:"as_of"` // local sequence number of the last entry counted
	Rules   Digest       `json:"rules"` // version of the rule book
	Figures []Figure     `json:"figures"`
}

// Figure is one indicator on the wire.
type Figure struct {
	ID          int    `json:"id"`
	Part        string `json:"part"`
	Numerator   int    `json:"numerator"`
	Denominator int    `json:"denominator"`
}

// Span is the kind of period of a report.
type Span string

// Spans.
const (
	Week    Span = "week"
	Month   Span = "month"
	Quarter Span = "quarter"
	Year    Span = "year"
	Other   Span = "other"
)

// ReportSubject names the report of one office for the period of a span that begins on
// a day: two copies of one file freeze the same report.
func ReportSubject(office OfficeCode, span Span, from calendar.Day) Subject {
	return Subject{SubjectReport, DerivedID("report/" + string(office) + "/" + string(span) + "/" + from.String())}
}

// Freeze gives the figures of a period as an office publishes them on a day: counted as
// of that day, up to local entry asOf, under the rule book of that digest.
func Freeze(office OfficeCode, span Span, p Period, on calendar.Day, asOf uint64, rules Digest, figures []Indicator) FrozenReport {
	r := FrozenReport{Office: office, Span: span, From: p.From, To: p.To, On: on, AsOf: asOf, Rules: rules, Figures: make([]Figure, 0, len(figures))}
	for _, i := range figures {
		r.Figures = append(r.Figures, Figure{i.ID, i.Part, i.Numerator, i.Denominator})
	}
	return r
}

// Period gives the period of the report.
func (r FrozenReport) Period() Period { return Period{r.From, r.To} }

// Indicators gives the figures back with kinds and units, for printing and RollUp. A
// part that this version does not know is left out.
func (r FrozenReport) Indicators() []Indicator {
	var out []Indicator
	defs := indicatorDefs()
	for _, f := range r.Figures {
		i := slices.IndexFunc(defs, func(d IndicatorDef) bool { return d.ID == f.ID && d.Part == f.Part })
		if i >= 0 {
			out = append(out, Indicator{ID: f.ID, Part: f.Part, Kind: defs[i].Kind, Unit: defs[i].Unit, Numerator: f.Numerator, Denominator: f.Denominator})
		}
	}
	return out
}

// PublishedReport is a report that stands, and the entry that published it.
type PublishedReport struct {
	Entry ID
	FrozenReport
}

// Reports is the fold of published reports.
type Reports struct {
	Published []PublishedReport // by office, span and first day
	Rows      []Row
}

// Find gives the report of an office for the period of a span that begins on a day.
func (r Reports) Find(office OfficeCode, span Span, from calendar.Day) (FrozenReport, bool) {
	for _, p := range r.Published {
		if p.Office == office && p.Span == span && p.From == from {
			return p.FrozenReport, true
		}
	}
	return FrozenReport{}, false
}

// FoldReports folds the reports of any offices and periods, in any order and
// repetition. Of one office and period the first stands: what was published stays
// published. Only the office itself publishes.
func FoldReports(entries []Entry) Reports {
	var out Reports
	for _, e := range Sort(entries) {
		row := Row{Entry: e.ID, Office: e.Office, Why: WhyWithheld}
		if body, ok := e.Body(); ok {
			row.Kind, row.For, row.Operator, row.On, row.At = body.Kind, body.For, body.Operator, body.On, body.At
			row.Why = out.take(e, body)
			row.InEffect = row.Why == ""
		}
		out.Rows = append(out.Rows, row)
	}
	slices.SortStableFunc(out.Published, func(a, b PublishedReport) int {
		return cmp.Or(cmp.Compare(a.Office, b.Office), cmp.Compare(a.Span, b.Span), cmp.Compare(a.From, b.From))
	})
	return out
}

func (r *Reports) take(e Entry, body Body) Why {
	if !body.Kind.Known(body.Ver) {
		return WhyNewer
	}
	data, err := dataOf(body)
	if err != nil || !body.Kind.belongs(SubjectReport) {
		return WhyDamaged
	}
	f, ok := data.(FrozenReport)
	if !ok { // a destroying
		return ""
	}
	switch {
	case ReportSubject(f.Office, f.Span, f.From) != e.About(), e.Office != f.Office, body.For != "" && body.For != f.Office:
		return WhyStranger
	case f.To < f.From || !sane(f.Figures):
		return WhyDamaged
	}
	if _, twice := r.Find(f.Office, f.Span, f.From); twice {
		return WhyTwice
	}
	r.Published = append(r.Published, PublishedReport{e.ID, f})
	return ""
}

// maxFigure bounds a figure of another office, so that sums and percentages of many
// stay within an int.
const maxFigure = 1_000_000_000

// sane reports whether figures can be summed: each part once, and none out of range. A
// stock may be below zero while an entry is missing, what is judged not.
func sane(figures []Figure) bool {
	type part struct {
		id   int
		part string
	}
	seen := map[part]bool{}
	for _, f := range figures {
		k := part{f.ID, f.Part}
		if seen[k] || f.Numerator < -maxFigure || f.Numerator > maxFigure || f.Denominator < 0 || f.Denominator > maxFigure {
			return false
		}
		seen[k] = true
	}
	return true
}

// Correction is one figure of a published report that would come out otherwise now,
// because entries arrived late (补登). It appears beside the next report.
type Correction struct {
	ID      int
	Part    string
	Was, Is Figure
}

// Corrections compares a published report with its period counted again as of the same
// day (Question.AsOf: frozen.On), so that only what arrived late shows. Parts that one
// side does not have are no corrections.
func Corrections(frozen FrozenReport, now []Indicator) []Correction {
	var out []Correction
	for _, was := range frozen.Figures {
		i := slices.IndexFunc(now, func(n Indicator) bool { return n.ID == was.ID && n.Part == was.Part })
		if i < 0 {
			continue
		}
		is := Figure{was.ID, was.Part, now[i].Numerator, now[i].Denominator}
		if is != was {
			out = append(out, Correction{was.ID, was.Part, was, is})
		}
	}
	return out
}
