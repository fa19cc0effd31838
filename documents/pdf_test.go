package documents_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/documents"
)

// plain is a paper of one paragraph without a foot.
func plain(text string, face documents.Face) documents.Paper {
	page := documents.A4()
	page.Numbers = documents.Unnumbered
	return documents.Paper{Page: page, Blocks: []documents.Block{
		documents.Para{Runs: []documents.Run{{Text: text, Face: face, Size: documents.Size3}}, Indent: 2},
	}}
}

func out(t *testing.T, p documents.Paper) string {
	t.Helper()
	var b strings.Builder
	for _, page := range pdfText(t, written(t, p.PDF)) {
		b.WriteString(strings.Join(page, ""))
	}
	return b.String()
}

// The text of a PDF equals the text put in: no character is lost at the end of a line,
// none above U+FFFF comes out as another.
func TestPDFTextEqual(t *testing.T) {
	for name, text := range map[string]string{
		"plain":   strings.Repeat("为了把群众反映的事办好，现将有关要求通知如下，请认真落实。", 40),
		"rare":    strings.Repeat("欧阳䶮𬱖㛃镕堃，“甲”（乙）《丙》2026年11月24日；", 30),
		"numbers": strings.Repeat("12345678901234567890", 20),
		"latin":   strings.Repeat("file name XF-4199-17.xfb, a b c. ", 30),
		"spaces":  strings.Repeat("一二三　四五六  七八九 ", 40),
		"marks":   strings.Repeat("，。（“", 100),
	} {
		for _, face := range []documents.Face{documents.FangSong, documents.HeiTi} {
			if d := cmp.Diff(text, out(t, plain(text, face))); d != "" {
				t.Errorf("%s, face %d: %s", name, face, d)
			}
		}
	}
	lines := strings.Repeat("第一行\n第二行。\n", 40)
	if d := cmp.Diff(strings.ReplaceAll(lines, "\n", ""), out(t, plain(lines, documents.KaiTi))); d != "" {
		t.Errorf("lines: %s", d)
	}
}

// What stands on a page is what the paper says, with the head of a table once more on each
// page, and the foot.
func TestPDFPapers(t *testing.T) {
	foot := regexp.MustCompile(`核对码 [0-9A-F]{4} [0-9A-F]{4}[^第—]*(第\d+页　共\d+页|— \d+ —)?$|— \d+ —$`)
	for name, p := range papers(t) {
		if name == "register-mixed" { // a row that is cut stands in another order
			continue
		}
		head := ""
		for _, b := range p.Blocks {
			if table, ok := b.(documents.Table); ok {
				for _, c := range table.Head {
					head += strings.ReplaceAll(c.Text, "\n", "")
				}
			}
		}
		var got strings.Builder
		pages := pdfText(t, written(t, p.PDF))
		for _, page := range pages {
			text := strings.Join(page, "")
			if p.Foot != "" && !foot.MatchString(text) {
				t.Errorf("%s: no foot on a page: %q", name, text)
			}
			text = foot.ReplaceAllString(text, "")
			if head != "" {
				text = strings.ReplaceAll(text, head, "")
			}
			got.WriteString(text)
		}
		want := strings.NewReplacer("\n", "", "\t", "").Replace(p.Text())
		if head != "" {
			want = strings.ReplaceAll(want, head, "")
		}
		if d := cmp.Diff(want, got.String()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestPDFTable(t *testing.T) {
	count := func(p documents.Paper, text string) (n int, pages []int) {
		places, err := documents.Places(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range places {
			if one.Text == text {
				n++
				pages = append(pages, one.Page)
			}
		}
		return n, pages
	}
	sixty := documents.RegisterPaper(sampleRegister(t, 60))
	n, pages := count(sixty, "姓名")
	if n < 5 || !slices.Equal(slices.Compact(slices.Clone(pages)), pages) {
		t.Errorf("the head stands on pages %v", pages)
	}
	if n, _ := count(sixty, "60"); n != 1 {
		t.Errorf("the last visit stands %d times", n)
	}
	mixed := papers(t)["register-mixed"]
	if n, pages := count(mixed, "宅基地边界不清，"); n+countPrefix(t, mixed, "宅基地边界不清，“") != 40 || pages != nil && pages[0] == pages[len(pages)-1] {
		t.Errorf("a row of 40 lines: %d on pages %v", n, pages)
	}
	all, err := documents.Places(mixed)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		if bottom := mixed.Page.Height / 25.4 * 72; one.Y > bottom || one.X < 0 {
			t.Errorf("%q stands off the page", one.Text)
		}
	}
}

func countPrefix(t *testing.T, p documents.Paper, prefix string) (n int) {
	places, err := documents.Places(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range places {
		if strings.HasPrefix(one.Text, prefix) {
			n++
		}
	}
	return n
}

// An ordinary slip fits on its half page.
func TestSlipOnePage(t *testing.T) {
	for _, name := range []string{"slip", "slip-quiet", "slip-spot"} {
		if n := len(pdfText(t, written(t, papers(t)[name].PDF))); n != 1 {
			t.Errorf("%s has %d pages", name, n)
		}
	}
}

func TestPDFMissing(t *testing.T) {
	p := plain("甲\U0001F600乙\u0bb8", documents.FangSong)
	missing, err := p.Missing()
	if err != nil || string(missing) != "\U0001F600\u0bb8" {
		t.Errorf("missing: %q, %v", string(missing), err)
	}
	if got := out(t, p); got != "甲〓乙〓" {
		t.Errorf("printed: %q", got)
	}
	// What bold lacks is drawn in the regular face.
	if got := out(t, plain("㐀㐁", documents.HeiTi)); got != "㐀㐁" {
		t.Errorf("bold: %q", got)
	}
}

func TestPDFSame(t *testing.T) {
	for name, p := range papers(t) {
		if !bytes.Equal(written(t, p.PDF), written(t, p.PDF)) {
			t.Errorf("%s differs from itself", name)
		}
	}
}

func TestPageNumbers(t *testing.T) {
	places, err := documents.Places(papers(t)["red-head"])
	if err != nil {
		t.Fatal(err)
	}
	middle := 105 / 25.4 * 72
	for _, one := range places {
		if strings.HasPrefix(one.Text, "— ") && (one.X > middle) != (one.Page%2 == 1) {
			t.Errorf("page %d has its number at %.0f", one.Page, one.X)
		}
	}
}

func TestRedHead(t *testing.T) {
	if documents.NewRedHead("village", "东岭村文件", "", false) != nil {
		t.Error("a village has a red header")
	}
	where := func(blank bool) (y float64, mark bool) {
		p := plain("正文", documents.FangSong)
		p.Head = documents.NewRedHead("township", "柳河镇人民政府文件", "柳政〔2026〕5号", blank)
		places, err := documents.Places(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, one := range places {
			mark = mark || strings.HasPrefix(one.Text, "柳河镇")
			if one.Text == "正文" {
				y = one.Y
			}
		}
		return y, mark
	}
	printed, mark := where(false)
	left, none := where(true)
	if !mark || none || printed-left > 3 || left-printed > 3 {
		t.Errorf("the text begins at %.1f under a header (%v), at %.1f under a blank one (%v)", printed, mark, left, none)
	}
}
