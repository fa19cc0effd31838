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
			out.Reason = fmt.Sprintf("%d日，限%s", k.Rule.Days, wordDay(k.Due))
			if k.Rule.Days == 0 {
				out.Reason = "限" + wordDay(k.Due)
			}
		}
		return out
	}
	out.Left, out.Tone = leftWords(k.Due, f.today, f.soft)
	if k.Office != "" && k.Internal < f.today && k.Due > f.today {
		out.Tone, out.Reason = widgets.Ochre, "内控日已过，"+out.Reason
	}
	if k.Office != "" && k.Office != f.me.Code {
		out.Name += "（" + f.name(k.Office) + "）"
	}
	return out
}

// since is the reason of a term: 10月9日受理起60日.
func (f caseFacts) since(k casework.Clock) string {
	from := map[casework.ClockID]string{
		casework.K2: "收到", casework.K3: "收到", casework.K6: "受理", casework.K8: "答复", casework.K14: "协议",
	}[k.Rule.ID]
	if from == "" {
		return wordDay(k.Start) + "交办时定"
	}
	return fmt.Sprintf("%s%s起%d日", wordDay(k.Start), from, k.Rule.Days)
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
