package testkit_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

func openCase(t *testing.T, d *testkit.Desk) casework.ID {
	t.Helper()
	id := d.NewID()
	o := casework.Opened{No: "411626102201-2026-0001A", Level: d.Level, Parent: d.Parent, Track: casework.TrackDispute, Place: d.Code, People: 1}
	if _, err := d.Try(id, casework.CaseOpened, o, testkit.Act{}); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestSameSeedSameBytes(t *testing.T) {
	write := func(seed uint64) []casework.Entry {
		d := testkit.NewDesk(seed, testkit.Village(), testkit.NewClock(testkit.Day(t, "2026-11-24")))
		id := openCase(t, d)
		if _, err := d.Try(id, casework.CaseNote, casework.Note{Text: "x"}, testkit.Act{}); err != nil {
			t.Fatal(err)
		}
		return d.Entries(id)
	}
	one := write(1)
	if diff := cmp.Diff(one, write(1)); diff != "" {
		t.Errorf("the same seed gave other bytes:\n%s", diff)
	}
	if cmp.Equal(one, write(2)) {
		t.Error("another seed gave the same bytes")
	}
	if one[1].N != 2 || one[1].Prev != one[0].Digest || one[0].Instance != one[1].Instance {
		t.Errorf("the second entry has n %d and prev %s", one[1].N, one[1].Prev)
	}
}

func TestTryLeavesNoTraceOfWhatIsRefused(t *testing.T) {
	d := testkit.NewDesk(1, testkit.Village(), testkit.NewClock(testkit.Day(t, "2026-11-24")))
	id := openCase(t, d)
	_, err := d.Try(id, casework.CaseClosed, casework.Closed{}, testkit.Act{})
	var r *casework.Refused
	if !errors.As(err, &r) || len(d.Entries(id)) != 1 {
		t.Errorf("%v, %d entries", err, len(d.Entries(id)))
	}
}

func TestTakeIsAUnion(t *testing.T) {
	clock := testkit.NewClock(testkit.Day(t, "2026-11-24"))
	a, b := testkit.NewDesk(1, testkit.Village(), clock), testkit.NewDesk(2, testkit.Township(), clock)
	id := openCase(t, a)
	e := a.Entries(id)[0]
	for _, step := range []struct {
		take casework.Entry
		stub bool
	}{{e.WithoutBody(), true}, {e, false}, {e.WithoutBody(), false}, {e, false}} {
		b.Take(step.take)
		if got := b.Entries(id); len(got) != 1 || got[0].Stub() != step.stub {
			t.Errorf("%d entries, stub %v", len(got), got[0].Stub())
		}
	}
	if b.Case(id).Handling != casework.Registered {
		t.Error("the fold was not made again after the body came")
	}
	if c := a.Copy(7); c.Instance == a.Instance || len(c.Entries(id)) != 1 {
		t.Error("a copy has its own instance and the same entries")
	}
}
