package ui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"unicode"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/widgets"
)

// cardRow stands as many fingerprint cards side by side as have room; the others
// are hidden.
type cardRow struct{}

func (cardRow) fit(objects []fyne.CanvasObject, width float32) int {
	if len(objects) == 0 {
		return 0
	}
	least := objects[0].MinSize().Width
	return max(1, min(3, len(objects), int((width+12)/(least+12))))
}

func (cardRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

func (c cardRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := c.fit(objects, size.Width)
	w := float32(0)
	if n > 0 {
		w = (size.Width - 12*float32(n-1)) / float32(n)
	}
	for i, o := range objects {
		if i >= n {
			o.Hide()
			continue
		}
		o.Show()
		widgets.Put(o, float32(i)*(w+12), 0, w, size.Height)
	}
}

// drawCards shows our own card and those of the peers from the offset on.
func (r *usbRoom) drawCards() {
	objects := []fyne.CanvasObject{newFingerCard(r.data.ownCard(), nil)}
	peers := r.data.peers
	if r.offset >= len(peers) {
		r.offset = 0
	}
	for i := range peers {
		p := peers[(r.offset+i)%len(peers)]
		var next func()
		if i == 1 && len(peers) > 2 {
			next = func() { r.offset = (r.offset + 2) % len(peers); r.drawCards() }
		}
		objects = append(objects, newFingerCard(r.data.peerCard(p), next))
	}
	if len(peers) == 0 {
		objects = append(objects, widgets.NewCard("", widgets.NewEmpty("stamp", "还没有对方的指纹卡", "请对方写一张卡，再按“收指纹卡”")))
	}
	r.cards.Objects = objects
	r.root.Refresh() // the row may need another height now
}

// newFingerCard draws an office with its 30 digits; next, when given, shows other
// offices.
func newFingerCard(c fingerCard, next func()) fyne.CanvasObject {
	card := widgets.NewCard(c.name, widgets.NewFingerprintDigits(c.digits)).Icon("stamp").Sub(c.what).Padding(18)
	pill := fyne.CanvasObject(widgets.NewPill(c.tone, c.state))
	if next != nil {
		more := widgets.NewButton(widgets.Quiet, "别的单位", next).At(widgets.InCard)
		pill = widgets.Across(4, widgets.Middle(pill), more)
	}
	return card.Right(pill)
}

// writeCard writes our own card into the folder.
func (r *usbRoom) writeCard() {
	if !isFolder(r.data.dir) {
		r.d.toast("先选U盘或文件夹，再写指纹卡")
		return
	}
	path := filepath.Join(r.data.dir, "XF-"+string(r.data.me.Code)+".xfcard")
	r.d.run(func(ctx context.Context) error { return r.d.office.WriteCard(ctx, path) }, func(err error) {
		if err != nil {
			r.d.toast(office.Explain(err))
			return
		}
		r.d.toast("指纹卡写好了，请交给对方，再打电话核对")
	})
}

// enrolSheet takes another office's card after its digits were read by telephone.
type enrolSheet struct {
	room   *usbRoom
	paths  []string
	cards  []office.Card
	chosen int
	pick   *widgets.Picker
	about  *fyne.Container
	digits *widgets.Entry
	field  *widgets.Field
}

// openEnrol looks for cards in the folder and asks for the digits.
func (r *usbRoom) openEnrol() {
	s := &enrolSheet{room: r}
	dir := r.data.dir
	var trouble error
	r.d.run(func(context.Context) error {
		for _, p := range findCards(dir) {
			c, err := r.d.office.ReadCard(p)
			if err != nil {
				trouble = errors.Join(trouble, err)
				continue
			}
			s.paths, s.cards = append(s.paths, p), append(s.cards, c)
		}
		return nil
	}, func(error) {
		if len(s.cards) == 0 {
			s.none(dir, trouble)
			return
		}
		s.start()
	})
}

// start asks which card, when there are several, and goes on with two of its groups.
func (s *enrolSheet) start() {
	r := s.room
	if len(s.cards) == 1 {
		r.compareGroups(s.paths[0])
		return
	}
	names := make([]string, len(s.cards))
	for i, c := range s.cards {
		names[i] = c.Name
	}
	s.about = widgets.Down(0)
	s.pick = widgets.NewPicker("请选", names, s.choose)
	s.choose(0)
	s.pick.SetChosen(0)
	next := func() { r.compareGroups(s.paths[s.chosen]) }
	on := widgets.NewButton(widgets.Primary, "核对", next).Key("回车")
	r.openSheet("收指纹卡", 560, widgets.Down(12, widgets.NewField("哪张卡", s.pick), s.about), next,
		widgets.NewButton(widgets.Secondary, "不收", r.closeSheet).Key("Esc"), on)
	r.d.window.Canvas().Focus(on)
}

// none says why there is no card to take.
func (s *enrolSheet) none(dir string, trouble error) {
	lines := []string{"这个文件夹里没有别的单位的指纹卡。请对方在“U盘交换”的“更多”里写指纹卡，再把U盘拿来。"}
	switch {
	case dir == "":
		lines = []string{"先在上面选U盘或文件夹，对方的卡放在那里。"}
	case trouble != nil:
		lines = append(lines, office.Explain(trouble))
	}
	r := s.room
	closing := widgets.NewButton(widgets.Primary, "知道了", r.closeSheet).Key("回车")
	r.openSheet("收指纹卡", 520, widgets.NewNotice(widgets.Ochre, "没有卡可收", lines), r.closeSheet, closing)
}

func (s *enrolSheet) open() {
	r := s.room
	names := make([]string, len(s.cards))
	for i, c := range s.cards {
		names[i] = c.Name
	}
	s.pick = widgets.NewPicker("请选", names, s.choose)
	s.about = widgets.Down(0)
	s.digits = widgets.NewEntry("一组五位，听一组输一组")
	s.digits.OnNext, s.digits.OnEscape = s.take, r.closeSheet
	s.field = widgets.NewField("对方念的30位数字", s.digits)
	s.digits.OnChanged = func(text string) { s.field.SetWrong(""); s.field.Hint(digitsTyped(text)) }
	s.choose(0)
	s.pick.SetChosen(0)
	s.field.Hint(digitsTyped(""))
	r.openSheet("收指纹卡", 560, widgets.Down(12, widgets.NewField("哪张卡", s.pick), s.about, s.field), s.take,
		widgets.NewButton(widgets.Secondary, "不收", r.closeSheet).Key("Esc"),
		widgets.NewButton(widgets.Secondary, "只念两组", func() { r.compareGroups(s.paths[s.chosen]) }),
		widgets.NewButton(widgets.Primary, "对上了，收下", s.take).Key("回车"))
	r.d.window.Canvas().Focus(s.digits)
}

// enrolWhole goes back from two groups to all 30 digits of a card.
func (r *usbRoom) enrolWhole(path string) {
	c, err := r.d.office.ReadCard(path)
	if err != nil {
		r.wentWrong("没有收", err)
		return
	}
	s := &enrolSheet{room: r, paths: []string{path}, cards: []office.Card{c}}
	s.open()
}

func (s *enrolSheet) choose(i int) {
	s.chosen = i
	head, lines := cardWords(s.cards[i], s.room.data.peers)
	s.about.Objects = []fyne.CanvasObject{widgets.NewNotice(widgets.Blue, head, lines)}
	s.about.Refresh()
}

// take takes the card when the digits are those of the card.
func (s *enrolSheet) take() {
	r, path, typed := s.room, s.paths[s.chosen], onlyDigits(s.digits.Text)
	var got office.Peer
	r.d.run(func(ctx context.Context) (err error) {
		got, err = r.d.office.Enrol(ctx, path, typed)
		return err
	}, func(err error) {
		if err != nil {
			s.field.SetWrong(office.Explain(err))
			return
		}
		r.closeSheet()
		r.d.toast("收下了" + got.Name + "的指纹卡")
		r.d.changed()
	})
}

// onlyDigits drops what people put between the digits; full-width digits count.
func onlyDigits(s string) string {
	var out []rune
	for _, c := range s {
		switch {
		case c >= '０' && c <= '９':
			out = append(out, c-'０'+'0')
		case unicode.IsDigit(c) || unicode.IsLetter(c):
			out = append(out, c)
		}
	}
	return string(out)
}

func digitsTyped(s string) string { return fmt.Sprintf("已输%d位，共30位", len(onlyDigits(s))) }

// countWords is the number of files beside the list's title.
func countWords(n, left int) string {
	if left > 0 {
		return fmt.Sprintf("%d个，另有%d个没有看", n, left)
	}
	return fmt.Sprintf("%d个", n)
}
