package office

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// attachmentDir is where an office keeps attachments that are files, each named by
// its digest (storage.md 12).
func attachmentDir(path string) string { return path + ".files" }

// filesDir is where the attachments of an office lie on a stick, once for all backups.
func filesDir(dir string, code casework.OfficeCode) string {
	return filepath.Join(dir, fmt.Sprintf("SB-%s-files", code))
}

// digestName reports whether a name is that of an attachment: 64 lower-case digits and
// perhaps a short extension.
func digestName(name string) bool {
	stem := name
	if ext := filepath.Ext(name); len(ext) > 1 && len(ext) <= 8 {
		stem = name[:len(name)-len(ext)]
	}
	d, err := casework.ParseDigest(stem)
	return err == nil && !d.IsZero()
}

// listFiles gives the attachments in a folder by name; no folder is no attachment.
func listFiles(ctx context.Context, dir string) ([]BackupFile, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return []BackupFile{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("office: attachments: %w", err)
	}
	out := []BackupFile{}
	for _, e := range entries {
		if !e.Type().IsRegular() || !digestName(e.Name()) {
			continue
		}
		f := BackupFile{Name: e.Name()}
		if f.Size, f.Digest, err = exchange.DigestFile(ctx, filepath.Join(dir, e.Name())); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// describe fills in the manifest what must be known before sealing.
func (b *backupRun) describe(ctx context.Context) (err error) {
	m := &b.manifest
	m.Database.Name = memberDatabase
	if m.Database.Size, m.Database.Digest, err = exchange.DigestFile(ctx, b.copyPath()); err != nil {
		return err
	}
	m.Files = []BackupFile{}
	if b.opt.files {
		if m.Files, err = listFiles(ctx, attachmentDir(b.o.path)); err != nil {
			return err
		}
	}
	return b.o.store.View(ctx, func(v *store.View) error {
		if m.Destroyed, err = v.Destroyed(); err != nil {
			return err
		}
		if m.Destroyed == nil {
			m.Destroyed = []store.Gone{}
		}
		if m.LastCase, err = v.LastCaseNo(m.Office); err != nil {
			return err
		}
		m.LastSealed, err = lastSealed(v)
		return err
	})
}

// lastSealed gives the largest number of a sealed file that this office wrote.
func lastSealed(v *store.View) (n uint64, err error) {
	sent, err := v.SentTo("")
	for _, s := range sent {
		n = max(n, s.Seq)
	}
	return n, err
}

// attachments puts the attachments on the stick that are not there yet.
func (b *backupRun) attachments(ctx context.Context) error {
	if len(b.manifest.Files) == 0 {
		return nil
	}
	to := filesDir(b.dir, b.o.me.Code)
	if err := os.MkdirAll(to, 0o700); err != nil {
		return fmt.Errorf("office: backup: %w", err)
	}
	for i, f := range b.manifest.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.attachment(ctx, to, f); err != nil {
			return err
		}
		b.steps.step(int64(i+1), int64(len(b.manifest.Files)))
	}
	return nil
}

// attachment seals one attachment and writes it, unless a sound one of that name is
// there. What is left of a broken one is replaced: nobody can open it.
func (b *backupRun) attachment(ctx context.Context, to string, f BackupFile) error {
	name := f.Name + ".sbk"
	there := filepath.Join(to, name)
	err := exchange.CheckLone(there, b.keys, f.Size)
	if err == nil {
		return nil
	}
	if _, lerr := os.Lstat(there); lerr == nil {
		if err := os.Remove(there); err != nil {
			return fmt.Errorf("office: backup: %w", err)
		}
	}
	keyFile, err := os.ReadFile(keyPath(b.o.path))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	src, err := os.Open(filepath.Join(attachmentDir(b.o.path), f.Name))
	if err != nil {
		return fmt.Errorf("office: attachment: %w", err)
	}
	defer func() { _ = src.Close() }()
	sealed, err := exchange.SealVault(ctx, exchange.VaultConfig{
		Keys: b.keys, KeyFile: keyFile, Type: exchange.TypeAttachment, Office: b.o.me.Code, Created: b.manifest.Created,
		Dir: b.work, Name: name, Random: rand.Reader, Wrap: b.opt.wrap,
		Members: []exchange.VaultMember{{Name: f.Name, Size: f.Size, From: src}},
	})
	if err != nil {
		return err
	}
	for _, part := range sealed {
		got, err := exchange.WriteStick(ctx, exchange.StickConfig{Source: part, Dir: to, Name: filepath.Base(part)})
		if err != nil {
			return err
		}
		b.written = append(b.written, got.Path)
		if err := os.Remove(part); err != nil {
			return fmt.Errorf("office: backup: %w", err)
		}
	}
	b.res.Files++
	return nil
}

// fetch decrypts one attachment of a backup to path and compares its digest.
func fetch(ctx context.Context, dir string, keys exchange.Deriver, code casework.OfficeCode, f BackupFile, path string) error {
	v, err := exchange.OpenVault(filepath.Join(filesDir(dir, code), f.Name+".sbk"))
	if err != nil {
		return backupError(err)
	}
	defer func() { _ = v.Close() }()
	in, err := v.Contents(ctx, keys)
	if err != nil {
		return backupError(err)
	}
	out, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("office: attachment: %w", err)
	}
	got, err := in.Copy(out, f.Name, f.Size, nil)
	if err == nil && got != f.Digest {
		err = damagedBackup("an attachment does not match its digest")
	}
	if err := errors.Join(err, out.Sync(), out.Close()); err != nil {
		return errors.Join(backupError(err), os.Remove(path))
	}
	return nil
}
