package casework

import (
	"slices"

	"silian/calendar"
)

// Clock is one term of one case.
type Clock struct {
	Rule      ClockRule
	Office    OfficeCode   // whose duty; "" for a citizen's right, or an organ outside the system
	Start     calendar.Day // day 0
	Raw       calendar.Day // the end as counted, with its extension, before rest days
	Internal  calendar.Day // 内控日: the last working day on or before Raw; 0 for a citizen's right
	Limit     calendar.Day // the office's own stricter limit; 0 without
	Due       calendar.Day // 届满日: Raw, rolled past rest days (民法典 203)
	Known     bool         // false: a year's holiday notice is not loaded, the date is provisional
	StoppedOn calendar.Day // 0 while it runs
	Extended  int          // days of an extension (条例 34) that stand in Raw
	// LateExtension: an extension came after the due date and changed nothing.
	LateExtension bool
}

// OnTime reports whether the duty was done on or before the due date.
func (c Clock) OnTime() bool { return c.StoppedOn != 0 && c.StoppedOn <= c.Due }

// Alarm gives the day on which the office warns itself: the earlier of its own limit
// and 内控日; 0 for a citizen's right.
func (c Clock) Alarm() calendar.Day {
	if c.Limit != 0 && (c.Internal == 0 || c.Limit < c.Internal) {
		return c.Limit
	}
	return c.Internal
}

// clocking gathers the clocks of one case.
type clocking struct {
	Skeleton
	rules Rules
	out   []Clock
}

func (k *clocking) add(id ClockID, office OfficeCode, start, stop calendar.Day) {
	k.addTerm(term{id: id, office: office, start: start, stop: stop})
}

func (k *clocking) addTerm(t term) {
	if c, ok := k.rules.clock(t); ok && t.start != 0 {
		k.out = append(k.out, c)
	}
}

// Clocks gives the terms of a case, those that run and those that were stopped.
// A dispute or a demand has no clock of the regulation but the date of an assignment
// and the report of an urgent matter; reporting up stops none; a voided case owes
// nothing (domain 2.2).
func (k Skeleton) Clocks(r Rules) []Clock {
	if k.Handling == notYet || k.Handling == VoidedState {
		return nil
	}
	c := &clocking{Skeleton: k, rules: r}
	switch k.Track {
	case TrackPetition:
		c.receipts()
		c.handling()
		c.reviews()
	case TrackSuggestion:
		c.suggestion()
	}
	c.assignments()
	c.urgent()
	c.mediations()
	return c.out
}

// received is the day on which the opener received the matter.
func (k Skeleton) received() calendar.Day {
	if k.Received != 0 && k.Received <= k.OpenedOn { // nobody registers what has not come
		return k.Received
	}
	return k.OpenedOn
}

// receipts gives K1 to K5 and the first two of K16. A village committee is no organ
// (村组法 2): what it receives becomes a petition with its township, directly.
func (k *clocking) receipts() {
	from := k.received()
	if k.OpenedAt != Village {
		k.add(K1, k.Opener, from, k.OpenedOn)
	}
	switch k.OpenedAt {
	case Township:
		k.tell(K2, k.Opener, from)
	case County:
		k.forward(k.Opener, from, 0)
	}
	direct := map[OfficeCode]bool{k.Opener: true} // one petition is received directly once
	for _, t := range k.HandOvers {
		gone := t.Outcome == HandOverReturned || t.Outcome == HandOverRecalled
		switch {
		case t.ReceivedOn == 0 || t.Outcome == HandOverRecalled:
		case t.Up() && t.FromLevel == Village && t.ToLevel == Township:
			if !gone && !direct[t.To] {
				k.tell(K2, t.To, t.ReceivedOn)
				direct[t.To] = true
			}
		case t.Up() && t.ToLevel == County:
			k.forward(t.To, t.ReceivedOn, returnedOn(t))
		case !t.Up() && t.ToLevel == Township:
			if !gone {
				k.tell(K3, t.To, t.ReceivedOn)
			}
			k.add(K4, t.To, t.ReceivedOn, t.OutcomeOn)
		}
	}
}

func returnedOn(t HandOver) calendar.Day {
	if t.Outcome == HandOverReturned {
		return t.OutcomeOn
	}
	return 0
}

// tell adds a duty to tell. Who cannot be found cannot be told of a direct petition
// (条例 23).
func (k *clocking) tell(id ClockID, office OfficeCode, from calendar.Day) {
	told := k.told(from)
	if c, ok := k.rules.clock(term{id: id, office: office, start: from, stop: told}); ok && (id != K2 || !k.unreachable(c.Due)) {
		k.out = append(k.out, c)
	}
	if k.Marks.Simple {
		k.add(K16B, office, from, told)
	}
}

// unreachable reports that who sent it could not be found while a term still ran: said
// afterwards it excuses nothing.
func (k Skeleton) unreachable(due calendar.Day) bool {
	return k.Marks.Unreachable && k.UnreachableOn <= due
}

// forward adds the duty of the county as 信访部门: it ends when the county hands the
// matter down, tells, answers or returns it (条例 22).
func (k *clocking) forward(office OfficeCode, from, returned calendar.Day) {
	stop := earlier(returned, k.firstAnswer(from, func(a Answer) bool { return a.Office == office }))
	for _, t := range k.HandOvers {
		if t.From == office && !t.Up() && t.Outcome != HandOverRecalled && t.On >= from {
			stop = earlier(stop, t.On)
		}
	}
	for _, n := range k.Notices {
		if n.Office == office && n.On >= from {
			stop = earlier(stop, n.On)
		}
	}
	k.add(K5, office, from, stop)
	if k.Marks.Simple {
		k.add(K16A, office, from, stop)
	}
}

// handling gives K6 with its extension, and the last of K16. An organ that says twice
// in a cycle that it accepted began the first time. Only a matter of art. 31(6) has
// the 60 days: a finding under 31(1)-(5) made in time takes them away again.
func (k *clocking) handling() {
	for i, n := range k.Notices {
		if n.Kind != NoticeAccepted || n.Route31 != 6 {
			continue
		}
		again := func(o Notice) bool {
			return o.Kind == NoticeAccepted && o.Route31 == 6 && o.Office == n.Office && o.Cycle == n.Cycle
		}
		if slices.ContainsFunc(k.Notices[:i], again) {
			continue
		}
		start := n.On
		for _, o := range k.Notices[i:] {
			if again(o) {
				start = min(start, o.On)
			}
		}
		k.finish(n, start)
	}
	k.unnoticed()
}

// unnoticed gives K6 of an opinion that no notice of acceptance came before: such a
// matter is one of art. 31(6) all the same, and its term began on receipt (domain 2.2).
func (k *clocking) unnoticed() {
	told := map[int]bool{} // cycles with a notice, or counted
	for _, n := range k.Notices {
		told[n.Cycle] = told[n.Cycle] || n.Kind == NoticeAccepted
	}
	for _, a := range k.Answers {
		if a.Form != HandlingOpinion || a.Level == Village || told[a.Cycle] {
			continue
		}
		told[a.Cycle] = true
		start := k.since(a.Cycle)
		for _, h := range k.HandOvers {
			if h.To == a.Office && h.Outcome == HandOverAccepted && h.ReceivedOn <= a.On {
				start = max(start, h.ReceivedOn)
			}
		}
		k.finish(Notice{Office: a.Office, Cycle: a.Cycle}, start)
	}
}

func (k *clocking) finish(n Notice, start calendar.Day) {
	t := term{id: K6, office: n.Office, start: start, stop: k.opinion(start)}
	c, ok := k.extended(t, n.Cycle)
	found := k.elsewhere(n, start)
	switch {
	case !ok:
	case found != 0 && (t.stop == 0 || found < t.stop):
		if found > c.Due { // too late to undo what was owed
			c.StoppedOn = found
			k.out = append(k.out, c)
		}
		return
	default:
		k.out = append(k.out, c)
	}
	if k.Marks.Simple {
		k.add(K16C, n.Office, start, t.stop)
	}
}

// elsewhere gives the day on which the organ that accepted found that the matter
// belongs to another procedure after all; 0 none.
func (k *clocking) elsewhere(accepted Notice, from calendar.Day) (first calendar.Day) {
	for _, n := range k.Notices {
		if n.Kind == NoticeGuided && n.Office == accepted.Office && n.Cycle == accepted.Cycle && n.On >= from {
			first = earlier(first, n.On)
		}
	}
	return first
}

// extended makes K6. An extension counts if the petitioner was told of it while the
// term still ran; its days are added to the unrolled end (条例 34).
func (k *clocking) extended(t term, cycle int) (Clock, bool) {
	plain, ok := k.rules.clock(t)
	most, allowed := k.rules.line(K7, t.start, false)
	if !ok || !allowed || !most.On {
		return plain, ok
	}
	for _, e := range k.Extensions {
		if e.Cycle != cycle || e.On < t.start {
			continue
		}
		if e.On > plain.Due {
			plain.LateExtension = true
			continue
		}
		t.extra = min(e.Days, most.Length)
		longer, _ := k.rules.clock(t)
		longer.Extended = t.extra
		return longer, true
	}
	return plain, true
}

// told gives the first day on or after from on which an organ told the petitioner;
// 0 none. Whoever of the organs does it ends the term: after a take-over the duty
// is the new holder's (domain 2.2). An answer tells the petitioner as well.
func (k Skeleton) told(from calendar.Day) calendar.Day {
	first := k.firstAnswer(from, func(a Answer) bool { return a.Level != Village })
	for _, n := range k.Notices {
		if n.On >= from {
			first = earlier(first, n.On)
		}
	}
	return first
}

// opinion gives the first 处理意见书 delivered on or after from, by whatever organ.
func (k Skeleton) opinion(from calendar.Day) calendar.Day {
	return k.firstAnswer(from, func(a Answer) bool { return a.Form == HandlingOpinion && a.Level != Village })
}

// firstAnswer gives the earliest day, which a late entry (补登) may move: answers
// stand in the order in which they were written.
func (k Skeleton) firstAnswer(from calendar.Day, fits func(Answer) bool) (first calendar.Day) {
	for _, a := range k.Answers {
		if a.On >= from && fits(a) {
			first = earlier(first, a.On)
		}
	}
	return first
}
