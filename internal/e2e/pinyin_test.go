//go:build e2e

package e2e_test

import (
	"image"
	"os"
	"path/filepath"
	"strings"
)

// candidates is the name of the window in which fcitx5 offers characters.
const candidates = "Fcitx5 Input Window"

// profile has the plain keyboard first and pinyin to switch to, as is usual.
const profile = `[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
`

// pinyin starts fcitx5 with its pinyin, as a Chinese desktop has it. It is to stand
// before the program starts.
func (s *screen) pinyin() {
	s.t.Helper()
	dir := filepath.Join(s.dir, "config", "fcitx5")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "profile"), []byte(profile), 0o644); err != nil {
		s.t.Fatal(err)
	}
	bus := "unix:path=" + filepath.Join(s.dir, "bus")
	start(s.t, s.command("dbus-daemon", "--session", "--nofork", "--address="+bus))
	s.wait("the bus", func() bool { _, err := os.Stat(filepath.Join(s.dir, "bus")); return err == nil })
	s.env = append(s.env, "DBUS_SESSION_BUS_ADDRESS="+bus, "XMODIFIERS=@im=fcitx")
	start(s.t, s.command("fcitx5", "--disable=wayland,waylandim,kimpanel,notificationitem,notifications"))
	s.wait("fcitx5", func() bool {
		return strings.Contains(s.run("xprop", "-root", "XIM_SERVERS"), "fcitx")
	})
}

// write types pinyin and takes the first candidate.
func (p *program) write(pinyin string) {
	p.t.Helper()
	p.compose(pinyin)
	p.key("space")
}

// compose types pinyin and gives where the candidates stand.
func (p *program) compose(pinyin string) image.Rectangle {
	p.t.Helper()
	p.text(pinyin)
	var at image.Rectangle
	p.wait("candidates of "+pinyin, func() (ok bool) { at, ok = p.windowAt(candidates); return ok })
	p.settle()
	at, _ = p.windowAt(candidates)
	return at
}

// caret is where the caret blinks: seen to change there three times, because one that
// has just left another field changes too.
func (p *program) caret() (at image.Rectangle) {
	p.t.Helper()
	last, seen := p.settle(), 0
	p.wait("a caret", func() bool {
		now := p.shot()
		d := moved(last, now)
		last = now
		switch {
		case d.Empty() || d.Dx() > caretWidth || d.Dy() <= 8:
		case d == at:
			seen++
		default:
			at, seen = d, 1
		}
		return seen == 3
	})
	return at
}

// atCaret checks that candidates stand under the caret, before the first character
// of an empty field and after one was written, and that nothing is left of it.
func (p *program) atCaret(what string) {
	p.t.Helper()
	for range 2 {
		caret := p.caret()
		at := p.compose("cun")
		p.keep("candidates-" + what)
		right, foot := at.Min.X-caret.Max.X, at.Min.Y-caret.Max.Y
		if right < -12 || right > 12 || foot < -12 || foot > 24 {
			p.t.Errorf("%s: candidates at %v, the caret at %v", what, at.Min, caret)
		}
		p.key("space")
		p.settle()
	}
	p.wants("村村")
	p.key("BackSpace", "BackSpace")
}

// backSpaceSafe checks that BackSpace while composing takes a letter of the pinyin and
// nothing of what was written before.
func (p *program) backSpaceSafe() {
	p.t.Helper()
	p.write("cunmin")
	p.compose("gonglu")
	p.key("BackSpace", "BackSpace")
	p.key("Escape")
	p.wants("村民")
	p.key("BackSpace", "BackSpace")
}

// latin turns the input method off for a password, pinyinOn turns it on again.
func (p *program) latin() { p.switchInput("1") }

func (p *program) pinyinOn() { p.switchInput("2") }

// switchInput asks fcitx5 for a state: 1 is closed, 2 active.
func (p *program) switchInput(state string) {
	p.t.Helper()
	p.wait("fcitx5 to switch", func() bool {
		p.run("fcitx5-remote", map[string]string{"1": "-c", "2": "-o"}[state])
		return strings.TrimSpace(p.run("fcitx5-remote")) == state
	})
}
