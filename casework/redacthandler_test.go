package casework_test

import (
	"slices"
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

// TestNobodyReadsByWriting: a later text makes nobody the initial writer; the first text
// of the office that opened the case does.
func TestNobodyReadsByWriting(t *testing.T) {
	k := newKit(t)
	k.id = k.v.NewID()
	data := opened(k.v, casework.TrackDispute)
	data.HandlerOper = 3
	k.do(k.v, casework.CaseOpened, data)
	k.do(k.v, casework.CaseMarked, casework.Marked{Sensitive: casework.FamilyViolence})
	text := func(title string) casework.Text { return casework.Text{Title: title, Requests: []string{"y"}} }
	k.doAs(k.v, casework.CaseText, text("first"), testkit.Act{Operator: 6})
	k.doAs(k.v, casework.CaseText, text("later"), testkit.Act{Operator: 7})
	k.send(k.v, k.t)
	// Sorted before all texts of the village: of another office, it makes nobody a writer.
	k.doAs(k.t, casework.CaseText, text("of the township"), testkit.Act{Operator: 8, N: 2})
	c := k.t.Case(k.id)
	if i := slices.IndexFunc(c.Rows, func(r casework.Row) bool { return r.Kind == casework.CaseText }); c.Rows[i].Office != k.t.Code {
		t.Fatal("the township's text does not come first")
	}
	for _, x := range []struct {
		office   casework.Office
		role     casework.Role
		operator int
		reads    bool
	}{
		{k.v.Office, casework.RoleVillageRegistrar, 1, true},
		{k.v.Office, casework.RoleVillageRegistrar, 6, true},
		{k.v.Office, casework.RoleVillageSecretary, 6, true}, // his own words, whatever the role
		{k.v.Office, casework.RoleAdministrator, 6, false},
		{k.v.Office, casework.RoleVillageRegistrar, 7, false},
		{k.v.Office, casework.RoleVillageRegistrar, 8, false},
		{k.v.Office, casework.RoleVillageRegistrar, 0, false},
		{k.t.Office, casework.RoleTownshipClerk, 8, false},
		{k.t.Office, casework.RoleTownshipClerk, 6, false},
	} {
		got := casework.Redact(c, casework.Viewer{Office: x.office, Role: x.role, Operator: x.operator})
		if (got.Words.Text.Title != "") != x.reads {
			t.Errorf("%s %d of %s reads %q", x.role, x.operator, x.office.Name, got.Words.Text.Title)
		}
	}
}

// TestNobodyIsNoHandler: a case without a named handler has none, also for a viewer
// without a number.
func TestNobodyIsNoHandler(t *testing.T) {
	k := newKit(t)
	k.id = k.v.NewID()
	data := opened(k.v, casework.TrackDispute)
	data.HandlerOper, data.Category = 0, "family_violence"
	k.do(k.v, casework.CaseOpened, data)
	k.do(k.v, casework.CaseText, casework.Text{Title: "x", Requests: []string{"y"}})
	got := casework.Redact(k.v.Case(k.id), casework.Viewer{Office: k.v.Office, Role: casework.RoleVillageSecretary})
	if got.Words.Text.Title != "" {
		t.Error("nobody reads as the handler")
	}
}

// TestNoteBesideAStub: words beside an entry whose kind is withheld may be those of a
// return visit, and go only to who may read those.
func TestNoteBesideAStub(t *testing.T) {
	k := newKit(t)
	toldAtVisit(k)
	var e casework.Entry
	for _, row := range k.v.Case(k.id).Rows {
		if row.Kind == casework.CaseEvaluated {
			e.ID = row.Entry
		}
	}
	k.do(k.v, casework.CaseNote, casework.Note{About: e.ID, Text: "beside"})
	var copied []casework.Entry
	for _, o := range k.v.Entries(k.id) {
		if o.ID == e.ID {
			o = o.WithoutBody()
		}
		copied = append(copied, o)
	}
	c := casework.FoldCase(copied)
	read := func(r casework.Role, o casework.Office) bool {
		return casework.Redact(c, casework.Viewer{Office: o, Role: r, Operator: 1}).Words.Notes[e.ID] != ""
	}
	if read(casework.RoleVillageRegistrar, k.v.Office) || !read(casework.RoleTownshipClerk, k.t.Office) {
		t.Error("a note beside a stub is for who reads return visits")
	}
}

// TestHandlerOfKeptBooks: a township that keeps a village's books names its own clerk;
// the village's person of the same number is a stranger.
func TestHandlerOfKeptBooks(t *testing.T) {
	k := newKit(t)
	k.id = k.t.NewID()
	data := opened(k.v, casework.TrackDispute)
	data.HandlerOper = 2
	k.doAs(k.t, casework.CaseOpened, data, actFor(k.v))
	k.doAs(k.t, casework.CaseMarked, casework.Marked{Sensitive: casework.FamilyViolence}, actFor(k.v))
	k.doAs(k.t, casework.CaseText, casework.Text{Title: "x", Requests: []string{"y"}}, actFor(k.v))
	c := k.t.Case(k.id)
	if c.Holder != k.v.Code {
		t.Fatal(c.Holder)
	}
	read := func(o casework.Office, r casework.Role) bool {
		return casework.Redact(c, casework.Viewer{Office: o, Role: r, Operator: 2}).Words.Text.Title != ""
	}
	if !read(k.t.Office, casework.RoleTownshipClerk) || read(k.v.Office, casework.RoleVillageSecretary) {
		t.Error("the named handler is the clerk who was named")
	}
}
