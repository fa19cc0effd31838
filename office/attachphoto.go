package office

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"

	"silian/casework"
)

const (
	longEdge    = 1600      // pixels of a photo as it is kept (storage.md 12)
	jpegQuality = 82        // about 300 KB a photo
	smallPNG    = 300 << 10 // bytes up to which a PNG stays one
)

// pictureError turns an error of a decoder into a refusal. What is cut off and what is
// of a make that this program does not read are told apart.
func pictureError(err error) error {
	var form jpeg.UnsupportedError
	var pform png.UnsupportedError
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &form), errors.As(err, &pform):
		return &Problem{Field: "attachment", Code: "picture_make"}
	}
	return &Problem{Field: "attachment", Code: "damaged"}
}

// photo makes of a picture what is kept of it: pixels, and nothing of where and when
// and with what it was taken. original keeps all pixels; else the long edge is
// longEdge at most. s is what inspect said, so the size is within bounds.
func photo(ctx context.Context, data []byte, s sniffed, original bool, progress Progress) ([]byte, sniffed, error) {
	in := &watched{ctx: ctx, r: bytes.NewReader(data), total: int64(len(data)), progress: progress}
	img, err := decode(in, s.kind)
	if err != nil {
		return nil, s, pictureError(err)
	}
	way := 1
	if s.kind == casework.AttachedJPEG {
		parts, ok := segments(data)
		if !ok {
			return nil, s, &Problem{Field: "attachment", Code: "damaged"}
		}
		way = orientationOf(parts)
	}
	small := s.kind == casework.AttachedPNG && max(s.width, s.height) <= longEdge && len(data) <= smallPNG
	if original || small {
		return stripped(data, s, way)
	}
	scaled, err := scale(ctx, img, longEdge)
	if err != nil {
		return nil, s, err
	}
	scaled = turn(scaled, way)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, scaled, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, s, err
	}
	b := scaled.Bounds()
	return out.Bytes(), sniffed{casework.AttachedJPEG, b.Dx(), b.Dy()}, nil
}

func decode(r io.Reader, kind casework.AttachmentType) (image.Image, error) {
	if kind == casework.AttachedPNG {
		return png.Decode(r)
	}
	return jpeg.Decode(r)
}

// stripped keeps the pixels as they came.
func stripped(data []byte, s sniffed, way int) ([]byte, sniffed, error) {
	strip := stripJPEG
	if s.kind == casework.AttachedPNG {
		strip = stripPNG
	}
	out, ok := strip(data)
	if !ok {
		return nil, s, &Problem{Field: "attachment", Code: "damaged"}
	}
	if way > 4 { // shown lying on its side
		s.width, s.height = s.height, s.width
	}
	return out, s, nil
}

// watched reads with a word on the way, and stops when ctx ends.
type watched struct {
	ctx         context.Context
	r           io.Reader
	done, total int64
	progress    Progress
}

func (w *watched) Read(p []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := w.r.Read(p)
	if w.done += int64(n); w.progress != nil && n > 0 {
		w.progress(min(w.done, w.total), w.total)
	}
	return n, err
}

// scale makes a picture smaller so that no edge is longer than most, on white; a small
// one keeps its size. Each new pixel is the mean of the area that it covers. It needs
// room for a few lines beside the two pictures.
func scale(ctx context.Context, img image.Image, most int) (*image.RGBA, error) {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	dw, dh := w, h
	if long := max(w, h); long > most {
		dw, dh = max(1, (w*most+long/2)/long), max(1, (h*most+long/2)/long)
	}
	out := image.NewRGBA(image.Rect(0, 0, dw, dh))
	line := image.NewRGBA(image.Rect(0, 0, w, 1))
	narrow, sum := make([]float32, dw*3), make([]float32, dw*3)
	for y, dy := 0, 0; y < h; y++ {
		if y%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		draw.Draw(line, line.Bounds(), image.White, image.Point{}, draw.Src)
		draw.Draw(line, line.Bounds(), img, image.Pt(b.Min.X, b.Min.Y+y), draw.Over)
		squeeze(line.Pix, narrow, w, dw)
		// this line covers [y, y+1) of h; a new line covers [dy*h/dh, (dy+1)*h/dh)
		for from := float32(y); dy < dh; {
			end := float32(dy+1) * float32(h) / float32(dh)
			part := min(end, float32(y+1)) - from
			for i, v := range narrow {
				sum[i] += v * part
			}
			if end > float32(y+1) && y+1 < h {
				break
			}
			put(out, dy, sum, float32(h)/float32(dh))
			clear(sum)
			dy++
			if from = end; from >= float32(y+1) {
				break
			}
		}
	}
	return out, nil
}

// squeeze makes a line of w pixels one of dw: the mean of what each covers.
func squeeze(pix []byte, narrow []float32, w, dw int) {
	if w == dw {
		for x := range w {
			narrow[x*3], narrow[x*3+1], narrow[x*3+2] = float32(pix[x*4]), float32(pix[x*4+1]), float32(pix[x*4+2])
		}
		return
	}
	step := float32(w) / float32(dw) // 1 or more
	for dx := range dw {
		from, to := float32(dx)*step, float32(dx+1)*step
		first, last := int(from), min(int(to), w)
		var r, g, b uint32
		for p := pix[(first+1)*4 : max(last, first+1)*4]; len(p) >= 4; p = p[4:] {
			r, g, b = r+uint32(p[0]), g+uint32(p[1]), b+uint32(p[2])
		}
		head, tail := pix[first*4:first*4+4], []byte{0, 0, 0, 0}
		if last < w {
			tail = pix[last*4 : last*4+4]
		}
		before, after := float32(first+1)-from, to-float32(last)
		narrow[dx*3] = (float32(r) + before*float32(head[0]) + after*float32(tail[0])) / step
		narrow[dx*3+1] = (float32(g) + before*float32(head[1]) + after*float32(tail[1])) / step
		narrow[dx*3+2] = (float32(b) + before*float32(head[2]) + after*float32(tail[2])) / step
	}
}

func put(out *image.RGBA, y int, sum []float32, lines float32) {
	for x := range out.Rect.Dx() {
		out.SetRGBA(x, y, color.RGBA{level(sum[x*3] / lines), level(sum[x*3+1] / lines), level(sum[x*3+2] / lines), 255})
	}
}

func level(v float32) uint8 { return uint8(min(max(v+0.5, 0), 255)) }

// turn brings a picture upright: way is that of EXIF, 1 to 8.
func turn(img *image.RGBA, way int) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	ow, oh := w, h
	if way > 4 {
		ow, oh = h, w
	}
	if way < 2 || way > 8 {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, ow, oh))
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch way {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(out.Pix[out.PixOffset(tx, ty):][:4], img.Pix[img.PixOffset(x, y):][:4])
		}
	}
	return out
}
