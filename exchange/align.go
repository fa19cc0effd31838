package exchange

import "unsafe"

// alignment suits every sector size in use.
const alignment = 4096

// alignedBuffer gives n bytes that begin at a multiple of alignment. The address
// is only looked at, never turned back into a pointer.
func alignedBuffer(n int) []byte {
	buf := make([]byte, n+alignment)
	skip := 0
	if rest := int(uintptr(unsafe.Pointer(unsafe.SliceData(buf))) % alignment); rest != 0 {
		skip = alignment - rest
	}
	return buf[skip : skip+n : skip+n]
}
