package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestPasswordFromTheWindow(t *testing.T) {
	r, w := openSetup(t, casework.Village, theme.Normal)
	r.choose(sectionKeys)
	pressButton(t, w, "换口令")
	answer(t, w, testPassword, "another-one", "another-two")
	if !shows(w, "两遍新口令不一样") {
		t.Errorf("typed differently: %q", visibleTexts(w))
	}
	answer(t, w, "another-one")
	if !shows(w, "台账口令换好了") {
		t.Fatalf("after the change: %q", visibleTexts(w))
	}
	if err := r.d.office.OpenKeys(t.Context(), "another-one"); err != nil {
		t.Error(err)
	}
}

// TestRotateFromTheWindow: the new recovery key stays until a person says that it stands
// on paper; then the new card goes to a folder.
func TestRotateFromTheWindow(t *testing.T) {
	r, w := openSetup(t, casework.Village, theme.Normal)
	r.choose(sectionKeys)
	pressButton(t, w, "换钥匙")
	answer(t, w, "wrong-one")
	if !shows(w, "口令不对") {
		t.Errorf("a wrong password: %q", visibleTexts(w))
	}
	answer(t, w, testPassword)
	if !shows(w, "新恢复码只显示这一次") {
		t.Fatalf("after the rotation: %q", visibleTexts(w))
	}
	code := recoveryOn(w)
	press(w, fyne.KeyEscape)
	pressButton(t, w, "以后再写")
	if !shows(w, "新恢复码只显示这一次") {
		t.Fatal("the key is gone before it stands on paper")
	}
	if err := r.d.office.CheckRecovery(code); err != nil {
		t.Errorf("the key on the sheet: %v", err)
	}
	seen(w, func(o fyne.CanvasObject) {
		if c, ok := o.(*widgets.Check); ok {
			c.Tapped(nil)
		}
	})
	dir := t.TempDir()
	r.folder = dir
	pressButton(t, w, "写新卡和通知到U盘")
	press(w, "F9")
	if found, err := filepath.Glob(filepath.Join(dir, "*.xfcard")); err != nil || len(found) != 1 || !shows(w, "新指纹卡写好了") {
		t.Errorf("the folder holds %v, %v: %q", found, err, visibleTexts(w))
	}
	press(w, fyne.KeyReturn)
	pressButton(t, w, "核对恢复码")
	answer(t, w, "11111-22222")
	if shows(w, "恢复码是对的") {
		t.Error("a wrong recovery key passes")
	}
	answer(t, w, code)
	if !shows(w, "恢复码是对的") {
		t.Errorf("the right one: %q", visibleTexts(w))
	}
}

// recoveryOn reads the recovery key off the sheet.
func recoveryOn(w fyne.Window) string {
	var lines []string
	for _, text := range visibleTexts(w) {
		if groups := strings.Split(text, "　"); len(groups) >= 4 && len(groups[0]) == 5 {
			lines = append(lines, strings.Join(groups, "-"))
		}
	}
	return strings.Join(lines, "-")
}

// TestOfficeFromTheWindow: what papers say, days, a name and a role.
func TestOfficeFromTheWindow(t *testing.T) {
	r, w := openSetup(t, casework.Village, theme.Normal)
	ctx := t.Context()
	r.choose(sectionOffice)
	pressButton(t, w, "改联系方式")
	answer(t, w, "0394-2680000", "村委会东头", "逢六上午", "柳河镇综治中心", "0394-2690000")
	if c, err := r.d.office.Contact(ctx, ""); err != nil || c.Phone != "0394-2680000" || c.UpperPhone != "0394-2690000" {
		t.Errorf("kept %+v, %v", c, err)
	}
	if !strings.Contains(strings.Join(visibleTexts(w), "|"), "电话：0394-2680000") {
		t.Errorf("the card shows %q", visibleTexts(w))
	}
	pressButton(t, w, "改天数")
	answer(t, w, "200")
	if !shows(w, "请写1到90") {
		t.Errorf("200 days: %q", visibleTexts(w))
	}
	answer(t, w, "１５")
	if n, err := r.d.office.RemindDays(ctx); err != nil || n != 15 {
		t.Errorf("%d days, %v", n, err)
	}
	r.choose(sectionPeople)
	pressButton(t, w, "改姓名")
	answer(t, w, "周敏敏")
	pressButton(t, w, "换岗位")
	press(w, fyne.KeyRight)
	pressButton(t, w, "换好")
	op := r.d.office.Operators()[0]
	if op.Name != "周敏敏" || op.Role == office.FirstRole(casework.Village) {
		t.Errorf("now %+v", op)
	}
}

// TestSetupPictures draws every section and its sheets from the demo's files; see
// TestPictures.
func TestSetupPictures(t *testing.T) {
	out := os.Getenv("SILIAN_PICTURES")
	if out == "" {
		t.Skip("SILIAN_PICTURES is not set")
	}
	for _, tc := range []struct {
		who, look string
		mode      theme.Mode
		scale     theme.Scale
	}{
		{"township", "light", theme.Light, theme.Normal},
		{"township", "large", theme.Dark, theme.Large},
		{"village", "village", theme.Light, theme.Village},
	} {
		t.Run(tc.who+"-"+tc.look, func(t *testing.T) {
			w := testWindow(t, tc.mode, tc.scale)
			s := openRooms(t, openDemo(t, tc.who), w)
			for i, v := range setupViews() {
				s.goTo(roomSetup)
				r := s.rooms[roomSetup].(*setupRoom)
				v.show(r)
				img := w.Canvas().Capture()
				if size := img.Bounds().Size(); size.X != startWidth || size.Y != startHeight {
					t.Errorf("%s is %v: something does not fit", v.name, size)
				}
				keep(t, img, filepath.Join(out, tc.who+"-u"+string(rune('a'+i))+"-"+v.name+"-"+tc.look+".png"))
				r.working = false
				closeSheets(s, w)
			}
		})
	}
}

type setupView struct {
	name string
	show func(r *setupRoom)
}

func setupViews() []setupView {
	at := func(section string, more func(r *setupRoom)) func(r *setupRoom) {
		return func(r *setupRoom) {
			r.choose(section)
			if more != nil {
				more(r)
			}
		}
	}
	list := office.ReadHouseholds("姓名\t组\t户主\t身份证号\t电话\n赵根生\t4\t赵根生\n田桂兰\t2\t陈大年\n马秀英\t5\t马秀英\n\t5\t\n赵根生\t4\t赵根生\n")
	rotation := office.Rotation{CardNo: 2, Fingerprint: strings.Repeat("12345", 6), Recovery: strings.Repeat("7Q2KD-", 13) + "7Q2KD"}
	return []setupView{
		{"backup", at(sectionBackup, nil)},
		{"check", at(sectionCheck, nil)},
		{"roster", at(sectionRoster, nil)},
		{"put", at(sectionRoster, func(r *setupRoom) { r.openRoster(0, "") })},
		{"look", at(sectionRoster, func(r *setupRoom) { r.showRoster(0, list, "") })},
		{"office", at(sectionOffice, nil)},
		{"contact", at(sectionOffice, func(r *setupRoom) { r.loadContact("") })},
		{"people", at(sectionPeople, nil)},
		{"keys", at(sectionKeys, nil)},
		{"password", at(sectionKeys, func(r *setupRoom) { r.askPassword() })},
		{"rotate", at(sectionKeys, func(r *setupRoom) { r.askRotate() })},
		{"rotated", at(sectionKeys, func(r *setupRoom) { r.showRotation(rotation) })},
		{"archive", at(sectionArchive, nil)},
		{"wear", at(sectionLook, nil)},
	}
}
