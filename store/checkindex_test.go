package store_test

import (
	"testing"

	"silian/casework"
)

// TestIndexHoldsOddText: whatever is typed, the index holds the tokens that a check
// expects, also after words changed.
func TestIndexHoldsOddText(t *testing.T) {
	b := newBook(t)
	for _, text := range []string{
		"ÉÈ ñandú Straße ИВАН Ωμ", "𠮷野家😀👨‍👩‍👧", "１２３ＡＢＣ！", "a\u0301\u200b\u00adb", "\ue000x\ue001y", "王·买买提 O'Neil-Łódź", "女绿吕略 ǎ ü", "一二三4567890123", "㐀㛃\U0002a6d6", "، د ٣٤ क्षि ไทย", "1\u20e32", "①Ⅷ½²㈱", "欸誒呣嘸",
	} {
		s := b.open(text)
		b.add(s, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: text, Address: text})
		b.add(s, casework.CaseText, casework.Text{Title: text + "改", Place: text, Narrative: text + text})
	}
	clean(t, b.Store)
}
