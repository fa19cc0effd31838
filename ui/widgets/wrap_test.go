package widgets_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func TestWrap(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	s := widgets.Style{Size: 10} // a Han character is 10 wide, a digit 5.55
	tests := []struct {
		name, text string
		w          float32
		want       []string
	}{
		{"fits", "村务日接访", 50, []string{"村务日接访"}},
		{"plain", "村务日接访登记", 50, []string{"村务日接访", "登记"}},
		{"no comma at the start", "村务日接访，登记", 50, []string{"村务日接", "访，登记"}},
		{"no closing at the start", "（村务日）登记", 40, []string{"（村务", "日）登记"}},
		{"no opening at the end", "村务日接（登记）", 50, []string{"村务日接", "（登记）"}},
		{"two marks stay together", "请写“接访”。登记", 60, []string{"请写“接", "访”。登记"}},
		{"number stays whole", "限2026年10月", 35, []string{"限2026", "年10月"}},
		{"date stays whole", "限2026-11-24前", 60, []string{"限", "2026-11-24", "前"}},
		{"amount stays whole", "补14.4万元", 30, []string{"补14.4", "万元"}},
		{"word stays whole", "请按Control", 40, []string{"请按", "Control"}},
		{"line feed", "一\n\n二", 50, []string{"一", "", "二"}},
		{"too long for a line", "20261124202611242026", 40, []string{"2026112", "4202611", "242026"}},
		{"space at the break goes", "村务日接 访", 40, []string{"村务日接", "访"}},
		{"empty", "", 50, []string{""}},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			if diff := cmp.Diff(tc.want, widgets.Wrap(tc.text, tc.w, s)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestWrapKeepsTheText(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	s := widgets.Style{Size: 14}
	alphabet := rapid.SampledFrom([]rune("村务日接访登记，。：（）“”、12345-./%·abC "))
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOfN(alphabet, 0, 60).Draw(t, "text"))
		w := rapid.Float32Range(30, 200).Draw(t, "w")
		lines := widgets.Wrap(text, w, s)
		bare := func(v string) string { return strings.ReplaceAll(v, " ", "") }
		if got := strings.Join(lines, ""); bare(got) != bare(text) {
			t.Fatalf("text in %q, out %q", text, got)
		}
		for _, line := range lines {
			if s.Width(line) > w && utf8.RuneCountInString(line) > 1 {
				t.Fatalf("line %q is %v wide, want at most %v", line, s.Width(line), w)
			}
		}
	})
}

func TestCut(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	s := widgets.Style{Size: 10}
	tests := []struct {
		text string
		w    float32
		want string
	}{
		{"合作社", 30, "合作社"},
		{"合作社拖欠", 40, "合作社…"},
		{"合作社拖欠", 5, "…"},
		{"", 0, ""},
	}
	for _, tc := range tests {
		if got := widgets.Cut(tc.text, tc.w, s); got != tc.want {
			t.Errorf("Cut(%q, %v) = %q, want %q", tc.text, tc.w, got, tc.want)
		}
	}
}
