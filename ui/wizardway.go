package ui

import (
	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// The ways into the program, in the order of the choice.
const (
	wayNew = iota
	wayKit
	wayRestore
	wayPractise
)

// askWay asks what is to be done.
func (w *wizard) askWay() *wizardStep {
	c := widgets.NewChoice([]string{"新建本单位台账", "用镇里给的建村包（U盘）", "从备份恢复", "先练习，不进正式台账"}, 1, nil)
	c.SetChosen(wayNew)
	s := &wizardStep{
		title: "第一次用，先做什么？", help: "按↑↓或数字键选，按回车往下走。",
		focus: func() fyne.Focusable { return c },
	}
	note := widgets.NewPara("台账放在："+w.door.cfg.Path, theme.Small, widgets.Ink2)
	s.body = func() fyne.CanvasObject { return widgets.Down(12, c, note) }
	s.next = func() {
		switch c.Chosen() {
		case wayNew:
			w.kit, w.kitDir = nil, ""
			w.to("level", w.askLevel)
		case wayKit:
			w.forget("kit")
			k := newKitStep(w)
			w.to("kit", func() *wizardStep { return k.step })
			k.look()
		case wayRestore:
			w.door.show(newRestorePage(w.door, w.show))
		case wayPractise:
			w.door.practise()
		}
	}
	c.OnNext = s.next
	return s
}

// askLevel asks which kind of office this is.
func (w *wizard) askLevel() *wizardStep {
	c := widgets.NewChoice([]string{"村（社区）", "乡镇（街道）", "县（市、区）"}, 1, nil)
	s := &wizardStep{
		title: "这台电脑给哪一级用？", help: "一台电脑一个单位。村里的台账村里记，镇里的镇里记，用U盘来往。",
		body: func() fyne.CanvasObject { return c }, focus: func() fyne.Focusable { return c },
	}
	w.a.level = max(w.a.level, 0)
	c.SetChosen(w.a.level)
	s.next = func() {
		if c.Chosen() != w.a.level {
			w.forget("place", "name", "villages", "person")
		}
		w.a.level = c.Chosen()
		w.to("place", w.askPlace)
	}
	c.OnNext = s.next
	return s
}
