package office_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"silian/assets"
	"silian/casework"
	"silian/office"
	"silian/store"
)

// sources gives the parsed Go files of the repository, without tests.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".."):
			return filepath.SkipDir
		case filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files[path], err = parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

func nameOf(e ast.Expr) string {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// TestEveryRefusalHasWords: each problem and each reason that the sources can
// produce has a line in words.txt.
func TestEveryRefusalHasWords(t *testing.T) {
	words := assets.Words()
	found := 0
	need := func(path, key string) {
		found++
		if words[key] == "" {
			t.Errorf("%s: words.txt lacks %s", path, key)
		}
	}
	for path, file := range sources(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.CompositeLit:
				for _, key := range refusalOf(x) {
					need(path, key)
				}
			case *ast.CallExpr:
				if field, ok := cleaned(x); ok {
					need(path, "problem."+field+".too_long")
					need(path, "problem.any.not_text")
				}
			case *ast.ValueSpec:
				if nameOf(x.Type) == "Reason" && strings.HasPrefix(path, filepath.Join("..", "exchange")) {
					for _, v := range x.Values {
						if code, ok := literal(v); ok {
							need(path, "seal."+code)
						}
					}
				}
			}
			return true
		})
	}
	if found < 60 {
		t.Errorf("only %d refusals found: the test reads the sources wrongly", found)
	}
}

// refusalOf gives the word keys of Problem{Field: "x", Code: "y"} and SealError{"x", …}.
func refusalOf(x *ast.CompositeLit) []string {
	fields := map[string]string{}
	for _, e := range x.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			if s, ok := literal(kv.Value); ok {
				fields[nameOf(kv.Key)] = s
			}
		}
	}
	switch nameOf(x.Type) {
	case "Problem":
		if fields["Field"] != "" && fields["Code"] != "" {
			return []string{"problem." + fields["Field"] + "." + fields["Code"]}
		}
	case "SealError":
		if len(x.Elts) > 0 {
			if s, ok := literal(x.Elts[0]); ok {
				return []string{"seal." + s}
			}
		}
	}
	return nil
}

// cleaned gives the field of a call clean("field", …).
func cleaned(x *ast.CallExpr) (string, bool) {
	if nameOf(x.Fun) != "clean" || len(x.Args) != 3 {
		return "", false
	}
	return literal(x.Args[0])
}

// TestReasonsHaveWords: states, kinds, reasons and needs that a user can meet.
func TestReasonsHaveWords(t *testing.T) {
	for _, w := range []casework.Why{
		casework.WhyWithheld, casework.WhyDestroyed, casework.WhyNewer, casework.WhyDamaged, casework.WhyEarlier, casework.WhyNotHolder,
		casework.WhyNotNamed, casework.WhyStranger, casework.WhyState, casework.WhyNeed, casework.WhyOvertaken, casework.WhyTwice, casework.WhyRole,
	} {
		if got := office.Word("why", w); got == string(w) {
			t.Errorf("no word for why %s", w)
		}
	}
	for _, tr := range casework.Transitions() {
		if got := office.Word("kind", tr.Act); got == string(tr.Act) {
			t.Errorf("no word for kind %s", tr.Act)
		}
		for _, n := range tr.Needs {
			if got := office.Word("need", n); got == string(n) {
				t.Errorf("no word for need %s", n)
			}
		}
		for _, h := range append(tr.From, tr.To) {
			if got := office.Word("handling", h); h != "=" && h != "<" && got == string(h) && h != "" {
				t.Errorf("no word for state %s", h)
			}
		}
	}
}

// TestEveryFigureHasWords: each part of each indicator has a name and a unit, each kind
// and each term a name, each condition that is asked when writing a sentence.
func TestEveryFigureHasWords(t *testing.T) {
	for _, d := range casework.IndicatorDefs() {
		name, unit := office.FigureWord(d.ID, d.Part)
		if name == "" || unit == "" || strings.ContainsAny(name+unit, "abcdefghijklmnopqrstuvwxyz") {
			t.Errorf("indicator %d %s: %q, %q", d.ID, d.Part, name, unit)
		}
	}
	for _, p := range casework.Permissions() {
		for _, k := range p.Kinds {
			if office.Word("kind", k) == string(k) {
				t.Errorf("no word for kind %s", k)
			}
		}
	}
	for _, r := range append(casework.NationalClocks(), casework.ReminderRules(casework.Limits{})...) {
		if office.Word("clock", r.ID) == string(r.ID) {
			t.Errorf("no word for term %s", r.ID)
		}
	}
	for _, n := range []casework.Need{casework.NeedPromises, casework.NeedNotSelf, casework.NeedTerms, casework.NeedInTime, casework.NeedAfter, casework.NeedConsent} {
		if office.Word("need", n) == string(n) {
			t.Errorf("no word for need %s", n)
		}
	}
}

// TestExplain: known errors are explained in Chinese, also when they are wrapped.
func TestExplain(t *testing.T) {
	for _, err := range []error{
		store.ErrInUse, store.ErrForeign, store.ErrNewer, store.ErrExists, store.ErrMissing, store.ErrInstance, store.ErrDamaged,
		office.ErrPassword, office.ErrLocked, office.ErrKeyFile, casework.ErrLooser, casework.ErrUnknownClock, casework.ErrBadRule,
		&casework.Problem{Field: "words", Code: "not_text"}, &casework.Problem{Field: "phone", Code: "digits_only"},
		&casework.Refused{Act: casework.CaseClosed, Why: casework.WhyNeed, Need: casework.NeedVisit},
		&casework.Refused{Act: casework.CaseClosed, Why: casework.WhyState},
		&office.SealError{Reason: "damaged", Err: errors.New("x")},
	} {
		text := office.Explain(fmt.Errorf("while: %w", err))
		if strings.ContainsAny(text, "abcdefghijklmnopqrstuvwxyz") || text == "" {
			t.Errorf("%v: %s", err, text)
		}
	}
	if office.Explain(nil) != "" {
		t.Error("nothing is explained")
	}
	if text := office.Explain(errors.New("disk on fire")); !strings.Contains(text, "disk on fire") {
		t.Errorf("an unknown error lost its detail: %s", text)
	}
}
