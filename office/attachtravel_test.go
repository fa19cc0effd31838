package office_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"silian/casework"
	"silian/exchange"
	"silian/office"
	"silian/store"
)

// TestAttachmentsTravel: once for each office, with the entry that names them, and not
// again when both sides know that they arrived.
func TestAttachmentsTravel(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	paper, sound := w.attach(w.v, id, "公函.pdf", pdfOf("公函")), w.attach(w.v, id, "录音.mp3", recording("x"))
	w.up(w.v, id)
	plan, err := w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Files != 2 || plan.Bytes != int64(len(pdfOf("公函"))+len(recording("x"))) {
		t.Errorf("plan %+v", plan)
	}
	path := w.export(w.v, w.tw)
	in, err := w.tw.Preview(w.ctx, path, nil)
	must(t, err)
	if in.Files != 2 || in.BadFiles != 0 {
		t.Errorf("%d files, %d bad", in.Files, in.BadFiles)
	}
	must(t, in.Discard())
	if left, _ := os.ReadDir(w.paths[townshipCode] + ".files"); len(left) > 0 {
		t.Errorf("a file that was not taken in left %v", left)
	}
	r := w.take(w.tw, path)
	if r.Files != 2 {
		t.Errorf("received %+v", r)
	}
	for entry, want := range map[casework.ID][]byte{paper: pdfOf("公函"), sound: recording("x")} {
		if !bytes.Equal(w.content(w.tw, entry), want) {
			t.Error("another content arrived")
		}
	}
	plan, err = w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Files != 2 {
		t.Errorf("%d files go again without a receipt", plan.Files)
	}
	w.take(w.v, filepath.Join(w.stick, r.Receipt))
	for _, o := range []struct {
		from *office.Office
		to   casework.OfficeCode
	}{{w.v, townshipCode}, {w.tw, villageCode}} {
		plan, err = o.from.PlanExport(w.ctx, o.to)
		must(t, err)
		if plan.Files != 0 {
			t.Errorf("%s: %d files go again", o.from.Me().Name, plan.Files)
		}
	}
	w.did(w.tw.Accept(w.ctx, office.Act{}, id))
	w.up(w.tw, id)
	w.carry(w.tw, w.c)
	if !bytes.Equal(w.content(w.c, sound), recording("x")) {
		t.Error("the county has another content")
	}
	w.clean(w.v, w.tw, w.c)
}

// TestAttachmentArrivesLater: an entry whose content was lost at the sender goes alone
// and shows 附件未随件; the content follows when it is found again.
func TestAttachmentArrivesLater(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	sound := w.attach(w.v, id, "录音.mp3", recording("x"))
	files, aside := w.paths[villageCode]+".files", filepath.Join(t.TempDir(), "aside")
	must(t, os.Rename(files, aside))
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	lines, err := w.tw.Attachments(w.ctx, id)
	must(t, err)
	if len(lines) != 1 || lines[0].Here {
		t.Fatalf("lines %+v", lines)
	}
	_, _, err = w.tw.OpenAttachment(w.ctx, sound)
	refused(t, "not here", err, "attachment.not_here")
	w.clean(w.tw)
	must(t, os.Rename(aside, files))
	plan, err := w.v.PlanExport(w.ctx, townshipCode)
	must(t, err)
	if plan.Entries != 0 || plan.Files != 1 {
		t.Errorf("plan %+v", plan)
	}
	if r := w.carry(w.v, w.tw); r.New != 0 || r.Files != 1 {
		t.Errorf("received %+v", r)
	}
	if !bytes.Equal(w.content(w.tw, sound), recording("x")) {
		t.Error("another content arrived")
	}
	w.clean(w.v, w.tw)
}

// TestDamagedAttachmentStopsNothing: everything else goes.
func TestDamagedAttachmentStopsNothing(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.attach(w.v, id, "录音.mp3", recording("x"))
	paper := w.attach(w.v, id, "公函.pdf", pdfOf("公函"))
	files := w.paths[villageCode] + ".files"
	entries, err := os.ReadDir(files)
	must(t, err)
	data, err := os.ReadFile(filepath.Join(files, entries[0].Name()))
	must(t, err)
	data[70_000] ^= 1
	must(t, os.WriteFile(filepath.Join(files, entries[0].Name()), data, 0o600))
	w.up(w.v, id)
	if r := w.carry(w.v, w.tw); r.Files != 1 {
		t.Errorf("received %+v", r)
	}
	if !bytes.Equal(w.content(w.tw, paper), pdfOf("公函")) {
		t.Error("the paper did not come")
	}
	w.clean(w.tw)
}

// TestAttachmentsStayWithTheirWords: the scan of a mediation record and its bytes do not
// go to the county without consent; with it they do.
func TestAttachmentsStayWithTheirWords(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "合作社欠流转费")
	m := w.did(w.tw.Mediate(w.ctx, office.Act{}, id, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationFailed}, "说了")).Entry
	record := w.did(w.tw.Attach(w.ctx, office.Act{}, id, office.AttachInput{Name: "笔录", Content: bytes.NewReader(pdfOf("魑魅的笔录")), About: m}, nil)).Entry
	w.did(w.tw.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskRuling}))
	if r := w.carry(w.tw, w.c); r.Files != 0 {
		t.Errorf("received %+v", r)
	}
	if found := filesWith(t, filepath.Dir(w.paths[countyCode]), "魑魅"); len(found) > 0 {
		t.Errorf("the record lies in %v", found)
	}
	_, _, err := w.c.OpenAttachment(w.ctx, record)
	refused(t, "withheld", err, "attachment.unknown")
	w.did(w.c.Return(w.ctx, office.Act{}, id, casework.ReturnIncomplete, ""))
	w.carry(w.c, w.tw)
	w.did(w.tw.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskRuling, Consent: true}))
	if r := w.carry(w.tw, w.c); r.Files != 1 {
		t.Errorf("received %+v", r)
	}
	if !bytes.Equal(w.content(w.c, record), pdfOf("魑魅的笔录")) {
		t.Error("another content arrived")
	}
	w.clean(w.tw, w.c)
}

// TestDestroyedAttachmentStaysAway: it goes where it had gone to, and an old file does
// not bring it back.
func TestDestroyedAttachmentStaysAway(t *testing.T) {
	const secret = "癫痫魑魅病史"
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	entry := w.attach(w.v, id, "公函.pdf", pdfOf(secret))
	w.attach(w.v, id, "录音.mp3", recording("x"))
	first := w.export(w.v, w.tw)
	w.take(w.tw, first)
	if len(filesWith(t, filepath.Dir(w.paths[townshipCode]), "魑魅")) == 0 {
		t.Fatal("found nowhere before: the test shows nothing")
	}
	w.did(w.v.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: id}, []casework.ID{entry}, "request", 2))
	w.nowhere(villageCode)
	w.carry(w.v, w.tw)
	w.nowhere(townshipCode)
	w.take(w.tw, first)
	w.carry(w.tw, w.v)
	w.nowhere(townshipCode)
	w.nowhere(villageCode)
	w.clean(w.v, w.tw)
}

// TestForgedAttachments: what is not what its entry says, what hides something, and what
// no entry names is not kept; the entries are.
func TestForgedAttachments(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	var entries []casework.Entry
	var files []exchange.Attachment
	file := func(data []byte) casework.Digest {
		d := casework.DigestOf(data)
		files = append(files, exchange.Attachment{
			FileInfo: exchange.FileInfo{Digest: d, Size: int64(len(data))},
			Open:     func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
		})
		return d
	}
	say := func(n uint64, a casework.Attached) {
		entries = append(entries, w.entry(villageCode, caseOf(id), 20+n, casework.CaseAttached, a))
	}
	good, macro, film, stray := pdfOf("好的"), docxOf(t, part{"word/vbaProject.bin", "x"}), mp4Of("vide"), pdfOf("没人提到")
	say(1, casework.Attached{Digest: file(good), Size: int64(len(good)), Type: casework.AttachedPDF, Name: "\u202egpj.exe"})
	say(2, casework.Attached{Digest: file(macro), Size: int64(len(macro)), Type: casework.AttachedDOCX, Name: "协议.docx"})
	say(3, casework.Attached{Digest: file(film), Size: int64(len(film)), Type: casework.AttachedM4A, Name: "录音.m4a"})
	other, size := pdfOf("另一种"), pdfOf("长短不对")
	say(4, casework.Attached{Digest: file(other), Size: int64(len(other)), Type: casework.AttachedJPEG, Name: "照片.jpg"})
	say(5, casework.Attached{Digest: file(size), Size: int64(len(size)) + 1, Type: casework.AttachedPDF, Name: "公函.pdf"})
	file(stray)
	in, err := w.tw.Preview(w.ctx, w.forgeWith(w.v, w.tw, 2, files, entries...), nil)
	must(t, err)
	if in.Files != 1 || in.BadFiles != 4 || in.New != 5 {
		t.Errorf("%d files, %d bad, %d entries", in.Files, in.BadFiles, in.New)
	}
	if _, err := w.tw.Take(w.ctx, in, w.stick); err != nil {
		t.Fatal(err)
	}
	lines, err := w.tw.Attachments(w.ctx, id)
	must(t, err)
	here := 0
	for _, l := range lines {
		if l.Here {
			here++
			if l.Shown != "gpj.pdf" {
				t.Errorf("shown as %q", l.Shown)
			}
		}
	}
	if len(lines) != 5 || here != 1 {
		t.Errorf("%d lines, %d here", len(lines), here)
	}
	w.clean(w.tw)
}

// TestWhatGoesWithOneFile: as much as there is room for, each content once, one that is
// too large alone.
func TestWhatGoesWithOneFile(t *testing.T) {
	d := func(n byte) casework.Digest { return casework.Digest{n} }
	unsent := []store.Unsent{{Digest: d(1), Size: 60}, {Digest: d(1), Size: 60}, {Digest: d(2), Size: 50}, {Digest: d(3), Size: 40}, {Digest: d(4), Size: 1}}
	yes := func(store.Unsent) (bool, error) { return true, nil }
	broken := errors.New("broken")
	for _, c := range []struct {
		room int64
		most int
		may  func(store.Unsent) (bool, error)
		want []casework.Digest
		left int
		err  error
	}{
		{100, 9, yes, []casework.Digest{d(1), d(3)}, 2, nil},
		{1000, 9, yes, []casework.Digest{d(1), d(2), d(3), d(4)}, 0, nil},
		{10, 9, yes, []casework.Digest{d(1)}, 3, nil},
		{1000, 2, yes, []casework.Digest{d(1), d(2)}, 2, nil},
		{100, 9, func(u store.Unsent) (bool, error) { return u.Digest != d(1), nil }, []casework.Digest{d(2), d(3), d(4)}, 0, nil},
		{100, 9, func(store.Unsent) (bool, error) { return false, broken }, nil, 0, broken},
	} {
		got, left, err := office.Choose(unsent, c.room, c.most, c.may)
		if !slices.Equal(got, c.want) || left != c.left || !errors.Is(err, c.err) {
			t.Errorf("room %d, most %d: %v, left %d, %v", c.room, c.most, got, left, err)
		}
	}
}

// TestAttachmentsOfOneCase: 200 and no more, wherever they came from.
func TestAttachmentsOfOneCase(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	var entries []casework.Entry
	for n := range casework.MaxAttachments - 1 {
		entries = append(entries, w.entry(villageCode, caseOf(id), uint64(20+n), casework.CaseAttached, casework.Attached{
			Digest: casework.Digest{byte(n), 1}, Size: 1, Type: casework.AttachedPDF, Name: "公函.pdf",
		}))
	}
	w.take(w.tw, w.forge(w.v, w.tw, 2, entries...))
	w.attach(w.tw, id, "第二百个", pdfOf("二百"))
	_, err := w.tw.Attach(w.ctx, office.Act{}, id, office.AttachInput{Content: bytes.NewReader(pdfOf("再一个"))}, nil)
	refused(t, "one more", err, "attachment.too_many")
}
