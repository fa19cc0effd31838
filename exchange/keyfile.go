package exchange

import (
	"crypto/hkdf"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/emmansun/gmsm/sm3"

	"silian/casework"
)

// Errors of opening a key file. A wrong password and a damaged file are told
// apart by a digest over the file.
var (
	ErrWrongPassword    = errors.New("exchange: wrong password")
	ErrWrongRecoveryKey = errors.New("exchange: recovery key is of another office or an older set of keys")
	ErrKeyFileDamaged   = errors.New("exchange: key file is damaged")
	ErrBadPassword      = errors.New("exchange: password must be 1 to 1024 bytes of UTF-8")
)

const (
	typeKeyFile = "silian-keys-1"
	maxKeyFile  = 16 << 10
	saltSize    = 16
)

// keyFile is the office's keys at rest. A random master key seals the two private
// keys; the master key itself is sealed twice: under the password, and to the
// recovery key on paper. Field order is the order on disk.
type keyFile struct {
	Type     string          `json:"type"`
	Sign     PublicKey       `json:"sign_pub"`
	Encrypt  PublicKey       `json:"enc_pub"`
	Recovery PublicKey       `json:"recovery_pub"`
	KDF      KDFParams       `json:"kdf"`
	Salt     Bytes           `json:"salt"`
	Password sealedBox       `json:"password"` // the master key under the password
	Paper    Bytes           `json:"recovery"` // the master key under recovery_pub, DER
	Secret   sealedBox       `json:"secret"`   // sign and encryption private keys, 64 bytes, then 64 for each earlier set, under the master key
	Check    casework.Digest `json:"check"`    // SM3 of this file with check "": tells damage from a wrong password
}

// sealedBox is SM4-GCM with a random nonce; sealed ends with the tag.
type sealedBox struct {
	Nonce  Bytes `json:"nonce"`
	Sealed Bytes `json:"sealed"`
}

// Lock gives the key file of k under a password. The master key stays the same,
// so Lock is also how a password is changed: an older copy of the file still
// opens with the older password. The result opens with OpenKeyFile only if p is
// at least LeastKDF.
func (k *KeyRing) Lock(password string, p KDFParams) ([]byte, error) {
	if err := checkPassword(password); err != nil {
		return nil, err
	}
	if err := p.check(KDFParams{}); err != nil {
		return nil, err
	}
	f := keyFile{Type: typeKeyFile, Sign: k.sign.public, Encrypt: k.encrypt.public, Recovery: k.recovery, KDF: p, Salt: make(Bytes, saltSize)}
	if _, err := io.ReadFull(k.random, f.Salt); err != nil {
		return nil, fmt.Errorf("exchange: randomness: %w", err)
	}
	key, err := p.key(password, f.Salt)
	if err != nil {
		return nil, err
	}
	if f.Password, err = f.seal(k.random, key, k.master[:]); err != nil {
		return nil, err
	}
	if f.Paper, err = k.recovery.wrap(k.random, k.master[:]); err != nil {
		return nil, err
	}
	if key, err = secretKey(k.master); err != nil {
		return nil, err
	}
	if f.Secret, err = f.seal(k.random, key, k.secret()); err != nil {
		return nil, err
	}
	if f.Check, err = f.digest(); err != nil {
		return nil, err
	}
	return casework.Encode(f)
}

// secret is what the secret box holds: the two private keys, then for each earlier
// set, oldest first, its private encryption key and its master key.
func (k *KeyRing) secret() []byte {
	out := slices.Concat(k.sign.raw[:], k.encrypt.raw[:])
	for _, p := range k.past {
		out = slices.Concat(out, p.encrypt.raw[:], p.master[:])
	}
	return out
}

// OpenKeyFile opens a key file with the office password. It refuses files whose
// costs are below LeastKDF.
func OpenKeyFile(data []byte, password string) (*KeyRing, error) {
	return OpenKeyFileWith(data, password, LeastKDF())
}

// OpenKeyFileWith is OpenKeyFile with another floor for the costs. Programs use
// OpenKeyFile; tests, which cannot wait, lower the floor here.
func OpenKeyFileWith(data []byte, password string, least KDFParams) (*KeyRing, error) {
	f, err := parseKeyFile(data)
	if err != nil {
		return nil, err
	}
	if err := f.KDF.check(least); err != nil {
		return nil, err
	}
	if err := checkPassword(password); err != nil {
		return nil, ErrWrongPassword
	}
	key, err := f.KDF.key(password, f.Salt)
	if err != nil {
		return nil, err
	}
	master, err := f.open(key, f.Password)
	if err != nil {
		return nil, ErrWrongPassword
	}
	return f.ring(master)
}

// OpenKeyFile opens a key file without its password, to set a new one with Lock.
func (r RecoveryKey) OpenKeyFile(data []byte) (*KeyRing, error) {
	f, err := parseKeyFile(data)
	if err != nil {
		return nil, err
	}
	if f.Recovery != r.key.public {
		return nil, ErrWrongRecoveryKey
	}
	master, err := r.key.unwrap(f.Paper)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFileDamaged, err)
	}
	return f.ring(master)
}

// ChangePassword opens a key file and locks it again under another password.
func ChangePassword(data []byte, old, password string, p KDFParams) ([]byte, error) {
	ring, err := OpenKeyFileWith(data, old, min2(p, LeastKDF()))
	if err != nil {
		return nil, err
	}
	return ring.Lock(password, p)
}

// min2 takes the lower of each cost, so that ChangePassword accepts what its
// caller would write.
func min2(a, b KDFParams) KDFParams {
	return KDFParams{
		ArgonMemory: min(a.ArgonMemory, b.ArgonMemory), ArgonTime: min(a.ArgonTime, b.ArgonTime),
		ArgonThreads: min(a.ArgonThreads, b.ArgonThreads), SM3Rounds: min(a.SM3Rounds, b.SM3Rounds),
	}
}

func checkPassword(p string) error {
	if p == "" || len(p) > 1024 || !utf8.ValidString(p) {
		return ErrBadPassword
	}
	return nil
}

func parseKeyFile(data []byte) (*keyFile, error) {
	var f keyFile
	if len(data) > maxKeyFile {
		return nil, fmt.Errorf("%w: %d bytes", ErrKeyFileDamaged, len(data))
	}
	if err := casework.Strict(data, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFileDamaged, err)
	}
	want, err := f.digest()
	if err != nil {
		return nil, err
	}
	if f.Type != typeKeyFile || f.Check != want || len(f.Salt) != saltSize ||
		len(f.Password.Nonce) != 12 || len(f.Password.Sealed) != 32+tagSize ||
		len(f.Secret.Nonce) != 12 || !secretSize(len(f.Secret.Sealed)-tagSize) {
		return nil, ErrKeyFileDamaged
	}
	return &f, nil
}

func secretSize(n int) bool { return n >= 64 && n%64 == 0 && n <= 64*(1+MaxPast) }

// digest is SM3 of the canonical file with an empty check.
func (f keyFile) digest() (casework.Digest, error) {
	f.Check = casework.Digest{}
	data, err := casework.Encode(f)
	return casework.DigestOf(data), err
}

// bound is the additional data of both boxes: the type and the public keys, so
// that none of them can be swapped.
func (f *keyFile) bound() []byte {
	out := []byte(typeKeyFile + "\x00")
	for _, k := range []PublicKey{f.Sign, f.Encrypt, f.Recovery} {
		out = append(out, k[:]...)
	}
	return out
}

func (f *keyFile) seal(random io.Reader, key [16]byte, plain []byte) (sealedBox, error) {
	gcm, err := newGCM(key)
	if err != nil {
		return sealedBox{}, err
	}
	nonce := make([]byte, gcm.NonceSize())
	if _, err := io.ReadFull(random, nonce); err != nil {
		return sealedBox{}, fmt.Errorf("exchange: randomness: %w", err)
	}
	return sealedBox{Nonce: nonce, Sealed: gcm.Seal(nil, nonce, plain, f.bound())}, nil
}

func (f *keyFile) open(key [16]byte, b sealedBox) ([]byte, error) {
	gcm, err := newGCM(key)
	if err != nil {
		return nil, err
	}
	return gcm.Open(nil, b.Nonce, b.Sealed, f.bound())
}

// secretKey is the SM4 key of the secret box.
func secretKey(master [32]byte) ([16]byte, error) {
	key, err := hkdf.Key(sm3.New, master[:], nil, "silian|keys", 16)
	if err != nil {
		return [16]byte{}, err
	}
	return [16]byte(key), nil
}

// ring opens the secret box and checks that the keys are those named in public.
func (f *keyFile) ring(master []byte) (*KeyRing, error) {
	k := &KeyRing{recovery: f.Recovery, master: [32]byte(master), random: rand.Reader}
	key, err := secretKey(k.master)
	if err != nil {
		return nil, err
	}
	secret, err := f.open(key, f.Secret)
	if err != nil {
		return nil, fmt.Errorf("%w: private keys", ErrKeyFileDamaged)
	}
	if k.sign, err = privateKeyOf([32]byte(secret[:32])); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFileDamaged, err)
	}
	if k.encrypt, err = privateKeyOf([32]byte(secret[32:64])); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFileDamaged, err)
	}
	for rest := secret[64:]; len(rest) > 0; rest = rest[64:] {
		p := pastKeys{master: [32]byte(rest[32:64])}
		if p.encrypt, err = privateKeyOf([32]byte(rest[:32])); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrKeyFileDamaged, err)
		}
		k.past = append(k.past, p)
	}
	if k.sign.public != f.Sign || k.encrypt.public != f.Encrypt {
		return nil, fmt.Errorf("%w: keys do not match", ErrKeyFileDamaged)
	}
	return k, nil
}
