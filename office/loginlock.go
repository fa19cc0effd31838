package office

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"silian/store"
)

const metaAutoLock = "auto_lock"

// Minutes without input after which the window locks.
const (
	defaultAutoLock = 5
	longestAutoLock = 30
)

// Lock signs out whoever is signed in: nothing is written, sealed, opened or read in
// his name until Unlock. It waits for a sealed file that is being made or read. Where
// the office password unlocks, the private keys leave the memory; where PINs do, they
// stay behind the lock: a key wrapped under four digits would be a key in the clear
// that only looks wrapped (docs/security.md).
func (o *Office) Lock() {
	o.sealing.Lock()
	defer o.sealing.Unlock()
	pins := o.AsksPIN()
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.login.locked {
		return
	}
	o.login.locked, o.login.since = true, o.Now()
	if !pins {
		o.keys, o.login.pepper = nil, nil
	}
}

// Locked reports whether nobody is signed in.
func (o *Office) Locked() bool { return !o.LockedSince().IsZero() }

// LockedSince gives the office's time from which on nobody has been signed in; the
// zero time while somebody is.
func (o *Office) LockedSince() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.login.locked {
		return time.Time{}
	}
	return o.login.since
}

// Touch tells that somebody is at it: a key, the mouse.
func (o *Office) Touch() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.login.touched, o.login.wall = o.login.watch(), o.clock.Now()
}

// IdleFor gives the time since the last Touch: by the stopwatch or by the PC's clock,
// whichever says more, because a stopwatch may stand still while the PC sleeps.
func (o *Office) IdleFor() time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	idle := max(0, o.login.watch()-o.login.touched)
	if _, demo := o.clock.(*DemoClock); demo { // it jumps, and means nothing here
		return idle
	}
	return max(idle, o.clock.Now().Sub(o.login.wall))
}

// Idle locks when nobody was at it for d, and reports whether the office is locked;
// 0 never locks.
func (o *Office) Idle(d time.Duration) bool {
	if d > 0 && o.IdleFor() >= d {
		o.Lock()
	}
	return o.Locked()
}

// AutoLock gives the time without input after which the window locks: 1 to 30
// minutes, 0 for never.
func (o *Office) AutoLock(ctx context.Context) (time.Duration, error) {
	text, err := o.store.Meta(ctx, metaAutoLock)
	if err != nil || text == "" {
		return defaultAutoLock * time.Minute, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > longestAutoLock {
		return defaultAutoLock * time.Minute, fmt.Errorf("%w: %s", ErrDamaged, metaAutoLock)
	}
	return time.Duration(n) * time.Minute, nil
}

// SetAutoLock sets it; only who keeps the list of people may switch it off with 0.
func (o *Office) SetAutoLock(ctx context.Context, minutes int) error {
	who := o.Operator()
	switch {
	case who.Number == 0:
		return ErrSignedOut
	case minutes < 0 || minutes > longestAutoLock:
		return &Problem{Field: "auto_lock", Code: "needs_1_to_30"}
	case minutes == 0 && !o.manages(who):
		return &Problem{Field: "operator", Code: "not_manager"}
	}
	return o.store.Update(ctx, func(tx *store.Tx) error { return tx.SetMeta(metaAutoLock, strconv.Itoa(minutes)) })
}

// draftOf names the place of a half-typed form: where people have PINs, what one of
// them typed is not shown to another.
func (o *Office) draftOf(form string) string {
	pins := o.AsksPIN()
	o.mu.Lock()
	defer o.mu.Unlock()
	if !pins || o.operator.Number <= 1 {
		return form
	}
	return form + "@" + strconv.Itoa(o.operator.Number)
}
