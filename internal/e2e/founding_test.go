//go:build e2e

package e2e_test

import (
	"os"
	"testing"
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
		{"", []string{"1", "Return"}}, // the level: a village
		{villageName2, next},
		{villageCode, next},
		{townCode, next},
		{"Han", next}, // who uses this PC
		{password, next},
		{password, next},
	}
}

// recoveryKept answers the page that shows the recovery key this once.
func recoveryKept() []answer {
	return []answer{{"", []string{"space", "Tab", "Return"}}}
}

// villageName2 is a name that needs no input method.
const villageName2 = "Dongling"

// foundByHand makes the office file on the first page and goes on into the rooms.
func (p *program) foundByHand() {
	p.t.Helper()
	p.answer(firstUse())
	p.wait("the keys of the new office", func() bool { _, err := os.Stat(p.path + ".key"); return err == nil })
	p.wait("the card of the new office", func() bool { _, err := os.Stat(p.path + ".xfcard"); return err == nil })
	p.pause()
	p.settle()
	p.keep("recovery-key")
	before := p.settle()
	p.answer(recoveryKept())
	p.wait("the rooms", func() bool { return turned(before, p.shot()) })
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

// TestFirstUse makes an office on the first page; the file then opens with its password,
// headless and in the window.
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
	again.close()
}
