package exchange

import (
	"fmt"
	"io"
)

// SealLocal encrypts a stream that stays in the office by the construction of body.enc
// (docs/exchange-format.md, section 5). A key serves one stream and never another. At
// least one byte is written; Close ends the stream and leaves w open.
func SealLocal(w io.Writer, key [16]byte) (io.WriteCloser, error) { return newStreamWriter(w, key) }

// OpenLocal reads what SealLocal wrote, size bytes of it. Reading a changed, moved or
// missing byte is an error; nothing of its chunk is given out.
func OpenLocal(r io.ReaderAt, size int64, key [16]byte) (*io.SectionReader, error) {
	s, err := newStreamReader(r, size, key)
	if err != nil {
		return nil, fmt.Errorf("exchange: open: %w", err)
	}
	return io.NewSectionReader(s, 0, s.size), nil
}
