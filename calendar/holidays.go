package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ErrHoliday says that a row of a holiday table is wrong.
var ErrHoliday = errors.New("bad holiday row")

// Holiday is one row of the yearly State Council notice on public holidays.
type Holiday struct {
	Day  Day
	Name string // 春节; 1 to 40 characters
	Off  bool   // true: a day off; false: a Saturday or Sunday that is a working day (调休)
}

// Holidays is an immutable table of public holidays and make-up working days, safe for concurrent use.
// The zero value is a table without any notice; the statutory days are known even then.
type Holidays struct {
	rows []Holiday // by day, no day twice
	// named has a bit for each day from that of the first row on: most days have no row, and need no search.
	named []uint64
	// announced holds the civil years whose notice is in the table, as runs of days.
	announced []span
}

type span struct{ first, last Day }

// NewHolidays makes a table of rows in any order. It returns ErrHoliday for a day outside
// MinDay to MaxDay, a day given twice, an unusable name, or a working day that is none of Saturday and Sunday.
func NewHolidays(rows []Holiday) (Holidays, error) {
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b Holiday) int { return cmp.Compare(a.Day, b.Day) })
	for i, r := range sorted {
		if err := r.check(); err != nil {
			return Holidays{}, err
		}
		if i > 0 && sorted[i-1].Day == r.Day {
			return Holidays{}, fmt.Errorf("%s twice: %w", r.Day, ErrHoliday)
		}
	}
	return index(sorted), nil
}

// index wants checked rows by day, none twice.
func index(rows []Holiday) Holidays {
	h := Holidays{rows: rows}
	if n := len(rows); n > 0 {
		h.named = make([]uint64, (rows[n-1].Day-rows[0].Day)/64+1)
	}
	for _, r := range rows {
		bit := r.Day - rows[0].Day
		h.named[bit/64] |= 1 << (bit % 64)
	}
	h.announced = h.findAnnounced()
	return h
}

func (r Holiday) check() error {
	switch {
	case r.Day < MinDay || r.Day > MaxDay:
		return fmt.Errorf("day %d: %w: %w", int32(r.Day), ErrHoliday, ErrRange)
	case r.Name == "" || strings.TrimSpace(r.Name) != r.Name || !utf8.ValidString(r.Name) || utf8.RuneCountInString(r.Name) > 40:
		return fmt.Errorf("%s: name %.80q: %w", r.Day, r.Name, ErrHoliday)
	case !r.Off && !weekend(r.Day):
		return fmt.Errorf("%s is a working day anyway: %w", r.Day, ErrHoliday)
	}
	for _, c := range r.Name {
		if unicode.IsControl(c) || c == '#' || c == ',' || c == '"' || c == '\ufeff' {
			return fmt.Errorf("%s: name %q: %w", r.Day, r.Name, ErrHoliday)
		}
	}
	return nil
}

// Rows returns a copy of the table, by day.
func (h Holidays) Rows() []Holiday { return slices.Clone(h.rows) }

// Announced tells whether the table holds the whole notice of a civil year. It takes a notice for whole
// when the first day of all seven holidays is off: a half-typed table stays unknown.
func (h Holidays) Announced(year int) bool {
	d, err := Date(year, time.January, 1)
	return err == nil && h.announcedOn(d)
}

func (h *Holidays) announcedOn(d Day) bool {
	// The year asked for is nearly always the last one.
	for i := len(h.announced) - 1; i >= 0; i-- {
		if s := h.announced[i]; d >= s.first {
			return d <= s.last
		}
	}
	return false
}

func (h Holidays) findAnnounced() []span {
	var out []span
	years := map[int]bool{}
	for _, r := range h.rows {
		y, _, _ := r.Day.YMD()
		years[y] = true
	}
	for _, y := range slices.Sorted(maps.Keys(years)) {
		if !h.whole(y) {
			continue
		}
		first, last := yearSpan(y)
		if n := len(out); n > 0 && out[n-1].last+1 == first {
			out[n-1].last = last
			continue
		}
		out = append(out, span{first, last})
	}
	return out
}

func (h Holidays) whole(year int) bool {
	core := coreDays(year)
	for _, d := range core {
		if i, ok := h.find(d); !ok || !h.rows[i].Off {
			return false
		}
	}
	return len(core) > 0
}

func (h *Holidays) find(d Day) (int, bool) {
	if len(h.rows) == 0 || d < h.rows[0].Day || d > h.rows[len(h.rows)-1].Day {
		return 0, false
	}
	bit := d - h.rows[0].Day
	if h.named[bit/64]&(1<<(bit%64)) == 0 {
		return 0, false
	}
	return slices.BinarySearchFunc(h.rows, d, func(r Holiday, d Day) int { return cmp.Compare(r.Day, d) })
}

// Replace returns the table with newer laid over it: a civil year whose whole notice is in newer
// comes from newer alone, of other years only the days that newer names.
func (h Holidays) Replace(newer Holidays) Holidays {
	rows := newer.Rows()
	for _, r := range h.rows {
		if _, ok := newer.find(r.Day); !ok && !newer.announcedOn(r.Day) {
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b Holiday) int { return cmp.Compare(a.Day, b.Day) })
	return index(rows)
}

// Lookup tells what the holiday table says of d. The name is that of the holiday, also on a make-up working
// day, where off is false. An ordinary Saturday has no name and is not off here: WorkingDay counts weekends.
// Without a notice only the statutory days from 2025 on are known (放假办法 2024 art. 2).
func (h Holidays) Lookup(d Day) (name string, off, known bool) { return h.lookup(d) }

// lookup spares the copy of the table when many days are asked for.
func (h *Holidays) lookup(d Day) (name string, off, known bool) {
	if i, ok := h.find(d); ok {
		return h.rows[i].Name, h.rows[i].Off, true
	}
	if h.announcedOn(d) {
		return "", false, true
	}
	name = statutory(d)
	return name, name != "", name != "" && d >= statutorySince
}

func weekend(d Day) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

func yearSpan(y int) (first, last Day) {
	first, _ = Date(y, time.January, 1)
	last, _ = Date(y, time.December, 31)
	return first, last
}
