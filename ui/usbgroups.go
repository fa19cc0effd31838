package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// groupsSheet compares a card by two groups of its fingerprint that were drawn at
// random, as the other office reads them out by telephone.
type groupsSheet struct {
	room   *usbRoom
	path   string
	held   office.Pending
	groups [2]*widgets.Entry
	fields [2]*widgets.Field
	said   *fyne.Container
}

// compareGroups takes the card at path and asks for two of its groups.
func (r *usbRoom) compareGroups(path string) {
	s := &groupsSheet{room: r, path: path, said: widgets.Down(0)}
	s.draw("")
}

// draw draws other groups; wrong says why.
func (s *groupsSheet) draw(wrong string) {
	r := s.room
	r.d.run(func(ctx context.Context) (err error) {
		s.held, err = r.d.office.TakeCard(ctx, s.path)
		return err
	}, func(err error) {
		if err != nil {
			r.wentWrong("没有收", err)
			return
		}
		s.open(wrong)
	})
}

func (s *groupsSheet) open(wrong string) {
	r := s.room
	first, second := s.held.Groups[0], s.held.Groups[1]
	lines := []string{fmt.Sprintf("打电话给%s，说：“请念第%d组和第%d组。”对方屏幕上的指纹从左到右、从上到下是第1到第6组。", s.held.Name, first, second)}
	if s.held.Follow {
		lines = append(lines, "这是它换的新钥匙，原来的钥匙签过字。核对以前，仍按旧卡给它写文件。")
	}
	rows := []fyne.CanvasObject{widgets.NewNotice(widgets.Blue, s.held.Name+"（"+office.Word("level_long", s.held.Level)+"）", lines)}
	if wrong != "" {
		rows = append(rows, widgets.NewNotice(widgets.Red, "对不上，换了两组，从头再来", []string{wrong}))
	}
	var pair []fyne.CanvasObject
	for i, n := range []int{first, second} {
		s.groups[i] = widgets.NewEntry("5位数字")
		s.groups[i].OnEscape = r.closeSheet
		s.fields[i] = widgets.NewField(fmt.Sprintf("第%d组", n), s.groups[i])
		pair = append(pair, widgets.Grow(s.fields[i]))
	}
	s.groups[0].OnNext = func() { r.d.window.Canvas().Focus(s.groups[1]) }
	s.groups[1].OnNext = s.compare
	rows = append(rows, widgets.Across(12, pair...))
	r.openSheet("核对指纹：念两组", 560, widgets.Down(12, rows...), s.compare,
		widgets.NewButton(widgets.Secondary, "以后再核", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Secondary, "改念30位", func() { r.enrolWhole(s.path) }),
		widgets.NewButton(widgets.Primary, "对上了，收下", s.compare).Key("回车"))
	r.d.window.Canvas().Focus(s.groups[0])
}

// compare ends it; wrong groups are drawn anew.
func (s *groupsSheet) compare() {
	r := s.room
	typed := make([]string, 2)
	for i, g := range s.groups {
		if typed[i] = onlyDigits(g.Text); len(typed[i]) != 5 {
			s.fields[i].SetWrong("要5位数字")
			r.d.window.Canvas().Focus(g)
			return
		}
	}
	var got office.Peer
	r.d.run(func(ctx context.Context) (err error) {
		got, err = r.d.office.Compare(ctx, s.held.Code, typed)
		return err
	}, func(err error) {
		var p *casework.Problem
		switch {
		case errors.As(err, &p) && p.Field == "fingerprint" && p.Code == "differs":
			s.draw(office.Explain(err))
		case err != nil:
			r.wentWrong("没有收", err)
		default:
			r.closeSheet()
			r.d.toast("收下了" + got.Name + "的指纹卡")
			r.d.changed()
		}
	})
}

// openCards lists all cards held with their standing.
func (r *usbRoom) openCards() {
	var cards []office.HeldCard
	r.d.run(func(ctx context.Context) (err error) {
		cards, err = r.d.office.Cards(ctx)
		return err
	}, func(err error) {
		if err != nil {
			r.wentWrong("没有看成", err)
			return
		}
		r.showCards(cards)
	})
}

func (r *usbRoom) showCards(cards []office.HeldCard) {
	closing := widgets.NewButton(widgets.Secondary, "关上", r.closeSheet).Key("Esc")
	if len(cards) == 0 {
		r.openSheet("收过的指纹卡", 520, widgets.NewEmpty("stamp", "还没有收过指纹卡", "请对方写一张卡，再按“收指纹卡”"), r.closeSheet, closing)
		return
	}
	t := widgets.NewTable(widgets.TableConfig{
		Columns: []widgets.Column{{Title: "单位", Width: 150}, {Title: "第几张", Width: 70}, {Title: "认到哪里", Weight: 1}, {Title: "指纹", Width: 330}},
		Draw: func(c *widgets.Cell) {
			h := cards[c.Row]
			switch c.Col {
			case 0:
				c.Write(h.Name, c.Style(theme.Body, nil))
			case 1:
				c.Write(fmt.Sprintf("第%d张", h.No), c.Style(theme.Second, nil))
			case 2:
				tone, words := standingWords(h, r.d.office.OperatorName(h.By))
				s := c.Style(theme.Second, nil)
				c.Status(c.X, c.Y, tone, widgets.Cut(words, c.W-c.Px(20), s), s)
			default:
				c.Write(office.Groups(h.Fingerprint), c.Style(theme.Small, c.Tokens.Ink2))
			}
		},
		OnKey: r.sheetListKey,
	})
	t.SetRows(len(cards), false)
	t.Select(0)
	body := []fyne.CanvasObject{widgets.Fixed(0, 60+float32(min(len(cards), 8))*44, t)}
	for _, h := range cards {
		if h.State == peerNew {
			body = append(body, widgets.NewPara("等核对的卡，请在“收指纹卡”里打电话核对；核对以前，它封的文件不收。", theme.Second, widgets.Ink))
			break
		}
	}
	r.openSheet("收过的指纹卡", 920, widgets.Down(12, body...), nil, closing)
	r.d.window.Canvas().Focus(t.Focusable())
}

// peerNew is the state of a card that nobody has compared.
const peerNew = "new"

// standingWords says how far a card is believed: who compared it, when and how.
func standingWords(h office.HeldCard, by string) (widgets.Tone, string) {
	when := ""
	if h.On != 0 {
		when = monthDay(h.On)
	}
	switch h.State {
	case peerCompared:
		return widgets.Green, strings.Join(words("核过", when, by, office.Word("compared_how", h.How)), "，")
	case peerRevoked:
		return widgets.Red, strings.Join(words("已作废", when, by, fmt.Sprintf("认到第%d号", h.LastSeq)), "，")
	}
	return widgets.Ochre, "等核对"
}

// words leaves the empty ones out.
func words(list ...string) (out []string) {
	for _, w := range list {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}
