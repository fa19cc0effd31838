package documents

import (
	"archive/zip"
	"fmt"
	"io"
	"time"
)

// packed is the time of every file in a DOCX: the same paper gives the same bytes.
var packed = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// DOCX writes the paper for Word and WPS: text, tables and page numbers that can be
// edited, in the faces and with the line pitch of GB/T 9704. The same paper gives the
// same bytes.
func (p Paper) DOCX(w io.Writer) error {
	z := zip.NewWriter(w)
	for _, part := range p.parts() {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: packed})
		if err == nil {
			_, err = f.Write(part.data)
		}
		if err != nil {
			return fmt.Errorf("documents: docx: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("documents: docx: %w", err)
	}
	return nil
}

type docxPart struct {
	name string
	data []byte
}

// parts gives the files of the package, the list of types first as readers want it.
func (p Paper) parts() []docxPart {
	parts := []docxPart{
		{"[Content_Types].xml", p.types().part()},
		{"_rels/.rels", relations(
			"officeDocument", "word/document.xml",
			"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml").part()},
		{"docProps/core.xml", core(p.Title).part()},
		{"word/document.xml", p.document().part()},
		{"word/_rels/document.xml.rels", p.documentRelations().part()},
		{"word/styles.xml", styles(p.Page).part()},
		{"word/settings.xml", p.settings().part()},
		{"word/fontTable.xml", fontTable().part()},
	}
	for i, f := range p.footers() {
		parts = append(parts, docxPart{fmt.Sprintf("word/footer%d.xml", i+1), f.part()})
	}
	return parts
}

const (
	nsWord     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPackage  = "http://schemas.openxmlformats.org/package/2006/"
	typeWord   = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

func (p Paper) types() node {
	override := func(name, kind string) node {
		return el("Override", at("PartName", name, "ContentType", kind))
	}
	out := el("Types", at("xmlns", nsPackage+"content-types"),
		el("Default", at("Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
		el("Default", at("Extension", "xml", "ContentType", "application/xml")),
		override("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
		override("/word/document.xml", typeWord+"document.main+xml"),
		override("/word/styles.xml", typeWord+"styles+xml"),
		override("/word/settings.xml", typeWord+"settings+xml"),
		override("/word/fontTable.xml", typeWord+"fontTable+xml"))
	for i := range p.footers() {
		out.kids = append(out.kids, override(fmt.Sprintf("/word/footer%d.xml", i+1), typeWord+"footer+xml"))
	}
	return out
}

// relations lists targets by kind; kinds that are no address are those of nsRelation.
func relations(pairs ...string) node {
	out := el("Relationships", at("xmlns", nsPackage+"relationships"))
	for i := 0; i+1 < len(pairs); i += 2 {
		kind := pairs[i]
		if kind[0] != 'h' {
			kind = nsRelation + "/" + kind
		}
		out.kids = append(out.kids, el("Relationship", at("Id", fmt.Sprintf("rId%d", i/2+1), "Type", kind, "Target", pairs[i+1])))
	}
	return out
}

func (p Paper) documentRelations() node {
	pairs := []string{"styles", "styles.xml", "settings", "settings.xml", "fontTable", "fontTable.xml"}
	for i := range p.footers() {
		pairs = append(pairs, "footer", fmt.Sprintf("footer%d.xml", i+1))
	}
	return relations(pairs...)
}

func core(title string) node {
	return el("cp:coreProperties", at(
		"xmlns:cp", nsPackage+"metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/"),
		node{name: "dc:title", words: title, text: true})
}
