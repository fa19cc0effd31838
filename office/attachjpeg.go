package office

import (
	"bytes"
	"encoding/binary"
)

// Markers of JPEG segments.
const (
	markSOI, markEOI, markSOS   = 0xd8, 0xd9, 0xda
	markAPP0, markAPP1          = 0xe0, 0xe1
	markAPP2, markAPP14         = 0xe2, 0xee
	markRST0, markRST7, markTEM = 0xd0, 0xd7, 0x01
	markCOM, markAPP15          = 0xfe, 0xef
)

// segment is one piece of a JPEG file: a marker with what it says, and for a scan the
// pixels behind it.
type segment struct {
	marker  byte
	payload []byte // without the length
	scan    []byte // entropy-coded data after a start of scan
}

// segments takes a JPEG file apart up to its end mark; what stands behind it (a second
// picture, a film, anything) is not given. ok is false for a file that breaks off.
func segments(data []byte) (out []segment, ok bool) {
	if len(data) < 2 || data[0] != 0xff || data[1] != markSOI {
		return nil, false
	}
	for at := 2; at+1 < len(data); {
		if data[at] != 0xff {
			return nil, false
		}
		m := data[at+1]
		switch {
		case m == 0xff: // fill
			at++
			continue
		case m == markEOI:
			return out, true
		case m >= markRST0 && m <= markRST7, m == markTEM:
			at += 2
			continue
		}
		if at+4 > len(data) {
			return nil, false
		}
		n := int(binary.BigEndian.Uint16(data[at+2:]))
		if n < 2 || at+2+n > len(data) {
			return nil, false
		}
		s := segment{marker: m, payload: data[at+4 : at+2+n]}
		at += 2 + n
		if m == markSOS {
			end := scanEnd(data, at)
			s.scan, at = data[at:end], end
		}
		out = append(out, s)
	}
	return nil, false
}

// scanEnd gives where the pixels of a scan end: at the next marker that is no restart.
func scanEnd(data []byte, at int) int {
	for ; at+1 < len(data); at++ {
		if data[at] != 0xff {
			continue
		}
		if m := data[at+1]; m != 0 && m != 0xff && (m < markRST0 || m > markRST7) {
			return at
		}
	}
	return len(data)
}

// stripJPEG keeps the pixels of a JPEG file as they are and drops everything that says
// more: place, time, camera, thumbnail, comments, what stands behind the end. Which way
// up it is stays, in a block of our own. ok is false for a file that breaks off.
func stripJPEG(data []byte) (clean []byte, ok bool) {
	parts, ok := segments(data)
	if !ok {
		return nil, false
	}
	var out bytes.Buffer
	out.Write([]byte{0xff, markSOI})
	told := false
	tell := func() {
		if way := orientationOf(parts); !told && way > 1 {
			writeSegment(&out, markAPP1, exifWith(way))
		}
		told = true
	}
	for _, s := range parts {
		switch {
		case s.marker == markAPP0:
			if bytes.HasPrefix(s.payload, []byte("JFIF\x00")) && len(s.payload) >= 14 && !told {
				writeSegment(&out, markAPP0, append(bytes.Clone(s.payload[:12]), 0, 0)) // no thumbnail
			}
			continue
		case s.marker == markAPP2 && bytes.HasPrefix(s.payload, []byte("ICC_PROFILE\x00")):
		case s.marker == markAPP14 && bytes.HasPrefix(s.payload, []byte("Adobe")):
		case s.marker >= markAPP0 && s.marker <= markAPP15, s.marker == markCOM:
			continue
		}
		tell()
		writeSegment(&out, s.marker, s.payload)
		out.Write(s.scan)
	}
	out.Write([]byte{0xff, markEOI})
	return out.Bytes(), true
}

func writeSegment(out *bytes.Buffer, marker byte, payload []byte) {
	out.Write([]byte{0xff, marker})
	out.Write(binary.BigEndian.AppendUint16(nil, uint16(len(payload)+2)))
	out.Write(payload)
}

// orientationOf tells which way up a picture is: 1 to 8 (EXIF tag 0x0112), 1 when the
// file does not say.
func orientationOf(parts []segment) int {
	for _, s := range parts {
		if s.marker == markSOS {
			break
		}
		if rest, ok := bytes.CutPrefix(s.payload, []byte("Exif\x00\x00")); ok && s.marker == markAPP1 {
			return tiffOrientation(rest)
		}
	}
	return 1
}

// tiffOrientation reads the tag from the first directory of a TIFF block.
func tiffOrientation(b []byte) int {
	var order binary.ByteOrder
	switch {
	case len(b) < 8:
		return 1
	case string(b[:4]) == "II*\x00":
		order = binary.LittleEndian
	case string(b[:4]) == "MM\x00*":
		order = binary.BigEndian
	default:
		return 1
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return 1
	}
	count := int64(order.Uint16(b[at:]))
	for i := range count {
		e := at + 2 + i*12
		if e+12 > int64(len(b)) {
			return 1
		}
		if order.Uint16(b[e:]) != 0x0112 || order.Uint16(b[e+2:]) != 3 {
			continue
		}
		if way := int(order.Uint16(b[e+8:])); way >= 1 && way <= 8 {
			return way
		}
		return 1
	}
	return 1
}

// exifWith gives an EXIF block that says which way up a picture is and nothing else.
func exifWith(way int) []byte {
	b := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01")
	b = append(b, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(way), 0, 0)
	return append(b, 0, 0, 0, 0)
}
