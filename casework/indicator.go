package casework

import (
	"fmt"

	"silian/calendar"
)

// Indicator is one figure: numerator and denominator stand beside any percentage and
// are never summed across units (domain 4.5). It holds no name. ID is the number there.
type Indicator struct {
	ID          int
	Part        string // which part of the indicator, for those with several
	Kind        IndicatorKind
	Unit        Unit // of a count, or of the denominator
	Numerator   int
	Denominator int  // 0 of a count, and where there is nothing to judge
	Small       int  // below it a percentage would mislead; 0 stands for 10
	Unsummed    bool // sums cannot give it: see RollUp
}

// IndicatorKind says what numerator and denominator are.
type IndicatorKind string

// Kinds of indicator.
const (
	CountFigure  IndicatorKind = "count"  // the numerator alone
	RatioFigure  IndicatorKind = "ratio"  // a share of the denominator
	MeanFigure   IndicatorKind = "mean"   // a sum over so many
	MedianFigure IndicatorKind = "median" // exact: the denominator is 1, or 2 between two middle values; never summed
)

// Unit is the unit of a figure; different units are never summed.
type Unit string

// Units.
const (
	UnitCase         Unit = "case"         // 件
	UnitRegistration Unit = "registration" // 件次
	UnitGroup        Unit = "group"        // 批次
	UnitPerson       Unit = "person"       // 人次
	UnitMeeting      Unit = "meeting"      // 场次
	UnitLetter       Unit = "letter"       // 案
	UnitTime         Unit = "time"         // 次
	UnitDay          Unit = "day"          // 天
	UnitWeek         Unit = "week"         // 周
	UnitDuty         Unit = "duty"         // 项, of what was owed
	UnitLead         Unit = "lead"         // 人, 包案领导
	UnitFile         Unit = "file"         // 包
	UnitEnvelope     Unit = "envelope"     // 封
)

const smallNumber = 10

// Percent gives a ratio with one decimal, rounded half up; "—" for anything else and
// without a denominator. Where SmallNumber says so only the counts speak.
func (i Indicator) Percent() string {
	if i.Kind != RatioFigure || i.Denominator == 0 {
		return "—"
	}
	return decimal(tenthsOf(1000*i.Numerator, i.Denominator)) + "%"
}

// Value gives a figure as it is printed: a count, a percentage, or days with one
// decimal; "—" where there is nothing to judge.
func (i Indicator) Value() string {
	switch {
	case i.Kind == CountFigure:
		return fmt.Sprint(i.Numerator)
	case i.Denominator == 0:
		return "—"
	case i.Kind == RatioFigure:
		return i.Percent()
	}
	return decimal(tenthsOf(10*i.Numerator, i.Denominator))
}

// SmallNumber reports whether a percentage would mislead: the denominator is below
// Limits.SmallNumber.
func (i Indicator) SmallNumber() bool {
	least := i.Small
	if least == 0 {
		least = smallNumber
	}
	return i.Kind == RatioFigure && i.Denominator < least
}

// tenthsOf divides two numbers that are not negative, rounded half up.
func tenthsOf(n, d int) int { return (2*n + d) / (2 * d) }

func decimal(tenths int) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }

// Question is what figures are asked for.
type Question struct {
	Period
	// AsOf is the day on which the figures are made; 0 stands for the end of the period.
	// What is dated later does not exist, and of duties that are due on it or later only
	// those already done are judged. Of two bounds the earlier holds: a period that is
	// still running ends on that day.
	AsOf    calendar.Day
	Rules   Rules               // the zero value stands for the national ones
	Offices map[OfficeCode]bool // whose figures; nil: of all
	Before  Before              // of facts that are not given
}

// asOf gives the day of the question.
func (q Question) asOf() calendar.Day {
	if q.AsOf == 0 {
		return q.To
	}
	return q.AsOf
}

// Figures are the indicators of one question.
type Figures struct {
	All   []Indicator // in the order of IndicatorDefs
	Stock StockFlow
	Share Share442
}

// Get gives one part of an indicator; the zero value for none.
func (f Figures) Get(id int, part string) Indicator {
	for _, i := range f.All {
		if i.ID == id && i.Part == part {
			return i
		}
	}
	return Indicator{}
}

// Count makes the figures of a question. It takes all facts whose Day lies on or before
// AsOf: those before the period too, for the stock, for leads and for what was analysed
// or resolved earlier; more do no harm. The order of the facts does not matter. Sums of
// sets of offices are sums of these integers (RollUp).
func Count(facts []Fact, q Question) Figures {
	if len(q.Rules.limits) == 0 { // the zero value is no rule book
		q.Rules = NationalRules(q.Rules.Holidays)
	}
	t := newTally(q)
	for _, f := range facts {
		t.add(f)
	}
	t.close()
	t.take(q.Before)
	defs := indicatorDefs()
	out := Figures{All: make([]Indicator, 0, len(defs)), Stock: t.stock, Share: t.share}
	for _, d := range defs {
		n, of := d.of(t)
		out.All = append(out.All, Indicator{ID: d.ID, Part: d.Part, Kind: d.Kind, Unit: d.Unit, Numerator: n, Denominator: of, Small: t.limits.SmallNumber})
	}
	return out
}

// Indicators is Count for a period as of its own end, under the national rules.
func Indicators(facts []Fact, p Period) []Indicator {
	return Count(facts, Question{Period: p, Rules: NationalRules(calendar.Holidays{})}).All
}
