package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// paperJob is one paper to hand out.
type paperJob struct {
	name string // 来访回执
	kept string // what stands already, said when the paper could not be had: 来访已记下。
	make func(ctx context.Context, form office.PaperForm, size office.PosterSize) (path string, err error)
	// sized papers come in A3 and A4, and as PDF only.
	sized bool
}

// paperHow is what is done with a paper.
type paperHow int

const (
	paperPrint paperHow = iota
	paperView
	paperEdit // as DOCX, in Word or WPS
)

// paperBox hands papers to the PC's programs, off the UI thread, and asks how. One
// belongs to each pane.
type paperBox struct {
	d     *desk
	sheet *widgets.Sheet
	main  func() // what F9 and F10 do in the sheet
}

func slipJob(d *desk, visit casework.ID) paperJob {
	return paperJob{
		name: "来访回执", kept: "来访已经记下，没有丢。",
		make: func(ctx context.Context, form office.PaperForm, _ office.PosterSize) (string, error) {
			return d.office.SlipFor(ctx, visit, form)
		},
	}
}

func registerJob(d *desk, village casework.OfficeCode, on calendar.Day) paperJob {
	return paperJob{
		name: "登记簿", kept: "登记的都在，没有丢。",
		make: func(ctx context.Context, form office.PaperForm, _ office.PosterSize) (string, error) {
			return d.office.DayRegister(ctx, village, on, form)
		},
	}
}

func posterJob(d *desk, village casework.OfficeCode, year int) paperJob {
	return paperJob{
		name: "村务日年历", kept: "年历没有变。", sized: true,
		make: func(ctx context.Context, _ office.PaperForm, size office.PosterSize) (string, error) {
			return d.office.YearPoster(ctx, village, year, size)
		},
	}
}

// ask asks what to do with a paper.
func (b *paperBox) ask(job paperJob) {
	if b.sheet != nil {
		return
	}
	size := widgets.NewChoice([]string{"A4", "A3"}, 0, nil)
	size.SetChosen(0)
	give := func(how paperHow) func() {
		return func() {
			b.close()
			b.give(job, how, []office.PosterSize{office.PosterA4, office.PosterA3}[max(size.Chosen(), 0)])
		}
	}
	cancel := widgets.NewButton(widgets.Secondary, "取消", b.close).Key("Esc")
	other := widgets.NewButton(widgets.Secondary, "用WPS改", give(paperEdit))
	body := fyne.CanvasObject(widgets.NewPara("直接打印；要先改几个字，就用WPS打开再打印。打出来的纸和这里登记的一样。", theme.Body, widgets.Ink))
	if job.sized {
		other = widgets.NewButton(widgets.Secondary, "打开看看", give(paperView))
		body = widgets.Down(12, widgets.NewField("多大的纸", size),
			widgets.NewPara("一张纸印全年十二个月。打印机没有A3纸的，选A4。", theme.Second, widgets.Ink2))
	}
	b.main = give(paperPrint)
	send := widgets.NewButton(widgets.Primary, "打印", b.main).Icon("printer").Key("F9")
	b.sheet = widgets.OpenSheet(b.d.window.Canvas(), "打印"+job.name, 520, body, cancel, other, send)
	size.OnNext = b.main
	if job.sized {
		b.d.window.Canvas().Focus(size)
	} else {
		b.d.window.Canvas().Focus(send)
	}
}

// give makes a paper and hands it to the PC; the window goes on meanwhile.
func (b *paperBox) give(job paperJob, how paperHow, size office.PosterSize) {
	var said string
	b.d.run(func(ctx context.Context) (err error) {
		said, err = handOut(ctx, b.d.papers, job, how, size)
		return err
	}, func(err error) {
		if err != nil {
			b.trouble(job, how, size, err)
			return
		}
		b.d.toast(said)
	})
}

// handOut makes a paper and prints or opens it. A printer that is not reached from here
// may be reached from the program that shows the paper.
func handOut(ctx context.Context, sys office.Desk, job paperJob, how paperHow, size office.PosterSize) (said string, err error) {
	form := office.PaperPDF
	if how == paperEdit {
		form = office.PaperDOCX
	}
	path, err := job.make(ctx, form, size)
	if err != nil {
		return "", err
	}
	if sys == nil { // no PC around the program
		return "", office.ErrNoPrinter
	}
	if how != paperPrint {
		return job.name + "已经打开", sys.Open(path)
	}
	if err = sys.Print(path); err == nil {
		return job.name + "已交给打印机", nil
	}
	if sys.Open(path) == nil {
		return "没能直接打印，" + job.name + "已经打开，请在那里打印", nil
	}
	return "", err
}

// trouble says what went wrong, that nothing is lost, and what to do.
func (b *paperBox) trouble(job paperJob, how paperHow, size office.PosterSize, err error) {
	if b.sheet != nil || b.d.window.Canvas().Overlays().Top() != nil { // another question stands there
		b.d.toast(job.name + "没有打出来。" + job.kept)
		return
	}
	b.main = func() { b.close(); b.give(job, how, size) }
	away := widgets.NewButton(widgets.Secondary, "知道了", b.close).Key("Esc")
	again := widgets.NewButton(widgets.Primary, "再打一次", b.main).Icon("printer").Key("F9")
	b.sheet = widgets.OpenSheet(b.d.window.Canvas(), job.name+"没有打出来", 540,
		widgets.NewNotice(widgets.Ochre, job.kept, []string{office.Explain(err)}), away, again)
	b.d.window.Canvas().Focus(again)
}

func (b *paperBox) close() {
	if b.sheet != nil {
		b.sheet.Close()
		b.sheet = nil
	}
}

// key follows the keys of the sheet; false when there is none.
func (b *paperBox) key(k fyne.KeyName) bool {
	if b.sheet == nil {
		return false
	}
	switch k {
	case fyne.KeyEscape:
		b.close()
	case fyne.KeyF9, fyne.KeyF10:
		b.main()
	}
	return true
}
