package casework

import (
	"fmt"
	"slices"
	"strings"
)

// IndicatorDef says how one part of an indicator is counted (domain 4.5).
type IndicatorDef struct {
	ID    int
	Part  string
	Kind  IndicatorKind
	Unit  Unit   // of a count, or of the denominator
	Over  string // what the numerator counts
	Under string // what the denominator counts, "" of a count
	of    func(*tally) (n, d int)
}

// IndicatorDefs gives all parts of all indicators in the order of a report. Numbers
// above 26 are ours: they stand beside those of the specification.
func IndicatorDefs() []IndicatorDef { return indicatorDefs() }

// IndicatorTable writes the definitions as a Markdown table.
func IndicatorTable() string {
	var b strings.Builder
	b.WriteString("| # | part | kind | unit | numerator | denominator |\n|---|---|---|---|---|---|\n")
	for _, d := range indicatorDefs() {
		fmt.Fprintf(&b, "| %d | %s | %s | %s | %s | %s |\n", d.ID, d.Part, d.Kind, d.Unit, d.Over, d.Under)
	}
	return b.String()
}

func indicatorDefs() []IndicatorDef {
	return slices.Concat(intakeDefs(), stockDefs(), levelDefs(), dutyDefs(), relationDefs(), workDefs(), besideDefs())
}

func countDef(id int, part string, u Unit, over string, of func(*tally) int) IndicatorDef {
	return IndicatorDef{id, part, CountFigure, u, over, "", func(t *tally) (int, int) { return of(t), 0 }}
}

func ratioDef(id int, part string, u Unit, over, under string, of func(*tally) (int, int)) IndicatorDef {
	return IndicatorDef{id, part, RatioFigure, u, over, under, of}
}

// intakeDefs are 1 to 3: what came in.
func intakeDefs() []IndicatorDef {
	return []IndicatorDef{
		countDef(1, "cases", UnitCase, "cases registered, without those voided or merged", func(t *tally) int { return t.of.cases }),
		countDef(1, "registrations", UnitRegistration, "registrations and repeats, without mistaken ones", (*tally).registrations),
		countDef(2, "groups", UnitGroup, "visits", func(t *tally) int { return t.all[FactVisit] }),
		countDef(2, "persons", UnitPerson, "persons of the visits", func(t *tally) int { return t.sum[FactVisit] }),
		ratioDef(3, "", UnitGroup, "visits answered on the spot", "visits", func(t *tally) (int, int) { return t.onTheSpot, t.all[FactVisit] }),
	}
}

func (t *tally) registrations() int {
	return t.all[FactRegistered] - t.of.mistaken + t.repeats()
}

// repeats gives the 件次 beside the first, without those of mistaken cases.
func (t *tally) repeats() int { return t.all[FactRepeated] - t.of.mistakenRepeats }

// stockDefs are 4 to 7: what is open, and what was resolved of it.
func stockDefs() []IndicatorDef {
	line := func(part, over string, of func(StockFlow) int) IndicatorDef {
		return countDef(4, part, UnitCase, over, func(t *tally) int { return of(t.stock) })
	}
	analysed := func(part string, l Level, under string) IndicatorDef {
		return ratioDef(7, part, UnitCase, "of these resolved as of the report", under,
			func(t *tally) (int, int) { return t.of.analysedResolved[l], t.of.analysed[l] })
	}
	return []IndicatorDef{
		line("carry", "not resolved when the period began", func(s StockFlow) int { return s.Carry }),
		line("new", "registered", func(s StockFlow) int { return s.New }),
		line("reopened", "came back unresolved", func(s StockFlow) int { return s.Reopened }),
		line("restored", "merges undone", func(s StockFlow) int { return s.Restored }),
		line("resolved", "every resolution, a second one of the same case too", func(s StockFlow) int { return s.Resolved }),
		line("exported", "exported to another procedure", func(s StockFlow) int { return s.Exported }),
		line("terminated", "terminated", func(s StockFlow) int { return s.Terminated }),
		line("voided", "voided or merged while unresolved", func(s StockFlow) int { return s.Voided }),
		line("end", "carry + new + reopened + restored - resolved - exported - terminated - voided", StockFlow.End),
		ratioDef(5, "", UnitCase, "distinct cases resolved in the period", "carry + new + reopened + restored - exported - terminated - voided",
			func(t *tally) (int, int) { return t.of.resolved, t.stock.ToResolve() }),
		ratioDef(6, "", UnitCase, "of these resolved as of the report, and not relapsed", "cases registered in the period, not voided",
			func(t *tally) (int, int) { return t.of.cohort, t.of.cases }),
		analysed("all", "", "distinct cases analysed at a meeting in the period, not voided"),
		analysed("village", Village, "of these at a meeting of the village"),
		analysed("township", Township, "of these at a meeting of the township"),
		analysed("county", County, "of these at a meeting of the county"),
		ratioDef(7, "cumulative", UnitCase, "of these resolved as of the report", "distinct cases analysed up to the end of the period",
			func(t *tally) (int, int) { return t.of.everResolved, t.of.ever }),
		countDef(7, "times", UnitTime, "analyses, each time that a case was taken", func(t *tally) int { return t.all[FactAnalysed] }),
	}
}

// levelDefs are 8 and 9: at which level matters were resolved.
func levelDefs() []IndicatorDef {
	const under = "distinct matters resolved in the period that the basis takes in, by their latest resolution"
	share := func(id int, part, over string, of func(Share442) int) IndicatorDef {
		return ratioDef(id, part, UnitCase, over, under, func(t *tally) (int, int) { return of(t.share), t.share.Sum() })
	}
	assigned := func(part, over string, of func(Share442) int) IndicatorDef {
		return countDef(8, part, UnitCase, over, func(t *tally) int { return of(t.share) })
	}
	return []IndicatorDef{
		share(8, "village", "of these at the village", func(s Share442) int { return s.Village }),
		share(8, "township", "of these at the township", func(s Share442) int { return s.Township }),
		share(8, "county", "of these at the county", func(s Share442) int { return s.County }),
		assigned("village_assigned", "at the village after they came down from above", func(s Share442) int { return s.AssignedVillage }),
		assigned("township_assigned", "at the township after they came down from above", func(s Share442) int { return s.AssignedTownship }),
		share(9, "within_village", "of these at the village", func(s Share442) int { return s.Village }),
		share(9, "within_township", "of these at the village or the township", func(s Share442) int { return s.Village + s.Township }),
	}
}
