package ui

import (
	"fmt"
	"slices"
	"strings"

	"silian/office"
	"silian/ui/widgets"
)

// tile is one count over the preview.
type tile struct {
	word  string
	count int
	tone  widgets.Tone // of a count above zero; zero is grey
}

// caseWords is one case of a preview.
type caseWords struct {
	no, title, what string
	tone            widgets.Tone
	act             string
}

// previewWords is what stands in the middle before a file is taken in.
type previewWords struct {
	title   string
	tiles   []tile
	cases   []caseWords
	notices []noticeWords
	take    string // the label of the button; "" when there is nothing to take in
}

// noticeWords is one thing a person should know before Enter.
type noticeWords struct {
	tone  widgets.Tone
	head  string
	lines []string
}

// preview words a file that could be opened.
func (d usbData) preview(in office.Incoming) previewWords {
	p := previewWords{title: in.From.Name + " " + d.what(in)}
	if in.Receipt && in.Already {
		p.notices = []noticeWords{{widgets.Neutral, "这份回执已经记下", []string{"那一份文件早就送达，不用再做什么。"}}}
		return p
	}
	if in.Receipt {
		p.notices = []noticeWords{{widgets.Green, "这是回执", []string{
			fmt.Sprintf("%s说：我们的第%d号文件收到了。记下后，这一份就算送达。", in.From.Name, in.Seq),
		}}}
		p.take = "记下回执"
		return p
	}
	if in.Already {
		p.notices = []noticeWords{{widgets.Neutral, "这一份已经导入过", []string{"台账不会变。对方没有收到回执时，可以再写一次。"}}}
		p.take = "再写一次回执"
		return p
	}
	p.tiles = []tile{
		{"新增", in.New, widgets.Blue},
		{"相同", in.Same, widgets.Neutral},
		{"缺号", len(in.Missing), widgets.Ochre},
	}
	if in.Late > 0 {
		p.tiles = append(p.tiles, tile{"晚到", in.Late, widgets.Neutral})
	}
	if in.NotInEffect > 0 {
		p.tiles = append(p.tiles, tile{"不算数", in.NotInEffect, widgets.Ochre})
	}
	for _, c := range in.Cases {
		p.cases = append(p.cases, wordsOfCase(c))
	}
	p.notices = importNotices(in)
	p.take = "导入，写回执"
	if in.New > 0 {
		p.take = fmt.Sprintf("导入 %d 笔，写回执", in.New)
	}
	return p
}

func wordsOfCase(c office.IncomingCase) caseWords {
	w := caseWords{no: c.No.Short(), title: c.Title, what: c.What}
	switch {
	case c.New:
		w.tone, w.act = widgets.Blue, "新立"
	case c.Entries > 0:
		w.tone, w.act = widgets.Blue, fmt.Sprintf("添%d笔", c.Entries)
	default:
		w.tone, w.act = widgets.Neutral, "相同，跳过"
	}
	if w.title == "" {
		w.title = "（没有写标题）"
	}
	return w
}

// importNotices says what is unusual about a file, the gravest first.
func importNotices(in office.Incoming) (out []noticeWords) {
	for _, g := range in.Groups() {
		if !g.Grave {
			continue
		}
		n := noticeWords{widgets.Ochre, fmt.Sprintf("有%d笔%s", g.Count, g.Word), []string{g.Says}}
		switch g.Kind {
		case "conflict":
			n.tone = widgets.Red
		case "own":
			n.tone = widgets.Blue
		case "missing":
			n.head = "缺" + office.SeqWords(in.Missing)
		case "bad_files":
			n.head = fmt.Sprintf("有%d个附件不符", g.Count)
		}
		out = append(out, n)
	}
	if in.Anew {
		out = append(out, noticeWords{widgets.Blue, in.From.Name + "的台账是重建的", []string{
			"它只凭钥匙重新开始，以前的都丢了。导入后，请再给它写一份，本机有的会都带回去。",
		}})
	}
	if in.Parts > 1 {
		out = append(out, noticeWords{widgets.Neutral, fmt.Sprintf("这是同一次写出的%d份里的第%d份", in.Parts, in.Part), []string{
			"每一份都能单独导入，先后不要紧；记得都导入。",
		}})
	}
	return out
}

// samePlan says whether a file still brings what a person has looked at.
func samePlan(a, b office.Incoming) bool {
	return a.From == b.From && a.Seq == b.Seq && a.New == b.New && a.Same == b.Same && a.Late == b.Late &&
		a.NotInEffect == b.NotInEffect && a.Newer == b.Newer && a.Rival == b.Rival && a.Conflict == b.Conflict && a.Receipt == b.Receipt && a.Already == b.Already &&
		slices.Equal(a.Missing, b.Missing) && slices.Equal(a.Cases, b.Cases)
}

// takenWords says what taking in has done: head, lines, and the code to read out.
func takenWords(from string, r office.Received) (head string, lines []string) {
	switch r.Result {
	case "receipt":
		return "记下了", []string{"这一份送到了" + from + "。"}
	case "already":
		return "台账没有变", []string{"这一份以前导入过，回执又写了一次。"}
	}
	lines = []string{fmt.Sprintf("新增%d笔，相同%d笔。", r.New, r.Same)}
	if r.Receipt != "" {
		lines = append(lines, "回执已写在同一个文件夹里，请把U盘带回去。")
	}
	return "导入好了", lines
}

// codeGroups writes an 8-digit code in two groups of four.
func codeGroups(code string) string {
	if len(code) != 8 {
		return code
	}
	return code[:4] + " " + code[4:]
}

// shortReason is the first sentence of an explanation, for a list.
func shortReason(err error) string {
	text := office.Explain(err)
	if i := strings.IndexAny(text, "。；"); i > 0 {
		text = text[:i]
	}
	return text
}
