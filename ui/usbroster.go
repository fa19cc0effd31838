package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// revokeReasons are why an office's keys are not believed any more, the commonest first.
func revokeReasons() (codes, names []string) {
	return []string{"stolen", "lost", "closed", "rotated"}, []string{"电脑被偷了", "钥匙或电脑丢了", "单位撤销了", "换了新钥匙"}
}

// openKeys is 单位钥匙和名录: the list held, and what can be done with list and keys.
func (r *usbRoom) openKeys() {
	info, held := r.d.office.Roster()
	words := []string{"还没有收过单位名录。没有名录也能和直接的上下级互送文件。"}
	head, tone := "没有名录", widgets.Neutral
	if held {
		head, tone = fmt.Sprintf("单位名录第%d版", info.Version), widgets.Green
		words = []string{fmt.Sprintf("%s编，在用%d个单位，撤销%d个。", r.d.office.OfficeName(info.From), info.Active, info.Closed)}
	}
	wide := func(label string, do func()) fyne.CanvasObject {
		return widgets.NewButton(widgets.Secondary, label, do)
	}
	rows := []fyne.CanvasObject{widgets.NewNotice(tone, head, words), wide("收名录和作废通知（在U盘上）", r.takeNotices)}
	if held {
		rows = append(rows, wide("把名录转写到U盘", r.handOnRoster))
	}
	if r.data.me.Level == casework.County {
		rows = append(rows, wide("编下一版名录，写到U盘", r.openIssue))
	}
	rows = append(rows, wide("不再认一个单位的钥匙", r.openRevoke),
		widgets.NewPara("换本单位自己的钥匙，在“设置”里办。", theme.Second, widgets.Ink2))
	r.openSheet("单位钥匙和名录", 520, widgets.Down(10, rows...), nil, widgets.NewButton(widgets.Secondary, "关上", r.closeSheet).Key("Esc"))
}

// takeNotices takes the lists and notices of the folder in, and nothing else.
func (r *usbRoom) takeNotices() {
	lists, revocations, err := office.FindNotices(r.data.dir)
	if err != nil || len(lists)+len(revocations) == 0 {
		r.d.toast("这里没有名录，也没有作废通知")
		return
	}
	r.closeSheet()
	var done office.Batch
	r.d.run(func(ctx context.Context) (err error) {
		done, err = r.d.office.ReceiveAll(ctx, office.ReceiveConfig{Paths: append(revocations, lists...)})
		return err
	}, func(err error) {
		if err != nil {
			r.wentWrong("没有收", err)
			return
		}
		r.showAll(done, false)
		r.d.changed()
	})
}

func (r *usbRoom) handOnRoster() {
	if !isFolder(r.data.dir) {
		r.d.toast("先选U盘或文件夹")
		return
	}
	var info office.RosterInfo
	r.d.run(func(ctx context.Context) (err error) {
		info, err = r.d.office.WriteRoster(ctx, r.data.dir)
		return err
	}, func(err error) {
		if err != nil {
			r.wentWrong("没有写成", err)
			return
		}
		r.closeSheet()
		r.d.toast(fmt.Sprintf("单位名录第%d版写到U盘了，请交给下级", info.Version))
	})
}

// openIssue lets a county make the next list.
func (r *usbRoom) openIssue() {
	if !isFolder(r.data.dir) {
		r.d.toast("先选U盘或文件夹")
		return
	}
	add := widgets.NewMultiEntry("一行一个村：代码 名称", 5)
	addField := widgets.NewField("要添或改名的村（没有卡的）", add).Optional()
	gone := widgets.NewEntry("代码，用逗号分开")
	goneField := widgets.NewField("撤销的单位", gone).Optional()
	issue := func() {
		change := office.RosterChange{CardsDir: r.data.dir}
		if strings.TrimSpace(add.Text) != "" {
			list, err := office.ReadVillages(add.Text)
			if err != nil {
				addField.SetWrong(office.Explain(err))
				return
			}
			change.Villages = list
		}
		for _, code := range strings.FieldsFunc(gone.Text, func(c rune) bool { return strings.ContainsRune(" ,，、", c) }) {
			change.Close = append(change.Close, casework.OfficeCode(code))
		}
		var info office.RosterInfo
		r.d.run(func(ctx context.Context) (err error) {
			info, err = r.d.office.IssueRoster(ctx, change, r.data.dir)
			return err
		}, func(err error) {
			if err != nil {
				goneField.SetWrong(office.Explain(err))
				return
			}
			r.closeSheet()
			r.d.toast(fmt.Sprintf("单位名录第%d版写好了：在用%d个，撤销%d个", info.Version, info.Active, info.Closed))
			r.d.changed()
		})
	}
	r.openSheet("编下一版单位名录", 580, widgets.Down(12,
		widgets.NewPara("上一版里的单位、核对过的乡镇、U盘上各村的卡都会带进来。版号只升不降。", theme.Second, widgets.Ink), addField, goneField), nil,
		widgets.NewButton(widgets.Secondary, "不编", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Primary, "编好，写到U盘", issue).Icon("export"))
}

// openRevoke stops believing an office's keys.
func (r *usbRoom) openRevoke() {
	var who []office.Peer
	for _, p := range r.data.peers {
		if p.State == peerCompared {
			who = append(who, p)
		}
	}
	if len(who) == 0 {
		r.d.toast("没有认着的单位")
		return
	}
	names := make([]string, len(who))
	for i, p := range who {
		names[i] = p.Name
	}
	codes, reasons := revokeReasons()
	office1, reason := -1, -1
	pick := widgets.NewPicker("请选", names, func(i int) { office1 = i })
	why := widgets.NewPicker("请选", reasons, func(i int) { reason = i })
	field := widgets.NewField("为什么", why)
	revoke := func() {
		if office1 < 0 || reason < 0 {
			field.SetWrong("请选单位和原因")
			return
		}
		r.revoke(who[office1], codes[reason])
	}
	r.openSheet("不再认一个单位的钥匙", 560, widgets.Down(12,
		widgets.NewNotice(widgets.Ochre, "先打电话核实再办，办了不能撤回", []string{
			"以后它用这套钥匙封的文件都不收，已经收的都在。它换了新钥匙，再收新卡核对。",
		}), widgets.NewField("哪个单位", pick), field), nil,
		widgets.NewButton(widgets.Secondary, "不办", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Primary, "核实过，不再认", revoke))
}

func (r *usbRoom) revoke(p office.Peer, reason string) {
	dir := ""
	if isFolder(r.data.dir) {
		dir = r.data.dir
	}
	var done office.Revoked
	var file string
	r.d.run(func(ctx context.Context) (err error) {
		done, file, err = r.d.office.Revoke(ctx, p.Code, dir, reason)
		return err
	}, func(err error) {
		if err != nil {
			r.wentWrong("没有办成", err)
			return
		}
		lines := []string{fmt.Sprintf("第%d号以后的文件不收，以前收的都在。", done.LastSeq)}
		if file != "" {
			lines = append(lines, "通知写在U盘上，带给下级：", file)
		} else {
			lines = append(lines, "没有选U盘，通知没有写；要给下级，选好U盘后用命令再写。")
		}
		r.openSheet("不再认"+p.Name+"的钥匙了", 520, widgets.NewNotice(widgets.Green, "办好了", lines), r.closeSheet,
			widgets.NewButton(widgets.Primary, "好了", r.closeSheet).Key("回车"))
		r.d.changed()
	})
}
