package office_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/office"
)

// results gives name ending to result, in order.
func results(b office.Batch) (out []string) {
	for _, f := range b.Files {
		out = append(out, filepath.Ext(f.File)+" "+f.Result)
	}
	return out
}

// TestReceiveAll: sticks with everything on them, in folders, wrongly named, damaged and
// ours, come in at one go.
func TestReceiveAll(t *testing.T) {
	w := newWorld(t)
	up := w.open(w.tw, "断头路")
	w.up(w.tw, up)
	r := w.take(w.c, w.export(w.tw, w.c)) // its receipt lies on the stick
	w.open(w.v, "水渠漏水")
	first := w.export(w.v, w.tw)
	w.open(w.v, "机井停电")
	second := w.export(w.v, w.tw)
	dir := t.TempDir()
	sub := filepath.Join(dir, "东岭村", "11月")
	must(t, os.MkdirAll(sub, 0o700))
	must(t, os.MkdirAll(filepath.Join(dir, "x.db.outbox"), 0o700))
	copyFile(t, first, filepath.Join(dir, "上报(2).xfb"))
	copyFile(t, second, filepath.Join(sub, "a.XFB"))
	copyFile(t, second, filepath.Join(dir, "x.db.outbox", "a.xfb"))
	copyFile(t, filepath.Join(w.stick, r.Receipt), filepath.Join(sub, r.Receipt))
	must(t, os.WriteFile(filepath.Join(dir, "bad.xfb"), []byte("hello"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "half.xfb.part"), []byte("half"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "n.xfroster"), nil, 0o600))
	must(t, w.v.WriteCard(w.ctx, filepath.Join(dir, "v.xfcard")))
	w.up(w.tw, w.open(w.tw, "再报一件"))
	copyFile(t, w.export(w.tw, w.c), filepath.Join(dir, "ours.xfb"))
	seen, last := 0, int64(0)
	b, err := w.tw.ReceiveAll(w.ctx, office.ReceiveConfig{
		Paths: []string{dir, filepath.Join(dir, "bad.xfb")},
		Each:  func(office.FileResult) { seen++ },
		Progress: func(done, total int64) {
			if done < last || done > total {
				t.Errorf("progress %d of %d after %d", done, total, last)
			}
			last = done
		},
	})
	must(t, err)
	want := []string{".xfroster refused", ".xfr receipt", ".xfb imported", ".XFB imported", ".xfb ours", ".xfcard card", ".xfb refused"}
	if d := cmp.Diff(want, results(b)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if seen != len(b.Files) || len(b.Gaps) != 0 || b.Files[3].Late != 0 {
		t.Errorf("%d told, %+v", seen, b)
	}
	if !strings.Contains(office.Explain(b.Files[6].Err), "不是封好的文件") {
		t.Errorf("bad file: %v", b.Files[6].Err)
	}
	if receipts, _ := filepath.Glob(filepath.Join(sub, "XR-"+string(townshipCode)+"-*.xfr")); len(receipts) != 1 {
		t.Errorf("receipts beside the second file: %v", receipts)
	}
	b, err = w.tw.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{dir}})
	must(t, err)
	if b.Files[2].Result != "already" || b.Files[3].Result != "already" {
		t.Errorf("again: %v", results(b))
	}
	_, err = w.tw.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{filepath.Join(dir, "none")}})
	refused(t, "nothing there", err, "file.missing")
	w.clean(w.tw)
}

func TestReceiveAllStopped(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	w.export(w.v, w.tw)
	w.open(w.v, "机井停电")
	w.export(w.v, w.tw)
	ctx, cancel := context.WithCancel(w.ctx)
	b, err := w.tw.ReceiveAll(ctx, office.ReceiveConfig{Paths: []string{w.stick}, Each: func(office.FileResult) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if d := cmp.Diff([]string{".xfb imported", ".xfb not_reached"}, results(b)); d != "" {
		t.Error(d)
	}
}

// TestPlanGroups: what a file brings, in words, the gravest first.
func TestPlanGroups(t *testing.T) {
	in := &office.Incoming{
		New: 3, Same: 2, Late: 1, NotInEffect: 6, Newer: 1, Rival: 2, Own: 1, Conflict: 1, Files: 4, BadFiles: 1, Missing: []uint64{3, 5},
	}
	in.From.Name = "东岭村"
	var kinds []string
	for _, g := range in.Groups() {
		kinds = append(kinds, g.Kind)
		if g.Count == 0 || g.Word == "" || !strings.HasSuffix(g.Says, "。") || strings.ContainsAny(g.Word+g.Says, "{}|") {
			t.Errorf("%+v", g)
		}
		if g.Kind == "not_in_effect" && g.Count != 3 || g.Kind == "missing" && !strings.Contains(g.Says, "第3、5号") {
			t.Errorf("%+v", g)
		}
	}
	want := []string{"conflict", "missing", "rival", "newer", "not_in_effect", "own", "bad_files", "new", "late", "same", "files"}
	if d := cmp.Diff(want, kinds); d != "" {
		t.Error(d)
	}
	in.Already = true
	if len(in.Groups()) != 0 {
		t.Error("groups of a file that was taken in before")
	}
}

func TestSlip(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	w.export(w.v, w.tw)
	sent, err := w.v.SentFiles(w.ctx)
	must(t, err)
	s, err := w.v.HandoverSlip(w.ctx, sent...)
	must(t, err)
	if s.To.Code != townshipCode || s.From.Code != villageCode || len(s.Files) != 1 || s.Files[0].Bytes == 0 || len(s.Files[0].Check) != 9 || s.Entries() != sent[0].Entries {
		t.Errorf("%+v", s)
	}
	_, err = w.v.HandoverSlip(w.ctx)
	refused(t, "empty", err, "slip.empty")
	sent[0].Seq = 9
	_, err = w.v.HandoverSlip(w.ctx, sent[0])
	refused(t, "unknown", err, "slip.unknown_file")
}

func TestOnlyDrive(t *testing.T) {
	a, b := office.Drive{Path: "/a", Label: "甲", Free: 3 << 30}, office.Drive{Path: "/b", ReadOnly: true}
	_, err := office.OnlyDrive(nil)
	refused(t, "none", err, "usb.none")
	_, err = office.OnlyDrive([]office.Drive{a, b})
	refused(t, "several", err, "usb.several")
	if d, err := office.OnlyDrive([]office.Drive{a}); err != nil || d.Path != "/a" {
		t.Errorf("%+v %v", d, err)
	}
	for d, want := range map[office.Drive]string{a: "甲　还能放3.0GB", b: "U盘　只能看，不能写", {Label: "乙", Free: -1}: "乙", {Label: "丙", Free: 5 << 20}: "丙　还能放5MB"} {
		if got := office.DriveWords(d); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
