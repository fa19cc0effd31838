package exchange

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"silian/casework"
)

// Limits of the outer container, in bytes. Every one is checked before anything
// is allocated for it.
const (
	MaxHeader = 16 << 10        // header.json
	MaxBody   = 2 << 30         // body.enc
	MaxFile   = MaxBody + 1<<20 // the whole file

	maxSignature = 128
	maxSums      = 512
)

// Member names of the outer container, in their order.
const (
	headerName  = "header.json"
	sigName     = "header.sig"
	prevSigName = "prev.sig"
	bodyName    = "body.enc"
	sumsName    = "SM3SUMS.txt"
)

// container is a file of format XFB1, taken apart but not yet believed.
type container struct {
	header  []byte
	sig     []byte
	prevSig []byte            // cards only
	body    *io.SectionReader // bundles only
	sums    []byte            // bundles only
}

// bodyOffset is where the content of body.enc begins in a bundle whose
// header.json has n bytes.
func bodyOffset(n int) int64 {
	return memberSpan(int64(len(readmeText))) + memberSpan(int64(n)) + memberSpan(maxSignature) + blockSize
}

// readContainer takes a file of size bytes apart. Members must stand in the one
// order of the format: README, header.json, header.sig, then either nothing, or
// prev.sig, or body.enc and SM3SUMS.txt.
func readContainer(r io.ReaderAt, size int64) (*container, error) {
	return readContainerUpTo(r, size, MaxHeader)
}

// readContainerUpTo is readContainer with another limit of header.json, in bytes.
func readContainerUpTo(r io.ReaderAt, size, header int64) (*container, error) {
	if size > MaxFile {
		return nil, refuse(ReasonTooLarge, "file has %d bytes", size)
	}
	t := &tarReader{r: r, size: size}
	if err := readReadme(t); err != nil {
		return nil, err
	}
	c := &container{}
	var err error
	if c.header, err = smallMember(t, headerName, header); err != nil {
		return nil, err
	}
	if c.sig, err = smallMember(t, sigName, maxSignature); err != nil {
		return nil, err
	}
	if err := c.readRest(t); err != nil {
		return nil, err
	}
	if err := t.finish(); err != nil {
		return nil, &Refusal{Reason: ReasonDamaged, Err: err}
	}
	return c, nil
}

func (c *container) readRest(t *tarReader) error {
	name, size, more, err := t.peek()
	if err != nil {
		return &Refusal{Reason: ReasonDamaged, Err: err}
	}
	switch {
	case !more:
		return nil
	case name == prevSigName:
		c.prevSig, err = smallMember(t, prevSigName, maxSignature)
		return err
	case name != bodyName:
		return refuse(ReasonDamaged, "unexpected member %q", name)
	case size > MaxBody:
		return refuse(ReasonTooLarge, "body has %d bytes", size)
	}
	if c.body, err = t.next(bodyName, size); err != nil {
		return &Refusal{Reason: ReasonDamaged, Err: err}
	}
	if err := t.padding(c.body); err != nil {
		return &Refusal{Reason: ReasonDamaged, Err: err}
	}
	c.sums, err = smallMember(t, sumsName, maxSums)
	return err
}

// readReadme tells "no file of ours" and "a later format" from "damaged".
func readReadme(t *tarReader) error {
	name, size, ok, err := t.peek()
	if err != nil || !ok {
		return refuse(ReasonNotSealedFile, "no archive: %w", cmpErr(err, errTar))
	}
	if name != readmeName {
		if strings.HasPrefix(name, "XFB") && strings.HasSuffix(name, "-README.txt") {
			return refuse(ReasonNewerFormat, "format %.8q", name)
		}
		return refuse(ReasonNotSealedFile, "first member is %.32q", name)
	}
	if size != int64(len(readmeText)) {
		return refuse(ReasonDamaged, "README has %d bytes", size)
	}
	text, err := smallMember(t, readmeName, size)
	if err != nil {
		return err
	}
	if string(text) != readmeText {
		return refuse(ReasonDamaged, "README differs")
	}
	return nil
}

func cmpErr(err, fallback error) error {
	if err != nil {
		return err
	}
	return fallback
}

// smallMember reads a member whole after checking its size against limit.
func smallMember(t *tarReader, want string, limit int64) ([]byte, error) {
	name, size, ok, err := t.peek()
	switch {
	case err != nil:
		return nil, &Refusal{Reason: ReasonDamaged, Err: err}
	case !ok || name != want:
		return nil, refuse(ReasonDamaged, "member %s is missing", want)
	case size > limit:
		return nil, refuse(ReasonTooLarge, "%s has %d bytes, limit %d", want, size, limit)
	}
	s, err := t.next(want, size)
	if err != nil {
		return nil, &Refusal{Reason: ReasonDamaged, Err: err}
	}
	data := make([]byte, size)
	if err := readAt(s, data, 0); err != nil {
		return nil, refuse(ReasonDamaged, "%s: %w", want, err)
	}
	if err := t.padding(s); err != nil {
		return nil, &Refusal{Reason: ReasonDamaged, Err: err}
	}
	return data, nil
}

// sumsText is the only content SM3SUMS.txt may have.
func sumsText(header, sig []byte, body casework.Digest) []byte {
	var b bytes.Buffer
	line := func(d casework.Digest, name string) { fmt.Fprintf(&b, "%s  %s\n", d, name) }
	line(casework.DigestOf([]byte(readmeText)), readmeName)
	line(casework.DigestOf(header), headerName)
	line(casework.DigestOf(sig), sigName)
	line(body, bodyName)
	return b.Bytes()
}

// headerOnly gives the bytes of a file without body: a receipt or a card.
func headerOnly(header, sig, prevSig []byte) ([]byte, error) {
	var b bytes.Buffer
	t := &tarWriter{w: &b}
	members := []struct {
		name string
		data []byte
	}{{readmeName, []byte(readmeText)}, {headerName, header}, {sigName, sig}, {prevSigName, prevSig}}
	for _, m := range members {
		if m.data == nil {
			continue
		}
		if err := t.member(m.name, m.data); err != nil {
			return nil, err
		}
	}
	if err := t.close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
