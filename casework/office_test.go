package casework_test

import (
	"errors"
	"strings"
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

func TestOfficeValidate(t *testing.T) {
	with := func(change func(*casework.Office)) casework.Office {
		o := testkit.Village()
		change(&o)
		return o
	}
	for _, c := range []struct {
		name  string
		o     casework.Office
		field string
	}{
		{"village", testkit.Village(), ""},
		{"township", testkit.Township(), ""},
		{"county", testkit.County(), ""},
		{"11 digits", with(func(o *casework.Office) { o.Code = "41162610220" }), "office_code"},
		{"letters", with(func(o *casework.Office) { o.Code = "41162610220x" }), "office_code"},
		{"no name", with(func(o *casework.Office) { o.Name = "" }), "office_name"},
		{"long name", with(func(o *casework.Office) { o.Name = strings.Repeat("村", 61) }), "office_name"},
		{"60 characters", with(func(o *casework.Office) { o.Name = strings.Repeat("村", 60) }), ""},
		{"no level", with(func(o *casework.Office) { o.Level = "city" }), "level"},
		{"no parent", with(func(o *casework.Office) { o.Parent = "" }), "parent"},
		{"bad parent", with(func(o *casework.Office) { o.Parent = "1" }), "parent"},
	} {
		err := c.o.Validate()
		var p *casework.Problem
		if c.field == "" && err != nil || c.field != "" && (!errors.As(err, &p) || p.Field != c.field) {
			t.Errorf("%s: %v, want a problem with %q", c.name, err, c.field)
		}
	}
}

func TestLevels(t *testing.T) {
	for i, l := range []casework.Level{"", casework.Village, casework.Township, casework.County} {
		if l.Rank() != i {
			t.Errorf("rank of %q is %d, want %d", l, l.Rank(), i)
		}
		if _, err := casework.ParseLevel(string(l)); (err == nil) != (i > 0) {
			t.Errorf("ParseLevel(%q): %v", l, err)
		}
	}
}
