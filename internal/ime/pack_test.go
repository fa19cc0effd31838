package ime

import "testing"

func TestPack(t *testing.T) {
	tests := []struct {
		name     string
		at, want Spot
	}{
		{"origin", Spot{}, Spot{}},
		{"usual", Spot{X: 412, Y: 96, Height: 23}, Spot{X: 412, Y: 96, Height: 23}},
		{"scrolled out", Spot{X: -30, Y: -1, Height: 23}, Spot{X: -30, Y: -1, Height: 23}},
		{"too large", Spot{X: 1 << 30, Y: -1 << 30, Height: 1 << 20}, Spot{X: 1<<23 - 1, Y: -1 << 23, Height: 1<<15 - 1}},
	}
	for _, tc := range tests {
		if got := unpack(pack(tc.at)); got != tc.want {
			t.Errorf("%s: %v came back as %v", tc.name, tc.at, got)
		}
	}
}
