package store_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"silian/casework"
	"silian/store"
)

func TestRecordingKeepsWhatWasRun(t *testing.T) {
	b := newBook(t)
	var r store.Recorder
	ctx := store.Recording(context.Background(), &r)
	err := b.View(ctx, func(v *store.View) error {
		_, err := v.CasePage(store.Filter{Open: true, Area: []casework.OfficeCode{township}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	read := r.Take()
	if len(read) == 0 {
		t.Fatal("a page without a statement")
	}
	last := read[len(read)-1]
	if last.Write || !strings.HasPrefix(last.SQL, "SELECT packed, seq") || len(last.Args) != strings.Count(last.SQL, "?") {
		t.Errorf("%+v", last)
	}
	if err := b.Update(ctx, func(tx *store.Tx) error { return tx.SetMeta("k", "v") }); err != nil {
		t.Fatal(err)
	}
	written := r.Take()
	if len(written) == 0 || !written[0].Write || *written[0].Args[0].Text != "k" {
		t.Errorf("%+v", written)
	}
	if len(r.Take()) > 0 {
		t.Error("taken twice")
	}
	b.open("t") // without the context
	if all := r.Take(); len(all) > 0 {
		t.Errorf("%d statements of another context", len(all))
	}
}

func TestStatementThroughJSON(t *testing.T) {
	n, text, blob := int64(7), "x", []byte{}
	was := store.Statement{SQL: "SELECT ?", Args: []store.Arg{{Int: &n}, {Text: &text}, {Blob: &blob}, {}}, Write: true}
	data, err := json.Marshal(was)
	if err != nil {
		t.Fatal(err)
	}
	var got store.Statement
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(got)
	if err != nil || string(again) != string(data) || got.Args[2].Blob == nil || got.Args[3] != (store.Arg{}) {
		t.Errorf("%s, %s: %v", data, again, err)
	}
}
