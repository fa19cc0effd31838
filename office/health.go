package office

import (
	"context"
	"errors"
	"time"

	"silian/store"
)

// Health is how the file of this office and its disk stand.
type Health struct {
	Unclean  bool      // the program did not end by itself since the last look at the pages: a crash, a power cut
	Checking bool      // the pages are being looked at now
	Checked  time.Time // when they were last looked at; zero: never
	Problems int       // what was found then; more than 0: do not write, copy, restore
	Looking  bool      // opened on a medium that only lets itself be read
	Free     uint64    // bytes that may still be written on the disk
	Low      bool      // Free is below 500 MB: warn
	Ballast  bool      // 64 MB are kept back for finishing work on a full disk
}

// Warnings gives what a person should be told of it in plain Chinese, the most
// urgent first; none when all is well.
func (h Health) Warnings() []string {
	var out []string
	for _, w := range []struct {
		so  bool
		key string
	}{
		{h.Problems > 0, "damaged"},
		{h.Looking, "looking"},
		{h.Low && !h.Ballast, "full"},
		{h.Low && h.Ballast, "low"},
		{h.Checking && h.Unclean, "checking"},
	} {
		if w.so {
			out = append(out, words["health."+w.key])
		}
	}
	return out
}

// Health tells how the file and its disk stand; it is cheap.
func (o *Office) Health(ctx context.Context) (Health, error) {
	q, err := o.store.Quick(ctx, o.clock.Now())
	if err != nil {
		return Health{}, err
	}
	h := Health{
		Unclean: q.Unclean, Checked: q.At, Problems: q.Found,
		Looking: o.store.Looking(), Ballast: o.store.Ballast() > 0,
	}
	h.Free, err = o.store.Free()
	h.Low = err == nil && h.Free < store.LowSpace
	return h, err
}

// WatchHealth keeps the ballast, looks at the pages after an unclean stop and once a
// week, and tells changed how things stand: at once, and at each tick. It returns
// when ctx is cancelled, which also stops a look at the pages; run it beside the
// window and wait for it before Close.
func (o *Office) WatchHealth(ctx context.Context, tick <-chan time.Time, changed func(Health)) error {
	for {
		if err := o.tend(ctx, changed); err != nil && ctx.Err() == nil {
			// a disk that is full or only lets itself be read is what is told, not an end
			if !errors.Is(err, store.ErrDiskFull) && !errors.Is(err, store.ErrReadOnly) {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick:
		}
	}
}

// tend does once what WatchHealth does at each tick.
func (o *Office) tend(ctx context.Context, changed func(Health)) error {
	_, ballast := o.store.KeepBallast(ctx, o.ballast()) // without one the work goes on
	h, err := o.Health(ctx)
	if err != nil {
		return errors.Join(ballast, err)
	}
	now := o.clock.Now()
	q, err := o.store.Quick(ctx, now)
	if err != nil {
		return err
	}
	if !q.Due {
		changed(h)
		return nil
	}
	h.Checking = true
	changed(h)
	if _, err := o.store.QuickCheck(ctx, now); err != nil {
		return err
	}
	if h, err = o.Health(ctx); err == nil {
		changed(h)
	}
	return err
}

// ballast is how much is kept back, in bytes. A demo keeps nothing: it can be
// played again.
func (o *Office) ballast() int64 {
	if o.Demo() {
		return 0
	}
	return store.BallastSize
}

// InUse reports whether the office file at path is open in some window or command.
func InUse(path string) bool { return store.InUse(path) }
