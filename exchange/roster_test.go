package exchange_test

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"silian/casework"
	"silian/exchange"
)

func (w *world) offices() []exchange.RosterOffice {
	var out []exchange.RosterOffice
	for _, d := range []*desk{w.village, w.another, w.county, w.township} {
		out = append(out, exchange.RosterOffice{
			Office: d.office.Code, Name: d.office.Name, Level: d.office.Level, Parent: d.office.Parent,
			CardNo: 1, Card: d.card.Digest(), State: exchange.RosterActive,
		})
	}
	return out
}

// TestNoticesEveryBit: no bit of a roster, revocation or kit can be changed.
func TestNoticesEveryBit(t *testing.T) {
	w := newWorld(t)
	roster, err := exchange.NewRoster(w.county.keys, w.county.card, 3, nil, w.offices(), created)
	if err != nil {
		t.Fatal(err)
	}
	rosterFile, err := roster.File()
	if err != nil {
		t.Fatal(err)
	}
	_, notice, err := exchange.NewRevocation(w.township.keys, w.township.card, exchange.Revocation{
		Office: w.village.office.Code, CardNo: 1, Card: w.village.card.Digest(), Reason: exchange.RevokeStolen,
	})
	if err != nil {
		t.Fatal(err)
	}
	kit, err := exchange.NewKit(w.township.keys, w.township.card, w.county.card, "某县柳林镇", []exchange.KitVillage{
		{Office: w.another.office.Code, Name: w.another.office.Name}, {Office: w.village.office.Code, Name: w.village.office.Name},
	}, created)
	if err != nil {
		t.Fatal(err)
	}
	kitFile, err := kit.File()
	if err != nil {
		t.Fatal(err)
	}
	trust := exchange.Trust{w.county.compared(), w.township.compared(), w.village.compared()}
	for name, c := range map[string]struct {
		file []byte
		read func([]byte) error
	}{
		"roster": {rosterFile, func(b []byte) error { _, err := exchange.ParseRoster(b, trust); return err }},
		"notice": {notice, func(b []byte) error { _, err := exchange.ParseRevocation(b, trust); return err }},
		"kit":    {kitFile, func(b []byte) error { _, err := exchange.ParseKit(b, w.township.card); return err }},
	} {
		if err := c.read(c.file); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for at := 0; at < len(c.file); at += 7 {
			bad := bytes.Clone(c.file)
			bad[at] ^= 1
			if exchange.ReasonOf(c.read(bad)) == "" {
				t.Fatalf("%s: a flipped bit at byte %d passes", name, at)
			}
		}
		for _, other := range [][]byte{rosterFile, notice, kitFile} {
			if !bytes.Equal(other, c.file) && exchange.ReasonOf(c.read(other)) == "" {
				t.Errorf("%s: another type passes", name)
			}
		}
		w.refused(w.reader(), c.file, exchange.ReasonWrongType, exchange.ReasonUnknownSigner, exchange.ReasonDamaged)
	}
}

func TestRosterRefusesLists(t *testing.T) {
	w := newWorld(t)
	for name, edit := range map[string]func([]exchange.RosterOffice) []exchange.RosterOffice{
		"empty":             func([]exchange.RosterOffice) []exchange.RosterOffice { return nil },
		"twice":             func(o []exchange.RosterOffice) []exchange.RosterOffice { return append(o, o[0]) },
		"without county":    func(o []exchange.RosterOffice) []exchange.RosterOffice { return append(o[:2], o[3]) },
		"without township":  func(o []exchange.RosterOffice) []exchange.RosterOffice { return o[:3] },
		"bidi in a name":    func(o []exchange.RosterOffice) []exchange.RosterOffice { o[0].Name = "东\u202e村"; return o },
		"unknown state":     func(o []exchange.RosterOffice) []exchange.RosterOffice { o[0].State = "gone"; return o },
		"number, no card":   func(o []exchange.RosterOffice) []exchange.RosterOffice { o[0].Card = casework.Digest{}; return o },
		"strange township":  func(o []exchange.RosterOffice) []exchange.RosterOffice { o[3].Parent = "411627000000"; return o },
		"village of county": func(o []exchange.RosterOffice) []exchange.RosterOffice { o[0].Parent = w.county.office.Code; return o },
	} {
		if _, err := exchange.NewRoster(w.county.keys, w.county.card, 1, nil, edit(w.offices()), created); err == nil {
			t.Errorf("%s: made", name)
		}
	}
}

func TestRosterWay(t *testing.T) {
	w := newWorld(t)
	r, err := exchange.NewRoster(w.county.keys, w.county.card, 1, nil, w.offices(), created)
	if err != nil {
		t.Fatal(err)
	}
	v, a, c, tw := w.village.office, w.another.office, w.county.office, w.township.office
	for _, tt := range []struct {
		me           casework.Office
		author, want casework.OfficeCode
		ok           bool
	}{
		{c, v.Code, tw.Code, true},
		{c, tw.Code, tw.Code, true},
		{tw, v.Code, v.Code, true},
		{tw, c.Code, c.Code, true},
		{v, a.Code, tw.Code, true},
		{v, c.Code, tw.Code, true},
		{c, "411626105201", "", false},
	} {
		if got, ok := r.Way(tt.me, tt.author); got != tt.want || ok != tt.ok {
			t.Errorf("%s to %s: %q %v", tt.me.Code, tt.author, got, ok)
		}
	}
}

// TestRosterOfNothings: a signed header whose list holds a third of a million nothings is
// refused before the list grows: a village's first run reads the stick of a stranger.
func TestRosterOfNothings(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		signer  exchange.Keys
		header  string
		largest int
		read    func([]byte) error
	}{
		"roster": {w.county.keys, `{"type":"xfb1-roster","offices":[`, exchange.MaxRoster, func(b []byte) error {
			_, err := exchange.ParseRoster(b, exchange.Trust{w.county.compared()})
			return err
		}},
		"kit": {w.township.keys, `{"type":"xfb1-kit","villages":[`, exchange.MaxRoster - 8192, func(b []byte) error {
			_, err := exchange.ParseKit(b, w.township.card)
			return err
		}},
	} {
		header := []byte(c.header + strings.Repeat("{},", (c.largest-len(c.header)-4)/3) + "{}]}")
		file := exchange.HeaderOnly(header, exchange.SignHeader(c.signer, header))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		err := c.read(file)
		runtime.ReadMemStats(&after)
		if exchange.ReasonOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
		if got := after.TotalAlloc - before.TotalAlloc; got > 16<<20 {
			t.Errorf("%s: %d MiB allocated", name, got>>20)
		}
	}
}
