package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"

	"silian/store"
)

func TestSpace(t *testing.T) {
	free, err := store.Space(filepath.Join(t.TempDir(), "office.db"))
	if err != nil || free == 0 {
		t.Errorf("%d, %v", free, err)
	}
	if _, err := store.Space(filepath.Join(t.TempDir(), "no", "such", "folder", "office.db")); err == nil {
		t.Error("space of a folder that is not there")
	}
}

// onDisk gives a book whose disk has the free bytes that the test says.
func onDisk(t *testing.T, free *uint64) *book {
	t.Helper()
	b := newBook(t)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), store.Config{
		Path: b.path, Holidays: holidays(t), Space: func(string) (uint64, error) { return *free, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b.Store = s
	return b
}

func TestBallast(t *testing.T) {
	const size = 3<<20 + 17
	free := uint64(store.LowSpace + size - 1)
	b, ctx := onDisk(t, &free), context.Background()
	if kept, err := b.KeepBallast(ctx, size); kept || err != nil || b.Ballast() != 0 {
		t.Errorf("too little room: %v, %v, %d bytes", kept, err, b.Ballast())
	}
	free++
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if kept, err := b.KeepBallast(cancelled, size); kept || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v, %v", kept, err)
	}
	if left, _ := filepath.Glob(b.path + ".ballast*"); len(left) > 0 {
		t.Errorf("cancelled, and left %v", left)
	}
	for range 2 {
		if kept, err := b.KeepBallast(ctx, size); !kept || err != nil || b.Ballast() != size {
			t.Errorf("%v, %v, %d bytes", kept, err, b.Ballast())
		}
	}
	data, err := os.ReadFile(b.path + ".ballast")
	if err != nil {
		t.Fatal(err)
	}
	zeros := 0
	for _, c := range data {
		if c == 0 {
			zeros++
		}
	}
	if zeros > len(data)/100 {
		t.Errorf("%d of %d bytes are 0: a file system may keep holes instead", zeros, len(data))
	}
}

// full lets the file of a book grow by a few pages only: SQLite then says what it
// says on a full disk (code 13).
func full(t *testing.T, s *store.Store, pages int) {
	t.Helper()
	writer, _ := store.Pools(s)
	var have int
	if err := writer.QueryRow("PRAGMA page_count").Scan(&have); err != nil {
		t.Fatal(err)
	}
	if err := writer.QueryRow("PRAGMA max_page_count = " + strconv.Itoa(have+pages)).Scan(new(int)); err != nil {
		t.Fatal(err)
	}
}

// TestDiskFull: the act is refused whole, reads go on, the ballast is given up, and
// the same act goes through when there is room.
func TestDiskFull(t *testing.T) {
	free := uint64(store.LowSpace) * 2
	b, ctx := onDisk(t, &free), context.Background()
	b.busy(3)
	if kept, err := b.KeepBallast(ctx, 1<<20); !kept || err != nil {
		t.Fatalf("%v, %v", kept, err)
	}
	before := rows(t, b.path)
	full(t, b.Store, 0)
	long := func(tx *store.Tx) error { return tx.SaveDraft("visit", longWords(), start) }
	for i, want := range []error{store.ErrReserve, store.ErrDiskFull} {
		err := b.Update(ctx, long)
		if !errors.Is(err, want) || !errors.Is(err, store.ErrDiskFull) || (i == 1) == errors.Is(err, store.ErrReserve) {
			t.Fatalf("try %d: %v", i, err)
		}
		if b.Ballast() != 0 {
			t.Error("the ballast is still there")
		}
		same(t, before, rows(t, b.path))
		clean(t, b.Store)
	}
	full(t, b.Store, 100)
	if err := b.Update(ctx, long); err != nil {
		t.Fatalf("with room again: %v", err)
	}
	clean(t, b.Store)
}

func TestReadOnlyFile(t *testing.T) {
	b := newBook(t)
	b.open("一件")
	writer, _ := store.Pools(b.Store)
	if _, err := writer.Exec("PRAGMA query_only = 1"); err != nil { // SQLite then says code 8
		t.Fatal(err)
	}
	if err := b.Update(context.Background(), func(tx *store.Tx) error { return tx.SaveDraft("visit", "x", start) }); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("%v, want ErrReadOnly", err)
	}
	clean(t, b.Store)
}

// TestReadOnlyMedium: where no lock file can be made, opening says so. /sys lets not
// even root make one.
func TestReadOnlyMedium(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs /sys")
	}
	b := newBook(t)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(b.path + ".lock"); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/sys/kernel/silian-lock", b.path+".lock"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(context.Background(), store.Config{Path: b.path}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("%v, want ErrReadOnly", err)
	}
}
