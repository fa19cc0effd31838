package documents

import (
	"strconv"
	"strings"

	"silian/calendar"
)

// Register is the register of one day of reception of one village.
type Register struct {
	Village    string
	Office     string // who keeps it; "" when it is the village itself
	On         calendar.Day
	VillageDay bool
	Duty       []string // names of those on duty
	Hours      string   // opening hours; "" leaves them to be written in
	Visits     []RegisterVisit
	Closed     bool
	Zero       bool // nobody came, and that was confirmed
}

// RegisterVisit is one line. What a reader may not see is empty, see Withheld.
type RegisterVisit struct {
	No        int
	Time      string
	Name      string // "" for one who left no name
	Group     string
	People    int
	Phone     string // in full or masked, as the reader may see it
	Words     string
	Withheld  bool // words and contacts are not for this reader
	Category  string
	OnTheSpot bool
	Answer    string
	Handler   string
	Promise   calendar.Day // 0 for none
	CaseNos   []string
}

// RegisterPaper makes the register: A4 across, a line a visit, room to sign.
func RegisterPaper(r Register) Paper {
	w := newWording()
	key := "register.title"
	if r.VillageDay {
		key = "register.title.village_day"
	}
	p := Paper{Title: w.text(key, "village", r.Village), Page: A4Wide()}
	title := line(Centre, XiaoBiaoSong, 20, p.Title)
	title.Pitch, title.After = 30, 4
	facts := []string{w.text("register.date", "date", date(r.On), "weekday", calendar.WeekdayLong(r.On.Weekday()), "lunar", lunarText(r.On))}
	if r.Hours != "" {
		facts = append(facts, w.text("register.hours", "hours", r.Hours))
	}
	if len(r.Duty) > 0 {
		facts = append(facts, w.text("register.duty", "duty", strings.Join(r.Duty, "、")))
	}
	if r.Office != "" {
		facts = append(facts, w.text("register.office", "office", r.Office))
	}
	head := line(Left, FangSong, SizeS4, strings.Join(facts, "　　"))
	head.After = 4
	p.Blocks = append(p.Blocks, title, head, r.table(w))
	p.Blocks = append(p.Blocks, r.end(w)...)
	p.Foot = w.text("register.foot", "code", p.CheckCode())
	return p
}

func (r Register) table(w wording) Table {
	t := Table{Widths: []float64{10, 13, 20, 18, 10, 28, 56, 16, 30, 31, 20, 10}, Pitch: 15, Least: 11}
	for _, col := range []string{"no", "time", "name", "group", "people", "phone", "words", "category", "answer", "next", "confirm", "note"} {
		t.Head = append(t.Head, Cell{Run: say(HeiTi, Size5, w.text("register.col."+col)), Align: Centre})
	}
	for _, v := range r.Visits {
		t.Rows = append(t.Rows, v.row(w))
	}
	if len(r.Visits) == 0 {
		key := "register.empty"
		if r.Zero {
			key = "register.zero"
		}
		t.Rows = append(t.Rows, []Cell{{Run: say(FangSong, SizeS4, w.text(key)), Align: Centre, Span: len(t.Widths)}})
	}
	return t
}

func (v RegisterVisit) row(w wording) []Cell {
	name, words := v.Name, v.Words
	if name == "" {
		name = w.text("register.nameless")
	}
	if v.Withheld {
		name, words = "", w.text("register.withheld")
		v.Group, v.Phone, v.Answer = "", "", ""
	}
	answer := v.Answer
	if v.OnTheSpot {
		answer = strings.TrimSpace(w.text("register.solved") + "\n" + v.Answer)
	}
	var out []Cell
	for _, c := range []struct {
		align Align
		text  string
	}{
		{Centre, itoa(v.No)},
		{Centre, v.Time},
		{Centre, name},
		{Centre, v.Group},
		{Centre, itoa(v.People)},
		{Centre, v.Phone},
		{Left, words},
		{Centre, v.Category},
		{Left, answer},
		{Left, v.next(w)},
		{Left, ""},
		{Left, ""},
	} {
		out = append(out, Cell{Run: say(FangSong, Size5, c.text), Align: c.align})
	}
	return out
}

func (v RegisterVisit) next(w wording) string {
	var lines []string
	if v.Handler != "" && !v.OnTheSpot {
		lines = append(lines, v.Handler)
	}
	if v.Promise != 0 {
		lines = append(lines, w.text("register.next", "day", monthDay(v.Promise)))
	}
	for _, no := range v.CaseNos {
		lines = append(lines, w.text("register.case", "no", no))
	}
	return strings.Join(lines, "\n")
}

// end is what stands under the table: sums, whether the day is closed, signatures.
func (r Register) end(w wording) []Block {
	people, solved, cases := 0, 0, 0
	for _, v := range r.Visits {
		people += v.People
		cases += len(v.CaseNos)
		if v.OnTheSpot {
			solved++
		}
	}
	state := "register.open"
	if r.Closed {
		state = "register.closed"
	}
	sums := line(Left, FangSong, SizeS4, w.text("register.totals", "visits", itoa(len(r.Visits)), "people", itoa(people),
		"solved", itoa(solved), "cases", itoa(cases))+w.text(state))
	sums.Before = 6
	sign := line(Left, FangSong, SizeS4, w.text("register.sign"))
	sign.Before = 12
	return []Block{sums, sign}
}

func itoa(n int) string { return strconv.Itoa(n) }
