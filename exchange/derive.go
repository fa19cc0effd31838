package exchange

import (
	"crypto/cipher"
	"crypto/hkdf"
	"encoding/binary"
	"fmt"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"

	"silian/casework"
)

// ReceiptCode is the 8 decimal digits that only an office which opened the file
// can know; it can be read over the telephone.
type ReceiptCode string

// contentSecrets are all that is derived from the content key of one bundle.
type contentSecrets struct {
	body       [16]byte        // SM4 key of body.enc
	commitment casework.Digest // key_commit
	code       ReceiptCode
}

// deriveSecrets is HKDF-SM3 (RFC 5869 with SM3) of the content key; salt is the
// 16 bytes of the bundle id, info is "xfb1|<sign_key>|<enc_key>|<label>" with the
// two key ids in hexadecimal. So a content key serves one file, one sender and
// one addressee.
func deriveSecrets(key []byte, id BundleID, signKey, encKey casework.Digest) (contentSecrets, error) {
	var s contentSecrets
	prefix := "xfb1|" + signKey.String() + "|" + encKey.String() + "|"
	body, err := hkdf.Key(sm3.New, key, id[:], prefix+"body", len(s.body))
	if err != nil {
		return s, err
	}
	commit, err := hkdf.Key(sm3.New, key, id[:], prefix+"commit", len(s.commitment))
	if err != nil {
		return s, err
	}
	code, err := hkdf.Key(sm3.New, key, id[:], prefix+"receipt", 8)
	if err != nil {
		return s, err
	}
	s.body, s.commitment = [16]byte(body), casework.Digest(commit)
	s.code = ReceiptCode(fmt.Sprintf("%08d", binary.BigEndian.Uint64(code)%100_000_000))
	return s, nil
}

// newGCM gives SM4-GCM with a 12-byte nonce and a 16-byte tag.
func newGCM(key [16]byte) (cipher.AEAD, error) {
	block, err := sm4.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// valid reports whether c is 8 decimal digits.
func (c ReceiptCode) valid() bool {
	for i := range len(c) {
		if c[i] < '0' || c[i] > '9' {
			return false
		}
	}
	return len(c) == 8
}
