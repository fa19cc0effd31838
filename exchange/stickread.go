package exchange

import (
	"context"
	"io"
	"os"

	"github.com/emmansun/gmsm/sm3"

	"silian/casework"
)

// digestFile digests a plain local file.
func digestFile(ctx context.Context, path string) (int64, casework.Digest, error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, casework.Digest{}, err
	}
	defer f.Close()
	sum := sm3.New()
	n, err := copyPieces(ctx, sum, f, 0, nil)
	return n, casework.Digest(sum.Sum(nil)), err
}

// digestUncached digests a file past the system's cache where that is possible;
// direct says whether it was.
func digestUncached(ctx context.Context, path string, progress func(done int64)) (d casework.Digest, direct bool, err error) {
	f, direct, err := openUncached(path)
	if err != nil {
		return d, false, err
	}
	defer f.Close()
	sum := sm3.New()
	done, err := readAligned(ctx, f, sum, progress)
	if err != nil && direct && done == 0 && ctx.Err() == nil {
		// Some file systems take the flag and then refuse to read with it.
		if f2, err2 := os.Open(path); err2 == nil {
			defer f2.Close()
			sum.Reset()
			direct = false
			_, err = readAligned(ctx, f2, sum, progress)
		}
	}
	return casework.Digest(sum.Sum(nil)), direct, err
}

// readAligned reads a file in whole pieces into memory that starts at a multiple
// of 4096, as uncached reading demands. It never reads on from a place that is
// not aligned, which the end of most files is.
func readAligned(ctx context.Context, f *os.File, w io.Writer, progress func(done int64)) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	buf := alignedBuffer(pieceSize)
	done := int64(0)
	for done < info.Size() {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		n, err := f.Read(buf)
		if err != nil {
			return done, err
		}
		if _, err := w.Write(buf[:n]); err != nil {
			return done, err
		}
		done += int64(n)
		if progress != nil {
			progress(done)
		}
	}
	return done, nil
}
