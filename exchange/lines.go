package exchange

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"

	"github.com/emmansun/gmsm/sm3"

	"silian/casework"
)

// EntryOrder is the order of entries.jsonl: subject kind, subject id, n, entry
// id. An entry stands in a file once.
func EntryOrder(a, b casework.Entry) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind),
		bytes.Compare(a.Subject[:], b.Subject[:]),
		cmp.Compare(a.N, b.N),
		bytes.Compare(a.ID[:], b.ID[:]),
	)
}

// errOrder says that entries do not stand in EntryOrder, each once.
var errOrder = errors.New("entries are not in order")

// measureEntries runs over entries once to learn what the manifest must say.
func measureEntries(entries iter.Seq2[casework.Entry, error]) (EntriesInfo, error) {
	sum := &lineCounter{hash: sm3.New()}
	if err := writeEntries(sum, entries); err != nil {
		return EntriesInfo{}, err
	}
	return EntriesInfo{Count: sum.lines, Size: sum.size, Digest: casework.Digest(sum.hash.Sum(nil))}, nil
}

// lineCounter measures what is written to it; one Write is one line.
type lineCounter struct {
	hash  hash.Hash
	lines uint64
	size  int64
}

func (c *lineCounter) Write(p []byte) (int, error) {
	c.lines++
	c.size += int64(len(p))
	if c.lines > MaxEntries || c.size > MaxEntriesSize {
		return 0, fmt.Errorf("%w: %d entries, %d bytes", ErrTooMuch, c.lines, c.size)
	}
	return c.hash.Write(p)
}

// writeEntries writes each entry as one line and insists on EntryOrder.
func writeEntries(w io.Writer, entries iter.Seq2[casework.Entry, error]) error {
	if entries == nil {
		return nil
	}
	var last casework.Entry
	first := true
	for e, err := range entries {
		if err != nil {
			return err
		}
		if !first && EntryOrder(last, e) >= 0 {
			return fmt.Errorf("exchange: %w: %s", errOrder, e.ID)
		}
		last, first = e.WithoutBody(), false
		if _, err := w.Write(append(e.Line(), '\n')); err != nil {
			return err
		}
	}
	return nil
}

// maxLine is the longest line of entries.jsonl without its newline: casework's
// bound and the wrapping.
const maxLine = casework.MaxLine + 12

// readEntries parses lines one at a time; every line ends with a newline, none
// is empty, and they stand in EntryOrder.
func readEntries(r io.Reader) iter.Seq2[casework.Entry, error] {
	return func(yield func(casework.Entry, error) bool) {
		in := bufio.NewReaderSize(r, 64<<10)
		var last casework.Entry
		for n := 1; ; n++ {
			line, err := readLine(in)
			if errors.Is(err, io.EOF) {
				return
			}
			var e casework.Entry
			if err == nil {
				e, err = casework.ParseLine(line)
			}
			if err == nil && n > 1 && EntryOrder(last, e) >= 0 {
				err = errOrder
			}
			if err != nil {
				yield(casework.Entry{}, fmt.Errorf("line %d: %w", n, err))
				return
			}
			last = e.WithoutBody()
			if !yield(e, nil) {
				return
			}
		}
	}
}

// readLine reads one line without its newline, in bounded room. io.EOF means a
// clean end.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > maxLine+1:
			return nil, fmt.Errorf("longer than %d bytes", maxLine)
		case err == nil:
			return line[:len(line)-1], nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(line) == 0:
			return nil, io.EOF
		case errors.Is(err, io.EOF):
			return nil, errors.New("last line has no newline")
		default:
			return nil, err
		}
	}
}
