package office_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

const (
	villageCode  casework.OfficeCode = "419901102201"
	hamletCode   casework.OfficeCode = "419901102202" // a second village of the township, without a PC
	townshipCode casework.OfficeCode = "419901102000"
	countyCode   casework.OfficeCode = "419901000000"
	otherTown    casework.OfficeCode = "419901103000"
)

// handClock stands until a test moves it.
type handClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *handClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// world is a few offices with one clock and one folder that is the stick.
type world struct {
	t     testing.TB
	ctx   context.Context
	clock *handClock
	stick string
	v     *office.Office // village
	tw    *office.Office // township
	c     *office.Office // county
	paths map[casework.OfficeCode]string
}

const password = "long enough"

// newWorld makes village, township and county that know each other, on 2026-11-24,
// a village day. They are made once and copied, which is faster than making keys.
func newWorld(t testing.TB) *world {
	t.Helper()
	w := empty(t)
	w.v = w.found(villageOf(villageCode, townshipCode), casework.RoleVillageSecretary, casework.RoleVillageRegistrar, casework.RoleVillageMediator, casework.RoleAdministrator)
	w.tw = w.found(casework.Office{Code: townshipCode, Name: "柳河镇", Level: casework.Township, Parent: countyCode},
		casework.RoleTownshipClerk, casework.RoleTownshipClerk, casework.RoleTownshipLeader, casework.RoleAdministrator)
	w.c = w.found(casework.Office{Code: countyCode, Name: "平川县", Level: casework.County}, casework.RoleCountyClerk, casework.RoleCountyClerk, casework.RoleCountySupervisor)
	w.meet(w.v, w.tw)
	w.meet(w.tw, w.c)
	return w
}

func empty(t testing.TB) *world {
	w := &world{t: t, ctx: context.Background(), stick: t.TempDir(), paths: map[casework.OfficeCode]string{}, clock: &handClock{}}
	w.at("2026-11-24")
	return w
}

func villageOf(code, parent casework.OfficeCode) casework.Office {
	return casework.Office{Code: code, Name: "东岭村", Level: casework.Village, Parent: parent}
}

// found makes an office with one person a role.
func (w *world) found(who casework.Office, roles ...casework.Role) *office.Office {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "office.db")
	var ops []office.Operator
	for i, r := range roles {
		ops = append(ops, office.Operator{Number: i + 1, Name: "人" + string(rune('甲'+i)), Role: r})
	}
	o, recovery, err := office.Init(w.ctx, office.Founding{
		Config: office.Config{Path: path, Password: password, Clock: w.clock, WeakKDF: true}, Office: who, Operators: ops,
	})
	if err != nil {
		w.t.Fatal(err)
	}
	if recovery == "" {
		w.t.Fatal("no recovery key")
	}
	w.t.Cleanup(func() { _ = o.Close() })
	w.paths[who.Code] = path
	return o
}

// meet lets two offices take each other's cards.
func (w *world) meet(a, b *office.Office) {
	w.t.Helper()
	for _, pair := range [][2]*office.Office{{a, b}, {b, a}} {
		card := filepath.Join(w.t.TempDir(), "card.xfcard")
		must(w.t, pair[1].WriteCard(w.ctx, card))
		if _, err := pair[0].Enrol(w.ctx, card, pair[1].Fingerprint()); err != nil {
			w.t.Fatal(err)
		}
	}
}

// at moves the clock to nine in the morning of a day.
func (w *world) at(day string) calendar.Day {
	w.t.Helper()
	d, err := calendar.ParseDay(day)
	if err != nil {
		w.t.Fatal(err)
	}
	w.clock.mu.Lock()
	defer w.clock.mu.Unlock()
	w.clock.now = d.Time().Add(9 * time.Hour)
	return d
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%v (%s)", err, office.Explain(err))
	}
}

// did fails when an act was refused.
func (w *world) did(d office.Done, err error) office.Done {
	w.t.Helper()
	must(w.t, err)
	return d
}

// no gives a function that fails unless an act was refused with this code.
func (w *world) no(want string) func(office.Done, error) {
	return func(_ office.Done, err error) {
		w.t.Helper()
		refused(w.t, "act", err, want)
	}
}

// demand is a case that is complete.
func demand(track casework.Track, words string) office.CaseInput {
	return office.CaseInput{
		Track: track, Category: "land", Narrative: words, Requests: []string{"请处理"},
		Parties: []office.PartyInput{{Part: casework.Applicant, Name: "张某某", Phone: "13900000001"}},
	}
}

func (w *world) open(o *office.Office, words string) casework.ID {
	w.t.Helper()
	return w.did(o.OpenCase(w.ctx, office.Act{}, demand(casework.TrackPetition, words))).Subject
}

func (w *world) up(o *office.Office, id casework.ID) {
	w.t.Helper()
	w.did(o.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskCoordinate, Tried: "urgent", Opinion: "请协调"}))
}

// export seals and writes a file and gives its path.
func (w *world) export(from, to *office.Office) string {
	w.t.Helper()
	s, err := from.Export(w.ctx, to.Me().Code, w.stick, nil)
	must(w.t, err)
	return filepath.Join(w.stick, s.File)
}

// take opens a file or receipt and takes it in.
func (w *world) take(o *office.Office, path string) office.Received {
	w.t.Helper()
	r, err := w.tryTake(o, path)
	must(w.t, err)
	return r
}

func (w *world) tryTake(o *office.Office, path string) (office.Received, error) {
	in, err := o.Preview(w.ctx, path, nil)
	if err != nil {
		return office.Received{}, err
	}
	return o.Take(w.ctx, in, w.stick)
}

// carry takes what one office has over to another, and the receipt back.
func (w *world) carry(from, to *office.Office) office.Received {
	w.t.Helper()
	r := w.take(to, w.export(from, to))
	if back := w.take(from, filepath.Join(w.stick, r.Receipt)); back.Result != "receipt" {
		w.t.Fatalf("receipt: %+v", back)
	}
	return r
}

func (w *world) fold(o *office.Office, id casework.ID) casework.Case {
	w.t.Helper()
	c, err := o.Case(w.ctx, id)
	must(w.t, err)
	return c
}

// clean fails when a check finds a problem in an office's file.
func (w *world) clean(offices ...*office.Office) {
	w.t.Helper()
	for _, o := range offices {
		r, err := o.Check(w.ctx, false, nil)
		must(w.t, err)
		for _, p := range r.Problems {
			w.t.Errorf("%s: check: %s", o.Me().Name, p)
		}
	}
}

// codeOf gives the code of a refusal, as tests name it: field.code, need:x, why:x,
// seal:x; "" for none.
func codeOf(err error) string {
	var p *casework.Problem
	var r *casework.Refused
	var s *office.SealError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &p):
		return p.Field + "." + p.Code
	case errors.As(err, &r) && r.Need != "":
		return "need:" + string(r.Need)
	case errors.As(err, &r):
		return "why:" + string(r.Why)
	case errors.As(err, &s):
		return "seal:" + s.Reason
	}
	return err.Error()
}

// refused fails unless err is the refusal named.
func refused(t testing.TB, what string, err error, want string) {
	t.Helper()
	if got := codeOf(err); got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

// reopen opens an office file again.
func (w *world) reopen(code casework.OfficeCode, reason string) *office.Office {
	w.t.Helper()
	o, err := office.Open(w.ctx, office.Config{Path: w.paths[code], Password: password, Clock: w.clock, WeakKDF: true, Reason: reason})
	must(w.t, err)
	w.t.Cleanup(func() { _ = o.Close() })
	return o
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	must(t, err)
	must(t, os.WriteFile(to, data, 0o600))
}
