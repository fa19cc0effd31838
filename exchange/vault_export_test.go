package exchange

import (
	"bytes"
	"os"
)

// Reforge changes the front of a vault as somebody without its keys could: the header
// is well formed and its check is right.
func Reforge(path string, change func(*VaultHeader)) error {
	v, err := OpenVault(path)
	if err != nil {
		return err
	}
	old, h := v.raw[0], v.Header
	change(&h)
	if err := v.Close(); err != nil {
		return err
	}
	raw, err := h.encode()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, bytes.Replace(data, old, raw, 1), 0o600)
}

// InPieces makes members stand in pieces of n bytes, as those above 8 GiB do.
func InPieces(cfg VaultConfig, n int64) VaultConfig { cfg.piece = n; return cfg }

// InPieces makes the contents expect such pieces.
func (c *VaultContents) InPieces(n int64) { c.piece = n }
