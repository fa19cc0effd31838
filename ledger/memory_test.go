package ledger_test

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"silian/ledger"
)

// bomb writes a workbook whose sheet unpacks to so many MiB of blanks.
func bomb(t testing.TB, mib int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.xlsx")
	f, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(f)
	for _, p := range plainParts("") {
		w, err := z.Create(p.name)
		must(t, err)
		_, err = w.Write([]byte(p.text))
		must(t, err)
		if strings.Contains(p.name, "sheet1") {
			for blank := []byte(strings.Repeat(" ", 1<<20)); mib > 0; mib-- {
				_, err = w.Write(blank)
				must(t, err)
			}
		}
	}
	must(t, z.Close())
	must(t, f.Close())
	return path
}

// allocated is how many bytes do asks for in all.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestBombCostsNothing: a sheet of 210 MiB in 200 KB is refused before it is unpacked.
func TestBombCostsNothing(t *testing.T) {
	path := bomb(t, 210)
	got := allocated(func() {
		_, err := read(t, path)
		refusedAs(t, err, "bomb")
	})
	if got > 8<<20 {
		t.Errorf("a bomb costs %d MiB", got>>20)
	}
}

// rowsFile writes a workbook of so many rows of ten cells.
func rowsFile(t testing.TB, n int) string {
	t.Helper()
	var rows strings.Builder
	for i := range n {
		fmt.Fprintf(&rows, `<row r="%d">`, i+1)
		for c := range 10 {
			fmt.Fprintf(&rows, `<c r="%c%d" t="inlineStr"><is><t>田桂兰%d</t></is></c>`, 'A'+c, i+1, i)
		}
		rows.WriteString(`</row>`)
	}
	return archive(t, plainParts(sheetOf(rows.String())))
}

// TestMemoryKept: what stays is the text and the slices that hold it, not the objects of
// the reader.
func TestMemoryKept(t *testing.T) {
	path := rowsFile(t, 5000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	got, err := read(t, path)
	must(t, err)
	runtime.GC()
	runtime.ReadMemStats(&after)
	text := 0
	for _, r := range got[0].Rows {
		for _, c := range r.Cells {
			text += len(c) + 16 // a string's own size
		}
	}
	if kept := int(after.HeapAlloc) - int(before.HeapAlloc); kept > 3*text {
		t.Errorf("%d KiB stay for %d KiB of cells", kept>>10, text>>10)
	}
	runtime.KeepAlive(got)
}

// BenchmarkReadTable also tells the most memory in use at a time, in MB beside the file.
func BenchmarkReadTable(b *testing.B) {
	path := rowsFile(b, 100_000)
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	base, peak := m.HeapAlloc, uint64(0)
	for b.Loop() {
		_, err := ledger.ReadTable(b.Context(), path, ledger.DefaultLimits(), func(int64, int64) {
			if runtime.ReadMemStats(&m); m.HeapAlloc > base {
				peak = max(peak, m.HeapAlloc-base)
			}
		})
		must(b, err)
	}
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}
