package office_test

import (
	"archive/zip"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sheet is one sheet of a workbook made for a test.
type sheet struct {
	Name string
	Rows [][]string
}

// workbook writes an .xlsx by hand, so that this package needs no other for it.
func workbook(t *testing.T, sheets []sheet) string {
	t.Helper()
	const (
		head = `<?xml version="1.0" encoding="UTF-8"?>`
		main = `http://schemas.openxmlformats.org/spreadsheetml/2006/main`
		rel  = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
		pack = `http://schemas.openxmlformats.org/package/2006/relationships`
	)
	parts := map[string]string{
		"[Content_Types].xml": head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>`,
		"_rels/.rels":         head + `<Relationships xmlns="` + pack + `"><Relationship Id="r0" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
	}
	var list, rels strings.Builder
	for i, s := range sheets {
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="r%d"/>`, s.Name, i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, rel, i+1)
		var rows strings.Builder
		for n, cells := range s.Rows {
			fmt.Fprintf(&rows, `<row r="%d">`, n+1)
			for c, text := range cells {
				fmt.Fprintf(&rows, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+c, n+1, html.EscapeString(text))
			}
			rows.WriteString(`</row>`)
		}
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)] = head + `<worksheet xmlns="` + main + `"><sheetData>` + rows.String() + `</sheetData></worksheet>`
	}
	parts["xl/workbook.xml"] = head + `<workbook xmlns="` + main + `" xmlns:r="` + rel + `"><sheets>` + list.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = head + `<Relationships xmlns="` + pack + `">` + rels.String() + `</Relationships>`
	path := filepath.Join(t.TempDir(), "名册.xlsx")
	f, err := os.Create(path)
	must(t, err)
	z := zip.NewWriter(f)
	for name, text := range parts {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(text))
		must(t, err)
	}
	must(t, z.Close())
	must(t, f.Close())
	return path
}
