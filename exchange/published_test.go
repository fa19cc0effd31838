package exchange_test

import (
	"bytes"
	"crypto/cipher"
	"encoding/hex"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"

	"silian/exchange"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// GB/T 32918.5-2017, annex A: the sample key pair on the recommended curve.
const (
	sampleKey    = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"
	sampleR      = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
	sampleS      = "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
	samplePublic = "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020" +
		"ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)

// TestSM2Sample is the signature of GB/T 32918.5-2017 A.2: "message digest" with
// the default identifier.
func TestSM2Sample(t *testing.T) {
	public := exchange.PublicKey(unhex(t, samplePublic))
	e, err := public.SigningDigest([]byte("message digest"))
	if err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(e[:]); got != "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640" {
		t.Errorf("e = %s", got)
	}
	r := unhex(t, sampleR)
	s := unhex(t, sampleS)
	sig := append([]byte{0x30, 70, 2, 33, 0}, r...)
	sig = append(append(sig, 2, 33, 0), s...)
	if err := public.VerifySig([]byte("message digest"), sig); err != nil {
		t.Error(err)
	}
	if err := public.VerifySig([]byte("message Digest"), sig); err == nil {
		t.Error("the sample signs another message too")
	}
}

// TestSM2EncryptionSample is the ciphertext of GB/T 32918.5-2017 A.3.
func TestSM2EncryptionSample(t *testing.T) {
	key, err := sm2.NewPrivateKey(unhex(t, sampleKey))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := sm2.Decrypt(key, unhex(t, "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73e8"+
		"58f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0"+
		"59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766"+
		"21886ca989ca9c7d58087307ca93092d651efa"))
	if err != nil || string(plain) != "encryption standard" {
		t.Errorf("%q %v", plain, err)
	}
}

// TestSM3Sample is GB/T 32905-2016 A.1 and A.2.
func TestSM3Sample(t *testing.T) {
	for in, want := range map[string]string{
		"abc": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
		"abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd": "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
	} {
		if got := sm3.Sum([]byte(in)); hex.EncodeToString(got[:]) != want {
			t.Errorf("SM3(%q) = %x", in, got)
		}
	}
}

// TestSM4Sample is GB/T 32907-2016 A.1; GCM is RFC 8998 A.1.
func TestSM4Sample(t *testing.T) {
	key := unhex(t, "0123456789abcdeffedcba9876543210")
	block, err := sm4.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]byte, 16)
	block.Encrypt(out, key)
	if hex.EncodeToString(out) != "681edf34d206965e86b3e94f536e4246" {
		t.Errorf("SM4 = %x", out)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	plain := bytes.Join([][]byte{
		bytes.Repeat([]byte{0xaa}, 8), bytes.Repeat([]byte{0xbb}, 8), bytes.Repeat([]byte{0xcc}, 8), bytes.Repeat([]byte{0xdd}, 8),
		bytes.Repeat([]byte{0xee}, 8), bytes.Repeat([]byte{0xff}, 8), bytes.Repeat([]byte{0xee}, 8), bytes.Repeat([]byte{0xaa}, 8),
	}, nil)
	got := gcm.Seal(nil, unhex(t, "00001234567800000000abcd"), plain, unhex(t, "feedfacedeadbeeffeedfacedeadbeefabaddad2"))
	want := "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735" +
		"d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d" +
		"83de3541e4c2b58177e065a9bf7b62ec"
	if hex.EncodeToString(got) != want {
		t.Errorf("SM4-GCM = %x", got)
	}
}
