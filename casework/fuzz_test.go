package casework_test

import (
	"bytes"
	"testing"

	"silian/casework"
)

func FuzzParseLine(f *testing.F) {
	e := sampleEntry(f)
	f.Add(e.Line())
	f.Add(e.WithoutBody().Line())
	f.Add([]byte(`{"e":{"v":1},"b":null}`))
	f.Add([]byte(`{"e":[[[[`))
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := casework.ParseLine(data)
		if err != nil {
			return
		}
		if !bytes.Equal(e.Line(), data) {
			t.Errorf("read %q, would write %q", data, e.Line())
		}
		casework.FoldCase([]casework.Entry{e}) // must not panic
		casework.FoldDay([]casework.Entry{e})
	})
}

func FuzzStrict(f *testing.F) {
	f.Add([]byte(`{"n":1,"text":"a","list":["x"]}`))
	f.Add([]byte(`{"N":1,"text":"\u0061","list":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var s sample
		if casework.Strict(data, &s) != nil {
			return
		}
		again, err := casework.Encode(s)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("took %q, writes %q (%v)", data, again, err)
		}
	})
}

func FuzzParseCaseNo(f *testing.F) {
	f.Add("411626102201-2026-0003A")
	f.Add("411626102201-2026-+003A")
	f.Fuzz(func(t *testing.T, s string) {
		no, err := casework.ParseCaseNo(s)
		if err != nil {
			return
		}
		if string(no) != s || len(no.Short()) < 9 {
			t.Errorf("ParseCaseNo(%q) = %q, short %q", s, no, no.Short())
		}
	})
}

// FuzzFold turns bytes into the body of an act on a real case: no body that an
// office can write may make the fold fail or hang.
func FuzzFold(f *testing.F) {
	f.Add("case.handed_over", `{"way":"report_up","to":"411626102000","to_level":"township","demand":"ruling","tried":"x"}`)
	f.Add("case.opened", `{"level":"city"}`)
	f.Add("case.accepted", `{"link":""}`)
	f.Add("entry.destroyed", `{"ids":null}`)
	f.Fuzz(func(t *testing.T, kind, data string) {
		k := newKit(t)
		k.open(k.v, casework.TrackPetition)
		b := casework.Body{Kind: casework.Kind(kind), Ver: 1, Operator: 1, Holds: k.v.Case(k.id).Link, Data: []byte(data)}
		b.On = k.clock.Today()
		if b.Kind == "" || len(kind) > 64 || !validJSON(data) {
			return
		}
		e, ok := sealed(k, b)
		if !ok {
			return
		}
		c := casework.FoldCase(append(k.v.Entries(k.id), e))
		if c.Holder != k.v.Code || !known[c.Handling] || !knownResolution[c.Resolution] {
			t.Errorf("%s %s: holder %s, %s, %s", kind, data, c.Holder, c.Handling, c.Resolution)
		}
	})
}
