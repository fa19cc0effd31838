package office_test

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"silian/casework"
	"silian/office"
)

const (
	firstVillage  casework.OfficeCode = "419901102201" // of townshipCode
	secondVillage casework.OfficeCode = "419901103201" // of otherTown
)

// desk is one office of the fleet with all that lies beside it.
type desk struct {
	who   casework.Office
	o     *office.Office
	up    *desk
	below []*desk
	box   []string // sealed files and receipts on their way here
	kept  string   // folder with its last backup
	old   bool     // runs the program of before the promises
	later []*desk  // offices whose new card it has not compared yet
	has   map[casework.ID]bool
	back  int // restores
}

func (p *desk) neighbours() []*desk {
	if p.up == nil {
		return p.below
	}
	return append([]*desk{p.up}, p.below...)
}

// fleet is five offices, what is between them, and the dice.
type fleet struct {
	*world
	dice  *rand.Rand
	noise io.Reader
	posts []*desk // county, townships, villages
	cases []casework.ID
	count map[string]int // what happened
	story []string       // the same, told when the history fails
}

func (f *fleet) tell(p *desk, what string) {
	f.story = append(f.story, string(p.who.Code)+" "+what)
}

// steady gives the same bytes for a seed. Reads of one byte do not move it: the curve's
// library takes one or none by chance, so that nobody relies on it.
type steady struct {
	mu  sync.Mutex
	src *rand.ChaCha8
}

func (s *steady) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(p) == 1 {
		p[0] = 0
		return 1, nil
	}
	return s.src.Read(p)
}

func newFleet(t testing.TB, seed uint64) *fleet {
	key := [32]byte{byte(seed), byte(seed >> 8), 5}
	f := &fleet{
		world: empty(t), dice: rand.New(rand.NewPCG(seed, 5)), noise: &steady{src: rand.NewChaCha8(key)}, count: map[string]int{},
	}
	county := f.post(casework.Office{Code: countyCode, Name: "平川县", Level: casework.County}, nil)
	one := f.post(casework.Office{Code: townshipCode, Name: "柳河镇", Level: casework.Township, Parent: countyCode}, county)
	two := f.post(casework.Office{Code: otherTown, Name: "大埠镇", Level: casework.Township, Parent: countyCode}, county)
	f.post(villageOf(firstVillage, townshipCode), one)
	f.post(villageOf(secondVillage, otherTown), two)
	for _, p := range f.posts {
		for _, q := range p.neighbours() {
			f.renew(p, q)
		}
		f.keep(p)
	}
	one.old, county.old = true, seed%2 == 0
	return f
}

func (f *fleet) post(who casework.Office, up *desk) *desk {
	roles := map[casework.Level][]casework.Role{
		casework.Village:  {casework.RoleVillageSecretary, casework.RoleVillageRegistrar, casework.RoleVillageMediator, casework.RoleAdministrator},
		casework.Township: {casework.RoleTownshipClerk, casework.RoleTownshipClerk, casework.RoleTownshipLeader, casework.RoleAdministrator},
		casework.County:   {casework.RoleCountyClerk, casework.RoleCountyClerk, casework.RoleCountySupervisor, casework.RoleAdministrator},
	}[who.Level]
	p := &desk{who: who, up: up, has: map[casework.ID]bool{}}
	path := filepath.Join(f.t.TempDir(), "office.db")
	var ops []office.Operator
	for i, r := range roles {
		ops = append(ops, office.Operator{Number: i + 1, Name: "人" + strconv.Itoa(i), Role: r})
	}
	var err error
	p.o, _, err = office.Init(f.ctx, office.Founding{
		Config: office.Config{Path: path, Password: password, Clock: f.clock, Random: f.noise, WeakKDF: true}, Office: who, Operators: ops,
	})
	must(f.t, err)
	f.t.Cleanup(func() { _ = p.o.Close() })
	f.paths[who.Code] = path
	f.posts = append(f.posts, p)
	if up != nil {
		up.below = append(up.below, p)
	}
	return p
}

func (f *fleet) chance(n int) bool { return f.dice.IntN(n) == 0 }

func one[T any](f *fleet, list []T) T { return list[f.dice.IntN(len(list))] }

// step lets something happen somewhere.
func (f *fleet) step() {
	f.clock.mu.Lock()
	f.clock.now = f.clock.now.Add(time.Minute)
	f.clock.mu.Unlock()
	p := one(f, f.posts)
	f.runs(p)
	switch n := f.dice.IntN(100); {
	case n < 45:
		f.act(p)
	case n < 62:
		f.send(p, one(f, p.neighbours()))
	case n < 88:
		f.receive(p)
	case n < 91:
		f.lose(p)
	case n < 94:
		f.keep(p)
	case n < 96:
		f.restore(p)
	case n < 97:
		f.rotate(p)
	default:
		f.compareLater(p)
	}
}

var errPulled = errors.New("the stick was pulled")

// send seals what is new; now and then the stick is pulled in the middle.
func (f *fleet) send(p, to *desk) bool {
	f.runs(p)
	limit := 1000
	if f.chance(3) {
		limit = 4 + f.dice.IntN(12)
	}
	office.SetLimits(p.o, limit, 1+f.dice.IntN(3), 1<<20, 1+f.dice.IntN(6))
	pulled := ""
	if f.chance(8) {
		pulled = one(f, []string{"sealed", "kept", "recorded", "written", "marked"})
	}
	office.OnStep(p.o, func(name string) error {
		if name == pulled {
			return errPulled
		}
		return nil
	})
	sent, err := p.o.ExportAll(f.ctx, to.who.Code, f.stick, nil)
	office.OnStep(p.o, nil)
	switch {
	case codeOf(err) == "export.nothing_new":
		return false
	case errors.Is(err, errPulled):
		f.count["pulled"]++
	case err != nil:
		f.t.Fatalf("%s to %s: %v", p.who.Name, to.who.Name, err)
	}
	f.tell(p, fmt.Sprintf("sends %s %d files %v", to.who.Code, len(sent), pulled))
	if len(sent) > 1 {
		f.count["parts"]++
	}
	for _, s := range sent {
		to.box = append(to.box, filepath.Join(f.stick, s.File))
	}
	return true
}

// receive takes in a file on its way, in any order and perhaps not for the last time.
func (f *fleet) receive(p *desk) {
	if len(p.box) == 0 {
		return
	}
	i := f.dice.IntN(len(p.box))
	if f.takeIn(p, p.box[i]) && !f.chance(4) {
		p.box = slices.Delete(p.box, i, i+1)
	}
}

// takeIn takes in one file; a receipt goes on its way back. False: it waits until a new
// card is compared.
func (f *fleet) takeIn(p *desk, path string) bool {
	f.runs(p)
	in, err := p.o.Preview(f.ctx, path, nil)
	switch code := codeOf(err); {
	case (code == "seal:unknown_signer" || code == "seal:not_compared") && len(p.later) > 0:
		f.count["waits"]++
		return false
	case code == "seal:no_answer" && p.back > 0: // the file it answers is lost with the disk
		return true
	case err != nil:
		f.t.Fatalf("%s opens %s: %v", p.who.Name, filepath.Base(path), err)
	}
	if in.Conflict > 0 || (in.Own > 0 && p.back == 0) {
		f.t.Fatalf("%s: own %d, conflict %d", p.who.Name, in.Own, in.Conflict)
	}
	f.count["own"] += in.Own
	f.count["newer"] += in.Newer
	from := in.From.Code
	in.TakeOwn = in.Own > 0
	r, err := p.o.Take(f.ctx, in, f.stick)
	if err != nil {
		f.t.Fatalf("%s takes %s: %v", p.who.Name, filepath.Base(path), err)
	}
	f.count[r.Result]++
	f.tell(p, fmt.Sprintf("takes %s: %s, new %d, same %d, own %d, lacks %v", r.File, r.Result, in.New, in.Same, in.Own, in.Missing))
	if r.Result == "receipt" {
		f.delivered(p, from, in.Seq)
		return true
	}
	q := f.posts[slices.IndexFunc(f.posts, func(q *desk) bool { return q.who.Code == from })]
	q.box = append(q.box, filepath.Join(f.stick, r.Receipt))
	return true
}

// delivered fails unless the file that a receipt named counts as delivered.
func (f *fleet) delivered(p *desk, to casework.OfficeCode, _ uint64) {
	sent, err := p.o.SentFiles(f.ctx)
	must(f.t, err)
	if !slices.ContainsFunc(sent, func(s office.Sent) bool { return s.Peer == to && s.State() == office.SentDelivered }) {
		f.t.Fatalf("%s: a receipt of %s, and no file is delivered", p.who.Name, to)
	}
}

func (f *fleet) lose(p *desk) {
	if len(p.box) > 0 {
		i := f.dice.IntN(len(p.box))
		p.box = slices.Delete(p.box, i, i+1)
		f.count["lost"]++
		f.tell(p, "never gets a file")
	}
}

func (f *fleet) tally() string {
	var out []string
	for k, n := range f.count {
		out = append(out, fmt.Sprintf("%s %d", k, n))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
