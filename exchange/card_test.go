package exchange_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/exchange"
)

func cardFile(t *testing.T, c exchange.Card) []byte {
	t.Helper()
	file, err := c.File()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestCard(t *testing.T) {
	w := newWorld(t)
	file := cardFile(t, w.village.card)
	c, err := exchange.ParseCard(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(w.village.card.CardHeader, c.CardHeader); diff != "" {
		t.Error(diff)
	}
	if c.OfficeOf() != w.village.office || c.FileName() != "XC-411626104201-1.xfcard" {
		t.Errorf("%+v %s", c.OfficeOf(), c.FileName())
	}
	if c.Fingerprint() != w.village.card.Fingerprint() || !bytes.Equal(cardFile(t, c), file) {
		t.Error("the card changed on its way")
	}
	for at := range file {
		bad := bytes.Clone(file)
		bad[at] ^= 1
		if _, err := exchange.ParseCard(bad); exchange.ReasonOf(err) == "" {
			t.Fatalf("a flipped bit at byte %d passes: %v", at, err)
		}
	}
	if _, err := exchange.ParseCard(make([]byte, 65<<10)); exchange.ReasonOf(err) != exchange.ReasonTooLarge {
		t.Errorf("large: %v", err)
	}
	_, bundle := w.small()
	if _, err := exchange.ParseCard(bundle); exchange.ReasonOf(err) != exchange.ReasonWrongType {
		t.Errorf("bundle as card: %v", err)
	}
}

func TestCardRefusesOffices(t *testing.T) {
	good := casework.Office{Code: "411626104201", Name: "东村", Level: casework.Village, Parent: "411626104000"}
	keys, _, err := exchange.GenerateKeys(rand.NewChaCha8([32]byte{1}))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		no   uint64
		edit func(o *casework.Office)
	}{
		{"code", 1, func(o *casework.Office) { o.Code = "41" }},
		{"no name", 1, func(o *casework.Office) { o.Name = "" }},
		{"long name", 1, func(o *casework.Office) { o.Name = strings.Repeat("村", 61) }},
		{"bidi", 1, func(o *casework.Office) { o.Name = "东\u202e村" }},
		{"NUL", 1, func(o *casework.Office) { o.Name = "东\x00村" }},
		{"newline", 1, func(o *casework.Office) { o.Name = "东\n村" }},
		{"zero width", 1, func(o *casework.Office) { o.Name = "东\u200b村" }},
		{"level", 1, func(o *casework.Office) { o.Level = "province" }},
		{"no parent", 1, func(o *casework.Office) { o.Parent = "" }},
		{"own parent", 1, func(o *casework.Office) { o.Parent = o.Code }},
		{"number 0", 0, func(*casework.Office) {}},
		{"huge number", 1 << 60, func(*casework.Office) {}},
	} {
		o := good
		tt.edit(&o)
		if _, err := exchange.NewCard(keys, o, tt.no, created); err == nil {
			t.Errorf("%s: made", tt.name)
		}
	}
}

func TestNextCard(t *testing.T) {
	w := newWorld(t)
	next := newDesk(t, 20, w.village.office)
	card, err := exchange.NextCard(next.keys, w.village.office, created, w.village.card, w.village.keys)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := exchange.ParseCard(cardFile(t, card))
	if err != nil {
		t.Fatal(err)
	}
	if err := parsed.Follows(w.village.card); err != nil {
		t.Errorf("does not follow: %v", err)
	}
	if parsed.CardNo != 2 || parsed.PrevCard != w.village.card.Digest() {
		t.Errorf("%+v", parsed.CardHeader)
	}
	third, err := exchange.NextCard(next.keys, w.village.office, created, card, next.keys)
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]exchange.Card{
		"another office": {parsed, w.another.card},
		"skips one":      {third, w.village.card},
		"backwards":      {w.village.card, parsed},
		"stands alone":   {next.card, w.village.card},
	} {
		if err := pair[0].Follows(pair[1]); !errors.Is(err, exchange.ErrNotNextOne) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := exchange.NextCard(next.keys, w.village.office, created, w.village.card, w.county.keys); err == nil {
		t.Error("made without the earlier key")
	}
	if _, err := exchange.NextCard(next.keys, w.another.office, created, w.village.card, w.village.keys); err == nil {
		t.Error("made for another office")
	}
	wrong := exchange.Untar(cardFile(t, card))
	wrong[3].Data = wrong[2].Data // prev.sig made by the new key
	forged, err := exchange.ParseCard(exchange.Tar(wrong...))
	if err != nil {
		t.Fatal(err)
	}
	if err := forged.Follows(w.village.card); !errors.Is(err, exchange.ErrNotNextOne) {
		t.Errorf("prev.sig of the wrong key: %v", err)
	}
	if _, err := exchange.ParseCard(exchange.Tar(wrong[:3]...)); exchange.ReasonOf(err) != exchange.ReasonDamaged {
		t.Errorf("prev.sig missing: %v", err)
	}
}

func TestFingerprint(t *testing.T) {
	w := newWorld(t)
	f := w.village.card.Fingerprint()
	text := f.String()
	if len(text) != 35 || strings.Count(text, " ") != 5 {
		t.Fatalf("fingerprint %q", text)
	}
	if f == w.another.card.Fingerprint() {
		t.Error("two offices have one fingerprint")
	}
	for typed, want := range map[string]bool{
		text: true, strings.ReplaceAll(text, " ", ""): true, strings.ReplaceAll(text, " ", "-"): true,
		text[:34]: false, text + "1": false, "": false, strings.Replace(text, text[:1], "x", 1): false,
	} {
		if f.Match(typed) != want {
			t.Errorf("Match(%q) = %v", typed, !want)
		}
	}
	wide := strings.Map(func(r rune) rune { return r - '0' + '０' }, f[1])
	for _, tt := range []struct {
		places []int
		typed  []string
		want   bool
	}{
		{[]int{0, 4}, []string{f[0], f[4]}, true},
		{[]int{4, 1}, []string{" " + f[4], wide}, true},
		{[]int{0, 1, 2, 3, 4, 5}, f[:], true},
		{[]int{0, 4}, []string{f[4], f[0]}, f[0] == f[4]},
		{[]int{0}, []string{f[0]}, false},
		{[]int{0, 0}, []string{f[0], f[0]}, false},
		{[]int{0, 6}, []string{f[0], f[0]}, false},
		{[]int{-1, 0}, []string{f[0], f[0]}, false},
		{[]int{0, 1}, []string{f[0]}, false},
		{[]int{0, 1}, []string{f[0], ""}, false},
		{nil, nil, false},
	} {
		if got := f.CheckGroups(tt.places, tt.typed); got != tt.want {
			t.Errorf("CheckGroups(%v, %v) = %v", tt.places, tt.typed, got)
		}
	}
}

func TestPickGroups(t *testing.T) {
	source := rand.NewChaCha8([32]byte{1})
	seen := map[int]bool{}
	for range 200 {
		p, err := exchange.PickGroups(source, 2)
		if err != nil || len(p) != 2 || p[0] >= p[1] || p[0] < 0 || p[1] > 5 {
			t.Fatalf("%v %v", p, err)
		}
		seen[p[0]], seen[p[1]] = true, true
	}
	if len(seen) != 6 {
		t.Errorf("only %v are ever drawn", seen)
	}
	if all, err := exchange.PickGroups(source, 6); err != nil || !slices.Equal(all, []int{0, 1, 2, 3, 4, 5}) {
		t.Errorf("%v %v", all, err)
	}
	for _, n := range []int{1, 7, -1} {
		if _, err := exchange.PickGroups(source, n); err == nil {
			t.Errorf("PickGroups(%d)", n)
		}
	}
	if _, err := exchange.PickGroups(strings.NewReader(""), 2); err == nil {
		t.Error("no randomness and no error")
	}
}
