package casework

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what may stand in an entry that travels whole.
const (
	maxPeople  = 100_000 // persons of one visit or matter
	maxHearing = 366     // days of a hearing
	maxCode    = 40      // bytes of a code
	maxName    = 40      // characters of a unit, a post, an office-holder's name
)

// sound reports whether the Data of an entry that is no personal text holds numbers in
// range, codes that are codes and names that are names. What travels whole must have no
// room for words about a person (domain 2.6); a code that this version does not know
// still counts as one.
func sound(data any) bool {
	return inRange(data) && !slices.ContainsFunc(codesOf(data), notCode) && !slices.ContainsFunc(namesOf(data), notName)
}

func inRange(data any) bool {
	people := func(n int) bool { return n >= 0 && n <= maxPeople }
	switch d := data.(type) {
	case Opened:
		return people(d.People) && people(d.Requests)
	case Marked:
		return people(d.Concerned) && d.Money >= 0
	case Visit:
		return people(d.People)
	case ReturnVisited:
		return people(d.Persons)
	case Reviewed:
		return d.HearingDays >= 0 && d.HearingDays <= maxHearing
	}
	return true
}

// codesOf lists what stands for a code of a list.
func codesOf(data any) []string {
	switch d := data.(type) {
	case Opened:
		return []string{d.Category, d.Source}
	case HandedOver:
		return []string{string(d.Way), string(d.Demand), d.Tried}
	case Returned:
		return []string{string(d.Reason)}
	case Mediated:
		return []string{string(d.By), string(d.Result), string(d.Agreement)}
	case Noticed:
		return []string{string(d.Notice)}
	case Answered:
		out := []string{string(d.Form)}
		for _, x := range d.Findings {
			out = append(out, string(x))
		}
		return out
	case Resolved:
		return []string{string(d.To), string(d.Evidence)}
	case Marked:
		return []string{string(d.Urgency), string(d.Difficulty), string(d.Sensitive)}
	case Listed:
		return []string{string(d.Waiver)}
	case Closed:
		return []string{d.Class}
	case Evaluated: // a code stays when the words of its case go
		return []string{string(d.Result), d.Reason}
	case Reclassified:
		return []string{d.Class}
	case SealedOff:
		return []string{d.Ground}
	case SealLifted:
		return []string{d.Reason}
	case Consulted:
		return []string{d.Reason}
	case Appraised:
		var out []string
		for _, x := range d.Cases {
			out = append(out, string(x.Class))
		}
		return out
	case Destroying:
		return []string{d.Ground}
	case Reopened:
		return []string{d.Reason}
	case Voided:
		return []string{d.Reason}
	case Repeated:
		return []string{d.Form}
	case UrgentReported:
		return d.To
	case Aided:
		return []string{d.Kind}
	case Unmasked:
		return []string{string(d.Field), string(d.Reason)}
	case Succeeded:
		return []string{d.Reason}
	case LeadEnded:
		return []string{d.Reason}
	case LeadMet:
		return []string{string(d.Way)}
	case ReturnVisited:
		return []string{string(d.Way)}
	case Visit:
		return []string{d.Category, d.Time}
	case DecidedDay:
		return []string{string(d.Kind), string(d.Reason)}
	case NotHeldDay:
		return []string{string(d.Reason)}
	case InspectedDay:
		return []string{d.Arrived}
	case FedBack:
		return []string{d.Progress}
	case OrderedSupervision:
		return []string{string(d.Form), d.Class, string(d.Trigger)}
	}
	return nil
}

// namesOf lists names of units and of office-holders in function.
func namesOf(data any) []string {
	switch d := data.(type) {
	case Analysed:
		return append([]string{d.Unit}, d.CoUnits...)
	case Tasked:
		return append([]string{d.Unit}, d.CoUnits...)
	case LeadAssigned:
		return []string{d.Name, d.Post}
	case Supervised:
		return []string{d.Unit}
	case OrderedSupervision:
		return []string{d.No, d.Unit}
	case InspectedDay:
		return d.Problems
	}
	return nil
}

func notCode(s string) bool {
	return len(s) > maxCode || strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '.' && r != '-' && r != ':'
	})
}

// notName refuses what is too long for a name, and a telephone or identity number.
func notName(s string) bool {
	digits := 0
	return utf8.RuneCountInString(s) > maxName || strings.ContainsFunc(s, func(r rune) bool {
		if digits++; !unicode.IsDigit(r) {
			digits = 0
		}
		return unicode.IsControl(r) || digits >= 7
	})
}
