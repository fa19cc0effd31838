package casework_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"silian/casework"
)

func TestPhoneIsMaskedWhereverItIsPrinted(t *testing.T) {
	p, err := casework.ParsePhone(" 138-1234 5678")
	if err != nil {
		t.Fatal(err)
	}
	if p.Reveal() != "13812345678" {
		t.Errorf("Reveal = %s", p.Reveal())
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("visitor", "phone", p)
	for _, s := range []string{p.String(), fmt.Sprint(p), fmt.Sprintf("%s %v %q %+v", p, p, p, struct{ P casework.Phone }{p}), log.String()} {
		if strings.Contains(s, "1381234") || !strings.Contains(s, "*******5678") {
			t.Errorf("not masked: %s", s)
		}
	}
	if casework.Phone("1234").String() != "****" {
		t.Error("a short number shows")
	}
}

func TestParsePhone(t *testing.T) {
	for in, code := range map[string]string{
		"": "", "12345": "", "+8613812345678": "", "0394　8123456": "",
		"1234": "needs_5_to_15_digits", "1234567890123456": "needs_5_to_15_digits", "+": "needs_5_to_15_digits",
		"138x2345678": "digits_only", "１３８１２": "digits_only", "13+812345": "digits_only",
	} {
		_, err := casework.ParsePhone(in)
		var p *casework.Problem
		switch {
		case code == "" && err != nil:
			t.Errorf("ParsePhone(%q): %v", in, err)
		case code != "" && (!errors.As(err, &p) || p.Field != "phone"):
			t.Errorf("ParsePhone(%q) = %v, want a problem with the phone", in, err)
		}
	}
}

// TestPhoneIsMaskedForEveryVerb: no verb reaches the digits, inside a struct or out.
func TestPhoneIsMaskedForEveryVerb(t *testing.T) {
	const p = casework.Phone("13812345678")
	party := casework.Party{Part: casework.Applicant, Name: "张三", Phone: p, Address: "柳树村"}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%20s", "%-20v", "%.3s", "%z"} {
		for _, v := range []any{p, &party, party, []casework.Phone{p}, map[string]casework.Phone{"a": p}, fmt.Errorf("no answer at %w: %v", errors.ErrUnsupported, p)} {
			s := fmt.Sprintf(verb, v)
			if strings.Contains(s, "1381") || strings.Contains(s, "3133383132") {
				t.Errorf("%s of %T: %s", verb, v, s)
			}
		}
	}
	for verb, want := range map[string]string{
		"%v": "*******5678", "%#v": `casework.Phone("*******5678")`, "%q": `"*******5678"`, "%14s": "   *******5678", "%d": "*******5678",
	} {
		if got := fmt.Sprintf(verb, p); got != want {
			t.Errorf("%s: %s, want %s", verb, got, want)
		}
	}
}

// TestPhoneStaysOutOfLogsAndErrors: of both handlers, also inside a party or a visit.
func TestPhoneStaysOutOfLogsAndErrors(t *testing.T) {
	const p = casework.Phone("13812345678")
	party := casework.Party{Part: casework.Applicant, Name: "张三", Group: "三组", Phone: p, Address: "柳树村"}
	visit := casework.VisitText{Name: "张三", Group: "三组", Phone: p, Words: "要账", Answer: "回话"}
	var log bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(h).With("phone", p).WithGroup("g").Error("x", "phone", p, "party", party, "visit", visit)
	}
	for _, word := range []string{"1381", "张三", "三组", "柳树村", "要账", "回话"} {
		if strings.Contains(log.String(), word) {
			t.Errorf("%s in the log: %s", word, log.String())
		}
	}
	if n := strings.Count(log.String(), "*******5678"); n != 8 {
		t.Errorf("%d masked numbers: %s", n, log.String())
	}
	var got casework.Party
	err := json.Unmarshal([]byte(`{"name":"张三","phone":13812345678}`), &got)
	if err == nil || strings.Contains(err.Error(), "1381") {
		t.Errorf("error of reading: %v", err)
	}
	if _, err := casework.ParsePhone("1381234567x"); err == nil || strings.Contains(err.Error(), "1381") {
		t.Errorf("error of parsing: %v", err)
	}
	// JSON is the journal: it keeps the number.
	if b, err := json.Marshal(party); err != nil || !bytes.Contains(b, []byte(`"phone":"13812345678"`)) {
		t.Errorf("%s, %v", b, err)
	}
}

func TestMaskName(t *testing.T) {
	for in, want := range map[string]string{
		"张三": "张某某", "张三丰": "张某某", " 欧阳修 ": "欧阳某某", "欧阳": "欧某某", "诸葛孔明": "诸葛某某", "司马　光": "司马某某",
		"𠮷田": "𠮷某某", "张": "某某", "阿卜杜拉·买买提": "阿某某", "John": "J某某", "": "", "  ": "",
	} {
		if got := casework.MaskName(in); got != want {
			t.Errorf("MaskName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMaskAddress(t *testing.T) {
	for in, want := range map[string]string{
		"柳河镇东岭村三组12号":      "柳河镇东岭村三组",
		" 东岭村第3村民小组张三家 ":   "东岭村第3村民小组",
		"东岭村东组大槐树下":        "东岭村东组",
		"东岭村12号":           "东岭村",
		"东岭村12号院张组长家":      "东岭村",
		"甲乡柳树村村民委员会":       "甲乡柳树村",
		"城关镇北关社区5号楼2单元301": "城关镇北关社区",
		"前村镇李庄村二组":         "前村",
		"平川县建设路18号":        "",
		"建设路18号新村3组":       "",
		"三组":               "",
		"":                 "",
	} {
		if got := casework.MaskAddress(in); got != want {
			t.Errorf("MaskAddress(%q) = %q, want %q", in, got, want)
		}
	}
	if casework.BulletinPerson != "本村村民" {
		t.Error(casework.BulletinPerson)
	}
}
