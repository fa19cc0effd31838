package calendar_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the child must find its zone on any machine

	"silian/calendar"
)

const zoneChild = "SILIAN_CALENDAR_ZONE_CHILD"

var zones = []string{"UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"}

// TestInstantsInZones hands the same instants over in four zones.
func TestInstantsInZones(t *testing.T) {
	for _, name := range zones {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for d := calendar.MinDay; d <= calendar.MaxDay; d += 37 {
			first, last := d.Time().In(loc), (d + 1).Time().Add(-1).In(loc)
			if calendar.DayOf(first) != d || calendar.DayOf(last) != d {
				t.Fatalf("%s: %s to %s is %s to %s", name, first, last, calendar.DayOf(first), calendar.DayOf(last))
			}
		}
	}
}

// TestLocalZones runs this test binary anew under four zones; all that the package computes must be the same.
func TestLocalZones(t *testing.T) {
	if os.Getenv(zoneChild) != "" {
		t.Skip("this is the child")
	}
	if runtime.GOOS == "windows" {
		t.Skip("Windows takes its zone from the system, not from TZ")
	}
	var want string
	for i, name := range zones {
		cmd := exec.Command(os.Args[0], "-test.run=^TestZoneChild$", "-test.count=1")
		cmd.Env = append(os.Environ(), "TZ="+name, zoneChild+"="+name)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		_, got, ok := strings.Cut(string(out), "result ")
		got, _, _ = strings.Cut(got, "\n")
		if !ok || got == "" {
			t.Fatalf("%s printed no result:\n%s", name, out)
		}
		if i == 0 {
			want = got
		} else if got != want {
			t.Errorf("%s: %s, want %s as under %s", name, got, want, zones[0])
		}
	}
}

// TestZoneChild prints a digest of what the package computes. It does so only for TestLocalZones.
func TestZoneChild(t *testing.T) {
	name := os.Getenv(zoneChild)
	if name == "" {
		t.Skip("only as a child of TestLocalZones")
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	probe := time.Unix(1_800_000_000, 0)
	if _, want := probe.In(loc).Zone(); probe.Local().Format("-0700") != probe.In(loc).Format("-0700") {
		t.Fatalf("the local zone is not %s (offset %d)", name, want)
	}
	sum := sha256.New()
	for at := time.Date(2026, 1, 1, 0, 30, 0, 0, time.UTC); at.Year() < 2028; at = at.Add(3 * time.Hour) {
		d := calendar.DayOf(at.Local())
		l, err := calendar.ToLunar(d)
		fmt.Fprintln(sum, d, d.Weekday(), d.Time().UTC(), l, err)
	}
	writeYear(t, sum)
	fmt.Printf("result %x\n", sum.Sum(nil))
}

func writeYear(t *testing.T, w io.Writer) {
	t.Helper()
	h := shipped(t)
	list := village(t, 2025, 2027, h)
	for _, v := range list {
		end, known := h.AddWorkingDays(v.Day, 15)
		fmt.Fprintln(w, v, end, known)
	}
	opts := icsOptions()
	opts.Stamp = opts.Stamp.Local()
	var b bytes.Buffer
	if err := calendar.WriteICS(&b, list, opts); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(w, b.String())
}
