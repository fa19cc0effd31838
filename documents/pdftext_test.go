package documents_test

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

var (
	pdfObject = regexp.MustCompile(`(?s)(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj\n`)
	pdfLength = regexp.MustCompile(`/Length (\d+)`)
	pdfFont   = regexp.MustCompile(`/F(\d+) (\d+) 0 R`)
	pdfUni    = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	pdfChar   = regexp.MustCompile(`<([0-9A-F]{4})><([0-9A-F]+)>\n`)
	pdfMark   = regexp.MustCompile(`(?s)BT\n.*?/F(\d+) .*?\[<(.*?)>\] TJ\nET`)
	pdfShow   = regexp.MustCompile(`>-?[0-9.]+<`)
)

// pdfText takes the text out of a PDF as a reader does, by its tables from glyphs to
// characters: the texts of each page in the order in which they are drawn.
func pdfText(t *testing.T, file []byte) [][]string {
	t.Helper()
	checkPlaces(t, file)
	objects := map[string][]byte{}
	var order []string
	for at := 0; ; {
		m := pdfObject.FindSubmatchIndex(file[at:])
		if m == nil {
			break
		}
		n, begin := string(file[at+m[2]:at+m[3]]), at+m[4]
		end := at + m[5]
		objects[n], at = file[begin:end], at+m[1]-1
		order = append(order, n)
	}
	fonts := map[string]map[string]string{}
	for _, n := range order {
		for _, f := range pdfFont.FindAllSubmatch(objects[n], -1) {
			u := pdfUni.FindSubmatch(objects[string(f[2])])
			if u == nil {
				continue
			}
			chars := map[string]string{}
			for _, c := range pdfChar.FindAllSubmatch(objects[string(u[1])], -1) {
				raw, err := hex.DecodeString(string(c[2]))
				if err != nil || len(raw)%2 != 0 {
					t.Fatalf("glyph %s stands for %q", c[1], c[2])
				}
				var units []uint16
				for i := 0; i < len(raw); i += 2 {
					units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
				}
				chars[string(c[1])] = string(utf16.Decode(units))
			}
			fonts[string(f[1])] = chars
		}
	}
	var pages [][]string
	for _, n := range order {
		if page, ok := pageText(t, objects[n], fonts); ok {
			pages = append(pages, page)
		}
	}
	return pages
}

func pageText(t *testing.T, object []byte, fonts map[string]map[string]string) (page []string, ok bool) {
	head, rest, found := bytes.Cut(object, []byte("stream\n"))
	length := pdfLength.FindSubmatch(head)
	if !found || length == nil || !bytes.Contains(head, []byte("FlateDecode")) || bytes.Contains(head, []byte("Length1")) {
		return nil, false
	}
	n, err := strconv.Atoi(string(length[1]))
	if err != nil || n > len(rest) {
		t.Fatalf("a stream of %s bytes", length[1])
	}
	z, err := zlib.NewReader(bytes.NewReader(rest[:n]))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range pdfMark.FindAllSubmatch(content, -1) {
		glyphs := pdfShow.ReplaceAllString(string(m[2]), "")
		var b strings.Builder
		for i := 0; i+4 <= len(glyphs); i += 4 {
			c, known := fonts[string(m[1])][glyphs[i:i+4]]
			if !known {
				t.Fatalf("glyph %s of font %s stands for nothing", glyphs[i:i+4], m[1])
			}
			b.WriteString(c)
		}
		page = append(page, b.String())
	}
	return page, true
}

// checkPlaces checks that every line of the cross-reference table names its object.
func checkPlaces(t *testing.T, file []byte) {
	t.Helper()
	tail := file[bytes.LastIndex(file, []byte("startxref\n"))+10:]
	digits, _, _ := bytes.Cut(tail, []byte("\n"))
	at, err := strconv.Atoi(string(digits))
	if err != nil || !bytes.HasPrefix(file[at:], []byte("xref\n")) {
		t.Fatalf("startxref %q names no table", digits)
	}
	n := 0
	for line := range bytes.Lines(file[at:]) {
		if len(line) != 20 || !bytes.HasSuffix(line, []byte(" n \n")) {
			continue
		}
		n++
		place, _ := strconv.Atoi(string(line[:10]))
		if !bytes.HasPrefix(file[place:], []byte(strconv.Itoa(n)+" 0 obj\n")) {
			t.Fatalf("object %d is not at %d", n, place)
		}
	}
	if n == 0 {
		t.Fatal("the table is empty")
	}
}
