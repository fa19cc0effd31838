package ui

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// recoveryPage shows the recovery key this once.
type recoveryPage struct {
	door     *door
	office   *office.Office
	recovery string
	button   *widgets.Button
	written  string // the file it was written to
	trouble  string

	progress, proofProgress string // which step this is, and the next; "" outside the wizard
	done                    func() // what comes after the proof
}

func newRecoveryPage(d *door, o *office.Office, recovery string) *recoveryPage {
	d.office = o // closed by leave when the window is closed here
	p := &recoveryPage{door: d, office: o, recovery: recovery}
	p.done = func() { d.open(o) }
	p.button = widgets.NewButton(widgets.Primary, "抄好了", func() { d.show(newProofPage(p)) }).Key("回车")
	return p
}

func (p *recoveryPage) first() fyne.Focusable { return p.button }

func (p *recoveryPage) content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	if p.progress != "" {
		rows = append(rows, widgets.NewLabel(p.progress, theme.Second, widgets.Ink2))
	}
	rows = append(rows, widgets.NewTitle("抄下恢复码", theme.Title), widgets.NewNotice(widgets.Ochre, "恢复码只显示这一次", []string{
		"忘了口令、换了电脑，全靠它。抄在纸上或写到U盘拿去打印，锁进柜子。不要拍照，不要留在电脑里。",
	}))
	for _, line := range recoveryLines(p.recovery) {
		rows = append(rows, widgets.NewTitle(line, theme.Finger).Aligned(fyne.TextAlignCenter))
	}
	switch {
	case p.trouble != "":
		rows = append(rows, widgets.NewError("没有写到U盘", p.trouble))
	case p.written != "":
		rows = append(rows, widgets.NewNotice(widgets.Green, "写好了："+p.written, []string{"打印以后请把U盘上的这个文件删掉，只留纸。"}))
	}
	stick := widgets.NewButton(widgets.Secondary, "写到U盘去打印", p.toStick).Icon("usb")
	rows = append(rows, widgets.Across(8, stick, widgets.Grow(nil), p.button))
	return widgets.Fixed(wizardWidth, 0, widgets.NewCard("", widgets.Down(10, rows...)))
}

// toStick writes the key onto the stick that is in, or asks for the folder.
func (p *recoveryPage) toStick() {
	drives, err := office.Drives()
	if err == nil {
		if one, err := office.OnlyDrive(drives); err == nil {
			p.write(one.Path)
			return
		}
	}
	w := &wizard{door: p.door}
	w.pickFolder(func(dir string) string {
		if dir == "" {
			return "先选一个"
		}
		return "恢复码会写在这个文件夹里"
	}, p.write)
}

// write puts the key into a text file; one that is there is not touched.
func (p *recoveryPage) write(dir string) {
	path := filepath.Join(dir, "恢复码-"+string(p.office.Me().Code)+".txt")
	text := recoverySheet(p.office, p.recovery)
	p.door.run(func(context.Context) error { return writeOnce(path, text) }, func(err error) {
		p.written, p.trouble = path, ""
		if err != nil {
			p.written, p.trouble = "", "U盘没插好、满了、不能写，或者上面已经有一个恢复码文件。请换一个U盘，或者照着屏幕抄。恢复码还在这里，没有丢。"
		}
		p.door.show(p)
	})
}

func writeOnce(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("ui: %w", err)
	}
	if _, err := f.WriteString(text); err != nil {
		return fmt.Errorf("ui: %w", errors.Join(err, f.Close(), os.Remove(path)))
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("ui: %w", errors.Join(err, f.Close(), os.Remove(path)))
	}
	return f.Close()
}

// recoverySheet is the file that is printed elsewhere: Notepad of every Windows reads it.
func recoverySheet(o *office.Office, recovery string) string {
	lines := []string{
		Title + " 恢复码", o.Me().Name + "　" + string(o.Me().Code), "",
	}
	for i, g := range strings.Split(recovery, "-") {
		lines = append(lines, fmt.Sprintf("第%2d组　%s", i+1, g))
	}
	lines = append(lines, "", "本单位指纹：", office.Groups(o.Fingerprint()), "", "打印以后锁进柜子，把这个文件删掉。忘了口令时，在打开台账那一页按“忘了口令”。")
	return "\ufeff" + strings.Join(lines, "\r\n") + "\r\n"
}

// draftUnproved stands in the file from its founding until two groups of the recovery key
// were typed back.
const draftUnproved = "founding.unproved"

// proofPage asks for two groups of the recovery key from paper.
type proofPage struct {
	from    *recoveryPage
	places  [2]int // from 0
	entries [2]*widgets.Entry
	fields  [2]*widgets.Field
	button  *widgets.Button
}

func newProofPage(from *recoveryPage) *proofPage {
	p := &proofPage{from: from, places: drawTwo(len(strings.Split(from.recovery, "-")))}
	for i := range p.entries {
		p.entries[i] = widgets.NewEntry("")
		p.fields[i] = widgets.NewField(fmt.Sprintf("第%d组（5个字符）", p.places[i]+1), p.entries[i])
	}
	p.entries[0].OnNext = func() { from.door.window.Canvas().Focus(p.entries[1]) }
	p.entries[1].OnNext = p.try
	p.button = widgets.NewButton(widgets.Primary, "核对", p.try).Key("回车")
	return p
}

// drawTwo draws two different places below n, the smaller one first.
func drawTwo(n int) [2]int {
	draw := func(n int) int {
		v, err := rand.Int(rand.Reader, big.NewInt(int64(n)))
		if err != nil {
			return 0
		}
		return int(v.Int64())
	}
	a, b := draw(n), draw(n-1)
	if b >= a {
		b++
	}
	return [2]int{min(a, b), max(a, b)}
}

func (p *proofPage) first() fyne.Focusable { return p.entries[0] }

func (p *proofPage) key(k fyne.KeyName) {
	if k == fyne.KeyEscape {
		p.from.door.show(p.from)
	}
}

func (p *proofPage) content() fyne.CanvasObject {
	rows := []fyne.CanvasObject{}
	if p.from.proofProgress != "" {
		rows = append(rows, widgets.NewLabel(p.from.proofProgress, theme.Second, widgets.Ink2))
	}
	back := widgets.NewButton(widgets.Secondary, "再看一眼恢复码", func() { p.from.door.show(p.from) }).Key("Esc")
	rows = append(rows, widgets.NewTitle("看着纸，把这两组输回来", theme.Title),
		widgets.NewPara("从左到右、从上到下数，每组5个字符，大小写都行。", theme.Body, widgets.Ink2),
		p.fields[0], p.fields[1], widgets.Across(8, back, widgets.Grow(nil), p.button))
	return widgets.Fixed(wizardWidth, 0, widgets.NewCard("", widgets.Down(12, rows...)))
}

// try compares; what was typed right leads on.
func (p *proofPage) try() {
	groups := strings.Split(p.from.recovery, "-")
	wrong := -1
	for i, e := range p.entries {
		p.fields[i].SetWrong("")
		if !strings.EqualFold(strings.TrimSpace(e.Text), groups[p.places[i]]) {
			p.fields[i].SetWrong("这一组和恢复码不一样。纸上抄错的，按Esc回去对着改。")
			if wrong < 0 {
				wrong = i
			}
		}
	}
	d, o := p.from.door, p.from.office
	makeRoom(d.window)
	if wrong >= 0 {
		d.window.Canvas().Focus(p.entries[wrong])
		return
	}
	d.run(func(ctx context.Context) error { return o.SaveDraft(ctx, draftUnproved, "") }, func(err error) {
		if err != nil {
			d.show(newTroublePage(d, err))
			return
		}
		use(parseLook("", o.Me().Level))
		p.from.done()
	})
}
