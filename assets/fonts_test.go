package assets_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/go-text/typesetting/font"

	"silian/assets"
)

func TestFontsCover(t *testing.T) {
	const common = "四联台账村务日，。：；（）“”…·▲○◐–✓←→↑↓①0123456789ABCxyz"
	tests := []struct {
		name  string
		bytes []byte
		want  string
	}{
		{"regular", assets.FontRegular(), common + "䶮𬱖㛃镕堃"},
		{"bold", assets.FontBold(), common + "䶮𬱖㛃镕堃"},
	}
	for _, tc := range tests {
		face, err := font.ParseTTF(bytes.NewReader(tc.bytes))
		if err != nil {
			t.Fatalf("%s: %v", tc.name, err)
		}
		for _, r := range tc.want {
			if _, ok := face.NominalGlyph(r); !ok {
				t.Errorf("%s has no glyph for %q", tc.name, r)
			}
		}
	}
}

func TestFontSizes(t *testing.T) {
	if n := len(assets.FontBold()); n > 3<<20 {
		t.Errorf("bold is %d bytes, want at most 3 MiB: was it subset?", n)
	}
	if !strings.Contains(assets.FontLicence(), "SIL OPEN FONT LICENSE") {
		t.Error("the licence text is not the OFL")
	}
}
