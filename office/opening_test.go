package office_test

import (
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

func TestCaseRefusals(t *testing.T) {
	w := newWorld(t)
	for want, change := range map[string]func(*office.CaseInput){
		"narrative.missing":    func(in *office.CaseInput) { in.Narrative = "" },
		"narrative.too_long":   func(in *office.CaseInput) { in.Narrative = strings.Repeat("长", 4001) },
		"title.too_long":       func(in *office.CaseInput) { in.Title = strings.Repeat("长", 61) },
		"place.too_long":       func(in *office.CaseInput) { in.PlaceText = strings.Repeat("长", 121) },
		"request.missing":      func(in *office.CaseInput) { in.Requests = []string{" "} },
		"request.more_than_20": func(in *office.CaseInput) { in.Requests = strings.Split(strings.Repeat("x", 21), "") },
		"request.too_long":     func(in *office.CaseInput) { in.Requests = []string{strings.Repeat("长", 241)} },
		"category.missing":     func(in *office.CaseInput) { in.Category = "" },
		"track.missing":        func(in *office.CaseInput) { in.Track = "K" },
		"people.out_of_range":  func(in *office.CaseInput) { in.People = -1 },
		"name.missing":         func(in *office.CaseInput) { in.Parties[0].Name = "" },
		"address.too_long":     func(in *office.CaseInput) { in.Parties[0].Address = strings.Repeat("长", 121) },
	} {
		in := demand(casework.TrackPetition, "水渠漏水")
		change(&in)
		w.no(want)(w.v.OpenCase(w.ctx, office.Act{}, in))
	}
	if n, err := w.v.Count(w.ctx, office.Filter{}); err != nil || n != 0 {
		t.Errorf("%d cases, %v", n, err)
	}
	id := w.open(w.v, "水渠漏水。夜里更大")
	if c := w.fold(w.v, id); c.Words.Text.Title != "水渠漏水" || c.No != casework.CaseNo(villageCode)+"-2026-0001A" {
		t.Errorf("title %q, no %s", c.Words.Text.Title, c.No)
	}
}

func TestSplitCase(t *testing.T) {
	w := newWorld(t)
	a := w.open(w.v, "补贴没有发放，合作社也欠钱")
	b := w.did(w.v.SplitCase(w.ctx, office.Act{}, a, demand(casework.TrackDispute, "合作社欠钱"))).Subject
	ca, cb := w.fold(w.v, a), w.fold(w.v, b)
	if len(ca.Kin) != 1 || ca.Kin[0] != b || len(cb.Kin) != 1 || cb.Kin[0] != a || ca.No == cb.No || cb.Track != casework.TrackDispute {
		t.Errorf("kin %v and %v, numbers %s and %s", ca.Kin, cb.Kin, ca.No, cb.No)
	}
	w.no("case.unknown")(w.v.SplitCase(w.ctx, office.Act{}, ok2(w.tw.NewKey()), demand(casework.TrackDispute, "x")))
}
