package cli

import (
	"flag"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// listAsk is what the flags of list ask for.
type listAsk struct {
	query, status, level, place, category, track, source, holder, lead, order *string
	dueFrom, dueTo, from, to                                                  *string
	overdue                                                                   *bool
	handler, limit                                                            *int
}

func listFlags(f *flag.FlagSet) listAsk {
	text := func(name string) *string { return f.String(name, "", "") }
	return listAsk{
		query: text("query"), status: text("status"), level: text("level"), place: text("place"), category: text("category"),
		track: text("track"), source: text("source"), holder: text("holder"), lead: text("lead"), order: text("order"),
		dueFrom: text("due-from"), dueTo: text("due-to"), from: text("from"), to: text("to"),
		overdue: f.Bool("overdue", false, ""), handler: f.Int("handler", 0, ""), limit: f.Int("limit", 0, ""),
	}
}

// filter reads the flags; most is how many cases are wanted, 0 all.
func (a listAsk) filter(c *call, o *office.Office) (f office.Filter, most int, err error) {
	f = office.Filter{Query: *a.query, Lead: *a.lead, Handler: *a.handler}
	if *a.overdue {
		f.DueBefore = o.Today()
	}
	for status := range words(*a.status) {
		if !setStatus(&f, status) {
			say(c.Err, "没有“%s”这个状态。可用：%s", status, strings.Join(statusNames(), "、"))
			return f, 0, errUsage
		}
	}
	for word := range words(*a.level) {
		f.Level = append(f.Level, casework.Level(word))
	}
	for word := range words(*a.track) {
		f.Track = append(f.Track, casework.Track(word))
	}
	for word := range words(*a.category) {
		f.Category = append(f.Category, word)
	}
	for word := range words(*a.source) {
		f.Source = append(f.Source, word)
	}
	for _, l := range []struct {
		text string
		into *[]casework.OfficeCode
	}{{*a.place, &f.Area}, {*a.holder, &f.Holder}} {
		for word := range words(l.text) {
			code, err := casework.ParseOfficeCode(word)
			if err != nil {
				return f, 0, err
			}
			*l.into = append(*l.into, code)
		}
	}
	for _, d := range []struct {
		text string
		into *calendar.Day
	}{{*a.dueFrom, &f.DueFrom}, {*a.dueTo, &f.DueTo}, {*a.from, &f.OpenedFrom}, {*a.to, &f.OpenedTo}} {
		if *d.into, err = optionalDay(d.text); err != nil {
			say(c.Err, "日期要写成 2026-11-26 这样：%s", d.text)
			return f, 0, errUsage
		}
	}
	switch *a.order {
	case "", "newest":
	case "due":
		f.Order = office.EarliestDue
	default:
		return f, 0, errUsage
	}
	if *a.limit < 0 || *a.handler < 0 {
		return f, 0, errUsage
	}
	return f, *a.limit, nil
}

// words gives the values of a flag, parted by commas.
func words(list string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for word := range strings.FieldsFuncSeq(list, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
			if word = strings.TrimSpace(word); word != "" && !yield(word) {
				return
			}
		}
	}
}

func optionalDay(text string) (calendar.Day, error) {
	if text == "" {
		return 0, nil
	}
	return calendar.ParseDay(text)
}

var handlings = []casework.Handling{
	casework.Registered, casework.AdmittedState, casework.InHandling, casework.InMediation, casework.NotOurs, casework.InTransit,
	casework.ReceivedAbove, casework.ReturnedBack, casework.ReceivedBelow, casework.AnsweredState, casework.AwaitVisit,
	casework.ClosedState, casework.VoidedState,
}

var resolutions = []casework.Resolution{
	casework.Unresolved, casework.Resolving, casework.PartlyResolved, casework.ResolvedFully, casework.Relapsed,
	casework.ExportedElsewhere, casework.Terminated,
}

// setStatus takes a code (H3, resolved) or its Chinese word (办理中, 已化解), or open.
func setStatus(f *office.Filter, s string) bool {
	if s == "open" || s == "在办" {
		f.Open = true
		return true
	}
	for _, h := range handlings {
		if s == string(h) || s == office.Word("handling", h) {
			f.Handling = append(f.Handling, h)
			return true
		}
	}
	for _, r := range resolutions {
		if s == string(r) || s == office.Word("resolution", r) {
			f.Resolution = append(f.Resolution, r)
			return true
		}
	}
	return false
}

func statusNames() []string {
	names := []string{"在办"}
	for _, h := range handlings {
		names = append(names, office.Word("handling", h))
	}
	for _, r := range resolutions {
		names = append(names, office.Word("resolution", r))
	}
	return names
}
