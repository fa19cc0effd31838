//go:build !windows

package office_test

import (
	"errors"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/office"
)

func TestDesk(t *testing.T) {
	var ran [][]string
	missing := errors.New("no such program")
	var fails error
	var desk office.Desk = office.SystemDesk{Run: func(name string, args ...string) error {
		ran = append(ran, append([]string{name}, args...))
		return fails
	}}
	full, err := filepath.Abs("-n.pdf")
	must(t, err)
	must(t, desk.Open("-n.pdf"))
	must(t, desk.Print("-n.pdf"))
	if d := cmp.Diff([][]string{{"xdg-open", full}, {"lp", full}}, ran); d != "" {
		t.Error(d)
	}
	ran = nil
	if err := desk.Print("a.docx"); !errors.Is(err, office.ErrNoPrinter) || ran != nil {
		t.Errorf("a docx went to the printer: %v %v", err, ran)
	}
	fails = missing
	if err := desk.Open("a.docx"); !errors.Is(err, office.ErrNoViewer) || !errors.Is(err, missing) {
		t.Errorf("open: %v", err)
	}
	if err := desk.Print("a.pdf"); !errors.Is(err, office.ErrNoPrinter) {
		t.Errorf("print: %v", err)
	}
	for _, e := range []error{office.ErrNoViewer, office.ErrNoPrinter} {
		if office.Explain(e) == office.Explain(errors.New("unknown")) {
			t.Errorf("%v is not explained", e)
		}
	}
}
