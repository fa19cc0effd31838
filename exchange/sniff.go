package exchange

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// sniffSize is how many first bytes of an attachment decide its type.
const sniffSize = 512

// AttachmentType tells what kind of content the first bytes (up to 512 are
// looked at) begin with: jpeg, png, gif, bmp, tiff, webp, heif, pdf, office (an
// OOXML or OFD package), ole (the older office formats), mp4, mp3, wav or amr.
// "" is any other content; such an attachment is neither sent nor taken. A type
// promises nothing about the rest: attachments are never opened automatically.
func AttachmentType(head []byte) string {
	if len(head) > sniffSize {
		head = head[:sniffSize]
	}
	for _, m := range []struct{ magic, name string }{
		{"\xff\xd8\xff", "jpeg"},
		{"\x89PNG\r\n\x1a\n", "png"},
		{"GIF87a", "gif"},
		{"GIF89a", "gif"},
		{"II*\x00", "tiff"},
		{"MM\x00*", "tiff"},
		{"%PDF-", "pdf"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"},
		{"#!AMR", "amr"},
		{"ID3", "mp3"},
	} {
		if bytes.HasPrefix(head, []byte(m.magic)) {
			return m.name
		}
	}
	return sniffDeeper(head)
}

// sniffDeeper knows the formats whose mark is not at the very front or too short
// to stand alone.
func sniffDeeper(head []byte) string {
	if len(head) < 16 {
		return ""
	}
	riff, kind := string(head[:4]) == "RIFF", string(head[8:12])
	switch {
	case riff && kind == "WAVE":
		return "wav"
	case riff && kind == "WEBP":
		return "webp"
	case string(head[4:8]) == "ftyp":
		if strings.HasPrefix(kind, "hei") || strings.HasPrefix(kind, "mif") {
			return "heif"
		}
		return "mp4"
	case string(head[:2]) == "BM" && binary.LittleEndian.Uint32(head[6:10]) == 0:
		return "bmp"
	case head[0] == 0xff && (head[1]&0xfe == 0xfa || head[1]&0xfe == 0xf2):
		return "mp3"
	case officePackage(head):
		return "office"
	}
	return ""
}

// officePackage looks at the name of the first file in a zip archive.
func officePackage(head []byte) bool {
	const fixed = 30
	if len(head) < fixed || string(head[:4]) != "PK\x03\x04" {
		return false
	}
	n := int(binary.LittleEndian.Uint16(head[26:28]))
	if n == 0 || fixed+n > len(head) {
		return false
	}
	name := string(head[fixed : fixed+n])
	for _, p := range []string{"[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/", "customXml/", "mimetype", "OFD.xml", "Doc_0/"} {
		if name == p || strings.HasSuffix(p, "/") && strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}
