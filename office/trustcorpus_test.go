package office_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"silian/casework"
	"silian/exchange"
	"silian/office"
)

// cheap is the cost of key files in tests.
func cheap() exchange.KDFParams {
	return exchange.KDFParams{ArgonMemory: 64, ArgonTime: 1, ArgonThreads: 1, SM3Rounds: 1}
}

// keysOf opens the keys and the card of an office, as somebody with its key file could.
func (w *world) keysOf(code casework.OfficeCode) (*exchange.KeyRing, exchange.Card) {
	w.t.Helper()
	file, err := os.ReadFile(w.paths[code] + ".key")
	must(w.t, err)
	ring, err := exchange.OpenKeyFileWith(file, password, cheap())
	must(w.t, err)
	data, err := os.ReadFile(w.paths[code] + ".xfcard")
	must(w.t, err)
	card, err := exchange.ParseCard(data)
	must(w.t, err)
	return ring, card
}

// file writes bytes where a test can open them.
func (w *world) file(name string, data []byte) string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), name)
	must(w.t, os.WriteFile(path, data, 0o600))
	return path
}

// cardOf writes an office's present card.
func (w *world) cardOf(o *office.Office) string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "card.xfcard")
	must(w.t, o.WriteCard(w.ctx, path))
	return path
}

// compare takes a card by the two groups that are drawn.
func (w *world) compare(at, of *office.Office) office.Pending {
	w.t.Helper()
	p, err := at.TakeCard(w.ctx, w.cardOf(of))
	must(w.t, err)
	_, err = at.Compare(w.ctx, of.Me().Code, groupsOf(of.Fingerprint(), p.Groups))
	must(w.t, err)
	return p
}

func groupsOf(digits string, places []int) (out []string) {
	for _, p := range places {
		out = append(out, digits[5*(p-1):5*p])
	}
	return out
}

// TestTrustCorpus: files that only the trust store can refuse. Each is refused with its
// reason and nothing is stored.
func TestTrustCorpus(t *testing.T) {
	w := newWorld(t)
	ring, card := w.keysOf(villageCode)
	stranger, _, err := exchange.GenerateKeys(nil)
	must(t, err)
	strange, err := exchange.NewCard(stranger, w.v.Me(), 1, card.Created)
	must(t, err)
	strangeFile, err := strange.File()
	must(t, err)
	w.open(w.v, "水渠漏水")
	bundle := w.export(w.v, w.tw)
	answered := w.take(w.tw, bundle)

	county, countyCard := w.keysOf(countyCode)
	borrowed, err := exchange.NewCard(county, w.v.Me(), 1, card.Created) // the village's name over the county's keys
	must(t, err)
	roster, err := exchange.NewRoster(county, countyCard, 1, nil, []exchange.RosterOffice{listing(countyCard, exchange.RosterActive)}, countyCard.Created)
	must(t, err)
	rosterFile, err := roster.File()
	must(t, err)
	_, notice, err := exchange.NewRevocation(ring, card, exchange.Revocation{Office: villageCode, CardNo: 1, Card: card.Digest(), Reason: "lost"})
	must(t, err)

	for _, c := range []struct {
		name, path, want string
	}{
		{"right id with unenrolled key", w.forgeAs(stranger, strange, w.tw, 50), "seal:unknown_signer"},
		{"right id with a key that is held but not compared", "", "seal:not_compared"},
		{"signed by another enrolled office", w.forgeAs(county, borrowed, w.tw, 52), "seal:key_mismatch"},
		{"roster as bundle", w.file("r.xfb", rosterFile), "seal:wrong_type"},
		{"revocation as bundle", w.file("n.xfb", notice), "seal:wrong_type"},
		{"card as bundle", w.cardOf(w.v), "seal:wrong_type"},
		{"receipt as bundle", filepath.Join(w.stick, answered.Receipt), "seal:unknown_signer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, err := w.tw.Check(w.ctx, false, nil)
			must(t, err)
			if c.path == "" {
				_, err = w.tw.TakeCard(w.ctx, w.file("c.xfcard", strangeFile))
				must(t, err)
				before.Entries = entries(w, w.tw)
				c.path = w.forgeAs(stranger, strange, w.tw, 51)
			}
			_, err = w.tryTake(w.tw, c.path)
			refused(t, c.name, err, c.want)
			if words := office.Explain(err); !strings.Contains(words, "台账没有变") {
				t.Errorf("the words say nothing of the casebook: %s", words)
			}
			if n := entries(w, w.tw); n != before.Entries {
				t.Errorf("%d entries were stored", n-before.Entries)
			}
		})
	}
}

func entries(w *world, o *office.Office) int {
	r, err := o.Check(w.ctx, false, nil)
	must(w.t, err)
	return r.Entries
}

// listing is the line of a card in a roster.
func listing(c exchange.Card, state string) exchange.RosterOffice {
	return exchange.RosterOffice{Office: c.Office, Name: c.Name, Level: c.Level, Parent: c.Parent, CardNo: c.CardNo, Card: c.Digest(), State: state}
}

// forgeAs seals an empty file with any keys and card.
func (w *world) forgeAs(keys exchange.Keys, from exchange.Card, to *office.Office, seq uint64, list ...casework.Entry) string {
	w.t.Helper()
	_, addressee := w.keysOf(to.Me().Code)
	spool, err := exchange.OpenSpool(w.t.TempDir())
	must(w.t, err)
	defer func() { _ = spool.Close() }()
	slices.SortFunc(list, exchange.EntryOrder)
	s, err := exchange.Seal(w.ctx, exchange.SealConfig{
		Spool: spool, Keys: keys, From: from, To: exchange.Enrolled{Card: addressee, Standing: exchange.StandingCompared},
		Seq: seq, Created: exchange.StampOf(w.clock.Now()), Program: "forger", Entries: all(list),
	})
	must(w.t, err)
	defer func() { _ = s.Discard() }()
	data, err := os.ReadFile(s.Path())
	must(w.t, err)
	return w.file(s.Header.FileName(), data)
}

// TestUnconfirmedRotation: an office changed its keys. Its files are refused until the
// new card is compared; files to it and files from before still open.
func TestUnconfirmedRotation(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	old := w.export(w.v, w.tw) // sealed with the old keys, still on its way
	id := w.open(w.v, "路灯不亮")
	_, err := w.v.Rotate(w.ctx, password)
	refused(t, "somebody who keeps no list of people", err, "operator.not_manager")
	must(t, w.v.SignIn(4))
	r, err := w.v.Rotate(w.ctx, password)
	must(t, err)
	must(t, w.v.SignIn(1))
	if r.CardNo != 2 || r.Recovery == "" || r.Fingerprint != w.v.Fingerprint() {
		t.Errorf("%+v", r)
	}
	fresh := w.export(w.v, w.tw)
	_, err = w.tryTake(w.tw, fresh)
	refused(t, "unknown new key", err, "seal:unknown_signer")
	p, err := w.tw.TakeCard(w.ctx, w.cardOf(w.v))
	must(t, err)
	if !p.Follow || p.No != 2 || len(p.Groups) != 2 {
		t.Errorf("%+v", p)
	}
	_, err = w.tryTake(w.tw, fresh)
	refused(t, "held but not compared", err, "seal:not_compared")
	w.take(w.tw, old)                // the old key is still believed
	toVillage := w.export(w.tw, w.v) // sealed for the old card: a file under way
	if got := w.take(w.v, toVillage); got.Result != "imported" {
		t.Errorf("%+v", got)
	}
	wrong := []string{"00000", "00000"}
	if _, err := w.tw.Compare(w.ctx, villageCode, wrong); codeOf(err) != "fingerprint.differs" {
		t.Errorf("wrong groups: %v", err)
	}
	_, err = w.tw.Compare(w.ctx, villageCode, groupsOf(r.Fingerprint, p.Groups))
	refused(t, "the same groups again", err, "card.not_held")
	w.compare(w.tw, w.v)
	w.take(w.tw, fresh)
	if c := w.fold(w.tw, id); c.No == "" {
		t.Error("the case did not come")
	}
	// notices close the old card at the number sealed last under it
	dir := t.TempDir()
	files, err := w.v.WriteRevocations(w.ctx, dir, 0, "rotated")
	must(t, err)
	if len(files) != 1 {
		t.Fatalf("notices %v", files)
	}
	got, err := w.tw.TakeRevocation(w.ctx, filepath.Join(dir, files[0]))
	must(t, err)
	if got.LastSeq != 1 || got.CardNo != 1 {
		t.Errorf("%+v", got)
	}
	w.carry(w.tw, w.v) // and the township now seals for the new card
	w.clean(w.v, w.tw)
}

// TestRevokedKey: from the number on nothing is believed; what came before stays.
func TestRevokedKey(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.carry(w.v, w.tw)
	must(t, w.tw.SignIn(4))
	got, _, err := w.tw.Revoke(w.ctx, villageCode, "", "stolen")
	must(t, err)
	if got.LastSeq != 1 || got.CardNo != 1 {
		t.Errorf("%+v", got)
	}
	must(t, w.tw.SignIn(1))
	w.open(w.v, "路灯不亮")
	_, err = w.tryTake(w.tw, w.export(w.v, w.tw))
	refused(t, "revoked", err, "seal:revoked")
	_, err = w.tw.Export(w.ctx, villageCode, w.stick, nil)
	refused(t, "sealing for a revoked card", err, "seal:peer_revoked")
	if c := w.fold(w.tw, id); c.No == "" {
		t.Error("what came before is gone")
	}
	_, err = w.tw.TakeCard(w.ctx, w.cardOf(w.v))
	refused(t, "the revoked card again", err, "card.known_revoked")
	must(t, w.v.SignIn(4))
	must(t, errOf(w.v.Rotate(w.ctx, password)))
	must(t, w.v.SignIn(1))
	w.compare(w.tw, w.v)
	w.open(w.v, "断头路")
	w.carry(w.v, w.tw)
	w.clean(w.v, w.tw)
}

func errOf[T any](_ T, err error) error { return err }

// TestRevocationRights: an earlier key never closes a later card, a stranger none, and
// the number only goes down.
func TestRevocationRights(t *testing.T) {
	w := newWorld(t)
	oldRing, oldCard := w.keysOf(villageCode)
	must(t, w.v.SignIn(4))
	must(t, errOf(w.v.Rotate(w.ctx, password)))
	must(t, w.v.SignIn(1))
	w.compare(w.tw, w.v)
	newRing, newCard := w.keysOf(villageCode)
	countyRing, countyCard := w.keysOf(countyCode)
	notice := func(keys exchange.Keys, by, of exchange.Card, to casework.OfficeCode, last uint64) string {
		_, file, err := exchange.NewRevocation(keys, by, exchange.Revocation{To: to, Office: of.Office, CardNo: of.CardNo, Card: of.Digest(), LastSeq: last, Reason: "stolen"})
		must(t, err)
		return w.file("n.xfrevoke", file)
	}
	for name, c := range map[string]struct{ path, want string }{
		"an old key against the new card": {notice(oldRing, oldCard, newCard, "", 0), "seal:not_entitled"},
		"an office that is not above":     {notice(countyRing, countyCard, newCard, "", 0), "seal:not_entitled"},
		"for another office":              {notice(newRing, newCard, oldCard, countyCode, 0), "seal:not_addressed"},
		"no notice at all":                {w.cardOf(w.c), "seal:wrong_type"},
	} {
		_, err := w.tw.TakeRevocation(w.ctx, c.path)
		if name == "no notice at all" && codeOf(err) != "" {
			continue
		}
		refused(t, name, err, c.want)
	}
	for _, c := range []struct{ say, want uint64 }{{7, 7}, {3, 3}, {9, 3}} {
		got, err := w.tw.TakeRevocation(w.ctx, notice(newRing, newCard, oldCard, townshipCode, c.say))
		must(t, err)
		if got.LastSeq != c.want {
			t.Errorf("said %d, believed %d, want %d", c.say, got.LastSeq, c.want)
		}
	}
	held, err := w.tw.Cards(w.ctx)
	must(t, err)
	if len(held) != 3 || !slices.ContainsFunc(held, func(h office.HeldCard) bool {
		return h.No == 2 && h.State == "compared" && h.How == "groups" && h.By == 1
	}) {
		t.Errorf("%+v", held)
	}
}
