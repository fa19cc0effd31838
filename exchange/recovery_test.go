package exchange_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"silian/exchange"
)

func TestRecoveryText(t *testing.T) {
	for seed := range byte(20) {
		_, key, err := exchange.GenerateKeys(rand.NewChaCha8([32]byte{seed, 1}))
		if err != nil {
			t.Fatal(err)
		}
		text := key.Text()
		groups := strings.Split(text, "-")
		if len(groups) != 14 || len(text) != 14*5+13 {
			t.Fatalf("%d groups, %d characters", len(groups), len(text))
		}
		typed := strings.ToLower(strings.NewReplacer("-", " ", "0", "o", "1", "l").Replace(text))
		again, err := exchange.ParseRecoveryKey(typed)
		if err != nil {
			t.Fatal(err)
		}
		if again.PublicKey() != key.PublicKey() || again.Text() != text {
			t.Error("the key changed on paper")
		}
		if strings.Contains(key.String(), groups[0]) {
			t.Error("String shows the key")
		}
	}
}

// TestRecoveryTypos tries every wrong character at every place: the group in
// which it stands must be named.
func TestRecoveryTypos(t *testing.T) {
	_, key, err := exchange.GenerateKeys(rand.NewChaCha8([32]byte{3}))
	if err != nil {
		t.Fatal(err)
	}
	text := key.Text()
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ?U中"
	for at, was := range text {
		if was == '-' {
			continue
		}
		for _, c := range alphabet {
			if c == was {
				continue
			}
			_, err := exchange.ParseRecoveryKey(text[:at] + string(c) + text[at+1:])
			var re *exchange.RecoveryError
			if !errors.As(err, &re) || re.Group != at/6+1 {
				t.Fatalf("%q at %d: %v", c, at, err)
			}
		}
	}
	groups := strings.Split(text, "-")
	groups[2], groups[3] = groups[3], groups[2]
	for _, bad := range []string{"", text[:40], text + "-" + groups[0], strings.Join(groups, "-")} {
		if _, err := exchange.ParseRecoveryKey(bad); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
}
