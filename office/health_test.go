package office_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"silian/casework"
	"silian/office"
	"silian/store"
)

// TestDiskErrorsHaveWords: what happened, that nothing is lost, what to do next.
func TestDiskErrorsHaveWords(t *testing.T) {
	seen := map[string]bool{}
	for _, err := range []error{
		store.ErrDiskFull, store.ErrReserve, store.ErrReadOnly, store.ErrDisk, store.ErrBusy, store.ErrBehind, office.ErrUnfounded,
	} {
		text := office.Explain(fmt.Errorf("while: %w", err))
		if strings.ContainsAny(text, "abcdefghijklmnopqrstuvwxyz") || seen[text] {
			t.Errorf("%v: %s", err, text)
		}
		if !strings.Contains(text, "请") && !strings.Contains(text, "再试") {
			t.Errorf("%v: nothing to do next: %s", err, text)
		}
		seen[text] = true
	}
}

func TestWarnings(t *testing.T) {
	for _, c := range []struct {
		h    office.Health
		want string // a word of each warning, in order
	}{
		{office.Health{Ballast: true, Free: 1 << 40}, ""},
		{office.Health{Low: true, Ballast: true}, "500兆"},
		{office.Health{Low: true}, "备用空间也用完了"},
		{office.Health{Problems: 2, Low: true, Looking: true}, "损坏 只能看 备用空间"},
		{office.Health{Checking: true, Unclean: true}, "正在后台检查"},
		{office.Health{Checking: true}, ""}, // the weekly look needs no word
	} {
		got := c.h.Warnings()
		want := strings.Fields(c.want)
		if len(got) != len(want) {
			t.Errorf("%+v: %q", c.h, got)
			continue
		}
		for i := range want {
			if !strings.Contains(got[i], want[i]) {
				t.Errorf("%+v: %q, want %s", c.h, got[i], want[i])
			}
		}
	}
}

// TestWatchHealth: at the first tick the ballast is made and the pages are looked
// at; then a tick finds nothing to do until a week has gone.
func TestWatchHealth(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(w.ctx)
	tick := make(chan time.Time)
	told := make(chan office.Health, 10)
	done := make(chan error, 1)
	go func() { done <- w.v.WatchHealth(ctx, tick, func(h office.Health) { told <- h }) }()
	first, second := <-told, <-told
	if !first.Checking || second.Checking || !second.Checked.Equal(w.clock.Now()) || second.Problems != 0 || second.Unclean {
		t.Errorf("%+v, then %+v", first, second)
	}
	if room, err := store.Space(w.paths[villageCode]); err == nil && room > store.LowSpace+2*store.BallastSize {
		if !second.Ballast || second.Low {
			t.Errorf("%d bytes free, and %+v", room, second)
		}
	}
	tick <- time.Time{}
	if h := <-told; h.Checking {
		t.Errorf("looked again at once: %+v", h)
	}
	w.at("2026-12-02")
	tick <- time.Time{}
	if h := <-told; !h.Checking {
		t.Errorf("not looked at for eight days: %+v", h)
	}
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

// TestFoundingThatWasCutOff: whatever a kill leaves, the file can be made again, and
// an office with entries is never taken for one.
func TestFoundingThatWasCutOff(t *testing.T) {
	w := empty(t)
	for name, leave := range map[string]func(path string){
		"the mark alone": func(string) {},
		"0 bytes":        func(path string) { must(t, os.WriteFile(path, nil, 0o600)) },
		"tables, no entry": func(path string) {
			s, err := store.Create(w.ctx, store.Config{Path: path, Begin: &casework.Instance{1}})
			must(t, err)
			must(t, s.Close())
		},
		"no instance": func(path string) {
			s, err := store.Create(w.ctx, store.Config{Path: path, Begin: &casework.Instance{1}})
			must(t, err)
			must(t, errors.Join(s.Close(), os.Remove(path+".instance"), os.WriteFile(path+".key", []byte("half"), 0o600)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "office.db")
			must(t, os.WriteFile(path+".founding", nil, 0o600))
			leave(path)
			if _, err := office.Open(w.ctx, office.Config{Path: path, Clock: w.clock}); !errors.Is(err, office.ErrUnfounded) {
				t.Errorf("open: %v, want ErrUnfounded", err)
			}
			f := office.Founding{
				Config:    office.Config{Path: path, Password: password, Clock: w.clock, WeakKDF: true},
				Office:    villageOf(villageCode, townshipCode),
				Operators: []office.Operator{{Number: 1, Name: "人甲", Role: casework.RoleVillageSecretary}},
			}
			o, _, err := office.Init(w.ctx, f)
			must(t, err)
			must(t, o.Close())
			if _, err := os.Stat(path + ".founding"); err == nil {
				t.Error("the mark is still there")
			}
			// a mark that a power cut brought back does no harm
			must(t, os.WriteFile(path+".founding", nil, 0o600))
			if _, _, err := office.Init(w.ctx, f); !errors.Is(err, office.ErrExists) {
				t.Errorf("over an office: %v, want ErrExists", err)
			}
			o, err = office.Open(w.ctx, office.Config{Path: path, Clock: w.clock})
			must(t, err)
			must(t, o.Close())
		})
	}
}
