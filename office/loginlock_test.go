package office_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"silian/casework"
	"silian/office"
)

// TestLockDropsTheKeys: nothing is sealed, opened or written behind the lock; drafts
// stay.
func TestLockDropsTheKeys(t *testing.T) {
	for name, make := range map[string]func(*testing.T) *post{"one person": onePerson, "two people": twoPeople} {
		t.Run(name, func(t *testing.T) {
			p := make(t)
			secret := password
			if p.o.AsksPIN() {
				secret = firstPIN
			}
			must(t, p.o.SaveDraft(p.ctx, "visit", "写了一半"))
			p.o.Lock()
			p.at("2026-11-25")
			p.o.Lock() // twice is once
			if since := p.o.LockedSince(); since.Format(time.DateTime) != "2026-11-24 09:00:00" || !p.o.Locked() || p.o.Unlocked() {
				t.Errorf("locked since %v", since)
			}
			if _, err := p.o.Export(p.ctx, townshipCode, p.stick, nil); !errors.Is(err, office.ErrLocked) {
				t.Errorf("export: %v", err)
			}
			if _, err := p.o.Preview(p.ctx, filepath.Join(p.stick, "a.xfb"), nil); !errors.Is(err, office.ErrLocked) {
				t.Errorf("preview: %v", err)
			}
			if _, err := p.o.OpenCase(p.ctx, office.Act{}, demand(casework.TrackDemand, "x")); !errors.Is(err, office.ErrSignedOut) {
				t.Errorf("write: %v", err)
			}
			if err := p.o.SignIn(1); !errors.Is(err, office.ErrSignedOut) {
				t.Errorf("sign in past the lock: %v", err)
			}
			must(t, p.o.SaveDraft(p.ctx, "note", "锁上以后存的"))
			p.wrong(1, "not the secret")
			if !p.o.Locked() {
				t.Error("a wrong secret unlocks")
			}
			must(t, p.o.Unlock(p.ctx, 1, secret))
			if !p.o.Unlocked() || p.o.Locked() || !p.o.LockedSince().IsZero() {
				t.Error("still locked")
			}
			for form, want := range map[string]string{"visit": "写了一半", "note": "锁上以后存的"} {
				if got, err := p.o.Draft(p.ctx, form); err != nil || got != want {
					t.Errorf("%s: %q, %v", form, got, err)
				}
			}
			p.open(p.o, "路灯不亮")
			if !p.o.AsksPIN() {
				return
			}
			must(t, p.o.Unlock(p.ctx, 2, secondPIN))
			if got, err := p.o.Draft(p.ctx, "visit"); err != nil || got != "" {
				t.Errorf("somebody else reads the half-typed form: %q, %v", got, err)
			}
		})
	}
}

// TestIdle: five minutes without input lock, a touch begins anew.
func TestIdle(t *testing.T) {
	p := onePerson(t)
	d, err := p.o.AutoLock(p.ctx)
	must(t, err)
	if d != 5*time.Minute {
		t.Errorf("default %v", d)
	}
	p.elapsed += d - time.Second
	if p.o.Idle(d) {
		t.Error("locked too early")
	}
	p.o.Touch()
	p.elapsed += d - time.Second
	if p.o.Idle(d) || p.o.Idle(0) {
		t.Error("a touch does not begin anew")
	}
	p.elapsed += time.Second
	if p.o.Idle(0) || p.o.Locked() {
		t.Error("locked although it is off")
	}
	if !p.o.Idle(d) || !p.o.Locked() {
		t.Error("not locked")
	}
	must(t, p.o.Unlock(p.ctx, 1, password))
	if p.o.Idle(d) {
		t.Error("unlocking is no touch")
	}
	p.clock.mu.Lock()
	p.clock.now = p.clock.now.Add(d) // the PC slept: its stopwatch stood still
	p.clock.mu.Unlock()
	if !p.o.Idle(d) {
		t.Error("a PC that slept wakes up unlocked")
	}
}

func TestSetAutoLock(t *testing.T) {
	p := twoPeople(t)
	must(t, p.o.Unlock(p.ctx, 2, secondPIN))
	for minutes, want := range map[int]string{-1: "auto_lock.needs_1_to_30", 31: "auto_lock.needs_1_to_30", 0: "operator.not_manager"} {
		refused(t, "auto lock", p.o.SetAutoLock(p.ctx, minutes), want)
	}
	must(t, p.o.SetAutoLock(p.ctx, 30))
	must(t, p.o.Unlock(p.ctx, 1, firstPIN))
	must(t, p.o.SetAutoLock(p.ctx, 0))
	p.again()
	if d, err := p.o.AutoLock(p.ctx); err != nil || d != 0 {
		t.Errorf("%v, %v", d, err)
	}
	if err := p.o.SetAutoLock(p.ctx, 5); !errors.Is(err, office.ErrSignedOut) {
		t.Errorf("signed out: %v", err)
	}
}
