package ui

import (
	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// siftSheet asks for the conditions of the list.
type siftSheet struct {
	d     *desk
	lists siftLists
	soft  bool
	took  func(caseSift)
	done  func()
	sheet *widgets.Sheet
	wrong *widgets.Label

	handling, resolution, level, place, category, source, handler, due *widgets.Picker
	lead, from, to                                                     *widgets.Entry
}

// anyWord stands first in every list of the sheet.
const anyWord = "不限"

// siftPicker offers the words behind "不限"; chosen is the place among them, -1 none.
func siftPicker(words []string, chosen int) *widgets.Picker {
	k := widgets.NewPicker(anyWord, append([]string{anyWord}, words...), nil)
	k.SetChosen(chosen + 1)
	return k
}

// picked gives the code behind the chosen word, the zero value for "不限".
func picked[T any](k *widgets.Picker, codes []T) (code T) {
	if i := k.Chosen() - 1; i >= 0 && i < len(codes) {
		return codes[i]
	}
	return code
}

// placeOf gives the place of a value in its list, -1 none.
func placeOf[T comparable](codes []T, value T) int {
	for i, c := range codes {
		if c == value {
			return i
		}
	}
	return -1
}

// openSift shows the sheet with what is asked now; took is told the new conditions.
func openSift(d *desk, now caseSift, lists siftLists, took func(caseSift), done func()) *siftSheet {
	s := &siftSheet{d: d, lists: lists, soft: softly(d.office.Me()), took: took, done: done}
	s.fill(now)
	field := func(label string, o fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Grow(widgets.NewField(label, o))
	}
	place := widgets.Grow(nil)
	if len(lists.places) > 0 {
		place = field("村或乡镇", s.place)
	}
	s.wrong = widgets.NewPara("", theme.Second, refusalInk(d.office.Me()))
	body := widgets.Down(10,
		widgets.Across(14, field("办理状态", s.handling), field("化解状态", s.resolution), field("现在在哪一级", s.level)),
		widgets.Across(14, field("类别", s.category), field("怎么来的", s.source), field("下一期限", s.due)),
		widgets.Across(14, field("承办人", s.handler), field("包案领导（写全名）", s.lead), place),
		widgets.Across(14, field("登记：从", s.from), field("到", s.to), widgets.Grow(nil)),
		widgets.Fixed(0, 22, s.wrong))
	cancel := widgets.NewButton(widgets.Secondary, "不改", s.close).Key("Esc")
	clear := widgets.NewButton(widgets.Secondary, "清除筛选", func() { s.give(caseSift{}) }).Key("F8")
	take := widgets.NewButton(widgets.Primary, "就看这些", s.take).Key("F10")
	s.sheet = widgets.OpenSheet(d.window.Canvas(), "更多条件", 780/theme.Current().Factor(), body, cancel, clear, take)
	d.window.Canvas().Focus(s.handling)
	return s
}

// fill makes the controls for what is asked now.
func (s *siftSheet) fill(now caseSift) {
	var places, people, windows []string
	for _, p := range s.lists.places {
		places = append(places, p.Name)
	}
	for _, p := range s.lists.people {
		people = append(people, p.Name)
	}
	for _, w := range dueWindows() {
		windows = append(windows, w.word(s.soft))
	}
	s.handling = siftPicker(wordsOf("handling", siftHandlings()), placeOf(siftHandlings(), now.Handling))
	s.resolution = siftPicker(wordsOf("resolution", siftResolutions()), placeOf(siftResolutions(), now.Resolution))
	s.level = siftPicker(wordsOf("level_long", siftLevels()), placeOf(siftLevels(), now.Level))
	s.place = siftPicker(places, placeOf(s.codes(), now.Place))
	s.category = siftPicker(wordsOf("category", categories()), placeOf(categories(), now.Category))
	s.source = siftPicker(wordsOf("source", siftSources()), placeOf(siftSources(), now.Source))
	s.handler = siftPicker(people, placeOf(s.numbers(), now.Handler))
	s.due = siftPicker(windows, placeOf(dueWindows(), now.Due))
	s.lead, s.from, s.to = widgets.NewEntry(""), widgets.NewEntry("如 11-1"), widgets.NewEntry("如 11-30")
	s.lead.SetText(now.Lead)
	for e, day := range map[*widgets.Entry]calendar.Day{s.from: now.From, s.to: now.To} {
		if day != 0 {
			e.SetText(typedDay(day))
		}
	}
	for _, e := range []*widgets.Entry{s.lead, s.from, s.to} {
		e.OnNext, e.OnEscape = s.d.window.Canvas().FocusNext, s.close
	}
	s.to.OnNext = s.take
}

func (s *siftSheet) codes() (out []casework.OfficeCode) {
	for _, p := range s.lists.places {
		out = append(out, p.Code)
	}
	return out
}

func (s *siftSheet) numbers() (out []int) {
	for _, p := range s.lists.people {
		out = append(out, p.Number)
	}
	return out
}

// take gives the conditions; a date that cannot be read, or a window that ends before it
// begins, is refused in the sheet.
func (s *siftSheet) take() {
	sift := caseSift{
		Handling: picked(s.handling, siftHandlings()), Resolution: picked(s.resolution, siftResolutions()),
		Level: picked(s.level, siftLevels()), Place: picked(s.place, s.codes()), Category: picked(s.category, categories()),
		Source: picked(s.source, siftSources()), Handler: picked(s.handler, s.numbers()), Lead: s.lead.Text, Due: picked(s.due, dueWindows()),
	}
	for _, f := range []struct {
		entry *widgets.Entry
		into  *calendar.Day
	}{{s.from, &sift.From}, {s.to, &sift.To}} {
		if halfWidth(f.entry.Text) == "" {
			continue
		}
		day, err := readerOf(s.d.office).read(f.entry.Text)
		if err != nil {
			s.wrong.Set(office.Explain(&casework.Problem{Field: "on", Code: "malformed"}))
			s.d.window.Canvas().Focus(f.entry)
			return
		}
		*f.into = day
	}
	if sift.From != 0 && sift.To != 0 && sift.To < sift.From {
		s.wrong.Set("“到”比“从”早，请改一个")
		s.d.window.Canvas().Focus(s.to)
		return
	}
	s.give(sift)
}

func (s *siftSheet) give(sift caseSift) {
	s.close()
	s.took(sift)
}

func (s *siftSheet) close() {
	s.sheet.Close()
	s.done()
}

// key follows the keys of the sheet; it takes all of them.
func (s *siftSheet) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyEscape:
		s.close()
	case fyne.KeyF8:
		s.give(caseSift{})
	case fyne.KeyF10:
		s.take()
	}
	return true
}
