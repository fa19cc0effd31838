package office_test

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// docxText gives the words of a DOCX.
func docxText(t testing.TB, path string) string {
	t.Helper()
	z, err := zip.OpenReader(path)
	must(t, err)
	defer func() { must(t, z.Close()) }()
	f, err := z.Open("word/document.xml")
	must(t, err)
	data, err := io.ReadAll(f)
	must(t, err)
	return string(data)
}

// says checks what a DOCX says; "!" before a word means that it does not.
func says(t testing.TB, path string, words ...string) {
	t.Helper()
	text := docxText(t, path)
	for _, w := range words {
		word, not := strings.CutPrefix(w, "!")
		if strings.Contains(text, word) == not {
			t.Errorf("%s: %q stands there: %v", filepath.Base(path), word, !not)
		}
	}
}

// received lets a visitor come whose matter becomes a case.
func (w *world) received(o *office.Office, act office.Act, category string) office.Visited {
	w.t.Helper()
	v, err := o.ReceiveVisitor(w.ctx, act, office.VisitInput{
		Name: "张某某", Group: "二组", Phone: "13900000001", Category: category, Words: "合作社欠流转费12000元", Promise: w.at("2026-11-24").Add(6),
		Case: &office.CaseInput{Track: casework.TrackDispute, Category: category, Title: "流转费", Requests: []string{"付清"}},
	})
	must(w.t, err)
	return v
}

func TestSlipFor(t *testing.T) {
	w := newWorld(t)
	must(t, w.v.SetContact(w.ctx, "", office.Contact{Phone: "0394-2680001", Upper: "柳河镇综治中心", UpperPhone: "0394-2680110"}))
	v := w.received(w.v, office.Act{}, "land")
	c := w.fold(w.v, v.Case)
	for _, id := range []casework.ID{v.Visit, v.Case} {
		path, err := w.v.SlipFor(w.ctx, id, office.PaperDOCX)
		must(t, err)
		says(t, path, "张某某：", "12000元", string(c.No), "2026年11月30日前，给您回话", "电话0394-2680001", "柳河镇综治中心", "12388", "!13900000001")
		if name := filepath.Base(path); strings.Contains(name, "张") || !strings.HasPrefix(name, "来访回执-4199") {
			t.Errorf("the file is called %s", name)
		}
	}
	path, err := w.v.SlipFor(w.ctx, v.Case, office.PaperPDF)
	must(t, err)
	data, err := os.ReadFile(path)
	must(t, err)
	if !strings.HasPrefix(string(data), "%PDF-") {
		t.Error("that is no PDF")
	}
	again, err := w.v.SlipFor(w.ctx, v.Case, office.PaperPDF)
	must(t, err)
	if again == path {
		t.Error("a paper that may be open was written over")
	}
	_, err = w.v.SlipFor(w.ctx, c.ID, "odt")
	refused(t, "form", err, "paper.form")
	key, err := w.v.NewKey()
	must(t, err)
	_, err = w.v.SlipFor(w.ctx, key, office.PaperPDF)
	refused(t, "nobody", err, "slip.unknown")
}

// The words of a sensitive matter stand on no slip and, in the register, only before who
// may read them (domain 2.6).
func TestPaperSensitive(t *testing.T) {
	w := newWorld(t)
	v := w.received(w.v, office.Act{}, string(casework.FamilyViolence))
	path, err := w.v.SlipFor(w.ctx, v.Visit, office.PaperDOCX)
	must(t, err)
	says(t, path, "!12000元", "已经登记")
	path, err = w.v.SlipFor(w.ctx, v.Case, office.PaperDOCX)
	must(t, err)
	says(t, path, "!12000元")
	path, err = w.v.DayRegister(w.ctx, "", w.v.Today(), office.PaperDOCX)
	must(t, err)
	says(t, path, "张某某", "12000元") // who wrote it down
	must(t, w.v.SignIn(2))
	path, err = w.v.DayRegister(w.ctx, "", w.v.Today(), office.PaperDOCX)
	must(t, err)
	says(t, path, "!张某某", "!12000元", "（内容不公开）")
}

func TestDayRegister(t *testing.T) {
	w := newWorld(t)
	_, err := w.v.DayRegister(w.ctx, "", w.v.Today(), office.PaperDOCX)
	refused(t, "nothing there", err, "day.none")
	v := w.received(w.v, office.Act{}, "land")
	path, err := w.v.DayRegister(w.ctx, villageCode, w.v.Today(), office.PaperDOCX)
	must(t, err)
	says(t, path, "东岭村村务日接访登记表", "张某某", "0001", "!13900000001", "12000元", "11月30日前回话", w.fold(w.v, v.Case).No.Short())
	_, err = w.v.DayRegister(w.ctx, hamletCode, w.v.Today(), office.PaperDOCX)
	refused(t, "another village", err, "village.not_ours")
	_, err = w.tw.DayRegister(w.ctx, "", w.tw.Today(), office.PaperDOCX)
	refused(t, "no village", err, "village.missing")

	// A township keeps the book of a village without a PC.
	w.received(w.tw, office.Act{For: hamletCode}, "land")
	path, err = w.tw.DayRegister(w.ctx, hamletCode, w.tw.Today(), office.PaperDOCX)
	must(t, err)
	says(t, path, "登记单位：柳河镇", "张某某")
	// The administrator reads no content.
	must(t, w.tw.SignIn(4))
	path, err = w.tw.DayRegister(w.ctx, hamletCode, w.tw.Today(), office.PaperDOCX)
	must(t, err)
	says(t, path, "!张某某", "!12000元", "（内容不公开）")
}

func TestYearPoster(t *testing.T) {
	w := newWorld(t)
	for _, size := range []office.PosterSize{office.PosterA3, office.PosterA4} {
		path, err := w.v.YearPoster(w.ctx, "", 2027, size)
		must(t, err)
		if want := "村务日年历-" + string(villageCode) + "-2027-" + string(size) + ".pdf"; filepath.Base(path) != want {
			t.Errorf("%s, want %s", filepath.Base(path), want)
		}
	}
	_, err := w.tw.YearPoster(w.ctx, "", 2027, office.PosterA4)
	must(t, err)
	_, err = w.v.YearPoster(w.ctx, "", 2200, office.PosterA4)
	refused(t, "year", err, "year.outside_calendar")
	_, err = w.v.YearPoster(w.ctx, "", 2027, "A2")
	refused(t, "size", err, "paper.size")
}

func TestHandOverSlip(t *testing.T) {
	w := newWorld(t)
	w.open(w.v, "路坏了")
	file := w.export(w.v, w.tw)
	path, err := w.v.HandoverPaper(w.ctx, townshipCode, office.PaperDOCX)
	must(t, err)
	says(t, path, filepath.Base(file), "柳河镇（419901102000）", "第1号", "!路坏了")
	_, err = w.v.HandoverPaper(w.ctx, countyCode, office.PaperDOCX)
	if err == nil {
		t.Error("a slip for an office that is not enrolled")
	}
}

// No paper outlives the run, nor what it says.
func TestPapersGo(t *testing.T) {
	w := newWorld(t)
	v := w.received(w.v, office.Act{}, "land")
	gone := func(when, path string) {
		t.Helper()
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Errorf("%s: the paper is still there: %v", when, err)
		}
	}
	path, err := w.v.SlipFor(w.ctx, v.Case, office.PaperPDF)
	must(t, err)
	c := w.fold(w.v, v.Case)
	for _, r := range c.Rows {
		if r.Kind == casework.CaseText {
			w.did(w.v.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: v.Case}, []casework.ID{r.Entry}, "wrong_data", 2))
			break
		}
	}
	gone("destroyed", path)
	path, err = w.v.SlipFor(w.ctx, v.Visit, office.PaperPDF)
	must(t, err)
	must(t, w.v.Close())
	gone("closed", path)
	must(t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(t, os.WriteFile(path, []byte("left by a power cut"), 0o600))
	again := w.reopen(villageCode, "")
	gone("opened", path)
	must(t, again.Close())
}

func TestContact(t *testing.T) {
	w := newWorld(t)
	want := office.Contact{Phone: "0394-2680001", Place: "村室", Hours: "8:30—11:30"}
	must(t, w.tw.SetContact(w.ctx, hamletCode, want))
	got, err := w.tw.Contact(w.ctx, hamletCode)
	must(t, err)
	if got != want {
		t.Errorf("contact %+v", got)
	}
	if got, err = w.tw.Contact(w.ctx, ""); err != nil || got != (office.Contact{}) {
		t.Errorf("our own: %+v, %v", got, err)
	}
	refused(t, "long", w.tw.SetContact(w.ctx, "", office.Contact{Place: strings.Repeat("长", 100)}), "place.too_long")
}
