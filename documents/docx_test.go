package documents_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/documents"
	"silian/internal/testkit"
)

// unpack gives the files of a DOCX by name.
func unpack(t *testing.T, p documents.Paper) map[string][]byte {
	t.Helper()
	file := written(t, p.DOCX)
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first file is %s", z.File[0].Name)
	}
	out := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if out[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// elements walks a part: each element with its parent, attributes and own text.
func elements(t *testing.T, name string, part []byte, see func(parent, name string, attrs map[string]string, text string)) {
	t.Helper()
	type open struct {
		name  string
		attrs map[string]string
		text  string
	}
	stack := []open{{}}
	for d := xml.NewDecoder(bytes.NewReader(part)); ; {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			one := open{name: strings.TrimPrefix(tok.Name.Space+":"+tok.Name.Local, ":"), attrs: map[string]string{}}
			for _, a := range tok.Attr {
				one.attrs[strings.TrimPrefix(a.Name.Space+":"+a.Name.Local, ":")] = a.Value
			}
			stack = append(stack, one)
		case xml.CharData:
			stack[len(stack)-1].text += string(tok)
		case xml.EndElement:
			last := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			see(stack[len(stack)-1].name, last.name, last.attrs, last.text)
		}
	}
	if len(stack) != 1 {
		t.Errorf("%s: an element is not closed", name)
	}
}

// order is the order that the schema wants (ISO/IEC 29500-1) of what we write. Word
// calls a file with another order damaged.
var order = map[string][]string{
	"w:pPr":      {"w:widowControl", "w:pBdr", "w:kinsoku", "w:overflowPunct", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"},
	"w:rPr":      {"w:rFonts", "w:color", "w:sz", "w:szCs", "w:lang"},
	"w:tblPr":    {"w:tblW", "w:tblInd", "w:tblBorders", "w:tblLayout", "w:tblCellMar"},
	"w:tcPr":     {"w:tcW", "w:gridSpan", "w:vAlign"},
	"w:tbl":      {"w:tblPr", "w:tblGrid", "w:tr"},
	"w:tr":       {"w:trPr", "w:tc"},
	"w:tc":       {"w:tcPr", "w:p"},
	"w:sectPr":   {"w:footerReference", "w:pgSz", "w:pgMar", "w:cols", "w:docGrid"},
	"w:settings": {"w:zoom", "w:evenAndOddHeaders", "w:characterSpacingControl", "w:compat", "w:themeFontLang"},
	"w:font":     {"w:altName", "w:charset", "w:family", "w:pitch"},
	"w:style":    {"w:name", "w:uiPriority", "w:semiHidden", "w:unhideWhenUsed", "w:qFormat", "w:pPr", "w:tblPr"},
}

func TestDOCXStructure(t *testing.T) {
	for name, p := range papers(t) {
		parts := unpack(t, p)
		typed := map[string]bool{}
		elements(t, name, parts["[Content_Types].xml"], func(_, _ string, attrs map[string]string, _ string) {
			typed[strings.TrimPrefix(attrs["PartName"], "/")] = true
		})
		ids := map[string]bool{}
		for _, rels := range []struct{ part, dir string }{{"_rels/.rels", ""}, {"word/_rels/document.xml.rels", "word"}} {
			elements(t, name, parts[rels.part], func(_, el string, attrs map[string]string, _ string) {
				if el != "Relationship" {
					return
				}
				if target := path.Join(rels.dir, attrs["Target"]); parts[target] == nil || !typed[target] {
					t.Errorf("%s: %s leads to %s, which is missing or has no type", name, rels.part, target)
				}
				ids[rels.dir+attrs["Id"]] = true
			})
		}
		for part, data := range parts {
			last := map[string]int{}
			elements(t, name+"/"+part, data, func(parent, el string, attrs map[string]string, _ string) {
				delete(last, el) // of the element that ends here
				if want, ok := order[parent]; ok {
					at := slices.Index(want, el)
					if at < 0 || at < last[parent] {
						t.Errorf("%s: %s: %s in %s", name, part, el, parent)
					}
					last[parent] = at
				}
				if id := attrs["r:id"]; id != "" && !ids["word"+id] {
					t.Errorf("%s: no relation %s", name, id)
				}
			})
		}
	}
}

// The words of a DOCX are those of the paper.
func TestDOCXTextEqual(t *testing.T) {
	for name, p := range papers(t) {
		var b strings.Builder
		elements(t, name, unpack(t, p)["word/document.xml"], func(_, el string, _ map[string]string, text string) {
			if el == "w:t" {
				b.WriteString(text)
			}
		})
		if d := cmp.Diff(strings.NewReplacer("\n", "", "\t", "").Replace(p.Text()), b.String()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestDOCXGolden(t *testing.T) {
	all := papers(t)
	for _, name := range []string{"slip", "register", "handover", "red-head"} {
		parts := unpack(t, all[name])
		testkit.Golden(t, "testdata/"+name+".document.xml", bytes.ReplaceAll(parts["word/document.xml"], []byte("><w:"), []byte(">\n<w:")))
	}
	parts := unpack(t, all["red-head"])
	for _, part := range []string{"styles", "settings", "fontTable", "footer1", "footer2"} {
		testkit.Golden(t, "testdata/"+part+".xml", bytes.ReplaceAll(parts["word/"+part+".xml"], []byte("><w:"), []byte(">\n<w:")))
	}
}

// The same paper gives the same bytes, whenever it is made.
func TestDOCXSame(t *testing.T) {
	for name, p := range papers(t) {
		if !bytes.Equal(written(t, p.DOCX), written(t, p.DOCX)) {
			t.Errorf("%s differs from itself", name)
		}
	}
}

// The page of an official paper is that of GB/T 9704.
func TestDOCXPage(t *testing.T) {
	got := map[string]string{}
	elements(t, "page", unpack(t, papers(t)["red-head"])["word/document.xml"], func(_, el string, attrs map[string]string, _ string) {
		for _, a := range []string{"w:w", "w:h", "w:top", "w:bottom", "w:left", "w:right", "w:linePitch"} {
			if v := attrs[a]; v != "" && (el == "w:pgSz" || el == "w:pgMar" || el == "w:docGrid") {
				got[a] = v
			}
		}
	})
	want := map[string]string{ // in twentieths of a point: 210 × 297, 37, 35, 28, 26 mm, 28 points
		"w:w": "11906", "w:h": "16838", "w:top": "2098", "w:bottom": "1984", "w:left": "1587", "w:right": "1474", "w:linePitch": "560",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func FuzzPaperText(f *testing.F) {
	f.Add("张某某\x00\u202e<w:p>&\n\t𬱖\xff")
	f.Fuzz(func(t *testing.T, words string) {
		s := sampleSlip(t)
		s.Name, s.Matter = words, words
		for part, data := range unpack(t, documents.SlipPaper(s)) {
			elements(t, part, data, func(string, string, map[string]string, string) {})
		}
	})
}
