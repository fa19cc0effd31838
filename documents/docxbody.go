package documents

import (
	"strconv"
	"strings"
)

// document makes the body of a DOCX.
func (p Paper) document() node {
	body := el("w:body", nil)
	for _, b := range p.blocks() {
		switch b := b.(type) {
		case Para:
			body.kids = append(body.kids, b.docx(p.Page))
		case Table:
			body.kids = append(body.kids, b.docx())
		case Rule:
			body.kids = append(body.kids, b.docx())
		}
	}
	if n := len(p.Blocks); n > 0 {
		if _, table := p.Blocks[n-1].(Table); table { // Word wants a paragraph after a table
			body.kids = append(body.kids, Para{Pitch: 1}.docx(p.Page))
		}
	}
	body.kids = append(body.kids, p.section())
	return el("w:document", at("xmlns:w", nsWord, "xmlns:r", nsRelation), body)
}

// section is the page: size, margins, footers and the grid of lines.
func (p Paper) section() node {
	out := el("w:sectPr", nil)
	kinds := []string{"default", "even"}
	for i := range p.footers() {
		out.kids = append(out.kids, el("w:footerReference", at("w:type", kinds[i], "r:id", "rId"+strconv.Itoa(4+i))))
	}
	size := at("w:w", twips(p.Page.Width), "w:h", twips(p.Page.Height))
	if p.Page.Width > p.Page.Height {
		size = append(size, "w:orient", "landscape")
	}
	drop := p.Page.Bottom - p.Page.NumberDrop - Size4/perMM
	if p.Page.Numbers != Dashes {
		drop = p.Page.Bottom - p.Page.NumberDrop - 2*(SizeS5+4)/perMM
	}
	out.kids = append(out.kids,
		el("w:pgSz", size),
		el("w:pgMar", at("w:top", twips(p.Page.Top), "w:right", twips(p.Page.Right), "w:bottom", twips(p.Page.Bottom),
			"w:left", twips(p.Page.Left), "w:header", twips(15), "w:footer", twips(max(drop, 4)), "w:gutter", "0")),
		el("w:cols", at("w:space", "425")),
		el("w:docGrid", at("w:type", "lines", "w:linePitch", twentieths(p.Page.Pitch))))
	return out
}

func (a Align) docx() string {
	switch a {
	case Left:
		return "left"
	case Centre:
		return "center"
	case Right:
		return "right"
	}
	return "both"
}

func (p Para) docx(page Page) node {
	pitch := p.Pitch
	if pitch == 0 {
		pitch = page.Pitch
	}
	props := []node{el("w:snapToGrid", at("w:val", "0")), el("w:spacing", at(
		"w:before", twentieths(p.Before), "w:after", twentieths(p.After), "w:line", twentieths(pitch), "w:lineRule", "exact"))}
	if p.Indent > 0 {
		size := Size3
		if len(p.Runs) > 0 {
			size = p.Runs[0].Size
		}
		props = append(props, el("w:ind", at("w:firstLineChars", strconv.Itoa(int(p.Indent*100)), "w:firstLine", twentieths(p.Indent*size))))
	}
	props = append(props, el("w:jc", at("w:val", p.Align.docx())))
	out := el("w:p", nil, el("w:pPr", nil, props...))
	for _, r := range p.Runs {
		out.kids = append(out.kids, r.docx())
	}
	return out
}

func (r Run) docx() node {
	var kids []node
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			kids = append(kids, el("w:br", nil))
		}
		kids = append(kids, words("w:t", line))
	}
	return run(r, kids...)
}

// run makes a run in the face of r around kids.
func run(r Run, kids ...node) node {
	props := []node{r.Face.fonts()}
	if r.Red {
		props = append(props, el("w:color", at("w:val", "C01818")))
	}
	props = append(props, el("w:sz", at("w:val", halves(r.Size))), el("w:szCs", at("w:val", halves(r.Size))))
	return el("w:r", nil, append([]node{el("w:rPr", nil, props...)}, kids...)...)
}

func (r Rule) docx() node {
	kids := []node{el("w:snapToGrid", at("w:val", "0"))}
	if r.Weight > 0 {
		ink := "auto"
		if r.Red {
			ink = "C01818"
		}
		border := el("w:top", at("w:val", "single", "w:sz", strconv.Itoa(int(r.Weight*8+0.5)), "w:space", "0", "w:color", ink))
		kids = append([]node{el("w:pBdr", nil, border)}, kids...)
	}
	kids = append(kids, el("w:spacing", at("w:before", twentieths(r.Before), "w:after", twentieths(r.After), "w:line", "20", "w:lineRule", "exact")))
	return el("w:p", nil, el("w:pPr", nil, kids...))
}

// splits says from how many characters on a row of a table may be cut between pages.
const splits = 300

func (t Table) docx() node {
	total := 0.0
	grid := el("w:tblGrid", nil)
	for _, w := range t.Widths {
		total += w
		grid.kids = append(grid.kids, el("w:gridCol", at("w:w", twips(w))))
	}
	edges := el("w:tblBorders", nil)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		edges.kids = append(edges.kids, el("w:"+side, at("w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "auto")))
	}
	out := el("w:tbl", nil, el("w:tblPr", nil,
		el("w:tblW", at("w:w", twips(total), "w:type", "dxa")),
		edges,
		el("w:tblLayout", at("w:type", "fixed")),
		cellMargins()), grid)
	if len(t.Head) > 0 {
		out.kids = append(out.kids, t.docxRow(t.Head, true))
	}
	for _, r := range t.Rows {
		out.kids = append(out.kids, t.docxRow(r, false))
	}
	return out
}

func (t Table) docxRow(cells []Cell, head bool) node {
	var props []node
	long := false
	for _, c := range cells {
		long = long || len([]rune(c.Text)) > splits
	}
	if !long {
		props = append(props, el("w:cantSplit", nil))
	}
	if least := t.Least; least > 0 && !head {
		props = append(props, el("w:trHeight", at("w:val", twips(least), "w:hRule", "atLeast")))
	}
	if head {
		props = append(props, el("w:tblHeader", nil))
	}
	out := el("w:tr", nil, el("w:trPr", nil, props...))
	col := 0
	for _, c := range cells {
		width, span := 0.0, max(c.Span, 1)
		for range span {
			if col < len(t.Widths) {
				width += t.Widths[col]
				col++
			}
		}
		props := []node{el("w:tcW", at("w:w", twips(width), "w:type", "dxa"))}
		if span > 1 {
			props = append(props, el("w:gridSpan", at("w:val", strconv.Itoa(span))))
		}
		props = append(props, el("w:vAlign", at("w:val", "center")))
		para := Para{Runs: []Run{c.Run}, Align: c.Align, Pitch: t.Pitch}
		out.kids = append(out.kids, el("w:tc", nil, el("w:tcPr", nil, props...), para.docx(Page{Pitch: t.Pitch})))
	}
	return out
}
