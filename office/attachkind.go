package office

import (
	"bytes"
	"encoding/binary"
	"image/jpeg"
	"image/png"
	"io"

	"silian/casework"
	"silian/exchange"
)

// Limits of what is read at all. A picture is scaled down, so a larger one may come in.
const (
	maxAttachment = 20 << 20   // bytes of a file as it is kept
	maxPictureIn  = 64 << 20   // bytes of a picture before it is scaled
	maxPixels     = 60_000_000 // of a picture, before anything is allocated for it
)

// sniffed is what the content of a file says of itself.
type sniffed struct {
	kind          casework.AttachmentType
	width, height int // of a picture, as stored
}

func (s sniffed) picture() bool {
	return s.kind == casework.AttachedJPEG || s.kind == casework.AttachedPNG
}

// inspect tells the type of a file from its content and refuses what may not be
// attached: programs, web pages, archives, macros, damaged files, and files that are
// two things at once (then the type is given too). It allocates little, whatever the
// file claims. The error is a *Problem or one of reading.
func inspect(r *io.SectionReader) (sniffed, error) {
	if r.Size() == 0 {
		return sniffed{}, &Problem{Field: "attachment", Code: "empty"}
	}
	head := make([]byte, min(512, r.Size()))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return sniffed{}, err
	}
	if err := refuseHead(head); err != nil {
		return sniffed{}, err
	}
	s, err := inspectKind(r, head)
	if err != nil {
		return sniffed{}, err
	}
	if exchange.AttachmentType(head) == "" { // what cannot travel is not taken in
		return sniffed{}, &Problem{Field: "attachment", Code: "not_allowed"}
	}
	switch s.kind {
	case casework.AttachedDOCX, casework.AttachedXLSX, casework.AttachedOFD:
		return s, nil
	}
	if hiddenZip(r) {
		return s, &Problem{Field: "attachment", Code: "two_in_one"}
	}
	return s, nil
}

// refuseHead names what is refused for a better word than "not allowed".
func refuseHead(head []byte) error {
	starts := func(magics ...string) bool {
		for _, m := range magics {
			if bytes.HasPrefix(head, []byte(m)) {
				return true
			}
		}
		return false
	}
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"))
	switch {
	case starts("#!AMR\n", "#!AMR-WB\n"):
		return nil
	case starts(
		"MZ", "\x7fELF", "#!", "\xca\xfe\xba\xbe", "\xfe\xed\xfa", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "L\x00\x00\x00\x01\x14\x02\x00",
		"dex\n", "!<arch>\n", "@echo", "ITSF",
	):
		return &Problem{Field: "attachment", Code: "program"}
	case bytes.HasPrefix(text, []byte("<")): // HTML, SVG, XML
		return &Problem{Field: "attachment", Code: "web_page"}
	case starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"): // .doc, .xls, and any office file with a password
		return &Problem{Field: "attachment", Code: "old_office"}
	}
	return nil
}

func inspectKind(r *io.SectionReader, head []byte) (sniffed, error) {
	starts := func(m string) bool { return bytes.HasPrefix(head, []byte(m)) }
	switch {
	case starts("\xff\xd8\xff"):
		return pictureSize(r, casework.AttachedJPEG)
	case starts("\x89PNG\r\n\x1a\n"):
		return pictureSize(r, casework.AttachedPNG)
	case starts("%PDF-"):
		return sniffed{kind: casework.AttachedPDF}, wholePDF(r)
	case starts("PK\x03\x04"):
		kind, err := officeFile(r)
		return sniffed{kind: kind}, err
	case starts("#!AMR"):
		return sniffed{kind: casework.AttachedAMR}, nil
	case starts("RIFF"):
		return sniffed{kind: casework.AttachedWAV}, wholeWAV(r, head)
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		return sniffed{kind: casework.AttachedM4A}, soundOnly(r, string(head[8:12]))
	case starts("ID3") || (len(head) > 4 && head[0] == 0xff && head[1]&0xe0 == 0xe0):
		return sniffed{kind: casework.AttachedMP3}, framesMP3(r)
	}
	return sniffed{}, &Problem{Field: "attachment", Code: "not_allowed"}
}

// pictureSize reads the size of a picture without its pixels.
func pictureSize(r *io.SectionReader, kind casework.AttachmentType) (sniffed, error) {
	from := io.NewSectionReader(r, 0, r.Size())
	s := sniffed{kind: kind}
	deep := 1
	if kind == casework.AttachedJPEG {
		c, err := jpeg.DecodeConfig(from)
		if err != nil {
			return s, pictureError(err)
		}
		s.width, s.height = c.Width, c.Height
	} else {
		c, err := png.DecodeConfig(from)
		if err != nil {
			return s, pictureError(err)
		}
		s.width, s.height = c.Width, c.Height
		var depth [1]byte
		if _, err := r.ReadAt(depth[:], 24); err == nil && depth[0] == 16 {
			deep = 2 // twice the room for a pixel
		}
	}
	switch {
	case s.width < 1 || s.height < 1:
		return s, &Problem{Field: "attachment", Code: "damaged"}
	case int64(s.width)*int64(s.height)*int64(deep) > maxPixels:
		return s, &Problem{Field: "attachment", Code: "too_many_pixels"}
	}
	return s, nil
}

// wholePDF asks for the end mark: half a file is not a paper.
func wholePDF(r *io.SectionReader) error {
	if tail := tailOf(r, 2048); !bytes.Contains(tail, []byte("%%EOF")) {
		return &Problem{Field: "attachment", Code: "damaged"}
	}
	return nil
}

// tailOf gives up to n last bytes.
func tailOf(r *io.SectionReader, n int64) []byte {
	tail := make([]byte, min(n, r.Size()))
	got, _ := r.ReadAt(tail, r.Size()-int64(len(tail)))
	return tail[:got]
}

// hiddenZip reports whether the file is a zip archive too: such an archive is found
// from its end, so a picture or paper may hide one.
func hiddenZip(r *io.SectionReader) bool {
	const end = 22
	tail := tailOf(r, end+1<<16)
	for at := len(tail) - end; at >= 0; at-- {
		if string(tail[at:at+4]) == "PK\x05\x06" && at+end+int(binary.LittleEndian.Uint16(tail[at+20:])) <= len(tail) {
			return true
		}
	}
	return false
}
