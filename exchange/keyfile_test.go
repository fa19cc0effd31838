package exchange_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"silian/casework"
	"silian/exchange"
)

// lock makes a key file with the cost that tests can wait for.
func lock(t *testing.T, keys *exchange.KeyRing, password string) []byte {
	t.Helper()
	file, err := keys.Lock(password, exchange.LeastTestKDF())
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func open(file []byte, password string) (*exchange.KeyRing, error) {
	return exchange.OpenKeyFileWith(file, password, exchange.LeastTestKDF())
}

func TestKeyFile(t *testing.T) {
	d := newDesk(t, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	file := lock(t, d.keys, "柳林-2026")
	again, err := open(file, "柳林-2026")
	if err != nil {
		t.Fatal(err)
	}
	if again.Public() != d.keys.Public() {
		t.Error("public keys differ")
	}
	sameSecrets(t, again, d.keys)
	if bytes.Contains(file, []byte("柳林")) {
		t.Error("the password stands in the file")
	}
	if _, err := open(file, "柳林-2027"); !errors.Is(err, exchange.ErrWrongPassword) {
		t.Errorf("wrong password: %v", err)
	}
	if _, err := open(file, ""); !errors.Is(err, exchange.ErrWrongPassword) {
		t.Errorf("no password: %v", err)
	}
	for _, p := range []string{"", "\xff", strings.Repeat("x", 1025)} {
		if _, err := d.keys.Lock(p, exchange.LeastTestKDF()); !errors.Is(err, exchange.ErrBadPassword) {
			t.Errorf("password %.10q: %v", p, err)
		}
	}
	if s := again.String(); len(s) > 20 {
		t.Errorf("String tells too much: %s", s)
	}
}

func sameSecrets(t *testing.T, a, b *exchange.KeyRing) {
	t.Helper()
	as, ae := a.Raw()
	bs, be := b.Raw()
	if as != bs || ae != be {
		t.Error("private keys differ")
	}
	x, err := a.Derive("backup", 16)
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.Derive("backup", 16)
	if err != nil || !bytes.Equal(x, y) {
		t.Errorf("derived keys differ: %v", err)
	}
	z, err := a.Derive("other", 16)
	if err != nil || bytes.Equal(x, z) {
		t.Errorf("derived keys do not depend on the label: %v", err)
	}
	if _, err := a.Derive("", 16); err == nil {
		t.Error("empty label")
	}
}

func TestKeyFileDamage(t *testing.T) {
	d := newDesk(t, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	file := lock(t, d.keys, "p")
	for at := range file {
		bad := bytes.Clone(file)
		bad[at] ^= 1
		if _, err := open(bad, "p"); !errors.Is(err, exchange.ErrKeyFileDamaged) {
			t.Fatalf("byte %d: %v", at, err)
		}
	}
	for _, bad := range [][]byte{nil, file[:len(file)-1], append(bytes.Clone(file), '\n'), bytes.Repeat([]byte("["), 20000)} {
		if _, err := open(bad, "p"); !errors.Is(err, exchange.ErrKeyFileDamaged) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

// recheck rewrites a field of a key file and its check, as an attacker would.
func recheck(t *testing.T, file []byte, old, with string) []byte {
	t.Helper()
	out := bytes.Replace(file, []byte(old), []byte(with), 1)
	if bytes.Equal(out, file) {
		t.Fatalf("nothing to replace: %s", old)
	}
	at := bytes.LastIndex(out, []byte(`"check":"`)) + 9
	blank := append(bytes.Clone(out[:at]), '"', '}')
	return append(append(bytes.Clone(out[:at]), casework.DigestOf(blank).String()...), '"', '}')
}

func TestKeyFileCosts(t *testing.T) {
	d := newDesk(t, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	file := lock(t, d.keys, "p")
	if _, err := exchange.OpenKeyFile(file, "p"); !errors.Is(err, exchange.ErrWeakKDF) {
		t.Errorf("OpenKeyFile takes a weak file: %v", err)
	}
	if _, err := exchange.ChangePassword(file, "p", "q", exchange.DefaultKDF()); !errors.Is(err, exchange.ErrWeakKDF) {
		t.Errorf("ChangePassword takes a weak file: %v", err)
	}
	for _, tt := range []struct {
		old, with string
		want      error
	}{
		{`"argon2id_kib":64`, `"argon2id_kib":4294967295`, exchange.ErrKDFTooHigh},
		{`"argon2id_time":1`, `"argon2id_time":4000000000`, exchange.ErrKDFTooHigh},
		{`"argon2id_threads":1`, `"argon2id_threads":255`, exchange.ErrKDFTooHigh},
		{`"pbkdf2_sm3_rounds":10`, `"pbkdf2_sm3_rounds":4294967295`, exchange.ErrKDFTooHigh},
		{`"argon2id_kib":64`, `"argon2id_kib":0`, exchange.ErrWeakKDF},
		{`"argon2id_time":1`, `"argon2id_time":0`, exchange.ErrWeakKDF},
		{`"argon2id_threads":1`, `"argon2id_threads":0`, exchange.ErrWeakKDF},
		{`"pbkdf2_sm3_rounds":10`, `"pbkdf2_sm3_rounds":0`, exchange.ErrWeakKDF},
		{`"pbkdf2_sm3_rounds":10`, `"pbkdf2_sm3_rounds":9`, exchange.ErrWeakKDF},
	} {
		if _, err := open(recheck(t, file, tt.old, tt.with), "p"); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.with, err, tt.want)
		}
	}
	var p struct {
		KDF exchange.KDFParams `json:"kdf"`
	}
	real := exchange.DefaultKDF()
	if err := json.Unmarshal(file, &p); err != nil || p.KDF != exchange.LeastTestKDF() {
		t.Errorf("costs in the file: %+v %v", p.KDF, err)
	}
	if least := exchange.LeastKDF(); real.SM3Rounds < 600_000 || real.ArgonMemory < 64<<10 || real.ArgonTime < 3 || least.SM3Rounds < 600_000 {
		t.Errorf("production costs are too low: %+v", real)
	}
}

func TestKeyFileSwaps(t *testing.T) {
	d := newDesk(t, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	e := newDesk(t, 6, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	file := lock(t, d.keys, "p")
	text := func(k exchange.PublicKey) string {
		b, err := k.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	mine, theirs := d.keys.Public(), e.keys.Public()
	for _, swap := range [][2]exchange.PublicKey{{mine.Sign, theirs.Sign}, {mine.Encrypt, theirs.Encrypt}, {mine.Recovery, theirs.Recovery}} {
		if ring, err := open(recheck(t, file, text(swap[0]), text(swap[1])), "p"); err == nil {
			t.Errorf("a swapped public key passes: %v", ring)
		}
	}
}

func TestChangePassword(t *testing.T) {
	d := newDesk(t, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	file := lock(t, d.keys, "old")
	if _, err := exchange.ChangePassword(file, "wrong", "new", exchange.LeastTestKDF()); !errors.Is(err, exchange.ErrWrongPassword) {
		t.Errorf("wrong old password: %v", err)
	}
	changed, err := exchange.ChangePassword(file, "old", "new", exchange.LeastTestKDF())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := open(changed, "old"); !errors.Is(err, exchange.ErrWrongPassword) {
		t.Errorf("old password: %v", err)
	}
	ring, err := open(changed, "new")
	if err != nil {
		t.Fatal(err)
	}
	sameSecrets(t, ring, d.keys)
}

func TestRecoveryOpensKeyFile(t *testing.T) {
	d := newDesk(t, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	file := lock(t, d.keys, "forgotten")
	typed, err := exchange.ParseRecoveryKey(d.recovery.Text())
	if err != nil {
		t.Fatal(err)
	}
	ring, err := typed.OpenKeyFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sameSecrets(t, ring, d.keys)
	if _, err := open(lock(t, ring, "set anew"), "set anew"); err != nil {
		t.Error(err)
	}
	_, other, err := exchange.GenerateKeys(rand.NewChaCha8([32]byte{66}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.OpenKeyFile(file); !errors.Is(err, exchange.ErrWrongRecoveryKey) {
		t.Errorf("another recovery key: %v", err)
	}
}

// TestProductionKeyFile pays the true cost once.
func TestProductionKeyFile(t *testing.T) {
	if testing.Short() {
		t.Skip("slow by design")
	}
	d := newDesk(t, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	file, err := d.keys.Lock("p", exchange.LeastKDF())
	if err != nil {
		t.Fatal(err)
	}
	ring, err := exchange.OpenKeyFile(file, "p")
	if err != nil {
		t.Fatal(err)
	}
	sameSecrets(t, ring, d.keys)
}
