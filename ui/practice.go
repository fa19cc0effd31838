package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// practiceBand stands over everything while people practise.
const practiceBand = "练习：人和事都是编的，不进正式台账，请不要记真事。按 Ctrl+L 不练了、从头再练"

// practicePath is where the practice file of an office file lies: in a folder of its own
// beside it.
func practicePath(real string) string {
	return filepath.Join(filepath.Dir(real), "practice", "silian-practice.db")
}

// practise opens the practice file, and makes it when there is none.
func (d *door) practise() {
	if d.real == nil {
		real := d.cfg
		d.real = &real
		d.cfg = Config{Path: practicePath(real.Path), weak: real.weak, stopwatch: real.stopwatch}
	}
	d.wait("正在准备练习…")
	var o *office.Office
	d.run(func(ctx context.Context) (err error) {
		o, err = openPractice(ctx, d.config(""))
		return err
	}, func(err error) {
		if err != nil {
			d.show(newPracticeTroublePage(d, err))
			return
		}
		d.dress(o)
	})
}

// openPractice opens the practice file; a missing or half-made one is made.
func openPractice(ctx context.Context, cfg office.Config) (*office.Office, error) {
	cfg.Password, cfg.Clock = office.DemoPassword, nil // it has a clock of its own
	o, err := office.Open(ctx, cfg)
	if errors.Is(err, office.ErrMissing) || errors.Is(err, office.ErrUnfounded) {
		return makePractice(ctx, cfg)
	}
	switch {
	case errors.Is(err, office.ErrPassword): // somebody put another file there
		return nil, office.ErrForeign
	case err == nil && o.Me() != practiceOffice():
		return nil, errors.Join(office.ErrForeign, o.Close())
	}
	return o, err
}

// clearPractice takes the practice folder away when it holds practice; anything else that
// lies there is put aside under another name, not thrown away.
func clearPractice(ctx context.Context, cfg office.Config) error {
	dir := filepath.Dir(cfg.Path)
	cfg.Password = "" // enough to see whose file it is
	o, err := office.Open(ctx, cfg)
	switch {
	case errors.Is(err, office.ErrInUse):
		return err
	case err == nil:
		ours := o.Me() == practiceOffice() && o.Demo()
		if err := o.Close(); err != nil {
			return err
		}
		if ours {
			return os.RemoveAll(dir)
		}
	case errors.Is(err, office.ErrMissing):
		return nil
	}
	for n := 1; ; n++ {
		aside := dir + ".old" + strconv.Itoa(n)
		if _, err := os.Lstat(aside); errors.Is(err, os.ErrNotExist) {
			return os.Rename(dir, aside)
		}
	}
}

// practicePage asks, when practising is over: go on, begin anew, or the real file.
type practicePage struct {
	door *door
	what *widgets.Choice
}

// The ways out of practice, in the order of the choice.
const (
	practiceOn = iota
	practiceAnew
	practiceOver
)

// stopPractice closes the practice file and asks what now.
func (d *door) stopPractice() {
	if d.office == nil || d.page != nil {
		return
	}
	d.shell.unbind(d.window.Canvas())
	d.leave()
	d.show(newPracticePage(d))
}

func newPracticePage(d *door) *practicePage {
	p := &practicePage{door: d}
	p.what = widgets.NewChoice([]string{"接着练", "从头再练（清掉练过的）", "不练了，到正式台账去"}, 1, nil)
	p.what.SetChosen(practiceOn)
	p.what.OnNext = p.take
	return p
}

func (p *practicePage) first() fyne.Focusable { return p.what }

func (p *practicePage) key(k fyne.KeyName) {
	if k == fyne.KeyEscape {
		p.door.practise()
	}
}

func (p *practicePage) content() fyne.CanvasObject {
	return widgets.Fixed(wizardWidth, 0, widgets.NewCard("", widgets.Down(14,
		widgets.NewTitle("练习停下了", theme.Title),
		widgets.NewPara("练过的留在练习文件里，和正式台账分开放，不会混。", theme.Body, widgets.Ink2), p.what,
		widgets.Across(8, widgets.Grow(nil), widgets.NewButton(widgets.Primary, "就这样", p.take).Key("回车")))))
}

func (p *practicePage) take() {
	d := p.door
	switch p.what.Chosen() {
	case practiceOn:
		d.practise()
	case practiceAnew:
		d.practiseAnew()
	case practiceOver:
		d.endPractice()
	}
}

// practiseAnew makes the practice file anew.
func (d *door) practiseAnew() {
	d.run(func(ctx context.Context) error { return clearPractice(ctx, d.config("")) }, func(err error) {
		if err != nil {
			d.show(newPracticeTroublePage(d, err))
			return
		}
		d.practise()
	})
}

// endPractice goes back to the real file, as at the start of the program.
func (d *door) endPractice() {
	if d.real != nil {
		d.cfg, d.real = *d.real, nil
	}
	use(parseLook("", ""))
	d.enter()
}

// practiceTroublePage says why one cannot practise.
type practiceTroublePage struct {
	door *door
	err  error
	back *widgets.Button
}

func newPracticeTroublePage(d *door, err error) *practiceTroublePage {
	return &practiceTroublePage{door: d, err: err, back: widgets.NewButton(widgets.Primary, "回到正式台账", d.endPractice).Key("回车")}
}

func (p *practiceTroublePage) first() fyne.Focusable { return p.back }

func (p *practiceTroublePage) content() fyne.CanvasObject {
	anew := widgets.NewButton(widgets.Secondary, "从头再练", p.door.practiseAnew)
	return widgets.Fixed(pageWidth+60, 0, widgets.NewCard("", widgets.Down(12,
		widgets.NewError("练习打不开", office.Explain(p.err)),
		widgets.NewPara("这里说的是练习文件，正式台账没有动。练习文件："+p.door.cfg.Path, theme.Small, widgets.Ink2),
		widgets.Across(8, anew, widgets.Grow(nil), p.back))))
}

// lockWay is what Ctrl+L does: lock, or in practice ask what now.
func (d *door) lockWay() func() {
	if d.real != nil {
		return d.stopPractice
	}
	return d.lock
}

// practiseVerb leads from a page of the door to practice.
func practiseVerb(d *door) *widgets.Button {
	return widgets.NewButton(widgets.Quiet, "先练习", d.practise)
}
