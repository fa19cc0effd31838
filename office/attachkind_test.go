package office_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

func TestAllowedFiles(t *testing.T) {
	for want, data := range map[casework.AttachmentType][]byte{
		casework.AttachedJPEG: jpegOf(t, lying(16, 16, 1)),
		casework.AttachedPNG:  pngOf(t, lying(16, 16, 1)),
		casework.AttachedPDF:  pdfOf("公函"),
		casework.AttachedDOCX: docxOf(t),
		casework.AttachedXLSX: zipOf(t, part{"[Content_Types].xml", "<Types/>"}, part{"xl/workbook.xml", "<workbook/>"}),
		casework.AttachedOFD:  zipOf(t, part{"OFD.xml", "<ofd:OFD/>"}),
		casework.AttachedMP3:  mp3Of(3),
		casework.AttachedM4A:  mp4Of("soun"),
		casework.AttachedWAV:  wavOf(),
		casework.AttachedAMR:  []byte("#!AMR\n\x3c" + strings.Repeat("\x00", 60)),
	} {
		if got, err := office.InspectBytes(data); err != nil || got != want {
			t.Errorf("%s: %s, %v", want, got, err)
		}
	}
}

func TestRefusedFiles(t *testing.T) {
	photo := jpegOf(t, lying(16, 16, 1))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "empty"},
		{"Windows program as jpg", append([]byte("MZ\x90\x00"), photo...), "program"},
		{"Linux program", []byte("\x7fELF\x02\x01\x01"), "program"},
		{"script", []byte("#!/bin/sh\nrm -rf ~\n"), "program"},
		{"batch file", []byte("@echo off\r\n"), "program"},
		{"short cut", []byte("L\x00\x00\x00\x01\x14\x02\x00"), "program"},
		{"web page", []byte("\ufeff \n<!DOCTYPE html><script>"), "web_page"},
		{"svg", []byte("<svg onload='x'/>"), "web_page"},
		{"old Word file", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "old_office"},
		{"archive", zipOf(t, part{"setup.exe", "MZ"}), "not_allowed"},
		{"archive that begins like an office file", zipOf(t, part{"word/x.exe", "MZ"}, part{"[Content_Types].xml", ""}), "not_allowed"},
		{"plain text", []byte("说明文字"), "not_allowed"},
		{"gif", []byte("GIF89a" + strings.Repeat("\x00", 40)), "not_allowed"},
		{"film", mp4Of("vide"), "film"},
		{"HEIC photo", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "heif"},
		{"half a recording", mp4Of("soun")[:40], "damaged"},
		{"half a paper", pdfOf("公函")[:12], "damaged"},
		{"half an office file", docxOf(t)[:200], "damaged"},
		{"paper with an archive behind it", append(pdfOf("公函"), zipOf(t, part{"x.exe", "MZ"})...), "two_in_one"},
		{"office file with a program behind it", append(docxOf(t), "MZ program"...), "two_in_one"},
		{"macros", docxOf(t, part{"word/vbaProject.bin", "x"}), "macro"},
		{"macros in capitals", docxOf(t, part{`word\VBAPROJECT.BIN`, "x"}), "macro"},
		{"macros by type", zipOf(t, part{"[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml"}, part{"word/document.xml", ""}), "macro"},
		{"program inside", docxOf(t, part{"word/embeddings/oleObject1.bin", "x"}), "program"},
		{"mp3 head alone", []byte{0xff, 0xfb, 0x90, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4}, ""},
		{"noise that begins like mp3", append([]byte{0xff, 0xfb, 0x90, 0}, bytes.Repeat([]byte("noise"), 200)...), "not_allowed"},
	} {
		_, err := office.InspectBytes(c.data)
		want := ""
		if c.want != "" {
			want = "attachment." + c.want
		}
		refused(t, c.name, err, want)
	}
}

// TestZipBombs: one that names its size, and one that lies about it.
func TestZipBombs(t *testing.T) {
	var zeros bytes.Buffer
	f, err := flate.NewWriter(&zeros, flate.BestSpeed)
	must(t, err)
	_, err = f.Write(make([]byte, 1<<20))
	must(t, err)
	must(t, f.Flush())
	block := bytes.Clone(zeros.Bytes())
	for name, claims := range map[string]uint64{"honest": 300 << 20, "a liar": 100} {
		var out bytes.Buffer
		z := zip.NewWriter(&out)
		for _, n := range []string{"[Content_Types].xml", "word/document.xml"} {
			w, err := z.Create(n)
			must(t, err)
			_, err = w.Write([]byte("<x/>"))
			must(t, err)
		}
		packed := append(bytes.Repeat(block, 300), 3, 0) // an empty last block
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: "word/media/a.png", Method: zip.Deflate, CompressedSize64: uint64(len(packed)), UncompressedSize64: claims,
		})
		must(t, err)
		_, err = w.Write(packed)
		must(t, err)
		must(t, z.Close())
		_, err = office.InspectBytes(out.Bytes())
		if got := codeOf(err); got != "attachment.bomb" && (name == "honest" || got != "attachment.damaged") {
			t.Errorf("%s: %v", name, got)
		}
	}
	parts := []part{{"[Content_Types].xml", ""}, {"word/document.xml", ""}}
	for range 5000 {
		parts = append(parts, part{"word/x", ""})
	}
	_, err = office.InspectBytes(zipOf(t, parts...))
	refused(t, "many parts", err, "attachment.bomb")
}

func TestFileNames(t *testing.T) {
	for in, want := range map[string]string{
		"现场照片.JPG": "现场照片.jpg",
		`C:\Users\王某\Desktop\协议 扫描件.exe`: "协议 扫描件.jpg",
		"../../etc/passwd":                "passwd.jpg",
		"\u202egpj.exe":                   "gpj.jpg",
		"a\x00b\u200b\tc.jpg":             "ab c.jpg",
		`<b>:"|?*.png`:                    "_b______.jpg",
		"":                                "附件.jpg",
		"...":                             "附件.jpg",
		"\xff\xfe照片":                      "照片.jpg",
		"第3.2号文件":                         "第3.2号文件.jpg",
		"合同v3.2":                          "合同v3.2.jpg",
		strings.Repeat("长", 200) + ".jpg": strings.Repeat("长", 76) + ".jpg",
	} {
		if got := office.FileName(in, casework.AttachedJPEG); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}

// FuzzInspect: no content makes the parsers fail otherwise than by a refusal, and what
// was stripped once is clean.
func FuzzInspect(f *testing.F) {
	for _, data := range [][]byte{
		marked(jpegOf(f, lying(16, 16, 1)), 6), pngWith(pngOf(f, lying(16, 16, 1))), pdfOf("x"), docxOf(f), mp3Of(2), mp4Of("soun"), wavOf(),
	} {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := office.InspectBytes(data)
		if err != nil && !strings.HasPrefix(codeOf(err), "attachment.") {
			t.Errorf("%v", err)
		}
		office.Orientation(data)
		if once, _ := office.Strip(data); once != nil {
			if twice, _ := office.Strip(once); !bytes.Equal(once, twice) {
				t.Error("stripping twice gives another picture")
			}
		}
		if _, once := office.Strip(data); once != nil {
			if _, twice := office.Strip(once); !bytes.Equal(once, twice) {
				t.Error("stripping twice gives another picture")
			}
		}
	})
}
