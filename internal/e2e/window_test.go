//go:build e2e

package e2e_test

import (
	"strings"
	"testing"
)

// TestChineseInput composes pinyin in fields of one line, of several lines and of
// another room.
func TestChineseInput(t *testing.T) {
	s := newScreen(t)
	s.found()
	s.pinyin()
	p := s.open()
	p.latin()
	p.unlock()
	p.pinyinOn()

	p.turn("ctrl+n") // the reception, in the field of the name
	p.atCaret("name")
	p.backSpaceSafe()

	p.write("tian")
	p.compose("gui") // Enter gives the letters to the field and does not move on
	p.key("Return")
	p.wants("天gui")

	p.key("Tab", "Tab", "Tab", "Tab") // to the sentence: past the check, the groups and another group
	p.atCaret("words")
	p.backSpaceSafe()

	p.turn("ctrl+f") // the search of the cases
	p.atCaret("search")
	p.backSpaceSafe()
	p.close()
}

// TestReceive receives a visitor with keys alone and finds the case again.
func TestReceive(t *testing.T) {
	s := newScreen(t)
	s.found()
	s.pinyin()
	p := s.open()
	p.latin()
	p.unlock()
	p.pinyinOn()

	p.turn("ctrl+n")
	p.write("tian")
	p.write("cun")
	p.key("Return") // to the groups
	p.key("2", "Return")
	p.write("gonglu")
	p.key("Return") // to the categories
	p.key("1", "Return")
	p.key("2", "Return") // not yet solved
	p.keep("receive")
	p.key("F10")
	p.settle()
	p.keep("received")

	p.turn("ctrl+f")
	p.write("gonglu")
	p.settle()
	p.keep("found")
	p.close()

	found := s.list("公路")
	if len(found.Cases) != 1 {
		t.Fatalf("the office file holds %+v", found)
	}
	if !strings.Contains(found.Cases[0].Title, "公路") {
		t.Errorf("the case is called %q", found.Cases[0].Title)
	}
}
