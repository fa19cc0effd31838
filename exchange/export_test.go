package exchange

import (
	"bytes"
	"context"
	"io"

	"silian/casework"
)

// LeastTestKDF is a cost that tests can wait for and OpenKeyFile refuses.
func LeastTestKDF() KDFParams {
	return KDFParams{ArgonMemory: 64, ArgonTime: 1, ArgonThreads: 1, SM3Rounds: 10}
}

// Member is one member of an archive.
type Member struct {
	Name string
	Data []byte
}

// Tar makes a strict archive.
func Tar(members ...Member) []byte {
	var b bytes.Buffer
	t := &tarWriter{w: &b}
	for _, m := range members {
		if err := t.member(m.Name, m.Data); err != nil {
			panic(err)
		}
	}
	if err := t.close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// Untar reads a strict archive of any member names.
func Untar(data []byte) []Member {
	var out []Member
	t := &tarReader{r: bytes.NewReader(data), size: int64(len(data))}
	for {
		name, size, ok, err := t.peek()
		if err != nil {
			panic(err)
		}
		if !ok {
			return out
		}
		s, err := t.next(name, size)
		if err != nil {
			panic(err)
		}
		content, err := io.ReadAll(s)
		if err != nil {
			panic(err)
		}
		out = append(out, Member{name, content})
	}
}

// Parts is a bundle laid open, to be put together again with something wrong in
// it and a good signature over that.
type Parts struct {
	Header Header
	Key    []byte   // content key
	Inner  []Member // the plaintext archive
	Plain  []byte   // replaces Inner when set

	EditBody   func(body []byte) []byte   // before body_digest is taken
	EditHeader func(header []byte) []byte // before it is signed
	EditSig    func(sig []byte) []byte
	Outer      func(members []Member) []Member
	KeepDigest bool // leave manifest_digest as Header has it
	KeepCommit bool // leave key_commit as Header has it
}

// TakeApart opens a good bundle with its addressee's keys.
func TakeApart(file []byte, keys Keys) *Parts {
	p := &Parts{}
	outer := Untar(file)
	h, err := ParseHeader(outer[1].Data)
	if err != nil {
		panic(err)
	}
	p.Header = h
	if p.Key, err = keys.Unwrap(h.Wraps[0].Sealed); err != nil {
		panic(err)
	}
	secrets, err := deriveSecrets(p.Key, h.BundleID, h.SignKey, h.EncKey)
	if err != nil {
		panic(err)
	}
	r, err := newStreamReader(bytes.NewReader(outer[3].Data), h.BodySize, secrets.body)
	if err != nil {
		panic(err)
	}
	plain := make([]byte, r.size)
	if err := readAt(r, plain, 0); err != nil {
		panic(err)
	}
	p.Inner = Untar(plain)
	return p
}

// Manifest decodes the manifest in Inner.
func (p *Parts) Manifest() Manifest {
	m, err := parseManifest(p.Inner[0].Data)
	if err != nil {
		panic(err)
	}
	return m
}

// SetManifest encodes m into Inner.
func (p *Parts) SetManifest(m Manifest) {
	data, err := casework.Encode(m)
	if err != nil {
		panic(err)
	}
	p.Inner[0].Data = data
}

// SetEntries puts other bytes into entries.jsonl and makes the manifest agree.
func (p *Parts) SetEntries(data []byte, count int) {
	p.Inner[1].Data = data
	m := p.Manifest()
	m.Entries = EntriesInfo{Count: uint64(count), Size: int64(len(data)), Digest: casework.DigestOf(data)}
	p.SetManifest(m)
}

// Build seals, signs and packs the parts again.
func (p *Parts) Build(keys Keys) []byte {
	h := p.Header
	secrets, err := deriveSecrets(p.Key, h.BundleID, h.SignKey, h.EncKey)
	if err != nil {
		panic(err)
	}
	plain := p.Plain
	if plain == nil {
		plain = Tar(p.Inner...)
	}
	body := Encrypt(secrets.body, plain)
	if p.EditBody != nil {
		body = p.EditBody(body)
	}
	h.BodySize, h.BodyDigest = int64(len(body)), casework.DigestOf(body)
	if !p.KeepDigest {
		h.ManifestDigest = casework.DigestOf(p.Inner[0].Data)
	}
	if !p.KeepCommit {
		h.KeyCommit = secrets.commitment
	}
	header, err := casework.Encode(h)
	if err != nil {
		panic(err)
	}
	if p.EditHeader != nil {
		header = p.EditHeader(header)
	}
	sig, err := signHeader(keys, header)
	if err != nil {
		panic(err)
	}
	if p.EditSig != nil {
		sig = p.EditSig(sig)
	}
	members := []Member{
		{readmeName, []byte(readmeText)},
		{headerName, header},
		{sigName, sig},
		{bodyName, body},
		{sumsName, sumsText(header, sig, casework.DigestOf(body))},
	}
	if p.Outer != nil {
		members = p.Outer(members)
	}
	return Tar(members...)
}

// Encrypt gives body.enc of a plaintext.
func Encrypt(key [16]byte, plain []byte) []byte {
	var b bytes.Buffer
	w, err := newStreamWriter(&b, key)
	if err != nil {
		panic(err)
	}
	if _, err := w.Write(plain); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// KeysOf makes a ring of fixed private keys, for the published vectors.
func KeysOf(sign, encrypt, recovery [32]byte, random io.Reader) (*KeyRing, RecoveryKey) {
	var made [3]*privateKey
	for i, raw := range [][32]byte{sign, encrypt, recovery} {
		k, err := privateKeyOf(raw)
		if err != nil {
			panic(err)
		}
		made[i] = k
	}
	return &KeyRing{sign: made[0], encrypt: made[1], recovery: made[2].public, random: random}, RecoveryKey{made[2]}
}

// Raw gives the private numbers of a ring.
func (k *KeyRing) Raw() (sign, encrypt [32]byte) { return k.sign.raw, k.encrypt.raw }

// SealOnly is Seal without opening the file again.
func SealOnly(ctx context.Context, cfg SealConfig) (*Sealed, error) { return seal(ctx, cfg) }

// Recheck opens a sealed file again.
func (s *Sealed) Recheck(ctx context.Context, from Card) error { return s.recheck(ctx, from) }

// Secrets gives what is derived from a content key.
func Secrets(key []byte, h Header) (body [16]byte, commit casework.Digest, code ReceiptCode) {
	s, err := deriveSecrets(key, h.BundleID, h.SignKey, h.EncKey)
	if err != nil {
		panic(err)
	}
	return s.body, s.commitment, s.code
}

// The parsers of foreign bytes, for fuzzing.
func ParseManifest(data []byte) (Manifest, error)     { return parseManifest(data) }
func ParseReceiptHeader(data []byte) (Receipt, error) { return parseReceiptHeader(data) }
func ParseCardHeader(data []byte) (CardHeader, error) { return parseCardHeader(data) }

// ReadContainer reports whether a file is a strict container and rebuilds it.
func ReadContainer(data []byte) (again []byte, err error) {
	c, err := readContainer(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	members := []Member{{readmeName, []byte(readmeText)}, {headerName, c.header}, {sigName, c.sig}}
	if c.prevSig != nil {
		members = append(members, Member{prevSigName, c.prevSig})
	}
	if c.body != nil {
		body, err := io.ReadAll(c.body)
		if err != nil {
			return nil, err
		}
		members = append(members, Member{bodyName, body}, Member{sumsName, c.sums})
	}
	return Tar(members...), nil
}

// HeaderOf gives header.json of a card.
func (c Card) HeaderOf() []byte { return c.raw }

// Wrap encrypts a content key to a public key.
func (k PublicKey) Wrap(random io.Reader, key []byte) ([]byte, error) { return k.wrap(random, key) }

// VerifySig checks a signature over a message.
func (k PublicKey) VerifySig(message, sig []byte) error { return k.verify(message, sig) }

// SigningDigest is e of GB/T 32918.2.
func (k PublicKey) SigningDigest(message []byte) ([32]byte, error) { return k.signingDigest(message) }

// Syncing wraps a file so that it is synced every 32 MiB.
func Syncing(f interface {
	io.Writer
	Sync() error
},
) io.Writer {
	return &syncingWriter{file: f}
}

// VerifyBytes is Verify of a file in memory.
func VerifyBytes(data []byte, trust Trust) (SealInfo, error) {
	return verify(context.Background(), bytes.NewReader(data), int64(len(data)), trust)
}

// SecondKDF is the PBKDF2 half of the password derivation.
func SecondKDF(first, salt []byte, rounds uint32) []byte {
	key, err := KDFParams{SM3Rounds: rounds}.second(first, salt)
	if err != nil {
		panic(err)
	}
	return key[:]
}
