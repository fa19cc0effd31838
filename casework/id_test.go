package casework_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"silian/casework"
)

func TestMakeID(t *testing.T) {
	at := time.UnixMilli(0x0123456789ab)
	id := casework.MakeID(at, [10]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	if got, want := id.String(), "01234567-89ab-7fff-bfff-ffffffffffff"; got != want {
		t.Errorf("MakeID = %s, want %s (RFC 9562, version 7)", got, want)
	}
	later := casework.MakeID(at.Add(time.Millisecond), [10]byte{})
	if later.String() <= id.String() {
		t.Error("ids do not sort by time")
	}
	back, err := casework.ParseID(id.String())
	if err != nil || back != id {
		t.Errorf("ParseID(%s) = %s, %v", id, back, err)
	}
}

func TestDerivedIDIsTheSameEverywhere(t *testing.T) {
	// From: printf 'silian subject\0day/411626102201/2026-11-24' | openssl dgst -sm3; fixed for ever: other offices derive the same id.
	id := casework.DaySubject("411626102201", day(t, "2026-11-24")).ID
	if got, want := id.String(), "5630ceda-f09b-88d3-8fb7-95d22fd63428"; got != want {
		t.Errorf("DaySubject = %s, want %s", got, want)
	}
	if _, err := casework.ParseID(id.String()); err != nil {
		t.Errorf("ParseID of version 8: %v", err)
	}
	other := casework.DaySubject("411626102201", day(t, "2026-11-25")).ID
	if other == id || casework.OfficeSubject("411626102201").ID == id {
		t.Error("two subjects share one id")
	}
}

func TestParseIDRefuses(t *testing.T) {
	good := "01234567-89ab-7fff-bfff-ffffffffffff"
	for name, s := range map[string]string{
		"empty":      "",
		"short":      good[1:],
		"long":       good + "0",
		"upper case": strings.ToUpper(good),
		"braces":     "{" + good[:34] + "}",
		"no hyphens": strings.ReplaceAll(good, "-", "0"),
		"not hex":    "0123456g" + good[8:],
		"version 4":  "01234567-89ab-4fff-bfff-ffffffffffff",
		"variant":    "01234567-89ab-7fff-7fff-ffffffffffff",
		"zero":       "00000000-0000-0000-0000-000000000000",
	} {
		if id, err := casework.ParseID(s); err == nil {
			t.Errorf("%s: ParseID(%q) = %s", name, s, id)
		}
	}
	var id casework.ID
	if !id.IsZero() || id.String() != "" || json.Unmarshal([]byte(`""`), &id) != nil {
		t.Error("the zero id does not stand for none")
	}
}

func TestDigest(t *testing.T) {
	// GB/T 32905-2016, example 1.
	d := casework.DigestOf([]byte("abc"))
	const want = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
	if d.String() != want {
		t.Errorf("SM3(abc) = %s", d)
	}
	if back, err := casework.ParseDigest(want); err != nil || back != d {
		t.Errorf("ParseDigest: %s, %v", back, err)
	}
	if none, err := casework.ParseDigest(""); err != nil || !none.IsZero() || none.String() != "" {
		t.Errorf("empty digest: %s, %v", none, err)
	}
	for _, s := range []string{want[1:], want + "0", strings.ToUpper(want), "g" + want[1:], " " + want[1:]} {
		if got, err := casework.ParseDigest(s); err == nil {
			t.Errorf("ParseDigest(%q) = %s", s, got)
		}
	}
}

func TestInstanceNeedsAllItsDigits(t *testing.T) {
	var i casework.Instance
	for _, s := range []string{"", "0011", "00112233445566778", "001122334455667G", "00112233445566FF"} {
		if err := i.UnmarshalText([]byte(s)); err == nil {
			t.Errorf("instance %q was read", s)
		}
	}
	if err := i.UnmarshalText([]byte("00112233445566ff")); err != nil || i.String() != "00112233445566ff" {
		t.Errorf("instance %s, %v", i, err)
	}
}
