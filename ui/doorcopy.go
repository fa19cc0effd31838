package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/ui/widgets"
)

// copyReasons are the answers of a person to: why is this copy not the one that
// was last used here? The words stand in the order of the codes.
func copyReasons() (codes, words []string) {
	return []string{"restored", "moved", "second"}, []string{"恢复：用备份找回来的", "搬家：换了电脑或文件夹", "另一台：原来那台还在用"}
}

// copyPage asks why this copy is not the one last used here.
type copyPage struct {
	door   *door
	choice *widgets.Choice
	field  *widgets.Field
	button *widgets.Button
}

func newCopyPage(d *door) *copyPage {
	p := &copyPage{door: d}
	_, words := copyReasons()
	p.choice = widgets.NewChoice(words, 1, func(int) { p.field.SetWrong("") })
	p.choice.OnNext = p.goOn
	p.field = widgets.NewField("是哪一种？", p.choice)
	p.button = widgets.NewButton(widgets.Primary, "继续", p.goOn).Key("回车")
	return p
}

func (p *copyPage) first() fyne.Focusable { return p.choice }

func (p *copyPage) content() fyne.CanvasObject {
	why := widgets.NewNotice(widgets.Ochre, "这份文件不是本机上次用的那一份", []string{
		"说清楚再打开，编号就不会重。以后的编号会换一个字母，老编号都不变。",
	})
	return widgets.Fixed(pageWidth, 0, widgets.NewCard("", widgets.Down(14, why, p.field,
		widgets.Across(0, widgets.Grow(nil), p.button))))
}

// goOn begins a new instance for the reason chosen, then asks for the password.
func (p *copyPage) goOn() {
	codes, _ := copyReasons()
	i := p.choice.Chosen()
	if i == widgets.NoChoice {
		p.field.SetWrong("请选一种。")
		return
	}
	cfg := p.door.config("")
	cfg.Reason = codes[i]
	p.door.run(func(ctx context.Context) error {
		_, err := lookAt(ctx, cfg)
		return err
	}, func(err error) {
		if err != nil {
			p.door.show(newTroublePage(p.door, err))
			return
		}
		p.door.enter()
	})
}
