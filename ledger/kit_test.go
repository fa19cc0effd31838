package ledger_test

import (
	"archive/zip"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"silian/casework"
	"silian/ledger"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// write puts bytes into a file.
func write(t testing.TB, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

// book writes a workbook that fill made.
func book(t testing.TB, fill func(*excelize.File), opts ...excelize.Options) string {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	path := filepath.Join(t.TempDir(), "a.xlsx")
	must(t, f.SaveAs(path, opts...))
	must(t, f.Close())
	return path
}

// part is one file inside an archive.
type part struct{ name, text string }

const head = `<?xml version="1.0" encoding="UTF-8"?>`

// plainParts are the parts of a workbook of one sheet, with what stands in it.
func plainParts(sheet string) []part {
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	return []part{
		{"[Content_Types].xml", head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
		{"_rels/.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + rel + `"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet},
	}
}

// sheetOf is a sheet of rows written as XML.
func sheetOf(rows string) string {
	return head + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`
}

const oneRow = `<row r="1"><c r="A1" t="inlineStr"><is><t>田桂兰</t></is></c></row>`

// archive packs parts.
func archive(t testing.TB, parts []part) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.xlsx")
	f, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(f)
	for _, p := range parts {
		w, err := z.Create(p.name)
		must(t, err)
		_, err = w.Write([]byte(p.text))
		must(t, err)
	}
	must(t, z.Close())
	must(t, f.Close())
	return path
}

// read reads a table within the limits of the program.
func read(t testing.TB, path string) ([]ledger.Sheet, error) {
	t.Helper()
	return ledger.ReadTable(t.Context(), path, ledger.DefaultLimits(), nil)
}

// codeOf is the code of a refusal, "" without one.
func codeOf(err error) string {
	var p *casework.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return p.Code
}

// refusedAs fails unless the error is this refusal; nor may it tell what the file holds.
func refusedAs(t *testing.T, err error, code string) {
	t.Helper()
	if got := codeOf(err); got != code {
		t.Fatalf("refused as %q (%v), want %q", got, err, code)
	}
	if strings.ContainsAny(err.Error(), "田赵") {
		t.Errorf("the error tells a name: %v", err)
	}
}
