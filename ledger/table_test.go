package ledger_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"silian/ledger"
)

// TestReadWorkbook: every sheet with text, rows under their numbers, cells as shown.
func TestReadWorkbook(t *testing.T) {
	path := book(t, func(f *excelize.File) {
		must(t, f.SetSheetRow("Sheet1", "A1", &[]any{"姓名", "", "组", "  "}))
		must(t, f.SetSheetRow("Sheet1", "A4", &[]any{"田桂兰", 7, 0.125, true}))
		day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		must(t, f.SetCellValue("Sheet1", "E4", time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)))
		must(t, f.SetCellStyle("Sheet1", "E4", "E4", day))
		for _, name := range []string{"空的", "二组"} {
			_, err := f.NewSheet(name)
			must(t, err)
		}
		must(t, f.SetCellValue("二组", "B2", "赵根生"))
	})
	got, err := read(t, path)
	must(t, err)
	want := []ledger.Sheet{
		{Name: "Sheet1", Rows: []ledger.Row{{1, []string{"姓名", "", "组"}}, {4, []string{"田桂兰", "7", "0.125", "TRUE", "2026-11-24"}}}},
		{Name: "二组", Rows: []ledger.Row{{2, []string{"", "赵根生"}}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadText(t *testing.T) {
	gb := func(s string) []byte {
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
		must(t, err)
		return b
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte("姓名\t组\r\n田桂兰\t二组\r\n"))
	must(t, err)
	rows := []ledger.Row{{1, []string{"姓名", "组"}}, {2, []string{"田桂兰", "二组"}}}
	for _, tc := range []struct {
		name string
		data []byte
		want []ledger.Row
	}{
		{"UTF-8 with its mark, commas", []byte("\ufeff姓名,组\r\n田桂兰,二组\r\n"), rows},
		{"GB18030, tabs", gb("姓名\t组\n田桂兰\t二组"), rows},
		{"GB18030, a rare character of a name", gb("姓名,组\n田桂兰,二组\n\n㛃𠮷,\n"), append(rows[:2:2], ledger.Row{4, []string{"㛃𠮷"}})},
		{"UTF-16 as Excel writes it", wide, rows},
		{"quotes and a line break in a cell", []byte("姓名,\"组\n别\"\n田桂兰,\"二,组\"\n"), []ledger.Row{{1, []string{"姓名", "组\n别"}}, {3, []string{"田桂兰", "二,组"}}}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := read(t, write(t, "a.csv", tc.data))
			must(t, err)
			if diff := cmp.Diff([]ledger.Sheet{{Rows: tc.want}}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestProgressAndCancel: progress never goes back and comes to its end; a stop in the
// middle gives nothing, and no temporary file was made either way.
func TestProgressAndCancel(t *testing.T) {
	tmp := t.TempDir()
	t.Setenv("TMPDIR", tmp)
	path := book(t, func(f *excelize.File) {
		for i := range 3000 {
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			must(t, err)
			must(t, f.SetCellValue("Sheet1", cell, "田桂兰"))
		}
	})
	var last, end int64
	_, err := ledger.ReadTable(t.Context(), path, ledger.DefaultLimits(), func(done, total int64) {
		if done < last || done > total {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last, end = done, total
	})
	must(t, err)
	if last == 0 || last != end {
		t.Errorf("progress ends at %d of %d", last, end)
	}
	ctx, cancel := context.WithCancel(t.Context())
	got, err := ledger.ReadTable(ctx, path, ledger.DefaultLimits(), func(int64, int64) { cancel() })
	if !errors.Is(err, context.Canceled) || got != nil {
		t.Errorf("a stopped reading gives %d sheets, %v", len(got), err)
	}
	left, err := filepath.Glob(filepath.Join(tmp, "excelize*"))
	must(t, err)
	if len(left) > 0 {
		t.Errorf("temporary files: %v", left)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
