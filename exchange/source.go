package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// intake copies a file from outside into the spool, once; after that the stick
// is not looked at again. Only a plain file is opened: no link, pipe or device.
func intake(ctx context.Context, spool *Spool, path string, progress func(done, total int64)) (*spoolFile, int64, error) {
	src, size, err := openSource(path)
	if err != nil {
		return nil, 0, err
	}
	defer src.Close()
	if free, err := freeSpace(spool.dir); err == nil && free < 2*size {
		return nil, 0, fmt.Errorf("%w: %d bytes free, %d needed", ErrNoRoom, free, 2*size)
	}
	dst, err := spool.create()
	if err != nil {
		return nil, 0, err
	}
	n, err := copyPieces(ctx, dst, io.LimitReader(stick{src}, size+1), size, progress)
	if err == nil && n != size {
		err = refuse(ReasonDamaged, "the file changed while it was read")
	}
	if err != nil {
		_ = dst.discard() // the first error is the one to tell
		return nil, 0, err
	}
	return dst, size, nil
}

// stick is a file from outside whose read errors are refusals: a worn stick is not a
// fault of this machine.
type stick struct{ f *os.File }

func (s stick) Read(p []byte) (int, error) {
	n, err := s.f.Read(p)
	return n, readError(err)
}

func (s stick) ReadAt(p []byte, off int64) (int, error) {
	n, err := s.f.ReadAt(p, off)
	return n, readError(err)
}

func readError(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return &Refusal{Reason: ReasonUnreadable, Err: err}
}

// MaxSmall is the largest file without a body (receipt, card) in bytes.
const MaxSmall = 64 << 10

// ReadSmall reads a receipt or card from outside, once: a plain file of 1 byte to
// MaxSmall, no link, pipe or device. Errors are a *Refusal.
func ReadSmall(path string) ([]byte, error) {
	src, size, err := openSource(path)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	if size > MaxSmall {
		return nil, refuse(ReasonTooLarge, "file has %d bytes", size)
	}
	data := make([]byte, size+1)
	switch n, err := io.ReadFull(stick{src}, data); {
	case errors.Is(err, io.ErrUnexpectedEOF) && int64(n) == size:
		return data[:n], nil
	case err == nil || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return nil, refuse(ReasonDamaged, "the file changed while it was read")
	default:
		return nil, err
	}
}

// openSource opens path read-only when it is a plain file within the limits.
func openSource(path string) (*os.File, int64, error) {
	before, err := os.Lstat(path)
	if err != nil {
		return nil, 0, refuse(ReasonUnreadable, "%w", err)
	}
	if !before.Mode().IsRegular() {
		return nil, 0, refuse(ReasonUnreadable, "%s is no plain file", before.Mode().Type())
	}
	f, err := os.OpenFile(path, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return nil, 0, refuse(ReasonUnreadable, "%w", err)
	}
	info, err := f.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular() || !os.SameFile(before, info):
		err = refuse(ReasonUnreadable, "the file was replaced while it was opened")
	case info.Size() == 0:
		err = refuse(ReasonNotSealedFile, "the file is empty")
	case info.Size() > MaxFile:
		err = refuse(ReasonTooLarge, "file has %d bytes", info.Size())
	}
	if err != nil {
		_ = f.Close()
		return nil, 0, err
	}
	return f, info.Size(), nil
}

// pieceSize is how much is copied between two looks at the context.
const pieceSize = 1 << 20

// copyPieces copies in pieces of 1 MiB, reports progress after each and stops
// when ctx is done.
func copyPieces(ctx context.Context, dst io.Writer, src io.Reader, total int64, progress func(done, total int64)) (int64, error) {
	buf := make([]byte, pieceSize)
	done := int64(0)
	for {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		n, err := io.ReadFull(src, buf)
		if n > 0 {
			if _, werr := dst.Write(buf[:n]); werr != nil {
				return done, werr
			}
			done += int64(n)
			if progress != nil {
				progress(done, total)
			}
		}
		switch err {
		case nil:
		case io.EOF, io.ErrUnexpectedEOF:
			return done, nil
		default:
			return done, err
		}
	}
}
