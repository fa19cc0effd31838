package casework_test

import (
	"errors"
	"strings"
	"testing"

	"silian/casework"
)

type sample struct {
	N    int      `json:"n"`
	Text string   `json:"text"`
	List []string `json:"list"`
}

func TestStrictTakesItsOwnForm(t *testing.T) {
	for _, s := range []sample{{}, {1, "a", nil}, {-7, "<b>&\"\\ 张\u2028𠮷", []string{"", "x"}}} {
		b, err := casework.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		var got sample
		if err := casework.Strict(b, &got); err != nil {
			t.Errorf("Strict(%s): %v", b, err)
		}
	}
}

func TestStrictRefuses(t *testing.T) {
	cases := map[string]string{
		"empty":           ``,
		"not JSON":        `hello`,
		"duplicate key":   `{"n":1,"n":1,"text":"","list":null}`,
		"unknown key":     `{"n":1,"text":"","list":null,"more":1}`,
		"missing key":     `{"n":1,"list":null}`,
		"folded key":      `{"N":1,"text":"","list":null}`,
		"key order":       `{"text":"","n":1,"list":null}`,
		"float":           `{"n":1.0,"text":"","list":null}`,
		"exponent":        `{"n":1e0,"text":"","list":null}`,
		"leading zero":    `{"n":01,"text":"","list":null}`,
		"space":           `{"n": 1,"text":"","list":null}`,
		"newline at end":  `{"n":1,"text":"","list":null}` + "\n",
		"space in front":  ` {"n":1,"text":"","list":null}`,
		"two values":      `{"n":1,"text":"","list":null}{}`,
		"BOM":             "\ufeff" + `{"n":1,"text":"","list":null}`,
		"bad UTF-8":       `{"n":1,"text":"` + "\xff\xfe" + `","list":null}`,
		"lone surrogate":  `{"n":1,"text":"\ud800","list":null}`,
		"needless escape": `{"n":1,"text":"\u0061","list":null}`,
		"HTML escape":     `{"n":1,"text":"\u003c","list":null}`,
		"cut off":         `{"n":1,"text":"","list":null`,
		"null":            `null`,
		"too deep":        strings.Repeat("[", 17) + strings.Repeat("]", 17),
		"wrong type":      `{"n":"1","text":"","list":null}`,
	}
	for name, in := range cases {
		var s sample
		if err := casework.Strict([]byte(in), &s); !errors.Is(err, casework.ErrNotCanonical) {
			t.Errorf("%s: Strict(%q) = %v, want ErrNotCanonical", name, in, err)
		}
	}
}

func TestStrictCountsBracketsOutsideStringsOnly(t *testing.T) {
	in := `{"n":1,"text":"` + strings.Repeat("[{", 40) + `\"[[","list":null}`
	var s sample
	if err := casework.Strict([]byte(in), &s); err != nil {
		t.Errorf("brackets inside a string: %v", err)
	}
}

func TestEncodeRefusesWhatHasNoForm(t *testing.T) {
	if _, err := casework.Encode(func() {}); err == nil {
		t.Error("Encode(func) gave no error")
	}
}
