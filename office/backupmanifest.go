package office

import (
	"context"
	"errors"
	"fmt"
	"io"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Members of a backup in their order, and the least and most of a manifest.
const (
	typeManifest   = "silian-backup-manifest-1"
	memberManifest = "manifest.json"
	memberCard     = "office.xfcard"
	memberDatabase = "office.db"

	maxBackupManifest = 64 << 20
	maxBackupCard     = 64 << 10
)

// BackupManifest says what is in a backup. It is encrypted with the rest. Field order
// is the order on disk.
type BackupManifest struct {
	Type       string              `json:"type"`
	Office     casework.OfficeCode `json:"office"`
	Name       string              `json:"name"`
	Level      casework.Level      `json:"level"`
	Instance   casework.Instance   `json:"instance"`
	Created    exchange.Stamp      `json:"created"`
	Program    string              `json:"program"`
	Schema     int                 `json:"schema"`
	Rules      string              `json:"rules"`
	Entries    uint64              `json:"entries"`
	Head       casework.Digest     `json:"head"`
	LastCase   casework.CaseNo     `json:"last_case"`   // number given last, "" for none
	LastSealed uint64              `json:"last_sealed"` // number of the last sealed file, 0 for none
	Database   BackupFile          `json:"database"`
	Card       BackupFile          `json:"card"`
	Files      []BackupFile        `json:"files"`     // attachments, beside the backup
	Destroyed  []store.Gone        `json:"destroyed"` // ids destroyed so far; applied again after a restore
}

// BackupFile is one file of a backup.
type BackupFile struct {
	Name   string          `json:"name"`
	Size   int64           `json:"size"`
	Digest casework.Digest `json:"digest"` // SM3
}

// openedBackup is a backup that is being read.
type openedBackup struct {
	vault    *exchange.Vault
	inside   *exchange.VaultContents
	manifest BackupManifest
	card     []byte
}

// openBackup reads the front of a backup and tells what is wrong with it.
func openBackup(path string) (*openedBackup, error) {
	v, err := exchange.OpenVault(path)
	if err != nil {
		return nil, backupError(err)
	}
	if v.Header.Type != exchange.TypeBackup {
		_ = v.Close()
		return nil, &Problem{Field: "backup", Code: "not_ours"}
	}
	return &openedBackup{vault: v}, nil
}

// Close lets go of the file.
func (b *openedBackup) Close() error { return b.vault.Close() }

// unlock opens the key file in the backup: with the password of that day, or with the
// recovery key.
func (b *openedBackup) unlock(password, recovery string, weak bool) (*exchange.KeyRing, error) {
	file, err := b.vault.KeyFile()
	if err != nil {
		return nil, err
	}
	least := exchange.LeastKDF()
	if weak {
		least = weakKDF()
	}
	if recovery == "" {
		ring, err := exchange.OpenKeyFileWith(file, password, least)
		return ring, backupError(err)
	}
	paper, err := exchange.ParseRecoveryKey(recovery)
	if err != nil {
		return nil, errors.Join(&Problem{Field: "recovery", Code: "mistyped"}, err)
	}
	ring, err := paper.OpenKeyFile(file)
	return ring, backupError(err)
}

// contents opens the inside and reads manifest and card.
func (b *openedBackup) contents(ctx context.Context, keys exchange.Deriver) (err error) {
	if b.inside, err = b.vault.Contents(ctx, keys); err != nil {
		if errors.Is(err, exchange.ErrWrongPassword) {
			err = &Problem{Field: "backup", Code: "other_office"}
		}
		return backupError(err)
	}
	data, err := b.inside.Small(memberManifest, maxBackupManifest)
	if err != nil {
		return backupError(err)
	}
	m := &b.manifest
	if err := casework.Strict(data, m); err != nil || m.Type != typeManifest {
		return errors.Join(&Problem{Field: "backup", Code: "newer"}, err)
	}
	if m.Schema > store.Schema() {
		return &Problem{Field: "backup", Code: "newer"}
	}
	for _, f := range m.Files { // a name becomes a path
		if !digestName(f.Name) || f.Size < 0 {
			return damagedBackup("name of an attachment")
		}
	}
	if b.card, err = b.inside.Small(memberCard, maxBackupCard); err != nil {
		return backupError(err)
	}
	if m.Office != b.vault.Header.Office || casework.DigestOf(b.card) != m.Card.Digest {
		return damagedBackup("manifest and front differ")
	}
	return nil
}

// database writes the database and compares its digest.
func (b *openedBackup) database(w io.Writer, progress Progress) (casework.Digest, error) {
	got, err := b.inside.Copy(w, memberDatabase, b.manifest.Database.Size, progress)
	if err != nil {
		return got, backupError(err)
	}
	if got != b.manifest.Database.Digest {
		return got, damagedBackup("database does not match its digest")
	}
	return got, backupError(b.inside.Finish())
}

// damagedBackup never wraps store.ErrDamaged: it is not our own file that is damaged.
func damagedBackup(detail string) error {
	return errors.Join(&Problem{Field: "backup", Code: "damaged"}, fmt.Errorf("office: backup: %s", detail))
}

// backupError gives a failure of reading a backup words of its own; others pass.
func backupError(err error) error {
	switch exchange.ReasonOf(err) {
	case "":
	case exchange.ReasonUnreadable:
		return errors.Join(&Problem{Field: "file", Code: "missing"}, err)
	case exchange.ReasonNotSealedFile:
		return errors.Join(&Problem{Field: "backup", Code: "not_ours"}, err)
	case exchange.ReasonNewerFormat:
		return errors.Join(&Problem{Field: "backup", Code: "newer"}, err)
	case exchange.ReasonWrongType:
		return errors.Join(&Problem{Field: "backup", Code: "first_part"}, err)
	default:
		return errors.Join(&Problem{Field: "backup", Code: "damaged"}, err)
	}
	switch {
	case errors.Is(err, exchange.ErrWrongPassword), errors.Is(err, exchange.ErrBadPassword):
		return errors.Join(&Problem{Field: "backup", Code: "wrong_password"}, err)
	case errors.Is(err, exchange.ErrWrongRecoveryKey):
		return errors.Join(&Problem{Field: "recovery", Code: "of_another_office"}, err)
	case errors.Is(err, exchange.ErrKeyFileDamaged), errors.Is(err, exchange.ErrWeakKDF), errors.Is(err, exchange.ErrKDFTooHigh):
		return errors.Join(&Problem{Field: "backup", Code: "damaged"}, err)
	}
	return err
}
