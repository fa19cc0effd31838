package office_test

import (
	"errors"
	"strings"
	"testing"

	"silian/office"
	"silian/store"
)

// secrets changes what the closed file keeps of the PINs and opens it again.
func (p *post) secrets(change func(rows []store.Operator)) {
	p.t.Helper()
	must(p.t, p.o.Close())
	s, err := store.Open(p.ctx, store.Config{Path: p.cfg.Path})
	must(p.t, err)
	must(p.t, s.Update(p.ctx, func(tx *store.Tx) error {
		rows, err := tx.Operators()
		if err != nil {
			return err
		}
		change(rows)
		for _, row := range rows {
			if err := tx.PutOperator(row); err != nil {
				return err
			}
		}
		return nil
	}))
	must(p.t, s.Close())
	p.o, err = office.Open(p.ctx, p.cfg)
	must(p.t, err)
	p.t.Cleanup(func() { _ = p.o.Close() })
}

// TestHashesOutOfBounds: a hash that asks for no work, for too much, or is none is
// refused before anything is computed, and is no wrong try.
func TestHashesOutOfBounds(t *testing.T) {
	p := twoPeople(t)
	good := ""
	p.secrets(func(rows []store.Operator) { good = rows[1].Secret })
	if !strings.HasPrefix(good, "$argon2id$v=19$m=64,t=1,p=1$") || strings.Contains(good, secondPIN) {
		t.Fatalf("the hash is %q", good)
	}
	for _, bad := range []string{
		strings.Replace(good, "m=64", "m=8", 1), strings.Replace(good, "m=64", "m=4194304", 1), strings.Replace(good, "t=1", "t=0", 1),
		strings.Replace(good, "t=1", "t=1000", 1), strings.Replace(good, "p=1", "p=0", 1), strings.Replace(good, "p=1", "p=200", 1),
		strings.Replace(good, "p=1", "p=257", 1), strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=64,", "", 1), good[:len(good)-4], good + "$", "x", "$argon2id$v=19$",
	} {
		p.secrets(func(rows []store.Operator) { rows[1].Secret = bad })
		if err := p.o.Unlock(p.ctx, 2, secondPIN); !errors.Is(err, office.ErrDamaged) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	p.secrets(func(rows []store.Operator) { rows[1].Secret = good })
	must(t, p.o.Unlock(p.ctx, 2, secondPIN))
	if n := p.o.WrongTries().Count; n != 0 {
		t.Errorf("%d wrong tries", n)
	}
}

// TestHashBelongsToItsRow: nobody puts the hash of a PIN that he knows into the row of
// another, or that of another office into this one.
func TestHashBelongsToItsRow(t *testing.T) {
	p, other := twoPeople(t), twoPeople(t)
	foreign := ""
	other.secrets(func(rows []store.Operator) { foreign = rows[0].Secret })
	p.secrets(func(rows []store.Operator) { rows[0].Secret = rows[1].Secret })
	if try := p.wrong(1, secondPIN); !errors.Is(try, office.ErrPIN) {
		t.Error(try)
	}
	p.secrets(func(rows []store.Operator) { rows[0].Secret = foreign })
	if try := p.wrong(1, firstPIN); !errors.Is(try, office.ErrPIN) {
		t.Error(try)
	}
}
