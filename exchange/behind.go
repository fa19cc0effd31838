package exchange

import (
	"github.com/emmansun/gmsm/sm3"

	"silian/casework"
)

// behindDepth is how many chunks a behind may lag; with ChunkSize that bounds its room.
const behindDepth = 8

// behind digests what is written to it in a goroutine of its own: SM3 is the slowest
// part of sealing and opening, and ciphering the next chunk need not wait for it. It
// belongs to one goroutine; close it always.
type behind struct {
	free chan []byte
	work chan behindPiece
	out  chan casework.Digest
}

// behindPiece is bytes to digest, or the wish for the digest of all since the last one.
type behindPiece struct {
	data []byte
	end  bool
}

func newBehind() *behind {
	b := &behind{
		free: make(chan []byte, behindDepth), work: make(chan behindPiece, behindDepth),
		out: make(chan casework.Digest, 1),
	}
	for range behindDepth {
		b.free <- make([]byte, 0, ChunkSize)
	}
	go b.run()
	return b
}

func (b *behind) run() {
	sum := sm3.New()
	for p := range b.work {
		if p.end {
			b.out <- casework.Digest(sum.Sum(nil))
			sum.Reset()
			continue
		}
		sum.Write(p.data)
		b.free <- p.data[:0]
	}
}

// Write copies p and never fails.
func (b *behind) Write(p []byte) (int, error) {
	total := len(p)
	for len(p) > 0 {
		buf := <-b.free
		n := min(len(p), ChunkSize)
		b.work <- behindPiece{data: append(buf, p[:n]...)}
		p = p[n:]
	}
	return total, nil
}

// digest waits for the SM3 of what was written since the last digest.
func (b *behind) digest() casework.Digest {
	b.work <- behindPiece{end: true}
	return <-b.out
}

// close ends the goroutine.
func (b *behind) close() { close(b.work) }
