package documents_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"silian/assets"
	"silian/calendar"
	"silian/documents"
)

// Every key that the code names is in the file, and no place stays open.
func TestWording(t *testing.T) {
	words := assets.Papers()
	used := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			l, ok := n.(*ast.BasicLit)
			if !ok || l.Kind != token.STRING {
				return true
			}
			s, err := strconv.Unquote(l.Value)
			for _, paper := range []string{"slip.", "register.", "poster.", "handover."} {
				if err == nil && strings.HasPrefix(s, paper) && !strings.HasSuffix(s, ".") {
					used[s] = true
				}
			}
			return true
		})
	}
	for key := range used {
		if words[key] == "" {
			t.Errorf("no text for %s", key)
		}
	}
	if len(used) < 50 {
		t.Errorf("only %d texts are used", len(used))
	}
	for name, p := range papers(t) {
		if strings.ContainsAny(p.Text()+p.Foot+p.Title, "{}") {
			t.Errorf("%s: a place stays open: %s", name, p.Text())
		}
	}
}

// What a person wrote is never read as a place to be filled.
func TestWordingPlaces(t *testing.T) {
	s := sampleSlip(t)
	s.Name, s.Matter = "{matter}", "{name}{office}"
	text := documents.SlipPaper(s).Text()
	if !strings.Contains(text, "{matter}：") || !strings.Contains(text, "“{name}{office}”") {
		t.Errorf("filled twice: %s", text)
	}
}

func TestSlip(t *testing.T) {
	has := func(s documents.Slip, want ...string) {
		t.Helper()
		text := documents.SlipPaper(s).Text()
		for _, w := range want {
			word, not := strings.CutPrefix(w, "!")
			if strings.Contains(text, word) == not {
				t.Errorf("%q in the slip: %v: %s", word, !not, text)
			}
		}
	}
	s := sampleSlip(t)
	has(s, "张某某：", "2026年11月24日（农历十月十六）", "12000元", "编号419901102201-2026-0003A", "2026年11月30日前，给您回话。", "电话0394-2680001", "12388", "柳河镇综治中心")
	quiet := s
	quiet.Quiet = true
	has(quiet, "!12000元", "!合作社", "在东岭村村室反映了事项。已经登记，编号")
	nobody := s
	nobody.Name, nobody.CaseNo, nobody.Phone = "", "", ""
	has(nobody, "来访群众：", "编号11月24日第3号", "请到东岭村村室")
	s.Steps = []documents.Step{{What: documents.StepNotice, Due: day(t, "2026-12-16")}, {What: documents.StepFinish, Due: day(t, "2027-02-02"), Provisional: true}}
	has(s, "2026年12月16日前，书面告诉您是否受理。", "2027年2月2日前（放假安排公布后可能顺延），办结并书面答复您。")
	s.Steps, s.Village = nil, false
	has(s, "我们会告诉您", "!12388")
}

func TestRegister(t *testing.T) {
	text := documents.RegisterPaper(sampleRegister(t, 60)).Text()
	for _, w := range []string{"东岭村村务日接访登记表", "星期二", "农历十月十六", "合计：60批次、120人次，当场解决15件，转为事项45件。", "11月30日前回话", "编号2026-0003"} {
		if !strings.Contains(text, w) {
			t.Errorf("the register does not say %q", w)
		}
	}
	mixed := papers(t)["register-mixed"].Text()
	for _, w := range []string{"（内容不公开）", "未留姓名", "登记单位：柳河镇", "当日登记还没有结束"} {
		if !strings.Contains(mixed, w) {
			t.Errorf("the register does not say %q", w)
		}
	}
	if empty := papers(t)["register-empty"].Text(); !strings.Contains(empty, "今日零来访") {
		t.Errorf("an empty day says %s", empty)
	}
	if one, other := papers(t)["register"], papers(t)["register-60"]; one.CheckCode() == other.CheckCode() || len(one.CheckCode()) != 9 {
		t.Errorf("check codes %s %s", one.CheckCode(), other.CheckCode())
	}
}

func TestPoster(t *testing.T) {
	ex := []calendar.Exception{
		{Day: day(t, "2026-02-22"), Kind: calendar.Cancelled},
		{Day: day(t, "2026-12-04"), Kind: calendar.Moved, To: day(t, "2026-12-05")},
		{Day: day(t, "2026-07-03"), Kind: calendar.Added},
	}
	p := samplePoster(t, 2026, ex...)
	for _, f := range []documents.Format{documents.FormatA3, documents.FormatA4} {
		pages := pdfText(t, written(t, func(w io.Writer) error { return p.PDF(w, f) }))
		if len(pages) != 1 {
			t.Fatalf("%s has %d pages", f, len(pages))
		}
		text := strings.Join(pages[0], "|")
		for _, w := range []string{"东岭村2026年村务日", "丙午", "初六、十六、廿六", "12月", "冬月", "腊月", "|停|", "|延|", "|加|", "|改|", "|休|", "|班|", "12月4日改到12月5日", "2月22日停开", "0394-2680001", "12388"} {
			if !strings.Contains(text, w) {
				t.Errorf("%s does not say %q", f, w)
			}
		}
		if strings.Contains(text, "还没有公布") {
			t.Error("the holidays of 2026 are known")
		}
		// 37 by the rule, one cancelled, one added; three signs of the legend.
		if n, err := documents.Fills(p, f); err != nil || n != 37-1+1+3 {
			t.Errorf("%s has %d filled boxes, %v", f, n, err)
		}
	}
	next := samplePoster(t, 2027)
	text := strings.Join(pdfText(t, written(t, func(w io.Writer) error { return next.PDF(w, documents.FormatA4) }))[0], "")
	if !strings.Contains(text, "2027年放假安排还没有公布") || strings.Contains(text, "改期") || strings.Contains(text, "班") {
		t.Errorf("2027 says %s", text)
	}
}
