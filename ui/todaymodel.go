package ui

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// How much 今日 looks at: the first lines are what can be done today, the rest is one
// tap away in 事项.
const (
	todoLines  = 40
	rulerAhead = 62 // days: two lunar months hold six village days
)

// todayData is all that 今日 shows, asked for in one go off the UI thread.
type todayData struct {
	caseEyes
	me        casework.Office
	open      int
	week      int // open cases with a date from today to Sunday
	late      int
	promised  []todoLine // the open promises of this office
	todo      []todoLine // the most urgent ones, at most todoLines
	cut       bool       // there are more
	places    bool       // the lines name a village
	stick     todayStick
	days      []calendar.VillageDay // from some days ago on
	parent    office.Peer
	outgoing  office.Outgoing   // what would go to the office above
	linked    bool              // the office above was compared
	reminders []office.Reminder // sealed files that wait for a person
}

// todoLine is one thing to do: a date of a case, a promise, or a case that came back.
type todoLine struct {
	Case          casework.ID
	Tone          widgets.Tone
	Left          string // 今天, 剩2天
	Title, No     string
	Reason, Place string
	Verb          string
	due           calendar.Day
	place         casework.OfficeCode
}

// loadToday asks for it.
func loadToday(ctx context.Context, d *desk) (t todayData, err error) {
	o := d.office
	t = todayData{me: o.Me()}
	if t.caseEyes, err = newCaseEyes(ctx, d); err != nil {
		return t, err
	}
	mine := office.Filter{Open: true, Holder: []casework.OfficeCode{t.me.Code}}
	all := caseChips(t.today, t.soft) // what is counted is what the list then shows
	for _, ask := range []struct {
		f  office.Filter
		to *int
	}{
		{all[chipOpen].Filter, &t.open}, {caseSift{Due: dueWeek}.on(all[chipOpen].Filter, t.today), &t.week}, {all[chipLate].Filter, &t.late},
	} {
		if *ask.to, err = o.Count(ctx, ask.f); err != nil {
			return t, err
		}
	}
	if err := t.loadTodo(ctx, o, mine); err != nil {
		return t, err
	}
	if t.days, err = o.VillageDays(max(t.today.Add(-rulerAhead/2), calendar.MinDay), min(t.today.Add(rulerAhead), calendar.MaxDay)); err != nil {
		t.days = nil // outside the calendar there is no ruler
	}
	return t, t.loadLink(ctx, o)
}

// loadTodo gathers what has a date and what came back, the earliest first.
func (t *todayData) loadTodo(ctx context.Context, o *office.Office, mine office.Filter) error {
	mine.Order, mine.Limit = office.EarliestDue, todoLines
	due, err := o.Cases(ctx, mine)
	if err != nil {
		return err
	}
	back, err := o.Cases(ctx, office.Filter{
		Open: true, Holder: []casework.OfficeCode{t.me.Code}, Limit: todoLines,
		Handling: []casework.Handling{casework.ReturnedBack, casework.ReceivedBelow},
	})
	if err != nil {
		return err
	}
	promises, err := o.OpenPromises(ctx, 1000)
	if err != nil {
		return err
	}
	where := map[casework.ID]casework.OfficeCode{}
	for _, r := range slices.Concat(due, back) {
		where[r.ID] = r.Place
	}
	for _, p := range promises {
		if p.By == t.me.Code {
			l := t.promiseLine(p)
			if place, ok := where[p.Case]; ok {
				l.Place, l.place = t.name(place), place
			}
			t.promised = append(t.promised, l)
		}
	}
	t.todo = slices.Clone(t.promised)
	for _, r := range due {
		if r.DueWhat != "promise" && r.Due != office.NoDue { // promises stand on the list already
			t.todo = append(t.todo, t.caseTodo(r))
		}
	}
	for _, r := range back {
		if !slices.ContainsFunc(t.todo, func(l todoLine) bool { return l.Case == r.ID }) {
			t.todo = append(t.todo, t.backLine(r))
		}
	}
	slices.SortStableFunc(t.todo, func(a, b todoLine) int { return cmp.Compare(a.due, b.due) })
	t.cut = len(t.todo) > todoLines || len(due) == todoLines
	t.todo = t.todo[:min(len(t.todo), todoLines)]
	t.places = !t.soft && slices.ContainsFunc(t.todo, func(l todoLine) bool { return l.place != "" })
	return nil
}

// lines are the lines of the list: all or the promises alone, by date or by village. By
// village they keep the order of the register, for villages are not ranked.
func (t *todayData) lines(promises, byPlace bool) []todoLine {
	out := t.todo
	if promises {
		out = t.promised
	}
	if !byPlace {
		return out
	}
	out = slices.Clone(out)
	slices.SortStableFunc(out, func(a, b todoLine) int { return cmp.Compare(a.place, b.place) })
	return out
}

// villages is of how many villages the lines are.
func (t *todayData) villages() int {
	of := map[casework.OfficeCode]bool{}
	for _, l := range t.todo {
		if l.place != "" {
			of[l.place] = true
		}
	}
	return len(of)
}

// size says how many lines there are.
func (t *todayData) size(n int, promises bool) string {
	switch {
	case promises:
		return fmt.Sprintf("%d条", n)
	case t.cut:
		return fmt.Sprintf("最急的%d件", n)
	}
	return fmt.Sprintf("%d件", n)
}

func (t *todayData) promiseLine(p office.PromiseRow) todoLine {
	left, tone := leftWords(p.Due, t.today, t.soft)
	return todoLine{
		Case: p.Case, Tone: tone, Left: left, Title: p.CaseTitle, No: p.CaseNo.Short(), due: p.Due,
		Reason: "答应" + wordDay(p.Due) + "前回话", Verb: "记兑现",
	}
}

func (t *todayData) caseTodo(r office.CaseRow) todoLine {
	left, tone := leftWords(r.Due, t.today, t.soft)
	return todoLine{
		Case: r.ID, Tone: tone, Left: left, Title: r.Title, No: r.No.Short(), due: r.Due, Place: t.name(r.Place), place: r.Place,
		Reason: office.Word("clock", r.DueWhat) + "·限" + weekDay(r.Due), Verb: todoVerb(r.DueWhat),
	}
}

// backLine is a case that came back from another office and is ours to go on with.
func (t *todayData) backLine(r office.CaseRow) todoLine {
	l := t.caseTodo(r)
	l.Tone, l.Left, l.Verb = widgets.Blue, "回来了", "看一看"
	l.Reason = office.Word("handling", r.Handling)
	if r.Due == office.NoDue {
		l.due = t.today
	}
	return l
}

// todoVerb is what is done about a date.
func todoVerb(clock string) string {
	switch clock {
	case "K2", "K3", "K16B":
		return "写告知书"
	case "K6", "K16C", "K18":
		return "去答复"
	case "R6":
		return "登记回访"
	case "R4":
		return "查去向"
	case "promise":
		return "记兑现"
	}
	return "去办"
}

// loadLink finds what waits to go to the office above.
func (t *todayData) loadLink(ctx context.Context, o *office.Office) error {
	peers, err := o.Peers(ctx)
	if err != nil {
		return err
	}
	if t.reminders, err = o.Reminders(ctx); err != nil {
		return err
	}
	for _, p := range peers {
		if p.Code == t.me.Parent && p.State == peerCompared {
			t.parent, t.linked = p, true
			t.outgoing, err = o.PlanExport(ctx, p.Code)
			return err
		}
	}
	return nil
}

// sentence is the grey line under the date, and what of it is late.
func (t *todayData) sentence() (words, late string) {
	n := 0
	for _, l := range t.todo {
		if l.due < t.today {
			n++
		}
	}
	switch {
	case len(t.todo) == 0:
		return "这几天没有要办的事", ""
	case n > 0 && !t.soft:
		late = fmt.Sprintf("%d件已超期", n)
	}
	if t.cut {
		return fmt.Sprintf("事情多，最急的%d件排在下面", len(t.todo)), late
	}
	return fmt.Sprintf("有%d件事要办", len(t.todo)), late
}

// handOver says what would go to the office above.
func (t *todayData) handOver() (words string, ready bool) {
	switch {
	case t.me.Parent == "":
		return "", false
	case !t.linked:
		return "还没有和上级核对过指纹。先到U盘交换里收指纹卡。", false
	case t.outgoing.Entries == 0:
		return "没有新内容要交。", false
	}
	return "有" + outgoingSize(t.outgoing) + "没有交。", true
}

// ruler gives the village days around today: the last two and the next two.
func (t *todayData) ruler() (past, ahead []calendar.VillageDay) {
	for _, v := range t.days {
		switch {
		case v.Kind == calendar.Cancelled:
		case v.Day < t.today:
			past = append(past, v)
		default:
			ahead = append(ahead, v)
		}
	}
	return past[max(0, len(past)-1):], ahead[:min(len(ahead), 3)]
}
