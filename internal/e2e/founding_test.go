//go:build e2e

package e2e_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"
)

// answer is what a person gives to one question of the first use: text for a field, then
// keys.
type answer struct {
	text string
	keys []string
}

// firstUse are the questions of the first use in the order in which the window asks
// them. When the window asks otherwise, this is the one place to follow it.
func firstUse() []answer {
	next := []string{"Return"}
	return []answer{
		{"", next},                    // what to do: a new office
		{"", []string{"1", "Return"}}, // the level: a village
		{villageCode, next},           // not in the table: name and code are typed
		{villageName2, next},
		{villageCode, next},
		{"Han", next}, // who uses this PC
		{"", next},    // his post, as proposed
		{password, next},
		{password, next},
	}
}

// villageName2 is a name that needs no input method.
const villageName2 = "Dongling"

// foundByHand makes the office file on the first pages, proves that the recovery key is
// kept, and goes on into the rooms.
func (p *program) foundByHand() {
	p.t.Helper()
	stick := p.stick()
	p.answer(firstUse())
	p.wait("the keys of the new office", func() bool { _, err := os.Stat(p.path + ".key"); return err == nil })
	p.wait("the card of the new office", func() bool { _, err := os.Stat(p.path + ".xfcard"); return err == nil })
	p.pause()
	p.settle()
	p.keep("recovery-key")
	groups := p.recoveryOn(stick)
	p.key("Return") // it is kept
	p.settle()
	p.keep("recovery-proof")
	p.prove(groups)
	p.settle()
}

func (p *program) answer(all []answer) {
	p.t.Helper()
	for _, a := range all {
		if a.text != "" {
			p.text(a.text)
		}
		p.key(a.keys...)
		p.settle()
	}
}

// recoveryOn has the recovery key written onto the stick and reads its groups there.
func (p *program) recoveryOn(stick string) (groups []string) {
	p.t.Helper()
	p.key("shift+Tab", "Return")
	p.walkTo("recovery-folder")
	var path []string
	p.wait("the recovery key on the stick", func() bool {
		path, _ = filepath.Glob(filepath.Join(stick, "*-"+villageCode+".txt"))
		return len(path) == 1
	})
	p.pause()
	p.settle()
	b, err := os.ReadFile(path[0])
	if err != nil {
		p.t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`第 ?\d+组　(\w{5})\r`).FindAllSubmatch(b, -1) {
		groups = append(groups, string(m[1]))
	}
	if len(groups) != 14 {
		p.t.Fatalf("%d groups in the file on the stick", len(groups))
	}
	return groups
}

// prove types back the two groups that the page asks for. Which they are stands there for
// people to read: the test tries them in turn, and a wrong one brings the focus back.
func (p *program) prove(groups []string) {
	p.t.Helper()
	first, second := 0, 1
	p.text(groups[first])
	p.key("Return")
	for second < len(groups) {
		p.retype(groups[second])
		switch at := slices.Index(groups, p.rests()); {
		case at < 0:
			return // the rooms
		case at == first:
			first++
			second = max(second, first+1)
			p.retype(groups[first])
		default:
			second++
		}
	}
	p.keep("failed")
	p.t.Fatal("no two groups of the recovery key are taken")
}

// retype puts another text into the field and goes on.
func (p *program) retype(text string) {
	p.t.Helper()
	p.key("ctrl+a")
	p.text(text)
	p.key("Return")
}

// rests is the text of the field that has the focus once what Enter began is over, "" for
// none.
func (p *program) rests() (text string) {
	p.t.Helper()
	time.Sleep(time.Second)
	p.settle()
	return p.copied()
}

// TestFirstUse makes an office on the first pages; the file then opens with its password,
// headless and in the window, and does not ask for the recovery key again.
func TestFirstUse(t *testing.T) {
	s := newScreen(t)
	p := s.open()
	p.keep("first-page")
	p.foundByHand()
	p.keep("founded")
	p.close()
	if got := s.list(""); len(got.Cases) != 0 {
		t.Errorf("the new office holds %v", got.Cases)
	}
	again := s.open()
	again.unlock()
	again.keep("founded-again")
	again.close()
}
