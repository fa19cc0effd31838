package main_test

import (
	"os/exec"
	"strings"
	"testing"
)

// TestPins holds the versions of docs/dependencies.md: the module proxy's lists
// are incomplete and "latest" would downgrade.
func TestPins(t *testing.T) {
	want := map[string]string{
		"fyne.io/fyne/v2": "v2.8.1",
		// packaging/patches is made for this version; Fyne names it.
		"github.com/go-gl/glfw/v3.4/glfw": "v0.1.0-pre.1.0.20260707082822-2a407d02d01a",
		"modernc.org/sqlite":              "v1.62.0",
		"modernc.org/libc":                "v1.80.1",
		"github.com/6tail/lunar-go":       "v1.4.6",
		"github.com/emmansun/gmsm":        "v0.44.1",
		"golang.org/x/crypto":             "v0.58.0",
		"github.com/gofrs/flock":          "v0.13.2",
		"github.com/mozillazg/go-pinyin":  "v0.21.0",
		"github.com/go-text/typesetting":  "v0.3.4",
		"github.com/signintech/gopdf":     "v0.33.0",
		"github.com/xuri/excelize/v2":     "v2.11.1",
		"golang.org/x/text":               "v0.43.0",
		"github.com/google/go-cmp":        "v0.7.0",
		"pgregory.net/rapid":              "v1.3.0",
		"github.com/rogpeppe/go-internal": "v1.16.0",
		"honnef.co/go/tools":              "v0.8.2",
		"mvdan.cc/gofumpt":                "v0.12.0",
	}
	args := []string{"list", "-m", "-f", "{{.Path}} {{.Version}}"}
	for path := range want {
		args = append(args, path)
	}
	out, err := exec.Command("go", args...).Output()
	if err != nil {
		t.Fatalf("go list -m: %v", err)
	}
	got := map[string]string{}
	for line := range strings.Lines(string(out)) {
		path, version, _ := strings.Cut(strings.TrimSpace(line), " ")
		got[path] = version
	}
	for path, version := range want {
		if got[path] != version {
			t.Errorf("%s is %q, pinned %q", path, got[path], version)
		}
	}
}
