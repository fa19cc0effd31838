package casework_test

import (
	"bytes"
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

func TestMaskName(t *testing.T) {
	for in, want := range map[string]string{"张三": "张某某", " 欧阳修 ": "欧某某", "𠮷田": "𠮷某某", "": "", "  ": ""} {
		if got := casework.MaskName(in); got != want {
			t.Errorf("MaskName(%q) = %q, want %q", in, got, want)
		}
	}
}
