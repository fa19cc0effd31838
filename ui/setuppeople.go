package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

func (r *setupRoom) peopleCard() fyne.CanvasObject {
	o := r.d.office
	rows := []fyne.CanvasObject{widgets.NewPara("人员由管理员管；没有管理员的，由第一位管。改了姓名或岗位，以前的记录不变。", theme.Second, widgets.Ink2)}
	for _, op := range o.Operators() {
		line := []fyne.CanvasObject{widgets.Grow(widgets.NewLabel(operatorWords(op), theme.Body, widgets.Ink))}
		if o.Manages() {
			line = append(line, widgets.NewButton(widgets.Quiet, "改姓名", func() { r.askName(op) }).At(widgets.InCard),
				widgets.NewButton(widgets.Quiet, "换岗位", func() { r.askRole(op) }).At(widgets.InCard))
		}
		rows = append(rows, widgets.Across(8, line...))
	}
	rows = append(rows, row(verb("人员和PIN码", r.ways.people)))
	return widgets.NewCard("人员", widgets.Down(8, rows...)).Icon("people")
}

// askName corrects a name that was written wrong.
func (r *setupRoom) askName(op office.Operator) {
	name := widgets.NewEntry("")
	name.SetText(op.Name)
	r.ask(setupQuestion{
		title: "改姓名", verb: "改好",
		above:  widgets.NewPara("只改写错的字。换了人，请另添一位，老记录才还署原来的人。", theme.Second, widgets.Ink2),
		labels: []string{"姓名"}, controls: []fyne.CanvasObject{name},
		do:   func(ctx context.Context) error { return r.d.office.Rename(ctx, op.Number, name.Text) },
		done: "姓名改好了",
	})
}

func (r *setupRoom) askRole(op office.Operator) {
	roles := office.Roles(r.d.office.Me().Level)
	words := make([]string, len(roles))
	for i, role := range roles {
		words[i] = office.Word("role", role)
	}
	choice := widgets.NewChoice(words, 2, nil)
	choice.SetChosen(slices.Index(roles, op.Role))
	r.ask(setupQuestion{
		title: op.Name + "换岗位", verb: "换好",
		labels: []string{"岗位"}, controls: []fyne.CanvasObject{choice},
		check: func() string {
			if choice.Chosen() == widgets.NoChoice {
				return "请选一个岗位。"
			}
			return ""
		},
		do:   func(ctx context.Context) error { return r.d.office.ChangeRole(ctx, op.Number, roles[choice.Chosen()]) },
		done: "岗位换好了",
	})
}
