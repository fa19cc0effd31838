package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"time"

	"silian/store"
)

// Errors of signing in.
var (
	ErrSignedOut = errors.New("office: nobody is signed in")
	ErrPIN       = errors.New("office: wrong PIN")
)

// login is who sits at the office and since when nobody does. Its fields are guarded
// by Office.mu; trying is one try at a time.
type login struct {
	trying sync.Mutex

	watch   func() time.Duration // goes on whatever the PC's clock says
	opened  time.Duration        // by watch
	weak    bool                 // tests: small costs
	pepper  []byte               // from the keys: what PINs are keyed with
	next    bool                 // the password opened a key file that is not in force yet
	locked  bool
	since   time.Time
	touched time.Duration         // last input by watch
	wall    time.Time             // last input by the office's clock
	tried   map[int]time.Duration // last wrong try here, by watch
	before  WrongTries
}

// newLogin is a login with nobody signed in and nobody asked yet.
func newLogin(cfg Config, c Clock) *login {
	l := &login{watch: cfg.Stopwatch, weak: cfg.WeakKDF, tried: map[int]time.Duration{}, wall: c.Now()}
	if l.watch == nil {
		start := time.Now()
		l.watch = func() time.Duration { return time.Since(start) } // by the monotonic clock
	}
	l.opened = l.watch()
	l.touched = l.opened
	return l
}

// firstIn signs in who opens the file: the operator named, 0 for the first who is
// here. Where people have PINs nobody is signed in yet.
func (o *Office) firstIn(operator int) error {
	if operator == 0 {
		ops := o.Operators()
		if len(ops) == 0 {
			return fmt.Errorf("%w: nobody is in the office", ErrDamaged)
		}
		operator = ops[0].Number
	}
	if !o.AsksPIN() {
		o.Touch()
		return o.SignIn(operator)
	}
	op, err := o.here(operator)
	if err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.operator, o.login.locked, o.login.since = op, true, o.Now() // the one whom the window offers first
	return nil
}

// WrongTries tells who signs in of tries on his name since he was last here.
type WrongTries struct {
	Count int
	Last  time.Time // by the PC's clock
}

// TryError is a refused try to sign in. Unwrap gives ErrPIN or ErrPassword.
type TryError struct {
	Wait  time.Duration // until the next try is taken, whole seconds; 0 at once
	Early bool          // this try came too soon and was not looked at
	Of    error
}

// Error names the reason and the wait.
func (e *TryError) Error() string {
	return fmt.Sprintf("%v, wait %v, early %v", e.Of, e.Wait, e.Early)
}

// Unwrap gives ErrPIN or ErrPassword.
func (e *TryError) Unwrap() error { return e.Of }

// Explain says what was wrong and how long to wait.
func (e *TryError) Explain() string {
	seconds := strconv.Itoa(int(e.Wait/time.Second)) + "秒"
	if e.Early {
		return "输错的次数多了，再过" + seconds + "才能再试。不会锁死，台账没有变。"
	}
	what := "PIN码不对"
	if errors.Is(e.Of, ErrPassword) {
		what = "口令不对"
	}
	if e.Wait == 0 {
		return what + "，请再输一次。台账没有变。"
	}
	return what + "。过" + seconds + "再试；真忘了，请管理员另设，或者用恢复码。台账没有变。"
}

// freeTries are the wrong tries in a row that cost no waiting; longestWait is where
// the doubling ends.
const (
	freeTries   = 3
	longestWait = time.Minute
)

// waitAfter gives the wait after so many wrong tries in a row: 0, 0, 1, 2, 4 … 60 s.
func waitAfter(wrong int) time.Duration {
	if wrong < freeTries {
		return 0
	}
	if wrong-freeTries >= 6 {
		return longestWait
	}
	return time.Second << (wrong - freeTries)
}

// waitOf gives what is left of an operator's wait. The count stands in the file; the
// time runs by the stopwatch, from the last wrong try here or from the opening: neither
// ending the program nor a clock set back or forward shortens it.
func (o *Office) waitOf(p store.Operator) time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	from, ok := o.login.tried[p.Number]
	if !ok {
		from = o.login.opened
	}
	left := waitAfter(p.Wrong) - (o.login.watch() - from)
	return max(0, (left + time.Second - 1).Truncate(time.Second)) // whole seconds, upwards
}

// Wait gives how long an operator must wait before the next try, 0 when he need not.
func (o *Office) Wait(ctx context.Context, number int) (time.Duration, error) {
	p, err := o.person(ctx, number)
	return o.waitOf(p), err
}

// person reads somebody who is in the office now, with his secret.
func (o *Office) person(ctx context.Context, number int) (p store.Operator, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err := v.Operators()
		i := slices.IndexFunc(rows, func(p store.Operator) bool { return p.Number == number && p.Active })
		if err != nil || i < 0 {
			return errors.Join(err, &Problem{Field: "operator", Code: "unknown"})
		}
		p = rows[i]
		return nil
	})
	return p, err
}

// Unlock signs a person in: after opening, after a lock, or in the place of somebody
// else. The secret is his PIN; where nobody has one, the office password. Errors:
// *TryError, ErrLocked while a PIN cannot be checked because the office password was
// not given, those of the key file. Whoever was signed in stays so after an error.
func (o *Office) Unlock(ctx context.Context, number int, secret string) error {
	o.login.trying.Lock()
	defer o.login.trying.Unlock()
	p, err := o.try(ctx, number, secret)
	if err != nil {
		return err
	}
	op := operatorOf(p)
	o.mu.Lock()
	o.operator, o.login.locked, o.login.since = op, false, time.Time{}
	o.login.before = WrongTries{}
	if p.Wrong > 0 {
		o.login.before = WrongTries{p.Wrong, time.Unix(p.WrongAt, 0)}
	}
	o.mu.Unlock()
	o.Touch()
	return o.noteInstance(ctx)
}

// try checks a secret and keeps count; p is the person with the wrong tries before
// this one. A try is counted before it is looked at, so that ending the program in
// between saves none.
func (o *Office) try(ctx context.Context, number int, secret string) (p store.Operator, err error) {
	if p, err = o.person(ctx, number); err != nil {
		return p, err
	}
	of := ErrPIN
	if p.Secret == "" {
		of = ErrPassword
		if o.AsksPIN() {
			return p, &Problem{Field: "pin", Code: "not_set"}
		}
	}
	if left := o.waitOf(p); left > 0 {
		return p, &TryError{Wait: left, Early: true, Of: of}
	}
	count := func(wrong int, at int64) error {
		return o.store.Update(ctx, func(tx *store.Tx) error { return tx.SetWrong(number, wrong, at) })
	}
	if err := count(p.Wrong+1, o.clock.Now().Unix()); err != nil {
		return p, err
	}
	ok, err := o.matches(p, secret)
	switch {
	case err != nil: // nothing was tried
		return p, errors.Join(err, count(p.Wrong, p.WrongAt))
	case ok:
		o.mu.Lock()
		delete(o.login.tried, number)
		o.mu.Unlock()
		return p, count(0, 0)
	}
	o.mu.Lock()
	o.login.tried[number] = o.login.watch()
	o.mu.Unlock()
	return p, &TryError{Wait: waitAfter(p.Wrong + 1), Of: of}
}

// matches compares a secret with what the file keeps, or opens the key file with it.
func (o *Office) matches(p store.Operator, secret string) (bool, error) {
	o.mu.Lock()
	pepper, weak := o.login.pepper, o.login.weak
	o.mu.Unlock()
	if p.Secret == "" {
		err := o.openKeys(Config{Path: o.path, Password: secret, WeakKDF: weak})
		if errors.Is(err, ErrPassword) {
			return false, nil
		}
		return err == nil, err
	}
	if pepper == nil {
		return false, ErrLocked
	}
	least := leastPinCost()
	if weak {
		least = weakPinCost()
	}
	return sameHash(p.Secret, pepper, p.Number, secret, least)
}

// WrongTries tells of the wrong tries on the name of who is signed in, before he was.
func (o *Office) WrongTries() WrongTries {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.login.before
}
