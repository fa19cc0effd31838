package widgets_test

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"silian/ui/theme"
	"silian/ui/widgets"
)

// TestComponents draws every part on one sheet. With SILIAN_PICTURES=dir the
// sheets are kept for people to look at.
func TestComponents(t *testing.T) {
	tests := []struct {
		name  string
		mode  theme.Mode
		scale theme.Scale
		w, h  float32
	}{
		{"light", theme.Light, theme.Normal, 1366, 768},
		{"dark", theme.Dark, theme.Normal, 1366, 768},
		{"large", theme.Light, theme.Large, 2050, 1230},
		{"village", theme.Light, theme.Village, 1900, 1100},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			themed(t, tc.mode, tc.scale)
			sheet, focus := componentSheet()
			win := show(t, tc.w, tc.h, sheet)
			win.Canvas().Focus(focus)
			img := win.Canvas().Capture()
			if got := img.Bounds().Dx(); got != int(tc.w) {
				t.Errorf("the sheet is %d wide, want %v: something does not fit", got, tc.w)
			}
			if dir := os.Getenv("SILIAN_PICTURES"); dir != "" {
				save(t, filepath.Join(dir, "components-"+tc.name+".png"), img)
			}
		})
	}
}

func caption(words string) fyne.CanvasObject {
	return widgets.NewLabel(words, theme.Small, widgets.Ink2)
}

// left stands objects side by side at their own width.
func left(gap float32, objects ...fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Across(gap, append(objects, widgets.Grow(nil))...)
}

func componentSheet() (fyne.CanvasObject, fyne.Focusable) {
	middle, focus := sheetMiddle()
	head := left(18, widgets.NewTitle("部件一览", theme.Title),
		widgets.NewLabel("本程序自己画的部件", theme.Body, widgets.Ink2))
	columns := widgets.Across(12, widgets.Grow(widgets.NewCard("", sheetLeft())),
		widgets.Grow(widgets.NewCard("", middle)), widgets.Grow(sheetRight()))
	body := widgets.Down(10, head, swatches(), widgets.Grow(columns))
	rail := sheetRail()
	bar := widgets.NewHintBar(widgets.Hint{Key: "↑↓", Word: "选择"}, widgets.Hint{Key: "回车", Word: "打开"},
		widgets.Hint{Key: "Ctrl+N", Word: "登记来访"}, widgets.Hint{Key: "F1", Word: "帮助"})
	bar.SetStatus(widgets.Green, "已存到本机·上次备份 11月20日")
	page := widgets.Down(0, widgets.NewBand("演示数据，时间停在2026年11月24日"),
		widgets.Grow(widgets.Pad(20, 10, 20, 10, body)), bar)
	return widgets.Across(0, rail, widgets.Grow(page)), focus
}

func swatches() fyne.CanvasObject {
	return widgets.NewSketch(400, 30, func(p *widgets.Pen, _ fyne.Size) {
		k := p.Tokens
		for i, c := range []any{k.Paper, k.Rail, k.Card, k.Quiet, k.Line, k.Edge, k.Ink, k.Ink2, k.Ink3, k.BlueFill, k.BlueSoft, k.RedFill, k.RedSoft, k.Ochre, k.OchreSoft, k.Green, k.GreenSoft, k.Select} {
			p.Frame(p.Px(float32(i)*50), 0, p.Px(44), p.Px(28), theme.RadiusControl, c.(interface {
				RGBA() (r, g, b, a uint32)
			}), k.Line, 1)
		}
	})
}

func sheetRail() *widgets.Rail {
	rail := widgets.NewRail(widgets.RailData{
		Leaf: widgets.Leaf{Month: "2026年11月", Day: "23", Weekday: "星期一", Lunar: "十月十五"},
		Note: "明天 村务日", Office: "柳河镇", Operator: "周敏·综治专干",
		Items: []widgets.RailItem{
			{ID: "today", Icon: "today", Word: "今日"},
			{ID: "cases", Icon: "document", Word: "事项", Count: 42},
			{ID: "days", Icon: "house", Word: "村务日"},
			{ID: "meeting", Icon: "meeting", Word: "例会"},
			{ID: "watch", Icon: "clock", Word: "督办", Count: 9},
			{ID: "promise", Icon: "shield", Word: "承诺", Count: 9},
			{ID: "usb", Icon: "usb", Word: "U盘交换", Count: 2},
			{ID: "stats", Icon: "stats", Word: "统计"},
		},
	}, func(string) {})
	rail.Choose("today")
	return rail
}

func sheetLeft() fyne.CanvasObject {
	off := widgets.NewButton(widgets.Secondary, "作废", nil)
	off.SetOff("已经送达，不能作废")
	progress := widgets.NewProgress("正在核对 3 个文件", "可以先做别的", widgets.Verb{Word: "停下", Do: func() {}})
	progress.Set("正在核对 3 个文件", "2 / 3", 2.0/3)
	return widgets.Down(
		7, caption("按钮：主、次、静、险、不可用"),
		left(8, widgets.NewButton(widgets.Primary, "打印回执", nil).Key("F9"), widgets.NewButton(widgets.Secondary, "记一笔", nil).Icon("pencil"),
			widgets.NewButton(widgets.Quiet, "看案情", nil), widgets.NewButton(widgets.Danger, "作废", nil)),
		left(0, off),
		caption("药丸：形状 + 词"),
		left(8, widgets.NewPill(widgets.Red, "超期3天"), widgets.NewPill(widgets.Ochre, "今天"), widgets.NewPill(widgets.Blue, "剩2天")),
		left(8, widgets.NewPill(widgets.Green, "已化解"), widgets.NewPill(widgets.BlueHalf, "部分化解"), widgets.NewPill(widgets.Neutral, "未化解")),
		left(30, widgets.NewLevelTrack(widgets.Track{Village: widgets.Been, Township: widgets.Holder}, 20),
			widgets.NewLevelTrack(widgets.Track{Village: widgets.Been, Township: widgets.Holder, InTransit: 2}, 20),
			widgets.NewLevelTrack(widgets.Track{Village: widgets.Resolved}, 20)),
		widgets.NewClockStrip(false,
			widgets.Clock{Name: "受理告知（15日）", Due: "11-25", Left: "剩2天", Tone: widgets.Blue, Used: 0.87},
			widgets.Clock{Name: "研判意见：核实亩数", Due: "11-20", Left: "超期3天", Tone: widgets.Red, Used: 1}),
		widgets.NewEmpty("document", "还没有事项", "从村务日接访，或按Ctrl+N登记"),
		progress,
		left(8, widgets.NewTag("信访事项"), widgets.NewTag("疑难"), widgets.NewCheck("出交办单", nil)),
	)
}

func sheetMiddle() (fyne.CanvasObject, fyne.Focusable) {
	name, phone, day := widgets.NewEntry(""), widgets.NewEntry(""), widgets.NewEntry("")
	name.SetText("赵根生")
	phone.SetText("1390000")
	day.SetText("11月18日")
	wrong := widgets.NewField("回话日期", day)
	wrong.SetWrong("这一天已经过了，请选今天以后的日子")
	choice := widgets.NewChoice([]string{"解决了", "还没有"}, 0, nil)
	choice.SetChosen(1)
	multi := widgets.NewMultiEntry("", 2)
	multi.SetText("由镇规划办牵头，与县公路站现场划清排水口归属；上冻前先挖临时边沟。")
	chosen := widgets.NewChip("在办", 42, widgets.Neutral, nil)
	chosen.SetChosen(true)
	return widgets.Down(
		7,
		widgets.Across(12, widgets.Grow(widgets.NewField("姓名", name)), widgets.Grow(widgets.NewField("电话", phone).Optional())),
		wrong,
		left(12, widgets.Fixed(230, 0, choice), widgets.NewPicker("请选择村组", []string{"一组", "二组"}, nil)),
		multi,
		widgets.NewError("U盘拔早了，文件没写完", "台账没有变。请插回U盘，再写一次。", widgets.Verb{Word: "再写一次"}, widgets.Verb{Word: "查看详情"}),
		widgets.NewToast("已存：赵根生，村西机耕路", widgets.Verb{Word: "撤销"}),
		left(8, chosen, widgets.NewChip("已超期", 1, widgets.Red, nil), widgets.NewChip("待回访", 0, widgets.Neutral, nil)),
		widgets.NewTabs([]widgets.Tab{{Word: "经过", Count: 14}, {Word: "当事人", Count: 3}, {Word: "文书", Count: -1}}, nil),
		widgets.NewPara("反映村干部的问题，请到镇纪委、镇综治中心，或拨打12388。", theme.Second, widgets.Ink2),
	), phone
}

func sheetRight() fyne.CanvasObject {
	rows := [][2]string{{"2026-0163", "合作社拖欠土地流转费（涉及12户）"}, {"2026-0175", "机井电费分摊争议"}, {"2026-0181", "高龄补贴迟发三个月"}, {"2026-0158", "排灌站占地补偿标准"}}
	table := widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Title: "编号", Width: 76}, {Title: "事项", Weight: 1}, {Title: "期限", Width: 74, Sort: widgets.Ascending}},
		Draw: func(c *widgets.Cell) {
			switch c.Col {
			case 0:
				c.Write(rows[c.Row][0], c.Style(theme.Second, c.Tokens.Ink2))
			case 1:
				s := c.Style(theme.Body, nil)
				s.Bold = c.Selected
				c.Write(rows[c.Row][1], s)
			default:
				c.Status(c.X, c.Y, []widgets.Tone{widgets.Red, widgets.Ochre, widgets.Blue, widgets.Green}[c.Row], "超期3天", c.Style(theme.Second, nil))
			}
		},
	})
	table.SetRows(len(rows), false)
	table.Select(0)
	line := widgets.NewTimeline(
		widgets.Event{Date: "11-20", Weekday: "周五", Tone: widgets.Red, Kind: "到期未反馈", Level: "乡", Author: "党政办 李春梅", Text: "农业服务中心未报亩数核实结果，已自动列入督办清单。"},
		widgets.Event{Date: "11-16", Weekday: "周一", Tone: widgets.Blue, Kind: "研判意见", Level: "乡", Author: "第42次例会", Text: "12户收款签字。"},
	)
	days := make([]widgets.Day, 14)
	for i := range days {
		days[i] = widgets.Day{Number: i + 16, Lunar: "初八", Mark: map[int]widgets.DayMark{3: widgets.DayHeld, 8: widgets.DayAhead, 10: widgets.DayMoved, 11: widgets.DayOff, 12: widgets.DayNext}[i], Today: i == 7}
	}
	return widgets.Down(12,
		widgets.Grow(widgets.NewCard("", table).Flush()),
		widgets.Grow(widgets.NewCard("最近经过", widgets.Scrolling(line)).Sub("14条").Ruled()),
		widgets.Fixed(0, 122, widgets.NewMonthGrid(days, nil)),
		widgets.NewFingerprintDigits("382057194660318924751508347629"),
	)
}
