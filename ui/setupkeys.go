package ui

import (
	"context"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// managed is a button of who keeps the people; for others it says why it is off.
func (r *setupRoom) managed(b *widgets.Button) *widgets.Button {
	if !r.d.office.Manages() {
		b.SetOff("由管理员办")
	}
	return b
}

func (r *setupRoom) passwordCard() fyne.CanvasObject {
	return plainCard("台账口令", "lock", "打开台账用的。有人走了、口令给外人看过，就换。恢复码和指纹不变。",
		r.managed(verb("换口令", r.askPassword)))
}

func (r *setupRoom) askPassword() {
	old, fresh, again := widgets.NewSecret(""), widgets.NewSecret(""), widgets.NewSecret("")
	r.ask(setupQuestion{
		title: "换台账口令", verb: "换口令",
		above:  widgets.NewPara("以前的备份还用旧口令打开。旧口令泄露过的，换好后马上备份，旧备份销毁。", theme.Second, widgets.Ink2),
		labels: []string{"现在的口令", "新口令（至少8个字符）", "新口令再输一遍"}, controls: []fyne.CanvasObject{old, fresh, again},
		check: func() string { return twice(fresh.Text, again.Text) },
		do:    func(ctx context.Context) error { return r.d.office.ChangePassword(ctx, old.Text, fresh.Text) },
		after: func() {
			r.tell("换好了", widgets.NewNotice(widgets.Green, "台账口令换好了", []string{"请告诉该知道的人，马上做一次备份。恢复码没有变。"}))
		},
	})
}

// twice says when a password was not typed the same both times.
func twice(a, b string) string {
	if a != b {
		return "两遍新口令不一样，请再输一遍。"
	}
	return ""
}

func (r *setupRoom) recoveryCard() fyne.CanvasObject {
	return plainCard("恢复码核对", "shield", "忘了口令全靠纸上的恢复码。每半年拿出来核对一次，看抄得对不对、纸还在不在。", verb("核对恢复码", r.askRecovery))
}

func (r *setupRoom) askRecovery() {
	code := widgets.NewMultiEntry("", 3)
	code.EnterMoves = true
	r.ask(setupQuestion{
		title: "核对恢复码", verb: "核对",
		above:  widgets.NewPara("照着纸上的输。只核对，什么都不改，也不存。", theme.Second, widgets.Ink2),
		labels: []string{"恢复码（14组，每组5个字符）"}, controls: []fyne.CanvasObject{code},
		do: func(context.Context) error { return r.d.office.CheckRecovery(code.Text) },
		after: func() {
			r.tell("核对好了", widgets.NewNotice(widgets.Green, "恢复码是对的", []string{"请把纸锁回柜子。"}))
		},
	})
}

func (r *setupRoom) rotateCard() fyne.CanvasObject {
	return plainCard("换钥匙", "key", "钥匙文件和口令一起落到别人手里，才要换。换了，各单位要重新核对本单位的指纹。",
		r.managed(widgets.NewButton(widgets.Danger, "换钥匙", r.askRotate).At(widgets.InCard)))
}

func (r *setupRoom) askRotate() {
	password := widgets.NewSecret("")
	var got office.Rotation
	r.ask(setupQuestion{
		title: "换钥匙", verb: "换钥匙", danger: true,
		above: widgets.NewNotice(widgets.Ochre, "换了以后", []string{
			"记下、收下的都不变，路上的文件还收得下，口令也不变。",
			"各单位要收新指纹卡、打电话核对，才收本单位新写的文件。",
			"会给一个新恢复码，只显示这一次；旧的只能打开旧备份。",
			"换不回去。请先备份，备好纸笔和U盘。",
		}),
		labels: []string{"台账口令"}, controls: []fyne.CanvasObject{password},
		do: func(ctx context.Context) (err error) {
			got, err = r.d.office.Rotate(ctx, password.Text)
			return err
		},
		after: func() { r.showRotation(got) },
	})
}

// showRotation shows the new recovery key this once. It stays until a person says that
// it stands on paper: Escape does not close it.
func (r *setupRoom) showRotation(got office.Rotation) {
	const first = "先抄好再勾上"
	next := widgets.NewButton(widgets.Primary, "写新卡和通知到U盘", func() {
		r.working = false
		r.askNewCard()
	})
	later := widgets.NewButton(widgets.Secondary, "以后再写", func() {
		r.working = false
		r.closeSheet()
	})
	next.SetOff(first)
	later.SetOff(first)
	kept := widgets.NewCheck("已抄写或打印，锁进柜子", func(on bool) {
		words := first
		if on {
			words = ""
		}
		next.SetOff(words)
		later.SetOff(words)
	})
	rows := []fyne.CanvasObject{widgets.NewNotice(widgets.Ochre, "新恢复码只显示这一次", []string{"抄在纸上锁进柜子，不要拍照。旧恢复码的纸一起锁好，旧备份还用它。"})}
	for _, line := range recoveryLines(got.Recovery) {
		rows = append(rows, widgets.NewTitle(line, theme.CardTitle).Aligned(fyne.TextAlignCenter))
	}
	rows = append(rows, widgets.NewPara("新指纹，打电话念给对方核对：\n"+office.Groups(got.Fingerprint), theme.Second, widgets.Ink), kept)
	r.openSheet("抄下新恢复码", 620, widgets.Down(8, rows...), nil, later, next)
	r.working = true // nothing else over it
}

// askNewCard writes our new card and the notices that end the old one to a folder.
func (r *setupRoom) askNewCard() {
	askFolder(folderAsk{
		desk: r.d, start: r.folder, holds: func(string) string { return "新指纹卡和旧钥匙的作废通知会写在这里" },
		open: r.openSheet, close: r.closeSheet, use: r.writeNewCard,
	})
}

func (r *setupRoom) writeNewCard(dir string) {
	o := r.d.office
	var notices []string
	r.d.run(func(ctx context.Context) (err error) {
		if err = o.WriteCard(ctx, filepath.Join(dir, o.CardFileName())); err != nil {
			return err
		}
		notices, err = o.WriteRevocations(ctx, dir, 0, "rotated")
		return err
	}, func(err error) {
		if err != nil {
			r.tell("没有写成", widgets.NewError("没有写成", office.Explain(err), widgets.Verb{Word: "换个文件夹", Do: r.askNewCard}))
			return
		}
		r.folder = dir
		r.tell("写好了", widgets.NewNotice(widgets.Green, "新指纹卡写好了", []string{
			"作废通知" + strconv.Itoa(len(notices)) + "份。带给各单位：先核对新卡，再收通知。",
		}))
	})
}
