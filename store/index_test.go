package store_test

import (
	"database/sql"
	"fmt"
	"testing"

	"silian/casework"
)

// TestCheckTwice: a connection keeps what it knows of the search index; a check
// after more work must not take that for damage.
func TestCheckTwice(t *testing.T) {
	b := newBook(t)
	s := b.open("水渠漏水")
	for i := range 6 {
		for j := range 20 {
			b.add(s, casework.CaseNote, casework.Note{Text: fmt.Sprintf("第%d次去看过，情况%d", j, i*7919)})
		}
		clean(t, b.Store)
	}
	db, err := sql.Open("sqlite", b.path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if got := dump(t, db, "SELECT * FROM pragma_integrity_check"); len(got) != 1 || got[0] != "ok|" {
		t.Errorf("the file itself: %q", got)
	}
}
