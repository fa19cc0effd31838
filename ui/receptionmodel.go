package ui

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// categories are the codes a village taps, in the order of the form. None of them
// is about the conduct of a village cadre: that has other doors (domain 2.6).
func categories() []string {
	return []string{
		"neighbour", "homestead", "land", "benefit", "family", "money",
		"public", "environment", "cooperative", "affairs", "other", "unsure",
	}
}

// visitTracks are what a visit can become; "" keeps the visit alone.
func visitTracks() []casework.Track {
	return []casework.Track{casework.TrackDemand, casework.TrackDispute, casework.TrackPetition, ""}
}

// Answers to 当场解决了吗.
const (
	solvedNow = iota
	solvedLater
)

// maxRequest is the longest request line the office takes, in characters.
const maxRequest = 240

// visitForm is what stands in the six inputs, as typed. It is kept as a draft.
type visitForm struct {
	Key       string `json:"key"` // of the act, so that a second try changes nothing
	Name      string `json:"name"`
	Anonymous bool   `json:"anonymous"`
	Group     int    `json:"group"`                // index of the tapped group, -1 none
	GroupName string `json:"group_name,omitempty"` // its name: a roster put in meanwhile changes the order
	GroupText string `json:"group_text"`
	Words     string `json:"words"`
	Category  int    `json:"category"` // index in categories, -1 none
	Solved    int    `json:"solved"`   // -1 not answered
	Answer    string `json:"answer"`   // how it was solved
	Who       int    `json:"who"`      // index of the operator who goes on with it
	Due       string `json:"due"`      // as typed
	Track     int    `json:"track"`    // index in visitTracks
}

// blankVisit is an empty form; due is the day that is proposed for the answer.
func blankVisit(due calendar.Day) visitForm {
	f := visitForm{Group: widgets.NoChoice, Category: widgets.NoChoice, Solved: widgets.NoChoice}
	if due != 0 {
		f.Due = wordDay(due)
	}
	return f
}

// begun reports whether somebody has typed something that must not be lost.
func (f visitForm) begun() bool {
	return strings.TrimSpace(f.Name+f.GroupText+f.Words+f.Answer) != "" || f.Anonymous ||
		f.Group != widgets.NoChoice || f.Category != widgets.NoChoice || f.Solved != widgets.NoChoice
}

// draft is the form as it is kept, "" for a form that was not begun.
func (f visitForm) draft() string {
	if !f.begun() {
		return ""
	}
	b, err := json.Marshal(f)
	if err != nil {
		return ""
	}
	return string(b)
}

// readDraft reads what draft wrote; a damaged draft is no draft.
func readDraft(body string) (visitForm, bool) {
	f := blankVisit(0)
	if body == "" || json.Unmarshal([]byte(body), &f) != nil {
		return blankVisit(0), false
	}
	return f, f.begun()
}

// visitFrame is what the form must know beside what was typed.
type visitFrame struct {
	today      calendar.Day
	next       calendar.Day // the next village day, 0 unknown
	villageDay bool
	groups     []string // in full: 一组, 西沟
	people     []string // operators by name
	numbers    []int    // and their numbers, in the same order; nil: 1, 2, 3 …
}

// number gives the number of an operator by his place in the list.
func (in visitFrame) number(i int) int {
	if i < len(in.numbers) {
		return in.numbers[i]
	}
	return i + 1
}

// input is the form as the office takes it. What is wrong comes as a
// *casework.Problem, so that one list of words explains it.
func (f visitForm) input(in visitFrame) (office.VisitInput, error) {
	v := office.VisitInput{Words: f.Words, OnTheSpot: f.Solved == solvedNow, Group: f.group(in.groups)}
	if !f.Anonymous {
		if v.Name = strings.TrimSpace(f.Name); v.Name == "" {
			return v, &casework.Problem{Field: "name", Code: "missing"}
		}
	}
	if strings.TrimSpace(f.Words) == "" {
		return v, &casework.Problem{Field: "words", Code: "missing"}
	}
	if f.Category < 0 || f.Category >= len(categories()) {
		return v, &casework.Problem{Field: "category", Code: "missing"}
	}
	v.Category = categories()[f.Category]
	switch f.Solved {
	case solvedNow:
		v.Answer = f.Answer
		return v, nil
	case solvedLater:
		return f.later(v, in)
	}
	return v, &casework.Problem{Field: "on_the_spot", Code: "missing"}
}

// later fills in who goes on, by when, and as what.
func (f visitForm) later(v office.VisitInput, in visitFrame) (office.VisitInput, error) {
	known := f.Who >= 0 && f.Who < len(in.people)
	if f.Track < 0 || f.Track >= len(visitTracks()) || visitTracks()[f.Track] == "" {
		if known { // only the visit is kept: nothing is promised that nobody would follow
			v.Answer = "由" + in.people[f.Who] + "接待"
		}
		return v, nil
	}
	due, err := dayReader{in.today, in.next}.read(f.Due)
	if err != nil {
		return v, &casework.Problem{Field: "promise", Code: "malformed"}
	}
	v.Promise = due
	if known {
		v.Answer = fmt.Sprintf("由%s去办，%s前回话", in.people[f.Who], wordDay(due))
	}
	source := office.SourceVisit
	if in.villageDay {
		source = office.SourceVillageDay
	}
	v.Case = &office.CaseInput{Track: visitTracks()[f.Track], Source: source, Requests: []string{requestOf(f.Words)}}
	if known {
		v.Case.Handler = in.number(f.Who)
	}
	return v, nil
}

func (f visitForm) group(groups []string) string {
	if typed := strings.TrimSpace(f.GroupText); typed != "" {
		return typed
	}
	if f.Group >= 0 && f.Group < len(groups) {
		return groups[f.Group]
	}
	return ""
}

// requestOf makes the request line out of the sentence: all of it, or as many of
// its sentences as a line takes.
func requestOf(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	if utf8.RuneCountInString(words) <= maxRequest {
		return words
	}
	r := []rune(words)[:maxRequest]
	for i := len(r) - 1; i > maxRequest/2; i-- {
		if strings.ContainsRune("。；;！!？?，,", r[i]) {
			return string(r[:i])
		}
	}
	return string(r)
}

// visitLine is one earlier visitor of the day. Folded, it has no words.
type visitLine struct {
	No         int
	Time       string
	Who, About string
	Word       string
	Tone       widgets.Tone
}

// receptionList is the list beside the form.
type receptionList struct {
	Lines            []visitLine
	Visits, People   int
	OnTheSpot, Cases int
	Closed           bool
	Zero             bool
}

// listVisits lays out a day. Folded, names and words stay hidden: somebody sits
// opposite (domain 0.0, 14).
func listVisits(d casework.ReceptionDay, folded bool) receptionList {
	out := receptionList{Visits: len(d.Visits), People: d.People(), OnTheSpot: d.OnTheSpot(), Closed: d.Closed, Zero: d.Zero}
	for _, v := range d.Visits {
		line := lineOf(v, d.On)
		out.Cases += len(v.Cases)
		if !folded {
			line.Who = strings.TrimSpace(strings.Join([]string{nameOr(v.Words.Name), v.Words.Group}, " "))
			line.About = v.Words.Words
		}
		out.Lines = append(out.Lines, line)
	}
	slices.SortFunc(out.Lines, func(a, b visitLine) int { return a.No - b.No })
	return out
}

// lineOf is one visit without names and words.
func lineOf(v casework.DayEntry, on calendar.Day) visitLine {
	line := visitLine{No: v.No, Time: strings.TrimPrefix(v.Time, "0")}
	switch {
	case v.OnTheSpot:
		line.Word, line.Tone = "当场答复", widgets.Green
	case v.Promise != 0:
		line.Word, line.Tone = soonDay(v.Promise, on)+"前回话", widgets.Blue
	case len(v.Cases) > 0:
		line.Word, line.Tone = "已立事项", widgets.Blue
	default:
		line.Word = "已记下"
	}
	return line
}

func nameOr(name string) string {
	if name == "" {
		return "未留名"
	}
	return name
}

// Sum is the day in numbers.
func (l receptionList) Sum() string {
	if l.Visits == 0 {
		return "零来访"
	}
	return fmt.Sprintf("来访%d批%d人次，当场答复%d批，立为事项%d件", l.Visits, l.People, l.OnTheSpot, l.Cases)
}
