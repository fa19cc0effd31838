package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"silian/casework"
)

// OpenConfig says who reads, with which keys, and whom to believe.
type OpenConfig struct {
	Spool    *Spool
	Keys     Keys // our key ring, or a RecoveryKey after the ring is lost
	Me       Card // our own card; a file to an older card is read with that card and its keys
	Trust    Trust
	Past     func(from casework.OfficeCode) ([]Imported, error) // bundles taken in from an office before; nil means none
	Progress func(done, total int64)                            // bytes copied from the stick; may be nil
}

// Opened is a bundle whose every byte was checked. It decrypts on demand from the
// sealed copy in the spool. Close it.
type Opened struct {
	Header   Header
	Digest   casework.Digest // of header.json
	Sender   Enrolled
	Manifest Manifest
	Code     ReceiptCode // for the receipt, and to be read out by telephone
	Order    Order
	Gaps     []uint64 // numbers from this sender still missing after this one (the lowest 100)

	file *spoolFile
	body *body
}

// Open reads a bundle in the fixed order of docs/exchange-format.md section 9 and
// refuses it at the first thing that is wrong; the error is then a *Refusal. Other
// errors are about this machine. Nothing is left behind on error.
func Open(ctx context.Context, cfg OpenConfig, path string) (*Opened, error) {
	file, size, err := intake(ctx, cfg.Spool, path, cfg.Progress)
	if err != nil {
		return nil, err
	}
	o := &Opened{file: file}
	if err := o.read(ctx, &cfg, size); err != nil {
		_ = file.discard() // the first error is the one to tell; the next OpenSpool cleans up
		return nil, err
	}
	return o, nil
}

func (o *Opened) read(ctx context.Context, cfg *OpenConfig, size int64) error {
	c, err := o.believe(ctx, cfg.Trust, size)
	if err != nil {
		return err
	}
	if err := o.accept(cfg); err != nil {
		return o.named(err)
	}
	if err := checkBody(ctx, c, o.Header); err != nil {
		return o.named(err)
	}
	secrets, err := o.unwrap(cfg.Keys)
	if err != nil {
		return o.named(err)
	}
	if o.body, err = openBody(ctx, c.body, o.Header, secrets, nil); err != nil {
		return o.named(err)
	}
	o.Manifest, o.Code = o.body.manifest, secrets.code
	return nil
}

// believe takes the container apart, finds the signer, and only then parses.
func (o *Opened) believe(ctx context.Context, trust Trust, size int64) (*container, error) {
	c, err := readContainer(o.file, size)
	if err != nil {
		return nil, err
	}
	if o.Sender, err = findSigner(ctx, c, trust); err != nil {
		return nil, err
	}
	if o.Header, err = ParseHeader(c.header); err != nil {
		return nil, err
	}
	o.Digest = casework.DigestOf(c.header)
	return c, nil
}

// findSigner is Trust.signer with the courtesy of saying "copy it again" when the
// file's own sums do not hold.
func findSigner(ctx context.Context, c *container, trust Trust) (Enrolled, error) {
	e, err := trust.signer(c.header, c.sig)
	if err == nil {
		return e, nil
	}
	damaged, derr := damagedRather(ctx, c)
	if derr != nil {
		return Enrolled{}, derr
	}
	if damaged {
		return Enrolled{}, refuse(ReasonDamaged, "sums do not hold")
	}
	return Enrolled{}, err
}

// accept is everything that the header alone decides.
func (o *Opened) accept(cfg *OpenConfig) error {
	h, sender := o.Header, o.Sender.Card
	if h.From != sender.Office || h.SignKey != sender.SignPub.ID() {
		return refuse(ReasonKeyMismatch, "header names %s, signed by %s", h.From, sender.Office)
	}
	if err := o.Sender.mayBeBelieved(h.Seq); err != nil {
		return err
	}
	if h.To != cfg.Me.Office {
		return refuse(ReasonNotAddressed, "addressed to %s", h.To)
	}
	if !onOneLine(sender.OfficeOf(), cfg.Me.OfficeOf()) {
		return refuse(ReasonNotOnOurLine, "%s does not write to %s", sender.Office, cfg.Me.Office)
	}
	if h.EncKey != cfg.Me.EncPub.ID() || h.Wraps[1].Key != cfg.Me.RecoveryPub.ID() {
		return refuse(ReasonNotAddressed, "sealed for other keys of %s", h.To)
	}
	var past []Imported
	if cfg.Past != nil {
		var err error
		if past, err = cfg.Past(h.From); err != nil {
			return fmt.Errorf("exchange: bundles taken in before: %w", err)
		}
	}
	var err error
	o.Order, o.Gaps, err = place(h, o.Digest, past)
	return err
}

// unwrap opens the wrap for the keys at hand and checks the commitment before
// anything is decrypted with the result.
func (o *Opened) unwrap(keys Keys) (contentSecrets, error) {
	mine := keys.Public().Encrypt.ID()
	for _, w := range o.Header.Wraps {
		if w.Key != mine {
			continue
		}
		key, err := keys.Unwrap(w.Sealed)
		if err != nil {
			return contentSecrets{}, &Refusal{Reason: ReasonCannotUnwrap, Err: err}
		}
		secrets, err := deriveSecrets(key, o.Header.BundleID, o.Header.SignKey, o.Header.EncKey)
		if err != nil {
			return contentSecrets{}, err
		}
		if secrets.commitment != o.Header.KeyCommit {
			return contentSecrets{}, refuse(ReasonCannotUnwrap, "key does not match its commitment")
		}
		return secrets, nil
	}
	return contentSecrets{}, refuse(ReasonCannotUnwrap, "no wrap for the keys at hand")
}

// named adds the believed header to a refusal.
func (o *Opened) named(err error) error {
	var r *Refusal
	if errors.As(err, &r) && r.Header == nil {
		r.Header, r.Signer = &o.Header, o.Sender.Card.Office
	}
	return err
}

// bodyError turns a failed decryption into a refusal and leaves other errors.
func bodyError(err error) error {
	if errors.Is(err, errStream) {
		return &Refusal{Reason: ReasonBadBody, Err: err}
	}
	return err
}

// Entries gives the journal entries in EntryOrder. They were all parsed once
// before; an error is about this machine.
func (o *Opened) Entries() iter.Seq2[casework.Entry, error] {
	return readEntries(io.NewSectionReader(o.body.entries, 0, o.body.entries.Size()))
}

// Attachment gives the content of one attachment of the manifest and its type as
// AttachmentType names it. The content was checked against its digest; the
// reader decrypts as it goes. ok is false when the manifest does not hold it.
func (o *Opened) Attachment(d casework.Digest) (content *io.SectionReader, kind string, ok bool) {
	s, ok := o.body.files[d]
	if !ok {
		return nil, "", false
	}
	return io.NewSectionReader(s, 0, s.Size()), o.body.types[d], true
}

// Receipt begins the answer to this bundle: who, which, code and gaps. Fill in
// Created and the counts and give it to NewReceipt.
func (o *Opened) Receipt() Receipt {
	return Receipt{
		BundleID: o.Header.BundleID, To: o.Header.From, Seq: o.Header.Seq, Digest: o.Digest,
		Result: ResultImported, Gaps: o.Gaps, Code: o.Code,
	}
}

// Close removes the sealed copy from the spool.
func (o *Opened) Close() error { return o.file.discard() }
