package store

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"silian/casework"
)

// caseWords is what search looks through, one row apart from the row that lists show.
type caseWords struct {
	hay  string // all text, folded
	keys string // what is found by rule and not as text: see keysOf
}

// words is all that search may find a case by; of a sensitive case its number alone.
func words(c casework.Case) caseWords {
	keys := numberKeys(c.No)
	if c.HandlersOnly() {
		return caseWords{fold(numberText(c.No)), lines(keys)}
	}
	w := c.Words
	parts := []string{numberText(c.No), w.Text.Title}
	for _, p := range w.Parties {
		parts = append(parts, p.Name, groupText(p.Group), p.Address, p.Phone.Reveal())
		keys = append(keys, spellings(p.Name)...)
		if p.Name != "" {
			keys = append(keys, partyKey(p.Name, p.Group))
		}
		if p.Phone != "" {
			keys = append(keys, phoneKey(p.Phone))
		}
	}
	parts = append(parts, w.Text.Place, w.Text.Narrative)
	parts = append(parts, w.Text.Requests...)
	keys = append(keys, spellings(w.Text.Place)...)
	if lead := c.ActiveLead(); lead != nil {
		parts = append(parts, lead.Name)
		keys = append(keys, spellings(lead.Name)...)
	}
	for _, r := range c.Rows {
		parts = append(parts, w.Notes[r.Entry], w.Alone[r.Entry])
	}
	for _, a := range w.Attachments {
		parts = append(parts, a.Name)
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return caseWords{fold(strings.Join(parts, "\n")), lines(keys)}
}

// lines joins keys, each once, with a line break before and behind each.
func lines(keys []string) string {
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if len(keys) == 0 {
		return ""
	}
	return "\n" + strings.Join(keys, "\n") + "\n"
}

// fold brings text to the one form that is searched: small letters, ASCII for its
// full-width forms, one middle dot, no control characters but line breaks.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == ' ':
			return r
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '•', r == '・', r == '‧', r == '･':
			return '·'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return unicode.ToLower(r)
	}, strings.ToValidUTF8(text, "\ufffd"))
}

// numberText is the number as text without its letter, so that "3a" is no part of it:
// that names number 3, not 13.
func numberText(no casework.CaseNo) string {
	return strings.TrimRight(string(no), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

// numberKeys are the parts by which a number is named: "3A", "2026-3", "2026-3A" and the
// whole. The running number stands without leading zeros.
func numberKeys(no casework.CaseNo) []string {
	n, ok := parseTypedNo(strings.ToLower(string(no)))
	if !ok {
		return nil
	}
	return []string{
		"=" + n.seq + n.letter, "=" + n.year + "-" + n.seq, "=" + n.year + "-" + n.seq + n.letter,
		"=" + n.office + "-" + n.year + "-" + n.seq, "=" + n.office + "-" + n.year + "-" + n.seq + n.letter,
	}
}

// typedNo is a number as far as somebody typed it.
type typedNo struct{ office, year, seq, letter string }

// key is the key of numberKeys that the typed parts name.
func (n typedNo) key() string {
	s := n.seq + n.letter
	if n.year != "" {
		s = n.year + "-" + s
	}
	if n.office != "" {
		s = n.office + "-" + s
	}
	return "=" + s
}

// parseTypedNo reads "3a", "0003a", "2026-3", "2026-0003a" and whole numbers, all in
// small letters. Digits alone are no number: they are found as text.
func parseTypedNo(word string) (n typedNo, ok bool) {
	parts := strings.Split(word, "-")
	last := parts[len(parts)-1]
	if k := len(last); k > 1 && last[k-1] >= 'a' && last[k-1] <= 'z' {
		n.letter, last = last[k-1:], last[:k-1]
	}
	seq, err := strconv.ParseUint(last, 10, 31)
	if err != nil || seq == 0 || !digits(last) {
		return n, false
	}
	n.seq = strconv.FormatUint(seq, 10)
	switch len(parts) {
	case 1:
		return n, n.letter != ""
	case 2:
		n.year = parts[0]
	case 3:
		n.office, n.year = parts[0], parts[1]
		if len(n.office) != 12 || !digits(n.office) {
			return n, false
		}
	default:
		return n, false
	}
	return n, len(n.year) == 4 && digits(n.year)
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// groupText is a village group as it was written and, beside it, with its number in the
// other script: 二组 is found by 2组 too.
func groupText(group string) string {
	n, ok := groupNumber(group)
	if !ok {
		return group
	}
	han := hanNumber(n)
	return strings.Join(slices.Compact([]string{group, han + "组", strconv.Itoa(n) + "组"}), " ")
}

// groupNumber reads the number of a group of 1 to 99: 二组, 第2组, 2组, 十二村民组.
func groupNumber(group string) (int, bool) {
	s := strings.TrimPrefix(fold(strings.TrimSpace(group)), "第")
	for _, end := range []string{"村民小组", "村民组", "小组", "组", "队"} {
		if cut, found := strings.CutSuffix(s, end); found {
			s = cut
			break
		}
	}
	if digits(s) && len(s) <= 2 {
		n, _ := strconv.Atoi(s)
		return n, n > 0
	}
	for n := 1; n <= 99; n++ {
		if hanNumber(n) == s {
			return n, true
		}
	}
	return 0, false
}

// hanNumber writes 1 to 99 as 一 to 九十九.
func hanNumber(n int) string {
	ones := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch tens := n / 10; tens {
	case 0:
		return ones[n]
	case 1:
		return "十" + ones[n%10]
	default:
		return ones[tens] + "十" + ones[n%10]
	}
}

// groupKey is one form for all ways to write a group.
func groupKey(group string) string {
	if n, ok := groupNumber(group); ok {
		return strconv.Itoa(n)
	}
	return strings.ReplaceAll(fold(strings.TrimSpace(group)), "\n", " ")
}

// partyKey names a party of a case by name and group.
func partyKey(name, group string) string {
	return "@" + strings.ReplaceAll(fold(strings.TrimSpace(name)), "\n", " ") + "|" + groupKey(group)
}

// categoryKey names the category of a visit.
func categoryKey(code string) string { return "~" + code }

// phoneKey names a telephone.
func phoneKey(p casework.Phone) string { return "#" + p.Reveal() }
