package exchange

import (
	"crypto/cipher"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
)

// ChunkSize is the length of a plaintext chunk of body.enc in bytes; every chunk
// but the last is full, and each is followed by its tag.
const ChunkSize = 64 << 10

const (
	tagSize    = 16
	sealedSize = ChunkSize + tagSize
)

// errStream says that a chunk is not authentic: changed, moved, dropped or cut.
var errStream = errors.New("exchange: encrypted body is not authentic")

// chunkNonce is an 11-byte big-endian counter and the last-chunk flag (the
// STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
func chunkNonce(n uint64, last bool) []byte {
	var nonce [12]byte
	binary.BigEndian.PutUint64(nonce[3:11], n)
	if last {
		nonce[11] = 1
	}
	return nonce[:]
}

// sealedLen gives the length of body.enc for n bytes of plaintext, n > 0.
func sealedLen(n int64) int64 { return n + (n+ChunkSize-1)/ChunkSize*tagSize }

// plainLen gives the plaintext length of a body of n bytes, and false when no
// plaintext has a body of that length.
func plainLen(n int64) (int64, bool) {
	if n <= tagSize {
		return 0, false
	}
	chunks := (n + sealedSize - 1) / sealedSize
	if last := n - (chunks-1)*sealedSize; last <= tagSize {
		return 0, false
	}
	return n - chunks*tagSize, true
}

// streamWriter encrypts what is written to it, chunk by chunk, in constant room.
type streamWriter struct {
	gcm  cipher.AEAD
	w    io.Writer
	buf  []byte // plaintext of the chunk in the making
	out  []byte
	next uint64
}

func newStreamWriter(w io.Writer, key [16]byte) (*streamWriter, error) {
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	return &streamWriter{gcm: gcm, w: w, buf: make([]byte, 0, ChunkSize), out: make([]byte, 0, sealedSize)}, nil
}

// Write encrypts full chunks as soon as it is known that they are not the last.
func (s *streamWriter) Write(p []byte) (int, error) {
	total := len(p)
	for len(p) > 0 {
		if len(s.buf) == ChunkSize {
			if err := s.flush(false); err != nil {
				return 0, err
			}
		}
		n := min(len(p), ChunkSize-len(s.buf))
		s.buf = append(s.buf, p[:n]...)
		p = p[n:]
	}
	return total, nil
}

// Close writes the last chunk. A stream of no bytes does not exist.
func (s *streamWriter) Close() error {
	if len(s.buf) == 0 {
		return errors.New("exchange: empty stream")
	}
	return s.flush(true)
}

func (s *streamWriter) flush(last bool) error {
	s.out = s.gcm.Seal(s.out[:0], chunkNonce(s.next, last), s.buf, nil)
	s.next++
	s.buf = s.buf[:0]
	_, err := s.w.Write(s.out)
	return err
}

// streamReader decrypts a body at any place; it keeps one chunk, so that reading
// forward decrypts each chunk once.
type streamReader struct {
	gcm          cipher.AEAD
	r            io.ReaderAt
	sealed, size int64 // with and without tags

	mu    sync.Mutex
	held  int64 // number of the chunk in plain, -1 for none
	plain []byte
	buf   []byte
}

func newStreamReader(r io.ReaderAt, sealed int64, key [16]byte) (*streamReader, error) {
	size, ok := plainLen(sealed)
	if !ok {
		return nil, fmt.Errorf("%w: length %d", errStream, sealed)
	}
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	return &streamReader{
		gcm: gcm, r: r, sealed: sealed, size: size, held: -1,
		plain: make([]byte, 0, ChunkSize), buf: make([]byte, sealedSize),
	}, nil
}

// ReadAt implements io.ReaderAt over the plaintext.
func (s *streamReader) ReadAt(p []byte, off int64) (int, error) {
	if off < 0 {
		return 0, errors.New("exchange: negative offset")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	done := 0
	for done < len(p) {
		if off >= s.size {
			return done, io.EOF
		}
		if err := s.hold(off / ChunkSize); err != nil {
			return done, err
		}
		n := copy(p[done:], s.plain[off%ChunkSize:])
		done, off = done+n, off+int64(n)
	}
	return done, nil
}

// hold decrypts chunk n unless it is already held.
func (s *streamReader) hold(n int64) error {
	if s.held == n {
		return nil
	}
	s.held = -1
	start := n * sealedSize
	in := s.buf[:min(sealedSize, s.sealed-start)]
	if err := readAt(s.r, in, start); err != nil {
		return fmt.Errorf("exchange: read chunk %d: %w", n, err)
	}
	last := start+int64(len(in)) == s.sealed
	plain, err := s.gcm.Open(s.plain[:0], chunkNonce(uint64(n), last), in, nil)
	if err != nil {
		return fmt.Errorf("%w: chunk %d", errStream, n)
	}
	s.plain, s.held = plain, n
	return nil
}
