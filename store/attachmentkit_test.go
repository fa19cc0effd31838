package store_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"silian/casework"
	"silian/store"
)

// maskSealer is no cipher: it shows that what lies in the folder went through a sealer,
// and sees a changed length or last byte.
type maskSealer struct{}

type maskWriter struct {
	w   io.Writer
	key byte
}

func (m maskWriter) Write(p []byte) (int, error) {
	out := bytes.Clone(p)
	for i := range out {
		out[i] ^= m.key
	}
	_, err := m.w.Write(out)
	return len(p), err
}

func (m maskWriter) Close() error { _, err := m.w.Write([]byte{m.key}); return err }

func maskOf(key [16]byte) byte { return key[0] | 0x80 }

func (maskSealer) Seal(w io.Writer, key [16]byte) (io.WriteCloser, error) {
	return maskWriter{w, maskOf(key)}, nil
}

func (maskSealer) Open(r io.ReaderAt, size int64, key [16]byte) (*io.SectionReader, error) {
	data := make([]byte, size)
	if _, err := r.ReadAt(data, 0); err != nil || size < 1 || data[size-1] != maskOf(key) {
		return nil, errors.New("mask: not authentic")
	}
	for i := range data {
		data[i] ^= maskOf(key)
	}
	return io.NewSectionReader(bytes.NewReader(data), 0, size-1), nil
}

// attic is a store with attachments.
type attic struct {
	*book
	subject casework.Subject
}

func newAttic(t testing.TB) *attic {
	t.Helper()
	path := filepath.Join(t.TempDir(), "office.db")
	s, err := store.Create(context.Background(), store.Config{Path: path, Begin: &casework.Instance{1}, Sealer: maskSealer{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	a := &attic{book: &book{Store: s, pen: newPen(t, township, 1), path: path}}
	a.subject = a.open("水渠漏水")
	return a
}

func (a *attic) again(begin *casework.Instance) {
	a.t.Helper()
	_ = a.Close()
	s, err := store.Open(context.Background(), store.Config{Path: a.path, Sealer: maskSealer{}, Begin: begin})
	if err != nil {
		a.t.Fatal(err)
	}
	a.Store = s
	a.t.Cleanup(func() { _ = s.Close() })
}

func (a *attic) stage(content []byte) *store.Staged {
	a.t.Helper()
	st, err := a.StageAttachment(context.Background(), bytes.NewReader(content), 1<<20, nil)
	if err != nil {
		a.t.Fatal(err)
	}
	return st
}

// attach writes an entry with its content, as office does.
func (a *attic) attach(content []byte) casework.Entry {
	a.t.Helper()
	st := a.stage(content)
	defer func() { _ = st.Discard() }()
	var e casework.Entry
	err := a.Update(context.Background(), func(tx *store.Tx) error {
		known, err := tx.Entries(a.subject.ID)
		if err != nil {
			return err
		}
		e = a.sheet(known, a.subject, casework.CaseAttached, 0, casework.Attached{
			Digest: st.Digest, Size: st.Size, Type: casework.AttachedPDF, Name: "公函.pdf",
		})
		if _, err := tx.Append(e); err != nil {
			return err
		}
		return tx.KeepAttachment(st)
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return e
}

func (a *attic) destroy(e casework.Entry) {
	a.t.Helper()
	if err := a.Update(context.Background(), func(tx *store.Tx) error { return tx.Destroy(a.id(), []casework.ID{e.ID}) }); err != nil {
		a.t.Fatal(err)
	}
}

func (a *attic) read(d casework.Digest) ([]byte, error) {
	c, err := a.OpenAttachment(context.Background(), d)
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }()
	return io.ReadAll(c)
}

func (a *attic) files() (names []string) {
	entries, err := os.ReadDir(a.FilesDir())
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		a.t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func (a *attic) problems() []string {
	a.t.Helper()
	r, err := a.Check(context.Background(), false, nil)
	if err != nil {
		a.t.Fatal(err)
	}
	return r.Problems
}

func small() []byte { return []byte("%PDF- 魑魅魍魉的公函 %%EOF") }
func large() []byte { return bytes.Repeat([]byte("魑魅魍魉的录音"), 20_000) }
