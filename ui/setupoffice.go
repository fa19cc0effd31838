package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// contactLines are what papers say of this office, as the card shows it.
func contactLines(c office.Contact) string {
	var out []string
	for _, l := range [][2]string{{"电话", c.Phone}, {"地点", c.Place}, {"时间", c.Hours}, {"没人接找谁", c.Upper}, {"那里的电话", c.UpperPhone}} {
		if l[1] != "" {
			out = append(out, l[0]+"："+l[1])
		}
	}
	if len(out) == 0 {
		return "还没有写。回执和村务日年历上，电话、地点、时间会空着。"
	}
	return strings.Join(out, "\n")
}

func (r *setupRoom) contactCard() fyne.CanvasObject {
	verbs := []fyne.CanvasObject{verb("改联系方式", func() { r.loadContact("") })}
	if len(r.facts.rosters) > 0 && r.d.office.Me().Level == casework.Township {
		verbs = append(verbs, widgets.NewButton(widgets.Quiet, "各村的", r.askContactVillage).At(widgets.InCard))
	}
	return plainCard("单位联系方式", "phone", "印在回执和村务日年历上。\n"+contactLines(r.facts.contact), verbs...)
}

// askContactVillage chooses a village whose books this township keeps.
func (r *setupRoom) askContactVillage() {
	names := make([]string, len(r.facts.rosters))
	for i, v := range r.facts.rosters {
		names[i] = v.Name
	}
	who := widgets.NewPicker("请选村", names, nil)
	field := widgets.NewField("哪个村", who)
	next := func() {
		if who.Chosen() == widgets.NoChoice {
			field.SetWrong("请选一个村。")
			return
		}
		r.loadContact(r.facts.rosters[who.Chosen()].Village)
	}
	r.openSheet("村的联系方式", 460, widgets.Down(10, field), next,
		widgets.NewButton(widgets.Secondary, "不改", r.closeSheet).Key("Esc"), widgets.NewButton(widgets.Primary, "下一步", next))
}

// loadContact asks for what papers say of an office; "" is this one.
func (r *setupRoom) loadContact(village casework.OfficeCode) {
	var c office.Contact
	r.d.run(func(ctx context.Context) (err error) {
		c, err = r.d.office.Contact(ctx, village)
		return err
	}, func(err error) {
		if err != nil {
			r.tell("没有看成", widgets.NewError("没有看成", office.Explain(err)))
			return
		}
		r.askContact(village, c)
	})
}

func (r *setupRoom) askContact(village casework.OfficeCode, c office.Contact) {
	name := r.d.office.Me().Name
	if village != "" {
		name = r.d.office.OfficeName(village)
	}
	entry := func(hint, text string) *widgets.Entry {
		e := widgets.NewEntry(hint)
		e.SetText(text)
		return e
	}
	phone, place, hours := entry("", c.Phone), entry("村委会一楼东头", c.Place), entry("逢六 8:30—11:30", c.Hours)
	upper, upperPhone := entry("镇综治中心", c.Upper), entry("", c.UpperPhone)
	r.ask(setupQuestion{
		title: name + "的联系方式", verb: "存好", done: "存好了，下次打印就用它",
		labels:   []string{"电话（公开的，不写个人手机）", "接访地点", "接访时间", "没人接，找哪里", "那里的电话"},
		controls: []fyne.CanvasObject{phone, place, hours, upper, upperPhone},
		do: func(ctx context.Context) error {
			return r.d.office.SetContact(ctx, village, office.Contact{Phone: phone.Text, Place: place.Text, Hours: hours.Text, Upper: upper.Text, UpperPhone: upperPhone.Text})
		},
	})
}

func (r *setupRoom) remindCard() fyne.CanvasObject {
	days := strconv.Itoa(r.facts.remind)
	return plainCard("提醒天数", "clock", "送出去的文件"+days+"天没有回执，就在U盘交换里提醒。", verb("改天数", r.askRemind))
}

func (r *setupRoom) askRemind() {
	days := widgets.NewEntry("")
	days.SetText(strconv.Itoa(r.facts.remind))
	r.ask(setupQuestion{
		title: "几天没有回执就提醒", verb: "就这样", done: "改好了",
		above:  widgets.NewPara("只管提醒，不改法定期限。", theme.Second, widgets.Ink2),
		labels: []string{"天数（1到90）"}, controls: []fyne.CanvasObject{days},
		do: func(ctx context.Context) error {
			n, err := strconv.Atoi(onlyDigits(days.Text))
			if err != nil {
				n = 0 // refused in words by the office
			}
			return r.d.office.SetRemindDays(ctx, n)
		},
	})
}
