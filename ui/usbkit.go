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

// openKit asks a township for the villages of a kit and writes it onto the stick.
func (r *usbRoom) openKit() {
	if !isFolder(r.data.dir) {
		r.d.toast("先选U盘或文件夹，再写建村包")
		return
	}
	region := widgets.NewEntry("不写就用单位名称")
	list := widgets.NewMultiEntry("一行一个村：代码 名称", 8)
	list.SetText(r.villageLines())
	field := widgets.NewField("各村，一行一个，例如 419901102201 东岭村", list)
	list.OnChanged = func(text string) { field.SetWrong(""); field.Hint(villagesTyped(text)) }
	field.Hint(villagesTyped(list.Text))
	write := func() {
		villages, err := office.ReadVillages(list.Text)
		if err != nil {
			field.SetWrong(office.Explain(err))
			return
		}
		var k office.Kit
		r.d.run(func(ctx context.Context) (err error) {
			k, err = r.d.office.WriteKit(ctx, r.data.dir, region.Text, villages)
			return err
		}, func(err error) {
			if err != nil {
				field.SetWrong(office.Explain(err))
				return
			}
			r.openSheet("建村包写好了", 520, widgets.NewNotice(widgets.Green, fmt.Sprintf("%s，%d个村", k.Region, len(k.Villages)), []string{
				"把U盘带到各村，村里第一次打开程序时选“用镇里的建村包”。",
				"村里会把自己的卡写回U盘，并印一张有30位指纹的纸条。U盘和纸条收回来，再按“收村里的卡”。",
			}), r.closeSheet, widgets.NewButton(widgets.Primary, "好了", r.closeSheet).Key("回车"))
		})
	}
	list.OnEscape, region.OnEscape = r.closeSheet, r.closeSheet
	r.openSheet("写建村包", 620, widgets.Down(12,
		widgets.NewField("地区名称", region).Optional(), field,
		widgets.NewLabel("写到："+r.data.dir, theme.Small, widgets.Ink2)), nil,
		widgets.NewButton(widgets.Secondary, "不写", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Primary, "写到U盘", write).Icon("export"))
	r.d.window.Canvas().Focus(list)
}

// villageLines are the villages of the county's list that are ours, one a line.
func (r *usbRoom) villageLines() string {
	info, ok := r.d.office.Roster()
	if !ok {
		return ""
	}
	var lines []string
	for _, o := range info.Offices {
		if o.Level == casework.Village && o.Parent == r.data.me.Code && o.State == "active" {
			lines = append(lines, string(o.Office)+" "+o.Name)
		}
	}
	return strings.Join(lines, "\n")
}

func villagesTyped(text string) string {
	if strings.TrimSpace(text) == "" {
		return "可以从表格里整列粘贴"
	}
	list, err := office.ReadVillages(text)
	if err != nil {
		return "还没有写完整"
	}
	return fmt.Sprintf("%d个村", len(list))
}

// openKitBack shows the cards that villages put on the stick, each with two groups to be
// held against its slip, and enrols them in one act.
func (r *usbRoom) openKitBack() {
	if !isFolder(r.data.dir) {
		r.d.toast("先选带回来的U盘")
		return
	}
	var slips []office.KitSlip
	var missing []casework.Office
	var confirm string
	r.d.run(func(ctx context.Context) (err error) {
		slips, missing, confirm, err = r.d.office.KitBack(ctx, r.data.dir)
		return err
	}, func(err error) {
		if err != nil {
			r.wentWrong("没有收", err)
			return
		}
		r.showKitBack(kitRows(slips, missing), confirm)
	})
}

// kitRow is one village of a kit that came back.
type kitRow struct {
	name, state, groups string
	tone                widgets.Tone
}

func kitRows(slips []office.KitSlip, missing []casework.Office) (out []kitRow) {
	for _, s := range slips {
		w := kitRow{name: s.Office.Name, state: office.Word("kit_state", s.State), tone: widgets.Neutral}
		switch s.State {
		case "new":
			w.tone = widgets.Ochre
			for i, p := range s.Places {
				w.groups += fmt.Sprintf("第%d组 %s　", p, s.Groups[i])
			}
		case "known":
			w.tone = widgets.Green
		case "other_card", "revoked", "not_in_kit":
			w.tone = widgets.Red
		}
		out = append(out, w)
	}
	for _, v := range missing {
		out = append(out, kitRow{name: v.Name, state: office.Word("kit_state", "missing"), tone: widgets.Neutral})
	}
	return out
}

func (r *usbRoom) showKitBack(rows []kitRow, confirm string) {
	t := widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Title: "村", Width: 150}, {Title: "怎么样", Width: 200}, {Title: "与纸条对照的两组", Weight: 1}},
		Draw: func(c *widgets.Cell) {
			w := rows[c.Row]
			switch s := c.Style(theme.Second, nil); c.Col {
			case 0:
				c.Write(w.name, c.Style(theme.Body, nil))
			case 1:
				c.Status(c.X, c.Y, w.tone, widgets.Cut(w.state, c.W-c.Px(20), s), s)
			default:
				c.Write(w.groups, c.Strong(theme.Body, nil))
			}
		},
	})
	t.SetRows(len(rows), false)
	parts := []fyne.CanvasObject{widgets.Fixed(0, 60+float32(min(max(len(rows), 2), 7))*44, t)}
	closing := widgets.NewButton(widgets.Secondary, "先不收", r.closeSheet).Key("Esc")
	if confirm == "" {
		parts = append(parts, widgets.NewNotice(widgets.Neutral, "没有新卡", []string{"村里还没有写回卡，或都收过了。"}))
		r.openSheet("收村里的卡", 720, widgets.Down(12, parts...), nil, closing)
		return
	}
	code := widgets.NewEntry("6位数字")
	field := widgets.NewField("每一张都和纸条对上了，照着输："+confirm, code)
	take := func() {
		var got []office.Peer
		r.d.run(func(ctx context.Context) (err error) {
			got, err = r.d.office.EnrolKit(ctx, r.data.dir, onlyDigits(code.Text))
			return err
		}, func(err error) {
			if err != nil {
				field.SetWrong(office.Explain(err))
				return
			}
			r.closeSheet()
			r.d.toast(fmt.Sprintf("一次认识了%d个村", len(got)))
			r.d.changed()
		})
	}
	code.OnNext, code.OnEscape = take, r.closeSheet
	code.OnChanged = func(string) { field.SetWrong("") }
	parts = append(parts, widgets.NewPara("请拿各村的纸条，逐张对照上面两组数字。有一张对不上，就都先不收，问清楚再来。", theme.Second, widgets.Ink), field)
	r.openSheet("收村里的卡", 720, widgets.Down(12, parts...), take, closing,
		widgets.NewButton(widgets.Primary, "都对上了，收下", take).Key("回车"))
	r.d.window.Canvas().Focus(code)
}

// joinKit lets a village whose first run was cut off join its township's kit later.
func (r *usbRoom) joinKit() {
	dir := r.data.dir
	if !isFolder(dir) {
		r.d.toast("先选镇里的U盘")
		return
	}
	var k office.Kit
	r.d.run(func(ctx context.Context) (err error) {
		if err = r.d.office.JoinKit(ctx, dir); err == nil {
			k, err = office.ReadKit(dir)
		}
		return err
	}, func(err error) {
		if err != nil {
			r.wentWrong("没有补入", err)
			return
		}
		r.openSheet("补入建村包了", 560, widgets.NewNotice(widgets.Green, "已认识"+k.Township.Name, []string{
			"本村的指纹卡已写在U盘上。请把下面这行抄在纸条上，连U盘一起当面交给镇里：",
			office.Groups(r.d.office.Fingerprint()),
		}), r.closeSheet, widgets.NewButton(widgets.Primary, "好了", r.closeSheet).Key("回车"))
		r.d.changed()
	})
}
