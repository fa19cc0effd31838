package office

import (
	"fmt"
	"strings"
)

// PlanGroup is one heap of what a file would bring: a word, a count, and a sentence
// that a clerk understands.
type PlanGroup struct {
	Kind  string // conflict, missing, rival, newer, not_in_effect, own, bad_files, new, late, same, files
	Count int
	Word  string
	Says  string
	Grave bool // a person should read it before saying yes
}

// Groups sorts what a file would bring into heaps, the gravest first; empty heaps are
// left out. A file of acknowledgements alone, a receipt, or one taken in before has
// none.
func (in *Incoming) Groups() []PlanGroup {
	if in.Receipt || in.Already {
		return nil
	}
	rest := in.NotInEffect - in.Newer - in.Rival
	var out []PlanGroup
	for _, g := range []struct {
		kind  string
		n     int
		grave bool
	}{
		{"conflict", in.Conflict, true},
		{"missing", len(in.Missing), true},
		{"rival", in.Rival, true},
		{"newer", in.Newer, true},
		{"not_in_effect", rest, true},
		{"own", in.Own, true},
		{"bad_files", in.BadFiles, true},
		{"new", in.New, false},
		{"late", in.Late, false},
		{"same", in.Same, false},
		{"files", in.Files, false},
	} {
		if g.n == 0 {
			continue
		}
		word, says, _ := strings.Cut(words["plan."+g.kind], "|")
		says = strings.NewReplacer("{n}", fmt.Sprint(g.n), "{who}", in.From.Name, "{nos}", SeqWords(in.Missing)).Replace(says)
		out = append(out, PlanGroup{g.kind, g.n, strings.TrimSpace(word), strings.TrimSpace(says), g.grave})
	}
	return out
}

// SeqWords names numbers of sealed files: 第16号, 第3、5、6号, at most six of them.
func SeqWords(seqs []uint64) string {
	const most = 6
	var parts []string
	for i, n := range seqs {
		if i == most {
			return fmt.Sprintf("第%s号等%d份", strings.Join(parts, "、"), len(seqs))
		}
		parts = append(parts, fmt.Sprint(n))
	}
	return "第" + strings.Join(parts, "、") + "号"
}
