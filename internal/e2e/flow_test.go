//go:build e2e

package e2e_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// visitor is who comes to the counter, in letters that need no input method.
type visitor struct {
	name, words string
	later       bool // not solved on the spot: becomes a case
	slip        bool // he asks for a slip
}

// receives writes a visitor down by keys alone, from the rooms, and waits until he stands
// in the list beside the form.
func (p *program) receives(v visitor) {
	p.t.Helper()
	p.halfType(v)
	p.key("Return") // to the categories
	solved := "1"
	if v.later {
		solved = "2"
	}
	p.key("1", "Return", solved, "Return")
	before := p.settle()
	if v.slip {
		p.key("F9")
	} else {
		p.key("F10")
	}
	p.wait("the visit to be written down", func() bool { return moved(before, p.shot()).Dx() > 300 })
	p.pause()
	p.settle()
	if v.slip {
		p.noSlip()
	}
}

// noSlip waits until the PC could not print the slip and the window has said so.
func (p *program) noSlip() {
	p.t.Helper()
	p.wait("the slip to be given to the PC", func() bool {
		b, _ := os.ReadFile(p.papers())
		return string(b) == "lp pdf\nxdg-open pdf\n"
	})
	p.pause()
	p.settle()
	p.keep("no-slip")
	p.key("Escape")
	p.settle()
}

// halfType begins a visitor: name, group and words.
func (p *program) halfType(v visitor) {
	p.t.Helper()
	p.atName()
	p.text(v.name)
	p.wants(v.name)
	p.key("Return", "2", "Return")
	p.text(v.words)
	p.wants(v.words)
}

// atName goes to the empty field of the name and waits until it takes letters.
func (p *program) atName() {
	p.t.Helper()
	p.wait("the reception", func() bool {
		p.key("ctrl+n")
		p.text("x")
		if p.copied() != "x" {
			return false
		}
		p.key("BackSpace")
		return true
	})
}

// TestVillageDay is the main work of a village by keys alone: three visitors, one of
// whom becomes a case, the day is closed, what is new goes onto the stick, and the
// township takes it in.
func TestVillageDay(t *testing.T) {
	s := newScreen(t)
	s.found()
	town := s.township()
	stick := s.stick()
	p := s.open()
	p.unlock()
	p.turn("ctrl+n")
	for _, v := range []visitor{
		{name: "Tian Guilan", words: "shuiqu loushui", later: true},
		{name: "Li Baoguo", words: "wen yibao jiaofei"},
		{name: "Wang Xiuying", words: "wen gaoling butie", slip: true},
	} {
		p.receives(v)
	}
	p.keep("three-visitors")
	p.atName() // before it stands the button that ends the day
	p.key("shift+Tab", "Return")
	p.settle()
	p.keep("end-the-day")
	p.key("Return")
	p.settle()

	p.turn("alt+4")
	p.seek(stick) // where the stick is
	p.key("Return")
	p.settle()
	p.turn("alt+1")
	p.key("F9") // what waits for the office above
	p.settle()
	p.key("Return")
	p.wait("a sealed file on the stick", func() bool { return len(sealed(t, stick)) == 1 })
	p.settle()
	p.keep("handed-over")
	p.key("Return")
	p.close()

	if got := s.list(""); len(got.Cases) != 1 || got.Cases[0].Level != "village" {
		t.Errorf("the village holds %+v, want the one case", got.Cases)
	}
	for query, want := range map[string]int{"yibao": 1, "butie": 1, "loushui": 0} { // the third is found as the case
		if got := s.visits(query); got != want {
			t.Errorf("%d visits of %q that are no case, want %d", got, query, want)
		}
	}
	s.on(town).verb("receive", stick)
	if got := s.on(town).list("loushui"); len(got.Cases) != 1 {
		t.Errorf("the township finds %+v, want the village's case", got.Cases)
	}
	if got := s.on(town).visits("butie"); got != 1 {
		t.Errorf("the township finds %d visits", got)
	}
}

// TestLockAndBackup locks the rooms, opens them again, and writes a backup to a folder,
// by keys alone.
func TestLockAndBackup(t *testing.T) {
	s := newScreen(t)
	s.found()
	stick := s.stick()
	p := s.open()
	p.unlock()
	p.turn("ctrl+n")
	p.halfType(visitor{name: "Tian", words: "half"})
	p.key("ctrl+l")
	p.settle()
	p.keep("locked")
	p.key("ctrl+n", "F10") // nothing of the rooms answers
	p.unlock()
	p.key("ctrl+n") // what was half-typed is there
	p.wants("Tian")
	p.key("Return", "Return")
	p.wants("half")
	p.key("F10") // refused: a category is missing
	p.settle()

	p.turn("ctrl+b")
	p.wait("a backup", func() bool { return p.backsUp(stick) })
	p.settle()
	p.key("Return")
	p.close()
	found, _ := filepath.Glob(filepath.Join(stick, "SB-*.sbk"))
	s.verb("check", "--against", found[0])
	if got := s.list(""); len(got.Cases) != 0 {
		t.Errorf("a visit that was never finished became %+v", got.Cases)
	}
}

// backsUp asks for a backup and walks to the stick.
func (p *program) backsUp(stick string) bool {
	p.t.Helper()
	p.key("ctrl+b")
	time.Sleep(2 * time.Second) // the sheet asks the file where the last one went
	p.settle()
	p.walkTo("backup-folder")
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); p.pause() {
		if found, _ := filepath.Glob(filepath.Join(stick, "SB-*.sbk")); len(found) > 0 {
			return true
		}
	}
	p.key("Escape")
	return false
}

// walkTo walks in the sheet of folders to the stick: the sticks and folders of this PC
// end with the home folder and the whole PC, and in a folder the way up stands first.
func (p *program) walkTo(picture string) {
	p.t.Helper()
	for _, keys := range [][]string{{"End", "Up", "Return"}, {"Down", "Return"}} {
		time.Sleep(time.Second)
		p.settle()
		p.key(keys...)
	}
	time.Sleep(time.Second)
	p.settle()
	p.keep(picture)
	p.key("F9")
}

// TestKilledWhileTyping kills the program while a visit is half-typed: the next start
// offers it, and it is written down once.
func TestKilledWhileTyping(t *testing.T) {
	s := newScreen(t)
	s.found()
	p := s.open()
	p.unlock()
	p.turn("ctrl+n")
	v := visitor{name: "Tian Guilan", words: "shuiqu loushui"}
	p.halfType(v)
	time.Sleep(4 * time.Second) // typing rests for two, then the draft is kept
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = p.cmd.Wait()

	p = s.open()
	p.unlock()
	p.turn("ctrl+n")
	p.keep("draft-offered")
	if !p.takesDraft(v.name) {
		p.keep("failed")
		t.Fatal("the half-typed visit was not offered")
	}
	p.key("Return", "Return") // past the group, to the words
	p.wants(v.words)
	p.key("Return", "1", "Return", "1", "Return", "F10")
	p.settle()
	p.close()
	if got := s.visits("loushui"); got != 1 {
		t.Errorf("%d visits, want the one", got)
	}
}

// takesDraft takes up the half-typed visit that is offered beside the form: behind its
// sixth input stand four answers and buttons, the photo and 清空, then 接着写.
func (p *program) takesDraft(name string) bool {
	p.t.Helper()
	p.atName()
	for _, n := range []int{14, 13} { // one less when 清空 gave way to a refusal
		p.key("ctrl+n")
		p.key(slices.Repeat([]string{"Tab"}, n)...)
		p.settle()
		p.keep("draft-taken")
		p.key("space")
		p.settle()
		if p.copied() == name {
			return true
		}
	}
	return false
}

// TestSecondWindow opens the same file twice: the verbs say so in words, the second
// window does not open it, and opens it once the first is closed.
func TestSecondWindow(t *testing.T) {
	s := newScreen(t)
	s.found()
	first := s.open()
	first.unlock()
	c := s.command(silian(t), "list", "--db", s.file())
	c.Env = append(c.Env, "SILIAN_PASSWORD="+password)
	out, err := c.CombinedOutput()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 || !contains(out, "另一个窗口") {
		t.Errorf("a verb beside the window: %v: %s", err, out)
	}
	second := s.open()
	second.pause()
	second.settle()
	second.keep("second-window")
	first.close()
	second.key("Return") // once more
	second.settle()
	second.unlock()
	second.close()
	if _, err := os.Stat(s.file()); err != nil {
		t.Error(err)
	}
}
