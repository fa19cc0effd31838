package office_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"runtime"
	"testing"

	"silian/casework"
	"silian/office"
)

func prepared(t testing.TB, data []byte, original bool) (content []byte, kind casework.AttachmentType, w, h int) {
	t.Helper()
	content, kind, w, h, err := office.Prepare(context.Background(), office.AttachInput{Content: bytes.NewReader(data), KeepOriginal: original})
	must(t, err)
	return content, kind, w, h
}

func tellsNothing(t *testing.T, what string, content []byte) {
	t.Helper()
	for _, text := range telltale {
		if bytes.Contains(content, []byte(text)) {
			t.Errorf("%s still says %s", what, text)
		}
	}
}

// TestPlaceAndCameraAreGone, whether the pixels are kept or not.
func TestPlaceAndCameraAreGone(t *testing.T) {
	photo := marked(jpegOf(t, lying(64, 48, 1)), 1)
	scan := pngWith(pngOf(t, lying(64, 48, 1)))
	for _, data := range [][]byte{photo, scan} {
		found := 0
		for _, text := range telltale {
			if bytes.Contains(data, []byte(text)) {
				found++
			}
		}
		if found < 6 {
			t.Fatalf("only %d marks before: the test shows nothing", found)
		}
		for _, original := range []bool{false, true} {
			content, _, w, h := prepared(t, data, original)
			if w != 64 || h != 48 {
				t.Errorf("%d x %d", w, h)
			}
			tellsNothing(t, fmt.Sprintf("original %v", original), content)
			if _, _, err := image.Decode(bytes.NewReader(content)); err != nil {
				t.Errorf("original %v: %v", original, err)
			}
		}
	}
}

// TestPhotosStandUpright: all eight ways of holding a camera.
func TestPhotosStandUpright(t *testing.T) {
	for way := 1; way <= 8; way++ {
		data := marked(jpegOf(t, lying(64, 32, way)), way)
		content, _, w, h := prepared(t, data, false)
		img, _, err := image.Decode(bytes.NewReader(content))
		must(t, err)
		if w != 64 || h != 32 || img.Bounds().Dx() != 64 || img.Bounds().Dy() != 32 {
			t.Errorf("way %d: %d x %d, %v", way, w, h, img.Bounds())
			continue
		}
		for _, p := range []image.Point{{8, 8}, {56, 8}, {8, 24}, {56, 24}} {
			if want := quarter(p.X, p.Y, 64, 32); !near(img.At(p.X, p.Y), want, 30) {
				t.Errorf("way %d: at %v %v, want %v", way, p, img.At(p.X, p.Y), want)
			}
		}
		kept, _, w, h := prepared(t, data, true)
		if got := office.Orientation(kept); got != way || w != 64 || h != 32 {
			t.Errorf("kept: way %d became %d, shown %d x %d", way, got, w, h)
		}
		tellsNothing(t, "kept", kept)
	}
}

func near(c color.Color, want color.RGBA, by int) bool {
	r, g, b, _ := c.RGBA()
	for _, d := range []int{int(r>>8) - int(want.R), int(g>>8) - int(want.G), int(b>>8) - int(want.B)} {
		if d < -by || d > by {
			return false
		}
	}
	return true
}

func TestPhotosAreScaledDown(t *testing.T) {
	content, kind, w, h := prepared(t, jpegOf(t, lying(2400, 1500, 1)), false)
	if w != 1600 || h != 1000 || kind != casework.AttachedJPEG {
		t.Errorf("%s %d x %d", kind, w, h)
	}
	img, _, err := image.Decode(bytes.NewReader(content))
	must(t, err)
	for _, p := range []image.Point{{100, 100}, {1500, 100}, {100, 900}, {1500, 900}, {790, 490}} {
		if want := quarter(p.X, p.Y, 1600, 1000); !near(img.At(p.X, p.Y), want, 12) {
			t.Errorf("at %v %v, want %v", p, img.At(p.X, p.Y), want)
		}
	}
	if _, kind, w, h = prepared(t, pngOf(t, lying(1700, 17, 1)), false); kind != casework.AttachedJPEG || w != 1600 || h != 16 {
		t.Errorf("wide scan: %s %d x %d", kind, w, h)
	}
	if _, kind, _, _ = prepared(t, pngOf(t, lying(300, 200, 1)), false); kind != casework.AttachedPNG {
		t.Errorf("a small PNG became %s", kind)
	}
}

// TestStripesBecomeGrey: each new pixel is the mean of its area, so that the lines of a
// scan do not break.
func TestStripesBecomeGrey(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 4800, 30))
	for y := range 30 {
		for x := range 4800 {
			if (x+y)%2 == 0 {
				img.SetGray(x, y, color.Gray{255})
			}
		}
	}
	content, _, _, _ := prepared(t, pngOf(t, img), false)
	got, _, err := image.Decode(bytes.NewReader(content))
	must(t, err)
	for x := 0; x < 1600; x += 97 {
		if !near(got.At(x, 5), color.RGBA{128, 128, 128, 255}, 20) {
			t.Fatalf("at %d: %v", x, got.At(x, 5))
		}
	}
}

// TestPixelBombs claim 100 million pixels: refused before room is made for them.
func TestPixelBombs(t *testing.T) {
	photo := jpegOf(t, lying(16, 16, 1))
	sof := bytes.Index(photo, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint32(photo[sof+5:], 10_000<<16|10_000)
	scan := pngOf(t, lying(16, 16, 1))
	binary.BigEndian.PutUint64(scan[16:], 10_000<<32|10_000)
	copy(scan[29:], binary.BigEndian.AppendUint32(nil, crcOf(scan[12:29])))
	for name, data := range map[string][]byte{"jpeg": photo, "png": scan} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, _, _, err := office.Prepare(context.Background(), office.AttachInput{Content: bytes.NewReader(data)})
		runtime.ReadMemStats(&after)
		refused(t, name, err, "attachment.too_many_pixels")
		if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
			t.Errorf("%s: %d bytes allocated", name, took)
		}
	}
}

func TestTruncatedPictures(t *testing.T) {
	for name, data := range map[string][]byte{"jpeg": jpegOf(t, lying(200, 160, 1)), "png": pngOf(t, lying(200, 160, 1))} {
		for _, n := range []int{len(data) - 2, len(data) * 3 / 4, len(data) / 2, 40, 12} {
			for _, original := range []bool{false, true} {
				_, _, _, _, err := office.Prepare(context.Background(), office.AttachInput{Content: bytes.NewReader(data[:n]), KeepOriginal: original})
				refused(t, fmt.Sprintf("%s cut to %d", name, n), err, "attachment.damaged")
			}
		}
	}
}

func TestPreparingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, _, _, err := office.Prepare(ctx, office.AttachInput{Content: bytes.NewReader(jpegOf(t, lying(64, 64, 1)))}); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}
