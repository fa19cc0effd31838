package store

import (
	"context"
	"runtime"
)

// inOrder hands what next gives to work, which runs on all processors, and its results to
// take, one after the other and in the order of next. next and take run in the caller's
// goroutine, so that both may use one transaction; few results wait at a time. It ends at
// the first error, in that order, or when ctx is cancelled, and leaves nothing running.
func inOrder[In, Out any](ctx context.Context, next func() (In, bool, error), work func(In) (Out, error), take func(In, Out) error) error {
	type result struct {
		in   In
		out  Out
		err  error
		done chan struct{}
	}
	workers := max(1, runtime.GOMAXPROCS(0))
	var waiting []*result
	defer func() {
		for _, r := range waiting {
			<-r.done
		}
	}()
	shift := func() error {
		r := waiting[0]
		<-r.done
		waiting = waiting[1:]
		if r.err != nil {
			return r.err
		}
		return take(r.in, r.out)
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		in, more, err := next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		r := &result{in: in, done: make(chan struct{})}
		waiting = append(waiting, r)
		go func() {
			defer close(r.done)
			defer spoilt(&r.err)
			r.out, r.err = work(r.in)
		}()
		if len(waiting) > workers {
			if err := shift(); err != nil {
				return err
			}
		}
	}
	for len(waiting) > 0 {
		if err := shift(); err != nil {
			return err
		}
	}
	return nil
}
