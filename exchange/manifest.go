package exchange

import (
	"bytes"
	"errors"
	"fmt"

	"silian/casework"
)

// Limits of the inside of a bundle. A sender that has more makes several whole
// files, split by subject.
const (
	MaxEntries     = 50_000    // lines of entries.jsonl
	MaxEntriesSize = 64 << 20  // bytes of entries.jsonl
	MaxFiles       = 20_000    // attachments
	MaxAttachment  = 512 << 20 // bytes of one attachment
	MaxAcks        = 1_000     // acknowledgements in one manifest

	maxManifest  = 4 << 20
	maxCommas    = 2*MaxFiles + 3*MaxAcks + MaxGaps + 100 // more than the longest manifest has
	manifestName = "manifest.json"
	entriesName  = "entries.jsonl"
	filePrefix   = "a/"
	typeManifest = "xfb1-manifest"
)

// Manifest is manifest.json, the first member inside body.enc. It repeats who
// writes to whom, so that a body which was stripped and signed by someone else
// is seen. Field order is the order on the wire.
type Manifest struct {
	Type     string              `json:"type"`
	BundleID BundleID            `json:"bundle_id"`
	From     casework.OfficeCode `json:"from"`
	To       casework.OfficeCode `json:"to"`
	Salt     Bytes               `json:"salt"`    // 16 random bytes: the public manifest_digest tells nothing
	Program  string              `json:"program"` // name and version of the writing program, for support only
	Schema   uint64              `json:"schema"`  // version of the entry envelope
	Part     uint64              `json:"part"`    // this file is part ...
	Parts    uint64              `json:"parts"`   // ... of so many that were written at once
	Entries  EntriesInfo         `json:"entries"`
	Files    []FileInfo          `json:"files"`   // in the order of their members
	Acks     []Ack               `json:"acks"`    // bundles of the addressee that the sender has taken in
	Lacks    []uint64            `json:"lacks"`   // numbers of the addressee's bundles that are missing here, ascending
	Journal  Chain               `json:"journal"` // the sender's whole journal when this was written
}

// EntriesInfo describes entries.jsonl.
type EntriesInfo struct {
	Count  uint64          `json:"count"`  // lines
	Size   int64           `json:"size"`   // bytes
	Digest casework.Digest `json:"digest"` // SM3
}

// FileInfo describes one attachment; its member is "a/" and the digest.
type FileInfo struct {
	Digest casework.Digest `json:"digest"` // SM3 of the content
	Size   int64           `json:"size"`   // bytes
}

// Ack acknowledges one bundle.
type Ack struct {
	BundleID BundleID        `json:"bundle_id"`
	Seq      uint64          `json:"seq"`
	Digest   casework.Digest `json:"digest"` // of its header.json
}

// Chain is the length and the last link of a journal's local chain.
type Chain struct {
	Count uint64          `json:"count"`
	Head  casework.Digest `json:"head"` // "" when count is 0
}

// parseManifest reads manifest.json strictly and checks every number in it.
func parseManifest(data []byte) (Manifest, error) {
	var m Manifest
	if n := bytes.Count(data, []byte{','}); n > maxCommas { // before a list grows: "{}," is 3 bytes and 40 in memory
		return Manifest{}, refuse(ReasonBadBody, "manifest: %d values", n)
	}
	if err := casework.Strict(data, &m); err != nil {
		return Manifest{}, &Refusal{Reason: ReasonBadBody, Err: fmt.Errorf("manifest: %w", err)}
	}
	if err := m.check(); err != nil {
		return Manifest{}, &Refusal{Reason: ReasonBadBody, Err: fmt.Errorf("manifest: %w", err)}
	}
	return m, nil
}

func (m *Manifest) check() error {
	if err := checkPair(m.From, m.To); err != nil {
		return err
	}
	if err := checkNumbers(m.Lacks); err != nil {
		return err
	}
	switch {
	case m.Type != typeManifest:
		return fmt.Errorf("type %.32q", m.Type)
	case len(m.Salt) != saltSize:
		return errors.New("salt")
	case len(m.Program) > 64 || !plainText(m.Program):
		return errors.New("program")
	case m.Schema != casework.EnvelopeVersion:
		return fmt.Errorf("schema %d", m.Schema)
	case m.Part < 1 || m.Part > m.Parts || m.Parts > 1000:
		return fmt.Errorf("part %d of %d", m.Part, m.Parts)
	case m.Entries.Count > MaxEntries || m.Entries.Size < 0 || m.Entries.Size > MaxEntriesSize || m.Entries.Digest.IsZero():
		return errors.New("entries")
	case (m.Entries.Count == 0) != (m.Entries.Size == 0):
		return errors.New("entries: count and size do not agree")
	case m.Journal.Count > maxNumber || (m.Journal.Count == 0) != m.Journal.Head.IsZero():
		return errors.New("journal")
	}
	if err := m.checkAcks(); err != nil {
		return err
	}
	return m.checkFiles()
}

func (m *Manifest) checkAcks() error {
	if m.Acks == nil || len(m.Acks) > MaxAcks {
		return fmt.Errorf("%d acks", len(m.Acks))
	}
	for i, a := range m.Acks {
		if a.Seq < 1 || a.Seq > maxNumber || a.Digest.IsZero() || i > 0 && a.Seq <= m.Acks[i-1].Seq {
			return errors.New("acks do not ascend")
		}
	}
	return nil
}

// checkFiles also bounds the sum: no manifest announces more than a body holds.
func (m *Manifest) checkFiles() error {
	if m.Files == nil || len(m.Files) > MaxFiles {
		return fmt.Errorf("%d files", len(m.Files))
	}
	seen := make(map[casework.Digest]bool, len(m.Files))
	for _, f := range m.Files {
		if f.Digest.IsZero() || f.Size < 1 || f.Size > MaxAttachment || seen[f.Digest] {
			return errors.New("file without digest, without size, or twice")
		}
		seen[f.Digest] = true
	}
	if m.plainSize(maxManifest) > MaxBody+maxManifest {
		return errors.New("more than a body holds")
	}
	return nil
}

// plainSize is the length of the inner archive for a manifest.json of n bytes.
func (m *Manifest) plainSize(n int64) int64 {
	total := memberSpan(n) + memberSpan(m.Entries.Size) + 2*blockSize
	for _, f := range m.Files {
		total += memberSpan(f.Size)
	}
	return total
}

// fileName is the member name of an attachment.
func fileName(d casework.Digest) string { return filePrefix + d.String() }
