package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// attachAsk is a file that was chosen, and how it is kept.
type attachAsk struct {
	path     string
	original bool // keep all pixels of a photo
	internal bool // stays at this level
}

// input is the file as the office takes it.
func (a attachAsk) input() office.AttachInput {
	in := office.AttachInput{KeepOriginal: a.original}
	if a.internal {
		in.Class = casework.NoteInternal
	}
	return in
}

// choose lets a person look for a file on the sticks and folders of this PC.
func (p *attachPane) choose() {
	if p.over() || p.add.Off() != "" {
		return
	}
	if p.stop != nil {
		p.d.toast("上一个附件还没有加完")
		return
	}
	original := widgets.NewCheck("照片保留原来的大小（平时会缩小，省地方）", nil)
	internal := widgets.NewCheck("只留在本级，不随件送出", nil)
	more := widgets.Down(2, original, internal,
		widgets.NewPara("照片里的拍摄地点、时间和机型都会去掉。程序、网页、压缩包和录像不收。", theme.Small, widgets.Ink2))
	p.pick = openPick(p.d, pickAsk{
		title: "加哪个文件", verb: "加上", files: true, dir: p.dir, more: more,
		took: func(path, dir string) {
			p.pick, p.dir = nil, dir
			p.attach(attachAsk{path, original.On(), internal.On()})
		},
		closed: func() { p.pick = nil },
	})
}

// begin shows the progress of a work that can be stopped.
func (p *attachPane) begin(words string) (context.Context, office.Progress) {
	ctx, stop := context.WithCancel(p.d.ctx)
	p.stop = stop
	g := widgets.NewProgress(words, "停下就当没有加过", widgets.Verb{Word: "停下", Do: stop})
	p.bar.Objects = []fyne.CanvasObject{g}
	p.object.Refresh()
	return ctx, onProgress(g, words)
}

// end takes the progress away.
func (p *attachPane) end() {
	if p.stop != nil {
		p.stop()
	}
	p.stop = nil
	p.bar.Objects = nil
	p.object.Refresh()
}

// attach adds the file to the case; a refusal is said in words and changes nothing.
func (p *attachPane) attach(ask attachAsk) {
	act := office.Act{}
	key, err := p.d.office.NewKey()
	if err != nil {
		p.say("没有加", err)
		return
	}
	act.Key = key
	ctx, progress := p.begin("正在加附件")
	p.d.run(func(context.Context) error {
		_, err := p.d.office.AttachFile(ctx, act, p.id, ask.path, ask.input(), progress)
		return err
	}, func(err error) {
		p.end()
		switch {
		case cancelled(err):
			p.d.toast("停下了，附件没有加，台账没有变")
		case err != nil:
			p.say("没有加", err)
		default:
			p.d.toast("附件加好了")
			p.d.changed()
		}
	})
}

// open shows the chosen attachment in the system's viewer: a copy in a private folder
// that is emptied when the office is closed.
func (p *attachPane) open() {
	a, ok := p.chosen()
	if !ok || p.over() {
		return
	}
	if !a.Here {
		p.say("打不开", &casework.Problem{Field: "attachment", Code: "not_here"})
		return
	}
	var failed bool
	p.d.run(func(ctx context.Context) error {
		path, cleanup, err := p.d.office.OpenAttachment(ctx, a.Entry)
		if err != nil {
			return err
		}
		if failed = p.launch(path) != nil; failed {
			cleanup()
		}
		return nil
	}, func(err error) {
		switch {
		case err != nil:
			p.say("打不开", err)
		case failed:
			p.tell("打不开", "这台电脑上没有能看这种文件的程序。可以按E拷出来，到别的电脑上看。附件还在，台账没有变。")
		}
	})
}

// export copies the chosen attachment into a folder that is asked for.
func (p *attachPane) export() {
	a, ok := p.chosen()
	if !ok || p.over() {
		return
	}
	if !a.Here {
		p.say("拷不出", &casework.Problem{Field: "attachment", Code: "not_here"})
		return
	}
	p.pick = openPick(p.d, pickAsk{
		title: "拷到哪里", verb: "拷到这里", dir: p.dir,
		more: widgets.NewPara("拷出去的文件没有加密，谁拿到都能看。用完请删掉，不要发到网上。", theme.Small, widgets.Ink2),
		took: func(_, dir string) {
			p.pick, p.dir = nil, dir
			p.copyOut(a, dir)
		},
		closed: func() { p.pick = nil },
	})
}

func (p *attachPane) copyOut(a office.AttachmentLine, dir string) {
	ctx, progress := p.begin("正在拷出附件")
	var wrote string
	var trouble error
	p.d.run(func(context.Context) error {
		path, cleanup, err := p.d.office.OpenAttachment(ctx, a.Entry)
		if err != nil {
			return err
		}
		defer cleanup()
		wrote, trouble = copyFile(ctx, path, dir, a.Shown, progress)
		return nil
	}, func(err error) {
		p.end()
		switch {
		case cancelled(err), cancelled(trouble):
			p.d.toast("停下了，没有拷出")
		case err != nil:
			p.say("没有拷成", err)
		case trouble != nil:
			p.tell("没有拷成", "写不进这个文件夹：U盘可能满了、写保护或拔掉了。请换一个地方再拷；附件还在，台账没有变。")
		default:
			p.d.toast("拷好了：" + wrote)
		}
	})
}
