package assets_test

import (
	"bytes"
	"image/png"
	"testing"

	"silian/assets"
)

func TestAppIcon(t *testing.T) {
	img, err := png.Decode(bytes.NewReader(assets.AppIcon()))
	if err != nil {
		t.Fatal(err)
	}
	if b := img.Bounds(); b.Dx() != 256 || b.Dy() != 256 {
		t.Errorf("the icon is %v", b)
	}
}
