package ui

import (
	"errors"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// trouble is what is told of a file that cannot be opened: what happened, and what to do
// one after the other.
type trouble struct {
	head  string
	steps []string
	// looking: it can be opened for looking. restore: a backup is a way out. copied:
	// a person may say that this is an old copy.
	looking, restore, copied bool
}

// troubleOf names the trouble of an error; office.Explain says what happened.
func troubleOf(err error) trouble {
	for _, k := range []struct {
		err error
		is  trouble
	}{
		{office.ErrInUse, trouble{head: "台账已经在别的窗口打开", steps: []string{
			"看任务栏上有没有另一个“四联台账”，点过去接着用。", "没有的，可能别的用户登录着这台电脑，请他退出。", "还不行，重启电脑再打开。台账没有变。",
		}}},
		{office.ErrDiskFull, trouble{head: "磁盘满了", looking: true, steps: []string{
			"清空回收站，把不用的大文件移到别的盘，腾出1GB以上。", "腾好以后按“再试一次”。", "急着查的，先打开看，不能写。",
		}}},
		{office.ErrReadOnly, trouble{head: "这个位置只能看，不能写", looking: true, steps: []string{
			"在光盘或写保护的U盘上的，把整个文件夹复制到本机硬盘，从那里打开。", "在本机硬盘上的，请管电脑的人看这个文件夹的权限。", "急着查的，先打开看，不能写。",
		}}},
		{office.ErrNewer, trouble{head: "这份台账是新版本程序写的", steps: []string{
			"请换新版本的程序（问给您装程序的人），换程序不动台账。", "不要删这个文件，也不要用旧程序另建。台账没有变。",
		}}},
		{office.ErrBehind, trouble{head: "这份台账比本机上次用的旧", restore: true, copied: true, steps: []string{
			"找一找原来的整个文件夹：可能被移走，或者只拷了其中一个文件。", "找不回的，从最近的备份恢复。", "确实要用这份旧的，说明它是怎么来的，再打开。",
		}}},
		{office.ErrForeign, trouble{head: "这不是四联台账的文件", restore: true, steps: []string{
			"看看下面的位置对不对，是不是被别的文件盖掉了。没有动它。", "原来的台账找不到的，从备份恢复。",
		}}},
		{office.ErrDamaged, trouble{head: "台账文件有损坏", restore: true, steps: []string{
			"先把整个文件夹复制到U盘上，留着坏的也有用，不要删。", "从最近的备份恢复，备份以后写的能从镇里、村里再收回来。", "经常坏的，可能是硬盘要坏了，请换电脑。",
		}}},
		{office.ErrKeyFile, trouble{head: "钥匙文件不在或坏了", restore: true, steps: []string{
			"看看台账旁边那个名字后面带.key的文件是不是被移走了，移回来就行。", "找不到的，从备份恢复，备份里有钥匙。",
		}}},
		{office.ErrBusy, trouble{head: "别的程序正占着台账", steps: []string{
			"等一会儿，按“再试一次”。", "还不行，看看杀毒、同步或备份软件，让它不管这个文件夹。台账没有变。",
		}}},
		{office.ErrDisk, trouble{head: "磁盘读写出错", looking: true, restore: true, steps: []string{
			"在U盘或移动硬盘上的，插好再试一次。", "在本机上的，先把整个文件夹复制出来，再请人查硬盘。",
		}}},
	} {
		if errors.Is(err, k.err) {
			return k.is
		}
	}
	return trouble{head: "打不开台账", restore: true, steps: []string{"按“再试一次”。", "还不行，把下面的位置和这一页拍下来，给管程序的人看。"}}
}

// troublePage says why the file cannot be opened.
type troublePage struct {
	door   *door
	err    error
	button *widgets.Button
}

func newTroublePage(d *door, err error) *troublePage {
	p := &troublePage{door: d, err: err}
	p.button = widgets.NewButton(widgets.Primary, "再试一次", func() { d.atEase = false; d.enter() }).Key("回车")
	return p
}

func (p *troublePage) first() fyne.Focusable { return p.button }

func (p *troublePage) content() fyne.CanvasObject {
	t := troubleOf(p.err)
	rows := []fyne.CanvasObject{widgets.NewError("打不开台账："+t.head, office.Explain(p.err))}
	if t.head == "打不开台账" {
		rows[0] = widgets.NewError(t.head, office.Explain(p.err))
	}
	digits := [...]string{"一", "二", "三", "四"}
	for i, s := range t.steps {
		rows = append(rows, widgets.NewPara(digits[i]+"、"+s, theme.Body, widgets.Ink))
	}
	rows = append(rows, widgets.NewPara("文件："+p.door.cfg.Path, theme.Small, widgets.Ink2))
	var foot []fyne.CanvasObject
	if t.restore && p.door.real == nil {
		foot = append(foot, restoreVerb(p.door))
	}
	if t.copied {
		foot = append(foot, widgets.NewButton(widgets.Quiet, "说明来历再打开", func() { p.door.show(newCopyPage(p.door)) }))
	}
	if t.looking {
		foot = append(foot, widgets.NewButton(widgets.Quiet, "只看不写，先打开", func() { p.door.atEase = true; p.door.enter() }))
	}
	foot = append(foot, widgets.Grow(nil), p.button)
	return widgets.Fixed(pageWidth+180, 0, widgets.NewCard("", widgets.Down(12, append(rows, widgets.Across(0, foot...))...)))
}
