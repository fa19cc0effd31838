package calendar_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"silian/calendar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func icsOptions() calendar.ICSOptions {
	return calendar.ICSOptions{
		Name: "张庄村村务日", UID: "410000-01", Location: "张庄村党群服务中心; 一楼, 东",
		Stamp: time.Date(2026, 11, 20, 9, 30, 0, 0, calendar.Zone()),
		Description: func(v calendar.VillageDay) string {
			if v.Kind == calendar.Moved {
				return "原定 " + v.MovedFrom.String() + "\n" + v.Note
			}
			return v.Note
		},
	}
}

func TestWriteICS(t *testing.T) {
	ex := []calendar.Exception{
		{Day: day(t, "2026-12-14"), Kind: calendar.Moved, To: day(t, "2026-12-15"), Reason: strings.Repeat("周一开研判会，", 8), Person: "李"},
		{Day: day(t, "2026-12-24"), Kind: calendar.Cancelled, Reason: `大雪 \ 封路`},
	}
	list, err := calendar.DefaultRule().List(day(t, "2026-11-24"), day(t, "2026-12-31"), shipped(t), ex)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := calendar.WriteICS(&b, list, icsOptions()); err != nil {
		t.Fatal(err)
	}
	checkICS(t, b.String())
	const golden = "testdata/days.ics"
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("days.ics (-want +got):\n%s", diff)
	}
}

// checkICS holds the form of RFC 5545: CRLF only, lines of at most 75 octets that are whole UTF-8, unique UIDs.
func checkICS(t interface{ Errorf(string, ...any) }, text string) {
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, "\r") != strings.Count(text, "\r\n") {
		t.Errorf("line ends other than CRLF")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("line of %d octets: %q", len(line), line)
		}
	}
	seen := map[string]bool{}
	for _, line := range unfold(text) {
		if strings.HasPrefix(line, "RRULE") {
			t.Errorf("a recurrence rule: %s", line)
		}
		if strings.HasPrefix(line, "UID:") {
			if seen[line] {
				t.Errorf("%s twice", line)
			}
			seen[line] = true
		}
	}
	if strings.Count(text, "BEGIN:VEVENT\r\n") != len(seen) || !strings.HasSuffix(text, "END:VCALENDAR\r\n") {
		t.Errorf("%d UIDs, %d events", len(seen), strings.Count(text, "BEGIN:VEVENT\r\n"))
	}
}

func unfold(text string) []string {
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n")
}

func TestWriteICSRefuses(t *testing.T) {
	list := village(t, 2026, 2026, shipped(t))
	tests := map[string]func(*calendar.ICSOptions){
		"no name":   func(o *calendar.ICSOptions) { o.Name = "" },
		"no stamp":  func(o *calendar.ICSOptions) { o.Stamp = time.Time{} },
		"no uid":    func(o *calendar.ICSOptions) { o.UID = "" },
		"break":     func(o *calendar.ICSOptions) { o.UID = "a\r\nATTACH:x" },
		"ideograph": func(o *calendar.ICSOptions) { o.UID = "村" },
		"long uid":  func(o *calendar.ICSOptions) { o.UID = strings.Repeat("a", 65) },
	}
	for name, change := range tests {
		opts := icsOptions()
		change(&opts)
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, list, opts); !errors.Is(err, calendar.ErrICS) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", name, err, b.Len())
		}
	}
	for name, list := range map[string][]calendar.VillageDay{
		"twice":        {list[0], list[0]},
		"out of range": {{Day: calendar.MaxDay + 1, MovedFrom: list[0].Day}},
	} {
		if err := calendar.WriteICS(&bytes.Buffer{}, list, icsOptions()); !errors.Is(err, calendar.ErrICS) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := calendar.WriteICS(brokenWriter{}, list, icsOptions()); !errors.Is(err, errBroken) {
		t.Errorf("full disk: %v", err)
	}
}

var errBroken = errors.New("disk full")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

// TestICSStable: a moved or cancelled day keeps its UID, so that a phone changes the event it has.
func TestICSStable(t *testing.T) {
	uids := func(ex ...calendar.Exception) []string {
		list, err := calendar.DefaultRule().List(day(t, "2026-12-01"), day(t, "2026-12-31"), shipped(t), ex)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := calendar.WriteICS(&b, list, icsOptions()); err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, line := range unfold(b.String()) {
			if strings.HasPrefix(line, "UID:") {
				out = append(out, line)
			}
		}
		return out
	}
	plain := uids()
	if len(plain) != 3 {
		t.Fatalf("%d events", len(plain))
	}
	changed := uids(
		calendar.Exception{Day: day(t, "2026-12-14"), Kind: calendar.Moved, To: day(t, "2026-12-15")},
		calendar.Exception{Day: day(t, "2026-12-24"), Kind: calendar.Cancelled},
	)
	if diff := cmp.Diff(plain, changed); diff != "" {
		t.Errorf("UIDs (-plain +changed):\n%s", diff)
	}
}
