package ui

import (
	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/ui/widgets"
)

// moreItem is one act of the exchange that is not done every week.
type moreItem struct {
	word string
	do   func()
}

// more lists what this office can do beside taking in and writing.
func (r *usbRoom) more() []moreItem {
	items := []moreItem{
		{"写本单位的指纹卡", func() { r.closeSheet(); r.writeCard() }},
		{"收过的指纹卡", r.openCards},
		{"缺的文件和没有回执的文件", r.openGaps},
		{"单位钥匙和名录", r.openKeys},
	}
	switch r.data.me.Level {
	case casework.Township:
		items = append(items, moreItem{"写建村包", r.openKit}, moreItem{"收村里的卡", r.openKitBack})
	case casework.Village:
		items = append(items, moreItem{"补入镇里的建村包", r.joinKit})
	}
	return items
}

// openMore shows them.
func (r *usbRoom) openMore() {
	var rows []fyne.CanvasObject
	for _, it := range r.more() {
		rows = append(rows, widgets.NewButton(widgets.Secondary, it.word, it.do))
	}
	r.openSheet("更多", 400, widgets.Down(8, rows...), nil, widgets.NewButton(widgets.Secondary, "关上", r.closeSheet).Key("Esc"))
}
