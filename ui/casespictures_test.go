package ui

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"silian/casework"
	"silian/office"
	"silian/ui/theme"
)

// TestSearchPictures draws the rooms with a search, conditions, attachments and an
// unmasked number, from the demo's files; see TestPictures.
func TestSearchPictures(t *testing.T) {
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
		{"township", "dark", theme.Dark, theme.Normal},
		{"township", "large", theme.Light, theme.Large},
		{"village", "village", theme.Light, theme.Village},
	} {
		t.Run(tc.who+"-"+tc.look, func(t *testing.T) {
			o := openDemo(t, tc.who)
			w := testWindow(t, tc.mode, tc.scale)
			s := openRooms(t, o, w)
			id := someCase(t, o)
			for _, v := range searchViews(t, o, id) {
				v.show(t, s, "")
				img := w.Canvas().Capture()
				if size := img.Bounds().Size(); size.X != startWidth || size.Y != startHeight {
					t.Errorf("%s is %v: something does not fit", v.name, size)
				}
				keep(t, img, filepath.Join(out, tc.who+"-"+v.name+"-"+tc.look+".png"))
				closeSheets(s, w)
				delete(s.rooms, roomCases)
			}
		})
	}
}

// searchViews are the pictures of a search, of conditions and of a case's attachments.
func searchViews(t *testing.T, o *office.Office, id casework.ID) []view {
	dir := filepath.Join(t.TempDir(), "U盘")
	if err := os.MkdirAll(filepath.Join(dir, "照片"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"流转合同第1页.jpg", "会商单.jpg", "12户签字.jpg"} {
		if _, err := o.AttachFile(t.Context(), office.Act{}, id, photoFile(t, dir, name, 1200), office.AttachInput{}, nil); err != nil {
			t.Log(err)
		}
	}
	search := func(s *shell, words string) *casesRoom {
		s.goTo(roomCases)
		r := s.now.(*casesRoom)
		r.after = nil
		r.search.OnChanged = nil
		r.search.SetText(words)
		r.load()
		return r
	}
	files := func(s *shell) *casePage {
		s.openCase(id)
		p := s.now.(*casePage)
		p.tabs.Choose(tabFiles)
		s.showHints()
		return p
	}
	return []view{
		{"s1-search", func(_ *testing.T, s *shell, _ string) { search(s, "低保") }},
		{"s2-visits", func(_ *testing.T, s *shell, _ string) { search(s, "问").openVisits() }},
		{"s3-conditions", func(_ *testing.T, s *shell, _ string) { s.goTo(roomCases); s.key(fyne.KeyT) }},
		{"s4-sifted", func(_ *testing.T, s *shell, _ string) {
			s.goTo(roomCases)
			r := s.now.(*casesRoom)
			r.setSift(caseSift{Level: casework.Township, Handler: 1, Due: dueMonth, From: o.Today().Add(-60)})
		}},
		{"s5-files", func(_ *testing.T, s *shell, _ string) { files(s) }},
		{"s6-pick", func(_ *testing.T, s *shell, _ string) { p := files(s); p.files.choose(); p.files.pick.walk(dir) }},
		{"s7-adding", func(_ *testing.T, s *shell, _ string) {
			p := files(s)
			_, bar := p.files.begin("正在加附件")
			bar(40, 100)
		}},
		{"s8-why", func(_ *testing.T, s *shell, _ string) { p := files(s); p.askUnmask(0) }},
		{"s9-number", func(_ *testing.T, s *shell, _ string) {
			p := files(s)
			p.showNumber(casework.Party{Name: "田某兰", Group: "二组"}, "13900000000")
		}},
		{"s10-reception", func(_ *testing.T, s *shell, _ string) { receive(s) }},
		{"s11-photo", func(_ *testing.T, s *shell, _ string) {
			receive(s)
			form := s.now.(*dayRoom).desk.form
			form.photo.choose()
			form.photo.pick.walk(dir)
			form.photo.pick.list.Select(3)
			form.photo.pick.take()
		}},
		{"s12-refused", func(_ *testing.T, s *shell, _ string) {
			receive(s)
			s.now.(*dayRoom).desk.form.refuse("照片要随事项存，按F6去掉它")
		}},
	}
}
