package assets_test

import (
	"slices"
	"testing"

	"silian/assets"
)

func openRegions(t *testing.T) *assets.Regions {
	t.Helper()
	r, err := assets.OpenRegions()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRegions(t *testing.T) {
	r := openRegions(t)
	if r.Len() < 97_000 {
		t.Errorf("only %d places", r.Len())
	}
	county, ok := r.Find(assets.RegionCounty, "410122000000")
	if !ok || county.Name != "中牟县" {
		t.Fatalf("410122: %+v", county)
	}
	if got := r.Path(county); got != "河南省 郑州市" {
		t.Errorf("above it: %q", got)
	}
	towns := r.Under(assets.RegionCounty, county.Code)
	if len(towns) < 10 {
		t.Fatalf("%d towns", len(towns))
	}
	for _, town := range towns {
		if town.Level != assets.RegionTown || town.Code[:6] != county.Code[:6] || town.Code[9:] != "000" {
			t.Errorf("a town of it: %+v", town)
		}
		for _, v := range r.Under(assets.RegionTown, town.Code) {
			if v.Level != assets.RegionVillage || v.Code[:9] != town.Code[:9] || v.Code[9:] == "000" || v.Name == "" {
				t.Errorf("a village of %s: %+v", town.Name, v)
			}
		}
	}
	for _, p := range r.Search(assets.RegionVillage, "合峪", 50) { // the order of the table holds everywhere
		if got, ok := r.Find(p.Level, p.Code); !ok || got != p {
			t.Errorf("%+v is found as %+v", p, got)
		}
	}
	if p, ok := r.Find(assets.RegionCounty, "441900000000"); !ok || p.Name != "东莞市" {
		t.Errorf("a city without counties: %+v", p)
	}
	if _, ok := r.Find(assets.RegionTown, county.Code); ok {
		t.Error("a county is found as a town")
	}
	if r.Under(assets.RegionTown, "000000000000") != nil {
		t.Error("a town that is not there has villages")
	}
}

func TestRegionsSearch(t *testing.T) {
	r := openRegions(t)
	for _, tc := range []struct {
		level       assets.RegionLevel
		typed, code string
	}{
		{assets.RegionCounty, "中牟", "410122000000"},
		{assets.RegionCounty, "zmx", "410122000000"},
		{assets.RegionCounty, "ZMX", "410122000000"},
		{assets.RegionCounty, "410122", "410122000000"},
		{assets.RegionCounty, "郑州 zm", "410122000000"},
		{assets.RegionCounty, "cgs", "411082000000"}, // 长葛市: both readings of 长
		{assets.RegionCounty, "zgs", "411082000000"},
		{assets.RegionTown, "栾川 合峪", "410324102000"},
	} {
		got := r.Search(tc.level, tc.typed, 20)
		if !slices.ContainsFunc(got, func(p assets.Region) bool { return p.Code == tc.code && p.Level == tc.level }) {
			t.Errorf("%q: %s is not among %v", tc.typed, tc.code, got)
		}
	}
	if got := r.Search(assets.RegionCounty, "中牟县", 20); len(got) == 0 || got[0].Code != "410122000000" {
		t.Errorf("the whole name is not first: %v", got)
	}
	for _, typed := range []string{"", "  ", "没有这个地方", "qqqqqq", "郑州"} {
		level := assets.RegionVillage
		if typed == "郑州" { // what lies above alone names no village
			level = assets.RegionProvince
		}
		if got := r.Search(level, typed, 20); len(got) != 0 {
			t.Errorf("%q finds %v", typed, got)
		}
	}
	if got := r.Search(assets.RegionVillage, "村", 7); len(got) != 7 {
		t.Errorf("the limit of 7 gives %d", len(got))
	}
}
