package office_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"silian/exchange"
	"silian/office"
)

// These are the rows of exchange/testdata/corpus.txt that need an office: refused with a
// reason, in words, and nothing staged.

// nothingStaged fails when the office has a case, a file taken in, or anything in its
// spool, its attachments or the folder of views.
func (w *world) nothingStaged(o *office.Office) {
	w.t.Helper()
	if rows, err := o.Cases(w.ctx, office.Filter{}); err != nil || len(rows) != 0 {
		w.t.Errorf("%d cases, %v", len(rows), err)
	}
	if taken, err := o.TakenFiles(w.ctx); err != nil || len(taken) != 0 {
		w.t.Errorf("taken %v, %v", taken, err)
	}
	for _, end := range []string{".spool", ".files", ".view"} {
		err := filepath.WalkDir(w.paths[o.Me().Code]+end, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				w.t.Errorf("left: %s%s", end, strings.TrimPrefix(path, w.paths[o.Me().Code]+end))
			}
			return nil
		})
		must(w.t, err)
	}
}

// TestFileChangesBetweenReads: a stick that shows one good file and then another good
// file, of another sender, is refused: nobody's entries go under somebody else's name.
func TestFileChangesBetweenReads(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	shown := w.export(w.v, w.tw)
	fromCounty := w.forge(w.c, w.tw, 1)
	same := w.forge(w.v, w.tw, 9)
	for name, given := range map[string]string{"another sender": fromCounty, "another number": same} {
		refused(t, name, w.tw.PreviewTurned(w.ctx, shown, given), "seal:damaged")
	}
	w.nothingStaged(w.tw)
}

// TestTwoInstancesImport: a second program cannot have the file open, and two imports of
// one file in the same program count once.
func TestTwoInstancesImport(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	path := w.export(w.v, w.tw)
	second, err := office.Open(w.ctx, office.Config{Path: w.paths[townshipCode], Password: password, Clock: w.clock, WeakKDF: true})
	if err == nil {
		_ = second.Close()
		t.Fatal("a second program opens the file")
	}
	if words := office.Explain(err); words == "" || strings.Contains(words, "exchange:") {
		t.Errorf("words %q", words)
	}
	var done sync.WaitGroup
	results := make([]office.Received, 4)
	for i := range results {
		done.Go(func() {
			in, err := w.tw.Preview(w.ctx, path, nil)
			if err != nil {
				t.Error(err)
				return
			}
			if results[i], err = w.tw.Take(w.ctx, in, w.stick); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	imported := 0
	for _, r := range results {
		if r.Result == "imported" {
			imported++
		}
		if r.Code != results[0].Code || r.Receipt != results[0].Receipt {
			t.Errorf("different receipts: %+v and %+v", r, results[0])
		}
	}
	if imported != 1 {
		t.Errorf("imported %d times", imported)
	}
	w.sameOpening(id)
}

// TestCrashWhileImporting stops the program after each step of an import, as a power cut
// would: what was there before Take is gone, what Take did is whole, and the next start
// cleans up and can take the file.
func TestCrashWhileImporting(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	path := w.export(w.v, w.tw)
	restart := func() {
		t.Helper()
		must(t, w.tw.Close())
		w.tw = w.reopen(townshipCode, "")
	}
	spool := w.paths[townshipCode] + ".spool"
	// In mid-copy: a part of the sealed file lies in the spool.
	must(t, os.MkdirAll(spool, 0o700))
	data, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(filepath.Join(spool, "silian-spool-00112233aabbccdd"), data[:len(data)/2], 0o600))
	restart()
	// Copied and planned, not taken.
	_, err = w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	restart()
	w.nothingStaged(w.tw)
	// Taken, but the receipt did not reach the stick.
	in, err := w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	first, err := w.tw.Take(w.ctx, in, w.stick)
	must(t, err)
	receipt := filepath.Join(w.stick, first.Receipt)
	want, err := os.ReadFile(receipt)
	must(t, err)
	must(t, os.Remove(receipt))
	restart()
	again := w.take(w.tw, path)
	got, err := os.ReadFile(receipt)
	must(t, err)
	if again.Result != "already" || string(got) != string(want) {
		t.Errorf("after the restart: %+v, first %+v", again, first)
	}
}

// TestHostileFilesAtTheOffice: what exchange refuses is refused here in words.
func TestHostileFilesAtTheOffice(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "水渠漏水")
	good := w.export(w.v, w.tw)
	data, err := os.ReadFile(good)
	must(t, err)
	for name, file := range map[string][]byte{
		"empty": {}, "half": data[:len(data)/2], "doubled": append(data[:len(data):len(data)], data...),
		"zeros": make([]byte, 4096), "cut": data[:len(data)-1],
	} {
		path := filepath.Join(t.TempDir(), "a.xfb")
		must(t, os.WriteFile(path, file, 0o600))
		_, err := w.tw.Preview(w.ctx, path, nil)
		if r := exchange.ReasonOf(err); r == "" || office.Explain(err) == "" || strings.Contains(office.Explain(err), "exchange") {
			t.Errorf("%s: %v, in words %q", name, err, office.Explain(err))
		}
	}
	_, err = w.c.Preview(w.ctx, good, nil)
	refused(t, "at the county", err, "seal:unknown_signer")
	w.nothingStaged(w.tw)
}
