package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"silian/casework"
)

// partPrefix begins the names of files that no row names yet.
const partPrefix = ".part-"

// Staged is a content that was written down but belongs to nothing yet: KeepAttachment
// makes it an attachment, Discard forgets it. A crash leaves a file that the next Open
// removes.
type Staged struct {
	Digest casework.Digest
	Size   int64

	s     *Store
	small []byte // content of at most smallAttachment bytes, nil for one in a file
	path  string // part of a larger one, "" when there is none or it has its name
	key   [attachmentKey]byte
}

// StageAttachment writes a content of 1 byte to most bytes: larger ones straight into
// the files folder, encrypted and synced. More than most bytes, and none, are a
// *casework.Problem. Cancelling ctx leaves nothing behind. progress may be nil; total
// is most when the length is not known.
func (s *Store) StageAttachment(ctx context.Context, content io.Reader, most int64, progress func(done, total int64)) (*Staged, error) {
	return s.stage(ctx, content, smallAttachment, most, progress)
}

// StageAttachmentFile is StageAttachment for one of many contents: a small one is not
// held in memory either.
func (s *Store) StageAttachmentFile(ctx context.Context, content io.Reader, most int64) (*Staged, error) {
	return s.stage(ctx, content, 0, most, nil)
}

func (s *Store) stage(ctx context.Context, content io.Reader, small int, most int64, progress func(done, total int64)) (*Staged, error) {
	st := &Staged{s: s}
	in := &counted{ctx: ctx, r: io.LimitReader(content, most+1), sum: casework.NewDigester(), most: most, progress: progress}
	head := make([]byte, small+1)
	n, err := io.ReadFull(in, head)
	switch {
	case errors.Is(err, io.EOF):
		return nil, &casework.Problem{Field: "attachment", Code: "empty"}
	case errors.Is(err, io.ErrUnexpectedEOF):
		st.small = head[:n]
	case err != nil:
		return nil, fmt.Errorf("store: attachment: %w", err)
	default:
		if err := st.write(io.MultiReader(bytes.NewReader(head), in)); err != nil {
			return nil, errors.Join(err, st.Discard())
		}
	}
	if in.done > most {
		return nil, errors.Join(&casework.Problem{Field: "attachment", Code: "too_large"}, st.Discard())
	}
	st.Digest, st.Size = in.sum.Digest(), in.done
	return st, nil
}

// counted sums up and counts what is read, and stops when ctx ends.
type counted struct {
	ctx        context.Context
	r          io.Reader
	sum        casework.Digester
	done, most int64
	progress   func(done, total int64)
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	_, _ = c.sum.Write(p[:n])
	c.done += int64(n)
	if c.progress != nil && n > 0 {
		c.progress(min(c.done, c.most), c.most)
	}
	return n, err
}

// write fills a new file with the encrypted content and makes it last.
func (st *Staged) write(content io.Reader) (err error) {
	if st.s.cfg.Sealer == nil {
		return ErrNoSealer
	}
	var name [8]byte
	_, _ = rand.Read(name[:]) // never fails
	_, _ = rand.Read(st.key[:])
	switch err := os.Mkdir(st.s.FilesDir(), 0o700); {
	case err == nil: // the folder itself must last too
		if err := syncFolder(filepath.Dir(st.s.FilesDir())); err != nil {
			return err
		}
	case !errors.Is(err, os.ErrExist):
		return fmt.Errorf("store: files: %w", err)
	}
	path := st.s.filePath(partPrefix + hex.EncodeToString(name[:]))
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("store: files: %w", err)
	}
	st.path = path
	defer func() {
		if cerr := f.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("store: files: %w", cerr)
		}
	}()
	w, err := st.s.cfg.Sealer.Seal(f, st.key)
	if err != nil {
		return fmt.Errorf("store: files: %w", err)
	}
	if _, err := io.Copy(w, content); err != nil {
		return fmt.Errorf("store: files: %w", err)
	}
	if err := errors.Join(w.Close(), f.Sync()); err != nil {
		return fmt.Errorf("store: files: %w", err)
	}
	return nil
}

// Discard forgets a content that was not kept. From KeepAttachment on it does nothing:
// if that transaction failed, the next Open removes the file.
func (st *Staged) Discard() error {
	if st == nil || st.path == "" {
		return nil
	}
	path := st.path
	st.path = ""
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: files: %w", err)
	}
	return nil
}

// KeepAttachment makes a staged content an attachment: the file gets its name, then
// the row is written. A content that no entry names when the transaction ends is not
// kept. One that is here already stays as it is, unless its file was lost.
func (tx *Tx) KeepAttachment(st *Staged) error {
	has, err := tx.HasAttachment(st.Digest)
	if err != nil {
		return err
	}
	if has && !tx.AttachmentLost(st.Digest) {
		return nil
	}
	if has { // its file is gone: this one takes its place
		if err := tx.exec("DELETE FROM attachment WHERE digest = ?", st.Digest[:]); err != nil {
			return err
		}
	}
	name, key := "", []byte{}
	if st.small == nil {
		if name, err = st.settle(); err != nil {
			return err
		}
		key = st.key[:]
	}
	err = tx.exec("INSERT INTO attachment (digest, size, file, key) VALUES (?, ?, ?, ?)", st.Digest[:], st.Size, name, key)
	if err != nil {
		return err
	}
	if st.small != nil {
		if err := tx.exec("INSERT INTO attachment_bytes (digest, bytes) VALUES (?, ?)", st.Digest[:], st.small); err != nil {
			return err
		}
	}
	tx.kept = append(tx.kept, st)
	return nil
}

// settle gives the file its name: the digest, and a part of its own, so that no file
// ever takes the place of another.
func (st *Staged) settle() (string, error) {
	if st.path == "" {
		return "", fmt.Errorf("store: attachment %s was discarded", st.Digest)
	}
	part := strings.TrimPrefix(st.path, st.s.filePath(partPrefix))
	name := st.Digest.String() + "." + part
	if err := os.Rename(st.path, st.s.filePath(name)); err != nil {
		return "", fmt.Errorf("store: files: %w", err)
	}
	st.path = ""
	return name, syncFolder(st.s.FilesDir())
}

// dropUnnamed removes the contents that no entry names: after destroying all of them,
// else of those kept in this transaction.
func (tx *Tx) dropUnnamed() error {
	if !tx.purge && len(tx.kept) == 0 {
		return nil
	}
	drop := func(query string, args ...any) error {
		return tx.query(func(rows *sql.Rows) error {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			if name != "" {
				tx.unfiled = append(tx.unfiled, name)
			}
			return nil
		}, query, args...)
	}
	if tx.purge {
		return drop("DELETE FROM attachment WHERE digest NOT IN (SELECT digest FROM attached) RETURNING file")
	}
	for _, st := range tx.kept {
		err := drop("DELETE FROM attachment WHERE digest = ?1 AND NOT EXISTS (SELECT 1 FROM attached WHERE digest = ?1) RETURNING file", st.Digest[:])
		if err != nil {
			return err
		}
	}
	return nil
}

// afterCommit removes the files of what was dropped. One left behind by a crash here
// is removed at the next Open.
func (tx *Tx) afterCommit() {
	for _, name := range tx.unfiled { // names are never used again
		_ = os.Remove(tx.s.filePath(name))
	}
}
