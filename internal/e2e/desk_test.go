//go:build e2e

package e2e_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// townName is the township above the village of the tests.
const townName = "柳河镇"

// contains says whether a program said these words.
func contains(out []byte, words string) bool { return bytes.Contains(out, []byte(words)) }

// on is the same desk with another office file.
func (s *screen) on(path string) *screen {
	other := *s
	other.office = path
	return &other
}

// township makes the file of the township above and lets both take the other's card.
func (s *screen) township() (path string) {
	s.t.Helper()
	path = filepath.Join(s.dir, "town", "silian.db")
	town := s.on(path)
	town.verb("init", "--level", "township", "--name", townName, "--code", townCode, "--parent", "419901000000", "--operator", "周敏")
	for _, pair := range [][2]*screen{{s, town}, {town, s}} {
		card := filepath.Join(s.t.TempDir(), "a.xfcard")
		digits := fingerprint(s.t, pair[0].verb("card", "--out", card))
		pair[1].verb("enrol", card, "--fingerprint", digits)
	}
	return path
}

// fingerprint finds the 30 digits in what the verb card printed.
func fingerprint(t *testing.T, said string) string {
	t.Helper()
	for _, groups := range regexp.MustCompile(`\d{5}(\D\d{5}){5}`).FindAllString(said, -1) {
		return regexp.MustCompile(`\D`).ReplaceAllString(groups, "")
	}
	t.Fatalf("no fingerprint in %q", said)
	return ""
}

// stick is a folder that stands for a USB stick: the only one in the home folder that
// a list of folders shows besides those of the tests, which come after it.
func (s *screen) stick() string {
	s.t.Helper()
	path := filepath.Join(s.dir, "0stick")
	if err := os.Mkdir(path, 0o755); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// sealed are the sealed files on a stick.
func sealed(t *testing.T, stick string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(stick, "XF-*.xfb"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// visits is how many visits that became no case a query finds.
func (s *screen) visits(query string) int {
	s.t.Helper()
	var found struct{ Visits []json.RawMessage }
	if err := json.Unmarshal([]byte(s.verb("list", "--visits", "--json", "--query", query)), &found); err != nil {
		s.t.Fatal(err)
	}
	return len(found.Visits)
}

// seek goes on with Tab until a field takes the text.
func (p *program) seek(text string) {
	p.t.Helper()
	for range 24 {
		p.key("ctrl+a")
		p.text("/")
		if p.copied() == "/" {
			p.key("ctrl+a")
			p.text(text)
			p.wants(text)
			return
		}
		p.key("Tab")
	}
	p.keep("failed")
	p.t.Fatalf("no field took %q", text)
}

// copied is the text of the field that has the focus, "" when it is no field; the caret
// then stands at its end.
func (p *program) copied() string {
	p.t.Helper()
	c := p.command("xclip", "-i", "-selection", "clipboard")
	const nothing = "nothing was copied"
	c.Stdin = strings.NewReader(nothing)
	if err := c.Run(); err != nil {
		p.t.Fatal(err)
	}
	p.key("ctrl+a")
	p.key("ctrl+c")
	text := nothing
	for end := time.Now().Add(6 * time.Second); text == nothing && time.Now().Before(end); p.pause() {
		text = p.run("xclip", "-o", "-selection", "clipboard")
	}
	p.key("End")
	if text == nothing {
		return ""
	}
	return text
}
