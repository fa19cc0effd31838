package office_test

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

func TestFillIsAnOfficeLikeAnyOther(t *testing.T) {
	now := time.Date(2026, 12, 31, 9, 0, 0, 0, calendar.Zone())
	o, _, err := office.Init(t.Context(), office.Founding{
		Config:    office.Config{Path: filepath.Join(t.TempDir(), "o.db"), Password: office.DemoPassword, WeakKDF: true},
		Office:    casework.Office{Code: "419901000000", Name: "平川县", Level: casework.County},
		Operators: []office.Operator{{Number: 1, Name: "甲", Role: casework.RoleCountyClerk}}, Demo: now,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = o.Close() }()
	made, err := o.Fill(t.Context(), 120, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := o.Count(t.Context(), office.Filter{})
	if err != nil || all != 120 || made.Cases != 120 {
		t.Fatalf("%d cases, said %d: %v", all, made.Cases, err)
	}
	open, err := o.Count(t.Context(), office.Filter{Open: true})
	if err != nil || open < 3 || open > 30 { // one in twelve, and the last weeks
		t.Errorf("%d open of 120: %v", open, err)
	}
	if late, err := o.Count(t.Context(), office.Filter{Open: true, DueBefore: o.Today()}); err != nil || late < 1 {
		t.Errorf("%d late: %v", late, err)
	}
	for _, q := range []string{made.Names[3], made.Initials[3], made.Phones[3][7:], string([]rune(made.Texts[3])[:3])} {
		if rows, err := o.Cases(t.Context(), office.Filter{Query: q}); err != nil || len(rows) == 0 {
			t.Errorf("%s is not found: %v", q, err)
		}
	}
	for _, row := range mustCases(t, o) {
		c, err := o.Case(t.Context(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range c.Rows {
			if !r.InEffect {
				t.Fatalf("%s of %s does not count: %s %s", r.Kind, row.No, r.Why, r.Need)
			}
		}
	}
	if r, err := o.Check(t.Context(), false, nil); err != nil || len(r.Problems) > 0 {
		t.Errorf("check: %v %v", r.Problems, err)
	}
}

func TestFillRefusesARealFile(t *testing.T) {
	for name, f := range map[string]office.Founding{
		"no demo":  {Office: casework.Office{Code: "419901000000", Name: "平川县", Level: casework.County}},
		"township": {Office: casework.Office{Code: "419901102000", Name: "柳河镇", Level: casework.Township, Parent: "419901000000"}, Demo: time.Now()},
	} {
		f.Config = office.Config{Path: filepath.Join(t.TempDir(), "o.db"), Password: office.DemoPassword, WeakKDF: true}
		f.Operators = []office.Operator{{Number: 1, Name: "甲", Role: casework.RoleCountyClerk}}
		if f.Office.Level == casework.Township {
			f.Operators[0].Role = casework.RoleTownshipClerk
		}
		o, _, err := office.Init(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		var p *casework.Problem
		if _, err := o.Fill(t.Context(), 10, 1, nil); !errors.As(err, &p) {
			t.Errorf("%s: %v", name, err)
		}
		if n, err := o.Count(t.Context(), office.Filter{}); err != nil || n != 0 {
			t.Errorf("%s: %d cases: %v", name, n, err)
		}
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}
}

func mustCases(t *testing.T, o *office.Office) []office.CaseRow {
	t.Helper()
	rows, err := o.Cases(t.Context(), office.Filter{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
