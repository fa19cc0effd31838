package casework

import (
	"encoding/json"
	"hash"
	"slices"

	"github.com/emmansun/gmsm/sm3"
)

// CaseAttached is the kind of 附件: a photo, scan, paper or recording. The file itself
// is no part of the entry; it is kept and travels by its digest.
const CaseAttached Kind = "case.attached"

// Limits of attachments.
const (
	MaxAttachments    = 200       // of one case
	MaxAttachmentSize = 512 << 20 // bytes of one file, whatever wrote it
)

// AttachmentType is what the content of an attachment is, told from the content.
type AttachmentType string

// Types of attachments. No other is taken in or out.
const (
	AttachedJPEG AttachmentType = "jpeg"
	AttachedPNG  AttachmentType = "png"
	AttachedPDF  AttachmentType = "pdf"
	AttachedDOCX AttachmentType = "docx"
	AttachedXLSX AttachmentType = "xlsx"
	AttachedOFD  AttachmentType = "ofd" // GB/T 33190
	AttachedMP3  AttachmentType = "mp3"
	AttachedM4A  AttachmentType = "m4a"
	AttachedWAV  AttachmentType = "wav"
	AttachedAMR  AttachmentType = "amr"
)

// AttachmentTypes lists the types in a fixed order.
func AttachmentTypes() []AttachmentType {
	return []AttachmentType{
		AttachedJPEG, AttachedPNG, AttachedPDF, AttachedDOCX, AttachedXLSX, AttachedOFD, AttachedMP3, AttachedM4A, AttachedWAV, AttachedAMR,
	}
}

// Attached is the Data of CaseAttached: personal text, its name and picture may be of
// a person. Class says how far it travels, as for a note: the scan of a mediation record
// goes no further than the record.
type Attached struct {
	About  ID             `json:"about"` // the entry it belongs to, or "" for one alone
	Class  NoteClass      `json:"class"`
	Digest Digest         `json:"digest"` // SM3 of the content as it is kept
	Size   int64          `json:"size"`   // bytes of the content, 1 to MaxAttachmentSize
	Type   AttachmentType `json:"type"`
	Name   string         `json:"name"` // as shown; no path
	Width  int            `json:"width"`
	Height int            `json:"height"` // pixels as shown; 0 for what is no picture
}

// Valid reports whether the entry names content that can exist. A type that this
// version does not know is no reason to refuse it.
func (a Attached) Valid() bool {
	return !a.Digest.IsZero() && a.Size > 0 && a.Size <= MaxAttachmentSize && a.Type != ""
}

// Attachment is an attachment of a case, by the entry that brought it.
type Attachment struct {
	Entry ID
	Attached
}

// Attachment gives the attachment that an entry of this case brought.
func (c Case) Attachment(entry ID) (Attachment, bool) {
	i := slices.IndexFunc(c.Words.Attachments, func(a Attachment) bool { return a.Entry == entry })
	if i < 0 {
		return Attachment{}, false
	}
	return c.Words.Attachments[i], true
}

// AttachedBy gives what an entry says of an attachment, also one that does not count
// in its fold or was written by a newer program; ok is false for every other entry and
// for one whose body is not here. Content that any entry names is kept.
func AttachedBy(e Entry) (a Attached, ok bool) {
	b, ok := e.Body()
	if !ok || b.Kind != CaseAttached {
		return Attached{}, false
	}
	if err := json.Unmarshal(b.Data, &a); err != nil {
		return Attached{}, false
	}
	return a, a.Valid()
}

// attach lists an attachment of the case.
func (f *folding) attach(s *sheet, d Attached) Why {
	if !d.Valid() {
		return WhyDamaged
	}
	f.Words.Attachments = append(f.Words.Attachments, Attachment{s.ID, d})
	return ""
}

// classOf gives the class that decides how far words travel; ok is false for words of
// a kind that has none.
func classOf(b Body) (class NoteClass, ok bool, err error) {
	switch b.Kind {
	case CaseNote:
		n, err := decode[Note](b)
		return n.Class, true, err
	case CaseAttached:
		a, err := decode[Attached](b)
		return a.Class, true, err
	}
	return "", false, nil
}

// attachedToVisit reports whether an attachment belongs to what was said at a return
// visit.
func (c Case) attachedToVisit(a Attachment) bool {
	return a.Class == NoteReturnVisit || (!a.About.IsZero() && c.besideVisit(a.About))
}

// Digester sums content up piece by piece: what DigestOf gives for the whole.
type Digester struct{ sum hash.Hash }

// NewDigester begins a digest.
func NewDigester() Digester { return Digester{sm3.New()} }

// Write implements io.Writer; it never fails.
func (d Digester) Write(p []byte) (int, error) { return d.sum.Write(p) }

// Digest gives the digest of what was written so far.
func (d Digester) Digest() Digest { return Digest(d.sum.Sum(nil)) }
