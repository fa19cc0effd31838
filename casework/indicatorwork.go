package casework

import "slices"

// dutyDefs are 10 to 12: terms and time taken.
func dutyDefs() []IndicatorDef {
	buckets := func(id int, k FactKind, under string) []IndicatorDef {
		of := func(part, over string, n func(dutyTally) int) IndicatorDef {
			return ratioDef(id, part, UnitDuty, over, under, func(t *tally) (int, int) { return n(t.owed(k)), t.owed(k).judged() })
		}
		return []IndicatorDef{
			of("in_time", "done on or before the due date", func(d dutyTally) int { return d.inTime }),
			of("late", "done after it", func(d dutyTally) int { return d.late }),
			of("undone", "due before the report and not done", func(d dutyTally) int { return d.undone }),
		}
	}
	median := func(part, over string, days func(*tally) []int) IndicatorDef {
		return IndicatorDef{12, part, MedianFigure, UnitDay, over, "1, or 2 between two middle values", func(t *tally) (int, int) { return medianOf(days(t)) }}
	}
	mean := func(part, over, under string, days func(*tally) []int) IndicatorDef {
		return IndicatorDef{12, part, MeanFigure, UnitDay, over, under, func(t *tally) (int, int) { return sumOf(days(t)), len(days(t)) }}
	}
	answered, settled := func(t *tally) []int { return t.answered }, func(t *tally) []int { return t.settled }
	return slices.Concat(
		buckets(10, FactNotice, "notices (K2, K3) that were due, or given before they were due, in the period"),
		buckets(11, FactOpinion, "opinions (K6 with a lawful K7) that were due, or delivered before they were due, in the period"),
		[]IndicatorDef{
			median("answer_median", "median of days from receipt to the first answer", answered),
			mean("answer_mean", "sum of these days", "first answers in the period", answered),
			median("resolved_median", "median of days from receipt to resolution", settled),
			mean("resolved_mean", "sum of these days", "resolutions in the period", settled),
		},
	)
}

// medianOf gives the exact median as a fraction; 0/0 of nothing.
func medianOf(days []int) (n, d int) {
	if len(days) == 0 {
		return 0, 0
	}
	sorted := slices.Sorted(slices.Values(days))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle], 1
	}
	return sorted[middle-1] + sorted[middle], 2
}

func sumOf(days []int) int {
	n := 0
	for _, d := range days {
		n += d
	}
	return n
}

// relationDefs are 13 to 19: how people and offices stand to what was done.
func relationDefs() []IndicatorDef {
	return []IndicatorDef{
		ratioDef(13, "", UnitRegistration, "repeats in the period", "registrations and repeats, without mistaken ones",
			func(t *tally) (int, int) { return t.repeats(), t.registrations() }),
		ratioDef(14, "", UnitTime, "relapses in the period", "resolutions in the period and in the reopening window before it",
			func(t *tally) (int, int) { return t.good[FactReopened], t.recent }),
		countDef(14, "relapses", UnitTime, "relapses in the period", func(t *tally) int { return t.good[FactReopened] }),
		ratioDef(15, "evaluated", UnitCase, "of these evaluated since, as of the report", "distinct cases answered in the period",
			func(t *tally) (int, int) { return t.of.evaluated, t.of.answered }),
		ratioDef(15, "satisfied", UnitCase, "of these satisfied or basically satisfied, by the latest evaluation", "distinct cases answered in the period and evaluated since",
			func(t *tally) (int, int) { return t.of.pleased, t.of.evaluated }),
		ratioDef(16, "", UnitDuty, "of these visited in time, somebody reached", "return visits due in the period, one for each first answer of a cycle",
			func(t *tally) (int, int) { return t.owed(FactVisitDue).inTime, t.owed(FactVisitDue).judged() }),
		countDef(16, "persons", UnitPerson, "persons reached by return visits", func(t *tally) int { return t.persons }),
		countDef(16, "cases", UnitCase, "distinct cases of these visits", func(t *tally) int { return t.of.visited }),
		ratioDef(17, "", UnitDuty, "of these kept on or before the due date", "promises due in the period, by the last date agreed",
			func(t *tally) (int, int) { return t.owed(FactPromise).inTime, t.owed(FactPromise).judged() }),
		ratioDef(18, "", UnitDuty, "of these performed as of the report", "terms of agreements due in the period",
			func(t *tally) (int, int) { return t.owed(FactTerm).done(), t.owed(FactTerm).judged() }),
		ratioDef(19, "", UnitCase, "of these with an agreement", "distinct cases whose mediation concluded in the period, by the latest session",
			func(t *tally) (int, int) { return t.of.agreed, t.of.mediated }),
		countDef(19, "refused", UnitTime, "sessions that one side refused", func(t *tally) int { return t.refused }),
	}
}

// workDefs are 20 to 26: village days, meetings, supervision, hand-overs, leads, files.
func workDefs() []IndicatorDef {
	chaired := func(part string, l Level) IndicatorDef {
		return ratioDef(22, part, UnitMeeting, "of these chaired by a main leader", "meetings held",
			func(t *tally) (int, int) { return t.chaired(l) })
	}
	form := func(part string, u Unit, f SupervisionForm, over string) IndicatorDef {
		return countDef(23, part, u, over, func(t *tally) int { return t.forms[f] })
	}
	return []IndicatorDef{
		ratioDef(20, "", UnitDay, "of these held", "village days scheduled, without those lawfully not held",
			func(t *tally) (int, int) { return t.good[FactVillageDay], t.days }),
		countDef(20, "lawful", UnitDay, "lawfully not held", func(t *tally) int { return t.lawful }),
		ratioDef(21, "", UnitWeek, "of these with a meeting", "weeks with a meeting due, without approved skips",
			func(t *tally) (int, int) { return t.good[FactWeek], t.weeks }),
		countDef(21, "skipped", UnitWeek, "skipped with approval", func(t *tally) int { return t.skipped }),
		chaired("all", ""), chaired("village", Village), chaired("township", Township), chaired("county", County),
		form("letters", UnitLetter, ByLetter, "cases supervised by letter"),
		form("site", UnitTime, OnSite, "supervisions on site"),
		form("phone", UnitTime, ByPhone, "supervisions by phone"),
		countDef(23, "revisits", UnitPerson, "persons reached by return visits", func(t *tally) int { return t.persons }),
		ratioDef(23, "feedback", UnitDuty, "of these given in time", "feedbacks due in the period",
			func(t *tally) (int, int) { return t.owed(FactFeedback).inTime, t.owed(FactFeedback).judged() }),
		ratioDef(24, "reported", UnitCase, "distinct cases reported up in the period", "cases registered in the period, voided ones too",
			func(t *tally) (int, int) { return t.of.reported, t.all[FactRegistered] }),
		ratioDef(24, "returned", UnitTime, "returned in the period", "hand-overs upward in the period",
			func(t *tally) (int, int) { return t.all[FactReturned], t.all[FactReportedUp] }),
		ratioDef(25, "", UnitLead, "of these with a personal contact in the period", "lead assignments active in the period", (*tally).leadsMet),
		ratioDef(26, "", UnitFile, "of these acknowledged as of the report", "sealed files whose acknowledgement was due in the period",
			func(t *tally) (int, int) { return t.owed(FactPackage).done(), t.owed(FactPackage).judged() }),
	}
}

// besideDefs stand beside the 26.
func besideDefs() []IndicatorDef {
	return []IndicatorDef{
		countDef(27, "", UnitEnvelope, "sealed envelopes received", func(t *tally) int { return t.sum[FactSealed] }),
		countDef(28, "", UnitTime, "aid granted", func(t *tally) int { return t.good[FactAided] }),
	}
}
