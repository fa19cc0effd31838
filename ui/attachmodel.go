package ui

import (
	"fmt"

	"silian/casework"
	"silian/office"
)

// attachmentLine is one attachment as the list of a case shows it.
type attachmentLine struct {
	Name, Kind, Size, Day, Note string
	Here                        bool
}

// attachmentLines puts the attachments of a case into words, the newest first.
func (f caseFacts) attachmentLines(all []office.AttachmentLine) []attachmentLine {
	out := make([]attachmentLine, 0, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		a := all[i]
		line := attachmentLine{Name: a.Shown, Kind: kindOfFile(a.Type), Size: sizeWords(a.Size), Here: a.Here}
		for _, r := range f.c.Rows {
			if r.Entry == a.Entry && r.On != 0 {
				line.Day = shortDay(r.On, f.today)
			}
		}
		switch {
		case !a.Here:
			line.Note = "未随件"
		case a.Class != casework.NoteOpen:
			line.Note = "只留本级"
		}
		out = append(out, line)
	}
	return out
}

// kindOfFile names what a file is.
func kindOfFile(t casework.AttachmentType) string {
	switch t {
	case casework.AttachedJPEG, casework.AttachedPNG:
		return "照片"
	case casework.AttachedPDF, casework.AttachedOFD:
		return "版式文件"
	case casework.AttachedDOCX:
		return "文档"
	case casework.AttachedXLSX:
		return "表格"
	case casework.AttachedMP3, casework.AttachedM4A, casework.AttachedWAV, casework.AttachedAMR:
		return "录音"
	}
	return "新种类" // of a newer version of the program
}

// sizeWords is a size of so many bytes, as people say it: 0.3兆.
func sizeWords(n int64) string {
	switch tenths := (n*10 + 1<<19) >> 20; {
	case tenths < 1:
		return "不到0.1兆"
	case tenths < 100:
		return fmt.Sprintf("%d.%d兆", tenths/10, tenths%10)
	default:
		return fmt.Sprintf("%d兆", (tenths+5)/10)
	}
}
