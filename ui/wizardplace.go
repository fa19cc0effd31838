package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"silian/assets"
	"silian/casework"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// placeRows is how many places a search gives at most.
const placeRows = 200

// ownCode is the row of a place that is not in the table.
const ownCode = "找不到？自己输名称和12位代码"

// regionLevel is where offices of a level lie in the table.
func regionLevel(l casework.Level) assets.RegionLevel {
	switch l {
	case casework.Village:
		return assets.RegionVillage
	case casework.Township:
		return assets.RegionTown
	}
	return assets.RegionCounty
}

// placesLike gives the rows for what was typed; the last one leads to typing a code.
func placesLike(r *assets.Regions, l casework.Level, typed string) (out []found) {
	if r != nil {
		for _, p := range r.Search(regionLevel(l), typed, placeRows) {
			out = append(out, found{name: p.Name, beside: r.Path(p), code: p.Code})
		}
	}
	return append(out, found{name: ownCode, own: true})
}

// askPlace asks where the office is.
func (w *wizard) askPlace() *wizardStep {
	level := foundingLevels()[w.a.level]
	who := [...]string{"哪个村（社区）？", "哪个乡镇（街道）？", "哪个县（市、区）？"}[w.a.level]
	help := "输名称或拼音头一个字母，例如“中牟”或“zmx”；同名的多，前面加县或乡镇，用空格隔开。↑↓选，回车定。"
	if level == casework.Village {
		help += "村的名单里先有河南的，别的省请自己输代码。"
	}
	s := &wizardStep{title: "本单位是" + who, help: help}
	take := func(f found) {
		if f.code != w.a.code || f.own != w.a.typed {
			w.forget("name", "villages")
		}
		w.a.typed, w.a.code, w.a.place = f.own, f.code, f.beside
		w.a.name = f.name
		switch {
		case f.own:
			w.a.name, w.a.code = "", ""
		case level == casework.County:
			w.a.name = f.name + "信访局"
		}
		w.to("name", w.askName)
	}
	f := newFinder("名称、拼音首字母或代码", func(typed string) []found { return placesLike(w.table(), level, typed) }, take)
	s.body, s.focus, s.next = f.body, func() fyne.Focusable { return f.entry }, f.enter
	return s
}

// askKitVillage asks which village of the kit this is.
func (w *wizard) askKitVillage() *wizardStep {
	k := w.kit
	s := &wizardStep{title: "本村是哪一个？", help: k.Region + "的建村包，" + k.Township.Name + "写的。输村名找，↑↓选，回车定。"}
	search := func(typed string) (out []found) {
		for _, v := range k.Villages {
			if typed = strings.TrimSpace(typed); strings.Contains(v.Name, typed) || strings.HasPrefix(string(v.Code), typed) {
				out = append(out, found{name: v.Name, beside: k.Township.Name, code: string(v.Code)})
			}
		}
		return out
	}
	f := newFinder("村名或代码", search, func(f found) {
		w.a.name, w.a.code, w.a.parent, w.a.typed = f.name, f.code, string(k.Township.Code), false
		w.to("person", w.askPerson)
	})
	s.body, s.focus, s.next = f.body, func() fyne.Focusable { return f.entry }, f.enter
	return s
}

// askName asks how the office is called, and for its code when the table lacks it.
func (w *wizard) askName() *wizardStep {
	name, code := widgets.NewEntry(""), widgets.NewEntry("")
	name.SetText(w.a.name)
	nameField, codeField := widgets.NewField("单位名称", name), widgets.NewField("单位代码（12位数字）", code)
	s := &wizardStep{
		title: "单位名称这样写对吗？", help: "印在回执和报表上的就是这个名称，可以改。",
		focus: func() fyne.Focusable { return name },
	}
	if w.a.typed {
		s.title, s.help = "单位名称和代码", ""
	}
	s.body = func() fyne.CanvasObject {
		if w.a.typed {
			return widgets.Down(12, nameField, codeField, widgets.NewPara(codeHelp, theme.Second, widgets.Ink2))
		}
		return widgets.Down(12, nameField, widgets.NewPara(w.a.place+"　代码 "+w.a.code, theme.Second, widgets.Ink2))
	}
	s.next = func() {
		w.a.name = name.Text
		if w.a.typed {
			w.a.code = tidyCode(code.Text)
		}
		w.a.parent = w.a.above()
		wrong, _ := w.a.check()
		nameField.SetWrong(wrong[askName])
		codeField.SetWrong(wrong[askCode])
		makeRoom(w.door.window)
		switch {
		case wrong[askName] != "":
			w.door.window.Canvas().Focus(name)
		case wrong[askCode] != "" && w.a.typed:
			w.door.window.Canvas().Focus(code)
		case foundingLevels()[w.a.level] == casework.Township:
			w.to("villages", w.askVillages)
		default:
			w.to("person", w.askPerson)
		}
	}
	name.OnNext, code.OnNext = s.next, s.next
	if w.a.typed {
		name.OnNext = func() { w.door.window.Canvas().Focus(code) }
	}
	return s
}

// codeHelp explains a code.
const codeHelp = "统计用区划代码：前6位是县，再3位是乡镇，后3位是村；县的代码后6位是0，乡镇的后3位是0。例如410122101000是一个镇。不知道的，问镇里或县里管统计的人。建好以后代码不能改，请照着输，输完再对一遍。"

// tidyCode drops the blanks that people put between groups of digits.
func tidyCode(s string) string {
	return strings.NewReplacer(" ", "", "　", "", "-", "").Replace(strings.TrimSpace(s))
}
