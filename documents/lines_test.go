package documents_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/documents"
)

func TestBreakLines(t *testing.T) {
	tests := []struct {
		name, text string
		width      float64
		want       []string
	}{
		{"nothing", "", 5, []string{""}},
		{"fits", "村务日", 3, []string{"村务日"}},
		{"no full stop first", "一二三四五。六", 5, []string{"一二三四", "五。六"}},
		{"no opening quote last", "他说了话“你好”", 5, []string{"他说了话", "“你好”"}},
		{"no dash first", "一二三四——五", 4, []string{"一二三", "四——五"}},
		{"number whole", "欠款共计12000元", 5, []string{"欠款共计", "12000元"}},
		{"date whole", "日期是2026-11-24止", 6, []string{"日期是", "2026-11-24止"}},
		{"a number wider than the line is cut", "1234567890", 3, []string{"123456", "7890"}},
		{"line breaks stay", "一\n\n二", 5, []string{"一\n", "\n", "二"}},
		{"spaces hang", "一二三  四", 3, []string{"一二三  ", "四"}},
		{"nothing but marks", "，，，，，", 2, []string{"，，", "，，", "，"}},
		{"word whole", "文件file名", 3, []string{"文件", "file名"}},
	}
	for _, tc := range tests {
		if d := cmp.Diff(tc.want, documents.BreakLines(tc.text, tc.width)); d != "" {
			t.Errorf("%s: %s", tc.name, d)
		}
	}
}

// Every text comes out whole; where a line is wide enough for its longest piece, no line
// begins or ends with what may not, and no number is cut.
func TestBreakLinesProperty(t *testing.T) {
	piece := rapid.OneOf(
		rapid.StringMatching(`[一二三四五六七八九十]{1,8}`),
		rapid.StringMatching(`[一二三]{1,4}[，。；：！？]`),
		rapid.StringMatching(`（[一二三]{1,4}）`),
		rapid.StringMatching(`“[一二三]{1,4}。”`),
		rapid.StringMatching(`[一二][0-9]{1,9}[元号]`),
		rapid.StringMatching(`䶮𬱖㛃[《][一二三]{1,3}[》]`),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
		lines := documents.BreakLines(text, rapid.Float64Range(12, 30).Draw(t, "width"))
		if got := strings.Join(lines, ""); got != text {
			t.Fatalf("%q came out as %q", text, got)
		}
		for i, line := range lines {
			first, _ := utf8.DecodeRuneInString(line)
			last, _ := utf8.DecodeLastRuneInString(line)
			if i > 0 && strings.ContainsRune(documents.NoStart, first) {
				t.Errorf("line %d begins with %q: %q", i, first, lines)
			}
			if i < len(lines)-1 && strings.ContainsRune(documents.NoEnd, last) {
				t.Errorf("line %d ends with %q: %q", i, last, lines)
			}
			if i > 0 && isDigit(first) {
				before, _ := utf8.DecodeLastRuneInString(lines[i-1])
				if isDigit(before) {
					t.Errorf("a number is cut: %q", lines)
				}
			}
		}
	})
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
