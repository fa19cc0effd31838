package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"silian/casework"
)

// smallAttachment is the largest content, in bytes, that is kept inside the database
// (storage.md 12: reading crosses over at 50 to 100 KB).
const smallAttachment = 100 << 10

// attachmentKey is the length in bytes of the key of one file.
const attachmentKey = 16

// Errors of attachments.
var (
	ErrNoContent = errors.New("store: the content of the attachment is not here")
	ErrNoSealer  = errors.New("store: opened without a sealer")
	// ErrContent says that the content is here but is not what it was.
	ErrContent = errors.New("store: the content of an attachment is damaged")
)

// Sealer encrypts the files that attachments lie in; office gives it, because this
// package has no ciphers. A key is random and of one file only.
type Sealer interface {
	// Seal gives a writer whose Close ends the stream; at least one byte is written.
	Seal(w io.Writer, key [16]byte) (io.WriteCloser, error)
	// Open reads what Seal wrote, size bytes of it; a changed byte is an error of reading.
	Open(r io.ReaderAt, size int64, key [16]byte) (*io.SectionReader, error)
}

// AttachmentInfo is one content that is here.
type AttachmentInfo struct {
	Digest casework.Digest // SM3 of the content
	Size   int64           // bytes of the content
	File   string          // name in FilesDir, "" when the database itself holds it
}

// FilesDir is the folder of the larger contents. It belongs into every backup; the keys
// of its files are in the database.
func (s *Store) FilesDir() string { return s.cfg.Path + ".files" }

func (s *Store) filePath(name string) string { return filepath.Join(s.FilesDir(), filepath.Base(name)) }

// Attachments gives all contents that are here, by digest.
func (v *View) Attachments() (out []AttachmentInfo, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var a AttachmentInfo
		var digest []byte
		if err := rows.Scan(&digest, &a.Size, &a.File); err != nil {
			return err
		}
		a.Digest = casework.Digest(digest)
		out = append(out, a)
		return nil
	}, "SELECT digest, size, file FROM attachment ORDER BY digest")
	return out, err
}

// HasAttachment reports whether a content is here.
func (v *View) HasAttachment(d casework.Digest) (bool, error) {
	var n int
	return v.one("SELECT 1 FROM attachment WHERE digest = ?", []any{d[:]}, &n)
}

// AttachedBy gives the entries that name a content, oldest id first.
func (v *View) AttachedBy(d casework.Digest) (out []casework.ID, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return err
		}
		out = append(out, casework.ID(id))
		return nil
	}, "SELECT entry FROM attached WHERE digest = ? ORDER BY entry", d[:])
	return out, err
}

// Content is an open attachment. It decrypts as it is read; Close it.
type Content struct {
	*io.SectionReader
	file *os.File // nil for bytes of the database
}

// Close lets go of the file.
func (c *Content) Close() error {
	if c.file == nil {
		return nil
	}
	return c.file.Close()
}

// Attachment opens a content. Its digest is for the reader to check; a file that was
// changed fails when it is read. Errors: ErrNoContent, ErrContent.
func (v *View) Attachment(d casework.Digest) (*Content, error) {
	var size int64
	var name string
	var key []byte
	found, err := v.one("SELECT size, file, key FROM attachment WHERE digest = ?", []any{d[:]}, &size, &name, &key)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, fmt.Errorf("%w: %s", ErrNoContent, d)
	}
	if name != "" {
		return v.s.openFile(name, size, key)
	}
	var content []byte
	if _, err := v.one("SELECT bytes FROM attachment_bytes WHERE digest = ?", []any{d[:]}, &content); err != nil {
		return nil, err
	}
	if int64(len(content)) != size {
		return nil, fmt.Errorf("%w: %s has %d bytes, not %d", ErrContent, d, len(content), size)
	}
	return &Content{SectionReader: io.NewSectionReader(bytes.NewReader(content), 0, size)}, nil
}

// OpenAttachment is View.Attachment in a read of its own; the content stays readable
// after it.
func (s *Store) OpenAttachment(ctx context.Context, d casework.Digest) (c *Content, err error) {
	err = s.View(ctx, func(v *View) error {
		c, err = v.Attachment(d)
		return err
	})
	return c, err
}

// AttachmentLost reports whether the file of a content that should be here is gone.
func (v *View) AttachmentLost(d casework.Digest) bool {
	var name string
	if found, err := v.one("SELECT file FROM attachment WHERE digest = ?", []any{d[:]}, &name); err != nil || !found || name == "" {
		return false
	}
	_, err := os.Stat(v.s.filePath(name))
	return errors.Is(err, os.ErrNotExist)
}

func (s *Store) openFile(name string, size int64, key []byte) (*Content, error) {
	if s.cfg.Sealer == nil {
		return nil, ErrNoSealer
	}
	if len(key) != attachmentKey {
		return nil, fmt.Errorf("%w: key of %d bytes", ErrContent, len(key))
	}
	f, err := os.Open(s.filePath(name))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: file %s", ErrNoContent, name)
	}
	if err != nil {
		return nil, fmt.Errorf("store: attachment: %w", err)
	}
	section, err := s.section(f, key)
	if err == nil && section.Size() != size {
		err = fmt.Errorf("%w: file %s has %d bytes, not %d", ErrContent, name, section.Size(), size)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Content{SectionReader: section, file: f}, nil
}

func (s *Store) section(f *os.File, key []byte) (*io.SectionReader, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("store: attachment: %w", err)
	}
	section, err := s.cfg.Sealer.Open(f, info.Size(), [attachmentKey]byte(key))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrContent, err)
	}
	return section, nil
}

// projectAttached writes anew which contents the entries of a subject name.
func (tx *Tx) projectAttached(subject casework.Subject, entries []casework.Entry) error {
	if subject.Kind != casework.SubjectCase {
		return nil
	}
	if err := tx.exec("DELETE FROM attached WHERE subject = ?", subject.ID[:]); err != nil {
		return err
	}
	for _, e := range entries {
		a, ok := casework.AttachedBy(e)
		if !ok {
			continue
		}
		if err := tx.exec("INSERT INTO attached (entry, subject, digest) VALUES (?, ?, ?)", e.ID[:], subject.ID[:], a.Digest[:]); err != nil {
			return err
		}
	}
	return nil
}
