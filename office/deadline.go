package office

import (
	"strconv"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// ExplainClock puts one deadline into one Chinese sentence: from when it runs, by what
// article, how its end came about, and what became of it. h is the holiday table under
// which the clock was made. What the duty is called and the shape of the sentence stand
// in assets/words.txt under "deadline.".
func ExplainClock(c casework.Clock, h calendar.Holidays) string {
	e := explaining{c, h}
	parts := []string{e.fill("term." + string(c.Rule.Unit))}
	if !c.Rule.Internal && c.Rule.Basis != casework.BasisLaw { // no law may be claimed for it
		parts = append(parts, Word("deadline", "basis."+string(c.Rule.Basis)))
	}
	if e.provisional() {
		parts = append(parts, e.fill("provisional"))
	}
	if alarm := c.Alarm(); alarm != 0 && alarm < c.Due && c.StoppedOn == 0 {
		if alarm == c.Limit {
			parts = append(parts, e.fill("limit"))
		} else {
			parts = append(parts, e.fill("internal"))
		}
	}
	if c.LateExtension {
		parts = append(parts, e.fill("late_extension"))
	}
	if c.StoppedOn != 0 {
		if c.OnTime() {
			parts = append(parts, e.fill("on_time"))
		} else {
			parts = append(parts, e.fill("late"))
		}
	}
	return strings.Join(parts, "；") + "。"
}

// explaining is one clock on the way into words.
type explaining struct {
	casework.Clock
	holidays calendar.Holidays
}

// fill puts the dates and words of the clock into one template. The parts that are
// templates themselves are filled first.
func (e explaining) fill(template string) string {
	text := Word("deadline", template)
	extended := ""
	if e.Extended > 0 {
		extended = Word("deadline", "extended")
	}
	done := "done.duty"
	if e.Rule.Citizen() {
		done = "done.right"
	}
	text = strings.NewReplacer("{extended}", extended, "{end}", Word("deadline", "end."+e.ending())).Replace(text)
	return strings.NewReplacer(
		"{start}", fullDay(e.Start),
		"{event}", Word("deadline", "start."+string(e.Rule.Start)),
		"{n}", strconv.Itoa(e.Rule.Length),
		"{duty}", Word("deadline", "duty."+string(e.Rule.Duty)),
		"{article}", e.Rule.Article,
		"{days}", strconv.Itoa(e.Extended),
		"{raw}", fullDay(e.Raw),
		"{rest}", e.rest(),
		"{due}", e.day(e.Due),
		"{alarm}", e.day(e.Alarm()),
		"{year}", strconv.Itoa(e.unannounced()),
		"{stopped}", fullDay(e.StoppedOn),
		"{done}", Word("deadline", done),
		"{late}", strconv.Itoa(int(e.StoppedOn-e.Due)),
	).Replace(text)
}

// ending says how the last day came about.
func (e explaining) ending() string {
	switch {
	case e.Due == e.Raw:
		return "plain"
	case e.insideUnannounced():
		return "unannounced"
	}
	return "rolled"
}

// insideUnannounced reports an end in a holiday whose length nobody has announced yet:
// then no day after it is named.
func (e explaining) insideUnannounced() bool {
	name, off, _ := e.holidays.Lookup(e.Raw)
	return !e.Known && off && name != "" && e.Due != e.Raw && !e.holidays.Announced(yearOf(e.Raw))
}

func (e explaining) provisional() bool { return !e.Known && e.ending() != "unannounced" }

// rest names what makes the last day a day of rest: the holiday, else the weekday.
func (e explaining) rest() string {
	if name, off, _ := e.holidays.Lookup(e.Raw); off && name != "" {
		return strings.ReplaceAll(Word("deadline", "rest"), "{name}", name)
	}
	return calendar.WeekdayText(e.Raw.Weekday())
}

// unannounced gives the year whose notice is missing.
func (e explaining) unannounced() int {
	for _, d := range []calendar.Day{e.Raw, e.Due, e.Internal, e.Start} {
		if y := yearOf(d); d != 0 && !e.holidays.Announced(y) {
			return y
		}
	}
	return yearOf(e.Due)
}

// day gives a day without its year when that is the year of the counted end.
func (e explaining) day(d calendar.Day) string {
	if yearOf(d) != yearOf(e.Raw) {
		return fullDay(d)
	}
	_, m, n := d.YMD()
	return strconv.Itoa(int(m)) + "月" + strconv.Itoa(n) + "日"
}

func fullDay(d calendar.Day) string {
	y, m, n := d.YMD()
	return strconv.Itoa(y) + "年" + strconv.Itoa(int(m)) + "月" + strconv.Itoa(n) + "日"
}

func yearOf(d calendar.Day) int {
	y, _, _ := d.YMD()
	return y
}
