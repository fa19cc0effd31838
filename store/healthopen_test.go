package store_test

import (
	"context"
	"database/sql"
	"testing"

	"silian/store"
)

// TestConnections reads back the rules of storage.md 2 on the writer and on all
// three readers at once.
func TestConnections(t *testing.T) {
	b := newBook(t)
	writer, readers := store.Pools(b.Store)
	both := map[string]string{
		"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "5000",
		"trusted_schema": "0", "cell_size_check": "1", "mmap_size": "0", "secure_delete": "1",
	}
	for _, c := range []struct {
		name  string
		pool  *sql.DB
		conns int
		more  map[string]string
	}{
		{"writer", writer, 1, map[string]string{"query_only": "0", "cache_size": "-16000"}},
		{"readers", readers, 3, map[string]string{"query_only": "1", "cache_size": "-8000"}},
	} {
		if got := c.pool.Stats().MaxOpenConnections; got != c.conns {
			t.Errorf("%s: at most %d connections, want %d", c.name, got, c.conns)
		}
		for i := range c.conns {
			conn, err := c.pool.Conn(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			for _, rules := range []map[string]string{both, c.more} {
				for pragma, want := range rules {
					var got string
					if err := conn.QueryRowContext(context.Background(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
						t.Errorf("%s %d: %s is %q, want %q (%v)", c.name, i, pragma, got, want, err)
					}
				}
			}
			strict(t, conn)
		}
	}
}

// strict tries what no PRAGMA reads back: double-quoted text and a written schema.
func strict(t *testing.T, conn *sql.Conn) {
	t.Helper()
	if _, err := conn.ExecContext(context.Background(), `SELECT "no such column"`); err == nil {
		t.Error("double quotes made text")
	}
	_, _ = conn.ExecContext(context.Background(), "PRAGMA writable_schema = 1")
	if _, err := conn.ExecContext(context.Background(), "UPDATE sqlite_schema SET sql = sql"); err == nil {
		t.Error("the schema can be written")
	}
	_, _ = conn.ExecContext(context.Background(), "PRAGMA writable_schema = 0")
}

// TestWriterIsImmediate: a write begins with the lock, so that it cannot fail
// half-way because another came first.
func TestWriterIsImmediate(t *testing.T) {
	b := newBook(t)
	writer, _ := store.Pools(b.Store)
	tx, err := writer.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	other, err := sql.Open("sqlite", "file:"+b.path+"?_txlock=immediate&_pragma=busy_timeout(0)")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	if second, err := other.Begin(); err == nil {
		_ = second.Rollback()
		t.Error("a second writer began while the first had done nothing yet")
	}
}
