//go:build e2e

package e2e_test

import "testing"

// TestLetterKey opens a sheet by a letter: the letter itself is not typed into the field
// that the sheet begins with.
func TestLetterKey(t *testing.T) {
	s := newScreen(t)
	s.found()
	p := s.open()
	p.unlock()
	p.turn("ctrl+n")
	p.receives(visitor{name: "Tian Guilan", words: "shuiqu loushui", later: true})
	p.turn("alt+3")
	p.turn("Return") // the page of the case
	p.keep("case")
	p.key("j") // a note
	p.settle()
	p.keep("note")
	p.text("kan le") // here, when nothing else was typed
	p.wants("kan le")
	p.close()
}
