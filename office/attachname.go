package office

import (
	"strings"
	"unicode"

	"silian/casework"
)

// maxFileName is the length in characters of a shown file name.
const maxFileName = 80

// extension gives the ending that the system's viewer goes by; it comes from the
// content alone.
func extension(t casework.AttachmentType) string {
	switch t {
	case casework.AttachedJPEG:
		return ".jpg"
	case casework.AttachedPNG, casework.AttachedPDF, casework.AttachedDOCX, casework.AttachedXLSX, casework.AttachedOFD,
		casework.AttachedMP3, casework.AttachedM4A, casework.AttachedWAV, casework.AttachedAMR:
		return "." + string(t)
	}
	return "" // of a newer version: shown, never opened
}

// fileName makes a name fit to be shown: no path, no characters that cannot be seen or
// that turn the direction of writing, and the ending of what the content is.
func fileName(name string, t casework.AttachmentType) string {
	name = strings.ToValidUTF8(name, "")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs, unicode.Variation_Selector):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, name)
	ext := extension(t)
	if i := strings.LastIndexByte(name, '.'); i >= 0 && isEnding(name[i+1:]) {
		name = name[:i]
	}
	name = strings.Trim(strings.Join(strings.Fields(name), " "), ". ")
	if name == "" {
		name = "附件"
	}
	if r := []rune(name); len(r) > maxFileName-len(ext) {
		name = strings.TrimRight(string(r[:maxFileName-len(ext)]), ". ")
	}
	return name + ext
}

// isEnding reports whether the last part of a name looks like the ending of a kind of
// file: 3.2 has none.
func isEnding(s string) bool {
	letter := false
	for _, r := range s {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			letter = true
		case r < '0' || r > '9':
			return false
		}
	}
	return letter && len(s) <= 5
}
