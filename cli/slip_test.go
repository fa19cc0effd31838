package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

func TestSlipText(t *testing.T) {
	s := office.Slip{
		From: casework.Office{Code: "419901102201", Name: "东岭村"}, To: casework.Office{Code: "419901102000", Name: "柳河镇"}, By: "张某",
		Files: []office.SlipFile{{File: "XF-1.xfb", Seq: 3, Entries: 4, Bytes: 9000, Check: "ab12 cd34"}, {File: "XF-2.xfb", Seq: 4, Entries: 1}},
	}
	text := slipText(s)
	for _, want := range []string{"U盘交接单", "东岭村", "柳河镇", "1. 第3号　4笔　核对码 ab12 cd34", "XF-1.xfb　9000 字节", "合计：2个文件，5笔", "交出人（签字）", "接收人（签字）"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the slip:\n%s", want, text)
		}
	}
	if strings.Contains(text, "回执码") {
		t.Error("the carrier must not see the receipt code")
	}
	path := filepath.Join(t.TempDir(), "slip.txt")
	if err := writeSlip(path, s); err != nil {
		t.Fatal(err)
	}
	if err := writeSlip(path, s); err != office.ErrExists {
		t.Errorf("over an old slip: %v", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != text {
		t.Errorf("%v", err)
	}
	if err := writeSlip(filepath.Join(path, "x"), s); err == nil {
		t.Error("no such folder")
	}
}
