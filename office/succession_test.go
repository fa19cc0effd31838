package office_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
	"silian/store"
)

const nextPassword = "换届以后的新口令"

// election hands a village over: the registrar stays, a new secretary comes.
func election() office.Succession {
	return office.Succession{
		Old: password, Password: nextPassword,
		People: []office.Successor{
			{Person: office.Person{Name: "韩大勇", Role: casework.RoleVillageSecretary, PIN: "6183"}},
			{Person: office.Person{Name: "李小兰", Role: casework.RoleVillageRegistrar, PIN: "5027"}, Number: 2},
		},
	}
}

func TestSuccession(t *testing.T) {
	p := twoPeople(t)
	id := p.open(p.o, "水渠漏水")
	s := election()
	s.Recovery = p.recovery
	p.did(p.o.Succeed(p.ctx, office.Act{}, s))
	if !p.o.Locked() || p.o.Unlocked() {
		t.Error("after the hand-over somebody is signed in")
	}
	for n, pin := range map[int]string{2: secondPIN, 3: "5027"} {
		p.wrong(n, pin)
	}
	refused(t, "who left", p.o.Unlock(p.ctx, 1, firstPIN), "operator.unknown")
	must(t, p.o.Unlock(p.ctx, 3, "6183"))
	must(t, p.o.Close())
	if _, err := office.Open(p.ctx, p.cfg); !errors.Is(err, office.ErrPassword) {
		t.Errorf("the old password: %v", err)
	}
	p.cfg.Password = nextPassword
	var err error
	p.o, err = office.Open(p.ctx, p.cfg)
	must(t, err)
	must(t, p.o.Unlock(p.ctx, 2, "5027"))
	must(t, p.o.Unlock(p.ctx, 3, "6183"))
	if p.o.OperatorName(1) != "韩守田" || len(p.o.Operators()) != 2 {
		t.Errorf("%+v", p.o.EveryOperator())
	}
	line := p.o.Timeline(p.fold(p.o, id))
	if !strings.Contains(line[0].Who, "韩守田") {
		t.Errorf("the old entry is by %q", line[0].Who)
	}
	must(t, p.o.CheckRecovery(p.recovery))
	p.clean(p.o)
	must(t, p.o.Close())
	said := ""
	for _, line := range journal(t, p.cfg.Path) {
		if strings.Contains(line, `"office.succeeded"`) {
			said += line
		}
	}
	const want = `"reason":"election","left":[1],"joined":[3],"cases":1,"promises":0,"unacked":0,"recovery":true`
	if !strings.Contains(said, want) || strings.Contains(said, "韩") || !strings.Contains(said, `"operator":1`) {
		t.Errorf("the entry says %s", said)
	}
}

// TestSuccessionToOnePerson: a village of one goes on with the office password alone.
func TestSuccessionToOnePerson(t *testing.T) {
	p := onePerson(t)
	s := election()
	s.People = s.People[:1]
	s.People[0].PIN = ""
	p.did(p.o.Succeed(p.ctx, office.Act{}, s))
	p.wrong(2, password)
	must(t, p.o.Unlock(p.ctx, 2, nextPassword))
	if p.o.Operator().Name != "韩大勇" || !p.o.Unlocked() {
		t.Errorf("%+v", p.o.Operator())
	}
}

func TestSuccessionRefusals(t *testing.T) {
	p := twoPeople(t)
	for want, change := range map[string]func(*office.Succession){
		"password.too_short":   func(s *office.Succession) { s.Password = "short" },
		"password.as_before":   func(s *office.Succession) { s.Password = s.Old },
		"person.missing":       func(s *office.Succession) { s.People = nil },
		"pin.missing":          func(s *office.Succession) { s.People[1].PIN = "" },
		"pin.too_easy":         func(s *office.Succession) { s.People[0].PIN = "1234" },
		"role.other_level":     func(s *office.Succession) { s.People[0].Role = casework.RoleCountyClerk },
		"person.twice":         func(s *office.Succession) { s.People[0].Name = "李小兰" },
		"operator.unknown":     func(s *office.Succession) { s.People[1].Number = 9 },
		"reason.missing":       func(s *office.Succession) { s.Reason = "whim" },
		"recovery.mistyped":    func(s *office.Succession) { s.Recovery = "ABC" },
		"office: key password": func(s *office.Succession) { s.Old = "not the password" },
	} {
		s := election()
		change(&s)
		_, err := p.o.Succeed(p.ctx, office.Act{}, s)
		if want == "office: key password" {
			if !errors.Is(err, office.ErrPassword) {
				t.Errorf("wrong old password: %v", err)
			}
			continue
		}
		refused(t, want, err, want)
	}
	must(t, p.o.Unlock(p.ctx, 2, secondPIN))
	_, err := p.o.Succeed(p.ctx, office.Act{}, election())
	refused(t, "not the manager", err, "operator.not_manager")
	if _, err := os.Stat(p.cfg.Path + ".key.next"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("half a hand-over lies about: %v", err)
	}
	p.again() // the old password still opens
	must(t, p.o.Unlock(p.ctx, 1, firstPIN))
}

// TestSuccessionCutShort: the power fails between the file and its keys. What the file
// says counts; a key file without its act is nothing.
func TestSuccessionCutShort(t *testing.T) {
	p := twoPeople(t)
	old, err := os.ReadFile(p.cfg.Path + ".key")
	must(t, err)
	must(t, os.WriteFile(p.cfg.Path+".key.next", old, 0o600)) // an act that never was
	p.again()
	if _, err := os.Stat(p.cfg.Path + ".key.next"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a key file without its act stays: %v", err)
	}
	must(t, p.o.Unlock(p.ctx, 1, firstPIN))
	cut(t, p)
	// the old password opens nothing more, the new one does
	if _, err := office.Open(p.ctx, p.cfg); !errors.Is(err, office.ErrPassword) {
		t.Errorf("the old password: %v", err)
	}
	p.cfg.Password = nextPassword
	o, err := office.Open(p.ctx, p.cfg)
	must(t, err)
	t.Cleanup(func() { _ = o.Close() })
	must(t, o.Unlock(p.ctx, 3, "6183"))
}

// cut hands over and then puts the two key files back to where the rename had not yet
// happened.
func cut(t *testing.T, p *post) {
	t.Helper()
	old, err := os.ReadFile(p.cfg.Path + ".key")
	must(t, err)
	p.did(p.o.Succeed(p.ctx, office.Act{}, election()))
	must(t, p.o.Close())
	next, err := os.ReadFile(p.cfg.Path + ".key")
	must(t, err)
	must(t, os.WriteFile(p.cfg.Path+".key.next", next, 0o600))
	must(t, os.WriteFile(p.cfg.Path+".key", old, 0o600))
	s, err := store.Open(p.ctx, store.Config{Path: p.cfg.Path})
	must(t, err)
	must(t, s.Update(p.ctx, func(tx *store.Tx) error { return tx.SetMeta("next_keys", casework.DigestOf(next).String()) }))
	must(t, s.Close())
}

func TestHandoverList(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "水渠漏水")
	w.did(w.tw.Promise(w.ctx, office.Act{}, id, w.tw.Today().Add(3), "三天内回话"))
	in := demand(casework.TrackDispute, "家里的事")
	in.Category = string(casework.FamilyViolence)
	w.did(w.tw.OpenCase(w.ctx, office.Act{}, in))
	w.up(w.tw, w.open(w.tw, "断头路"))
	w.export(w.tw, w.c)
	w.at("2026-11-30")
	h, err := w.tw.Handover(w.ctx)
	must(t, err)
	text := h.Text()
	for _, want := range []string{
		"柳河镇（419901102000）　日期：2026-11-30", "已登记　2件", "在途　1件", "合计　3件，其中没有办结的　3件",
		"没有兑现的承诺　1件", "应在2026-11-27前回话（已过期）", "还没有回执的文件　1个", "第1号", "另定承办人的事项　1件",
		"恢复码的纸当面核对过", "接收人",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the list lacks %q:\n%s", want, text)
		}
	}
	for _, never := range []string{"张某某", "家里的事", "139000"} {
		if strings.Contains(text, never) {
			t.Errorf("the list says %q", never)
		}
	}
}
