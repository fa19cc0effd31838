package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"silian/casework"
	"silian/office"
)

// slipText writes the hand-over slip of a stick as plain text. The receipt code is not
// on it.
func slipText(s office.Slip) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("U盘交接单")
	line("")
	line("送出单位：%s（%s）", s.From.Name, s.From.Code)
	line("接收单位：%s（%s）", s.To.Name, s.To.Code)
	line("制单日期：%s　　制单人：%s", s.Made, s.By)
	line("")
	for i, f := range s.Files {
		line("%d. 第%d号　%d笔　核对码 %s", i+1, f.Seq, f.Entries, f.Check)
		line("   %s　%s", f.File, bytesWords(f.Bytes))
	}
	line("")
	line("合计：%d个文件，%d笔", len(s.Files), s.Entries())
	line("")
	line("交出人（签字）：______________　　日期：____年__月__日")
	line("接收人（签字）：______________　　日期：____年__月__日")
	line("")
	line("文件已加密，只有接收单位打得开。U盘丢失请马上告诉送出单位，可以照原样补送。")
	return b.String()
}

func bytesWords(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d 字节", n)
}

// writeSlip writes the slip to a new file; a file that is there is left alone.
func writeSlip(path string, s office.Slip) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return office.ErrExists
	}
	if err != nil {
		return &casework.Problem{Field: "slip", Code: "place"}
	}
	_, err = f.WriteString(slipText(s))
	return errors.Join(err, f.Close())
}
