package calendar

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxHolidayBytes bounds a holiday file; thirteen years take 11 kB.
const maxHolidayBytes = 1 << 20

// LineError says which line of a holiday file is wrong. Line counts from 1.
type LineError struct {
	Line int
	Err  error
}

// Error names the line.
func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap returns what is wrong with the line.
func (e *LineError) Unwrap() error { return e.Err }

// ParseHolidays reads a holiday file: CSV in UTF-8 with the columns date,name,kind; kind is "off" for a day off
// and "work" for a make-up working day; lines that begin with # are comments; a first line date,name,kind is
// skipped. The rules of NewHolidays hold. Errors are *LineError, save that of the reader; nothing is read by half.
func ParseHolidays(r io.Reader) (Holidays, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxHolidayBytes+1))
	if err != nil {
		return Holidays{}, fmt.Errorf("reading holidays: %w", err)
	}
	if len(data) > maxHolidayBytes {
		return Holidays{}, &LineError{Line: 1, Err: fmt.Errorf("over %d bytes: %w", maxHolidayBytes, ErrHoliday)}
	}
	c := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	c.Comment = '#'
	c.FieldsPerRecord = -1
	lines := map[Day]int{}
	var rows []Holiday
	for first := true; ; first = false {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Holidays{}, csvError(err)
		}
		line, _ := c.FieldPos(0)
		if first && slices.Equal(rec, []string{"date", "name", "kind"}) {
			continue
		}
		row, err := holidayRow(rec)
		if err != nil {
			return Holidays{}, &LineError{Line: line, Err: err}
		}
		if before, ok := lines[row.Day]; ok {
			return Holidays{}, &LineError{Line: line, Err: fmt.Errorf("%s stands in line %d already: %w", row.Day, before, ErrHoliday)}
		}
		lines[row.Day] = line
		rows = append(rows, row)
	}
	return NewHolidays(rows)
}

func csvError(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &LineError{Line: parse.StartLine, Err: fmt.Errorf("%w: %w", ErrHoliday, parse.Err)}
	}
	return fmt.Errorf("reading holidays: %w", err)
}

func holidayRow(rec []string) (Holiday, error) {
	if len(rec) != 3 {
		return Holiday{}, fmt.Errorf("%d fields, want date,name,kind: %w", len(rec), ErrHoliday)
	}
	if !utf8.ValidString(rec[1]) {
		return Holiday{}, fmt.Errorf("name is not UTF-8: %w", ErrHoliday)
	}
	day, err := ParseDay(strings.TrimSpace(rec[0]))
	if err != nil {
		return Holiday{}, fmt.Errorf("%w: %w", ErrHoliday, err)
	}
	row := Holiday{Day: day, Name: strings.TrimSpace(rec[1])}
	switch kind := strings.TrimSpace(rec[2]); kind {
	case "off":
		row.Off = true
	case "work":
	default:
		return Holiday{}, fmt.Errorf("kind %.20q, want off or work: %w", kind, ErrHoliday)
	}
	return row, row.check()
}

// WriteCSV writes the table in the form that ParseHolidays reads.
func (h Holidays) WriteCSV(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, "date,name,kind")
	for _, r := range h.rows {
		kind := "work"
		if r.Off {
			kind = "off"
		}
		// A checked name holds no comma and no quote.
		fmt.Fprintf(b, "%s,%s,%s\n", r.Day, r.Name, kind)
	}
	return b.Flush()
}
