package assets_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"

	"silian/assets"
)

func TestIconNames(t *testing.T) {
	names := assets.IconNames()
	if len(names) < 30 {
		t.Fatalf("%d icons, want at least 30", len(names))
	}
	for _, name := range names {
		svg, err := assets.Icon(name)
		if err != nil {
			t.Errorf("Icon(%q): %v", name, err)
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(svg))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%s is not XML: %v", name, err)
				break
			}
		}
		for _, want := range []string{`viewBox="0 0 24 24"`, `stroke-width="1.7"`, `fill="none"`, `stroke="#000000"`} {
			if !bytes.Contains(svg, []byte(want)) {
				t.Errorf("%s has no %s", name, want)
			}
		}
	}
}

func TestIconUnknown(t *testing.T) {
	if _, err := assets.Icon("../fonts/OFL"); !errors.Is(err, assets.ErrNoIcon) {
		t.Errorf("Icon of an unknown name: %v, want ErrNoIcon", err)
	}
}
