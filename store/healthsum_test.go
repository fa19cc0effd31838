package store_test

import (
	"context"
	"strings"
	"testing"

	"silian/casework"
	"silian/store"
)

// TestLocalTablesAreWitnessed changes one row of each table that is not the journal,
// behind the store's back: a check names the table. Changes of our own are no alarm.
func TestLocalTablesAreWitnessed(t *testing.T) {
	for table, change := range map[string]string{
		"acked":      "UPDATE acked SET full = 1 - full WHERE entry = (SELECT min(entry) FROM acked)",
		"destroyed":  "INSERT INTO destroyed VALUES (randomblob(16), randomblob(16))",
		"draft":      "UPDATE draft SET body = '别的话'",
		"meta":       "UPDATE meta SET value = '2' WHERE key = 'instances'",
		"peer":       "UPDATE peer SET state = 'new'",
		"sent":       "UPDATE sent SET delivered = 0",
		"sent_entry": "DELETE FROM sent_entry WHERE entry = (SELECT min(entry) FROM sent_entry)",
		"villager":   "UPDATE villager SET name = '别人'",
		"taken":      "UPDATE taken SET receipt = x'00'",
	} {
		t.Run(table, func(t *testing.T) {
			b := newBook(t)
			b.open("一件")
			correspond(t, b)
			b.raw() // closed and opened
			clean(t, b.Store)
			b.raw(change)
			r, err := b.Check(context.Background(), false, nil)
			if err != nil || len(r.Problems) != 1 || !strings.HasPrefix(r.Problems[0], "local: table "+table+" ") {
				t.Errorf("%q, %v", r.Problems, err)
			}
		})
	}
}

// TestDigestsOfAnOldFile: a file of version 0.1 gets them when it is opened.
func TestDigestsOfAnOldFile(t *testing.T) {
	b := &book{path: unpackV1(t), pen: newPen(t, township, 1)}
	s, err := store.Open(context.Background(), store.Config{Path: b.path, Begin: &casework.Instance{9}})
	if err != nil {
		t.Fatal(err)
	}
	b.Store = s
	clean(t, s)
	b.raw("UPDATE peer SET name = '别的单位'")
	if r, err := b.Check(context.Background(), false, nil); err != nil || len(r.Problems) != 1 {
		t.Errorf("%q, %v", r.Problems, err)
	}
}
