package office_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"silian/office"
)

// phonePhoto is a picture of 12 million pixels with shapes and noise, as a telephone
// makes it.
func phonePhoto(b *testing.B) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 4000, 3000))
	r := rand.New(rand.NewPCG(1, 2))
	for y := range 3000 {
		for x := range 4000 {
			v := 128 + 60*math.Sin(float64(x)/90)*math.Cos(float64(y)/70) + float64(r.IntN(16))
			img.SetRGBA(x, y, color.RGBA{uint8(v), uint8(v * 0.8), uint8(255 - v), 255})
		}
	}
	return marked(jpegOf(b, img), 6)
}

// BenchmarkPhoto gives what attaching a photo costs beside decoding it alone.
func BenchmarkPhoto(b *testing.B) {
	data := phonePhoto(b)
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("attach", func(b *testing.B) {
		size := 0
		for b.Loop() {
			content, _, _, _, err := office.Prepare(context.Background(), office.AttachInput{Content: bytes.NewReader(data)})
			if err != nil {
				b.Fatal(err)
			}
			size = len(content)
		}
		b.ReportMetric(float64(len(data))/1024, "KB_in")
		b.ReportMetric(float64(size)/1024, "KB_kept")
	})
}
