package office_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"silian/casework"
	"silian/office"
)

// post is one office with a stopwatch that a test moves.
type post struct {
	*world
	cfg      office.Config
	o        *office.Office
	elapsed  time.Duration
	recovery string
}

// onePerson founds a village office with one secretary.
func onePerson(t *testing.T) *post {
	t.Helper()
	p := &post{world: empty(t)}
	p.cfg = office.Config{
		Path: filepath.Join(t.TempDir(), "office.db"), Password: password, Clock: p.clock, WeakKDF: true,
		Stopwatch: func() time.Duration { return p.elapsed },
	}
	var err error
	p.o, p.recovery, err = office.Init(p.ctx, office.Founding{
		Config: p.cfg, Office: villageOf(villageCode, townshipCode),
		Operators: []office.Operator{{Number: 1, Name: "韩守田", Role: casework.RoleVillageSecretary}},
	})
	must(t, err)
	t.Cleanup(func() { _ = p.o.Close() })
	return p
}

const firstPIN, secondPIN = "2580", "70415"

// twoPeople adds a registrar, so that both have PINs.
func twoPeople(t *testing.T) *post {
	t.Helper()
	p := onePerson(t)
	op, err := p.o.AddOperator(p.ctx, office.Person{Name: "李小兰", Role: casework.RoleVillageRegistrar, PIN: secondPIN}, firstPIN)
	must(t, err)
	if op.Number != 2 || !op.PIN {
		t.Fatalf("added %+v", op)
	}
	return p
}

// again closes the office and opens it as the next day would.
func (p *post) again() {
	p.t.Helper()
	must(p.t, p.o.Close())
	var err error
	p.o, err = office.Open(p.ctx, p.cfg)
	must(p.t, err)
	p.t.Cleanup(func() { _ = p.o.Close() })
}

// wrong tries a wrong secret and gives the wait that it costs.
func (p *post) wrong(number int, secret string) *office.TryError {
	p.t.Helper()
	var try *office.TryError
	if err := p.o.Unlock(p.ctx, number, secret); !errors.As(err, &try) {
		p.t.Fatalf("a wrong secret: %v", err)
	}
	return try
}

// TestOnePersonNeedsNoPIN: the office password alone opens and signs in.
func TestOnePersonNeedsNoPIN(t *testing.T) {
	p := onePerson(t)
	p.again()
	if p.o.AsksPIN() || p.o.Locked() || p.o.Operator().Name != "韩守田" || !p.o.Unlocked() {
		t.Errorf("operator %+v, locked %v", p.o.Operator(), p.o.Locked())
	}
	p.open(p.o, "路灯不亮")
}

// TestSecondPersonBringsPINs: from then on the office password is nobody's name.
func TestSecondPersonBringsPINs(t *testing.T) {
	p := onePerson(t)
	_, err := p.o.AddOperator(p.ctx, office.Person{Name: "李小兰", Role: casework.RoleVillageRegistrar, PIN: secondPIN}, "")
	refused(t, "without a PIN of one's own", err, "own_pin.missing")
	if p.o.AsksPIN() || len(p.o.Operators()) != 1 {
		t.Error("a refused person came in")
	}
	p = twoPeople(t)
	if p.o.Operator().Number != 1 {
		t.Error("who added is signed out")
	}
	p.again()
	if !p.o.Locked() || p.o.Unlocked() || p.o.Operator() != (office.Operator{}) {
		t.Errorf("the office password signed in %+v", p.o.Operator())
	}
	for name, err := range map[string]error{
		"sign in without PIN": p.o.SignIn(2), "write": second(p.o.OpenCase(p.ctx, office.Act{}, demand(casework.TrackDemand, "x"))),
		"add": second(p.o.AddOperator(p.ctx, office.Person{Name: "丙", Role: casework.RoleVillageMediator, PIN: "8264"}, "9137")),
	} {
		if !errors.Is(err, office.ErrSignedOut) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := p.o.Export(p.ctx, townshipCode, p.stick, nil); !errors.Is(err, office.ErrLocked) {
		t.Errorf("export: %v", err)
	}
	if try := p.wrong(2, firstPIN); !errors.Is(try, office.ErrPIN) {
		t.Errorf("the PIN of another: %v", try)
	}
	if try := p.wrong(1, password); !errors.Is(try, office.ErrPIN) {
		t.Errorf("the office password as a PIN: %v", try)
	}
	must(t, p.o.Unlock(p.ctx, 2, secondPIN))
	if p.o.Operator().Name != "李小兰" || !p.o.Unlocked() || p.o.WrongTries().Count != 1 {
		t.Errorf("%+v, tries %+v", p.o.Operator(), p.o.WrongTries())
	}
	must(t, p.o.Unlock(p.ctx, 1, firstPIN)) // in the place of another, without closing
	if p.o.Operator().Number != 1 {
		t.Errorf("%+v", p.o.Operator())
	}
	p.wrong(2, "1357")
	if p.o.Operator().Number != 1 || p.o.Locked() {
		t.Error("a wrong try signs out who is there")
	}
}

func second[T any](_ T, err error) error { return err }

// TestWordsNeedSignIn: who opened the file with the password alone reads no words.
func TestWordsNeedSignIn(t *testing.T) {
	p := twoPeople(t)
	id := p.open(p.o, "水渠漏水")
	p.again()
	if c := p.fold(p.o, id); strings.Contains(words(c), "水渠") || len(c.Words.Parties) != 0 {
		t.Errorf("read %q", words(c))
	}
	must(t, p.o.Unlock(p.ctx, 1, firstPIN))
	if c := p.fold(p.o, id); !strings.Contains(words(c), "水渠") {
		t.Errorf("read %q", words(c))
	}
}

// TestWrongTriesSlowDown: 3 free, then 1, 2, 4 … 60 seconds, never for good.
func TestWrongTriesSlowDown(t *testing.T) {
	p := twoPeople(t)
	for i, want := range []int{0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60} {
		wait := time.Duration(want) * time.Second
		if got := p.wrong(2, "0000x0000").Wait; got != wait {
			t.Errorf("after wrong try %d: wait %v, want %v", i+1, got, wait)
		}
		if wait == 0 {
			continue
		}
		p.elapsed += wait - time.Millisecond
		if try := p.wrong(2, secondPIN); !try.Early || try.Wait != time.Second || !strings.Contains(office.Explain(try), "再过1秒") {
			t.Errorf("too early: %+v %s", try, office.Explain(try))
		}
		p.elapsed += time.Millisecond
	}
	must(t, p.o.Unlock(p.ctx, 1, firstPIN)) // counted for each person
	must(t, p.o.Unlock(p.ctx, 2, secondPIN))
	if p.o.WrongTries().Count != 11 {
		t.Errorf("told of %+v", p.o.WrongTries())
	}
	if got := p.wrong(2, "1357").Wait; got != 0 {
		t.Errorf("a right try does not begin anew: wait %v", got)
	}
}

// TestWaitSurvivesRestartAndClock: neither ending the program nor the PC's clock helps.
func TestWaitSurvivesRestartAndClock(t *testing.T) {
	p := twoPeople(t)
	for range 6 {
		p.wrong(2, "1357")
		p.elapsed += time.Minute
	}
	p.again()
	for _, day := range []string{"2026-11-24", "2020-01-02", "2031-05-06"} {
		p.at(day)
		if try := p.wrong(2, secondPIN); !try.Early || try.Wait != 8*time.Second {
			t.Errorf("clock at %s: %+v", day, try)
		}
	}
	p.elapsed += 8 * time.Second
	must(t, p.o.Unlock(p.ctx, 2, secondPIN))
}

// TestPINsThatAreRefused: too short, too long, what everybody tries first.
func TestPINsThatAreRefused(t *testing.T) {
	p := onePerson(t)
	for pin, want := range map[string]string{
		"": "pin.missing", "258": "pin.needs_4_to_8_digits", "258025802": "pin.needs_4_to_8_digits", "short": "pin.needs_4_to_8_digits",
		"1111": "pin.too_easy", "1234": "pin.too_easy", "87654": "pin.too_easy",
	} {
		_, err := p.o.AddOperator(p.ctx, office.Person{Name: "李小兰", Role: casework.RoleVillageRegistrar, PIN: pin}, firstPIN)
		refused(t, pin, err, want)
	}
	_, err := p.o.AddOperator(p.ctx, office.Person{Name: "李小兰", Role: casework.RoleVillageRegistrar, PIN: "一句长一点的口令"}, firstPIN)
	must(t, err)
	must(t, p.o.Unlock(p.ctx, 2, "一句长一点的口令"))
}

// TestPINsNeedTheOfficePassword: a file that was opened without its keys checks none,
// and a try that could not be looked at does not count.
func TestPINsNeedTheOfficePassword(t *testing.T) {
	p := twoPeople(t)
	right := p.cfg.Password
	p.cfg.Password = ""
	p.again()
	for range 5 {
		if err := p.o.Unlock(p.ctx, 2, secondPIN); !errors.Is(err, office.ErrLocked) {
			t.Fatal(err)
		}
	}
	must(t, p.o.OpenKeys(p.ctx, right))
	must(t, p.o.Unlock(p.ctx, 2, secondPIN))
	if p.o.WrongTries().Count != 0 {
		t.Errorf("%+v", p.o.WrongTries())
	}
}

// TestWeakPINsAreRefused: production does not check what tests make.
func TestWeakPINsAreRefused(t *testing.T) {
	p := twoPeople(t)
	must(t, p.o.Close())
	must(t, office.ResetPassword(p.cfg.Path, p.recovery, password)) // the key file gets its real cost
	p.cfg.WeakKDF = false
	p.again()
	if err := p.o.Unlock(p.ctx, 1, firstPIN); !errors.Is(err, office.ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

// TestNewCopyWaitsForAName: after a restore the entry about the new instance is
// written by who signs in, not by whoever knows the office password.
func TestNewCopyWaitsForAName(t *testing.T) {
	p := twoPeople(t)
	must(t, p.o.Close())
	must(t, os.Remove(p.cfg.Path+".instance"))
	p.cfg.Reason = "restored"
	var err error
	p.o, err = office.Open(p.ctx, p.cfg)
	must(t, err)
	p.cfg.Reason = ""
	p.again() // nobody signed in; the note is not forgotten
	before := entryCount(t, p.o)
	must(t, p.o.Unlock(p.ctx, 2, secondPIN))
	if got := entryCount(t, p.o); got != before+1 {
		t.Errorf("%d entries, before %d", got, before)
	}
	must(t, p.o.Unlock(p.ctx, 1, firstPIN))
	if got := entryCount(t, p.o); got != before+1 {
		t.Errorf("written twice: %d entries, before %d", got, before)
	}
}

func entryCount(t *testing.T, o *office.Office) int {
	t.Helper()
	r, err := o.Check(t.Context(), false, nil)
	must(t, err)
	return r.Entries
}
