package office_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/office"
)

// TestLikelyDuplicates: while a visit is written down, the earlier matter of the same
// person is proposed with the reasons in words; nothing is changed.
func TestLikelyDuplicates(t *testing.T) {
	w := newWorld(t)
	in := office.VisitInput{
		Name: "王某某", Group: "二组", Phone: "13912345678", Words: "合作社拖欠土地流转费", Category: "land",
		Case: &office.CaseInput{Track: casework.TrackPetition, Requests: []string{"付清"}},
	}
	first, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, in)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		in   office.DuplicateInput
		want []string
	}{
		{office.DuplicateInput{Name: "王某某", Group: "2组", Phone: "139"}, []string{"姓名和村组相同"}},
		{office.DuplicateInput{Phone: "139 1234 5678"}, []string{"电话相同"}},
		{office.DuplicateInput{Name: "王某某", Group: "二组", Words: "合作社拖欠土地流转费"}, []string{"姓名和村组相同", "说的事相近（100%）"}},
		{office.DuplicateInput{Name: "王某某", Group: "二组", Exclude: first.Case}, nil},
		{office.DuplicateInput{Name: "李某某", Words: "路灯坏了没有人修理"}, nil},
	} {
		got, err := w.v.LikelyDuplicates(w.ctx, c.in, 0)
		if err != nil {
			t.Fatal(err)
		}
		var reasons []string
		for _, d := range got {
			if d.Case.ID != first.Case {
				t.Errorf("proposed %s", d.Case.No)
			}
			reasons = append(reasons, d.Reasons...)
		}
		if d := cmp.Diff(c.want, reasons); d != "" {
			t.Errorf("%+v (-want +got):\n%s", c.in, d)
		}
	}
}
