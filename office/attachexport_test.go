package office

import (
	"bytes"
	"context"
	"io"

	"silian/casework"
	"silian/store"
)

// Prepare lets tests make of a file what Attach keeps, without an office.
func Prepare(ctx context.Context, in AttachInput) (content []byte, kind casework.AttachmentType, width, height int, err error) {
	content, s, err := prepare(ctx, in, nil)
	return content, s.kind, s.width, s.height, err
}

// InspectBytes lets tests look at the content of a file.
func InspectBytes(data []byte) (casework.AttachmentType, error) {
	s, err := inspect(io.NewSectionReader(bytes.NewReader(data), 0, int64(len(data))))
	return s.kind, err
}

// Strip lets tests take the metadata out of a picture.
func Strip(data []byte) (jpeg, png []byte) {
	jpeg, _ = stripJPEG(data)
	png, _ = stripPNG(data)
	return jpeg, png
}

// Orientation tells which way up a JPEG file says it is.
func Orientation(data []byte) int {
	parts, _ := segments(data)
	return orientationOf(parts)
}

// FileName lets tests see how a name is shown.
func FileName(name string, t casework.AttachmentType) string { return fileName(name, t) }

// Choose lets tests see which contents go with one file.
func Choose(unsent []store.Unsent, room int64, most int, may func(store.Unsent) (bool, error)) (chosen []casework.Digest, left int, err error) {
	var p parcel
	err = p.choose(unsent, room, most, may)
	return p.digests(), p.left, err
}
