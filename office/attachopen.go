package office

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"silian/casework"
	"silian/store"
)

// viewDir is the private folder of copies for the system's viewers.
func (o *Office) viewDir() string { return o.path + ".view" }

// clearViews removes all copies and papers; what a viewer holds open on Windows goes at the next
// start.
func (o *Office) clearViews() { _ = os.RemoveAll(o.viewDir()); o.clearPapers() }

// OpenAttachment writes a copy of an attachment for the system's viewer: in a private
// folder, under a name that says nothing, with an ending that comes from the content.
// cleanup removes it; what is left goes at Close and at the next start. Errors: the
// *Problem attachment.unknown (no such entry, or not for these eyes), attachment.not_here
// (附件未随件), attachment.content_damaged.
func (o *Office) OpenAttachment(ctx context.Context, entry casework.ID) (path string, cleanup func(), err error) {
	a, err := o.attachment(ctx, entry)
	if err != nil {
		return "", nil, err
	}
	ext := extension(a.Type)
	if ext == "" {
		return "", nil, &Problem{Field: "attachment", Code: "not_allowed"}
	}
	content, err := o.store.OpenAttachment(ctx, a.Digest)
	switch {
	case errors.Is(err, store.ErrNoContent):
		return "", nil, &Problem{Field: "attachment", Code: "not_here"}
	case errors.Is(err, store.ErrContent):
		return "", nil, errors.Join(&Problem{Field: "attachment", Code: "content_damaged"}, err)
	case err != nil:
		return "", nil, err
	}
	defer func() { _ = content.Close() }()
	if err := os.MkdirAll(o.viewDir(), 0o700); err != nil {
		return "", nil, fmt.Errorf("office: view: %w", err)
	}
	var name [8]byte
	_, _ = rand.Read(name[:]) // never fails
	path = filepath.Join(o.viewDir(), hex.EncodeToString(name[:])+ext)
	cleanup = func() { _ = os.Remove(path) }
	if err := writeView(ctx, path, content, a); err != nil {
		cleanup()
		return "", nil, err
	}
	return path, cleanup, nil
}

// attachment finds an attachment as far as the person who is signed in may see it.
func (o *Office) attachment(ctx context.Context, entry casework.ID) (a casework.Attachment, err error) {
	var subject casework.Subject
	err = o.store.View(ctx, func(v *store.View) error {
		e, found, err := v.Entry(entry)
		if err == nil && !found {
			err = &Problem{Field: "attachment", Code: "unknown"}
		}
		subject = e.About()
		return err
	})
	if err != nil {
		return a, err
	}
	if subject.Kind != casework.SubjectCase {
		return a, &Problem{Field: "attachment", Code: "unknown"}
	}
	c, err := o.Case(ctx, subject.ID)
	if err != nil {
		return a, err
	}
	a, ok := c.Attachment(entry)
	if !ok {
		return a, &Problem{Field: "attachment", Code: "unknown"}
	}
	return a, nil
}

// writeView writes the copy and checks that it is what the entry names.
func writeView(ctx context.Context, path string, content io.Reader, a casework.Attachment) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("office: view: %w", err)
	}
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("office: view: %w", cerr)
		}
	}()
	sum := casework.NewDigester()
	if _, err := io.Copy(io.MultiWriter(f, sum), &watched{ctx: ctx, r: content}); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return errors.Join(&Problem{Field: "attachment", Code: "content_damaged"}, err)
	}
	if sum.Digest() != a.Digest {
		return &Problem{Field: "attachment", Code: "content_damaged"}
	}
	return nil
}
