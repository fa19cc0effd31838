package office

import (
	"archive/zip"
	"io"
	"strings"

	"silian/casework"
)

// Limits of an office file, which is a zip archive: no more is ever unpacked.
const (
	maxUnpacked = 256 << 20 // bytes of all parts
	maxParts    = 5_000
	maxTypes    = 1 << 20 // bytes of [Content_Types].xml
)

// officeFile tells a DOCX, XLSX or OFD file from its parts. It unpacks every part once,
// to nowhere, so that a damaged file and one that grows beyond all bounds are seen.
func officeFile(r *io.SectionReader) (casework.AttachmentType, error) {
	if tail := tailOf(r, 22); len(tail) < 22 || string(tail[:4]) != "PK\x05\x06" {
		// more behind the end of the archive, or no end: cut off, or two files in one
		if hiddenZip(r) {
			return "", &Problem{Field: "attachment", Code: "two_in_one"}
		}
		return "", &Problem{Field: "attachment", Code: "damaged"}
	}
	z, err := zip.NewReader(r, r.Size())
	if err != nil {
		return "", &Problem{Field: "attachment", Code: "damaged"}
	}
	kind, err := officeKind(z)
	if err != nil {
		return "", err
	}
	return kind, unpack(z)
}

// officeKind looks at the names of the parts.
func officeKind(z *zip.Reader) (kind casework.AttachmentType, err error) {
	if len(z.File) > maxParts {
		return "", &Problem{Field: "attachment", Code: "bomb"}
	}
	types := false
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		switch {
		case strings.HasSuffix(name, "vbaproject.bin"), strings.HasSuffix(name, "vbadata.xml"), strings.Contains(name, "/activex/"),
			strings.Contains(name, "/macrosheets/"):
			return "", &Problem{Field: "attachment", Code: "macro"}
		case strings.Contains(name, "/embeddings/oleobject"):
			return "", &Problem{Field: "attachment", Code: "program"}
		case name == "[content_types].xml":
			types = true
			if err := noMacroType(f); err != nil {
				return "", err
			}
		case name == "word/document.xml":
			kind = casework.AttachedDOCX
		case name == "xl/workbook.xml":
			kind = casework.AttachedXLSX
		case name == "ofd.xml":
			kind, types = casework.AttachedOFD, true
		}
	}
	if kind == "" || !types {
		return "", &Problem{Field: "attachment", Code: "not_allowed"}
	}
	return kind, nil
}

// noMacroType refuses a package that calls itself one with macros.
func noMacroType(f *zip.File) error {
	part, err := f.Open()
	if err != nil {
		return &Problem{Field: "attachment", Code: "damaged"}
	}
	defer func() { _ = part.Close() }()
	text, err := io.ReadAll(io.LimitReader(part, maxTypes+1))
	switch {
	case err != nil:
		return &Problem{Field: "attachment", Code: "damaged"}
	case len(text) > maxTypes:
		return &Problem{Field: "attachment", Code: "bomb"}
	case strings.Contains(strings.ToLower(string(text)), "macroenabled"):
		return &Problem{Field: "attachment", Code: "macro"}
	}
	return nil
}

// unpack reads every part once.
func unpack(z *zip.Reader) error {
	var named uint64
	for _, f := range z.File {
		if named += f.UncompressedSize64; named > maxUnpacked || f.UncompressedSize64 > maxUnpacked {
			return &Problem{Field: "attachment", Code: "bomb"}
		}
	}
	left := int64(maxUnpacked)
	for _, f := range z.File {
		if f.Flags&1 != 0 { // a password of the archive
			return &Problem{Field: "attachment", Code: "old_office"}
		}
		part, err := f.Open()
		if err != nil {
			return &Problem{Field: "attachment", Code: "damaged"}
		}
		n, err := io.Copy(io.Discard, io.LimitReader(part, left))
		_ = part.Close()
		if err != nil {
			return &Problem{Field: "attachment", Code: "damaged"}
		}
		if left -= n; left <= 0 {
			return &Problem{Field: "attachment", Code: "bomb"}
		}
	}
	return nil
}
