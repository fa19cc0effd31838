package exchange_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"silian/exchange"
)

// maxRefusal is what a refusal may allocate in bytes, all in all.
const maxRefusal = 64 << 20

// corpus is a township and the files that hostile sticks are made from.
type corpus struct {
	*world
	sealed *exchange.Sealed
	data   []byte // a bundle of four chunks with 20 entries and 3 photos
}

// attack is one hostile file.
type attack struct {
	name string
	data []byte                                         // the file; nil when at is set
	at   string                                         // a path that is no plain file
	edit func(c *exchange.OpenConfig)                   // what the reader knows; may be nil
	read func(c exchange.OpenConfig, path string) error // instead of Open
	want exchange.Reason                                // "" is harmless: it opens
}

// corpusRow is one phrase of testdata/corpus.txt with the attacks that it means.
type corpusRow struct {
	phrase string
	make   func(t *testing.T, c *corpus) []attack
}

func corpusRows() []corpusRow {
	var all []corpusRow
	for _, part := range [][]corpusRow{
		corpusContainer(), corpusTar(), corpusTrust(), corpusSignatures(), corpusHeader(), corpusWraps(),
		corpusBody(), corpusManifest(), corpusMembers(), corpusEntries(), corpusNames(), corpusSource(),
	} {
		all = append(all, part...)
	}
	return all
}

// TestCorpus tries every row: refused with the right reason, for which the office has
// words; nothing left in the spool or beside the file; little allocated.
func TestCorpus(t *testing.T) {
	c := &corpus{world: newWorld(t)}
	c.sealed, c.data = c.seal(c.config())
	words, err := os.ReadFile("../assets/words.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range corpusRows() {
		t.Run(row.phrase, func(t *testing.T) {
			for _, a := range row.make(t, c) {
				t.Run(a.name, func(t *testing.T) { c.try(t, a, string(words)) })
			}
		})
	}
}

// try opens one hostile file.
func (c *corpus) try(t *testing.T, a attack, words string) {
	path := a.at
	if path == "" {
		path = filepath.Join(t.TempDir(), "file.xfb")
		if err := os.WriteFile(path, a.data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cfg := c.reader()
	if a.edit != nil {
		a.edit(&cfg)
	}
	read := a.read
	if read == nil {
		read = openAndClose
	}
	beside := names(t, filepath.Dir(path))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	err := read(cfg, path)
	runtime.ReadMemStats(&after)
	if got := exchange.ReasonOf(err); got != a.want || (err == nil) != (a.want == "") {
		t.Errorf("refused as %q (%v), want %q", got, err, a.want)
	}
	if a.want != "" && !strings.Contains(words, "\nseal."+string(a.want)+" = ") {
		t.Errorf("the office has no words for %q", a.want)
	}
	if got := after.TotalAlloc - before.TotalAlloc; got > maxRefusal {
		t.Errorf("%d bytes allocated", got)
	}
	c.world.with(t).spoolEmpty()
	if now := names(t, filepath.Dir(path)); now != beside {
		t.Errorf("beside the file: %s, before: %s", now, beside)
	}
}

func openAndClose(c exchange.OpenConfig, path string) error {
	o, err := exchange.Open(context.Background(), c, path)
	if err != nil {
		return err
	}
	return o.Close()
}

// names lists a folder; a device folder has too many to matter.
func names(t *testing.T, dir string) string {
	t.Helper()
	if strings.HasPrefix(dir, "/dev") {
		return ""
	}
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

// one is a row of one attack with these bytes.
func one(phrase string, want exchange.Reason, data func(c *corpus) []byte) corpusRow {
	return corpusRow{phrase, func(_ *testing.T, c *corpus) []attack { return []attack{{name: "it", data: data(c), want: want}} }}
}

// forged is a row of one bundle that its sender made wrong and signed.
func forged(phrase string, want exchange.Reason, edits ...func(p *exchange.Parts)) corpusRow {
	return corpusRow{phrase, func(_ *testing.T, c *corpus) (out []attack) {
		for _, edit := range edits {
			p := exchange.TakeApart(bytes.Clone(c.data), c.township.keys)
			edit(p)
			out = append(out, attack{name: "it", data: p.Build(c.village.keys), want: want})
		}
		return out
	}}
}

// TestCorpusIsWhole: every phrase is tried where testdata/corpus.txt says, and every
// row of TestCorpus stands there.
func TestCorpusIsWhole(t *testing.T) {
	list, err := os.ReadFile("testdata/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for _, r := range corpusRows() {
		if rows[r.phrase] {
			t.Errorf("two rows %q", r.phrase)
		}
		rows[r.phrase] = true
	}
	listed := map[string]bool{}
	for line := range strings.Lines(string(list)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		phrase, where, _ := strings.Cut(line, " | ")
		switch pkg, test, named := strings.Cut(where, " "); {
		case where == "corpus":
			listed[phrase] = true
			if !rows[phrase] {
				t.Errorf("no row %q", phrase)
			}
		case !named || !holdsTest(t, pkg, test):
			t.Errorf("%s: no test %q", phrase, where)
		}
	}
	for phrase := range rows {
		if !listed[phrase] {
			t.Errorf("row %q is not listed", phrase)
		}
	}
}

// holdsTest looks for a test function in a package of this module.
func holdsTest(t *testing.T, pkg, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", pkg, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte("\nfunc "+name+"(t *testing.T) {")) {
			return true
		}
	}
	return false
}
