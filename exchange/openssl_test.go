package exchange_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/exchange"
)

// tool runs a command in dir and gives its output.
func tool(t *testing.T, dir, name string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

func mustTool(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	out, err := tool(t, dir, name, args...)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return out
}

// needOpenSSL skips only where the programs are not installed.
func needOpenSSL(t *testing.T) {
	t.Helper()
	for _, p := range []string{"openssl", "tar", "sh"} {
		if _, err := exec.LookPath(p); err != nil {
			t.Skip(p, "is not installed")
		}
	}
}

func write(t *testing.T, dir, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const script = "../docs/verify-with-openssl.sh"

func TestVerifyScript(t *testing.T) {
	needOpenSSL(t)
	w := newWorld(t)
	_, bundle := w.small()
	_, _, receipt := w.answered()
	next := newDesk(t, 20, w.village.office)
	second, err := exchange.NextCard(next.keys, w.village.office, created, w.village.card, w.village.keys)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	village := write(t, dir, "v.xfcard", cardFile(t, w.village.card))
	township := write(t, dir, "t.xfcard", cardFile(t, w.township.card))
	sealed := write(t, dir, "b.xfb", bundle)
	out := mustTool(t, ".", "sh", script, village, sealed)
	if want := "fingerprint " + w.village.card.Fingerprint().String(); !strings.Contains(out, want) {
		t.Errorf("no %q in\n%s", want, out)
	}
	if !strings.Contains(out, "Verified OK: xfb1-bundle") {
		t.Errorf("output\n%s", out)
	}
	if out := mustTool(t, ".", "sh", script, township, write(t, dir, "r.xfr", receipt)); !strings.Contains(out, "Verified OK: xfb1-receipt") {
		t.Errorf("output\n%s", out)
	}
	if out := mustTool(t, ".", "sh", script, write(t, dir, "v2.xfcard", cardFile(t, second))); !strings.Contains(out, second.Fingerprint().String()) {
		t.Errorf("output\n%s", out)
	}
	changed := bytes.Clone(bundle)
	changed[len(changed)-6000] ^= 1 // inside body.enc
	for name, args := range map[string][]string{
		"another card": {township, sealed},
		"body changed": {village, write(t, dir, "bad.xfb", changed)},
		"no card":      {sealed, sealed},
		"usage":        {},
	} {
		if out, err := tool(t, ".", "sh", append([]string{script}, args...)...); err == nil {
			t.Errorf("%s passes:\n%s", name, out)
		}
	}
}

// TestScriptOnVectors runs the same script over the published vectors, and lets it
// decrypt them with the published key.
func TestScriptOnVectors(t *testing.T) {
	needOpenSSL(t)
	at := func(name string) string { return filepath.Join(vectorDir, name) }
	for _, v := range vectorIndex(t) {
		// The good bundles come below; what only the addressee sees is beyond this script.
		seen := map[string]bool{"damaged.xfb": false, "stranger.xfb": false, "from.xfb": false, "receipt.xfr": true}
		want, tried := seen[v.File]
		if !tried {
			continue
		}
		card := map[string]string{"bundle": "sender.xfcard", "receipt": "addressee.xfcard"}[v.Kind]
		if _, err := tool(t, ".", "sh", script, at(card), at(v.File)); (err == nil) != want {
			t.Errorf("%s (%s): %v", v.File, v.Reason, err)
		}
	}
	for name, want := range map[string]string{
		"bundle.xfb": "1 chunks", "chunks.xfb": "2 chunks", "commit.xfb": "", "attachment.xfb": "",
	} {
		plain := filepath.Join(t.TempDir(), "plain.tar")
		out, err := tool(t, ".", "sh", script, at("sender.xfcard"), at(name), at("addressee_enc.der"), plain)
		if (err == nil) != (want != "") || !strings.Contains(out, want) {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if err != nil {
			continue
		}
		w := newWorld(t)
		township, _ := vectorDesk(t, "addressee", w.township.office)
		data, err := os.ReadFile(plain)
		if err != nil {
			t.Fatal(err)
		}
		if p := exchange.TakeApart(readVector(name), township.keys); !bytes.Equal(data, exchange.Tar(p.Inner...)) {
			t.Errorf("%s: OpenSSL decrypts to something else", name)
		}
	}
}

// TestPrintedCommand runs the commands exactly as the README inside each file and
// docs/exchange-format.md print them.
func TestPrintedCommand(t *testing.T) {
	needOpenSSL(t)
	w := newWorld(t)
	_, bundle := w.small()
	dir := t.TempDir()
	write(t, dir, "bundle.xfb", bundle)
	mustTool(t, dir, "tar", "-xf", "bundle.xfb")
	write(t, dir, "pub.pem", publicPEM(t, dir, w.village.card.SignPub))
	const command = "openssl dgst -sm3 -sigopt distid:1234567812345678 -verify pub.pem -signature header.sig header.json"
	readme, err := os.ReadFile(filepath.Join(dir, "XFB1-README.txt"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := os.ReadFile("../docs/exchange-format.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "\n  "+command+"\n") || !strings.Contains(string(doc), "\n"+command+"\n") {
		t.Error("README or docs print another command")
	}
	if !strings.Contains(string(doc), casework.DigestOf(readme).String()) {
		t.Error("docs name another README")
	}
	if out := mustTool(t, dir, "sh", "-c", command); out != "Verified OK" {
		t.Errorf("output %q", out)
	}
	sums, err := os.ReadFile(filepath.Join(dir, "SM3SUMS.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if out := mustTool(t, dir, "openssl", "dgst", "-sm3", "-r", name); !strings.HasPrefix(out, sum) {
			t.Errorf("%s: %s, sums say %s", name, out, sum)
		}
	}
}

// publicPEM asks OpenSSL to build a PEM from the point.
func publicPEM(t *testing.T, dir string, k exchange.PublicKey) []byte {
	t.Helper()
	der, err := hex.DecodeString("3059301306072a8648ce3d020106082a811ccf5501822d034200")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "pub.der", append(der, k[:]...))
	return []byte(mustTool(t, dir, "openssl", "pkey", "-pubin", "-inform", "DER", "-in", "pub.der") + "\n")
}

// TestOpenSSLDecrypts opens a bundle with nothing but OpenSSL: unwrap, derive,
// decrypt the first chunk. It needs the private key, which only tests have.
func TestOpenSSLDecrypts(t *testing.T) {
	needOpenSSL(t)
	w := newWorld(t)
	s, bundle := w.small()
	dir := t.TempDir()
	write(t, dir, "bundle.xfb", bundle)
	mustTool(t, dir, "tar", "-xf", "bundle.xfb")
	_, private := w.township.keys.Raw()
	write(t, dir, "key.der", privateDER(private, w.township.card.EncPub))
	write(t, dir, "wrap.der", s.Header.Wraps[0].Sealed)
	mustTool(t, dir, "openssl", "pkeyutl", "-decrypt", "-keyform", "DER", "-inkey", "key.der", "-in", "wrap.der", "-out", "cek.bin")
	cek, err := os.ReadFile(filepath.Join(dir, "cek.bin"))
	if err != nil || len(cek) != 32 {
		t.Fatalf("content key of %d bytes, %v", len(cek), err)
	}
	body, commit, _ := exchange.Secrets(cek, s.Header)
	for label, want := range map[string][]byte{"body": body[:], "commit": commit[:]} {
		info := fmt.Sprintf("xfb1|%s|%s|%s", s.Header.SignKey, s.Header.EncKey, label)
		out := mustTool(t, dir, "openssl", "kdf", "-keylen", fmt.Sprint(len(want)), "-kdfopt", "digest:SM3",
			"-kdfopt", "hexkey:"+hex.EncodeToString(cek), "-kdfopt", "hexsalt:"+s.Header.BundleID.String(), "-kdfopt", "info:"+info, "HKDF")
		if got := strings.ToLower(strings.ReplaceAll(out, ":", "")); got != hex.EncodeToString(want) {
			t.Errorf("%s: openssl says %s, we %x", label, got, want)
		}
	}
	sealed, err := os.ReadFile(filepath.Join(dir, "body.enc"))
	if err != nil {
		t.Fatal(err)
	}
	last := "00"
	if len(sealed) <= exchange.ChunkSize+16 {
		last = "01"
	}
	write(t, dir, "chunk.bin", sealed[:min(len(sealed), exchange.ChunkSize+16)-16])
	mustTool(t, dir, "openssl", "enc", "-d", "-sm4-ctr", "-K", hex.EncodeToString(body[:]),
		"-iv", strings.Repeat("00", 11)+last+"00000002", "-in", "chunk.bin", "-out", "plain.tar")
	plain, err := os.ReadFile(filepath.Join(dir, "plain.tar"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(plain, []byte("manifest.json\x00")) || !bytes.Contains(plain, []byte(s.Header.BundleID.String())) {
		t.Error("openssl decrypts to something else")
	}
}

// privateDER is an ECPrivateKey (RFC 5915) on the SM2 curve.
func privateDER(raw [32]byte, public exchange.PublicKey) []byte {
	out := append([]byte{0x02, 1, 1, 0x04, 32}, raw[:]...)
	out = append(out, 0xa0, 10, 0x06, 8, 0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d)
	out = append(append(out, 0xa1, 68, 0x03, 66, 0), public[:]...)
	return append([]byte{0x30, byte(len(out))}, out...)
}

// TestOpenSSLKDF compares the password derivation's second half.
func TestOpenSSLKDF(t *testing.T) {
	needOpenSSL(t)
	salt := bytes.Repeat([]byte{7}, 16)
	got := exchange.SecondKDF([]byte("0123456789abcdef0123456789abcdef"), salt, 1000)
	out := mustTool(t, ".", "openssl", "kdf", "-keylen", "16", "-kdfopt", "digest:SM3",
		"-kdfopt", "pass:0123456789abcdef0123456789abcdef", "-kdfopt", "hexsalt:"+hex.EncodeToString(salt), "-kdfopt", "iter:1000", "PBKDF2")
	if want := strings.ToLower(strings.ReplaceAll(out, ":", "")); want != hex.EncodeToString(got) {
		t.Errorf("openssl says %s, we %x", want, got)
	}
}
