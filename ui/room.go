package ui

import (
	"fyne.io/fyne/v2"

	"silian/ui/widgets"
)

// room is one place of the window, shown beside the rail. content is built once;
// refresh asks the office again and draws the answer.
type room interface {
	content() fyne.CanvasObject
	refresh()
	// hints are the keys of the hint bar.
	hints() []widgets.Hint
	// key is told the keys that no field wanted; true means it was used.
	key(k fyne.KeyName) bool
	// shortcut is told Ctrl and the key; true means it was used.
	shortcut(k fyne.KeyName) bool
}

// The rooms by their id in the rail.
const (
	roomToday = "today" // 今日
	roomDay   = "day"   // 村务日
	roomCases = "cases" // 事项
	roomUSB   = "usb"   // U盘交换
	roomSetup = "setup" // 设置
)
