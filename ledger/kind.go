package ledger

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf16"
)

type kind int

const (
	kindText kind = iota
	kindWorkbook
)

// compound begins the files of old Office, and of new Office under a password.
const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// kindOf tells by the first bytes what a file is; what is not read is a Problem.
func kindOf(f io.ReaderAt, path string) (kind, error) {
	head := make([]byte, 4096)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, problem("unreadable")
	}
	head = head[:n]
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte(compound)):
		return 0, oldKind(f, path)
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return kindWorkbook, nil
	case bytes.HasPrefix(head, []byte("PK")): // an empty archive, or a part of one
		return 0, problem("damaged")
	case bytes.HasPrefix(text, []byte("<")):
		return 0, problem("web_page") // many systems call a web page .xls
	case bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")):
		return kindText, nil
	case bytes.IndexByte(head, 0) >= 0 || bytes.HasPrefix(head, []byte("%PDF")):
		return 0, problem("not_a_table")
	}
	return kindText, nil
}

// oldKind tells a password, an old workbook and a file of WPS apart by the names of the
// streams inside.
func oldKind(f io.ReaderAt, path string) error {
	const block = 1 << 20
	locked, book := wide("EncryptedPackage"), [][]byte{wide("Workbook"), wide("Book")}
	buf, tables := make([]byte, block+64), false
	for at := int64(0); ; at += block {
		n, err := f.ReadAt(buf, at)
		part := buf[:n]
		if bytes.Contains(part, locked) {
			return problem("password")
		}
		tables = tables || bytes.Contains(part, book[0]) || bytes.Contains(part, book[1])
		if err != nil || n == 0 {
			break
		}
	}
	ext := strings.ToLower(filepath.Ext(path))
	switch {
	case ext == ".et" || ext == ".ett":
		return problem("wps_et")
	case tables || ext == ".xls" || ext == ".xlsx":
		return problem("old_xls")
	}
	return problem("not_a_table")
}

// wide is a name as a compound file keeps it.
func wide(s string) (out []byte) {
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}
