package exchange

import (
	"crypto/hkdf"
	"fmt"

	"github.com/emmansun/gmsm/sm3"

	"silian/casework"
)

// The types of vault: a backup of an office's database, and one attachment beside
// such backups.
const (
	TypeBackup     = "silian-backup-1"
	TypeAttachment = "silian-attachment-1"
)

// Bounds of a vault.
const (
	// MaxVaultPart is the most plaintext that one part holds: with tags and fronts a
	// part stays below the 4 GiB of FAT32.
	MaxVaultPart = 4<<30 - 64<<20
	maxParts     = 999
	vaultKeySize = 32
)

// VaultHeader is the public front of one part of a backup. It holds the office's key
// file: the key that opens the rest is sealed there twice, under the password of that
// day (with the costs of its KDF) and to the recovery key. Field order is the order
// on disk. It holds no personal data.
type VaultHeader struct {
	Type    string              `json:"type"`
	ID      BundleID            `json:"id"` // random, the same in all parts
	Office  casework.OfficeCode `json:"office"`
	Part    int                 `json:"part"` // 1 to Parts
	Parts   int                 `json:"parts"`
	Created Stamp               `json:"created"`
	Size    int64               `json:"body_size"`  // bytes of body.enc
	Commit  casework.Digest     `json:"key_commit"` // tells the right key before anything is decrypted
	Keys    keyFile             `json:"keys"`
	Check   casework.Digest     `json:"check"` // SM3 of this header with check "": tells damage from a wrong password
}

// Deriver gives keys for purposes inside the office; KeyRing is one.
type Deriver interface {
	Derive(label string, n int) ([]byte, error)
}

// digest is SM3 of the canonical header with an empty check.
func (h VaultHeader) digest() (casework.Digest, error) {
	h.Check = casework.Digest{}
	data, err := casework.Encode(h)
	return casework.DigestOf(data), err
}

// encode fills in the check and gives the bytes of header.json.
func (h VaultHeader) encode() ([]byte, error) {
	var err error
	if h.Check, err = h.digest(); err != nil {
		return nil, err
	}
	return casework.Encode(h)
}

// parseVaultHeader reads a header strictly.
func parseVaultHeader(data []byte) (VaultHeader, error) {
	var h VaultHeader
	if err := casework.Strict(data, &h); err != nil {
		return h, &Refusal{Reason: ReasonDamaged, Err: err}
	}
	want, err := h.digest()
	if err != nil {
		return h, err
	}
	_, sized := plainLen(h.Size)
	_, coded := casework.ParseOfficeCode(string(h.Office))
	switch {
	case h.Check != want:
		return h, refuse(ReasonDamaged, "header does not match its check")
	case h.Type != TypeBackup && h.Type != TypeAttachment:
		return h, refuse(ReasonNewerFormat, "type %.32q", h.Type)
	case !sized || coded != nil || h.Part < 1 || h.Part > h.Parts || h.Parts > maxParts || h.Commit.IsZero():
		return h, refuse(ReasonDamaged, "header is not to the specification")
	}
	if err := h.Keys.sound(); err != nil {
		return h, &Refusal{Reason: ReasonDamaged, Err: err}
	}
	return h, nil
}

// vaultKeys are what is derived for one part.
type vaultKeys struct {
	kek []byte
	id  BundleID
}

// newVaultKeys takes the office's own key for backups, which stays the same over a
// change of password.
func newVaultKeys(keys Deriver, id BundleID) (vaultKeys, error) {
	kek, err := keys.Derive("backup", vaultKeySize)
	return vaultKeys{kek, id}, err
}

// commit is HKDF-SM3(key, salt = id, "silian-vault|commit").
func (k vaultKeys) commit() (casework.Digest, error) {
	out, err := hkdf.Key(sm3.New, k.kek, k.id[:], "silian-vault|commit", 32)
	if err != nil {
		return casework.Digest{}, fmt.Errorf("exchange: derive: %w", err)
	}
	return casework.Digest(out), nil
}

// body is HKDF-SM3(key, salt = id, "silian-vault|body|" and the digest of the raw
// header): no byte of a header can change, and no part take another's place.
func (k vaultKeys) body(header []byte) ([16]byte, error) {
	out, err := hkdf.Key(sm3.New, k.kek, k.id[:], "silian-vault|body|"+casework.DigestOf(header).String(), 16)
	if err != nil {
		return [16]byte{}, fmt.Errorf("exchange: derive: %w", err)
	}
	return [16]byte(out), nil
}

// sound checks the shape of a key file that was decoded.
func (f *keyFile) sound() error {
	data, err := casework.Encode(f)
	if err != nil {
		return err
	}
	_, err = parseKeyFile(data)
	return err
}

// vaultReadmeName and vaultReadme are the first member of every part.
const (
	vaultReadmeName = "SBK1-README.txt"
	vaultReadme     = `SBK1

这是四联台账（Silian）的备份，格式 SBK1，本身是一个普通的 tar 包。

header.json   公开的封面：哪个单位、第几部分、钥匙的封法。没有个人信息。
body.enc      内容（SM4-GCM 加密）。用写备份那天的单位口令，或用纸上的恢复码打开。

恢复：在程序里选“恢复”，或用命令 silian restore 文件名。
分成几部分的，几个文件要放在同一个文件夹里。附件在旁边的 SB-单位代码-files 文件夹里，请一起拷。

请不要改名，不要只拷贝其中一部分。
`
)
