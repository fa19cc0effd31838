//go:build e2e

package e2e_test

import (
	"os"
	"path/filepath"
	"testing"
)

// TestRosterAndDate receives a visitor whose name comes from the roster by initials, and
// moves the day of the answer by an arrow key.
func TestRosterAndDate(t *testing.T) {
	s := newScreen(t)
	s.found()
	roster := filepath.Join(t.TempDir(), "roster.txt")
	if err := os.WriteFile(roster, []byte("姓名\t村组\t户主\n田桂兰\t二组\t田桂兰\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s.verb("households", roster)
	p := s.open()
	p.unlock()
	p.turn("ctrl+n")
	p.atName()
	p.text("tgl")
	p.settle()
	p.keep("roster")
	p.key("Return")  // takes her, with her group, and goes on to the words
	p.text("shuiqu") // here, when it did
	p.wants("shuiqu")
	p.key("shift+Tab", "shift+Tab", "shift+Tab", "shift+Tab")
	p.wants("田桂兰")
	p.key("Tab", "Tab", "Tab", "Tab")
	p.key("Return", "1", "Return", "2", "Return")
	proposed := p.field()
	p.key("Down")
	if later := p.field(); later == proposed || later == "" {
		t.Errorf("a day later than %q is %q", proposed, later)
	}
	before := p.settle()
	p.key("F10")
	p.wait("the visit to be written down", func() bool { return moved(before, p.shot()).Dx() > 300 })
	p.settle()
	p.close()
	if got := s.list("shuiqu"); len(got.Cases) != 1 || got.Cases[0].Due == "" {
		t.Errorf("the office file holds %+v", got.Cases)
	}
}
