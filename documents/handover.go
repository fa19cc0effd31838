package documents

import "silian/calendar"

// HandOver is the slip that goes with a USB stick from one office to another.
type HandOver struct {
	From, To         string // names
	FromCode, ToCode string
	On               calendar.Day
	Files            []HandOverFile
}

// HandOverFile is one sealed file on the stick.
type HandOverFile struct {
	Name    string
	Seq     uint64 // number of the seal
	Entries int
	Written calendar.Day
	Check   string // first digits of the digest, to compare by hand: "a1b2 c3d4"
}

// HandOverPaper makes the slip: A4, with room for both signatures.
func HandOverPaper(h HandOver) Paper {
	w := newWording()
	p := Paper{Title: w.text("handover.title"), Page: A4()}
	p.Page.Top, p.Page.Bottom = 30, 30
	title := line(Centre, XiaoBiaoSong, Size2, p.Title)
	title.Pitch, title.After = 36, 10
	intro := line(Justify, FangSong, SizeS4, w.text("handover.intro"))
	intro.Indent, intro.Pitch, intro.After = 2, 20, 6
	entries := 0
	for _, f := range h.Files {
		entries += f.Entries
	}
	facts := Table{Widths: []float64{28, 50, 28, 50}, Pitch: 18, Least: 10}
	cell := func(text string) Cell { return Cell{Run: say(FangSong, SizeS4, text), Align: Left} }
	label := func(key string) Cell { return Cell{Run: say(HeiTi, SizeS4, w.text(key)), Align: Centre} }
	facts.Rows = [][]Cell{
		{
			label("handover.from"), cell(w.text("handover.office", "name", h.From, "code", h.FromCode)),
			label("handover.to"), cell(w.text("handover.office", "name", h.To, "code", h.ToCode)),
		},
		{label("handover.date"), {Run: say(FangSong, SizeS4, date(h.On)), Align: Left, Span: 3}},
		{
			label("handover.count"), cell(w.text("handover.n", "n", itoa(len(h.Files)))),
			label("handover.entries"), cell(w.text("handover.n_entries", "n", itoa(entries))),
		},
	}
	gap := Rule{After: 8}
	p.Blocks = append(p.Blocks, title, intro, facts, gap, h.table(w))
	code := line(Justify, FangSong, SizeS4, w.text("handover.receipt"))
	code.Indent, code.Pitch, code.Before = 2, 20, 6
	p.Blocks = append(p.Blocks, code)
	for _, key := range []string{"handover.given", "handover.taken", "handover.received_code"} {
		sign := line(Left, FangSong, Size4, w.text(key))
		sign.Before = 12
		p.Blocks = append(p.Blocks, sign)
	}
	p.Foot = w.text("handover.foot", "code", p.CheckCode())
	return p
}

func (h HandOver) table(w wording) Table {
	t := Table{Widths: []float64{10, 61, 15, 14, 24, 21, 11}, Pitch: 16, Least: 10}
	for _, col := range []string{"no", "file", "seq", "entries", "written", "code", "check"} {
		t.Head = append(t.Head, Cell{Run: say(HeiTi, Size5, w.text("handover.col."+col)), Align: Centre})
	}
	for i, f := range h.Files {
		row := []Cell{}
		for _, text := range []string{itoa(i + 1), f.Name, w.text("handover.seq", "n", itoa(int(f.Seq))), itoa(f.Entries), f.Written.String(), f.Check, "□"} {
			row = append(row, Cell{Run: say(FangSong, Size5, text), Align: Centre})
		}
		row[1].Align = Left
		t.Rows = append(t.Rows, row)
	}
	if len(h.Files) == 0 {
		t.Rows = [][]Cell{{{Run: say(FangSong, SizeS4, w.text("handover.none")), Align: Centre, Span: len(t.Widths)}}}
	}
	return t
}
