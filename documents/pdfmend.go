package documents

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// errPDF says that the file that was made has not the form that mend knows.
var errPDF = errors.New("documents: unexpected form of the pdf")

var (
	objectHead = regexp.MustCompile(`^(\d+) 0 obj\n`)
	glyphRange = regexp.MustCompile(`<([0-9A-F]{4})><[0-9A-F]{4}><([0-9A-F]{4,6})>`)
)

// mend rewrites the tables from which readers take text out of a PDF. gopdf writes a rune
// above U+FFFF, as in some names, as five digits, which no reader understands, and more
// ranges in one block than the standard allows (ISO 32000-1 9.10.3).
func mend(file []byte) ([]byte, error) {
	at := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 {
		return nil, errPDF
	}
	digits, _, _ := bytes.Cut(file[at+len("startxref\n"):], []byte("\n"))
	table, err := strconv.Atoi(string(digits))
	if err != nil || table < 0 || table > at {
		return nil, errPDF
	}
	offsets, err := xrefOf(file[table:at])
	if err != nil {
		return nil, err
	}
	trailer := bytes.Index(file[table:], []byte("trailer\n"))
	if trailer < 0 || len(offsets) == 0 || offsets[0] > table {
		return nil, errPDF
	}
	var out bytes.Buffer
	out.Write(file[:offsets[0]])
	moved := make([]int, len(offsets))
	for i, from := range offsets {
		to := table
		if i+1 < len(offsets) {
			to = offsets[i+1]
		}
		if from > to || !objectHead.Match(file[from:to]) {
			return nil, errPDF
		}
		moved[i] = out.Len()
		out.Write(mendObject(file[from:to]))
	}
	begin := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(moved)+1)
	for _, one := range moved {
		fmt.Fprintf(&out, "%010d 00000 n \n", one)
	}
	out.Write(file[table+trailer : at])
	fmt.Fprintf(&out, "startxref\n%d\n%%%%EOF\n", begin)
	return out.Bytes(), nil
}

// xrefOf reads the places of the objects 1, 2, 3 …
func xrefOf(table []byte) ([]int, error) {
	var out []int
	for line := range bytes.Lines(table) {
		if len(line) == 20 && bytes.HasSuffix(line, []byte(" n \n")) {
			n, err := strconv.Atoi(string(line[:10]))
			if err != nil {
				return nil, errPDF
			}
			out = append(out, n)
		}
	}
	return out, nil
}

// mendObject gives an object as it is, or with its table from glyphs to text made anew.
func mendObject(object []byte) []byte {
	if !bytes.Contains(object, []byte("/CMapName /Adobe-Identity-UCS def")) {
		return object
	}
	var cmap bytes.Buffer
	cmap.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n")
	pairs := glyphRange.FindAllSubmatch(object, -1)
	for len(pairs) > 0 {
		n := min(len(pairs), 100)
		fmt.Fprintf(&cmap, "%d beginbfchar\n", n)
		for _, p := range pairs[:n] {
			r, _ := strconv.ParseUint(string(p[2]), 16, 32)
			fmt.Fprintf(&cmap, "<%s><%X>\n", p[1], utf16Bytes(rune(r)))
		}
		cmap.WriteString("endbfchar\n")
		pairs = pairs[n:]
	}
	cmap.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	head := objectHead.Find(object)
	return fmt.Appendf(nil, "%s<<\n/Length %d\n>>\nstream\n%sendstream\nendobj\n\n", head, cmap.Len(), cmap.Bytes())
}

func utf16Bytes(r rune) []byte {
	var out []byte
	for _, u := range utf16.AppendRune(nil, r) {
		out = binary.BigEndian.AppendUint16(out, u)
	}
	return out
}
