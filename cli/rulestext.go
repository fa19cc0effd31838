package cli

import (
	"fmt"
	"strings"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// printTables writes the tables of the program as Markdown: the same that stand in
// docs/rules.md.
func (c *call) printTables() {
	for i, t := range []struct{ title, table string }{
		{"期限", casework.ClockTable()},
		{"办理状态", casework.TransitionTable()},
		{"化解状态", casework.ResolutionTable()},
		{"指标", casework.IndicatorTable()},
		{"谁看得见", casework.VisibilityTable()},
		{"谁能写", casework.PermissionTable()},
	} {
		if i > 0 {
			say(c.Out, "")
		}
		say(c.Out, "## %s\n\n%s", t.title, strings.TrimSpace(t.table))
	}
}

// printRules writes what is in force in plain words.
func (c *call) printRules(r ruled) {
	whose := "全国规则（没有打开本单位的台账）"
	if r.Office != "" {
		whose = r.Office + "（" + r.OfficeCode + "）"
	}
	say(c.Out, "规则　%s　%s 有效　版本 %s", whose, r.On, r.Version)
	if r.Province != "" {
		say(c.Out, "适用省级规定，省份代码 %s", r.Province)
	}
	say(c.Out, "期限")
	for _, t := range r.Terms {
		say(c.Out, "　%s", t.line())
	}
	say(c.Out, "内部提醒（不是法定期限，不进数字）")
	for _, t := range r.Reminders {
		say(c.Out, "　%s　%s：%s", t.ID, t.Name, t.sentence())
	}
	say(c.Out, "四四二%s　%s", r.Target.mark(), r.Target.line())
	r.Labels.print(c)
	say(c.Out, "村务日　%s", r.VillageDay.line())
	say(c.Out, "例会　%s", r.Meeting.line())
	say(c.Out, "统计口径")
	for _, l := range r.Limits {
		say(c.Out, "　%s", fill(office.Word("limit", l.ID), l.N))
	}
	say(c.Out, "放假安排　%s", r.Holidays.line())
	for _, i := range r.Ignored {
		say(c.Out, "不算数　%s写的 %s：%s", i.Office, i.ID, i.Reason)
	}
}

// fill puts a number into a word.
func fill(template string, n int) string { return strings.ReplaceAll(template, "{n}", itoa(n)) }

// line gives a term with whose it is, where it stands and on what it rests.
func (t ruledTerm) line() string {
	parts := []string{
		t.ID, t.Name + "：" + t.sentence() + "（" + office.Word("debtor", t.Who) + "）", t.Article, office.Word("basis", t.Basis),
	}
	if t.Internal != nil {
		parts = append(parts, "内控"+fill(office.Word("unit", t.Internal.Unit), t.Internal.Length))
	}
	if !t.Enabled {
		parts = append(parts, "没有启用")
	}
	return strings.Join(parts, "　")
}

// sentence says from when, how long and what.
func (t ruledTerm) sentence() string {
	template := t.Unit
	if casework.Duty(t.Duty) == casework.DutyExtend { // no term of its own: it lengthens another
		template = "extend"
	}
	return strings.NewReplacer(
		"{start}", office.Word("deadline", "start."+t.Start),
		"{n}", itoa(t.Length),
		"{duty}", office.Word("deadline", "duty."+t.Duty),
	).Replace(office.Word("rule", template))
}

// mark says that no county has set the target: then it is one reading of three.
func (t ruledTarget) mark() string {
	if t.Default {
		return "（默认口径，由县里定）"
	}
	return ""
}

func (t ruledTarget) line() string {
	spot := "当场解决的不算"
	if t.OnTheSpot {
		spot = "当场解决的算村里化解"
	}
	return fmt.Sprintf("目标 村%d%%、乡%d%%、县%d%%；%s；%s；%s",
		t.Village, t.Township, t.County, office.Word("share_basis", t.Basis), office.Word("level_basis", t.By), spot)
}

// print gives the words of the mechanism; while no county has confirmed them they are
// a reading, and say so.
func (l ruledLabels) print(c *call) {
	mark := ""
	if !l.Confirmed {
		mark = "（口径待本县确认）"
	}
	names := make([]string, len(l.Joint))
	for i, j := range l.Joint {
		names[i] = j.Name
		if j.Text != "" {
			names[i] += "（" + j.Text + "）"
		}
	}
	say(c.Out, "四联%s　%s", mark, strings.Join(names, "、"))
	if len(l.Slogans) > 0 {
		say(c.Out, "口号%s　%s", mark, strings.Join(l.Slogans, "、"))
	}
}

func (v ruledVillageDay) line() string {
	days := make([]string, len(v.Days))
	for i, d := range v.Days {
		_, days[i], _ = strings.Cut(calendar.LunarDate{Month: 1, Day: d}.Text(calendar.StyleFolk), "月")
	}
	leap, holiday := "闰月照开", "遇法定假期不自动顺延"
	if v.SkipLeap {
		leap = "闰月不开"
	}
	if v.Postpone {
		holiday = "遇法定假期顺延到节后首个工作日"
	}
	return "农历每月" + strings.Join(days, "、") + "；" + leap + "；" + holiday + sinceText(v.Start)
}

func (m ruledMeeting) line() string {
	evenings := itoa(m.Evenings)
	if m.EveningsMost > m.Evenings {
		evenings += "至" + itoa(m.EveningsMost)
	}
	return fmt.Sprintf("每%s；5+N 晚间每周%s次，5 是：%s%s",
		calendar.WeekdayText(time.Weekday(m.Weekday)), evenings, strings.Join(m.Five, "；"), sinceText(m.Start))
}

func sinceText(start string) string {
	if start == "" {
		return ""
	}
	return "；从 " + start + " 算起"
}

func (h ruledHolidays) line() string {
	if h.Last == 0 {
		return "一年也没有导入，遇假期的日子都是暂定"
	}
	return fmt.Sprintf("已知到 %d 年（从 %d 年起共 %d 年）；以后的年份待导入，日子暂定", h.Last, h.Years[0], len(h.Years))
}
