//go:build cgo

package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/driver"

	"silian/assets"
	"silian/ui/theme"
)

// openWindow runs the real window until it is closed.
func openWindow(ctx context.Context, cfg Config, env Env) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	d := &door{
		cfg: cfg, ctx: ctx, run: background(ctx), settled: starting(),
		after: func(wait time.Duration, do func()) { time.AfterFunc(wait, func() { fyne.Do(do) }) },
	}
	look := d.lookEarly()
	a := app.NewWithID("cn.silian.casebook")
	a.SetIcon(fyne.NewStaticResource("app.png", assets.AppIcon()))
	a.Settings().SetTheme(theme.New(theme.Light, theme.Normal))
	fonts := readFonts()
	w := a.NewWindow(Title)
	w.SetPadded(false)
	w.SetMaster()
	w.Resize(fyne.NewSize(startWidth, startHeight))
	ending := false
	w.SetOnClosed(func() { ending = true })
	quit := func() { ending = true; a.Quit() }
	d.window, d.quit = w, quit
	why := opened(w)
	<-fonts // nobody else measures text meanwhile: Fyne's shaper is for one at a time
	if why != "" {
		<-look.done // it closes the file again
		alert(env.Err, why)
		return 1
	}
	d.welcome(a, look)
	context.AfterFunc(ctx, func() { fyne.Do(quit) })
	loop(a, func() bool { return ending })
	d.leave()
	return 0
}

// loop runs the window until it is closed. On a PC that has no more watches for files
// (inotify) Fyne ends with a panic while it quits; the file is closed properly all the
// same. A fault before that is ours and is not caught.
func loop(a fyne.App, ending func() bool) {
	defer func() {
		if fault := recover(); fault != nil {
			if !ending() {
				panic(fault)
			}
			fyne.LogError("quit", fmt.Errorf("%v", fault))
		}
	}()
	a.Run()
}

// opened shows the window; "" when it really stands there, else why not. Where GLFW
// cannot even begin it panics, and without OpenGL Fyne goes on with no window. Every
// other panic is a fault of ours and is not caught.
func opened(w fyne.Window) (why string) {
	defer func() {
		if fault := recover(); fault != nil {
			if why = noDesktop(fault); why == "" {
				panic(fault)
			}
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
