package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// blockSize is the unit of a ustar archive (POSIX.1-1988) in bytes.
const blockSize = 512

// maxName is the longest member name that we write or read: no prefix field.
const maxName = 99

// errTar says that an archive is not byte for byte what our writer makes.
var errTar = errors.New("exchange: not a strict ustar archive")

// padded rounds n up to whole blocks.
func padded(n int64) int64 { return (n + blockSize - 1) / blockSize * blockSize }

// memberSpan is the room a member of n bytes takes, with its header.
func memberSpan(n int64) int64 { return blockSize + padded(n) }

// memberHeader gives the only header block that a member of this name and size
// may have: mode 0644, all owners and times 0, type '0', magic "ustar" "00".
func memberHeader(name string, size int64) [blockSize]byte {
	var h [blockSize]byte
	copy(h[0:maxName], name)
	copy(h[100:], "0000644\x00")
	copy(h[108:], "0000000\x00")
	copy(h[116:], "0000000\x00")
	copy(h[124:], fmt.Sprintf("%011o\x00", size))
	copy(h[136:], "00000000000\x00")
	copy(h[148:], "        ")
	h[156] = '0'
	copy(h[257:], "ustar\x0000")
	copy(h[329:], "0000000\x00")
	copy(h[337:], "0000000\x00")
	sum := 0
	for _, b := range h {
		sum += int(b)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
	return h
}

// tarWriter writes members one after the other; each must be filled exactly.
type tarWriter struct {
	w    io.Writer
	left int64
	pad  int64
}

// begin opens a member of exactly size bytes.
func (t *tarWriter) begin(name string, size int64) error {
	if err := t.end(); err != nil {
		return err
	}
	if name == "" || len(name) > maxName || size < 0 || size > 1<<33-1 {
		return fmt.Errorf("exchange: member %q of %d bytes does not fit a ustar header", name, size)
	}
	h := memberHeader(name, size)
	if _, err := t.w.Write(h[:]); err != nil {
		return err
	}
	t.left, t.pad = size, padded(size)-size
	return nil
}

// Write fills the open member.
func (t *tarWriter) Write(p []byte) (int, error) {
	if int64(len(p)) > t.left {
		return 0, fmt.Errorf("exchange: member is %d bytes longer than announced", int64(len(p))-t.left)
	}
	n, err := t.w.Write(p)
	t.left -= int64(n)
	return n, err
}

// end pads the open member.
func (t *tarWriter) end() error {
	if t.left != 0 {
		return fmt.Errorf("exchange: member is %d bytes shorter than announced", t.left)
	}
	var zero [blockSize]byte
	_, err := t.w.Write(zero[:t.pad])
	t.pad = 0
	return err
}

// close ends the archive with its two zero blocks.
func (t *tarWriter) close() error {
	if err := t.end(); err != nil {
		return err
	}
	var zero [2 * blockSize]byte
	_, err := t.w.Write(zero[:])
	return err
}

// member writes one whole member.
func (t *tarWriter) member(name string, data []byte) error {
	if err := t.begin(name, int64(len(data))); err != nil {
		return err
	}
	_, err := t.Write(data)
	return err
}

// tarReader walks an archive of a known total size. It never allocates more
// than one block by itself.
type tarReader struct {
	r         io.ReaderAt
	off, size int64
}

// peek gives name and size of the next member without checking more of its
// header; ok is false at the first zero block.
func (t *tarReader) peek() (name string, size int64, ok bool, err error) {
	h, err := t.block(t.off)
	if err != nil {
		return "", 0, false, err
	}
	if h == [blockSize]byte{} {
		return "", 0, false, nil
	}
	end := bytes.IndexByte(h[:100], 0)
	if end < 1 {
		return "", 0, false, fmt.Errorf("%w: member name", errTar)
	}
	for _, c := range h[124:135] {
		if c < '0' || c > '7' {
			return "", 0, false, fmt.Errorf("%w: member size is not octal", errTar)
		}
		size = size<<3 | int64(c-'0')
	}
	return string(h[:end]), size, true, nil
}

// next reads the member that must come now: its header must equal the one that
// memberHeader makes of name and size, and its padding must be zero. It gives
// where its content lies.
func (t *tarReader) next(name string, size int64) (*io.SectionReader, error) {
	h, err := t.block(t.off)
	if err != nil {
		return nil, err
	}
	if h != memberHeader(name, size) {
		return nil, fmt.Errorf("%w: header of %s", errTar, name)
	}
	start := t.off + blockSize
	if size < 0 || size > t.size-start || padded(size) > t.size-start {
		return nil, fmt.Errorf("%w: %s is cut off", errTar, name)
	}
	t.off = start + padded(size)
	return io.NewSectionReader(t.r, start, size), nil
}

// padding checks that the bytes after a member's content are zero. It stands
// apart from next so that a stream may be read strictly forward.
func (t *tarReader) padding(s *io.SectionReader) error {
	_, start, n := s.Outer()
	var pad [blockSize]byte
	rest := pad[:padded(n)-n]
	if err := readAt(t.r, rest, start+n); err != nil {
		return fmt.Errorf("%w: padding: %w", errTar, err)
	}
	for _, b := range rest {
		if b != 0 {
			return fmt.Errorf("%w: padding is not zero", errTar)
		}
	}
	return nil
}

// finish checks that exactly two zero blocks follow and nothing after them.
func (t *tarReader) finish() error {
	if t.size-t.off != 2*blockSize {
		return fmt.Errorf("%w: %d bytes after the last member", errTar, t.size-t.off)
	}
	for _, off := range []int64{t.off, t.off + blockSize} {
		h, err := t.block(off)
		if err != nil {
			return err
		}
		if h != [blockSize]byte{} {
			return fmt.Errorf("%w: end blocks are not zero", errTar)
		}
	}
	return nil
}

func (t *tarReader) block(off int64) ([blockSize]byte, error) {
	var h [blockSize]byte
	if off+blockSize > t.size {
		return h, fmt.Errorf("%w: cut off", errTar)
	}
	if err := readAt(t.r, h[:], off); err != nil {
		return h, fmt.Errorf("%w: %w", errTar, err)
	}
	return h, nil
}

// readAt fills p from off or says why not; io.EOF after a full read is fine.
func readAt(r io.ReaderAt, p []byte, off int64) error {
	n, err := r.ReadAt(p, off)
	if n == len(p) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
