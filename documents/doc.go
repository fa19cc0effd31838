// Package documents makes the papers of an office, registers, slips and posters, as DOCX
// and PDF: what stands on a page is a value, and the same value is written both ways.
package documents
