package casework_test

import (
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

func attached(class casework.NoteClass, about casework.ID) casework.Attached {
	return casework.Attached{
		About: about, Class: class, Digest: casework.DigestOf([]byte("photo " + class)), Size: 5, Type: casework.AttachedJPEG, Name: "照片.jpg",
	}
}

func TestAttachmentsOfACase(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	before := skeleton(t, k.v.Case(k.id))
	e := k.do(k.v, casework.CaseAttached, attached("", casework.ID{}))
	c := k.v.Case(k.id)
	if a, ok := c.Attachment(e.ID); !ok || a.Name != "照片.jpg" || len(c.Words.Attachments) != 1 {
		t.Errorf("attachments %+v", c.Words.Attachments)
	}
	if skeleton(t, c) != before {
		t.Error("an attachment moved the case")
	}
	if _, ok := casework.FoldCase(withoutBody(k.v.Entries(k.id), e.ID)).Attachment(e.ID); ok {
		t.Error("an attachment without its words")
	}
	if !casework.CaseAttached.Personal() {
		t.Error("an attachment is no personal text")
	}
}

func withoutBody(entries []casework.Entry, id casework.ID) (out []casework.Entry) {
	for _, e := range entries {
		if e.ID == id {
			e = e.WithoutBody()
		}
		out = append(out, e)
	}
	return out
}

func TestAttachmentThatCannotBe(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	good := attached("", casework.ID{})
	for name, change := range map[string]func(*casework.Attached){
		"no digest": func(a *casework.Attached) { a.Digest = casework.Digest{} },
		"empty":     func(a *casework.Attached) { a.Size = 0 },
		"huge":      func(a *casework.Attached) { a.Size = casework.MaxAttachmentSize + 1 },
		"no type":   func(a *casework.Attached) { a.Type = "" },
	} {
		bad := good
		change(&bad)
		e := k.v.Draft(k.subject(), casework.CaseAttached, bad, noAct)
		c := casework.FoldCase(append(k.v.Entries(k.id), e))
		k.inEffect(c, e, casework.WhyDamaged)
		if _, ok := casework.AttachedBy(e); ok || len(c.Words.Attachments) != 0 {
			t.Errorf("%s is an attachment", name)
		}
	}
	newer := newerBody(k, casework.CaseAttached, 2, `{"digest":"`+good.Digest.String()+`","size":5,"type":"hologram","more":1}`)
	if a, ok := casework.AttachedBy(newer); !ok || a.Digest != good.Digest {
		t.Error("the content of a newer entry would not be kept")
	}
}

// TestAttachmentsTravelAsTheWordsBesideThem: the scan of a mediation record goes to the
// county with consent only, what is internal never.
func TestAttachmentsTravelAsTheWordsBesideThem(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackDispute)
	kinds := map[casework.NoteClass]casework.Entry{}
	for _, class := range []casework.NoteClass{casework.NoteOpen, casework.NoteMediation, casework.NoteReturnVisit, casework.NoteInternal} {
		kinds[class] = k.do(k.t, casework.CaseAttached, attached(class, casework.ID{}))
	}
	k.do(k.t, casework.CaseHandedOver, casework.HandedOver{
		Way: casework.ReportUp, To: testkit.County().Code, ToLevel: casework.County, Demand: casework.AskRuling, Tried: "urgent",
	})
	c := k.t.Case(k.id)
	for class, e := range kinds {
		want := casework.ShareStub
		if class == casework.NoteOpen {
			want = casework.ShareFull
		}
		if got := c.ShareCase(e, testkit.County()); got != want {
			t.Errorf("class %q goes up as %d, want %d", class, got, want)
		}
	}
}

// TestReturnVisitPhotosAreNotShown to whom reads no talk of return visits.
func TestReturnVisitPhotosAreNotShown(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.do(k.v, casework.CaseAttached, attached(casework.NoteReturnVisit, casework.ID{}))
	k.do(k.v, casework.CaseAttached, attached(casework.NoteOpen, casework.ID{}))
	seen := casework.Redact(k.v.Case(k.id), casework.Viewer{Office: testkit.Village(), Role: casework.RoleVillageRegistrar, Operator: 7})
	if len(seen.Words.Attachments) != 1 || seen.Words.Attachments[0].Class != casework.NoteOpen {
		t.Errorf("the registrar sees %+v", seen.Words.Attachments)
	}
	none := casework.Redact(k.v.Case(k.id), casework.Viewer{Office: testkit.Village(), Role: casework.RoleAdministrator, Operator: 8})
	if len(none.Words.Attachments) != 0 {
		t.Error("the administrator sees attachments")
	}
}

func TestDigester(t *testing.T) {
	d := casework.NewDigester()
	_, _ = d.Write([]byte("ab"))
	_, _ = d.Write([]byte("c"))
	if d.Digest() != casework.DigestOf([]byte("abc")) {
		t.Error("piece by piece is another digest")
	}
}
