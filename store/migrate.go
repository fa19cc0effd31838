package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrate brings the file to the current schema, one immediate transaction for
// each step, after a copy of the file as it was.
func migrate(ctx context.Context, db *sql.DB, path string, fresh bool) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("store: migrations: %w", err)
	}
	slices.Sort(names)
	var app, version int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return fmt.Errorf("store: %w", err) // our mark was seen before: this is damage, or the disk
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	switch {
	case fresh && app == 0 && version == 0:
	case app != applicationID:
		return ErrForeign
	case version > len(names):
		return ErrNewer
	case version == len(names):
		return nil
	default:
		if err := copyBefore(ctx, db, fmt.Sprintf("%s.v%d", path, version)); err != nil {
			return fmt.Errorf("store: copy before migration: %w", err)
		}
	}
	for i := version; i < len(names); i++ {
		if err := step(ctx, db, names[i], i+1); err != nil {
			return err
		}
	}
	return nil
}

func step(ctx context.Context, db *sql.DB, name string, to int) error {
	text, err := migrations.ReadFile(name)
	if err != nil {
		return fmt.Errorf("store: migrations: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("store: migrate: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	for _, q := range []string{
		string(text),
		"DELETE FROM meta WHERE key LIKE '" + metaSum + "%'", // made anew when the file opens
		fmt.Sprintf("PRAGMA application_id = %d", applicationID),
		fmt.Sprintf("PRAGMA user_version = %d", to),
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return fmt.Errorf("store: %s: %w", name, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("store: %s: %w", name, err)
	}
	return nil
}
