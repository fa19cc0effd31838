package testkit

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
)

// Damage is one way in which a disk, a stick or a hand spoils the files of an office.
type Damage struct {
	Name string
	Log  bool                    // it needs the log that a crash leaves
	Do   func(path string) error // path is the database; its log and other files lie beside it
}

// Damages gives n ways, the same for the same seed: each kind in turn, at another
// place. older is an earlier copy of the same database.
func Damages(seed uint64, n int, older string) []Damage {
	kinds := []struct {
		name string
		end  string // of the file that is spoiled
		do   func(*rand.Rand, []byte, []byte) []byte
	}{
		{"flipped bit", "", flipBit},
		{"zeroed", "", zero},
		{"cut off", "", cutOff},
		{"log with a flipped bit", "-wal", flipBit},
		{"flipped bytes", "", noise},
		{"swapped pages", "", swapPages},
		{"log cut off", "-wal", cutOff},
		{"half copied", "", halfCopied},
		{"page of an older copy", "", stalePage},
		{"log missing", "-wal", func(*rand.Rand, []byte, []byte) []byte { return nil }},
		{"flipped bit in the head", "", flipHead},
		{"log of noise", "-wal", allNoise},
		{"0 bytes", "", func(*rand.Rand, []byte, []byte) []byte { return []byte{} }},
		{"head of another program", "", foreignHead},
		{"log zeroed", "-wal", zero},
		{"older copy", "", func(_ *rand.Rand, _, old []byte) []byte { return old }},
		{"index of the log of noise", "-shm", allNoise},
		{"longer than it was", "", func(r *rand.Rand, b, _ []byte) []byte { return append(b, allNoise(r, make([]byte, 4096), nil)...) }},
		{"instance spoilt", ".instance", flipBit},
		{"witness spoilt", ".head", flipBit},
	}
	out := make([]Damage, n)
	for i := range out {
		k, r := kinds[i%len(kinds)], rand.New(rand.NewPCG(seed, uint64(i)))
		out[i] = Damage{fmt.Sprintf("%03d %s", i, k.name), k.end == "-wal" || k.end == "-shm", func(path string) error {
			data, err := os.ReadFile(path + k.end)
			if err != nil {
				return err
			}
			old, err := os.ReadFile(older)
			if err != nil {
				return err
			}
			if data = k.do(r, data, old); data == nil {
				return os.Remove(path + k.end)
			}
			return os.WriteFile(path+k.end, data, 0o600)
		}}
	}
	return out
}

const pageSize = 4096

func flipBit(r *rand.Rand, b, _ []byte) []byte {
	if len(b) > 0 {
		b[r.IntN(len(b))] ^= 1 << r.IntN(8)
	}
	return b
}

// flipHead hits what SQLite and we read first: sizes, versions, marks.
func flipHead(r *rand.Rand, b, _ []byte) []byte {
	b[r.IntN(100)] ^= 1 << r.IntN(8)
	return b
}

func zero(r *rand.Rand, b, _ []byte) []byte {
	at := r.IntN(len(b))
	clear(b[at:min(len(b), at+512+r.IntN(2*pageSize))])
	return b
}

func noise(r *rand.Rand, b, _ []byte) []byte {
	at := r.IntN(len(b))
	for i := at; i < min(len(b), at+1+r.IntN(64)); i++ {
		b[i] = byte(r.Uint32())
	}
	return b
}

func allNoise(r *rand.Rand, b, _ []byte) []byte {
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// cutOff cuts at a page half of the time, else anywhere.
func cutOff(r *rand.Rand, b, _ []byte) []byte {
	at := r.IntN(len(b))
	if r.IntN(2) == 0 {
		at -= at % pageSize
	}
	return b[:at]
}

func swapPages(r *rand.Rand, b, _ []byte) []byte {
	pages := len(b) / pageSize
	i, j := r.IntN(pages)*pageSize, r.IntN(pages)*pageSize
	one := bytes.Clone(b[i : i+pageSize])
	copy(b[i:], b[j:j+pageSize])
	copy(b[j:], one)
	return b
}

// halfCopied keeps the length and holds nothing after some page, as a copy that was
// pulled out does.
func halfCopied(r *rand.Rand, b, _ []byte) []byte {
	clear(b[(1+r.IntN(len(b)/pageSize))*pageSize:])
	return b
}

// stalePage is what a disk leaves that lost one write.
func stalePage(r *rand.Rand, b, old []byte) []byte {
	at := r.IntN(min(len(b), len(old))/pageSize) * pageSize
	copy(b[at:at+pageSize], old[at:])
	return b
}

func foreignHead(r *rand.Rand, b, _ []byte) []byte {
	if r.IntN(2) == 0 {
		copy(b, "PK\x03\x04 not a database")
		return b
	}
	copy(b[68:], []byte{0, 0, 0x12, 0x34}) // application_id of another program
	return b
}
