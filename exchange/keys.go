package exchange

import (
	"crypto/hkdf"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/emmansun/gmsm/sm3"
)

// PublicKeys are the three public keys on an office card.
type PublicKeys struct {
	Sign, Encrypt, Recovery PublicKey
}

// Keys are the private-key operations of an office and nothing more, so that a
// certified key device (UKey) can take the place of KeyRing.
type Keys interface {
	// Public gives the public keys; Recovery is public only, its private half
	// is on paper.
	Public() PublicKeys
	// SignDigest signs e of GB/T 32918.2, that is SM3(ZA || message), and gives
	// the signature in DER form.
	SignDigest(digest [32]byte) ([]byte, error)
	// Unwrap decrypts a 32-byte content key from the DER form of GM/T 0009.
	Unwrap(wrapped []byte) ([]byte, error)
}

// KeyRing holds the two private keys of an office in memory, after its key file
// was opened. It implements Keys.
type KeyRing struct {
	sign, encrypt *privateKey
	recovery      PublicKey
	master        [32]byte // seals the private keys in the key file; kept over a change of password
	past          []pastKeys
	random        io.Reader
}

// GenerateKeys makes the keys of a new office and its recovery key, which is to
// be printed once and never stored. random nil means crypto/rand.
func GenerateKeys(random io.Reader) (*KeyRing, RecoveryKey, error) {
	if random == nil {
		random = rand.Reader
	}
	var made [3]*privateKey
	for i := range made {
		k, err := newPrivateKey(random)
		if err != nil {
			return nil, RecoveryKey{}, err
		}
		made[i] = k
	}
	ring := &KeyRing{sign: made[0], encrypt: made[1], recovery: made[2].public, random: random}
	if _, err := io.ReadFull(random, ring.master[:]); err != nil {
		return nil, RecoveryKey{}, fmt.Errorf("exchange: randomness: %w", err)
	}
	return ring, RecoveryKey{made[2]}, nil
}

// Public implements Keys.
func (k *KeyRing) Public() PublicKeys {
	return PublicKeys{Sign: k.sign.public, Encrypt: k.encrypt.public, Recovery: k.recovery}
}

// SignDigest implements Keys.
func (k *KeyRing) SignDigest(digest [32]byte) ([]byte, error) { return k.sign.sign(k.random, digest) }

// Unwrap implements Keys.
func (k *KeyRing) Unwrap(wrapped []byte) ([]byte, error) { return k.encrypt.unwrap(wrapped) }

// Derive gives n bytes (1 to 64) for a purpose inside the office, such as sealing
// its backups. They stay the same over a change of password and come back with
// the recovery key, as long as the key file is there.
func (k *KeyRing) Derive(label string, n int) ([]byte, error) {
	if n < 1 || n > 64 || label == "" {
		return nil, fmt.Errorf("exchange: derive %d bytes for %q", n, label)
	}
	return hkdf.Key(sm3.New, k.master[:], nil, "silian|local|"+label, n)
}

// Rotate makes a new set of keys and its recovery key; the encryption key of k is
// kept in the new ring, so that files under way still open. Past keys beyond
// MaxPast are dropped, the oldest after the first.
func (k *KeyRing) Rotate(random io.Reader) (*KeyRing, RecoveryKey, error) {
	next, paper, err := GenerateKeys(random)
	if err != nil {
		return nil, RecoveryKey{}, err
	}
	next.past = append(slices.Clone(k.past), pastKeys{k.encrypt, k.master})
	if len(next.past) > MaxPast {
		next.past = slices.Delete(next.past, 1, 1+len(next.past)-MaxPast)
	}
	return next, paper, nil
}

// Past gives the keys that this office had before, newest first: they open files
// and never sign.
func (k *KeyRing) Past() []Keys {
	var out []Keys
	for _, p := range slices.Backward(k.past) {
		out = append(out, p)
	}
	return out
}

// DeriveFirst is Derive with the office's very first set of keys: what must stay the
// same over a rotation.
func (k *KeyRing) DeriveFirst(label string, n int) ([]byte, error) {
	if len(k.past) == 0 {
		return k.Derive(label, n)
	}
	first := KeyRing{master: k.past[0].master}
	return first.Derive(label, n)
}

// MaxPast is how many earlier sets of keys a key file holds.
const MaxPast = 32

// pastKeys is what stays of keys that were replaced: the private encryption key and
// the master key. It implements Keys.
type pastKeys struct {
	encrypt *privateKey
	master  [32]byte
}

// Public implements Keys; only the encryption key is left.
func (p pastKeys) Public() PublicKeys { return PublicKeys{Encrypt: p.encrypt.public} }

// SignDigest implements Keys and always fails with ErrCannotSign.
func (p pastKeys) SignDigest([32]byte) ([]byte, error) { return nil, ErrCannotSign }

// Unwrap implements Keys.
func (p pastKeys) Unwrap(wrapped []byte) ([]byte, error) { return p.encrypt.unwrap(wrapped) }

// String keeps keys out of logs.
func (p pastKeys) String() string { return "pastKeys(" + p.encrypt.public.ID().String()[:8] + ")" }

// String keeps keys out of logs.
func (k *KeyRing) String() string { return "KeyRing(" + k.sign.public.ID().String()[:8] + ")" }

// ErrCannotSign says that a recovery key or an earlier key opens but never signs.
var ErrCannotSign = errors.New("exchange: this key does not sign")

// Public implements Keys: the recovery key stands in as the encryption key, so
// that Open takes the second wrap.
func (r RecoveryKey) Public() PublicKeys {
	return PublicKeys{Encrypt: r.key.public, Recovery: r.key.public}
}

// SignDigest implements Keys and always fails with ErrCannotSign.
func (r RecoveryKey) SignDigest([32]byte) ([]byte, error) { return nil, ErrCannotSign }

// Unwrap implements Keys.
func (r RecoveryKey) Unwrap(wrapped []byte) ([]byte, error) { return r.key.unwrap(wrapped) }
