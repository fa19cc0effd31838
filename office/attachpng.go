package office

import (
	"bytes"
	"encoding/binary"
)

// pngKept are the parts of a PNG file that make its pixels look as they should. All
// others are dropped: text, place, time, film.
var pngKept = []string{"IHDR", "PLTE", "tRNS", "IDAT", "IEND", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs"}

// stripPNG keeps the pixels of a PNG file as they are and drops everything that says
// more, and what stands behind its end. ok is false for a file that breaks off.
func stripPNG(data []byte) (clean []byte, ok bool) {
	const magic = 8
	if len(data) < magic {
		return nil, false
	}
	out := bytes.NewBuffer(bytes.Clone(data[:magic]))
	for at := magic; at+12 <= len(data); {
		n := int64(binary.BigEndian.Uint32(data[at:]))
		if n > int64(len(data)-at-12) {
			return nil, false
		}
		name, end := string(data[at+4:at+8]), at+12+int(n)
		for _, k := range pngKept {
			if k == name {
				out.Write(data[at:end])
			}
		}
		if name == "IEND" {
			return out.Bytes(), true
		}
		at = end
	}
	return nil, false
}
