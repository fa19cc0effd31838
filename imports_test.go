package main_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed is the table of docs/decisions/0002-layout.md: which of our packages a
// package may import.
var allowed = map[string][]string{
	"silian":                  {"ui", "cli", "office"},
	"silian/calendar":         {},
	"silian/casework":         {"calendar"},
	"silian/store":            {"casework", "calendar"},
	"silian/exchange":         {"casework"},
	"silian/documents":        {"casework", "calendar", "assets"},
	"silian/ledger":           {"casework", "calendar"},
	"silian/office":           {"calendar", "casework", "store", "exchange", "documents", "ledger", "assets"},
	"silian/ui":               {"office", "casework", "calendar", "assets", "ui/theme", "ui/widgets"},
	"silian/ui/theme":         {"assets"},
	"silian/ui/widgets":       {"assets", "ui/theme", "internal/ime"},
	"silian/cli":              {"office", "casework", "calendar"},
	"silian/assets":           {},
	"silian/internal/ime":     {},
	"silian/internal/testkit": {"casework", "calendar"},
	"silian/packaging":        {},
}

// owners says who alone may import a foreign module (by prefix). The SM3 digest of
// casework is the one exception: a hash, no keys.
var owners = map[string][]string{
	"database/sql":                   {"silian/store"},
	"modernc.org/sqlite":             {"silian/store"},
	"github.com/6tail/lunar-go":      {"silian/calendar"},
	"github.com/emmansun/gmsm":       {"silian/exchange"},
	"github.com/emmansun/gmsm/sm3":   {"silian/exchange", "silian/casework"},
	"fyne.io/fyne/v2":                {"silian/ui", "silian/ui/theme", "silian/ui/widgets"},
	"github.com/go-gl/glfw":          {"silian/internal/ime"},
	"github.com/gofrs/flock":         {"silian/store"},
	"github.com/mozillazg/go-pinyin": {"silian/store"},
	"github.com/signintech/gopdf":    {"silian/documents"},
	"github.com/xuri/excelize":       {"silian/ledger", "silian/documents"},
	"github.com/go-text/typesetting": {"silian/documents"},
	"net":                            {}, // no network code at all
	"net/http":                       {},
	"golang.org/x/crypto/argon2":     {"silian/exchange", "silian/office"},
}

type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func TestImports(t *testing.T) {
	all := packages(t)
	if len(all) != len(allowed) {
		t.Errorf("%d packages, the table has %d", len(all), len(allowed))
	}
	for _, p := range all {
		may, ok := allowed[p.ImportPath]
		if !ok {
			t.Errorf("%s is not in the table", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			checkImport(t, p.ImportPath, may, imp)
		}
	}
}

func checkImport(t *testing.T, path string, may []string, imp string) {
	t.Helper()
	if ours, found := strings.CutPrefix(imp, "silian/"); found {
		if !slices.Contains(may, ours) {
			t.Errorf("%s imports %s, which the table does not allow", path, imp)
		}
		return
	}
	best, who := "", []string(nil)
	for prefix, o := range owners {
		if (imp == prefix || strings.HasPrefix(imp, prefix+"/")) && len(prefix) > len(best) && (prefix != "net" || imp == "net") {
			best, who = prefix, o
		}
	}
	if best != "" && !slices.Contains(who, path) {
		t.Errorf("%s imports %s; only %v may", path, imp, who)
	}
}

// The window and the verbs must never reach the store around the office.
func TestTestkitStaysInTests(t *testing.T) {
	for _, p := range packages(t) {
		for _, imp := range p.Imports {
			if imp == "silian/internal/testkit" {
				t.Errorf("%s imports testkit outside a test", p.ImportPath)
			}
		}
	}
}
