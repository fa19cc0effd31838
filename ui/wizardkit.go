package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// foundKit is a village kit on a stick.
type foundKit struct {
	dir, where string
	kit        office.Kit
}

// findKits looks for village kits on the sticks that are in.
func findKits() (out []foundKit) {
	drives, err := office.Drives()
	if err != nil {
		return nil // without them a folder can be chosen
	}
	for _, d := range drives {
		if k, err := office.ReadKit(d.Path); err == nil {
			out = append(out, foundKit{d.Path, office.DriveWords(d), k})
		}
	}
	return out
}

// kitStep asks which kit.
type kitStep struct {
	w      *wizard
	step   *wizardStep
	found  []foundKit
	looked bool
	choice *widgets.Choice
	again  *widgets.Button
}

func newKitStep(w *wizard) *kitStep {
	k := &kitStep{w: w}
	k.again = widgets.NewButton(widgets.Secondary, "再找一遍", k.look)
	k.step = &wizardStep{
		title: "插上镇里给的U盘", help: "建村包里有各村的名单和镇里的指纹卡，选本村就行，不用输代码。",
		focus: k.focus, body: k.body, verbs: k.verbs, next: k.next,
	}
	k.list(nil)
	return k
}

// look looks at the sticks again.
func (k *kitStep) look() {
	var found []foundKit
	k.w.door.run(func(context.Context) error { found = findKits(); return nil }, func(error) {
		k.looked = true
		k.list(found)
		if last := k.w.trail[len(k.w.trail)-1]; last == k.step {
			k.w.show()
		}
	})
}

func (k *kitStep) list(found []foundKit) {
	words := make([]string, len(found))
	for i, f := range found {
		words[i] = f.kit.Region + "，" + strconv.Itoa(len(f.kit.Villages)) + "个村　" + f.where
	}
	k.found, k.choice = found, widgets.NewChoice(words, 1, nil)
	k.choice.SetChosen(0)
	k.choice.OnNext = k.next
}

func (k *kitStep) focus() fyne.Focusable {
	if len(k.found) == 0 {
		return k.again
	}
	return k.choice
}

func (k *kitStep) body() fyne.CanvasObject {
	switch {
	case !k.looked:
		return widgets.NewLabel("正在看U盘…", theme.Body, widgets.Ink2)
	case len(k.found) == 0:
		return widgets.NewNotice(widgets.Ochre, "U盘上没有找到建村包", []string{"请插好镇里给的U盘，按“再找一遍”。没有建村包也能建：按Esc回去，选“新建”。"})
	}
	return k.choice
}

func (k *kitStep) verbs() []fyne.CanvasObject {
	return []fyne.CanvasObject{k.again, widgets.NewButton(widgets.Quiet, "选文件夹", func() { k.w.pickFolder(kitFolderWords, k.use) })}
}

// use takes the kit of a folder.
func (k *kitStep) use(dir string) {
	kit, err := office.ReadKit(dir)
	if err != nil {
		k.w.fail("没有读到建村包", office.Explain(err))
		return
	}
	k.looked = true
	k.list([]foundKit{{dir, dir, kit}})
	k.w.show()
}

func (k *kitStep) next() {
	if len(k.found) == 0 {
		k.look()
		return
	}
	w, f := k.w, k.found[max(k.choice.Chosen(), 0)]
	if w.kitDir != f.dir || w.kit == nil || w.kit.Fingerprint != f.kit.Fingerprint {
		w.forget("kitvillage", "person")
	}
	w.kit, w.kitDir, w.a.level = &f.kit, f.dir, 0
	w.to("kitvillage", w.askKitVillage)
}

// pickFolder asks for a folder over the page.
func (w *wizard) pickFolder(holds func(string) string, use func(dir string)) {
	d := w.door
	var sheet *widgets.Sheet
	askFolder(folderAsk{
		desk: &desk{window: d.window, ctx: d.ctx, run: d.run}, holds: holds,
		open: func(title string, width float32, body fyne.CanvasObject, _ func(), buttons ...*widgets.Button) {
			sheet = widgets.OpenSheet(d.window.Canvas(), title, width, body, buttons...)
		},
		close: func() { sheet.Close() }, use: use,
	})
}

// kitFolderWords says what a folder holds for a village's first run.
func kitFolderWords(dir string) string {
	if dir == "" {
		return "先选一个"
	}
	k, err := office.ReadKit(dir)
	if err != nil {
		return "这里没有建村包"
	}
	return "这里有" + k.Region + "的建村包，" + strconv.Itoa(len(k.Villages)) + "个村"
}
