package exchange_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"silian/exchange"
)

// zipped is the head of a zip archive whose first file has this name.
func zipped(name string) string {
	head := make([]byte, 30, 100)
	copy(head, "PK\x03\x04")
	binary.LittleEndian.PutUint16(head[26:], uint16(len(name)))
	return string(append(head, name+"content"...))
}

func TestAttachmentType(t *testing.T) {
	for _, tt := range []struct{ head, want string }{
		{"\xff\xd8\xff\xe1\x00\x10Exif", "jpeg"},
		{"\x89PNG\r\n\x1a\n\x00", "png"},
		{"GIF89a", "gif"},
		{"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00", "bmp"},
		{"II*\x00\x08\x00\x00\x00", "tiff"},
		{"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"},
		{"RIFF\x00\x00\x00\x00WAVEfmt ", "wav"},
		{"RIFF\x00\x00\x00\x00AVI LIST", ""},
		{"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "heif"},
		{"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", "mp4"},
		{"%PDF-1.7\n", "pdf"},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"},
		{"#!AMR\n", "amr"},
		{"ID3\x03", "mp3"},
		{"\xff\xfb\x90\x00" + "0123456789abcdef", "mp3"},
		{zipped("[Content_Types].xml"), "office"},
		{zipped("word/document.xml"), "office"},
		{zipped("OFD.xml"), "office"},
		{zipped("setup.exe"), ""},
		{zipped("words/x"), ""},
		{"PK\x03\x04", ""},
		{"PK\x05\x06" + "0123456789abcdef0123456789", ""},
		{"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00", ""},
		{"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00", ""},
		{"#!/bin/sh\nrm -rf /", ""},
		{"<html><script>alert(1)</script>", ""},
		{"BMW is a car maker", ""},
		{"\xff\xfeh\x00e\x00l\x00l\x00o\x00 \x00w\x00", ""},
		{"plain text", ""},
		{"", ""},
	} {
		if got := exchange.AttachmentType([]byte(tt.head)); got != tt.want {
			t.Errorf("%.20q is %q, want %q", tt.head, got, tt.want)
		}
	}
	if got := exchange.AttachmentType(append([]byte("%PDF-"), bytes.Repeat([]byte("x"), 5000)...)); got != "pdf" {
		t.Errorf("long head is %q", got)
	}
}
