package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
)

// typeText types into what has the focus.
func typeText(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

// firstUse stands before the first question, with no office file.
func firstUse(t *testing.T) (d *door, w fyne.Window, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "new", "silian.db")
	d, w = openDoor(t, Config{Path: path})
	if _, ok := d.page.(*wizardPage); !ok || !shows(w, "第一次用，先做什么？") {
		t.Fatalf("the first page is %T: %q", d.page, visibleTexts(w))
	}
	return d, w, path
}

// asked checks which question stands in the window.
func asked(t *testing.T, w fyne.Window, words ...string) {
	t.Helper()
	for _, s := range words {
		if !shows(w, s) {
			t.Fatalf("%q is not among %q", s, visibleTexts(w))
		}
	}
}

// typeIn types and presses Enter.
func typeIn(w fyne.Window, text string) {
	typeText(w, text)
	press(w, fyne.KeyReturn)
}

// erase takes back what was typed last.
func erase(w fyne.Window, n int) {
	for range n {
		press(w, fyne.KeyBackspace)
	}
}

// personAndPassword answers the questions after the place.
func personAndPassword(t *testing.T, w fyne.Window) {
	t.Helper()
	asked(t, w, "谁用这台电脑？")
	typeIn(w, "")
	asked(t, w, "请写用这台电脑的人的姓名。")
	typeIn(w, "周敏")
	press(w, fyne.KeyReturn)
	asked(t, w, "定一个口令")
	typeIn(w, "short")
	asked(t, w, "口令至少8个字符。")
	erase(w, len("short"))
	typeIn(w, "12345678")
	typeIn(w, "something else")
	asked(t, w, "两遍口令不一样")
}

// prove types back the two groups that are asked.
func prove(t *testing.T, d *door, w fyne.Window) {
	t.Helper()
	r, ok := d.page.(*recoveryPage)
	if !ok {
		t.Fatalf("the page is %T: %q", d.page, visibleTexts(w))
	}
	groups := strings.Split(r.recovery, "-")
	if len(groups) != 14 || !shows(w, recoveryLines(r.recovery)[0]) {
		t.Fatalf("the recovery key is not shown: %q", visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	p := d.page.(*proofPage)
	if shows(w, groups[p.places[0]]) {
		t.Error("what is asked stands on the page")
	}
	typeIn(w, "WRONG")
	typeIn(w, groups[p.places[1]])
	if d.page != p || p.fields[0].Wrong() == "" || p.fields[1].Wrong() != "" {
		t.Fatalf("a wrong group: %q, %q", p.fields[0].Wrong(), p.fields[1].Wrong())
	}
	press(w, fyne.KeyEscape)
	if d.page != r {
		t.Fatalf("the way back to the key leads to %T", d.page)
	}
	press(w, fyne.KeyReturn)
	p = d.page.(*proofPage)
	typeIn(w, strings.ToLower(groups[p.places[0]]))
	typeIn(w, groups[p.places[1]])
}

// TestFounding founds a township by the keyboard alone: its place by first letters, its
// villages from the table.
func TestFounding(t *testing.T) {
	d, w, _ := firstUse(t)
	press(w, fyne.KeyReturn)
	asked(t, w, "这台电脑给哪一级用？", "第2步，共8步")
	press(w, fyne.KeyDown)
	press(w, fyne.KeyReturn)
	asked(t, w, "哪个乡镇（街道）？", "第3步，共9步")
	typeText(w, "栾川 hyz")
	asked(t, w, "合峪镇", "410324102000")
	press(w, fyne.KeyReturn)
	asked(t, w, "单位名称这样写对吗？", "河南省 洛阳市 栾川县")
	press(w, fyne.KeyEscape)
	asked(t, w, "哪个乡镇（街道）？")
	press(w, fyne.KeyReturn)
	press(w, fyne.KeyReturn)
	asked(t, w, "本镇有这些村，对吗？", "合峪社区")
	press(w, fyne.KeyDown)
	press(w, fyne.KeySpace)
	asked(t, w, "（不算）")
	press(w, fyne.KeyF3)
	typeIn(w, "新添村")
	typeIn(w, "00")
	asked(t, w, "代码要3位或12位数字。")
	erase(w, 2)
	typeIn(w, "999")
	asked(t, w, "410324102999")
	press(w, fyne.KeyReturn)
	personAndPassword(t, w)
	erase(w, len("something else"))
	typeIn(w, "12345678")
	prove(t, d, w)
	if d.shell == nil || d.office.Me() != (casework.Office{Code: "410324102000", Name: "合峪镇", Level: casework.Township, Parent: "410324000000"}) {
		t.Fatalf("the new office does not open: %q", visibleTexts(w))
	}
	kept, err := d.office.Draft(t.Context(), draftVillages)
	if err != nil {
		t.Fatal(err)
	}
	list, err := office.ReadVillages(kept)
	if err != nil || list[len(list)-1] != (office.Village{Code: "410324102999", Name: "新添村"}) {
		t.Errorf("the villages that are kept: %v, %v", list, err)
	}
	for _, v := range list {
		if v.Code == villagesOf(newWizard(d).table(), "410324102000")[1].Code {
			t.Error("a village that was left out is kept")
		}
	}
}

// TestFoundingTypedCode: a place that the table lacks is typed with its code.
func TestFoundingTypedCode(t *testing.T) {
	d, w, _ := firstUse(t)
	typeIn(w, "1")
	typeIn(w, "1")
	typeText(w, "没有这个村")
	asked(t, w, ownCode)
	press(w, fyne.KeyReturn)
	asked(t, w, "单位名称和代码", "后3位是村")
	typeIn(w, "东岭村")
	typeIn(w, "4199")
	asked(t, w, "要12位数字")
	erase(w, 4)
	typeIn(w, "419901102000")
	asked(t, w, "后3位都是0的是乡镇的代码")
	erase(w, 3)
	typeIn(w, "201")
	personAndPassword(t, w)
	erase(w, len("something else"))
	typeIn(w, "12345678")
	prove(t, d, w)
	if d.shell == nil || d.office.Me() != (casework.Office{Code: eastRidge, Name: "东岭村", Level: casework.Village, Parent: willowTown}) {
		t.Errorf("the office is %+v", d.office.Me())
	}
}

// kitStick is a folder with the village kit of a township.
func kitStick(t *testing.T) (dir string, town *office.Office) {
	t.Helper()
	town = foundOffice(t, casework.Township, newTestClock())
	dir = t.TempDir()
	list, err := office.ReadVillages("419901102201 东岭村\n419901102202 西坡村")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := town.WriteKit(t.Context(), dir, "平川县柳河镇", list); err != nil {
		t.Fatal(err)
	}
	return dir, town
}

// TestFoundingFromKit: the village is chosen from the kit, its card goes on the stick, and
// the slip of paper is shown.
func TestFoundingFromKit(t *testing.T) {
	dir, town := kitStick(t)
	d, w, _ := firstUse(t)
	wz := d.page.(*wizardPage).w
	k, err := office.ReadKit(dir)
	if err != nil {
		t.Fatal(err)
	}
	step := newKitStep(wz)
	wz.to("kit", func() *wizardStep { return step.step })
	step.use(t.TempDir())
	asked(t, w, "没有读到建村包")
	step.use(dir) // as the sheet of folders gives it
	asked(t, w, k.Region+"，2个村")
	press(w, fyne.KeyReturn)
	asked(t, w, "本村是哪一个？", "西坡村", "柳河镇")
	typeText(w, "西")
	press(w, fyne.KeyReturn)
	personAndPassword(t, w)
	erase(w, len("something else"))
	typeIn(w, "12345678")
	prove(t, d, w)
	p, ok := d.page.(*kitSlipPage)
	if !ok || p.err != nil || !shows(w, "本村的指纹卡已写到U盘") {
		t.Fatalf("the page is %T: %q", d.page, visibleTexts(w))
	}
	slips, missing, _, err := town.KitBack(t.Context(), dir)
	if err != nil || len(slips) != 1 || slips[0].Office.Name != "西坡村" || len(missing) != 1 {
		t.Fatalf("what came back: %+v, %v, %v", slips, missing, err)
	}
	for i, at := range slips[0].Places {
		if got := strings.Fields(office.Groups(d.office.Fingerprint()))[at-1]; got != slips[0].Groups[i] {
			t.Errorf("group %d is %s there and %s here", at, slips[0].Groups[i], got)
		}
	}
	press(w, fyne.KeyReturn)
	if d.shell == nil || d.office.Me().Name != "西坡村" {
		t.Errorf("the rooms do not open: %q", visibleTexts(w))
	}
}

// TestNoKit: without a stick the page says so and offers another way.
func TestNoKit(t *testing.T) {
	_, w, _ := firstUse(t)
	typeIn(w, "2")
	asked(t, w, "插上镇里给的U盘", "没有找到建村包")
	press(w, fyne.KeyReturn) // looks again
	asked(t, w, "没有找到建村包")
	press(w, fyne.KeyEscape)
	asked(t, w, "第一次用，先做什么？")
	if got := kitFolderWords(t.TempDir()); got != "这里没有建村包" {
		t.Errorf("an empty folder: %q", got)
	}
	dir, _ := kitStick(t)
	if got := kitFolderWords(dir); !strings.Contains(got, "2个村") {
		t.Errorf("a kit: %q", got)
	}
}

// TestUnprovedRecovery: a founding that ended before the proof asks for the paper at the
// next opening.
func TestUnprovedRecovery(t *testing.T) {
	d, w, path := firstUse(t)
	asked(t, w, "第1步")
	wz := d.page.(*wizardPage).w
	wz.a = founding{
		level: 0, name: "东岭村", code: string(eastRidge), parent: string(willowTown), person: "韩守田",
		password: testPassword, again: testPassword,
	}
	wz.found(func() {})
	recovery := d.page.(*recoveryPage).recovery
	d.leave()
	d, w = openDoor(t, Config{Path: path, Password: testPassword})
	p, ok := d.page.(*paperPage)
	if !ok || !shows(w, "上次没有核对恢复码") {
		t.Fatalf("the page is %T: %q", d.page, visibleTexts(w))
	}
	typeIn(w, "ABC")
	if p.field.Wrong() == "" {
		t.Error("half a key passes")
	}
	p.code.SetText("")
	typeIn(w, recovery)
	if d.shell == nil {
		t.Fatalf("the right key does not open: %q", p.field.Wrong())
	}
	d.leave()
	if d, _ = openDoor(t, Config{Path: path, Password: testPassword}); d.shell == nil {
		t.Errorf("asked again: %T", d.page)
	}
}

// TestRecoverySheet: the file for printing holds all groups, and is never written over.
func TestRecoverySheet(t *testing.T) {
	o := foundOffice(t, casework.Village, newTestClock())
	d, w, _ := firstUse(t)
	key := strings.Repeat("7Q2KD-", 13) + "AAAAA"
	p := newRecoveryPage(d, o, key)
	d.office = nil // the office is the test's
	d.show(p)
	dir := t.TempDir()
	p.write(dir)
	asked(t, w, "写好了")
	b, err := os.ReadFile(p.written)
	if err != nil || strings.Count(string(b), "7Q2KD") != 13 || !strings.Contains(string(b), "第14组　AAAAA") {
		t.Errorf("the sheet: %q, %v", b, err)
	}
	p.write(dir)
	asked(t, w, "没有写到U盘")
	for range 20 {
		if at := drawTwo(14); at[0] < 0 || at[1] > 13 || at[0] >= at[1] {
			t.Fatalf("two places: %v", at)
		}
	}
}
