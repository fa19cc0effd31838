package office_test

import (
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/exchange"
	"silian/office"
)

// issue makes the county's next roster and gives its path.
func (w *world) issue(o *office.Office, change office.RosterChange) (office.RosterInfo, string) {
	w.t.Helper()
	dir := w.t.TempDir()
	info, err := o.IssueRoster(w.ctx, change, dir)
	must(w.t, err)
	return info, filepath.Join(dir, info.File)
}

var twoVillages = office.RosterChange{Villages: []office.Village{{Code: villageCode, Name: "东岭村"}, {Code: hamletCode, Name: "西岭村"}}}

// TestRoster: issued by the county, taken in below, never backwards.
func TestRoster(t *testing.T) {
	w := newWorld(t)
	w.meet(w.v, w.c) // the county's card signs what villages read; a kit brings it otherwise
	first, one := w.issue(w.c, twoVillages)
	if first.Version != 1 || first.Active != 4 {
		t.Errorf("%+v", first)
	}
	second, two := w.issue(w.c, office.RosterChange{Close: []casework.OfficeCode{hamletCode}})
	if second.Version != 2 || second.Active != 3 || second.Closed != 1 {
		t.Errorf("%+v", second)
	}
	for _, o := range []*office.Office{w.tw, w.v} {
		got, err := o.TakeRoster(w.ctx, two)
		must(t, err)
		if got.Version != 2 || o.OfficeName(hamletCode) != "西岭村" {
			t.Errorf("%+v", got)
		}
		got, err = o.TakeRoster(w.ctx, two)
		must(t, err)
		if !got.Already {
			t.Error("the same roster again is not told")
		}
		_, err = o.TakeRoster(w.ctx, one)
		refused(t, "rollback", err, "seal:roster_old")
		if words := office.Explain(err); !strings.Contains(words, "旧") {
			t.Errorf("words %s", words)
		}
		if held, _ := o.Roster(); held.Version != 2 {
			t.Errorf("after the rollback version %d", held.Version)
		}
	}
	_, err := w.tw.IssueRoster(w.ctx, twoVillages, t.TempDir())
	refused(t, "a township", err, "roster.county_only")
	if w.reopenSame(townshipCode, w.tw).OfficeName(hamletCode) != "西岭村" {
		t.Error("the names are gone after opening again")
	}
}

// reopenSame closes an office and opens it again.
func (w *world) reopenSame(code casework.OfficeCode, o *office.Office) *office.Office {
	w.t.Helper()
	must(w.t, o.Close())
	return w.reopen(code, "")
}

// TestRosterForged: made by a township, or two of one version.
func TestRosterForged(t *testing.T) {
	w := newWorld(t)
	_, one := w.issue(w.c, twoVillages)
	must(t, errOf(w.tw.TakeRoster(w.ctx, one)))
	ring, card := w.keysOf(countyCode)
	other, err := exchange.NewRoster(ring, card, 1, nil, []exchange.RosterOffice{listing(card, exchange.RosterActive)}, 1)
	must(t, err)
	file, err := other.File()
	must(t, err)
	_, err = w.tw.TakeRoster(w.ctx, w.file("two.xfroster", file))
	refused(t, "two of one version", err, "seal:roster_conflict")
	vring, vcard := w.keysOf(villageCode)
	false2, err := exchange.NewRoster(vring, vcard, 9, nil, []exchange.RosterOffice{{Office: villageCode, Name: "假", Level: casework.County, State: exchange.RosterActive}}, 1)
	must(t, err)
	file, err = false2.File()
	must(t, err)
	_, err = w.tw.TakeRoster(w.ctx, w.file("false.xfroster", file))
	refused(t, "a village's roster", err, "seal:not_county")
}

// TestRosterAfterRestore: a restored county leaps ahead; when that is not enough it
// takes its own later roster back and goes on after it.
func TestRosterAfterRestore(t *testing.T) {
	w := newWorld(t)
	dir := t.TempDir()
	res, err := w.c.Backup(w.ctx, dir, nil)
	must(t, err)
	_, _ = w.issue(w.c, twoVillages)
	_, two := w.issue(w.c, office.RosterChange{})
	must(t, errOf(w.tw.TakeRoster(w.ctx, two)))
	into := filepath.Join(t.TempDir(), "county.db")
	_, err = office.Restore(w.ctx, office.RestoreConfig{File: filepath.Join(dir, res.File), Into: into, Password: password, Clock: w.clock, WeakKDF: true})
	must(t, err)
	again, err := office.Open(w.ctx, office.Config{Path: into, Password: password, Clock: w.clock, WeakKDF: true})
	must(t, err)
	defer func() { must(t, again.Close()) }()
	info, path := w.issue(again, twoVillages)
	if info.Version <= 2 {
		t.Fatalf("a restored county issued version %d", info.Version)
	}
	must(t, errOf(w.tw.TakeRoster(w.ctx, path)))
	// what a county lost it takes back, whoever brings it
	ring, card := w.keysOf(countyCode)
	far, err := exchange.NewRoster(ring, card, 5000, nil, info.Offices, 1)
	must(t, err)
	file, err := far.File()
	must(t, err)
	must(t, errOf(again.TakeRoster(w.ctx, w.file("far.xfroster", file))))
	if next, _ := w.issue(again, office.RosterChange{}); next.Version != 5001 {
		t.Errorf("version %d after 5000", next.Version)
	}
}

// TestAuthorsOfTheRoster: who may write what a neighbour forwards.
func TestAuthorsOfTheRoster(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "断头路")
	w.up(w.tw, id)
	w.carry(w.tw, w.c)
	change := twoVillages
	_, path := w.issue(w.c, change)
	must(t, errOf(w.tw.TakeRoster(w.ctx, path)))
	note := casework.Note{Text: "转来的话"}
	from := func(author casework.OfficeCode, n uint64) casework.Entry {
		return w.entry(author, caseOf(id), n, casework.CaseNote, note)
	}
	w.take(w.c, w.forge(w.tw, w.c, 50, from(hamletCode, 20))) // a village under the sender
	_, err := w.tryTake(w.c, w.forge(w.tw, w.c, 51, from("419901103201", 21)))
	refused(t, "a village that is in no list", err, "seal:foreign_author")
	_, err = w.tryTake(w.tw, w.forge(w.c, w.tw, 50, from("419901103201", 22)))
	refused(t, "from above, but in no list", err, "seal:author_not_listed")
	w.take(w.tw, w.forge(w.c, w.tw, 51, from(countyCode, 23)))
	line := w.c.Timeline(w.fold(w.c, id))
	found := false
	for _, m := range line {
		found = found || strings.Contains(m.Who, "西岭村（经柳河镇转来）")
	}
	if !found {
		t.Errorf("no line says through whom: %+v", line)
	}
	if got := w.c.Through(townshipCode); got != "" {
		t.Errorf("a neighbour comes through %q", got)
	}
}

// TestListedOtherwise: a card that the county's list contradicts is not enrolled.
func TestListedOtherwise(t *testing.T) {
	w := newWorld(t)
	cards := t.TempDir()
	must(t, w.v.WriteCard(w.ctx, filepath.Join(cards, "v.xfcard")))
	change := twoVillages
	change.CardsDir = cards
	_, path := w.issue(w.c, change)
	must(t, errOf(w.tw.TakeRoster(w.ctx, path)))
	keys, _, err := exchange.GenerateKeys(nil)
	must(t, err)
	other, err := exchange.NewCard(keys, w.v.Me(), 1, 1)
	must(t, err)
	file, err := other.File()
	must(t, err)
	_, err = w.tw.Enrol(w.ctx, w.file("other.xfcard", file), other.Fingerprint().String())
	refused(t, "another card of the same number", err, "card.listed_otherwise")
}
