//go:build soak

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"silian/office"
)

// session is an office at work on the simulated disk: its files before, and all that
// was asked of the disk since.
type session struct {
	before string // folder of the files as they were
	events []event
}

// work does n acts from act first on, and closes and opens the file now and then.
func work(template, dir string, first, n int) (session, error) {
	before := filepath.Join(dir, "before")
	if _, err := copyOffice(template, before); err != nil {
		return session{}, err
	}
	path, err := copyOffice(template, filepath.Join(dir, "work"))
	if err != nil {
		return session{}, err
	}
	theDisk.record(filepath.Dir(path))
	var o *office.Office
	for i := first; i < first+n; i++ {
		if o == nil {
			if o, err = office.Open(context.Background(), config(path)); err != nil {
				return session{}, err
			}
		}
		theDisk.say(opTry, i, nil)
		if err := do(o, i); err != nil {
			return session{}, err
		}
		witness, _ := os.ReadFile(path + ".head")
		theDisk.say(opAck, i, nil)
		theDisk.say(opHead, 0, witness)
		if i%9 == 8 {
			if err := o.Close(); err != nil {
				return session{}, err
			}
			o = nil
		}
	}
	s := session{before: before, events: theDisk.stop()}
	if o != nil {
		err = o.Close()
	}
	return s, err
}

// platter is one file as a power cut finds it.
type platter struct {
	there   bool
	durable []byte
	pending []event // since the last sync
	ghost   []byte  // deleted, and the folder not synced since
}

// cut gives the files as they may be found when the power fails after the first n
// events: what was synced, and of the rest any sectors of 512 bytes, some of them
// torn. When lying, syncs of the log did nothing.
func (s session) cut(dir string, n int, lying bool, r *rand.Rand) (acked []int, next int, err error) {
	files := map[string]*platter{}
	next = -1
	var heads [][]byte
	for _, e := range s.events[:n] {
		name := filepath.Base(e.path)
		f := files[name]
		if f == nil && e.path != "" {
			f = &platter{}
			if data, err := os.ReadFile(filepath.Join(s.before, name)); err == nil {
				f.there, f.durable = true, data
			}
			files[name] = f
		}
		switch e.op {
		case opTry:
			next = int(e.off)
		case opAck:
			acked, next = append(acked, int(e.off)), -1
		case opHead:
			heads = append(heads, e.data)
		case opWrite, opTruncate:
			f.pending = append(f.pending, e)
		case opSync:
			if lying && strings.HasSuffix(name, "-wal") {
				continue
			}
			for _, p := range f.pending {
				f.durable = apply(f.durable, p, nil)
			}
			f.there, f.pending, f.ghost = true, nil, nil
		case opDelete:
			f.ghost, f.there, f.durable, f.pending = f.durable, false, nil, nil
		}
	}
	if err := s.lay(dir, files, heads, r); err != nil {
		return nil, 0, err
	}
	return acked, next, nil
}

// lay writes the files of a cut into dir.
func (s session) lay(dir string, files map[string]*platter, heads [][]byte, r *rand.Rand) error {
	if _, err := copyOffice(filepath.Join(s.before, "office.db"), dir); err != nil {
		return err
	}
	keep := []float64{0, 0.1, 0.5, 0.9, 1}[r.IntN(5)] // how much of the rest came to the disk
	for name, f := range files {
		path := filepath.Join(dir, name)
		data := f.durable
		for _, p := range f.pending {
			data = apply(data, p, func() fate { return fateOf(r, keep) })
		}
		switch {
		case !f.there && len(f.pending) == 0 && f.ghost != nil && r.IntN(2) == 0:
			data = f.ghost // its removal had not come to the disk
		case !f.there && (len(f.pending) == 0 || r.IntN(2) == 0):
			_ = os.Remove(path)
			continue
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return err
		}
	}
	// The witness is not synced: any earlier one, or a torn one, may be found.
	if len(heads) > 0 {
		head := heads[len(heads)-1-r.IntN(min(len(heads), 4))]
		if r.IntN(5) == 0 {
			head = head[:r.IntN(len(head)+1)]
		}
		return os.WriteFile(filepath.Join(dir, "office.db.head"), head, 0o600)
	}
	return nil
}

// fate is what becomes of one sector that was not synced.
type fate int

const (
	kept fate = iota
	gone
	torn
)

func fateOf(r *rand.Rand, keep float64) fate {
	switch x := r.Float64(); {
	case x < keep*0.98:
		return kept
	case x < keep:
		return torn
	}
	return gone
}

// apply does a write or a truncation; of what was not synced each sector asks what
// becomes of it. Bytes beside those that were written are never touched (SQLite
// builds on that: powersafe overwrite).
func apply(data []byte, e event, ask func() fate) []byte {
	if e.op == opTruncate {
		if ask != nil && ask() != kept {
			return data
		}
		if int(e.off) <= len(data) {
			return append([]byte{}, data[:e.off]...)
		}
		return append(data, make([]byte, int(e.off)-len(data))...)
	}
	data = append([]byte{}, data...)
	for done := 0; done < len(e.data); {
		at := int(e.off) + done
		n := min(len(e.data)-done, 512-at%512)
		piece := e.data[done : done+n]
		done += n
		become := kept
		if ask != nil {
			become = ask()
		}
		if become == gone {
			continue
		}
		if at+n > len(data) {
			data = append(data, make([]byte, at+n-len(data))...)
		}
		copy(data[at:], piece)
		if become == torn {
			for i := at + n/2; i < at+n; i++ {
				data[i] ^= 0xa5
			}
		}
	}
	return data
}

// powerCuts cuts the power at moments of several sessions.
func powerCuts(dir string, seed uint64, rounds int) *tally {
	t := &tally{name: "power cut, simulated", rounds: rounds}
	return cuts(t, dir, seed, rounds, false)
}

// lyingDisk is the control: a disk that says it has synced the log and has not must
// lose acknowledged entries, else the simulation sees nothing. What the witness
// beside the file saw is refused instead of lost in silence.
func lyingDisk(dir string, seed uint64, rounds int) *tally {
	t := cuts(&tally{name: "control: a lying disk", rounds: rounds}, dir, seed, rounds, true)
	hit := t.lost + t.refused
	note := fmt.Sprintf("(as it must be: %d entries lost or files refused)", hit)
	t.name += " " + strconv.Itoa(hit)
	t.lost, t.damaged, t.doubled, t.notes = 0, 0, 0, nil
	if hit == 0 {
		t.note("nothing was lost: the simulation sees nothing %s", note)
	}
	return t
}

func cuts(t *tally, dir string, seed uint64, rounds int, lying bool) *tally {
	theDisk.install()
	r := rand.New(rand.NewPCG(seed, 2))
	template := filepath.Join(dir, "template", "office.db")
	if err := firstErr(os.MkdirAll(filepath.Dir(template), 0o700), found(template)); err != nil {
		t.note("founding: %v", err)
		return t
	}
	var s session
	for i := range rounds {
		if i%50 == 0 {
			var err error
			if s, err = work(template, filepath.Join(dir, strconv.Itoa(i)), 5*(i/50), 60); err != nil {
				t.note("session: %v", err)
				return t
			}
		}
		at := 1 + r.IntN(len(s.events))
		to := filepath.Join(dir, "cut", strconv.Itoa(i))
		acked, next, err := s.cut(to, at, lying, r)
		if err != nil {
			t.note("cut %d: %v", i, err)
			continue
		}
		v := examine(filepath.Join(to, "office.db"), acked, next)
		t.acknowledged += len(acked)
		if next >= 0 {
			t.unacknowledged++
		}
		t.lost += v.lost
		t.doubled += v.doubled
		if strings.HasPrefix(v.problem, "open:") {
			t.refused++
		}
		if v.problem != "" {
			t.damaged++
			t.note("cut %d after event %d of %d: %s", i, at, len(s.events), v.problem)
		} else {
			_ = os.RemoveAll(to)
		}
	}
	return t
}
