package documents

import (
	"bytes"
	"encoding/xml"
)

// node is one element of a part of a DOCX: its attributes as pairs of name and value.
type node struct {
	name  string
	attrs []string
	kids  []node
	words string
	text  bool
}

// el makes an element; attrs are pairs.
func el(name string, attrs []string, kids ...node) node {
	return node{name: name, attrs: attrs, kids: kids}
}

// at names attributes.
func at(pairs ...string) []string { return pairs }

// words makes the text of an element; spaces in it are kept by the reader.
func words(name, text string) node {
	return node{name: name, attrs: at("xml:space", "preserve"), words: text, text: true}
}

// part writes a tree as an XML file.
func (n node) part() []byte {
	var b bytes.Buffer
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	n.write(&b)
	return b.Bytes()
}

func (n node) write(b *bytes.Buffer) {
	b.WriteString("<" + n.name)
	for i := 0; i+1 < len(n.attrs); i += 2 {
		b.WriteString(" " + n.attrs[i] + `="`)
		_ = xml.EscapeText(b, []byte(n.attrs[i+1])) // a buffer takes everything
		b.WriteByte('"')
	}
	if len(n.kids) == 0 && !n.text {
		b.WriteString("/>")
		return
	}
	b.WriteByte('>')
	_ = xml.EscapeText(b, []byte(n.words))
	for _, k := range n.kids {
		k.write(b)
	}
	b.WriteString("</" + n.name + ">")
}
