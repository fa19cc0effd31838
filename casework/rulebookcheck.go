package casework

import (
	"errors"
	"fmt"
	"time"

	"silian/calendar"
)

// ErrBadRule says that the Data of a rule-book entry makes no sense.
var ErrBadRule = errors.New("casework: rule is not usable")

// maxTerm bounds a length, in any unit.
const maxTerm = 3660

// CheckRule checks the Data of one entry of a rule book by itself, without the rules
// in force (see Rules.CheckClock for those). It returns ErrBadRule with the field.
func CheckRule(data any) error {
	switch d := data.(type) {
	case ClockRule:
		return d.check()
	case ShareTarget:
		return d.check()
	case Labels:
		return d.check()
	case VillageDayRule:
		if err := d.Calendar().Validate(); err != nil {
			return fmt.Errorf("%w: %w", ErrBadRule, err)
		}
	case calendar.Exception:
		if err := d.Validate(); err != nil {
			return fmt.Errorf("%w: %w", ErrBadRule, err)
		}
		if d.Kind == calendar.Moved && d.To == 0 {
			return fmt.Errorf("%w: %s moved to no day", ErrBadRule, d.Day)
		}
	case MeetingRule:
		if d.Weekday < time.Sunday || d.Weekday > time.Saturday || d.Evenings < 0 || d.TopMost < d.Evenings || d.TopMost > 7 {
			return fmt.Errorf("%w: weekday or evenings", ErrBadRule)
		}
	case Limits:
		for _, n := range []int{d.ReopenDays, d.SmallNumber, d.GroupVisit, d.VisitDays, d.PackageDays, d.StaleDays} {
			if n < 1 || n > maxTerm {
				return fmt.Errorf("%w: a limit is not in 1 to %d", ErrBadRule, maxTerm)
			}
		}
	case HolidayNotice:
		_, err := d.table()
		return err
	}
	return nil
}

func (c ClockRule) check() error {
	bad := func(field string) error { return fmt.Errorf("%w: %s of %.8q", ErrBadRule, field, string(c.ID)) }
	dated := c.Unit == AtOnce || c.Unit == AsSet
	switch {
	case c.ID == "":
		return bad("id")
	case c.Article == "":
		return bad("article")
	case c.Unit != CalendarDays && c.Unit != WorkingDays && c.Unit != Months && !dated:
		return bad("unit")
	case dated && c.Length != 0, !dated && (c.Length < 1 || c.Length > maxTerm):
		return bad("length")
	case c.To != 0 && c.To < c.From:
		return bad("to")
	case c.Province != "" && !twoDigits(c.Province):
		return bad("province")
	case c.Basis != BasisLaw && c.Basis != BasisPractice && c.Basis != BasisJudgement:
		return bad("basis")
	}
	return nil
}

func twoDigits(s string) bool {
	return len(s) == 2 && s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9'
}

func (t ShareTarget) check() error {
	switch {
	case min(t.Village, t.Township, t.County) < 0 || t.Village+t.Township+t.County != 100:
		return fmt.Errorf("%w: shares do not add up to 100", ErrBadRule)
	case t.Basis != BasisPetitionsAndDisputes && t.Basis != BasisPetitions && t.Basis != BasisAll && t.Basis != BasisMeeting:
		return fmt.Errorf("%w: basis %.16q", ErrBadRule, string(t.Basis))
	case t.By != ByHolderLevel && t.By != ByMaxLevel:
		return fmt.Errorf("%w: level basis %.16q", ErrBadRule, string(t.By))
	}
	return nil
}

func (l Labels) check() error {
	if len(l.Joint) != 4 {
		return fmt.Errorf("%w: %d labels, want four", ErrBadRule, len(l.Joint))
	}
	for _, j := range l.Joint {
		if j.Name == "" {
			return fmt.Errorf("%w: a label without a name", ErrBadRule)
		}
	}
	return nil
}

// table reads a notice. It must be whole: a half-typed one must not make the year
// known. A row may stand at the edge of the year before or after it.
func (n HolidayNotice) table() (calendar.Holidays, error) {
	rows := make([]calendar.Holiday, len(n.Rows))
	for i, r := range n.Rows {
		if y, _, _ := r.Day.YMD(); y < n.Year-1 || y > n.Year+1 {
			return calendar.Holidays{}, fmt.Errorf("%w: %s in the notice of %d", ErrBadRule, r.Day, n.Year)
		}
		rows[i] = calendar.Holiday{Day: r.Day, Name: r.Name, Off: r.Off}
	}
	h, err := calendar.NewHolidays(rows)
	if err != nil {
		return calendar.Holidays{}, fmt.Errorf("%w: %w", ErrBadRule, err)
	}
	if !h.Announced(n.Year) {
		return calendar.Holidays{}, fmt.Errorf("%w: the notice of %d is not whole", ErrBadRule, n.Year)
	}
	return h, nil
}
