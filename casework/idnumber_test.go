package casework_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"silian/casework"
)

// The two numbers that GB 11643-1999 gives as examples.
const (
	idWithX  = "11010519491231002X"
	idDigits = "440524188001010014"
)

func TestParseIDNumber(t *testing.T) {
	for in, code := range map[string]string{
		idWithX: "", idDigits: "", "11010519491231002x": "", " 110105 19491231 002X ": "", "110105　19491231　002X": "",
		"110105491231002":     "old_15_digits",
		"":                    "needs_18_characters",
		"1101051949123100":    "needs_18_characters",
		"11010519491231002XX": "needs_18_characters",
		"11010549123100X":     "needs_18_characters", // fifteen, and not digits
		"１１０１０５":              "needs_18_characters", // eighteen bytes
		"1101051949123X002X":  "digits_only",
		"11010519491231002Y":  "digits_only",
		"110105194912310021":  "wrong_check_digit",
		"440524188001010010":  "wrong_check_digit",
		"44052418800101001X":  "wrong_check_digit",
		"110105194902290029":  "no_such_date",
		"110105194913310026":  "no_such_date",
		"110105000012310020":  "no_such_date",
		"110105249912310020":  "no_such_date",
	} {
		n, err := casework.ParseIDNumber(in)
		var p *casework.Problem
		switch {
		case code == "" && (err != nil || len(n.Reveal()) != 18):
			t.Errorf("ParseIDNumber(%q) = %d characters, %v", in, len(n.Reveal()), err)
		case in == "１１０１０５" && errors.As(err, &p): // wide digits are no digits, whatever the code
		case code != "" && (!errors.As(err, &p) || p.Field != "id_number" || p.Code != code):
			t.Errorf("ParseIDNumber(%q) = %v, want %s", in, err, code)
		case code != "" && n != "":
			t.Errorf("ParseIDNumber(%q) gives a number beside the error", in)
		case err != nil && len(in) > 6 && strings.Contains(err.Error(), in[:6]):
			t.Errorf("the error repeats the input: %v", err)
		}
	}
}

// TestCheckCharacter: changing any one digit, or swapping two neighbours that differ, is
// found (ISO 7064 MOD 11-2 finds all of both).
func TestCheckCharacter(t *testing.T) {
	const weights = "7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2"
	var w []int
	for f := range strings.FieldsSeq(weights) {
		var n int
		if _, err := fmt.Sscan(f, &n); err != nil {
			t.Fatal(err)
		}
		w = append(w, n)
	}
	rapid.Check(t, func(t *rapid.T) {
		digits := []byte(fmt.Sprintf("%06d19%02d0%d%02d%03d", rapid.IntRange(110000, 829999).Draw(t, "region"),
			rapid.IntRange(0, 99).Draw(t, "year"), rapid.IntRange(1, 9).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(0, 999).Draw(t, "seq")))
		sum := 0
		for i, d := range digits {
			sum += int(d-'0') * w[i]
		}
		good := string(digits) + string("10X98765432"[sum%11]) // the table of the standard
		if _, err := casework.ParseIDNumber(good); err != nil {
			t.Fatalf("%s: %v", good, err)
		}
		i := rapid.IntRange(0, 16).Draw(t, "at")
		other := []byte(good)
		other[i] = '0' + (other[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, err := casework.ParseIDNumber(string(other)); err == nil {
			t.Fatalf("%s passes for %s", other, good)
		}
		if i < 16 && good[i] != good[i+1] {
			other = []byte(good)
			other[i], other[i+1] = other[i+1], other[i]
			if _, err := casework.ParseIDNumber(string(other)); err == nil {
				t.Fatalf("%s passes for %s", other, good)
			}
		}
	})
}

func TestIDNumberIsMaskedWhereverItIsPrinted(t *testing.T) {
	n, err := casework.ParseIDNumber(idWithX)
	if err != nil {
		t.Fatal(err)
	}
	const masked = "****************2X"
	type holder struct{ N casework.IDNumber }
	leaks := func(how, s string) {
		t.Helper()
		for _, part := range []string{"110105", "1949", "1231", "002X", fmt.Sprintf("%x", "110105")} {
			if strings.Contains(s, part) {
				t.Errorf("%s leaks: %s", how, s)
			}
		}
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%25s", "%-25v", "%.3s", "%z"} {
		for _, v := range []any{n, holder{n}, &holder{n}, []casework.IDNumber{n}, map[casework.IDNumber]bool{n: true}} {
			leaks(verb, fmt.Sprintf(verb, v))
		}
	}
	if got := fmt.Sprintf("%v %s %#v %q", n, n, n, n); got != masked+" "+masked+` casework.IDNumber("`+masked+`") "`+masked+`"` {
		t.Error(got)
	}
	leaks("error", fmt.Errorf("asked for %v and %s", n, n).Error())
	leaks("problem", fmt.Sprint(errors.Join(&casework.Problem{Field: "id_number", Code: "wrong_check_digit"}, fmt.Errorf("%w: %v", errors.ErrUnsupported, n))))
	var log bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(h).With("a", n).WithGroup("g").Info("x", "b", n, "c", holder{n}, "d", []casework.IDNumber{n})
	}
	leaks("log", log.String())
	if got := strings.Count(log.String(), masked); got != 8 {
		t.Errorf("%d masked numbers in %s", got, log.String())
	}
	for _, short := range []casework.IDNumber{"", "1", "12"} {
		if got := short.String(); got != strings.Repeat("*", len(short)) {
			t.Errorf("%d characters show as %s", len(short), got)
		}
	}
}

// TestIDNumberIsNotWritten: JSON holds the masked form, which reads back as an error
// that says nothing.
func TestIDNumberIsNotWritten(t *testing.T) {
	n := casework.IDNumber(idWithX)
	b, err := json.Marshal(struct{ N casework.IDNumber }{n})
	if err != nil || string(b) != `{"N":"****************2X"}` {
		t.Errorf("%s, %v", b, err)
	}
	var back struct{ N casework.IDNumber }
	if err := json.Unmarshal(b, &back); err == nil || back.N != "" {
		t.Errorf("the masked form is read as a number")
	}
	if err := json.Unmarshal([]byte(`{"N":""}`), &back); err != nil || back.N != "" {
		t.Errorf("none: %v", err)
	}
	if err := json.Unmarshal([]byte(`{"N":"`+idWithX+`"}`), &back); err != nil || back.N.Reveal() != idWithX {
		t.Errorf("a number is not read: %v", err)
	}
	for _, bad := range []string{`{"N":"110105194912310021"}`, `{"N":110105194912310021}`} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil || strings.Contains(err.Error(), "110105") {
			t.Errorf("error of reading: %v", err)
		}
	}
}

// TestNoBodyHoldsAnIDNumber: version 1 stores none anywhere.
func TestNoBodyHoldsAnIDNumber(t *testing.T) {
	var walk func(path string, typ reflect.Type)
	walk = func(path string, typ reflect.Type) {
		switch {
		case typ == reflect.TypeFor[casework.IDNumber]() || strings.Contains(strings.ToLower(path), "idnumber"):
			t.Errorf("%s holds an ID number", path)
		case typ.Kind() == reflect.Struct:
			for i := range typ.NumField() {
				walk(path+"."+typ.Field(i).Name, typ.Field(i).Type)
			}
		case typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Map || typ.Kind() == reflect.Array:
			walk(path, typ.Elem())
		}
	}
	for _, v := range []any{
		casework.Body{},
		casework.Case{},
		casework.ReceptionDay{},
		casework.Text{},
		casework.Party{},
		casework.Note{},
		casework.Evaluated{},
		casework.VisitText{},
		casework.Beside{},
		casework.SealedEnvelope{},
		casework.JoinedRoom{},
		casework.LeadAssigned{},
		casework.PlannedMeeting{},
	} {
		walk(reflect.TypeOf(v).Name(), reflect.TypeOf(v))
	}
}
