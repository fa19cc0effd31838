package office_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

func (w *world) attach(o *office.Office, id casework.ID, name string, data []byte) casework.ID {
	w.t.Helper()
	return w.did(o.Attach(w.ctx, office.Act{}, id, office.AttachInput{Name: name, Content: bytes.NewReader(data)}, nil)).Entry
}

// recording is a sound of more than 100 KB with a text in it that must not be found.
func recording(secret string) []byte {
	return append(mp3Of(300), secret...)
}

// village alone, for what needs no second office.
func oneOffice(t testing.TB) *world {
	w := empty(t)
	w.v = w.found(villageOf(villageCode, townshipCode), casework.RoleVillageSecretary, casework.RoleVillageRegistrar, casework.RoleVillageMediator, casework.RoleAdministrator)
	return w
}

// content gives what the viewer would show.
func (w *world) content(o *office.Office, entry casework.ID) []byte {
	w.t.Helper()
	path, cleanup, err := o.OpenAttachment(w.ctx, entry)
	must(w.t, err)
	defer cleanup()
	data, err := os.ReadFile(path)
	must(w.t, err)
	return data
}

func TestAttach(t *testing.T) {
	w := oneOffice(t)
	id := w.open(w.v, "水渠漏水")
	paper := w.attach(w.v, id, `D:\下载\公函.PDF`, pdfOf("公函"))
	sound := w.attach(w.v, id, "录音.mp3", recording("x"))
	file := filepath.Join(t.TempDir(), "现场 照片.jpeg")
	must(t, os.WriteFile(file, marked(jpegOf(t, lying(3200, 1600, 1)), 1), 0o600))
	var seen int64
	photo := w.did(w.v.AttachFile(w.ctx, office.Act{}, id, file, office.AttachInput{}, func(done, total int64) { seen = max(seen, done) })).Entry
	if seen == 0 {
		t.Error("no word on the way")
	}
	lines, err := w.v.Attachments(w.ctx, id)
	must(t, err)
	var got []string
	for _, l := range lines {
		got = append(got, l.Shown)
		if !l.Here {
			t.Errorf("%s is not here", l.Shown)
		}
	}
	if strings.Join(got, " ") != "公函.pdf 录音.mp3 现场 照片.jpg" || lines[2].Width != 1600 || lines[2].Height != 800 {
		t.Errorf("%v, %d x %d", got, lines[2].Width, lines[2].Height)
	}
	if !bytes.Equal(w.content(w.v, paper), pdfOf("公函")) || !bytes.Equal(w.content(w.v, sound), recording("x")) {
		t.Error("another content came back")
	}
	tellsNothing(t, "the kept photo", w.content(w.v, photo))
	found := false
	for _, m := range w.v.Timeline(w.fold(w.v, id)) {
		found = found || m.Title == "附件：公函.pdf"
	}
	if !found {
		t.Error("no line in the timeline")
	}
	w.clean(w.v)
}

func TestAttachRefusals(t *testing.T) {
	w := oneOffice(t)
	id := w.open(w.v, "水渠漏水")
	try := func(data []byte, about casework.ID) error {
		_, err := w.v.Attach(w.ctx, office.Act{}, id, office.AttachInput{Name: "a", Content: bytes.NewReader(data), About: about}, nil)
		return err
	}
	w.attach(w.v, id, "a", pdfOf("公函"))
	refused(t, "twice", try(pdfOf("公函"), casework.ID{}), "attachment.twice")
	refused(t, "about nothing", try(pdfOf("函"), casework.ID{1}), "attachment.about_nothing")
	refused(t, "too large", try(append(mp3Of(10), make([]byte, 20<<20)...), casework.ID{}), "attachment.too_large")
	refused(t, "exe as jpg", try([]byte("MZ\x90"), casework.ID{}), "attachment.program")
	_, err := w.v.AttachFile(w.ctx, office.Act{}, id, t.TempDir(), office.AttachInput{}, nil)
	refused(t, "a folder", err, "attachment.unreadable")
	_, err = w.v.Attach(w.ctx, office.Act{}, casework.ID{1}, office.AttachInput{Content: bytes.NewReader(nil)}, nil)
	refused(t, "no case", err, "case.unknown")
	ctx, cancel := context.WithCancel(w.ctx)
	cancel()
	_, err = w.v.Attach(ctx, office.Act{}, id, office.AttachInput{Content: bytes.NewReader(recording("x"))}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	must(t, w.v.SignIn(4))
	refused(t, "administrator", try(pdfOf("三"), casework.ID{}), "why:role")
	must(t, w.v.SignIn(1))
	if lines, err := w.v.Attachments(w.ctx, id); err != nil || len(lines) != 1 {
		t.Errorf("%d attachments, %v", len(lines), err)
	}
	if entries, _ := os.ReadDir(w.paths[villageCode] + ".files"); len(entries) > 0 {
		t.Errorf("left behind: %v", entries)
	}
	w.clean(w.v)
}

// TestAttachOnce: pressed twice, or again after a power cut, it is one attachment.
func TestAttachOnce(t *testing.T) {
	w := oneOffice(t)
	id := w.open(w.v, "水渠漏水")
	key, err := w.v.NewKey()
	must(t, err)
	for range 2 {
		d := w.did(w.v.Attach(w.ctx, office.Act{Key: key}, id, office.AttachInput{Name: "a", Content: bytes.NewReader(recording("x"))}, nil))
		if d.Entry != key {
			t.Errorf("entry %s, key %s", d.Entry, key)
		}
	}
	if lines, err := w.v.Attachments(w.ctx, id); err != nil || len(lines) != 1 {
		t.Errorf("%d attachments, %v", len(lines), err)
	}
	w.clean(w.v)
}

// TestClassBeside: what belongs to a mediation or a return visit goes no further than
// the words beside it.
func TestClassBeside(t *testing.T) {
	w := oneOffice(t)
	id := w.open(w.v, "水渠漏水")
	m := w.did(w.v.Mediate(w.ctx, office.Act{}, id, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed}, "说了")).Entry
	for i, c := range []struct {
		about casework.ID
		class casework.NoteClass
		want  casework.NoteClass
	}{
		{casework.ID{}, "", ""}, {m, "", casework.NoteMediation}, {casework.ID{}, casework.NoteInternal, casework.NoteInternal}, {m, casework.NoteInternal, casework.NoteInternal},
	} {
		d := w.did(w.v.Attach(w.ctx, office.Act{}, id, office.AttachInput{Content: bytes.NewReader(pdfOf(string(rune('a' + i)))), About: c.about, Class: c.class}, nil))
		if a, ok := w.fold(w.v, id).Attachment(d.Entry); !ok || a.Class != c.want || a.About != c.about {
			t.Errorf("%d: %+v", i, a)
		}
	}
}

// TestViewerCopies are private, and gone after use, at the end and at the next start.
func TestViewerCopies(t *testing.T) {
	w := oneOffice(t)
	id := w.open(w.v, "水渠漏水")
	entry := w.attach(w.v, id, "公函.exe", pdfOf("魑魅的公函"))
	dir := filepath.Dir(w.paths[villageCode])
	path, cleanup, err := w.v.OpenAttachment(w.ctx, entry)
	must(t, err)
	info, err := os.Stat(path)
	must(t, err)
	folder, err := os.Stat(filepath.Dir(path))
	must(t, err)
	if filepath.Ext(path) != ".pdf" || strings.Contains(path, "公函") || info.Mode().Perm() != 0o600 || folder.Mode().Perm() != 0o700 {
		t.Errorf("%s, %v in %v", path, info.Mode(), folder.Mode())
	}
	cleanup()
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("cleanup left the copy")
	}
	left, _, err := w.v.OpenAttachment(w.ctx, entry)
	must(t, err)
	must(t, w.v.Close())
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Error("Close left a copy")
	}
	must(t, os.MkdirAll(filepath.Dir(left), 0o700))
	must(t, os.WriteFile(left, []byte("a crash left this"), 0o600))
	w.v = w.reopen(villageCode, "")
	if found := filesWith(t, dir, "a crash left this"); len(found) > 0 {
		t.Errorf("the next start left %v", found)
	}
	must(t, w.v.SignIn(4))
	_, _, err = w.v.OpenAttachment(w.ctx, entry)
	refused(t, "administrator", err, "attachment.unknown")
	must(t, w.v.SignIn(1))
	_, _, err = w.v.OpenAttachment(w.ctx, id)
	refused(t, "no attachment", err, "attachment.unknown")
}

// TestDestroyedAttachmentIsNowhere: bytes of small and large ones, the viewer's copy,
// the name; not before the last entry that names them.
func TestDestroyedAttachmentIsNowhere(t *testing.T) {
	const secret = "癫痫魑魅病史"
	w := oneOffice(t)
	one, two := w.open(w.v, "水渠漏水"), w.open(w.v, "断头路")
	for _, data := range [][]byte{pdfOf(secret), recording(secret)} {
		a, b := w.attach(w.v, one, secret+".pdf", data), w.attach(w.v, two, "b", data)
		_, _, err := w.v.OpenAttachment(w.ctx, a)
		must(t, err)
		if len(filesWith(t, filepath.Dir(w.paths[villageCode]), secret)) == 0 {
			t.Fatal("found nowhere before: the test shows nothing")
		}
		w.did(w.v.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: one}, []casework.ID{a}, "request", 2))
		if !bytes.Equal(w.content(w.v, b), data) {
			t.Error("the other case lost its attachment")
		}
		w.did(w.v.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: two}, []casework.ID{b}, "request", 2))
		w.nowhere(villageCode)
		if entries, _ := os.ReadDir(w.paths[villageCode] + ".files"); len(entries) > 0 {
			t.Errorf("files left: %v", entries)
		}
		_, _, err = w.v.OpenAttachment(w.ctx, a)
		refused(t, "destroyed", err, "attachment.unknown")
	}
	w.clean(w.v)
}

// TestDamagedAttachment: a flipped byte is seen when it is opened, and by the check.
func TestDamagedAttachment(t *testing.T) {
	w := oneOffice(t)
	id := w.open(w.v, "水渠漏水")
	entry := w.attach(w.v, id, "录音", recording("x"))
	entries, err := os.ReadDir(w.paths[villageCode] + ".files")
	must(t, err)
	file := filepath.Join(w.paths[villageCode]+".files", entries[0].Name())
	data, err := os.ReadFile(file)
	must(t, err)
	if bytes.Contains(data, mp3Of(1)[20:60]) {
		t.Error("the file is not encrypted")
	}
	data[rand.New(rand.NewPCG(1, 2)).IntN(len(data))] ^= 4
	must(t, os.WriteFile(file, data, 0o600))
	_, _, err = w.v.OpenAttachment(w.ctx, entry)
	refused(t, "changed", err, "attachment.content_damaged")
	if found, _ := os.ReadDir(w.paths[villageCode] + ".view"); len(found) > 0 {
		t.Error("half a copy was left for the viewer")
	}
	r, err := w.v.Check(w.ctx, false, nil)
	must(t, err)
	if len(r.Problems) != 1 || !strings.HasPrefix(r.Problems[0], "attachment: ") {
		t.Errorf("problems %v", r.Problems)
	}
}
