package ui

import (
	"cmp"
	"fmt"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// strip gives at most four deadlines by date: duties that run and open promises
// first, then what was done, then a citizen's rights. across has room for the
// reason.
func (f caseFacts) strip(across bool) []widgets.Clock {
	type ranked struct {
		clock widgets.Clock
		due   calendar.Day
		rank  int
	}
	var all []ranked
	for _, k := range f.clocks {
		rank := 0
		switch {
		case k.Office == "" && k.Due < f.today:
			continue // a right that has lapsed is no deadline of anybody
		case k.OnTime() && (k.Rule.ID == casework.K1 || k.Rule.ID == casework.K4):
			continue // registered at once, not handed back: nothing to tell
		case k.Office == "":
			rank = 2
		case k.StoppedOn != 0:
			rank = 1
		}
		all = append(all, ranked{f.clock(k, across), k.Due, rank})
	}
	for _, p := range f.c.Promises {
		if p.Open() {
			all = append(all, ranked{f.promiseClock(p, across), p.Due, 0})
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Or(a.rank-b.rank, int(a.due-b.due)) })
	all = all[:min(len(all), widgets.MaxClocks)]
	slices.SortStableFunc(all, func(a, b ranked) int { return int(a.due - b.due) })
	out := make([]widgets.Clock, len(all))
	for i, r := range all {
		out[i] = r.clock
	}
	return out
}

// clock puts a statutory term into words.
func (f caseFacts) clock(k casework.Clock, across bool) widgets.Clock {
	out := widgets.Clock{Name: office.Word("clock", k.Rule.ID), Used: used(k.Start, k.Due, f.today), Due: f.due(k.Due, across)}
	out.Reason = f.since(k)
	if !k.Known {
		out.Due += "暂定"
	}
	if k.StoppedOn != 0 {
		out.Used, out.Left, out.Tone = 1, "按期", widgets.Green
		if !k.OnTime() {
			out.Left, out.Tone = f.late("已办"), widgets.Neutral
		}
		if across {
			out.Due = wordDay(k.StoppedOn) + "已办"
			out.Reason = length(k) + "，限" + wordDay(k.Due)
			if k.Rule.Length == 0 {
				out.Reason = "限" + wordDay(k.Due)
			}
		}
		return out
	}
	out.Left, out.Tone = leftWords(k.Due, f.today, f.soft)
	if k.Office != "" && k.Alarm() < f.today && k.Due > f.today {
		out.Tone, out.Reason = widgets.Ochre, "内控日已过，"+out.Reason
	}
	if k.Office != "" && k.Office != f.me.Code {
		out.Name += "（" + f.name(k.Office) + "）"
	}
	return out
}

// since is the reason of a term in few words: 10月9日受理起60日. The whole sentence is
// office.ExplainClock.
func (f caseFacts) since(k casework.Clock) string {
	if k.Rule.Unit == casework.AsSet {
		return wordDay(k.Start) + "交办时定"
	}
	from := wordDay(k.Start) + office.Word("deadline", "start."+string(k.Rule.Start))
	if k.Rule.Unit == casework.AtOnce {
		return from + "，应当即办"
	}
	return from + "起" + length(k)
}

// length is how long a term is: 15日, 5个工作日, 1个月.
func length(k casework.Clock) string {
	switch k.Rule.Unit {
	case casework.WorkingDays:
		return fmt.Sprintf("%d个工作日", k.Rule.Length)
	case casework.Months:
		return fmt.Sprintf("%d个月", k.Rule.Length)
	}
	return fmt.Sprintf("%d日", k.Rule.Length+k.Extended)
}

// late says that something was done after its day; a village room does not say it.
func (e caseEyes) late(word string) string {
	if e.soft {
		return word
	}
	return word + "，晚了"
}

func (f caseFacts) promiseClock(p casework.Promise, across bool) widgets.Clock {
	out := widgets.Clock{
		Name: "回话承诺", Due: f.due(p.Due, across), Used: used(p.MadeOn, p.Due, f.today),
		Reason: wordDay(p.MadeOn) + f.name(p.By) + "答应",
	}
	if p.Changed > 0 {
		out.Reason = f.name(p.By) + "与来人改约"
	}
	out.Left, out.Tone = leftWords(p.Due, f.today, f.soft)
	return out
}

func (f caseFacts) due(d calendar.Day, across bool) string {
	if across {
		return weekDay(d)
	}
	return shortDay(d, f.today)
}

// used is the share of a term that is gone, 0 to 1.
func used(start, due, today calendar.Day) float32 {
	if due <= start {
		return 1
	}
	return min(1, max(0, float32(today-start)/float32(due-start)))
}
