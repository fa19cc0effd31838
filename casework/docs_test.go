package casework_test

import (
	"bytes"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

// TestDocsHoldTheTables: docs/rules.md prints the tables of the code, word for word;
// -update writes them there.
func TestDocsHoldTheTables(t *testing.T) {
	const path = "../docs/rules.md"
	doc, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []struct{ name, text string }{
		{"transitions", casework.TransitionTable()},
		{"resolution", casework.ResolutionTable()},
		{"clocks", casework.ClockTable()},
		{"indicators", casework.IndicatorTable()},
		{"visibility", casework.VisibilityTable()},
		{"permissions", casework.PermissionTable()},
	} {
		begin, end := fmt.Appendf(nil, "<!-- begin: %s -->\n", table.name), fmt.Appendf(nil, "<!-- end: %s -->", table.name)
		_, rest, ok := bytes.Cut(doc, begin)
		if !ok {
			t.Errorf("%s has no place for the table %s", path, table.name)
			continue
		}
		got, _, ok := bytes.Cut(rest, end)
		if !ok {
			t.Errorf("the table %s does not end", table.name)
			continue
		}
		if testkit.Updating() {
			old := bytes.Join([][]byte{begin, got, end}, nil)
			fresh := bytes.Join([][]byte{begin, []byte(table.text), end}, nil)
			doc = bytes.Replace(doc, old, fresh, 1)
			continue
		}
		if diff := cmp.Diff(string(got), table.text); diff != "" {
			t.Errorf("table %s (-docs +code):\n%s", table.name, diff)
		}
	}
	if testkit.Updating() {
		if err := os.WriteFile(path, doc, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
