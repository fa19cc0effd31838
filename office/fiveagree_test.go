package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestFiveOfficesConverge plays random histories of a county, two townships and two
// villages on real files: acts; files lost, repeated and late; sticks pulled in the
// middle; files in parts; disks lost and restored; new keys; and offices with an older
// program. When all is delivered and everybody has the newer program, those that see a
// case agree on it, nothing that anybody had is lost, nothing stands twice, no number is
// missing. SILIAN_HISTORIES=200 plays more of them, SILIAN_SEED=7 begins elsewhere.
func TestFiveOfficesConverge(t *testing.T) {
	n, seed := number("SILIAN_HISTORIES", 2), number("SILIAN_SEED", 1)
	total := map[string]int{}
	for s := seed; s < seed+n; s++ {
		t.Run(fmt.Sprint("seed ", s), func(t *testing.T) {
			defer knowPromises(true)
			f := newFleet(t, uint64(s))
			defer f.explain()
			for i := range 130 {
				f.step()
				if i%25 == 0 {
					f.nothingLost()
				}
			}
			f.settle()
			for k, n := range f.count {
				total[k] += n
			}
			for _, p := range f.posts {
				must(t, p.o.Close())
			}
		})
	}
	for _, k := range []string{"acts", "lost", "already", "pulled", "parts", "restores", "real restores", "own", "rotations", "waits", "newer"} {
		if total[k] == 0 && n >= 10 {
			t.Errorf("%s: never in %d histories: the test shows little", k, n)
		}
	}
	t.Log((&fleet{count: total}).tally())
}

// number reads a number from the environment.
func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}

// nothingLost fails when an office no longer has an entry that it had.
func (f *fleet) nothingLost() {
	f.t.Helper()
	for _, p := range f.posts {
		f.runs(p)
		now := f.held(p)
		for id := range p.has {
			if !now[id] {
				f.t.Errorf("%s no longer has %s", p.who.Name, id)
			}
		}
		p.has = now
	}
}

// held gives the entries about cases that an office has; none twice.
func (f *fleet) held(p *desk) map[casework.ID]bool {
	f.t.Helper()
	out := map[casework.ID]bool{}
	for _, id := range f.cases {
		c, err := p.o.Case(f.ctx, id)
		if err != nil {
			continue // never came here
		}
		for _, r := range c.Rows {
			if out[r.Entry] {
				f.t.Errorf("%s has %s twice", p.who.Name, r.Entry)
			}
			out[r.Entry] = true
		}
	}
	return out
}

// settle ends a history: new cards are compared, everybody gets the newer program, and
// files go to and fro until nobody has anything for anybody.
func (f *fleet) settle() {
	f.t.Helper()
	all := map[casework.ID]bool{}
	for _, p := range f.posts {
		f.runs(p)
		for id := range f.held(p) {
			all[id] = true
		}
		f.compareLater(p)
	}
	knowPromises(true)
	for _, p := range f.posts {
		p.old = false
		must(f.t, errOf(p.o.Check(f.ctx, true, nil))) // lists are written anew after an update
		f.remind(p)
	}
	for round := 0; ; round++ {
		if round > 14 {
			f.t.Fatal("files never end")
		}
		sent := false
		for _, p := range f.posts {
			for _, q := range p.neighbours() {
				sent = f.send(p, q) || sent
			}
		}
		for _, p := range f.posts {
			for len(p.box) > 0 {
				i := f.dice.IntN(len(p.box))
				path := p.box[i]
				p.box = slices.Delete(p.box, i, i+1)
				if !f.takeIn(p, path) {
					f.t.Fatalf("%s still waits for a card", p.who.Name)
				}
			}
		}
		if !sent {
			break
		}
	}
	f.agree(all)
}

// remind writes again what nobody acknowledged, as the list of sent files asks for.
func (f *fleet) remind(p *desk) {
	f.t.Helper()
	sent, err := p.o.SentFiles(f.ctx)
	must(f.t, err)
	for _, s := range sent {
		if s.State() != office.SentOnStick || !s.Here || s.Replaced != 0 {
			continue
		}
		again, err := p.o.Resend(f.ctx, s.Peer, []uint64{s.Seq}, f.stick, nil)
		must(f.t, err)
		q := f.posts[slices.IndexFunc(f.posts, func(q *desk) bool { return q.who.Code == s.Peer })]
		for _, s := range again.Files {
			q.box = append(q.box, filepath.Join(f.stick, s.File))
		}
	}
}

// agree compares all cases at all offices that see them.
func (f *fleet) agree(all map[casework.ID]bool) {
	f.t.Helper()
	at := map[casework.ID]bool{}
	for _, id := range f.cases {
		var first *casework.Case
		var of *desk
		for _, p := range f.posts {
			c, err := p.o.Case(f.ctx, id)
			if err != nil {
				continue
			}
			for _, r := range c.Rows {
				at[r.Entry] = true
				if r.Why == casework.WhyNewer {
					f.t.Errorf("%s still cannot read %s", p.who.Name, r.Entry)
				}
			}
			if !c.SeenBy(p.who.Code) { // a hand-over written twice, before and after a restore
				if f.count["unseen"]++; f.count["restores"] == 0 {
					f.t.Errorf("%s has a case that it does not see", p.who.Name)
				}
				continue
			}
			if first == nil {
				first, of = &c, p
				continue
			}
			f.same(of, p, first, &c)
		}
		for _, p := range f.posts {
			if _, err := p.o.Case(f.ctx, id); first != nil && err != nil && first.SeenBy(p.who.Code) {
				f.t.Errorf("%s sees case %s, which never came", p.who.Name, id)
			}
		}
	}
	for id := range all {
		if !at[id] {
			f.t.Errorf("%s is lost everywhere", id)
		}
	}
	for _, p := range f.posts {
		f.inOrder(p)
	}
}

// same compares a case at two offices: entries and skeleton.
func (f *fleet) same(p, q *desk, a, b *casework.Case) {
	f.t.Helper()
	ids := func(c *casework.Case) (out []string) {
		for _, r := range c.Rows {
			out = append(out, r.Entry.String()+" "+string(r.Office))
		}
		slices.Sort(out)
		return out
	}
	x, y := ids(a), ids(b)
	if !slices.Equal(x, y) {
		missing := slices.DeleteFunc(append(slices.Clone(x), y...), func(id string) bool { return slices.Contains(x, id) && slices.Contains(y, id) })
		f.t.Errorf("%s and %s do not have the same of %s: %d and %d entries, only one has %v", p.who.Name, q.who.Name, a.No, len(x), len(y), missing)
		return
	}
	one, err := casework.Encode(a.Skeleton)
	must(f.t, err)
	two, err := casework.Encode(b.Skeleton)
	must(f.t, err)
	if string(one) != string(two) {
		f.t.Errorf("%s and %s differ in %s:\n%s\n%s", p.who.Name, q.who.Name, a.No, one, two)
	}
}

// inOrder looks at one office alone: its check is clean, no number is missing, there is
// no alarm, and no file of its own waits to be believed.
func (f *fleet) inOrder(p *desk) {
	f.t.Helper()
	f.clean(p.o)
	gaps, err := p.o.Gaps(f.ctx)
	must(f.t, err)
	alarms, err := p.o.Alarms(f.ctx)
	must(f.t, err)
	if len(gaps) > 0 || len(alarms) > 0 {
		f.t.Errorf("%s: %d gaps %v, alarms %v", p.who.Name, len(gaps), gaps[:min(3, len(gaps))], alarms)
	}
	sent, err := p.o.SentFiles(f.ctx)
	must(f.t, err)
	for _, s := range sent {
		if s.State() != office.SentDelivered && s.Replaced == 0 && s.Here {
			f.count["undelivered"]++
		}
	}
}

// explain tells the history of a failure.
func (f *fleet) explain() {
	if f.t.Failed() {
		f.t.Log(strings.Join(f.story, "\n"))
	}
}
