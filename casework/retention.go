package casework

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"time"

	"silian/calendar"
)

// Class is the retention class (保管期限) of a case file, set when it is closed
// (domain 2.8; 国家档案局令第8号 annex). A class of a newer program counts as permanent:
// what is not understood is not destroyed.
type Class string

// Retention classes.
const (
	ClassPermanent Class = "permanent" // 永久: with important instructions (重要批示) and a result
	Class30        Class = "30"        // 30 years: with a result
	Class10        Class = "10"        // 10 years: without one
)

// ParseClass reads one of the three classes; the error is *Problem.
func ParseClass(s string) (Class, error) {
	switch c := Class(s); c {
	case ClassPermanent, Class30, Class10:
		return c, nil
	}
	return "", &Problem{Field: "class", Code: "unknown"}
}

// years gives the length of the term, math.MaxInt for one without an end.
func (c Class) years() int {
	switch c {
	case Class30:
		return 30
	case Class10:
		return 10
	}
	return math.MaxInt
}

// NoEnd is the last day of a term without an end.
const NoEnd calendar.Day = math.MaxInt32

// until gives the last day of the term of a file that ended on a day: archives count
// whole years from the 1st of January that follows (archives practice, a judgement).
func (c Class) until(ended calendar.Day) calendar.Day {
	n := c.years()
	year, _, _ := ended.YMD()
	if n == math.MaxInt {
		return NoEnd
	}
	d, err := calendar.Date(year+n, time.December, 31)
	if err != nil {
		return NoEnd
	}
	return d
}

// LongerTerm adds years to the last day of a term (延期保管).
func LongerTerm(until calendar.Day, years int) calendar.Day {
	year, _, _ := until.YMD()
	d, err := calendar.Date(year+years, time.December, 31)
	if until == NoEnd || err != nil {
		return NoEnd
	}
	return d
}

// keeping is the part of a Skeleton that says how long the file is kept and whether it
// may be used. Both end when the case is taken up again.
type keeping struct {
	Class       Class        `json:"class"`         // as decided, "" while the case is open; see KeptAs
	SealedOffOn calendar.Day `json:"sealed_off_on"` // 封存: since when it is only kept; 0 while it may be used
}

// SealedOff reports whether the file is only kept (封存): out of search, lists and
// exports of words. Its facts stay in the figures.
func (k keeping) SealedOff() bool { return k.SealedOffOn != 0 }

// HasResult reports whether the matter had a result (处理结果): an answer, an agreement,
// or a resolution in full or in part, in any cycle.
func (k Skeleton) HasResult() bool {
	return len(k.Answers) > 0 ||
		slices.ContainsFunc(k.Sessions, func(s Session) bool { return s.Agreement != "" }) ||
		slices.ContainsFunc(k.Events, func(e Event) bool { return e.Kind == EventResolved || e.Kind == EventPartial })
}

// LeastClass is the shortest class that the matter allows.
func (k Skeleton) LeastClass() Class {
	if k.HasResult() {
		return Class30
	}
	return Class10
}

// KeptAs is the class that counts: the one decided, or a longer one that a result which
// came after the closing asks for. "" for a case that goes on.
func (k Skeleton) KeptAs() Class {
	switch {
	case k.Handling == ClosedState && k.Class.years() >= k.LeastClass().years():
		return k.Class
	case k.Handling == ClosedState || k.Handling == VoidedState:
		return k.LeastClass()
	}
	return ""
}

// ended gives the day on which the file was closed or struck, 0 while the case goes on.
func (k Skeleton) ended() (on calendar.Day) {
	if k.Handling == ClosedState {
		return k.ClosedOn
	}
	for _, e := range k.Events {
		if k.Handling == VoidedState && (e.Kind == EventVoided || e.Kind == EventMerged) {
			on = e.On
		}
	}
	return on
}

// Expiry is the term of one case file.
type Expiry struct {
	Case      ID
	No        CaseNo
	Class     Class
	Ended     calendar.Day // closed, or struck
	Until     calendar.Day // last day of the term, NoEnd for none
	Into      ID           // merged into this case, whose term it shares
	SealedOff bool
	Words     int  // entries of personal text that are here
	Newer     bool // it holds entries that only a newer program reads: they may be words
}

// Expiry gives the term of a case; ok is false for one that goes on.
func (c Case) Expiry() (e Expiry, ok bool) {
	e = Expiry{Case: c.ID, No: c.No, Class: c.KeptAs(), Ended: c.ended(), SealedOff: c.SealedOff()}
	if e.Class == "" || e.Ended == 0 {
		return Expiry{}, false
	}
	e.Until = e.Class.until(e.Ended)
	if c.Handling == VoidedState {
		e.Into = c.MergedInto
	}
	for _, r := range c.Rows {
		if r.holdsWords() {
			e.Words++
		}
		e.Newer = e.Newer || r.unread()
	}
	return e, true
}

// maxMerges bounds how far a chain of merges is followed.
const maxMerges = 20

// SharedTerm gives the last day of the term of e, which for a merged case is that of the
// case that goes on. find gives the term of another case; one that is not here, or goes
// on, has no end.
func (e Expiry) SharedTerm(find func(ID) (Expiry, bool)) calendar.Day {
	for range maxMerges {
		if e.Into.IsZero() {
			return e.Until
		}
		next, ok := find(e.Into)
		if !ok {
			return NoEnd
		}
		e = next
	}
	return NoEnd
}

// Expiring lists the files whose term was over before today and that still hold words,
// by class, last day and number. Nothing follows from the list by itself: a file is
// destroyed after appraisal and approval only.
func Expiring(cases []Case, today calendar.Day) []Expiry {
	all := map[ID]Expiry{}
	for _, c := range cases {
		if e, ok := c.Expiry(); ok {
			all[c.ID] = e
		}
	}
	find := func(id ID) (Expiry, bool) { e, ok := all[id]; return e, ok }
	var out []Expiry
	for _, e := range all {
		if e.Until = e.SharedTerm(find); e.Until < today && e.Words > 0 {
			out = append(out, e)
		}
	}
	SortExpiries(out)
	return out
}

// SortExpiries sorts a list by class, shortest first, last day and number.
func SortExpiries(list []Expiry) {
	slices.SortFunc(list, func(a, b Expiry) int {
		return cmp.Or(cmp.Compare(a.Class.years(), b.Class.years()), cmp.Compare(a.Until, b.Until),
			cmp.Compare(a.No, b.No), bytes.Compare(a.Case[:], b.Case[:]))
	})
}
