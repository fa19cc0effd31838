package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
)

// TestRollUp: 1/2 and 9/10 make 10/12, never the mean of two percentages.
func TestRollUp(t *testing.T) {
	ratio := func(n, d int) casework.Indicator {
		return casework.Indicator{ID: 17, Kind: casework.RatioFigure, Numerator: n, Denominator: d}
	}
	median := func(n, d int) casework.Indicator {
		return casework.Indicator{ID: 12, Part: "answer_median", Kind: casework.MedianFigure, Numerator: n, Denominator: d}
	}
	mean := func(n, d int) casework.Indicator {
		return casework.Indicator{ID: 12, Part: "answer_mean", Kind: casework.MeanFigure, Numerator: n, Denominator: d}
	}
	unsummed := median(0, 0)
	unsummed.Unsummed = true
	type set = []casework.Indicator
	for _, c := range []struct {
		name string
		sets []set
		want set
	}{
		{"nothing", nil, nil},
		{"one", []set{{ratio(1, 2), median(5, 2)}}, set{ratio(1, 2), median(5, 2)}},
		{"sums", []set{{ratio(1, 2)}, {ratio(9, 10)}}, set{ratio(10, 12)}},
		{"means are sums", []set{{mean(10, 2)}, {mean(5, 1)}}, set{mean(15, 3)}},
		{"two medians", []set{{median(5, 2)}, {median(7, 1)}, {median(0, 0)}, {median(3, 1)}}, set{unsummed}},
		{"the only median", []set{{median(0, 0)}, {median(7, 1)}, {median(0, 0)}}, set{median(7, 1)}},
		{"sums of sums", []set{{unsummed}, {median(0, 0)}}, set{unsummed}},
		{"sums of sums, turned", []set{{median(0, 0)}, {unsummed}}, set{unsummed}},
		{"a part that one lacks", []set{{ratio(1, 2)}, {mean(1, 1)}}, set{ratio(1, 2), mean(1, 1)}},
	} {
		if diff := cmp.Diff(c.want, casework.RollUp(c.sets...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if s := casework.RollUp(set{ratio(1, 2)}, set{ratio(9, 10)})[0].Percent(); s != "83.3%" {
		t.Errorf("rolled up %s", s)
	}
}
