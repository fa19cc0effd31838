package ledger

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// half is what checking and reading each make of the progress of a workbook.
const half = 1000

// checkParts unpacks every part of a workbook to nowhere and counts: a part may be larger
// than the list of the archive says, and excelize would take a lie for an empty sheet or
// fill the disk. Sheets and their strings must be whole XML: the row iterator takes a
// break for the end. It gives how many rows there are; progress comes to half of its total.
func checkParts(ctx context.Context, f io.ReaderAt, size int64, limits Limits, progress Progress) (rows int64, err error) {
	z, err := zip.NewReader(f, size)
	switch {
	case err != nil:
		return 0, because("damaged", err)
	case len(z.File) > limits.Parts:
		return 0, problem("bomb")
	}
	if err := checkNames(z); err != nil {
		return 0, err
	}
	var said int64
	for _, part := range z.File {
		if s := part.UncompressedSize64; s > uint64(limits.Unpacked-said) {
			return 0, problem("bomb")
		}
		said += int64(part.UncompressedSize64)
	}
	count := &counter{ctx: ctx, most: limits.Unpacked, tell: func(n int64) { progress(half*min(n, said)/max(said, 1), 2*half) }}
	for _, part := range z.File {
		if err := checkPart(part, count); err != nil {
			return 0, err
		}
	}
	return count.rows, nil
}

// checkNames says what else an archive is that is no workbook.
func checkNames(z *zip.Reader) error {
	has := map[string]bool{}
	for _, part := range z.File {
		has[strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/"))] = true
	}
	switch {
	case has["xl/workbook.xml"]:
		return nil
	case has["xl/workbook.bin"]:
		return problem("xlsb")
	case has["content.xml"] && has["mimetype"]:
		return problem("ods")
	}
	return problem("not_a_table")
}

func checkPart(part *zip.File, count *counter) error {
	r, err := part.Open()
	if err != nil {
		return because("damaged", err)
	}
	defer r.Close() // read to its end, or given up
	count.r, count.over = r, nil
	if name := strings.ToLower(strings.ReplaceAll(part.Name, `\`, "/")); path.Ext(name) == ".xml" && strings.HasPrefix(name, "xl/") {
		if err = wholeXML(count, &count.rows); err == nil {
			_, err = io.Copy(io.Discard, count)
		}
	} else {
		_, err = io.Copy(io.Discard, count)
	}
	switch {
	case count.over != nil:
		return count.over
	case err != nil:
		return because("damaged", errors.New("a part is not what the archive says")) // never its text
	}
	return nil
}

// wholeXML reads a document to its end and counts the rows in it.
func wholeXML(r io.Reader, rows *int64) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // names are ASCII
	elements := 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) && elements > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			elements++
			if e.Name.Local == "row" {
				*rows++
			}
		}
	}
}

// counter counts the bytes of all parts, stops at the limit and when ctx ends.
type counter struct {
	ctx  context.Context
	r    io.Reader
	n    int64
	most int64
	rows int64
	over error // why it stopped
	tell func(n int64)
}

// Read gives at most 64 KiB at once, so that a bomb is seen early.
func (c *counter) Read(b []byte) (int, error) {
	if c.over = c.ctx.Err(); c.over != nil {
		return 0, c.over
	}
	n, err := c.r.Read(b[:min(len(b), 64<<10)])
	if c.n += int64(n); c.n > c.most {
		c.over = problem("bomb")
		return n, c.over
	}
	c.tell(c.n)
	return n, err
}
