package exchange_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"

	"silian/exchange"
)

const benchVault = 64 << 20

// BenchmarkVault compares sealing and opening a backup with digesting and copying the
// same bytes; look at ratios in one run.
func BenchmarkVault(b *testing.B) {
	keys, _, err := exchange.GenerateKeys(nil)
	if err != nil {
		b.Fatal(err)
	}
	file, err := keys.Lock("password", exchange.LeastTestKDF())
	if err != nil {
		b.Fatal(err)
	}
	data := bytes.Repeat([]byte("0123456789abcdef"), benchVault/16)
	dir := b.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, data, 0o600); err != nil {
		b.Fatal(err)
	}
	seal := func(b *testing.B) string {
		paths, err := exchange.SealVault(context.Background(), exchange.VaultConfig{
			Keys: keys, KeyFile: file, Type: exchange.TypeBackup, Office: "411626000000", Dir: dir, Name: "SB-1.sbk",
			Members: []exchange.VaultMember{exchange.BytesMember("b.db", data)},
		})
		if err != nil {
			b.Fatal(err)
		}
		return paths[0]
	}
	b.Run("digest", func(b *testing.B) {
		b.SetBytes(benchVault)
		for b.Loop() {
			if _, _, err := exchange.DigestFile(context.Background(), plain); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("seal", func(b *testing.B) {
		b.SetBytes(benchVault)
		for b.Loop() {
			if err := os.Remove(seal(b)); err != nil {
				b.Fatal(err)
			}
		}
	})
	path := seal(b)
	b.Run("open", func(b *testing.B) {
		b.SetBytes(benchVault)
		for b.Loop() {
			v, err := exchange.OpenVault(path)
			if err != nil {
				b.Fatal(err)
			}
			in, err := v.Contents(context.Background(), keys)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := in.Copy(io.Discard, "b.db", benchVault, nil); err != nil {
				b.Fatal(err)
			}
			_ = v.Close()
		}
	})
}
