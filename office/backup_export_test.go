package office

import (
	"context"
	"io"
	"os"

	"silian/exchange"
)

// ErrCrash stops a restore as a power cut would.
var ErrCrash = errCrash

// BackupInParts is Backup with small parts and writes that may fail.
func (o *Office) BackupInParts(ctx context.Context, dir string, part int64, wrap func(io.Writer) io.Writer, progress Progress) (BackupResult, error) {
	return o.backup(ctx, dir, backupOptions{files: true, part: part, wrap: wrap}, progress)
}

// With lets tests break a restore.
func (cfg RestoreConfig) With(wrap func(io.Writer) io.Writer, crash func(string) error) RestoreConfig {
	cfg.wrap, cfg.crash = wrap, crash
	return cfg
}

// NewPassword is ResetPassword at a cost that tests can wait for.
func NewPassword(path, recovery, password string) error {
	paper, err := exchange.ParseRecoveryKey(recovery)
	if err != nil {
		return err
	}
	file, err := os.ReadFile(keyPath(path))
	if err != nil {
		return err
	}
	ring, err := paper.OpenKeyFile(file)
	if err != nil {
		return err
	}
	if file, err = ring.Lock(password, weakKDF()); err != nil {
		return err
	}
	return os.WriteFile(keyPath(path), file, 0o600)
}
