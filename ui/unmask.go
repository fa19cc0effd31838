package ui

import (
	"context"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// askUnmask asks why somebody wants to see the whole telephone number of a party; party
// is his place in Words.Parties. The look is written into the case before the number is
// shown.
func (p *casePage) askUnmask(party int) {
	if p.sheet != nil || p.more != nil || party < 0 || party >= len(p.facts.c.Words.Parties) {
		return
	}
	reasons := casework.UnmaskReasons()
	number, id := "", p.id
	who := p.facts.c.Words.Parties[party]
	p.sheet = openAsk(p.d, caseAsk{
		title: "看完整号码：" + cutTo(nameOr(who.Name), 16), verb: "看号码",
		intro:  "谁、哪天、为什么看的，会记进这件事项的经过。",
		fields: []askField{choiceField("reason", "为什么要看", wordsOf("unmask", reasons))},
		send: func(ctx context.Context, o *office.Office, act office.Act, a answers) (err error) {
			number, err = o.Unmask(ctx, act, id, party, pick(a, "reason", reasons))
			return err
		},
		done: func() { p.showNumber(who, number) },
	}, "", func() { p.sheet = nil })
}

// showNumber shows the number until the sheet is closed; the page keeps it masked.
func (p *casePage) showNumber(who casework.Party, number string) {
	body := widgets.Down(10, newPhone(number), widgets.NewPara("已记进经过。记完请关上，不要抄到别处。", theme.Second, widgets.Ink2))
	done := widgets.NewButton(widgets.Primary, "看好了", p.closeMore).Key("Esc")
	p.more = &moreSheet{sheet: widgets.OpenSheet(p.d.window.Canvas(), cutTo(partyTitle(who), 24), 420, body, done)}
	p.d.window.Canvas().Focus(done)
}

// partyTitle names a party with the village group.
func partyTitle(who casework.Party) string {
	if who.Group == "" {
		return nameOr(who.Name)
	}
	return nameOr(who.Name) + "（" + who.Group + "）"
}
