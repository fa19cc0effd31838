package ui

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// reasonOrder is the order in which the reasons of lines left out are told.
func reasonOrder() []string { return []string{"no_name", "number", "too_long", "twice"} }

// rosterLeft tells which lines were left out and why, by their numbers in the file.
func rosterLeft(left []office.HouseholdLine) (out []string) {
	for _, why := range reasonOrder() {
		var lines []string
		n := 0
		for _, l := range left {
			if l.Why != why {
				continue
			}
			if n++; n <= 6 {
				at := strconv.Itoa(l.Line)
				if l.Sheet != "" {
					at = l.Sheet + "第" + at
				}
				lines = append(lines, at)
			}
		}
		if n == 0 {
			continue
		}
		more := ""
		if n > len(lines) {
			more = "等"
		}
		out = append(out, fmt.Sprintf("%s，%d行没有要：%s%s行", office.Word("household_line", why), n, strings.Join(lines, "、"), more))
	}
	return out
}

// droppedWords name the columns that are not kept.
func droppedWords(h office.Households) []string {
	var out []string
	if h.Dropped > 0 {
		names := strings.Join(h.Columns, "、")
		if names == "" {
			names = strconv.Itoa(h.Dropped) + "列"
		}
		out = append(out, "不会存的列："+names+"。身份证、电话不会存。")
	}
	if len(h.Skipped) > 0 {
		out = append(out, "没有读的工作表（没有“姓名”表头）："+strings.Join(h.Skipped, "、"))
	}
	if h.Headless {
		out = append(out, "没有找到“姓名”表头，按 姓名、组、户主 的顺序读的，请看对不对。")
	}
	return out
}

// rosterTable shows what was read.
func rosterTable(people []office.Villager) fyne.CanvasObject {
	t := widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Title: "姓名", Weight: 2}, {Title: "组", Weight: 1}, {Title: "户主", Weight: 2}}, RowHeight: 32,
		Draw: func(c *widgets.Cell) {
			p := people[c.Row]
			c.Write([]string{p.Name, p.Group, p.Head}[c.Col], c.Style(theme.Second, nil))
		},
	})
	t.SetRows(len(people), false)
	return widgets.Fixed(0, 190/theme.Current().Factor(), widgets.NewCard("", t).Flush())
}

// showRoster shows what was read before anything is kept.
func (r *setupRoom) showRoster(village int, list office.Households, typed string) {
	v := r.facts.rosters[village]
	head := fmt.Sprintf("%s：读到%d个名字", v.Name, len(list.People))
	if v.Names > 0 {
		head += fmt.Sprintf("，原来有%d个", v.Names)
	}
	tone := widgets.Green
	if len(list.Left) > 0 || list.Headless {
		tone = widgets.Ochre
	}
	lines := append(rosterLeft(list.Left), droppedWords(list)...)
	body := widgets.Down(8, widgets.NewNotice(tone, head, lines), rosterTable(list.People))
	word := "放进名册"
	if v.Names > 0 {
		word = "换成这一份"
	}
	keep := widgets.NewButton(widgets.Secondary, "不放，原来的不动", r.closeSheet).Key("Esc")
	back := widgets.NewButton(widgets.Secondary, "回去改", func() { r.openRoster(village, clipped(typed)) })
	r.openSheet("看一看再放", 680, body, nil, keep, back, widgets.NewButton(widgets.Primary, word, func() { r.putRoster(village, list.People) }))
}

// clipped is a text that a field can hold; a longer one came from elsewhere.
func clipped(text string) string {
	if len([]rune(text)) > widgets.EntryCap {
		return ""
	}
	return text
}

// putRoster keeps the names in the place of those before.
func (r *setupRoom) putRoster(village int, people []office.Villager) {
	if r.working {
		return
	}
	r.working = true
	code := r.facts.rosters[village].Village
	r.d.run(func(ctx context.Context) error { return r.d.office.PutHouseholds(ctx, code, people) }, func(err error) {
		r.working = false
		if err != nil {
			r.tell("没有放成", widgets.NewError("没有放成", office.Explain(err)))
			return
		}
		r.closeSheet()
		r.d.toast(strconv.Itoa(len(people)) + "个名字放进名册了")
		r.d.changed()
	})
}

// askClearRoster takes the names of a village away, after a question.
func (r *setupRoom) askClearRoster() {
	who := r.villagePicker(widgets.NoChoice)
	village := func() int {
		if who != nil {
			return who.Chosen()
		}
		return 0
	}
	q := setupQuestion{
		title: "清空名册", verb: "清空", danger: true, done: "名册清空了",
		above: widgets.NewPara("名字从这台电脑上拿掉。事项和来访里写过的都不变；以后可以再放。", theme.Second, widgets.Ink),
		check: func() string {
			if village() == widgets.NoChoice {
				return "请选一个村。"
			}
			return ""
		},
		do: func(ctx context.Context) error {
			return r.d.office.PutHouseholds(ctx, r.facts.rosters[village()].Village, nil)
		},
	}
	if who != nil {
		q.labels, q.controls = []string{"哪个村"}, []fyne.CanvasObject{who}
	}
	r.ask(q)
}
