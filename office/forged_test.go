package office_test

import (
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"silian/casework"
	"silian/exchange"
	"silian/office"
)

// forge seals entries of its own making with the keys of an office, as someone with
// that office's file and password but another program could.
func (w *world) forge(from, to *office.Office, seq uint64, entries ...casework.Entry) string {
	w.t.Helper()
	return w.forgeWith(from, to, seq, nil, entries...)
}

// forgeWith is forge with attachments.
func (w *world) forgeWith(from, to *office.Office, seq uint64, files []exchange.Attachment, entries ...casework.Entry) string {
	w.t.Helper()
	card := func(o *office.Office) exchange.Card {
		data, err := os.ReadFile(w.paths[o.Me().Code] + ".xfcard")
		must(w.t, err)
		c, err := exchange.ParseCard(data)
		must(w.t, err)
		return c
	}
	keyFile, err := os.ReadFile(w.paths[from.Me().Code] + ".key")
	must(w.t, err)
	ring, err := exchange.OpenKeyFileWith(keyFile, password, exchange.KDFParams{ArgonMemory: 64, ArgonTime: 1, ArgonThreads: 1, SM3Rounds: 1})
	must(w.t, err)
	spool, err := exchange.OpenSpool(w.t.TempDir())
	must(w.t, err)
	defer func() { _ = spool.Close() }()
	slices.SortFunc(entries, exchange.EntryOrder)
	sealed, err := exchange.Seal(w.ctx, exchange.SealConfig{
		Spool: spool, Keys: ring, From: card(from), To: exchange.Enrolled{Card: card(to), Standing: exchange.StandingCompared},
		Seq: seq, Created: exchange.StampOf(w.clock.Now()), Program: "forger", Entries: all(entries), Attachments: files,
	})
	must(w.t, err)
	defer func() { _ = sealed.Discard() }()
	path := filepath.Join(w.t.TempDir(), sealed.Header.FileName())
	in, err := os.Open(sealed.Path())
	must(w.t, err)
	defer func() { _ = in.Close() }()
	data, err := io.ReadAll(in)
	must(w.t, err)
	must(w.t, os.WriteFile(path, data, 0o600))
	return path
}

func all(entries []casework.Entry) iter.Seq2[casework.Entry, error] {
	return func(yield func(casework.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// entry makes an entry in anybody's name.
func (w *world) entry(author casework.OfficeCode, subject casework.Subject, n uint64, kind casework.Kind, data any) casework.Entry {
	w.t.Helper()
	raw, err := json.Marshal(data)
	must(w.t, err)
	id, err := w.v.NewKey()
	must(w.t, err)
	e, err := casework.NewEntry(casework.Envelope{
		ID: id, Kind: subject.Kind, Subject: subject.ID, N: n, Office: author, Instance: casework.Instance{byte(n)},
	}, casework.Body{
		Salt: casework.Salt{byte(n), 1}, Kind: kind, Ver: 1, Operator: 1, Role: roleAt(author),
		At: w.clock.Now().Format(time.RFC3339), On: w.v.Today(), Data: raw,
	})
	must(w.t, err)
	return e
}

// roleAt is a role of the office's own level: three zeros end a township's code, six a
// county's.
func roleAt(office casework.OfficeCode) casework.Role {
	switch {
	case strings.HasSuffix(string(office), "000000"):
		return casework.RoleCountyClerk
	case strings.HasSuffix(string(office), "000"):
		return casework.RoleTownshipClerk
	}
	return casework.RoleVillageSecretary
}

// inRole is an entry whose writer claims another role.
func (w *world) inRole(r casework.Role, e casework.Entry) casework.Entry {
	w.t.Helper()
	body, _ := e.Body()
	body.Role = r
	out, err := casework.NewEntry(e.Envelope, body)
	must(w.t, err)
	return out
}

// writtenFor is an entry with another office put in its For.
func (w *world) writtenFor(village casework.OfficeCode, e casework.Entry) casework.Entry {
	w.t.Helper()
	body, _ := e.Body()
	body.For = village
	out, err := casework.NewEntry(e.Envelope, body)
	must(w.t, err)
	return out
}

func caseOf(id casework.ID) casework.Subject {
	return casework.Subject{Kind: casework.SubjectCase, ID: id}
}

// TestForgedEntriesAreRefused: a sender with good keys puts in what it cannot speak for.
// The whole file is refused and nothing is stored.
func TestForgedEntriesAreRefused(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "断头路")
	w.up(w.tw, id)
	w.carry(w.tw, w.c)
	fromVillage := w.open(w.v, "水渠漏水")
	w.carry(w.v, w.tw)
	note := casework.Note{Text: "伪造的话"}
	for _, c := range []struct {
		name     string
		from, to *office.Office
		e        casework.Entry
		want     string
	}{
		{"a village in the county's name", w.v, w.tw, w.entry(countyCode, caseOf(fromVillage), 9, casework.CaseNote, note), "seal:foreign_author"},
		{"a village in another village's name", w.v, w.tw, w.entry(hamletCode, caseOf(fromVillage), 9, casework.CaseNote, note), "seal:foreign_author"},
		{"a township in another township's name", w.tw, w.c, w.entry(otherTown, caseOf(id), 9, casework.CaseNote, note), "seal:foreign_author"},
		{"a township in a strange village's name", w.tw, w.c, w.entry("419901103201", caseOf(id), 9, casework.CaseNote, note), "seal:foreign_author"},
		{"a village as the township", w.v, w.tw, w.inRole(casework.RoleTownshipClerk, w.entry(villageCode, caseOf(fromVillage), 9, casework.CaseNote, note)), "seal:foreign_author"},
		{"a village on another's day", w.v, w.tw, w.entry(villageCode, casework.DaySubject(hamletCode, w.v.Today()), 9, casework.DayOpened, casework.OpenedDay{Village: hamletCode}), "seal:foreign_author"},
		{"a village's rules", w.v, w.tw, w.entry(villageCode, casework.RulesSubject(villageCode), 9, casework.RulesTarget, casework.ShareTarget{}), "seal:foreign_author"},
		{"a meeting", w.tw, w.c, w.entry(townshipCode, casework.Subject{Kind: casework.SubjectMeeting, ID: id}, 9, casework.MeetingText, casework.Beside{}), "seal:bad_entries"},
		{"a sealed envelope", w.tw, w.c, w.entry(townshipCode, casework.SealedSubject(townshipCode), 9, casework.SealedReceived, casework.SealedEnvelope{}), "seal:bad_entries"},
		{"another's report", w.tw, w.c, w.entry(otherTown, casework.ReportSubject(otherTown, casework.Month, w.v.Today()), 9, casework.ReportFrozen, casework.FrozenReport{}), "seal:foreign_author"},
		{"a village writing for another", w.v, w.tw, w.writtenFor(hamletCode, w.entry(villageCode, caseOf(fromVillage), 9, casework.CaseNote, note)), "seal:foreign_author"},
		{"an office's own journal", w.v, w.tw, w.entry(villageCode, casework.OfficeSubject(villageCode), 9, casework.OfficeEnrolled, casework.Bundle{}), "seal:bad_entries"},
		{"a number that poisons", w.v, w.tw, w.entry(villageCode, caseOf(fromVillage), 1<<40, casework.CaseNote, note), "seal:poisoned"},
	} {
		before, err := c.to.Check(w.ctx, false, nil)
		must(t, err)
		_, err = w.tryTake(c.to, w.forge(c.from, c.to, 50, c.e))
		refused(t, c.name, err, c.want)
		after, err := c.to.Check(w.ctx, false, nil)
		must(t, err)
		if before.Entries != after.Entries {
			t.Errorf("%s: %d entries were stored", c.name, after.Entries-before.Entries)
		}
	}
}

// TestForgedOwnEntries: a village sends entries in the township's name, among them
// one that destroys the township's words. Without a yes nothing of it is taken.
func TestForgedOwnEntries(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	w.did(w.tw.Accept(w.ctx, office.Act{}, id))
	mine := w.did(w.tw.AddNote(w.ctx, office.Act{}, id, "镇里自己的话", false)).Entry
	w.carry(w.tw, w.v)
	before := w.fold(w.tw, id)
	path := w.forge(w.v, w.tw, 50,
		w.entry(townshipCode, caseOf(id), 20, casework.CaseNote, casework.Note{Text: "镇里没有说过的话"}),
		w.entry(townshipCode, caseOf(id), 21, casework.EntryDestroyed, casework.Destroying{IDs: []casework.ID{mine}, Ground: "request", ApprovedBy: 1}),
		w.entry(villageCode, caseOf(id), 22, casework.EntryDestroyed, casework.Destroying{IDs: []casework.ID{mine}, Ground: "request", ApprovedBy: 1}))
	in, err := w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	if in.Own != 2 || in.New != 1 {
		t.Errorf("own %d, new %d", in.Own, in.New)
	}
	in.LeaveOwn = true
	if _, err := w.tw.Take(w.ctx, in, w.stick); err != nil {
		t.Fatal(err)
	}
	after := w.fold(w.tw, id)
	if !strings.Contains(words(after), "镇里自己的话") || strings.Contains(words(after), "没有说过") || len(after.Rows) != len(before.Rows)+1 {
		t.Errorf("words %q, %d rows, before %d", words(after), len(after.Rows), len(before.Rows))
	}
	w.clean(w.tw)
}

// TestForgedEntriesOfThisCopy: what this very copy wrote, it has. An entry that says
// otherwise is an alarm, and no yes lets it in.
func TestForgedEntriesOfThisCopy(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	text, err := os.ReadFile(w.paths[townshipCode] + ".instance")
	must(t, err)
	var here casework.Instance
	must(t, here.UnmarshalText(bytes.TrimSpace(text)))
	model := w.entry(townshipCode, caseOf(id), 20, casework.CaseNote, casework.Note{Text: "镇里没有说过的话"})
	body, _ := model.Body()
	model.Instance = here
	forged, err := casework.NewEntry(model.Envelope, body)
	must(t, err)
	_, err = w.tw.Preview(w.ctx, w.forge(w.v, w.tw, 50, forged), nil)
	refused(t, "an entry in this copy's name", err, "seal:forged_own")
	w.clean(w.tw)
}

// TestSameIDOtherContent: an alarm; the first content stays.
func TestSameIDOtherContent(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.carry(w.v, w.tw)
	first := w.entry(villageCode, caseOf(id), 9, casework.CaseNote, casework.Note{Text: "先到的话"})
	w.take(w.tw, w.forge(w.v, w.tw, 50, first))
	raw, err := json.Marshal(casework.Note{Text: "改过的话"})
	must(t, err)
	b, _ := first.Body()
	b.Data = raw
	second, err := casework.NewEntry(first.Envelope, b)
	must(t, err)
	in, err := w.tw.Preview(w.ctx, w.forge(w.v, w.tw, 51, second), nil)
	must(t, err)
	if in.Conflict != 1 || in.New != 0 {
		t.Errorf("conflict %d, new %d", in.Conflict, in.New)
	}
	if _, err := w.tw.Take(w.ctx, in, w.stick); err != nil {
		t.Fatal(err)
	}
	if got := words(w.fold(w.tw, id)); !strings.Contains(got, "先到的话") || strings.Contains(got, "改过的话") {
		t.Errorf("words %q", got)
	}
	w.clean(w.tw)
}

// TestUnknownKindsAreKept: entries of a newer program are stored, travel on and can
// be destroyed by their author; a file with them is never refused.
func TestUnknownKindsAreKept(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	newer := w.entry(villageCode, caseOf(id), 9, "case.sung", map[string]string{"song": "癫痫魑魅病史"})
	gone := w.entry(villageCode, caseOf(id), 10, casework.EntryDestroyed, casework.Destroying{IDs: []casework.ID{newer.ID, id}, Ground: "request", ApprovedBy: 1})
	w.take(w.tw, w.forge(w.v, w.tw, 50, newer))
	c := w.fold(w.tw, id)
	i := slices.IndexFunc(c.Rows, func(r casework.Row) bool { return r.Entry == newer.ID })
	if i < 0 || c.Rows[i].Why != casework.WhyNewer {
		t.Fatalf("rows %+v", c.Rows)
	}
	w.take(w.tw, w.forge(w.v, w.tw, 51, gone))
	w.nowhere(townshipCode)
	if c := w.fold(w.tw, id); c.Handling == "" {
		t.Error("the opening was destroyed too")
	}
	w.clean(w.tw)
}

// TestOneNumberTwoCases: a village gives one case number twice. The file comes in, a
// check names it, and finding by number says that there are several.
func TestOneNumberTwoCases(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.carry(w.v, w.tw)
	no := w.fold(w.v, id).No
	e := w.entry(villageCode, caseOf(ok2(w.v.NewKey())), 1, casework.CaseOpened, casework.Opened{
		No: no, Level: casework.Village, Parent: townshipCode, Track: casework.TrackDispute, Category: "land", Source: "visit",
		Place: villageCode, ReceivedOn: w.v.Today(), People: 1, Requests: 1,
	})
	// the opening gives the case its id
	env := e.Envelope
	env.Subject = env.ID
	b, _ := e.Body()
	e, err := casework.NewEntry(env, b)
	must(t, err)
	w.take(w.tw, w.forge(w.v, w.tw, 50, e))
	_, err = w.tw.FindCase(w.ctx, string(no))
	refused(t, "find", err, "case_no.several")
	r, err := w.tw.Check(w.ctx, true, nil)
	must(t, err)
	if len(r.Problems) != 1 || !strings.HasPrefix(r.Problems[0], "number") {
		t.Errorf("problems %q", r.Problems)
	}
}
