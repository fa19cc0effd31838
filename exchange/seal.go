package exchange

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"

	"silian/casework"
)

// Errors of sealing.
var (
	ErrTooMuch        = errors.New("exchange: more than one file may hold; split by subject")
	ErrNoRoom         = errors.New("exchange: not enough free space")
	ErrNotCompared    = errors.New("exchange: the addressee's card is not compared")
	ErrAttachmentType = errors.New("exchange: attachment is of no type that may travel")
	ErrSourceChanged  = errors.New("exchange: entries or attachments changed while they were sealed")
)

// Attachment is one file to send. Size and Digest come from the store; Open is
// called once, in the order of the manifest.
type Attachment struct {
	FileInfo
	Open func() (io.ReadCloser, error)
}

// SealConfig says what to seal and for whom.
type SealConfig struct {
	Spool   *Spool
	Keys    Keys
	From    Card     // our own card
	To      Enrolled // must be compared
	Seq     uint64   // from 1
	Prev    casework.Digest
	Created Stamp

	Program     string // name and version of this program
	Part, Parts uint64 // 0 counts as 1
	Entries     iter.Seq2[casework.Entry, error]
	Attachments []Attachment
	Acks        []Ack
	Lacks       []uint64
	Journal     Chain

	Random   io.Reader               // nil means crypto/rand
	Progress func(done, total int64) // bytes of the body; may be nil
}

// Sealed is a finished bundle in the spool. Write it to a stick with WriteStick,
// record Header, Digest and Code, then Discard it.
type Sealed struct {
	Header   Header
	Digest   casework.Digest // of header.json: prev of the next bundle
	Code     ReceiptCode
	Manifest Manifest
	Size     int64 // bytes of the whole file

	file    *spoolFile
	raw     []byte // header.json
	secrets contentSecrets
}

// Seal writes a bundle into the spool and opens it again to check every digest.
// Entries is iterated twice and must give the same both times, in EntryOrder.
// Nothing is left in the spool on error.
func Seal(ctx context.Context, cfg SealConfig) (*Sealed, error) {
	s, err := seal(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := s.recheck(ctx, cfg.From); err != nil {
		return nil, errors.Join(err, s.Discard())
	}
	return s, nil
}

// seal is Seal without opening again.
func seal(ctx context.Context, cfg SealConfig) (*Sealed, error) {
	if err := cfg.check(); err != nil {
		return nil, err
	}
	s := &Sealed{}
	m, err := s.plan(&cfg)
	if err != nil {
		return nil, err
	}
	if free, err := freeSpace(cfg.Spool.dir); err == nil && free < s.Header.BodySize+1<<20 {
		return nil, fmt.Errorf("%w: %d bytes free", ErrNoRoom, free)
	}
	if s.file, err = cfg.Spool.create(); err != nil {
		return nil, err
	}
	if err := s.write(ctx, &cfg, m); err != nil {
		return nil, errors.Join(err, s.Discard())
	}
	return s, nil
}

func (cfg *SealConfig) check() error {
	if cfg.Random == nil {
		cfg.Random = rand.Reader
	}
	cfg.Part, cfg.Parts = max(cfg.Part, 1), max(cfg.Parts, 1)
	switch {
	case cfg.To.Standing != StandingCompared:
		return ErrNotCompared
	case cfg.Keys.Public().Sign != cfg.From.SignPub:
		return errWrongKeys
	case !onOneLine(cfg.From.OfficeOf(), cfg.To.Card.OfficeOf()):
		return fmt.Errorf("exchange: %s and %s are not direct superior and subordinate", cfg.From.Office, cfg.To.Card.Office)
	case len(cfg.Attachments) > MaxFiles:
		return fmt.Errorf("%w: %d attachments", ErrTooMuch, len(cfg.Attachments))
	}
	return nil
}

// plan makes manifest, content key, wraps and the header but for its digests of
// the body. It gives the bytes of manifest.json.
func (s *Sealed) plan(cfg *SealConfig) ([]byte, error) {
	to := cfg.To.Card
	h := Header{
		Type: TypeBundle, Suite: Suite, From: cfg.From.Office, SignKey: cfg.From.SignPub.ID(),
		To: to.Office, EncKey: to.EncPub.ID(), Seq: cfg.Seq, Prev: cfg.Prev, Created: cfg.Created,
	}
	var random [16 + saltSize + contentKeySize]byte
	if _, err := io.ReadFull(cfg.Random, random[:]); err != nil {
		return nil, fmt.Errorf("exchange: randomness: %w", err)
	}
	h.BundleID = BundleID(random[:16])
	salt, key := random[16:16+saltSize], random[16+saltSize:]
	manifest, err := s.manifest(cfg, h, salt)
	if err != nil {
		return nil, err
	}
	for _, k := range []PublicKey{to.EncPub, to.RecoveryPub} {
		sealed, err := k.wrap(cfg.Random, key)
		if err != nil {
			return nil, fmt.Errorf("exchange: wrap: %w", err)
		}
		h.Wraps = append(h.Wraps, Wrap{Key: k.ID(), Sealed: sealed})
	}
	if s.secrets, err = deriveSecrets(key, h.BundleID, h.SignKey, h.EncKey); err != nil {
		return nil, err
	}
	plain := s.Manifest.plainSize(int64(len(manifest)))
	h.KeyCommit, h.ManifestDigest = s.secrets.commitment, casework.DigestOf(manifest)
	if h.BodySize = sealedLen(plain); h.BodySize > MaxBody {
		return nil, fmt.Errorf("%w: %d bytes", ErrTooMuch, h.BodySize)
	}
	h.BodyDigest = h.ManifestDigest // holds the place: same length as the true one
	s.Header, s.Code = h, s.secrets.code
	if err := h.check(); err != nil {
		return nil, fmt.Errorf("exchange: header: %w", err)
	}
	return manifest, nil
}

func (s *Sealed) manifest(cfg *SealConfig, h Header, salt []byte) ([]byte, error) {
	entries, err := measureEntries(cfg.Entries)
	if err != nil {
		return nil, err
	}
	m := Manifest{
		Type: typeManifest, BundleID: h.BundleID, From: h.From, To: h.To, Salt: salt,
		Program: cfg.Program, Schema: casework.EnvelopeVersion, Part: cfg.Part, Parts: cfg.Parts,
		Entries: entries, Files: []FileInfo{}, Acks: append([]Ack{}, cfg.Acks...),
		Lacks: append([]uint64{}, cfg.Lacks...), Journal: cfg.Journal,
	}
	for _, a := range cfg.Attachments {
		m.Files = append(m.Files, a.FileInfo)
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("exchange: manifest: %w", err)
	}
	data, err := casework.Encode(m)
	if err != nil {
		return nil, err
	}
	if len(data) > maxManifest {
		return nil, fmt.Errorf("%w: manifest of %d bytes", ErrTooMuch, len(data))
	}
	s.Manifest = m
	return data, nil
}

// recheck opens the finished file with the content key at hand and checks every
// digest in it, the attachments' too.
func (s *Sealed) recheck(ctx context.Context, from Card) error {
	c, err := readContainer(s.file, s.Size)
	if err != nil {
		return fmt.Errorf("exchange: re-check: %w", err)
	}
	if err := from.SignPub.verify(c.header, c.sig); err != nil {
		return fmt.Errorf("exchange: re-check: %w", err)
	}
	h, err := ParseHeader(c.header)
	if err != nil {
		return fmt.Errorf("exchange: re-check: %w", err)
	}
	if err := checkBody(ctx, c, h); err != nil {
		return fmt.Errorf("exchange: re-check: %w", err)
	}
	if _, err := openBody(ctx, c.body, h, s.secrets, nil); err != nil {
		return fmt.Errorf("exchange: re-check: %w", err)
	}
	return nil
}

// Path is where the finished file lies, for WriteStick.
func (s *Sealed) Path() string { return filepath.Join(s.file.spool.dir, s.file.name) }

// Discard removes the file from the spool.
func (s *Sealed) Discard() error {
	if s.file == nil {
		return nil
	}
	return s.file.discard()
}
