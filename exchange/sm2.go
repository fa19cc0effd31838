package exchange

import (
	"bytes"
	"crypto/ecdsa"
	"errors"
	"fmt"
	"io"

	"github.com/emmansun/gmsm/ecdh"
	"github.com/emmansun/gmsm/sm2"
	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"silian/casework"
)

// contentKeySize is the length of the key that an SM2 wrap carries, in bytes.
const contentKeySize = 32

// errSignature says that a signature does not verify.
var errSignature = errors.New("exchange: signature does not verify")

func (k PublicKey) key() (*ecdsa.PublicKey, error) {
	pub, err := sm2.NewPublicKey(k[:])
	if err != nil {
		return nil, fmt.Errorf("exchange: public key is not a point of the SM2 curve: %w", err)
	}
	return pub, nil
}

// signingDigest is e of GB/T 32918.2: SM3 of ZA and the message, with the
// default identifier 1234567812345678.
func (k PublicKey) signingDigest(message []byte) ([32]byte, error) {
	pub, err := k.key()
	if err != nil {
		return [32]byte{}, err
	}
	e, err := sm2.CalculateSM2Hash(pub, message, nil)
	if err != nil {
		return [32]byte{}, err
	}
	return [32]byte(e), nil
}

// verify checks a DER signature over a message. Only the shortest DER form of
// two numbers in [1, n-1] passes.
func (k PublicKey) verify(message, sig []byte) error {
	e, err := k.signingDigest(message)
	if err != nil {
		return err
	}
	pub, err := k.key()
	if err != nil {
		return err
	}
	if len(sig) > maxSignature || !sm2.VerifyASN1(pub, e[:], sig) {
		return errSignature
	}
	return nil
}

// wrap encrypts a content key to k (GB/T 32918.4), in the DER form of GM/T 0009
// that OpenSSL reads.
func (k PublicKey) wrap(random io.Reader, key []byte) ([]byte, error) {
	pub, err := k.key()
	if err != nil {
		return nil, err
	}
	return sm2.EncryptASN1(random, pub, key)
}

// privateKey is one SM2 private key with its bytes.
type privateKey struct {
	raw    [32]byte
	public PublicKey
	key    *sm2.PrivateKey
}

// newPrivateKey draws a key from random; numbers outside [1, n-2] are drawn again.
func newPrivateKey(random io.Reader) (*privateKey, error) {
	for range 64 {
		var raw [32]byte
		if _, err := io.ReadFull(random, raw[:]); err != nil {
			return nil, fmt.Errorf("exchange: randomness: %w", err)
		}
		if k, err := privateKeyOf(raw); err == nil {
			return k, nil
		}
	}
	return nil, errors.New("exchange: the source of randomness is broken")
}

// privateKeyOf gives the key of 32 bytes, a number in [1, n-2].
func privateKeyOf(raw [32]byte) (*privateKey, error) {
	point, err := ecdh.P256().NewPrivateKey(raw[:])
	if err != nil {
		return nil, fmt.Errorf("exchange: private key: %w", err)
	}
	key, err := sm2.NewPrivateKey(raw[:])
	if err != nil {
		return nil, fmt.Errorf("exchange: private key: %w", err)
	}
	return &privateKey{raw: raw, public: PublicKey(point.PublicKey().Bytes()), key: key}, nil
}

func (k *privateKey) sign(random io.Reader, digest [32]byte) ([]byte, error) {
	return sm2.SignASN1(random, k.key, digest[:], nil)
}

// unwrap opens a wrap. Only DER of exactly four parts with a 32-byte key passes.
func (k *privateKey) unwrap(wrapped []byte) ([]byte, error) {
	if !strictWrap(wrapped) {
		return nil, errors.New("exchange: wrapped key is not in DER form")
	}
	key, err := sm2.Decrypt(k.key, wrapped)
	if err != nil {
		return nil, err
	}
	if len(key) != contentKeySize {
		return nil, fmt.Errorf("exchange: wrapped key has %d bytes", len(key))
	}
	return key, nil
}

// strictWrap checks the shape SEQUENCE { INTEGER x, INTEGER y, OCTET STRING
// C3 (32), OCTET STRING C2 (32) }, so that a reader need not know others.
func strictWrap(der []byte) bool {
	var seq, c3, c2 cryptobyte.String
	x, y := []byte{}, []byte{}
	in := cryptobyte.String(der)
	ok := in.ReadASN1(&seq, asn1.SEQUENCE) && in.Empty() &&
		seq.ReadASN1Integer(&x) && seq.ReadASN1Integer(&y) &&
		seq.ReadASN1(&c3, asn1.OCTET_STRING) && seq.ReadASN1(&c2, asn1.OCTET_STRING) && seq.Empty()
	return ok && len(x) <= 32 && len(y) <= 32 && len(c3) == 32 && len(c2) == contentKeySize
}

// signHeader signs header bytes and checks the signature at once, so that a
// faulty key device is noticed here and not by the receiver.
func signHeader(keys Keys, header []byte) ([]byte, error) {
	public := keys.Public().Sign
	e, err := public.signingDigest(header)
	if err != nil {
		return nil, err
	}
	sig, err := keys.SignDigest(e)
	if err != nil {
		return nil, fmt.Errorf("exchange: sign: %w", err)
	}
	if err := public.verify(header, sig); err != nil {
		return nil, err
	}
	return sig, nil
}

// strictHeader decodes canonical JSON and makes sure that it names type want.
func strictHeader(data []byte, want string, v any, kind *string) error {
	if !bytes.HasPrefix(data, []byte(`{"type":"`+want+`",`)) {
		return &Refusal{Reason: ReasonWrongType, Err: fmt.Errorf("not of type %s", want)}
	}
	if err := casework.Strict(data, v); err != nil {
		return &Refusal{Reason: ReasonBadHeader, Err: err}
	}
	if *kind != want {
		return refuse(ReasonBadHeader, "type %.32q", *kind)
	}
	return nil
}
