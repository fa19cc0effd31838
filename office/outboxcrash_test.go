package office_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// moment is what the disk and the stick held when the power went.
type moment struct{ db, stick string }

// freeze copies an office file with all that stands beside it, and the stick.
func (w *world) freeze(code casework.OfficeCode) moment {
	w.t.Helper()
	m := moment{filepath.Join(w.t.TempDir(), "office.db"), w.t.TempDir()}
	must(w.t, os.CopyFS(m.stick, os.DirFS(w.stick)))
	from := filepath.Dir(w.paths[code])
	must(w.t, filepath.Walk(from, func(p string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(filepath.Dir(m.db), strings.TrimPrefix(p, from))
		if info.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o600)
	}))
	return m
}

// wake opens what was frozen.
func (w *world) wake(m moment) *office.Office {
	w.t.Helper()
	o, err := office.Open(w.ctx, office.Config{Path: m.db, Password: password, Clock: w.clock, WeakKDF: true})
	must(w.t, err)
	w.t.Cleanup(func() { _ = o.Close() })
	for _, dir := range []string{".spool", ".outbox"} {
		left, _ := os.ReadDir(m.db + dir)
		sent, err := o.SentFiles(w.ctx)
		must(w.t, err)
		for _, e := range left {
			known := false
			for _, s := range sent {
				known = known || s.File == e.Name()
			}
			if !known {
				w.t.Errorf("%s holds %s, of which the book knows nothing", dir, e.Name())
			}
		}
	}
	return o
}

// frozenAt freezes an office at each named step of what do does.
func (w *world) frozenAt(o *office.Office, do func(), steps ...string) map[string]moment {
	w.t.Helper()
	out := map[string]moment{}
	office.OnStep(o, func(name string) error {
		if _, seen := out[name]; !seen {
			out[name] = w.freeze(o.Me().Code)
		}
		return nil
	})
	do()
	office.OnStep(o, nil)
	for _, s := range steps {
		if _, ok := out[s]; !ok {
			w.t.Fatalf("step %s was never reached", s)
		}
	}
	return out
}

// TestCrashWhileSending cuts the power after each step. The office that wakes up sends
// again; the other office has everything once, no number is used twice, and no alarm
// is raised.
func TestCrashWhileSending(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.attach(w.v, id, "公函.pdf", pdfOf("公函"))
	steps := []string{"sealed", "kept", "recorded", "written", "marked"}
	cut := w.frozenAt(w.v, func() { w.export(w.v, w.tw) }, steps...)
	before := w.freeze(townshipCode)
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			v := w.wake(cut[step])
			_, err := v.ExportAll(w.ctx, townshipCode, cut[step].stick, nil)
			must(t, err)
			sent, err := v.SentFiles(w.ctx)
			must(t, err)
			want := 1
			if step == "marked" { // it was sent; nobody has acknowledged it, so its content goes again
				want = 2
			}
			if len(sent) != want {
				t.Errorf("sent %+v", sent)
			}
			twin := before
			twin.db = filepath.Join(t.TempDir(), "office.db")
			must(t, os.CopyFS(filepath.Dir(twin.db), os.DirFS(filepath.Dir(before.db))))
			tw := w.wake(twin)
			b, err := tw.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{cut[step].stick}})
			must(t, err)
			fresh := 0
			for _, f := range b.Files {
				if f.Err != nil || f.Result != "imported" {
					t.Errorf("%+v", f)
				}
				fresh += f.New
			}
			have, err := tw.Case(w.ctx, id)
			must(t, err)
			mine, err := v.Case(w.ctx, id)
			must(t, err)
			if len(have.Rows) != len(mine.Rows) || fresh != len(mine.Rows) || len(b.Gaps) != 0 {
				t.Errorf("%d rows, %d fresh, of %d; gaps %v", len(have.Rows), fresh, len(mine.Rows), b.Gaps)
			}
			if alarms, err := tw.Alarms(w.ctx); err != nil || len(alarms) > 0 {
				t.Errorf("alarms %v %v", alarms, err)
			}
			w.clean(v, tw)
		})
	}
}

// TestCrashWhileReceiving cuts the power after each step of taking in. Given the same
// stick again, the office has everything once and the receipt is there.
func TestCrashWhileReceiving(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.attach(w.v, id, "公函.pdf", pdfOf("公函"))
	path := w.export(w.v, w.tw)
	steps := []string{"staged", "taken", "receipt"}
	var first office.Received
	cut := w.frozenAt(w.tw, func() { first = w.take(w.tw, path) }, steps...)
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			tw := w.wake(cut[step])
			b, err := tw.ReceiveAll(w.ctx, office.ReceiveConfig{Paths: []string{cut[step].stick}})
			must(t, err)
			want := "already"
			if step == "staged" {
				want = "imported"
			}
			r := b.Files[len(b.Files)-1]
			for _, f := range b.Files {
				if filepath.Ext(f.File) == ".xfb" {
					r = f
				}
			}
			if r.Result != want || r.Err != nil || r.Code != first.Code {
				t.Errorf("%+v", r)
			}
			if _, err := os.Stat(filepath.Join(cut[step].stick, r.Receipt)); err != nil || r.Receipt == "" {
				t.Errorf("no receipt: %v", err)
			}
			c, err := tw.Case(w.ctx, id)
			must(t, err)
			if len(c.Rows) != len(w.fold(w.v, id).Rows) {
				t.Errorf("rows %+v", c.Rows)
			}
			w.clean(tw)
		})
	}
	receipt := filepath.Join(w.stick, first.Receipt)
	for step, m := range w.frozenAt(w.v, func() { w.take(w.v, receipt) }, "closed") {
		v := w.wake(m)
		if r := w.take(v, receipt); r.Result != "receipt" {
			t.Errorf("%s: %+v", step, r)
		}
		if sent, err := v.SentFiles(w.ctx); err != nil || sent[0].State() != office.SentDelivered {
			t.Errorf("%s: %+v %v", step, sent, err)
		}
	}
}

// TestSpoolIsCleanedAtStart: whatever a power cut left there is gone after the next
// start, also when nobody seals or opens anything.
func TestSpoolIsCleanedAtStart(t *testing.T) {
	w := newWorld(t)
	must(t, w.v.Close())
	spool, outbox := w.paths[villageCode]+".spool", w.paths[villageCode]+".outbox"
	must(t, os.MkdirAll(spool, 0o700))
	must(t, os.MkdirAll(outbox, 0o700))
	must(t, os.WriteFile(filepath.Join(spool, "silian-spool-0011223344556677"), []byte("旧文字"), 0o600))
	must(t, os.WriteFile(filepath.Join(outbox, "XF-1-2-3-00112233.xfb"), []byte("never recorded"), 0o600))
	must(t, os.WriteFile(filepath.Join(outbox, "readme.txt"), []byte("somebody's"), 0o600))
	w.reopen(villageCode, "")
	for dir, want := range map[string]int{spool: 0, outbox: 1} {
		if left, err := os.ReadDir(dir); err != nil || len(left) != want {
			t.Errorf("%s: %v %v", filepath.Base(dir), left, err)
		}
	}
}
