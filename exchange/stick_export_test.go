package exchange

import (
	"context"
	"io"
)

// Stick is a stick that tests make up.
type Stick struct {
	System   string
	ReadOnly bool
	Free     int64                                           // 0: what the folder has
	Write    func(p []byte) (n int, err error, through bool) // before each piece; through false ends there
	Sync     func() error
}

// WriteStickOn is WriteStick on such a stick.
func WriteStickOn(ctx context.Context, cfg StickConfig, s Stick) (StickResult, error) {
	w := newStickWriter(cfg)
	w.volume = func(string) (volume, error) { return volume{s.System, s.ReadOnly}, nil }
	if s.Free > 0 {
		w.free = func(string) (int64, error) { return s.Free, nil }
	}
	w.through = func(f syncer) syncer { return &faulty{f, s} }
	err := stickError(w.run(ctx))
	return w.res, err
}

type faulty struct {
	syncer
	s Stick
}

func (f *faulty) Write(p []byte) (int, error) {
	if f.s.Write != nil {
		if n, err, through := f.s.Write(p); !through {
			if n > 0 {
				_, _ = f.syncer.Write(p[:n])
			}
			return n, err
		}
	}
	return f.syncer.Write(p)
}

func (f *faulty) Sync() error {
	if f.s.Sync != nil {
		return f.s.Sync()
	}
	return f.syncer.Sync()
}

var _ io.Writer = &faulty{}

// Largest is the largest file of a file system, 0 without limit.
func Largest(system string) int64 { return volume{system: system}.largest() }
