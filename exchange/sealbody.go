package exchange

import (
	"bufio"
	"context"
	"fmt"
	"io"

	"silian/casework"
)

// write fills the spool file: first body.enc at its place, then, when its digest
// is known, what stands before and after it.
func (s *Sealed) write(ctx context.Context, cfg *SealConfig, manifest []byte) error {
	draft, err := casework.Encode(s.Header)
	if err != nil {
		return err
	}
	start := bodyOffset(len(draft))
	out := &bodySink{
		ctx: ctx, sum: newBehind(), total: s.Header.BodySize, progress: cfg.Progress,
		w: bufio.NewWriterSize(io.NewOffsetWriter(s.file, start), pieceSize),
	}
	defer out.sum.close()
	if err := s.encrypt(out, cfg, manifest); err != nil {
		return err
	}
	if err := out.w.Flush(); err != nil {
		return fmt.Errorf("exchange: spool: %w", err)
	}
	if out.done != s.Header.BodySize {
		return fmt.Errorf("%w: body has %d bytes instead of %d", ErrSourceChanged, out.done, s.Header.BodySize)
	}
	s.Header.BodyDigest = out.sum.digest()
	if s.raw, err = casework.Encode(s.Header); err != nil {
		return err
	}
	if len(s.raw) != len(draft) {
		return fmt.Errorf("exchange: header changed its length from %d to %d bytes", len(draft), len(s.raw))
	}
	s.Digest = casework.DigestOf(s.raw)
	return s.surround(cfg.Keys, start)
}

// surround writes the members before and after the body.
func (s *Sealed) surround(keys Keys, start int64) error {
	sig, err := signHeader(keys, s.raw)
	if err != nil {
		return err
	}
	front := &tarWriter{w: io.NewOffsetWriter(s.file, 0)}
	for _, m := range []struct {
		name string
		data []byte
	}{{readmeName, []byte(readmeText)}, {headerName, s.raw}, {sigName, sig}} {
		if err := front.member(m.name, m.data); err != nil {
			return fmt.Errorf("exchange: spool: %w", err)
		}
	}
	if err := front.begin(bodyName, s.Header.BodySize); err != nil {
		return fmt.Errorf("exchange: spool: %w", err)
	}
	end := start + s.Header.BodySize
	tail := io.NewOffsetWriter(s.file, end)
	back := &tarWriter{w: tail, pad: padded(s.Header.BodySize) - s.Header.BodySize}
	if err := back.member(sumsName, sumsText(s.raw, sig, s.Header.BodyDigest)); err != nil {
		return fmt.Errorf("exchange: spool: %w", err)
	}
	if err := back.close(); err != nil {
		return fmt.Errorf("exchange: spool: %w", err)
	}
	at, err := tail.Seek(0, io.SeekCurrent)
	s.Size = end + at
	return err
}

// encrypt writes the inner archive through the stream cipher.
func (s *Sealed) encrypt(out *bodySink, cfg *SealConfig, manifest []byte) error {
	stream, err := newStreamWriter(out, s.secrets.body)
	if err != nil {
		return err
	}
	inner := &tarWriter{w: stream}
	if err := inner.member(manifestName, manifest); err != nil {
		return err
	}
	if err := inner.begin(entriesName, s.Manifest.Entries.Size); err != nil {
		return err
	}
	if err := writeEntries(inner, cfg.Entries); err != nil {
		return err
	}
	buf := make([]byte, ChunkSize)
	for _, a := range cfg.Attachments {
		if err := writeAttachment(inner, a, buf); err != nil {
			return err
		}
	}
	if err := inner.close(); err != nil {
		return fmt.Errorf("%w: %w", ErrSourceChanged, err)
	}
	return stream.Close()
}

// writeAttachment streams one attachment; its digest is checked when the
// finished file is opened again.
func writeAttachment(inner *tarWriter, a Attachment, buf []byte) error {
	src, err := a.Open()
	if err != nil {
		return fmt.Errorf("exchange: attachment %s: %w", a.Digest, err)
	}
	defer src.Close()
	head := buf[:min(sniffSize, a.Size)]
	if _, err := io.ReadFull(src, head); err != nil {
		return fmt.Errorf("%w: attachment %s: %w", ErrSourceChanged, a.Digest, err)
	}
	if AttachmentType(head) == "" {
		return fmt.Errorf("%w: %s", ErrAttachmentType, a.Digest)
	}
	if err := inner.begin(fileName(a.Digest), a.Size); err != nil {
		return fmt.Errorf("%w: %w", ErrSourceChanged, err)
	}
	if _, err := inner.Write(head); err != nil {
		return err
	}
	// The wrapper hides other interfaces of src, so that buf is used.
	if _, err := io.CopyBuffer(onlyWriter{inner}, struct{ io.Reader }{src}, buf); err != nil {
		return fmt.Errorf("exchange: attachment %s: %w", a.Digest, err)
	}
	return nil
}

type onlyWriter struct{ io.Writer }

// bodySink takes the chunks of body.enc: digest, file, progress, cancel.
type bodySink struct {
	ctx      context.Context
	sum      *behind
	w        *bufio.Writer
	done     int64
	total    int64
	progress func(done, total int64)
}

func (b *bodySink) Write(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if _, err := b.sum.Write(p); err != nil {
		return 0, err
	}
	n, err := b.w.Write(p)
	b.done += int64(n)
	if b.progress != nil {
		b.progress(b.done, b.total)
	}
	return n, err
}
