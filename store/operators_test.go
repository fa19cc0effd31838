package store_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/store"
)

func operatorsOf(t *testing.T, s *store.Store) (out []store.Operator) {
	t.Helper()
	view(t, s, func(v *store.View) (err error) {
		out, err = v.Operators()
		return err
	})
	return out
}

func TestOperators(t *testing.T) {
	b, ctx := newBook(t), context.Background()
	want := []store.Operator{
		{Number: 1, Name: "周敏", Role: "township_clerk", Active: true},
		{Number: 2, Name: "丁福顺", Role: "township_leader", Active: false, Secret: "$hash", Wrong: 4, WrongAt: 1795500000},
	}
	err := b.Update(ctx, func(tx *store.Tx) error {
		for _, p := range []store.Operator{want[1], want[0], {Number: 2, Name: "丁福", Role: "x"}, want[1]} {
			if err := tx.PutOperator(p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	b.raw() // closes and opens again
	if diff := cmp.Diff(want, operatorsOf(t, b.Store)); diff != "" {
		t.Error(diff)
	}
	if err := b.Update(ctx, func(tx *store.Tx) error { return tx.SetWrong(1, 2, 7) }); err != nil {
		t.Fatal(err)
	}
	if got := operatorsOf(t, b.Store)[0]; got.Wrong != 2 || got.WrongAt != 7 || got.Name != "周敏" {
		t.Errorf("%+v", got)
	}
	if err := b.Update(ctx, func(tx *store.Tx) error { return tx.SetWrong(9, 1, 1) }); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("nobody: %v", err)
	}
}

// TestOperatorsOfVersion1: the people of an old file come over, without secrets.
func TestOperatorsOfVersion1(t *testing.T) {
	s, err := store.Open(context.Background(), store.Config{Path: unpackV1(t), Begin: &casework.Instance{9}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	got := operatorsOf(t, s)
	if len(got) < 2 || got[0].Number != 1 || got[0].Name != "周敏" || got[0].Role != "township_clerk" || !got[0].Active || got[0].Secret != "" {
		t.Errorf("%+v", got)
	}
	if old, err := s.Meta(context.Background(), "operators"); err != nil || old != "" {
		t.Errorf("the old list is still there: %q, %v", old, err)
	}
}
