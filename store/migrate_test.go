package store_test

import (
	"compress/gzip"
	"context"
	"database/sql"
	"io"
	"os"
	"path/filepath"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// unpackV1 gives the township file of a demo that version 0.1 wrote (schema 1).
func unpackV1(t *testing.T) string {
	t.Helper()
	f, err := os.Open("testdata/v1/township.db.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "township.db")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFileOfVersion1 opens a file of step 1: it is copied first, migrated, its
// projections are written anew, and everything checks.
func TestFileOfVersion1(t *testing.T) {
	ctx, path := context.Background(), unpackV1(t)
	s, err := store.Open(ctx, store.Config{Path: path, Begin: &casework.Instance{9}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Check(ctx, false, nil)
	if err != nil || len(r.Problems) > 0 || r.Cases < 3 {
		t.Errorf("%+v, %v", r, err)
	}
	var facts []casework.Fact
	view(t, s, func(v *store.View) (err error) {
		facts, err = v.Facts(calendar.MaxDay)
		return err
	})
	marked := 0
	for _, f := range facts {
		if f.Done != 0 && f.Track != "" {
			marked++
		}
	}
	if len(facts) < 20 || marked == 0 {
		t.Errorf("%d facts, %d with a done day and a track: projections were not written anew", len(facts), marked)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	steps, err := filepath.Glob("migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	if n := cellOf(t, path, "PRAGMA user_version"); n != len(steps) {
		t.Errorf("schema %d after migration", n)
	}
	copied := path + ".v1"
	if n := cellOf(t, copied, "PRAGMA user_version"); n != 1 {
		t.Errorf("the copy has schema %d", n)
	}
	if a, b := cellOf(t, copied, "SELECT count(*) FROM entry"), cellOf(t, path, "SELECT count(*) FROM entry"); a != b || a == 0 {
		t.Errorf("%d entries in the copy, %d in the file", a, b)
	}
}

func cellOf(t *testing.T, path, query string) (n int) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
