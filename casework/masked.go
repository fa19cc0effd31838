package casework

import (
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
)

// Phone is a telephone number: digits, with an optional leading + and inner
// spaces or hyphens removed by ParsePhone. Its printed forms are masked; JSON is not,
// because that is the journal. A number in an unexported field is out of reach of
// these methods: do not keep one there.
type Phone string

// ParsePhone reads 5 to 15 digits; empty is allowed and means none was left.
func ParsePhone(s string) (Phone, error) {
	s = strings.NewReplacer(" ", "", "-", "", "　", "").Replace(s)
	if s == "" {
		return "", nil
	}
	digits := strings.TrimPrefix(s, "+")
	if len(digits) < 5 || len(digits) > 15 {
		return "", &Problem{Field: "phone", Code: "needs_5_to_15_digits"}
	}
	for _, c := range digits {
		if c < '0' || c > '9' {
			return "", &Problem{Field: "phone", Code: "digits_only"}
		}
	}
	return Phone(s), nil
}

// String shows the last four digits only.
func (p Phone) String() string { return maskedBut(string(p), 4) }

// Format prints the masked form for every verb.
func (p Phone) Format(f fmt.State, verb rune) { formatMasked(f, verb, "casework.Phone", p.String()) }

// LogValue keeps the number out of logs.
func (p Phone) LogValue() slog.Value { return slog.StringValue(p.String()) }

// Reveal gives the number itself, for a slip or a form that needs it.
func (p Phone) Reveal() string { return string(p) }

// maskedBut hides all of s but its last n bytes; a short s is hidden whole.
func maskedBut(s string, n int) string {
	if len(s) <= n {
		return strings.Repeat("*", len(s))
	}
	return strings.Repeat("*", len(s)-n) + s[len(s)-n:]
}

// formatMasked prints an already masked text for any verb, so that none of them
// (%x, %d, %#v) reaches the value itself.
func formatMasked(f fmt.State, verb rune, name, masked string) {
	switch {
	case verb == 'v' && f.Flag('#'):
		fmt.Fprintf(f, "%s(%q)", name, masked)
	case verb == 'q':
		fmt.Fprintf(f, fmt.FormatString(f, 'q'), masked)
	default:
		fmt.Fprintf(f, fmt.FormatString(f, 's'), masked)
	}
}

// LogValue keeps the words of a party out of logs: only the part stays.
func (p Party) LogValue() slog.Value {
	return slog.GroupValue(slog.String("part", string(p.Part)), slog.Any("phone", p.Phone))
}

// LogValue keeps the words of a visit out of logs.
func (v VisitText) LogValue() slog.Value {
	return slog.GroupValue(slog.String("about", v.About.String()), slog.Any("phone", v.Phone))
}

// BulletinPerson stands for a person in bulletins and reports, where neither name nor
// address may stand (domain 2.6).
const BulletinPerson = "本村村民"

// maskedGiven stands for the given name.
const maskedGiven = "某某"

// MaskName gives the form of a name for anything that leaves the office in
// figures or bulletins: the surname and 某某 (张某某, 欧阳某某). Of a name of one
// character nothing is shown.
func MaskName(name string) string {
	r := []rune(strings.TrimSpace(name))
	switch {
	case len(r) == 0:
		return ""
	case len(r) == 1:
		return maskedGiven
	case len(r) > 2 && slices.Contains(compoundSurnames(), string(r[:2])):
		return string(r[:2]) + maskedGiven
	}
	return string(r[:1]) + maskedGiven
}

// compoundSurnames lists the compound surnames (复姓) in use.
func compoundSurnames() []string {
	return []string{
		"欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐", "夏侯", "端木", "南宫", "西门",
		"呼延", "轩辕", "长孙", "宇文", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "闻人",
		"司空", "鲜于", "闾丘", "司寇", "百里", "东郭", "南门", "拓跋", "独孤", "赫连", "万俟", "第五", "梁丘", "左丘", "段干",
	}
}

// village finds the first village or neighbourhood of an address and the group right
// behind it; a number before either hides all.
var village = regexp.MustCompile(`^[^0-9０-９号]*?(?:村民委员会|居民委员会|村委会|居委会|社区|村)(?:第?(?:[0-9０-９]{1,3}|[〇零一二三四五六七八九十百]{1,4}|[东南西北中前后]{1,2})(?:村民)?小?组)?`)

// MaskAddress gives an address up to the village and its group (村组), "" when none is
// found: a house number leads to a family. A bulletin prints BulletinPerson instead.
func MaskAddress(address string) string { return village.FindString(strings.TrimSpace(address)) }
