package ledger

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// readText reads a text: cells between tabs when its first line holds one, else between
// commas, with the quotes of CSV.
func readText(ctx context.Context, r io.Reader, c *collector, progress Progress) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return problem("unreadable")
	}
	text, err := decode(raw)
	if err != nil {
		return err
	}
	cut := csv.NewReader(strings.NewReader(text))
	cut.FieldsPerRecord, cut.ReuseRecord = -1, true
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	if strings.Contains(first, "\t") {
		cut.Comma = '\t'
	}
	c.sheet("")
	for n := 0; ; n++ {
		if n%256 == 0 {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			progress(cut.InputOffset(), int64(len(text)))
		}
		cells, err := cut.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return because("quotes", errors.New("quotes without a pair"))
		}
		line, _ := cut.FieldPos(0)
		if err := c.row(line, cells); err != nil {
			return err
		}
	}
	c.end()
	progress(int64(len(text)), int64(len(text)))
	return nil
}

// decode gives the text: by its mark, else UTF-8 when it is that, else GB18030, which
// WPS and Excel write in China.
func decode(raw []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")) || bytes.HasPrefix(raw, []byte("\xfe\xff")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf8.Valid(raw):
		return strings.TrimPrefix(string(raw), "\ufeff"), nil
	default:
		from = simplifiedchinese.GB18030
	}
	text, err := from.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) || bytes.IndexByte(text, 0) >= 0 {
		return "", problem("encoding")
	}
	return string(text), nil
}
