package cli

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"silian/casework"
	"silian/office"
)

// figureGroups are the groups of indicators: each ends with a number.
var figureGroups = []struct {
	last int
	word string
}{{3, "intake"}, {7, "stock"}, {9, "level"}, {12, "term"}, {19, "people"}, {26, "work"}, {28, "beside"}}

func groupOf(id int) string {
	for _, g := range figureGroups {
		if id <= g.last {
			return g.word
		}
	}
	return "beside"
}

// print writes the report as a table.
func (r *reportCall) print(o *office.Office, rep reported) {
	what := office.Word("report", rep.Kind)
	if rep.Together {
		what += "（汇总）"
	}
	say(r.Out, "%s　%s　%s　%s 至 %s", rep.Office, what, rep.Period, rep.From, rep.To)
	r.printState(rep)
	group, small := "", false
	for _, f := range rep.Indicators {
		if g := groupOf(f.ID); g != group {
			group = g
			say(r.Out, "%s", office.Word("figure_group", g))
		}
		say(r.Out, "%s", f.line())
		small = small || f.Small && f.Denominator > 0
	}
	say(r.Out, "%s", mechanism(rep.figures))
	if small {
		say(r.Out, "%s。", fill(office.Word("limit", "small_number"), leastOf(rep.figures)))
	}
	if rep.Together {
		r.printMissing(o, rep)
	}
	if rep.File != "" {
		say(r.Out, "写好 %s", rep.File)
	}
}

// printState says as of when the figures are, and whether they are published.
func (r *reportCall) printState(rep reported) {
	switch {
	case !rep.over:
		say(r.Out, "数字算到 %s，这一期还没过完。", rep.AsOf)
	case rep.Published == "":
		say(r.Out, "数字算到 %s，还没有报出。", rep.AsOf)
	case r.freeze:
		say(r.Out, "数字算到 %s，已报出，随下一个文件交上级。", rep.AsOf)
	default:
		say(r.Out, "数字算到 %s。这一期已于 %s 报出，报出的数不变。", rep.AsOf, rep.Published)
	}
}

func (r *reportCall) printMissing(o *office.Office, rep reported) {
	if o.Me().Level != casework.County {
		say(r.Out, "本单位的台账已包括下级，汇总和本单位的数相同。")
		return
	}
	names := make([]string, len(rep.Missing))
	for i, m := range rep.Missing {
		names[i] = m.Name
	}
	if len(names) == 0 {
		say(r.Out, "核对过指纹卡的乡镇都已报出。")
		return
	}
	say(r.Out, "没有报出、没有算在内的单位：%s", strings.Join(names, "、"))
}

// Widths of the columns, in the cells of a terminal: a Chinese character takes two.
const (
	nameWidth  = 13 // characters
	countWidth = 9
	valueWidth = 8
)

// line gives one row of the table: name, counts, value, unit. The counts stand before
// any percentage; a median has none, for its fraction counts nothing.
func (f reportedFigure) line() string {
	counts := ""
	switch casework.IndicatorKind(f.Kind) {
	case casework.RatioFigure, casework.MeanFigure:
		counts = fmt.Sprintf("%d/%d", f.Numerator, f.Denominator)
	}
	name := f.Name + strings.Repeat("　", max(0, nameWidth-utf8.RuneCountInString(f.Name)))
	return fmt.Sprintf("　%s　%-*s　%-*s　%s", name, countWidth, counts, valueWidth, f.Value, f.Unit)
}

// mechanism is the sentence in which the mechanism counts itself (source 2 and 13):
// the three units of supervision stand side by side and are never added.
func mechanism(all []casework.Indicator) string {
	f := casework.Figures{All: all}
	held, analysed := f.Get(22, "all"), f.Get(7, "all")
	return fmt.Sprintf("例会 %d 次，主要领导主持 %d 场次，研判疑难案件 %d 起，督促化解 %d 起，化解率 %s；发督办函 %d 案、实地督办 %d 次、回访信访人 %d 人次。",
		held.Denominator, held.Numerator, analysed.Denominator, analysed.Numerator, rate(analysed),
		f.Get(23, "letters").Numerator, f.Get(23, "site").Numerator, f.Get(23, "revisits").Numerator)
}

// rate gives a percentage with its counts; the counts alone where they are few.
func rate(i casework.Indicator) string {
	switch counts := fmt.Sprintf("%d/%d", i.Numerator, i.Denominator); {
	case i.Denominator == 0:
		return "—"
	case i.SmallNumber():
		return counts
	default:
		return i.Percent() + "（" + counts + "）"
	}
}

// leastOf gives the denominator from which percentages are given.
func leastOf(all []casework.Indicator) int {
	for _, i := range all {
		if i.Small != 0 {
			return i.Small
		}
	}
	return 10
}
