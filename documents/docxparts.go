package documents

import "strconv"

// docxFont is a face as a DOCX names it: the name that offices use, and what a reader
// may take where it is missing.
type docxFont struct{ name, alternatives string }

func (f Face) font() docxFont {
	switch f {
	case XiaoBiaoSong:
		return docxFont{"方正小标宋简体", "方正小标宋_GBK,华文中宋,STZhongsong,宋体,SimSun"}
	case HeiTi:
		return docxFont{"黑体", "SimHei,思源黑体,Noto Sans CJK SC"}
	case KaiTi:
		return docxFont{"楷体_GB2312", "楷体,KaiTi,华文楷体"}
	case SongTi:
		return docxFont{"宋体", "SimSun,思源宋体,Noto Serif CJK SC"}
	}
	return docxFont{"仿宋_GB2312", "仿宋,FangSong,华文仿宋"}
}

// fontTable tells a reader what to take for a font that is not there.
func fontTable() node {
	out := el("w:fonts", at("xmlns:w", nsWord))
	for _, f := range []Face{FangSong, XiaoBiaoSong, HeiTi, KaiTi, SongTi} {
		font := f.font()
		out.kids = append(out.kids, el("w:font", at("w:name", font.name),
			el("w:altName", at("w:val", font.alternatives)),
			el("w:charset", at("w:val", "86")),
			el("w:family", at("w:val", "auto")),
			el("w:pitch", at("w:val", "variable"))))
	}
	return out
}

// fonts names the face of a run for every script: digits and Latin too stand in it.
func (f Face) fonts() node {
	n := f.font().name
	return el("w:rFonts", at("w:ascii", n, "w:hAnsi", n, "w:eastAsia", n, "w:cs", n, "w:hint", "eastAsia"))
}

// halves writes points as the half points of w:sz.
func halves(points float64) string { return strconv.Itoa(int(points*2 + 0.5)) }

// twentieths writes points as twips.
func twentieths(points float64) string { return strconv.Itoa(int(points*20 + 0.5)) }

func twips(mm float64) string { return twentieths(mm * perMM) }

func styles(p Page) node {
	return el("w:styles", at("xmlns:w", nsWord),
		el("w:docDefaults", nil,
			el("w:rPrDefault", nil, el("w:rPr", nil,
				FangSong.fonts(),
				el("w:sz", at("w:val", halves(Size3))),
				el("w:szCs", at("w:val", halves(Size3))),
				el("w:lang", at("w:val", "en-US", "w:eastAsia", "zh-CN", "w:bidi", "ar-SA")))),
			el("w:pPrDefault", nil, el("w:pPr", nil,
				el("w:kinsoku", nil),
				el("w:overflowPunct", at("w:val", "0")),
				el("w:spacing", at("w:before", "0", "w:after", "0", "w:line", twentieths(p.Pitch), "w:lineRule", "exact"))))),
		el("w:style", at("w:type", "paragraph", "w:default", "1", "w:styleId", "Normal"),
			el("w:name", at("w:val", "Normal")),
			el("w:qFormat", nil),
			el("w:pPr", nil, el("w:widowControl", at("w:val", "0")), el("w:kinsoku", nil), el("w:overflowPunct", at("w:val", "0")))),
		el("w:style", at("w:type", "table", "w:default", "1", "w:styleId", "TableNormal"),
			el("w:name", at("w:val", "Normal Table")),
			el("w:uiPriority", at("w:val", "99")),
			el("w:semiHidden", nil),
			el("w:unhideWhenUsed", nil),
			el("w:tblPr", nil,
				el("w:tblInd", at("w:w", "0", "w:type", "dxa")),
				cellMargins())))
}

func cellMargins() node {
	side := func(name, w string) node { return el(name, at("w:w", w, "w:type", "dxa")) }
	return el("w:tblCellMar", nil, side("w:top", twentieths(padY)), side("w:left", twentieths(padX)),
		side("w:bottom", twentieths(padY)), side("w:right", twentieths(padX)))
}

func (p Paper) settings() node {
	out := el("w:settings", at("xmlns:w", nsWord), el("w:zoom", at("w:percent", "100")))
	if p.Page.Numbers == Dashes {
		out.kids = append(out.kids, el("w:evenAndOddHeaders", nil))
	}
	out.kids = append(out.kids,
		el("w:characterSpacingControl", at("w:val", "doNotCompress")),
		el("w:compat", nil,
			el("w:compatSetting", at("w:name", "compatibilityMode", "w:uri", "http://schemas.microsoft.com/office/word", "w:val", "15"))),
		el("w:themeFontLang", at("w:val", "en-US", "w:eastAsia", "zh-CN")))
	return out
}

// footers gives the footer of odd pages and, where it differs, that of even ones.
func (p Paper) footers() []node {
	if p.Page.Numbers == Unnumbered && p.Foot == "" {
		return nil
	}
	if p.Page.Numbers == Dashes {
		return []node{p.footer("right"), p.footer("left")}
	}
	return []node{p.footer("right")}
}

func (p Paper) footer(side string) node {
	out := el("w:ftr", at("xmlns:w", nsWord))
	if p.Foot != "" {
		out.kids = append(out.kids, docxLine(nil, "left", say(SongTi, SizeS5, p.Foot)))
	}
	field := func(name string, size float64) []node {
		return []node{
			run(say(SongTi, size, ""), el("w:fldChar", at("w:fldCharType", "begin"))),
			run(say(SongTi, size, ""), words("w:instrText", " "+name+" ")),
			run(say(SongTi, size, ""), el("w:fldChar", at("w:fldCharType", "separate"))),
			run(say(SongTi, size, ""), words("w:t", "1")),
			run(say(SongTi, size, ""), el("w:fldChar", at("w:fldCharType", "end"))),
		}
	}
	literal := func(s string, size float64) node { return run(say(SongTi, size, ""), words("w:t", s)) }
	var kids []node
	switch p.Page.Numbers {
	case Dashes:
		indent := el("w:ind", at("w:"+side+"Chars", "100", "w:"+side, twentieths(Size4)))
		kids = append(kids, paraProps(side, SizeS5+9, indent), literal("— ", Size4))
		kids = append(kids, field("PAGE", Size4)...)
		kids = append(kids, literal(" —", Size4))
	case OfTotal:
		kids = append(kids, paraProps(side, SizeS5+4), literal("第", SizeS5))
		kids = append(kids, field("PAGE", SizeS5)...)
		kids = append(kids, literal("页　共", SizeS5))
		kids = append(kids, field("NUMPAGES", SizeS5)...)
		kids = append(kids, literal("页", SizeS5))
	default:
		return out
	}
	out.kids = append(out.kids, el("w:p", nil, kids...))
	return out
}

// paraProps aligns a line of a footer.
func paraProps(side string, pitch float64, more ...node) node {
	kids := append([]node{el("w:spacing", at("w:line", twentieths(pitch), "w:lineRule", "exact"))}, more...)
	return el("w:pPr", nil, append(kids, el("w:jc", at("w:val", side)))...)
}

func docxLine(props []node, side string, r Run) node {
	return el("w:p", nil, paraProps(side, r.Size+4, props...), run(r, words("w:t", r.Text)))
}
