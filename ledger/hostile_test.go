package ledger_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"silian/ledger"
)

func oldFile(stream string) []byte {
	var b bytes.Buffer
	b.WriteString("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	b.Write(make([]byte, 2<<20)) // the name stands behind the first block
	for _, u := range utf16.Encode([]rune(stream)) {
		b.Write([]byte{byte(u), byte(u >> 8)})
	}
	b.Write(make([]byte, 512))
	return b.Bytes()
}

// TestRefused: what is not read says why.
func TestRefused(t *testing.T) {
	good := archive(t, plainParts(sheetOf(oneRow)))
	whole, err := os.ReadFile(good)
	must(t, err)
	for _, tc := range []struct{ name, path, code string }{
		{"not there", filepath.Join(t.TempDir(), "none.xlsx"), "unreadable"},
		{"a folder", t.TempDir(), "unreadable"},
		{"empty", write(t, "a.xlsx", nil), "empty"},
		{"old Excel", write(t, "a.xls", oldFile("Workbook")), "old_xls"},
		{"old Excel under a new name", write(t, "a.xlsx", oldFile("Workbook")), "old_xls"},
		{"WPS", write(t, "a.et", oldFile("Workbook")), "wps_et"},
		{"old Word", write(t, "a.doc", oldFile("WordDocument")), "not_a_table"},
		{"password", book(t, func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A1", "田桂兰")) }, excelize.Options{Password: "1234"}), "password"},
		{"truncated", write(t, "a.xlsx", whole[:len(whole)/2]), "damaged"},
		{"only its first bytes", write(t, "a.xlsx", whole[:40]), "damaged"},
		{"a web page called xls", write(t, "a.xls", []byte("\ufeff\n<html><table><tr><td>田桂兰</td></tr></table></html>")), "web_page"},
		{"a picture", write(t, "a.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")), "not_a_table"},
		{"binary workbook", archive(t, []part{{"xl/workbook.bin", "x"}}), "xlsb"},
		{"OpenDocument", archive(t, []part{{"mimetype", "x"}, {"content.xml", "x"}}), "ods"},
		{"Word", archive(t, []part{{"word/document.xml", "<a/>"}}), "not_a_table"},
		{"an empty archive", archive(t, nil), "damaged"},
		{"no text", archive(t, plainParts(sheetOf(`<row r="1"><c r="A1" s="0"/></row>`))), "no_rows"},
		{"only spaces", write(t, "a.txt", []byte(" \n\t\n")), "no_rows"},
		{"a chart alone", archive(t, chartOnly()), "no_rows"},
		{"XML that breaks off", archive(t, plainParts(head+`<worksheet><sheetData>`+oneRow+`<row r="2">`)), "damaged"},
		{"XML that is wrong in the middle", archive(t, plainParts(sheetOf(oneRow+`<row r="2"></c></row>`+oneRow))), "damaged"},
		{"a sheet that is missing", archive(t, plainParts(sheetOf(oneRow))[:4]), "damaged"},
		{"quotes without a pair", write(t, "a.csv", []byte("姓名\n\"田桂兰\n赵根生\n")), "quotes"},
		{"no encoding", write(t, "a.csv", []byte("a,\xff\xff\xff\n")), "encoding"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := read(t, tc.path)
			refusedAs(t, err, tc.code)
			if got != nil {
				t.Errorf("and gives %d sheets", len(got))
			}
		})
	}
}

// chartOnly is a workbook whose only sheet is a chart.
func chartOnly() []part {
	parts := plainParts("")
	for i := range parts {
		parts[i].text = strings.NewReplacer("/worksheet\"", "/chartsheet\"", "worksheets/sheet1.xml", "chartsheets/sheet1.xml", "worksheet+xml", "chartsheet+xml").Replace(parts[i].text)
	}
	parts[4] = part{"xl/chartsheets/sheet1.xml", head + `<chartsheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`}
	return parts
}

// TestLimits: each limit by itself, with a file just over it.
func TestLimits(t *testing.T) {
	var rows strings.Builder
	for i := range 5 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%d" t="inlineStr"><is><t>田桂</t></is></c></row>`, i+1, i+1)
	}
	path := archive(t, plainParts(sheetOf(rows.String())))
	wide := write(t, "a.csv", []byte("田,桂,兰\n"))
	for code, tc := range map[string]struct {
		path  string
		limit func(*ledger.Limits)
	}{
		"too_large":     {path, func(l *ledger.Limits) { l.File = 100 }},
		"bomb":          {path, func(l *ledger.Limits) { l.Unpacked = 1000 }},
		"too_many_rows": {path, func(l *ledger.Limits) { l.Rows = 4 }},
		"too_wide":      {wide, func(l *ledger.Limits) { l.Columns = 2 }},
		"cell_too_long": {path, func(l *ledger.Limits) { l.Cell = 1 }},
		"too_much_text": {path, func(l *ledger.Limits) { l.Text = 29 }},
	} {
		l := ledger.DefaultLimits()
		tc.limit(&l)
		_, err := ledger.ReadTable(t.Context(), tc.path, l, nil)
		refusedAs(t, err, code)
	}
	l := ledger.DefaultLimits()
	l.Parts = 4
	_, err := ledger.ReadTable(t.Context(), path, l, nil)
	refusedAs(t, err, "bomb")
	l = ledger.Limits{File: 1 << 20, Unpacked: 1 << 20, Parts: 5, Rows: 5, Columns: 1, Cell: 2, Text: 30}
	if _, err := ledger.ReadTable(t.Context(), path, l, nil); err != nil {
		t.Errorf("a file just within its limits: %v", err)
	}
}

// TestLyingSizes: the list of the archive says another size than what is unpacked. That
// is damage, never an empty sheet.
func TestLyingSizes(t *testing.T) {
	sheet := sheetOf(strings.Repeat(oneRow, 200))
	data, err := os.ReadFile(archive(t, plainParts(sheet)))
	must(t, err)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	real := binary.LittleEndian.AppendUint32(nil, uint32(z.File[4].UncompressedSize64))
	for _, said := range []uint32{0, 1, 100, uint32(len(sheet) - 1), uint32(len(sheet) + 1), 100 << 20, 300 << 20, 1<<32 - 2} {
		lie := bytes.ReplaceAll(data, real, binary.LittleEndian.AppendUint32(nil, said))
		if bytes.Equal(lie, data) {
			t.Fatal("the size was not found")
		}
		got, err := read(t, write(t, "a.xlsx", lie))
		if code := codeOf(err); code != "damaged" && code != "bomb" || got != nil {
			t.Errorf("said %d: %v, %v", said, got, err)
		}
	}
}

// TestStyledBlanks: Excel keeps a colour down to row 1,048,576; text in that last row
// counts too.
func TestStyledBlanks(t *testing.T) {
	const last = `<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row>`
	got, err := read(t, archive(t, plainParts(sheetOf(oneRow+last))))
	must(t, err)
	want := []ledger.Sheet{{Name: "名册", Rows: []ledger.Row{{1, []string{"田桂兰"}}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	got, err = read(t, archive(t, plainParts(sheetOf(oneRow+strings.ReplaceAll(oneRow, `1"`, `1048576"`)))))
	must(t, err)
	if rows := got[0].Rows; len(rows) != 2 || rows[1].No != 1_048_576 {
		t.Errorf("rows %v", rows)
	}
	_, err = read(t, archive(t, plainParts(sheetOf(strings.ReplaceAll(oneRow, `1"`, `1048577"`)))))
	refusedAs(t, err, "damaged")
}

// FuzzReadTable: any bytes give sheets or a refusal.
func FuzzReadTable(f *testing.F) {
	good, err := os.ReadFile(archive(f, plainParts(sheetOf(oneRow))))
	must(f, err)
	f.Add(good)
	f.Add([]byte("姓名,组\n田桂兰,二组\n"))
	f.Add([]byte("\xff\xfea\x00"))
	path := filepath.Join(f.TempDir(), "a.xlsx")
	limits := ledger.Limits{File: 1 << 20, Unpacked: 4 << 20, Parts: 50, Rows: 1000, Columns: 100, Cell: 1000, Text: 1 << 20}
	f.Fuzz(func(t *testing.T, data []byte) {
		must(t, os.WriteFile(path, data, 0o600))
		got, err := ledger.ReadTable(t.Context(), path, limits, nil)
		if (err == nil) == (len(got) == 0) || err != nil && codeOf(err) == "" {
			t.Fatalf("%d sheets, %v", len(got), err)
		}
	})
}
