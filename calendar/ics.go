package calendar

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// ErrICS says that a calendar file cannot be written from what was given.
var ErrICS = errors.New("bad calendar file")

// ICSOptions says how WriteICS words a calendar file. All but Location, Summary and Description is needed.
type ICSOptions struct {
	Name  string    // name of the calendar, such as 张庄村村务日
	UID   string    // what tells this office from others: 1 to 64 of a-z A-Z 0-9 . -; the same at each writing
	Stamp time.Time // when the file is made (DTSTAMP)
	// Location is where the days are held; may be empty.
	Location string
	// Summary words one day; nil gives Name and the lunar date, 张庄村村务日 十月十六.
	Summary func(VillageDay) string
	// Description gives the longer text of one day; nil or "" gives none.
	Description func(VillageDay) string
}

// WriteICS writes the days as an iCalendar file (RFC 5545) for phones: one all-day event a village day, no
// recurrence rule, because clients expand lunar rules with wrong tables. An event is known by the date by the
// rule, so a later file moves or cancels it on the phone. It returns ErrICS for unusable options or two days with
// the same MovedFrom, and the writer's errors.
func WriteICS(w io.Writer, days []VillageDay, opts ICSOptions) error {
	if opts.Name == "" || opts.Stamp.IsZero() || !goodUID(opts.UID) {
		return fmt.Errorf("name %.40q, uid %.64q, stamp %s: %w", opts.Name, opts.UID, opts.Stamp, ErrICS)
	}
	seen := make(map[Day]bool, len(days))
	for _, v := range days {
		if seen[v.MovedFrom] || v.Day < MinDay || v.Day > MaxDay || v.MovedFrom < MinDay || v.MovedFrom > MaxDay {
			return fmt.Errorf("day %s from %s twice or out of range: %w", v.Day, v.MovedFrom, ErrICS)
		}
		seen[v.MovedFrom] = true
	}
	out := &icsWriter{w: bufio.NewWriter(w)}
	out.line("BEGIN", "VCALENDAR")
	out.line("VERSION", "2.0")
	out.line("PRODID", "-//Silian//Village days//ZH")
	out.line("CALSCALE", "GREGORIAN")
	out.line("METHOD", "PUBLISH")
	out.line("X-WR-CALNAME", icsText(opts.Name))
	for _, v := range days {
		out.event(v, opts)
	}
	out.line("END", "VCALENDAR")
	return out.w.Flush()
}

func goodUID(s string) bool {
	bad := func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '-'
	}
	return s != "" && len(s) <= 64 && !strings.ContainsFunc(s, bad)
}

// icsWriter leaves errors to the bufio.Writer, which keeps the first.
type icsWriter struct{ w *bufio.Writer }

func (o *icsWriter) event(v VillageDay, opts ICSOptions) {
	summary := opts.Name + " " + v.Lunar.Text(StyleFolk)
	if opts.Summary != nil {
		summary = opts.Summary(v)
	}
	o.line("BEGIN", "VEVENT")
	o.line("UID", "villageday-"+icsDate(v.MovedFrom)+"-"+opts.UID+"@silian")
	o.line("DTSTAMP", opts.Stamp.UTC().Format("20060102T150405Z"))
	// Clients take an event anew only if its sequence grows; seconds since 2020 do, until the year 2088.
	o.line("SEQUENCE", fmt.Sprint(min(max(opts.Stamp.Unix()-1577836800, 0), 1<<31-1)))
	o.line("DTSTART;VALUE=DATE", icsDate(v.Day))
	o.line("DTEND;VALUE=DATE", icsDate(v.Day.Add(1)))
	o.line("SUMMARY", icsText(summary))
	if opts.Description != nil {
		if text := icsText(opts.Description(v)); text != "" {
			o.line("DESCRIPTION", text)
		}
	}
	if opts.Location != "" {
		o.line("LOCATION", icsText(opts.Location))
	}
	status := "CONFIRMED"
	if v.Kind == Cancelled {
		status = "CANCELLED"
	}
	o.line("STATUS", status)
	o.line("TRANSP", "TRANSPARENT")
	o.line("END", "VEVENT")
}

// line writes name:value folded at 75 octets (RFC 5545 section 3.1), never inside a character.
func (o *icsWriter) line(name, value string) {
	rest, room := name+":"+value, 75
	for len(rest) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		o.w.WriteString(rest[:cut])
		o.w.WriteString("\r\n ")
		rest, room = rest[cut:], 74 // the blank counts
	}
	o.w.WriteString(rest)
	o.w.WriteString("\r\n")
}

// icsText escapes a text value (RFC 5545 section 3.3.11) and drops control characters and bytes that are no UTF-8.
func icsText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n' || r == '\r':
			b.WriteString(`\n`)
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case !unicode.IsControl(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func icsDate(d Day) string {
	y, m, day := d.YMD()
	return fmt.Sprintf("%04d%02d%02d", y, int(m), day)
}
