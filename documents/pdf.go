package documents

import (
	"fmt"
	"io"

	"github.com/signintech/gopdf"

	"silian/assets"
)

// PDF writes the paper as a PDF that carries the part of its fonts that it uses. Text
// taken out of it equals the text put in.
func (p Paper) PDF(w io.Writer) error {
	sheets, err := compose(p)
	if err != nil {
		return err
	}
	return draw(w, p.Title, p.Page.Width, p.Page.Height, sheets)
}

// draw writes finished sheets of one size in millimetres.
func draw(w io.Writer, title string, width, height float64, sheets []*sheet) error {
	pdf := &gopdf.GoPdf{}
	pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: width * perMM, H: height * perMM}})
	pdf.SetInfo(gopdf.PdfInfo{Title: title})
	if err := addFonts(pdf, sheets); err != nil {
		return err
	}
	for _, s := range sheets {
		pdf.AddPage()
		for _, line := range s.strokes {
			drawStroke(pdf, line)
		}
		for _, m := range s.marks {
			if err := drawMark(pdf, m); err != nil {
				return fmt.Errorf("documents: pdf: %w", err)
			}
		}
	}
	file, err := pdf.GetBytesPdfReturnErr()
	if err != nil {
		return fmt.Errorf("documents: pdf: %w", err)
	}
	if file, err = mend(file); err != nil {
		return err
	}
	_, err = w.Write(file)
	return err
}

var faceNames = [2]string{"NotoSansSC", "NotoSansSC-Bold"}

// addFonts adds the faces that some mark uses: each makes the file larger.
func addFonts(pdf *gopdf.GoPdf, sheets []*sheet) error {
	var used [2]bool
	for _, s := range sheets {
		for _, m := range s.marks {
			used[m.face] = true
		}
	}
	for face, data := range [2]func() []byte{assets.FontRegular, assets.FontBold} {
		if !used[face] {
			continue
		}
		if err := pdf.AddTTFFontDataWithOption(faceNames[face], data(), gopdf.TtfOption{}); err != nil {
			return fmt.Errorf("documents: pdf: %w", err)
		}
	}
	return nil
}

func drawStroke(pdf *gopdf.GoPdf, s stroke) {
	r, g, b := s.colour.rgb()
	if s.fill {
		pdf.SetFillColor(r, g, b)
		pdf.RectFromUpperLeftWithStyle(s.x1, s.y1, s.x2-s.x1, s.y2-s.y1, "F")
		return
	}
	pdf.SetStrokeColor(r, g, b)
	pdf.SetLineWidth(s.weight)
	pdf.SetLineType("solid")
	if s.dashed {
		pdf.SetLineType("dashed")
	}
	pdf.Line(s.x1, s.y1, s.x2, s.y2)
}

func drawMark(pdf *gopdf.GoPdf, m mark) error {
	if err := pdf.SetFont(faceNames[m.face], "", m.size); err != nil {
		return err
	}
	if err := pdf.SetCharSpacing(m.spacing); err != nil {
		return err
	}
	pdf.SetTextColor(m.colour.rgb())
	pdf.SetXY(m.x, m.y)
	return pdf.Text(m.text)
}
