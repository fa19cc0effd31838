package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/emmansun/gmsm/sm3"

	"silian/casework"
)

// body is the decrypted inside of a bundle. It decrypts from the sealed copy
// whenever it is read: nothing in plain is kept on disk.
type body struct {
	manifest Manifest
	entries  *io.SectionReader
	files    map[casework.Digest]*io.SectionReader
	types    map[casework.Digest]string
}

// checkBody compares length and digest of body.enc with the signed header, and
// SM3SUMS.txt with the one text it may hold.
func checkBody(ctx context.Context, c *container, h Header) error {
	if c.body == nil {
		return refuse(ReasonDamaged, "%s is missing", bodyName)
	}
	if c.body.Size() != h.BodySize {
		return refuse(ReasonDamaged, "body has %d bytes, header says %d", c.body.Size(), h.BodySize)
	}
	digest, err := digestOf(ctx, c.body)
	if err != nil {
		return err
	}
	if digest != h.BodyDigest {
		return refuse(ReasonDamaged, "body does not match its digest")
	}
	if string(c.sums) != string(sumsText(c.header, c.sig, digest)) {
		return refuse(ReasonDamaged, "%s differs", sumsName)
	}
	return nil
}

// damagedRather decides, after no key verified the signature, whether the file
// was damaged on its way: then its own sums do not hold.
func damagedRather(ctx context.Context, c *container) (bool, error) {
	if c.body == nil {
		return false, nil
	}
	digest, err := digestOf(ctx, c.body)
	if err != nil {
		return false, err
	}
	return string(c.sums) != string(sumsText(c.header, c.sig, digest)), nil
}

// openBody reads the inner archive once from front to back: manifest against
// header, every member at its place, every digest, every entry line, every
// attachment's type. Each entry is offered to see, which may be nil.
func openBody(ctx context.Context, sealed *io.SectionReader, h Header, secrets contentSecrets, see func(casework.Entry) error) (*body, error) {
	plain, err := newStreamReader(sealed, h.BodySize, secrets.body)
	if err != nil {
		return nil, &Refusal{Reason: ReasonBadBody, Err: err}
	}
	t := &tarReader{r: plain, size: plain.size}
	b := &body{files: map[casework.Digest]*io.SectionReader{}, types: map[casework.Digest]string{}}
	if err := b.readManifest(t, h); err != nil {
		return nil, err
	}
	if err := b.readEntries(ctx, t, see); err != nil {
		return nil, err
	}
	if err := b.readFiles(ctx, t); err != nil {
		return nil, err
	}
	if err := t.finish(); err != nil {
		return nil, &Refusal{Reason: ReasonBadBody, Err: err}
	}
	return b, nil
}

func (b *body) readManifest(t *tarReader, h Header) error {
	name, size, ok, err := t.peek()
	if err != nil || !ok || name != manifestName || size > maxManifest {
		return refuse(ReasonBadBody, "no manifest: %w", cmpErr(err, errTar))
	}
	s, err := t.next(name, size)
	if err != nil {
		return &Refusal{Reason: ReasonBadBody, Err: err}
	}
	data := make([]byte, size)
	if err := readAt(s, data, 0); err != nil {
		return &Refusal{Reason: ReasonBadBody, Err: err}
	}
	if err := t.padding(s); err != nil {
		return &Refusal{Reason: ReasonBadBody, Err: err}
	}
	if casework.DigestOf(data) != h.ManifestDigest {
		return refuse(ReasonBadBody, "manifest does not match its digest")
	}
	if b.manifest, err = parseManifest(data); err != nil {
		return err
	}
	m := &b.manifest
	if m.BundleID != h.BundleID || m.From != h.From || m.To != h.To {
		return refuse(ReasonBadBody, "manifest is of bundle %s from %s to %s", m.BundleID, m.From, m.To)
	}
	if want := m.plainSize(size); want != t.size {
		return refuse(ReasonBadBody, "members make %d bytes, body has %d", want, t.size)
	}
	return nil
}

// readEntries parses every line, offers it to see, and compares the whole with
// the manifest.
func (b *body) readEntries(ctx context.Context, t *tarReader, see func(casework.Entry) error) error {
	info := b.manifest.Entries
	s, err := t.next(entriesName, info.Size)
	if err != nil {
		return &Refusal{Reason: ReasonBadBody, Err: err}
	}
	b.entries = s
	sum := sm3.New()
	count := uint64(0)
	for e, err := range readEntries(io.TeeReader(io.NewSectionReader(s, 0, s.Size()), sum)) {
		if err != nil && !errors.Is(err, errStream) {
			err = &Refusal{Reason: ReasonBadEntries, Err: err}
		}
		if err := cmp.Or(bodyError(err), ctx.Err()); err != nil {
			return err
		}
		if count++; count > info.Count {
			break
		}
		if see != nil {
			if err := see(e); err != nil {
				return err
			}
		}
	}
	if count != info.Count || casework.Digest(sum.Sum(nil)) != info.Digest {
		return refuse(ReasonBadEntries, "entries do not match the manifest")
	}
	if err := t.padding(s); err != nil {
		return &Refusal{Reason: ReasonBadBody, Err: err}
	}
	return nil
}

func (b *body) readFiles(ctx context.Context, t *tarReader) error {
	sum := &sniffer{behind: newBehind()}
	defer sum.close()
	buf := make([]byte, ChunkSize)
	for _, f := range b.manifest.Files {
		if err := b.readFile(ctx, t, f, sum, buf); err != nil {
			return err
		}
	}
	return nil
}

func (b *body) readFile(ctx context.Context, t *tarReader, f FileInfo, sum *sniffer, buf []byte) error {
	s, err := t.next(fileName(f.Digest), f.Size)
	if err != nil {
		return &Refusal{Reason: ReasonBadBody, Err: err}
	}
	sum.head = sum.head[:0]
	if err := copyBuffer(ctx, sum, s, buf); err != nil {
		return bodyError(err)
	}
	kind := AttachmentType(sum.head)
	switch {
	case sum.digest() != f.Digest:
		return refuse(ReasonBadAttachment, "attachment %s does not match its digest", f.Digest)
	case kind == "":
		return refuse(ReasonBadAttachment, "attachment %s is of no allowed type", f.Digest)
	}
	if err := t.padding(s); err != nil {
		return &Refusal{Reason: ReasonBadBody, Err: err}
	}
	b.files[f.Digest], b.types[f.Digest] = s, kind
	return nil
}

// sniffer digests what it gets and keeps the first bytes.
type sniffer struct {
	*behind
	head []byte
}

func (s *sniffer) Write(p []byte) (int, error) {
	if room := sniffSize - len(s.head); room > 0 {
		s.head = append(s.head, p[:min(room, len(p))]...)
	}
	return s.behind.Write(p)
}

// digestOf gives the SM3 of a section.
func digestOf(ctx context.Context, s *io.SectionReader) (casework.Digest, error) {
	sum := sm3.New()
	if err := copyBuffer(ctx, sum, s, make([]byte, ChunkSize)); err != nil {
		return casework.Digest{}, fmt.Errorf("exchange: read: %w", err) // of a stick: a Refusal
	}
	return casework.Digest(sum.Sum(nil)), nil
}

// copyBuffer copies a whole section through buf, looking at ctx between pieces.
func copyBuffer(ctx context.Context, w io.Writer, s *io.SectionReader, buf []byte) error {
	for off := int64(0); off < s.Size(); {
		if err := ctx.Err(); err != nil {
			return err
		}
		piece := buf[:min(int64(len(buf)), s.Size()-off)]
		if err := readAt(s, piece, off); err != nil {
			return err
		}
		if _, err := w.Write(piece); err != nil {
			return err
		}
		off += int64(len(piece))
	}
	return nil
}
