package documents

import (
	"encoding/hex"
	"strings"

	"silian/casework"
)

// Face is a type face by its place in an official paper (GB/T 9704). A PDF has two faces
// of its own for them; a DOCX names the usual ones and what may stand for them.
type Face int

// The faces of GB/T 9704.
const (
	FangSong     Face = iota // body
	XiaoBiaoSong             // title, red header
	HeiTi                    // headings of the first level, table heads
	KaiTi                    // headings of the second level
	SongTi                   // page numbers
)

// bold tells which of the two faces of a PDF stands for this one.
func (f Face) bold() bool { return f == XiaoBiaoSong || f == HeiTi }

// Sizes of type in points, by their Chinese names.
const (
	Size2  = 22.0 // 二号
	Size3  = 16.0 // 三号
	Size4  = 14.0 // 四号
	SizeS4 = 12.0 // 小四
	Size5  = 10.5 // 五号
	SizeS5 = 9.0  // 小五
)

// Numbering is the form of the page number.
type Numbering int

// Forms of page numbers: none; — 1 — at the outer edge (GB/T 9704 7.5); 第1页 共2页.
const (
	Unnumbered Numbering = iota
	Dashes
	OfTotal
)

// Page is the sheet of paper, in millimetres.
type Page struct {
	Width, Height            float64
	Top, Bottom, Left, Right float64 // margins
	Pitch                    float64 // from line to line, in points
	Numbers                  Numbering
	NumberDrop               float64 // from the text block down to the page number
}

// A4 is the page of GB/T 9704: text block 156 by 225 mm, 22 lines of 28 points.
func A4() Page {
	return Page{Width: 210, Height: 297, Top: 37, Bottom: 35, Left: 28, Right: 26, Pitch: 28, Numbers: Dashes, NumberDrop: 7}
}

// A4Wide is a page for wide tables.
func A4Wide() Page {
	return Page{Width: 297, Height: 210, Top: 20, Bottom: 18, Left: 20, Right: 15, Pitch: 20, Numbers: OfTotal, NumberDrop: 4}
}

// A5 is half a page, for slips.
func A5() Page {
	return Page{Width: 148, Height: 210, Top: 11, Bottom: 13, Left: 14, Right: 14, Pitch: 22, NumberDrop: 2}
}

// Block is a part of a page: Para, Table or Rule.
type Block interface{ text(*strings.Builder) }

// Align is how lines stand in their width.
type Align int

// Ways to align: both edges, left, centred, right.
const (
	Justify Align = iota
	Left
	Centre
	Right
)

// Run is text of one face.
type Run struct {
	Text string
	Face Face
	Size float64 // points
	Red  bool    // the red of a header, else black
}

// Para is one paragraph; a line break in its text is kept.
type Para struct {
	Runs   []Run
	Align  Align
	Indent float64 // of the first line, in characters of the first run
	Pitch  float64 // from line to line, in points; 0 is the page's
	Before float64 // space above, in points
	After  float64 // space below
}

// Table has fixed columns. Its head stands again on each page.
type Table struct {
	Widths []float64 // millimetres
	Head   []Cell
	Rows   [][]Cell
	Pitch  float64 // from line to line in cells, in points
	Least  float64 // least height of a row in millimetres: room for a hand
}

// Cell is one cell; Span counts the columns it takes, 0 is 1.
type Cell struct {
	Run
	Align Align
	Span  int
}

// Rule is a line over the width of the text block.
type Rule struct {
	Weight float64 // points
	Red    bool
	Before float64
	After  float64
}

// Paper is one paper ready to be written.
type Paper struct {
	Title  string // of the file, for those who open it; never a person's name
	Page   Page
	Head   *RedHead // nil for a paper without one
	Blocks []Block
	Foot   string // a small line at the foot of each page
}

func (p Para) text(b *strings.Builder) {
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	b.WriteByte('\n')
}

func (t Table) text(b *strings.Builder) {
	for _, row := range append([][]Cell{t.Head}, t.Rows...) {
		for _, c := range row {
			b.WriteString(c.Text + "\t")
		}
		b.WriteByte('\n')
	}
}

func (Rule) text(*strings.Builder) {}

// blocks gives what stands on the page, the header first.
func (p Paper) blocks() []Block { return append(p.Head.blocks(), p.Blocks...) }

// Text gives the words of a paper, a paragraph or a row a line.
func (p Paper) Text() string {
	var b strings.Builder
	for _, one := range p.blocks() {
		one.text(&b)
	}
	return b.String()
}

// CheckCode gives eight characters of the digest of the words, in two groups: two
// printed copies are compared by them by hand.
func (p Paper) CheckCode() string {
	d := casework.DigestOf([]byte(p.Text()))
	code := strings.ToUpper(hex.EncodeToString(d[:4]))
	return code[:4] + " " + code[4:]
}

// say makes a run.
func say(face Face, size float64, text string) Run {
	return Run{Text: tidy(text), Face: face, Size: size}
}

// line makes a paragraph of one run.
func line(align Align, face Face, size float64, text string) Para {
	return Para{Runs: []Run{say(face, size, text)}, Align: align}
}

// tidy takes out what no paper can hold: control and direction-changing characters. Line
// breaks stay; a tab becomes a space.
func tidy(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r < ' ', r >= 0x7f && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069,
			r == 0x200e, r == 0x200f, r == 0x061c, r == 0xfeff, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}
