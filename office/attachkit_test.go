package office_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// quarters is a picture with a colour in each corner, so that one sees how it lies.
var quarters = [4]color.RGBA{{220, 30, 30, 255}, {30, 200, 40, 255}, {40, 60, 210, 255}, {230, 220, 40, 255}}

func quarter(x, y, w, h int) color.RGBA {
	i := 0
	if x >= w/2 {
		i++
	}
	if y >= h/2 {
		i += 2
	}
	return quarters[i]
}

// lying gives the picture as a camera stores it that was held in the way of an EXIF
// orientation: shown upright it is w by h.
func lying(w, h, way int) *image.RGBA {
	sw, sh := w, h
	if way > 4 {
		sw, sh = h, w
	}
	img := image.NewRGBA(image.Rect(0, 0, sw, sh))
	for y := range h {
		for x := range w {
			at := [9]image.Point{
				1: {x, y}, 2: {w - 1 - x, y}, 3: {w - 1 - x, h - 1 - y}, 4: {x, h - 1 - y},
				5: {y, x}, 6: {y, w - 1 - x}, 7: {h - 1 - y, w - 1 - x}, 8: {h - 1 - y, x},
			}[way]
			img.SetRGBA(at.X, at.Y, quarter(x, y, w, h))
		}
	}
	return img
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, img, &jpeg.Options{Quality: 90}))
	return out.Bytes()
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, img))
	return out.Bytes()
}

// Words of the metadata that must be gone.
var telltale = []string{"39.9042N", "116.4074E", "PHONE-X", "xmp-secret", "iptc-secret", "comment-secret", "hidden-film", "thumb-secret"}

// exifBlock is an EXIF block with a camera's name, a place, and the way up.
func exifBlock(way int) []byte {
	le := binary.LittleEndian
	b := []byte("Exif\x00\x00II*\x00\x08\x00\x00\x00")
	b = le.AppendUint16(b, 3)
	entry := func(tag, kind uint16, count, value uint32) {
		b = le.AppendUint16(b, tag)
		b = le.AppendUint16(b, kind)
		b = le.AppendUint32(b, count)
		b = le.AppendUint32(b, value)
	}
	entry(0x0110, 2, 8, 80)            // camera
	entry(0x0112, 3, 1, uint32(way))   // which way up
	entry(0x8825, 4, 1, 100)           // where the place stands
	b = append(b, make([]byte, 64)...) // next directory and room
	b = append(b, "PHONE-X\x00"...)
	b = append(b, "39.9042N 116.4074E thumb-secret"...)
	return b
}

// marked puts segments with metadata behind the start of a JPEG file, and a film behind
// its end.
func marked(data []byte, way int) []byte {
	out := append([]byte{}, data[:2]...)
	seg := func(m byte, payload []byte) {
		out = append(out, 0xff, m)
		out = binary.BigEndian.AppendUint16(out, uint16(len(payload)+2))
		out = append(out, payload...)
	}
	seg(0xe0, []byte("JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x01\x01thumb-secret"))
	seg(0xe1, exifBlock(way))
	seg(0xe1, []byte("http://ns.adobe.com/xap/1.0/\x00xmp-secret"))
	seg(0xed, []byte("Photoshop 3.0\x00iptc-secret"))
	seg(0xfe, []byte("comment-secret"))
	out = append(out, data[2:]...)
	return append(out, "hidden-film"...)
}

// pngWith puts text, place and time into a PNG file.
func pngWith(data []byte) []byte {
	out := append([]byte{}, data[:33]...) // magic and IHDR
	for name, text := range map[string]string{"tEXt": "Comment\x00comment-secret", "eXIf": string(exifBlock(1)[6:]), "iTXt": "xmp-secret", "zTXt": "iptc-secret"} {
		out = append(out, chunk(name, text)...)
	}
	out = append(out, data[33:]...)
	return append(out, "hidden-film"...)
}

func chunk(name, text string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(text)))
	out = append(out, name+text...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(name+text)))
}

// part is one file of a zip archive.
type part struct{ name, text string }

func zipOf(t testing.TB, parts ...part) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		w, err := z.Create(p.name)
		must(t, err)
		_, err = w.Write([]byte(p.text))
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

func docxOf(t testing.TB, more ...part) []byte {
	return zipOf(t, append([]part{{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w:document>协议</w:document>"}}, more...)...)
}

func pdfOf(text string) []byte { return []byte("%PDF-1.7\n" + text + "\n%%EOF\n") }

// mp4Of makes an MP4 file with one track of a kind.
func mp4Of(handler string) []byte {
	box := func(name string, in []byte) []byte {
		out := binary.BigEndian.AppendUint32(nil, uint32(len(in)+8))
		return append(append(out, name...), in...)
	}
	hdlr := box("hdlr", append(make([]byte, 8), handler+"\x00\x00\x00\x00\x00\x00\x00\x00"...))
	return append(box("ftyp", []byte("M4A \x00\x00\x00\x00")), append(box("moov", box("trak", box("mdia", hdlr))), box("mdat", []byte("sound"))...)...)
}

// mp3Of makes frames of 128 kbit/s at 44.1 kHz behind a tag.
func mp3Of(frames int) []byte {
	out := []byte("ID3\x03\x00\x00\x00\x00\x00\x0a0123456789")
	for range frames {
		out = append(out, append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 413)...)...)
	}
	return out
}

func wavOf() []byte {
	out := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, 36)...)
	return append(out, append([]byte("WAVEfmt \x10\x00\x00\x00"), make([]byte, 24)...)...)
}

func crcOf(b []byte) uint32 { return crc32.ChecksumIEEE(b) }
