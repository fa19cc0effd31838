package ui

import (
	"context"
	"path/filepath"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

// visitPhoto is the photo that goes with a visit: chosen while the visitor sits
// opposite, attached to the case when the visit has become one.
type visitPhoto struct {
	d       *desk
	path    string // "" without one
	dir     string // where one looked last
	pick    *filePick
	button  *widgets.Button
	changed func()
}

func newVisitPhoto(d *desk, changed func()) *visitPhoto {
	p := &visitPhoto{d: d, changed: changed}
	p.button = widgets.NewButton(widgets.Secondary, "", p.choose).Icon("camera").Key("F6")
	p.drop()
	return p
}

// choose asks for a photo; when there is one, it is taken off.
func (p *visitPhoto) choose() {
	switch {
	case p.pick != nil:
		return
	case p.path != "":
		p.drop()
		return
	}
	p.pick = openPick(p.d, pickAsk{
		title: "加哪张照片", verb: "加上", files: true, dir: p.dir,
		more: widgets.NewPara("合同、单子、现场都行。拍摄地点、时间会去掉；随事项存，只记来访的不能带。", theme.Small, widgets.Ink2),
		took: func(path, dir string) {
			p.pick, p.path, p.dir = nil, path, dir
			p.label("去掉" + cutTo(filepath.Base(path), 10))
		},
		closed: func() { p.pick = nil },
	})
}

// label changes the words of the button and lets the form give it its room.
func (p *visitPhoto) label(words string) {
	p.button.SetLabel(words)
	p.changed()
}

// drop forgets the photo.
func (p *visitPhoto) drop() {
	p.path = ""
	p.label("加照片")
}

// off says why the visit cannot take the photo along, "" when it can.
func (p *visitPhoto) off(in office.VisitInput) string {
	if p.path == "" || in.Case != nil {
		return ""
	}
	return "照片要随事项存，按F6去掉它"
}

// attachPhoto adds the photo to the case that the visit became. The visit stands
// already: what goes wrong here is said, and the photo can be added on the case's page.
func (p *receptionPane) attachPhoto(id casework.ID, path string) {
	if path == "" || id.IsZero() {
		return
	}
	d := p.room.d
	d.run(func(ctx context.Context) error {
		_, err := d.office.AttachFile(ctx, office.Act{}, id, path, office.AttachInput{}, nil)
		return err
	}, func(err error) {
		if err == nil {
			d.toast("已记下，照片也存好了")
			return
		}
		closing := widgets.NewButton(widgets.Primary, "知道了", p.closeSheet).Key("Esc")
		p.sheet = widgets.OpenSheet(d.window.Canvas(), "来访已记下，照片没有加", 520, widgets.NewNotice(widgets.Ochre, "照片没有加",
			[]string{office.Explain(err), "来访和事项都已存好，照片可以到事项的“附件”里再加。"}), closing)
		d.window.Canvas().Focus(closing)
	})
}
