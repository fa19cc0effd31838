package store_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/store"
)

// TestFactsComeOutOfAPack: what is packed comes out the same, known words and others; a
// fact without anything too.
func TestFactsComeOutOfAPack(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		facts := drawFacts(r, casework.ID{9}, []casework.OfficeCode{county}, -20000)
		facts = append(facts, casework.Fact{Office: county, About: casework.ID{9}, Count: -1 << 40, Level: "x", Top: "y"})
		got, err := store.PackedAgain(facts, casework.ID{9}, county)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(facts, got); d != "" {
			t.Fatalf("(-packed +unpacked):\n%s", d)
		}
	}
}

// FuzzUnpack: bytes that nobody packed are an error or facts, never a panic.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte{1, 0, 2})
	f.Add([]byte{0, 3, 'a', 'b', 'c', 63, 200, 1, 1, 1, 1, 0})
	f.Fuzz(func(_ *testing.T, pack []byte) {
		_, _ = store.Unpacked(pack)
		_, _ = store.UnpackedRow(pack)
	})
}

// TestPackHoldsEachField: a field of Fact or CaseRow that is added and not packed would
// be lost in silence.
func TestPackHoldsEachField(t *testing.T) {
	fact := casework.Fact{}
	fill(reflect.ValueOf(&fact).Elem())
	got, err := store.PackedAgain([]casework.Fact{fact}, fact.About, fact.Office)
	if err != nil || got[0] != fact {
		t.Errorf("%+v, %v, want %+v", got, err, fact)
	}
	row := store.CaseRow{}
	fill(reflect.ValueOf(&row).Elem())
	again, err := store.RowAgain(row)
	if err != nil || again != row {
		t.Errorf("%+v, %v, want %+v", again, err, row)
	}
	whole := store.PackedRow(row)
	for n := range whole {
		if _, err := store.UnpackedRow(whole[:n]); err == nil {
			t.Fatalf("a row cut at %d is read", n)
		}
	}
}

// fill gives each field of a struct a value of its own.
func fill(v reflect.Value) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.String:
			f.SetString(string(rune('a' + i)))
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Array:
			f.Index(i).SetUint(uint64(i + 1))
		default:
			f.SetInt(int64(100 + i))
		}
	}
}
