package documents

import (
	"strings"

	"silian/calendar"
)

// Step is what a visitor may expect next, and by when.
type Step struct {
	What        StepKind
	Due         calendar.Day
	Provisional bool // the date may yet move: no holiday notice covers it
}

// StepKind names what will be done.
type StepKind string

// Kinds of steps: an answer that was promised, the notice whether the matter is accepted
// (条例 23), the written answer (条例 34).
const (
	StepAnswer StepKind = "answer"
	StepNotice StepKind = "notice"
	StepFinish StepKind = "finish"
)

// Slip is what a visitor takes home: what he told, who handles it, by when he hears.
type Slip struct {
	Office  string // who received
	Place   string // where, as a villager calls it; "" is the usual room of the office
	On      calendar.Day
	Name    string // "" for one who left no name
	Matter  string // his words; "" with Quiet
	Quiet   bool   // leaves the words out: the paper may lie where others read it
	VisitNo int    // of the day; 0 for a case without one
	CaseNo  string // "" when no case was opened

	OnTheSpot bool
	Answer    string // what was said to it
	Handler   string // name and post of who handles it
	Phone     string // of the office
	Steps     []Step
	Upper     string // where to go when nobody answers
	UpperTel  string
	Village   bool // received in a village: names the door for what is about its cadres
}

// SlipPaper makes the slip: A5, type of 16 points.
func SlipPaper(s Slip) Paper {
	w := newWording()
	if s.Place == "" {
		key := "slip.place"
		if s.Village {
			key = "slip.place.village"
		}
		s.Place = w.text(key, "office", s.Office)
	}
	p := Paper{Title: w.text("slip.title"), Page: A5()}
	title := line(Centre, XiaoBiaoSong, Size2, w.text("slip.title"))
	title.Pitch = 30
	of := line(Centre, FangSong, Size4, w.text("slip.of", "office", s.Office))
	of.After = 4
	p.Blocks = append(p.Blocks, title, of, Rule{Weight: 1, After: 6})
	for _, text := range s.paragraphs(w) {
		para := line(Left, FangSong, Size3, text.words)
		para.Indent = text.indent
		p.Blocks = append(p.Blocks, para)
	}
	sign := line(Right, FangSong, Size3, s.Office)
	sign.Before = 6
	p.Blocks = append(p.Blocks, sign, line(Right, FangSong, Size3, date(s.On)), Rule{Weight: 0.5, Before: 4, After: 3})
	small := line(Justify, FangSong, Size5, w.text("slip.information", "office", s.Office))
	small.Pitch = 14
	p.Blocks = append(p.Blocks, small)
	p.Foot = w.text("slip.foot", "code", p.CheckCode())
	return p
}

type slipLine struct {
	words  string
	indent float64
}

func (s Slip) paragraphs(w wording) []slipLine {
	var out []slipLine
	add := func(text string) { out = append(out, slipLine{text, 2}) }
	dear := w.text("slip.dear.nobody")
	if s.Name != "" {
		dear = w.text("slip.dear", "name", s.Name)
	}
	out = append(out, slipLine{dear, 0})
	told := "slip.told"
	if s.Quiet || s.Matter == "" {
		told = "slip.told.quiet"
	}
	words := w.text(told, "date", date(s.On), "lunar", lunarText(s.On), "place", s.Place, "matter", oneLine(s.Matter))
	if s.CaseNo != "" {
		words += w.text("slip.registered", "no", s.CaseNo)
	} else if s.VisitNo > 0 {
		words += w.text("slip.registered", "no", w.text("slip.visit_no", "date", monthDay(s.On), "no", itoa(s.VisitNo)))
	}
	add(words)
	switch {
	case s.OnTheSpot && (s.Answer == "" || s.Quiet):
		add(w.text("slip.answered.done"))
	case s.OnTheSpot:
		add(w.text("slip.answered", "answer", oneLine(s.Answer)))
	}
	if !s.OnTheSpot {
		add(s.next(w))
	}
	s.doors(w, add)
	return out
}

// next says who does what by when.
func (s Slip) next(w wording) string {
	var b strings.Builder
	switch {
	case s.Handler != "" && s.Phone != "":
		b.WriteString(w.text("slip.handler.phone", "handler", s.Handler, "phone", s.Phone))
	case s.Handler != "":
		b.WriteString(w.text("slip.handler", "handler", s.Handler))
	}
	if len(s.Steps) == 0 {
		b.WriteString(w.text("slip.step.none"))
		return b.String()
	}
	b.WriteString(w.text("slip.next"))
	for _, step := range s.Steps {
		key := "slip.step"
		if step.Provisional {
			key = "slip.step.provisional"
		}
		b.WriteString(w.text(key, "day", date(step.Due), "what", w.text("slip.step."+string(step.What))))
	}
	return b.String()
}

// doors says how to ask and where else to go.
func (s Slip) doors(w wording, add func(string)) {
	if !s.OnTheSpot {
		if s.Phone != "" {
			add(w.text("slip.ask", "phone", s.Phone))
		} else {
			add(w.text("slip.ask.here", "place", s.Place))
		}
	}
	switch {
	case s.Upper != "" && s.UpperTel != "":
		add(w.text("slip.upper.phone", "upper", s.Upper, "phone", s.UpperTel))
	case s.Upper != "" && !s.OnTheSpot:
		add(w.text("slip.upper", "upper", s.Upper))
	}
	if s.Village {
		add(w.text("slip.cadres"))
	}
}

// oneLine puts a text on one line without a full stop at its end: it stands in a sentence.
func oneLine(s string) string {
	return strings.TrimRight(strings.Join(strings.Fields(s), " "), "。.；; ")
}
