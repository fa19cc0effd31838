package office

import (
	"context"
	"os"
	"slices"
	"testing"

	"silian/casework"
	"silian/store"
)

// MarkRotation writes into a closed office file what a rotation had written when the
// power failed before these files were moved.
func MarkRotation(t *testing.T, path string, ends []string) {
	t.Helper()
	ctx := context.Background()
	s, err := store.Open(ctx, store.Config{Path: path, Sealer: fileSealer{}})
	if err != nil {
		t.Fatal(err)
	}
	mark := func(tx *store.Tx, key, end string) error {
		if !slices.Contains(ends, end) {
			return nil
		}
		data, err := os.ReadFile(path + end + ".next")
		if err != nil {
			return err
		}
		return tx.SetMeta(key, casework.DigestOf(data).String())
	}
	err = s.Update(ctx, func(tx *store.Tx) error {
		if err := mark(tx, metaNextKeys, ".key"); err != nil {
			return err
		}
		return mark(tx, metaNextCard, ".xfcard")
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
