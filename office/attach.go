package office

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// fileSealer encrypts the files of attachments with the stream of sealed files.
type fileSealer struct{}

func (fileSealer) Seal(w io.Writer, key [16]byte) (io.WriteCloser, error) {
	return exchange.SealLocal(w, key)
}

func (fileSealer) Open(r io.ReaderAt, size int64, key [16]byte) (*io.SectionReader, error) {
	return exchange.OpenLocal(r, size, key)
}

// AttachInput is one file to be attached to a case.
type AttachInput struct {
	Name    string // as the file is called; a path is cut off
	Content io.Reader
	About   casework.ID // entry of the case that it belongs to, or zero
	// Class says how far it travels; "" takes that of About: what belongs to a mediation
	// or a return visit goes no further than its words.
	Class casework.NoteClass
	// KeepOriginal keeps all pixels of a picture; place, time and camera go all the same.
	KeepOriginal bool
}

// AttachFile attaches a file of this PC or a stick; see Attach. in.Content is not used,
// in.Name may be empty.
func (o *Office) AttachFile(ctx context.Context, act Act, id casework.ID, path string, in AttachInput, progress Progress) (Done, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return Done{}, &Problem{Field: "attachment", Code: "unreadable"}
	}
	if info.Size() > maxPictureIn {
		return Done{}, &Problem{Field: "attachment", Code: "too_large"}
	}
	f, err := os.Open(path)
	if err != nil {
		return Done{}, &Problem{Field: "attachment", Code: "unreadable"}
	}
	defer func() { _ = f.Close() }()
	if in.Content = f; in.Name == "" {
		in.Name = filepath.Base(path)
	}
	return o.Attach(ctx, act, id, in, progress)
}

// Attach attaches a file to a case: its type is told from its content, a photo is
// scaled down to 1600 pixels, and nothing of place, time and camera stays in a picture.
// A kept file has at most 20 MiB, a case at most 200. Refusals are a *Problem of the
// field "attachment". Cancelling ctx leaves nothing behind.
func (o *Office) Attach(ctx context.Context, act Act, id casework.ID, in AttachInput, progress Progress) (Done, error) {
	c, err := o.whole(ctx, id)
	if err != nil {
		return Done{}, err
	}
	if err := casework.Permitted(o.me.Level, o.Operator().Role, casework.CaseAttached); err != nil {
		return Done{}, err // before the work, and again when it is written
	}
	if len(c.Words.Attachments) >= casework.MaxAttachments {
		return Done{}, &Problem{Field: "attachment", Code: "too_many"}
	}
	content, what, err := prepare(ctx, in, progress)
	if err != nil {
		return Done{}, err
	}
	staged, err := o.store.StageAttachment(ctx, bytes.NewReader(content), maxAttachment, nil)
	if err != nil {
		return Done{}, err
	}
	defer func() { _ = staged.Discard() }()
	data := casework.Attached{
		About: in.About, Digest: staged.Digest, Size: staged.Size, Type: what.kind,
		Name: fileName(in.Name, what.kind), Width: what.width, Height: what.height,
	}
	return o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(id)
		if err != nil {
			return err
		}
		if data.Class, err = classBeside(c, in); err != nil {
			return err
		}
		switch {
		case len(c.Words.Attachments) >= casework.MaxAttachments:
			return &Problem{Field: "attachment", Code: "too_many"}
		case slices.ContainsFunc(c.Words.Attachments, func(a casework.Attachment) bool { return a.Digest == data.Digest && a.About == data.About }):
			return &Problem{Field: "attachment", Code: "twice"}
		}
		if _, err := w.add(caseSubject(id), casework.CaseAttached, data); err != nil {
			return err
		}
		return w.tx.KeepAttachment(staged)
	})
}

// classBeside gives the class of an attachment that belongs to an entry: that of the
// words beside it, unless a person chose a narrower one.
func classBeside(c casework.Case, in AttachInput) (casework.NoteClass, error) {
	if in.About.IsZero() || in.Class != casework.NoteOpen {
		return in.Class, nil
	}
	i := slices.IndexFunc(c.Rows, func(r casework.Row) bool { return r.Entry == in.About })
	if i < 0 {
		return "", &Problem{Field: "attachment", Code: "about_nothing"}
	}
	switch r := c.Rows[i]; r.Kind {
	case casework.CaseMediated:
		return casework.NoteMediation, nil
	case casework.CaseReturnVisited, casework.CaseEvaluated:
		return casework.NoteReturnVisit, nil
	case casework.CaseNote, casework.CaseAttached:
		return casework.NoteClass(r.Detail), nil
	}
	return casework.NoteOpen, nil
}

// prepare reads a file whole and makes of it what is kept.
func prepare(ctx context.Context, in AttachInput, progress Progress) ([]byte, sniffed, error) {
	data, err := io.ReadAll(io.LimitReader(&watched{ctx: ctx, r: in.Content}, maxPictureIn+1))
	switch {
	case ctx.Err() != nil:
		return nil, sniffed{}, ctx.Err()
	case err != nil:
		return nil, sniffed{}, errors.Join(&Problem{Field: "attachment", Code: "unreadable"}, err)
	case len(data) > maxPictureIn:
		return nil, sniffed{}, &Problem{Field: "attachment", Code: "too_large"}
	}
	what, err := inspect(io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data))))
	if p := new(Problem); what.picture() && errors.As(err, &p) && p.Code == "two_in_one" {
		err = nil // what hides behind a picture is cut off below
	}
	if err != nil {
		return nil, what, err
	}
	if what.picture() {
		if data, what, err = photo(ctx, data, what, in.KeepOriginal, progress); err != nil {
			return nil, what, err
		}
	}
	if len(data) > maxAttachment {
		return nil, what, &Problem{Field: "attachment", Code: "too_large"}
	}
	return data, what, nil
}

// AttachmentLine is one attachment as a list shows it.
type AttachmentLine struct {
	casework.Attachment
	Shown string // name, cleaned
	Here  bool   // false: 附件未随件, the content has not come or was lost
}

// Attachments gives the attachments of a case that the person who is signed in may
// see, in the order of their entries.
func (o *Office) Attachments(ctx context.Context, id casework.ID) (out []AttachmentLine, err error) {
	c, err := o.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	err = o.store.View(ctx, func(v *store.View) error {
		for _, a := range c.Words.Attachments {
			here, err := v.HasAttachment(a.Digest)
			if err != nil {
				return err
			}
			out = append(out, AttachmentLine{a, fileName(a.Name, a.Type), here})
		}
		return nil
	})
	return out, err
}

// attachedWord says in words what a line of the timeline brought.
func attachedWord(c casework.Case, entry casework.ID) string {
	a, ok := c.Attachment(entry)
	if !ok {
		return ""
	}
	return fileName(a.Name, a.Type)
}

// inspectContent is inspect for a content that another office sent.
func inspectContent(r *io.SectionReader, a casework.Attached) error {
	what, err := inspect(r)
	if err != nil {
		return err
	}
	if what.kind != a.Type || r.Size() != a.Size {
		return fmt.Errorf("office: attachment is %s of %d bytes, not %s of %d", what.kind, r.Size(), a.Type, a.Size)
	}
	return nil
}
