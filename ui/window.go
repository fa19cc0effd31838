//go:build cgo

package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

	"silian/assets"
	"silian/ui/theme"
)

// openWindow runs the real window until it is closed.
func openWindow(ctx context.Context, cfg Config, env Env) int {
	a := app.NewWithID("cn.silian.casebook")
	a.SetIcon(fyne.NewStaticResource("app.png", assets.AppIcon()))
	a.Settings().SetTheme(theme.New(theme.Light, theme.Normal))
	w := a.NewWindow(Title)
	w.SetPadded(false)
	w.SetMaster()
	w.Resize(fyne.NewSize(startWidth, startHeight))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d := &door{
		cfg: cfg, ctx: ctx, window: w, run: background(ctx), quit: a.Quit,
		after: func(wait time.Duration, do func()) { time.AfterFunc(wait, func() { fyne.Do(do) }) },
	}
	d.wait("正在打开台账…")
	if why := opened(w); why != "" {
		alert(env.Err, why)
		return 1
	}
	a.Lifecycle().SetOnStarted(d.enter)
	context.AfterFunc(ctx, func() { fyne.Do(a.Quit) })
	a.Run()
	d.leave()
	return 0
}

// opened shows the window; "" when it really stands there, else why not. Where GLFW
// cannot even begin Fyne panics, and without OpenGL it goes on with no window.
func opened(w fyne.Window) (why string) {
	defer func() {
		if recover() != nil {
			why = wordsNoDisplay
		}
	}()
	w.Show()
	if !drawn(w) {
		return wordsNoOpenGL
	}
	return ""
}

// drawn says whether the system really made the window: without OpenGL Fyne goes
// on with none.
func drawn(w fyne.Window) bool {
	n, ok := w.(driver.NativeWindow)
	if !ok {
		return true
	}
	there := true
	n.RunNative(func(at any) {
		switch c := at.(type) {
		case driver.X11WindowContext:
			there = c.WindowHandle != 0
		case driver.WindowsWindowContext:
			there = c.HWND != 0
		}
	})
	return there
}
