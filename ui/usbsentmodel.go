package ui

import (
	"context"
	"errors"
	"fmt"

	"silian/casework"
	"silian/office"
	"silian/ui/widgets"
)

// sentWords is one row of what was sent.
type sentWords struct {
	title, sub string
	tone       widgets.Tone
	state      string
	detail     string
	steps      [3]bool // 写好, 导出, 送达
	sent       office.Sent
	pending    casework.OfficeCode // "" for a file; else whom the unsent entries are for
}

// sentRows words what waits to be written and what was written, newest first.
func (d usbData) sentRows() []sentWords {
	var out []sentWords
	for _, p := range d.plans {
		if d.since(p) == 0 {
			continue
		}
		out = append(out, sentWords{
			title: "给" + p.To.Name, tone: widgets.Blue, state: "待写出", detail: fmt.Sprintf("%d笔新内容", d.since(p)),
			steps: [3]bool{true, false, false}, pending: p.To.Code,
		})
	}
	for _, s := range d.sent {
		w := sentWords{
			title: fmt.Sprintf("第%d号", s.Seq), sub: "给" + d.peerName(s.Peer), sent: s,
			detail: monthDay(s.Written) + "写出", steps: [3]bool{true, true, s.Delivered != 0},
		}
		switch days := int(d.today - s.Written); {
		case s.Delivered != 0:
			w.tone, w.state = widgets.Green, "已送达"
			w.detail += "，" + monthDay(s.Delivered) + "送达"
		case s.Wanted:
			w.tone, w.state = widgets.Ochre, "对方没收到"
			w.detail += "，回车补送"
		case s.State() == office.SentMade:
			w.tone, w.state = widgets.Blue, "还没写到U盘"
			w.detail = fmt.Sprintf("已经封好，%d笔", s.Entries)
			w.steps[1] = false
		case s.Replaced != 0:
			w.tone, w.state = widgets.Neutral, "已重装"
			w.detail += fmt.Sprintf("，内容装进了第%d号", s.Replaced)
		case days >= d.remind:
			w.tone, w.state = widgets.Ochre, "没有回执"
			w.detail += fmt.Sprintf("，%d天没回执", days)
		default:
			w.tone, w.state = widgets.Blue, "等回执"
			w.detail += fmt.Sprintf("，%d笔", s.Entries)
		}
		out = append(out, w)
	}
	return out
}

// since is how many entries are new since the last file to that office. A plan
// counts again what nobody has acknowledged; the last file has that already.
func (d usbData) since(p office.Outgoing) int {
	for _, s := range d.sent { // newest first
		if s.Peer == p.To.Code {
			if s.Delivered == 0 {
				return max(0, p.Entries-s.Entries)
			}
			break
		}
	}
	return p.Entries
}

func (d usbData) peerName(code casework.OfficeCode) string {
	for _, p := range d.peers {
		if p.Code == code {
			return p.Name
		}
	}
	return string(code)
}

func outgoingSize(p office.Outgoing) string {
	if len(p.Cases) == 0 {
		return fmt.Sprintf("%d笔新内容", p.Entries)
	}
	return fmt.Sprintf("%d件事项，%d笔新内容", len(p.Cases), p.Entries)
}

// firstPlan is the plan the export sheet begins with: the first with something
// new, else the first; -1 without any.
func (d usbData) firstPlan() int {
	for i, p := range d.plans {
		if d.since(p) > 0 {
			return i
		}
	}
	if len(d.plans) == 0 {
		return -1
	}
	return 0
}

// exportWords says what an export would carry, and why it cannot be written ("" when
// it can).
func (d usbData) exportWords(p office.Outgoing) (lines []string, why string) {
	if p.Entries == 0 && p.AskBack {
		lines = []string{"本机是只凭钥匙重建的。这一份里没有内容，只请" + p.To.Name + "把有的都写回来。"}
		if !isFolder(d.dir) {
			return lines, "先选U盘或文件夹"
		}
		return lines, ""
	}
	if p.Entries == 0 {
		return []string{"没有新内容要给" + p.To.Name + "，不用写出。"}, "没有新内容"
	}
	if d.since(p) == 0 {
		lines = append(lines, "上次写出以后没有新内容；对方还没有回执，要再写一份也可以。")
	}
	const most = 7
	for i, c := range p.Cases {
		if i == most {
			lines = append(lines, fmt.Sprintf("另有%d件", len(p.Cases)-most))
			break
		}
		lines = append(lines, c.No.Short()+"　"+c.Title+"　"+c.What)
	}
	if len(p.Cases) == 0 {
		lines = append(lines, "接访记录")
	}
	if !isFolder(d.dir) {
		return lines, "先选U盘或文件夹"
	}
	return lines, ""
}

// cardWords says what a card file holds before it is taken.
func cardWords(c office.Card, known []office.Peer) (head string, lines []string) {
	lines = []string{"请打电话给" + c.Name + "，请对方念30位数字，一边听一边输。对得上才收。"}
	for _, p := range known {
		if p.Code == c.Code {
			lines = append(lines, "本机已有这个单位的卡，收下后换成新的。")
		}
	}
	return c.Name + "（" + office.Word("level_long", c.Level) + "）", lines
}

// cancelled says whether work ended because a person stopped it.
func cancelled(err error) bool { return errors.Is(err, context.Canceled) }
