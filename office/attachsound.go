package office

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"strings"
)

// wholeWAV asks that the sound has the length it names.
func wholeWAV(r *io.SectionReader, head []byte) error {
	if len(head) < 20 || string(head[8:12]) != "WAVE" {
		return &Problem{Field: "attachment", Code: "not_allowed"}
	}
	if int64(binary.LittleEndian.Uint32(head[4:]))+8 > r.Size()+1 {
		return &Problem{Field: "attachment", Code: "damaged"}
	}
	return nil
}

// framesMP3 asks for two frames in a row after the tag at the head.
func framesMP3(r *io.SectionReader) error {
	at := int64(0)
	var h [10]byte
	if _, err := r.ReadAt(h[:], 0); err == nil && string(h[:3]) == "ID3" {
		at = 10 + int64(h[6]&0x7f)<<21 + int64(h[7]&0x7f)<<14 + int64(h[8]&0x7f)<<7 + int64(h[9]&0x7f)
		if h[5]&0x10 != 0 { // the tag ends as it begins
			at += 10
		}
	}
	near := make([]byte, 4096)
	n, _ := r.ReadAt(near, at)
	near = near[:n]
	start := 0
	for start < len(near) && near[start] == 0 { // padding
		start++
	}
	size := frameMP3(near[start:])
	if size == 0 || (len(near) > start+size+4 && frameMP3(near[start+size:]) == 0) {
		return &Problem{Field: "attachment", Code: "not_allowed"}
	}
	return nil
}

// frameMP3 gives the length of the MPEG audio frame (layer 3) at the head of b; 0 is
// none.
func frameMP3(b []byte) int {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 {
		return 0
	}
	version, layer := b[1]>>3&3, b[1]>>1&3
	rate, sample := int(b[2]>>4), int(b[2]>>2&3)
	if version == 1 || layer != 1 || rate == 0 || rate == 15 || sample == 3 {
		return 0
	}
	kbps, hz, slots := 0, []int{44100, 48000, 32000}[sample], 144
	if version == 3 {
		kbps = []int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}[rate]
	} else {
		kbps = []int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}[rate]
		hz, slots = hz/2, 72
		if version == 0 {
			hz /= 2
		}
	}
	return slots*kbps*1000/hz + int(b[2]>>1&1)
}

// soundOnly walks the boxes of an MP4 file: there must be sound, whole, and no film.
func soundOnly(r *io.SectionReader, brand string) error {
	if strings.HasPrefix(brand, "hei") || strings.HasPrefix(brand, "mif") || strings.HasPrefix(brand, "avi") {
		return &Problem{Field: "attachment", Code: "heif"}
	}
	var tracks []string
	boxes := 0
	if !walkBoxes(r, 0, r.Size(), 0, &boxes, &tracks) {
		return &Problem{Field: "attachment", Code: "damaged"}
	}
	switch {
	case slices.Contains(tracks, "vide"):
		return &Problem{Field: "attachment", Code: "film"}
	case !slices.Contains(tracks, "soun"):
		return &Problem{Field: "attachment", Code: "not_allowed"}
	}
	return nil
}

// walkBoxes gathers the handler of each track; false when boxes do not fit.
func walkBoxes(r *io.SectionReader, at, end int64, depth int, boxes *int, tracks *[]string) bool {
	for at < end {
		var h [16]byte
		n, _ := r.ReadAt(h[:], at)
		if *boxes++; n < 8 || *boxes > 10_000 {
			return false
		}
		size, inner := int64(binary.BigEndian.Uint32(h[:])), int64(8)
		switch {
		case size == 1 && n == 16:
			size, inner = int64(binary.BigEndian.Uint64(h[8:])), 16
		case size == 0 && depth == 0:
			size = end - at
		}
		if size < inner || size > end-at {
			return false
		}
		switch name := string(h[4:8]); {
		case name == "hdlr":
			var b [4]byte
			if _, err := r.ReadAt(b[:], at+inner+8); err == nil {
				*tracks = append(*tracks, string(bytes.ToLower(b[:])))
			}
		case (name == "moov" || name == "trak" || name == "mdia") && depth < 4:
			if !walkBoxes(r, at+inner, at+size, depth+1, boxes, tracks) {
				return false
			}
		}
		at += size
	}
	return true
}
