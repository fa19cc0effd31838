package ui

import (
	"runtime"
	"strings"
)

// Words for a PC on which no window can be opened: what is so, what to do, and
// that the data is not locked in.
const (
	wordsNoDisplay = `打不开窗口：这里没有图形桌面。
请在电脑的桌面上打开本程序；用远程登录时，先连到桌面再打开。
不开窗口也能用：silian help 列出全部命令，台账照样能查、能写出、能导入。`
	wordsNoOpenGL = `打不开窗口：这台电脑的显卡驱动不支持画窗口（OpenGL 2.1）。
请装好显卡驱动，或装软件绘图（Mesa），再打开本程序；虚拟机里请打开三维加速。
不开窗口也能用：silian help 列出全部命令，台账照样能查、能写出、能导入。`
	wordsNoWindow = `这个程序文件不带窗口，只带命令。
要用窗口，请换完整的程序文件。silian help 列出全部命令。`
)

// noScreen says why no window can be opened, "" when nothing speaks against it.
func noScreen(getenv func(string) string) string {
	switch runtime.GOOS {
	case "windows", "darwin":
		return ""
	}
	if getenv("DISPLAY") == "" && getenv("WAYLAND_DISPLAY") == "" {
		return wordsNoDisplay
	}
	return ""
}

// noDesktop says why GLFW gave up, for what it panicked with; "" for any other panic,
// which is a fault of ours. GLFW's errors are told by their text, "NotInitialized: …":
// its package is for internal/ime alone.
func noDesktop(fault any) string {
	err, ok := fault.(error)
	if !ok {
		return ""
	}
	code, _, _ := strings.Cut(err.Error(), ": ")
	switch code {
	case "NotInitialized", "PlatformUnavailable", "PlatformError":
		return wordsNoDisplay
	case "APIUnavailable", "VersionUnavailable", "FormatUnavailable", "NoWindowContext":
		return wordsNoOpenGL
	}
	return ""
}
