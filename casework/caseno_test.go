package casework_test

import (
	"encoding/json"
	"testing"

	"silian/casework"
)

func TestCaseNo(t *testing.T) {
	for _, c := range []struct {
		year, seq  int
		letter     byte
		want, sees string
	}{
		{2026, 3, 'A', "411626102201-2026-0003A", "2026-0003"},
		{2026, 3, 'B', "411626102201-2026-0003B", "2026-0003B"},
		{2100, 12345, 'Z', "411626102201-2100-12345Z", "2100-12345Z"},
		{1901, 9999, 'A', "411626102201-1901-9999A", "1901-9999"},
	} {
		no, err := casework.MakeCaseNo("411626102201", c.year, c.seq, c.letter)
		if err != nil || string(no) != c.want || no.Short() != c.sees {
			t.Errorf("MakeCaseNo(%d, %d, %c) = %s (%s), %v; want %s", c.year, c.seq, c.letter, no, no.Short(), err, c.want)
		}
	}
}

func TestCaseNoRefuses(t *testing.T) {
	for _, s := range []string{
		"", "x", "411626102201-2026-0000A", "411626102201-2026-003A", "411626102201-2026-00003A", "411626102201-2026-0003",
		"411626102201-2026-0003a", "411626102201-2026-0003AA", "411626102201-1900-0003A", "411626102201-2101-0003A",
		"411626102201-+202-0003A", "411626102201-2026-+003A", "411626102201-2026--003A", "41162610220-2026-0003A",
		"411626102201-2026-0003A-", "411626102201 -2026-0003A", "411626102201-2026-99999999999999999999A", "４11626102201-2026-0003A",
	} {
		if no, err := casework.ParseCaseNo(s); err == nil {
			t.Errorf("ParseCaseNo(%q) = %s", s, no)
		}
	}
	if _, err := casework.MakeCaseNo("411626102201", 2026, 1, '['); err == nil {
		t.Error("letter [ was taken")
	}
	var no casework.CaseNo
	if err := json.Unmarshal([]byte(`"nonsense"`), &no); err == nil {
		t.Error("a bad number was read from JSON")
	}
	if err := json.Unmarshal([]byte(`""`), &no); err != nil || no != "" {
		t.Errorf("no number: %q, %v", no, err)
	}
	if casework.CaseNo("plain").Short() != "plain" {
		t.Error("Short of what is no number")
	}
}
