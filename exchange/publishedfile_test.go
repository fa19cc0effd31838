package exchange_test

import (
	"bytes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/hmac"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
	"github.com/emmansun/gmsm/smx509"

	"silian/exchange"
)

// wycheproof is the part of a Wycheproof file that these tests use.
type wycheproof struct {
	NumberOfTests int
	TestGroups    []struct {
		IVSize, TagSize int // bits
		Tests           []struct {
			TcID                               int
			Key, IV, AAD, Msg, CT, Tag, Result string
		}
	}
}

func readWycheproof(t *testing.T, name string) wycheproof {
	t.Helper()
	data, err := os.ReadFile("testdata/published/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var w wycheproof
	if err := json.Unmarshal(data, &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// TestWycheproofSM4GCM runs every vector of the published file whose nonce is longer
// than nothing; the format itself only uses 12 bytes.
func TestWycheproofSM4GCM(t *testing.T) {
	w := readWycheproof(t, "wycheproof_sm4_gcm_test.json")
	ran := 0
	for _, g := range w.TestGroups {
		for _, v := range g.Tests {
			ran++
			block, err := sm4.NewCipher(unhex(t, v.Key))
			if err != nil {
				t.Fatal(err)
			}
			gcm, err := cipher.NewGCMWithNonceSize(block, g.IVSize/8)
			if err != nil {
				if v.Result == "valid" {
					t.Errorf("%d: nonce of %d bits: %v", v.TcID, g.IVSize, err)
				}
				continue
			}
			nonce, aad, msg := unhex(t, v.IV), unhex(t, v.AAD), unhex(t, v.Msg)
			sealed := append(unhex(t, v.CT), unhex(t, v.Tag)...)
			got, err := gcm.Open(nil, nonce, sealed, aad)
			if ok := err == nil && bytes.Equal(got, msg); ok != (v.Result == "valid") {
				t.Errorf("%d: opens %v, want %s", v.TcID, ok, v.Result)
			}
			if v.Result == "valid" && !bytes.Equal(gcm.Seal(nil, nonce, msg, aad), sealed) {
				t.Errorf("%d: seals to something else", v.TcID)
			}
		}
	}
	if ran != w.NumberOfTests || ran != 104 {
		t.Errorf("%d of %d vectors", ran, w.NumberOfTests)
	}
}

// TestWycheproofHMACSM3 runs every vector; tags may be cut to their first bits.
func TestWycheproofHMACSM3(t *testing.T) {
	w := readWycheproof(t, "wycheproof_hmac_sm3_test.json")
	ran := 0
	for _, g := range w.TestGroups {
		for _, v := range g.Tests {
			ran++
			mac := hmac.New(sm3.New, unhex(t, v.Key))
			mac.Write(unhex(t, v.Msg))
			if ok := hmac.Equal(mac.Sum(nil)[:g.TagSize/8], unhex(t, v.Tag)); ok != (v.Result == "valid") {
				t.Errorf("%d: agrees %v, want %s", v.TcID, ok, v.Result)
			}
		}
	}
	if ran != w.NumberOfTests || ran != 174 {
		t.Errorf("%d of %d vectors", ran, w.NumberOfTests)
	}
}

// TestOpenSSLVectors runs OpenSSL's own file of SM2 tests: a key, signatures over
// digests, a ciphertext in DER form.
func TestOpenSSLVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/published/evppkey_sm2.txt")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(data)
	if block == nil {
		t.Fatal("no key")
	}
	parsed, err := smx509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	key, ok := parsed.(*sm2.PrivateKey)
	if !ok {
		t.Fatalf("key is a %T", parsed)
	}
	verified, decrypted := 0, 0
	for _, stanza := range strings.Split(string(data), "\n\n") {
		field := map[string]string{}
		for line := range strings.Lines(stanza) {
			k, v, _ := strings.Cut(strings.TrimSpace(line), " = ")
			field[k] = v
		}
		switch {
		case field["Verify"] != "":
			verified++
			public := key.Public().(*ecdsa.PublicKey)
			digest, sig := unhex(t, field["Input"]), unhex(t, field["Output"])
			if len(digest) > 32 { // OpenSSL takes a longer digest modulo n; the format has none
				digest = new(big.Int).Mod(new(big.Int).SetBytes(digest), public.Params().N).FillBytes(make([]byte, 32))
			}
			if !sm2.VerifyASN1(public, digest, sig) {
				t.Errorf("signature %d does not verify", verified)
			}
			digest[0] ^= 1
			if sm2.VerifyASN1(public, digest, sig) {
				t.Errorf("signature %d verifies another digest", verified)
			}
		case field["Decrypt"] != "":
			decrypted++
			plain, err := sm2.Decrypt(key, unhex(t, field["Input"]))
			if want := strings.Trim(field["Output"], `"`); err != nil || string(plain) != want {
				t.Errorf("%q %v", plain, err)
			}
		}
	}
	if verified != 3 || decrypted != 1 {
		t.Errorf("%d signatures, %d ciphertexts", verified, decrypted)
	}
}

// TestSamplesByOpenSSL lets OpenSSL verify the signature of GB/T 32918.5.
func TestSamplesByOpenSSL(t *testing.T) {
	needOpenSSL(t)
	dir := t.TempDir()
	write(t, dir, "pub.pem", publicPEM(t, dir, exchange.PublicKey(unhex(t, samplePublic))))
	sig, err := hex.DecodeString("3046022100" + sampleR + "022100" + sampleS)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "s.sig", sig)
	write(t, dir, "m", []byte("message digest"))
	out := mustTool(t, dir, "openssl", "dgst", "-sm3", "-sigopt", "distid:1234567812345678", "-verify", "pub.pem", "-signature", "s.sig", "m")
	if out != "Verified OK" {
		t.Error(out)
	}
}
