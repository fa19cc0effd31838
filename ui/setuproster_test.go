package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// names are the names of a roster.
func names(t *testing.T, o *office.Office, village casework.OfficeCode) (out []string) {
	t.Helper()
	list, err := o.FindVillagers(context.Background(), village, "", "", 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		out = append(out, p.Name)
	}
	return out
}

// TestRosterTyped: what was typed is looked at, goes back to be mended, and only then is
// kept; the card says how many, and the list can be taken away.
func TestRosterTyped(t *testing.T) {
	r, w := openSetup(t, casework.Village, theme.Normal)
	r.choose(sectionRoster)
	pressButton(t, w, "放进名单")
	pressButton(t, w, "看一看")
	if !shows(w, "没有读到姓名") {
		t.Errorf("nothing typed: %q", visibleTexts(w))
	}
	focused(t, w).SetText("姓名\t组\t身份证号\n赵根生\t4\t410000\n\t4\t1\n田桂兰\t二组\n")
	pressButton(t, w, "看一看")
	all := strings.Join(visibleTexts(w), "|")
	for _, want := range []string{"读到2个名字", "没有姓名，1行没有要：3行", "不会存的列：身份证号"} {
		if !strings.Contains(all, want) {
			t.Errorf("the preview does not show %q: %s", want, all)
		}
	}
	pressButton(t, w, "回去改")
	if got := focused(t, w).Text; !strings.Contains(got, "赵根生") {
		t.Errorf("what was typed is gone: %q", got)
	}
	pressButton(t, w, "看一看")
	if got := names(t, r.d.office, eastRidge); got != nil {
		t.Errorf("kept before anybody said so: %v", got)
	}
	pressButton(t, w, "放进名册")
	if diff := cmp.Diff([]string{"赵根生", "田桂兰"}, names(t, r.d.office, eastRidge)); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(strings.Join(visibleTexts(w), ""), "2个名字") {
		t.Errorf("the card shows %q", visibleTexts(w))
	}
	pressButton(t, w, "清空名册")
	press(w, fyne.KeyEscape)
	if len(names(t, r.d.office, eastRidge)) != 2 {
		t.Error("Escape empties the roster")
	}
	pressButton(t, w, "清空名册")
	pressButton(t, w, "清空")
	if got := names(t, r.d.office, eastRidge); got != nil {
		t.Errorf("after emptying: %v", got)
	}
}

// TestRosterClipboard: a long list comes whole; a field would cut it and says so.
func TestRosterClipboard(t *testing.T) {
	r, w := openSetup(t, casework.Village, theme.Normal)
	var list strings.Builder
	for i := range 1200 {
		list.WriteString("赵" + string(rune('一'+i)) + "\t四组\n")
	}
	fyne.CurrentApp().Clipboard().SetContent(list.String())
	r.openRoster(0, "")
	focused(t, w).TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	if !shows(w, "后面的没有贴上") {
		t.Errorf("a cut list says nothing: %q", visibleTexts(w))
	}
	pressButton(t, w, "读剪贴板")
	if !shows(w, "读到1200个名字") {
		t.Errorf("the clipboard shows %q", visibleTexts(w))
	}
}

// TestRosterFile: a township chooses the village, then the file; a file that cannot be
// read says why and changes nothing.
func TestRosterFile(t *testing.T) {
	r, w := openSetup(t, casework.Township, theme.Normal)
	dir := t.TempDir()
	for name, text := range map[string]string{"a.csv": "姓名,组\n赵根生,4\n", "b.xlsx": "PK\x03\x04cut"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r.folder = dir
	r.openRoster(-1, "")
	pressButton(t, w, "选文件")
	if !shows(w, "请先选是哪个村") {
		t.Fatalf("no village chosen: %q", visibleTexts(w))
	}
	picker(t, w).SetChosen(0)
	pickFile := func(name string) {
		t.Helper()
		pressButton(t, w, "选文件")
		for i, p := range r.pick.places {
			if p.word == name {
				r.pick.list.Select(i)
			}
		}
		press(w, fyne.KeyReturn)
	}
	pickFile("b.xlsx")
	if !shows(w, "这个表格不完整或已损坏") {
		t.Errorf("a bad file shows %q", visibleTexts(w))
	}
	press(w, fyne.KeyEscape)
	r.openRoster(0, "记着的")
	pressButton(t, w, "选文件")
	press(w, fyne.KeyEscape)
	if got := focused(t, w).Text; got != "记着的" {
		t.Errorf("no file chosen: what was typed is %q", got)
	}
	pickFile("a.csv")
	if !shows(w, "东岭村：读到1个名字") {
		t.Fatalf("the file shows %q", visibleTexts(w))
	}
	pressButton(t, w, "放进名册")
	if diff := cmp.Diff([]string{"赵根生"}, names(t, r.d.office, eastRidge)); diff != "" {
		t.Error(diff)
	}
}

// TestRosterStopped: a stop leaves everything as it was.
func TestRosterStopped(t *testing.T) {
	r, w := openSetup(t, casework.Village, theme.Normal)
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("赵根生\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := r.d.run
	r.d.run = func(work func(context.Context) error, done func(error)) {
		r.stop()
		run(work, done)
	}
	r.readRoster(0, path, "")
	r.d.run = run
	if r.working || r.sheet != nil || len(names(t, r.d.office, eastRidge)) != 0 || !shows(w, "名册没有变") {
		t.Errorf("after a stop: %q", visibleTexts(w))
	}
}
