package casework_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/internal/testkit"
)

// shown says which words of a case a person has: t text, p parties, n the ordinary note
// beside an entry, a that alone, v and w what was said at a return visit, beside it and
// alone, e evaluations, s only that there is one.
func shown(c casework.Case, visit casework.ID) string {
	out := ""
	add := func(letter string, when bool) {
		if when {
			out += letter
		}
	}
	add("t", c.Words.Text.Title != "" && len(c.Words.Text.Requests) == 1)
	add("p", len(c.Words.Parties) == 1)
	notes, alone := map[string]bool{}, map[string]bool{}
	for _, text := range c.Words.Notes {
		notes[text] = true
	}
	for _, text := range c.Words.Alone {
		alone[text] = true
	}
	add("n", notes["did"])
	add("a", alone["alone"])
	add("v", notes["said"])
	add("w", alone["said alone"])
	e, ok := c.Words.Evaluations[visit]
	add("e", ok && e.Result == casework.Dissatisfied && e.Reason == "slow")
	add("s", ok && e == casework.Evaluated{Visit: visit})
	return out
}

// toldAtVisit opens a case at the village (operator 1 writes, handler 3) and fills it with all
// sorts of words; it gives the return visit.
func toldAtVisit(k *kit) casework.ID {
	k.Helper()
	k.id = k.v.NewID()
	data := opened(k.v, casework.TrackDispute)
	data.HandlerOper = 3
	k.do(k.v, casework.CaseOpened, data)
	k.do(k.v, casework.CaseText, casework.Text{Title: "界址", Narrative: "x", Requests: []string{"量地"}})
	k.do(k.v, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "张三", Phone: "13800000000"})
	taken := k.do(k.v, casework.CaseTakenUp, casework.TakenUp{Handler: 3})
	visit := k.do(k.v, casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true})
	k.do(k.v, casework.CaseEvaluated, casework.Evaluated{Visit: visit.ID, Result: casework.Dissatisfied, Reason: "slow"})
	for _, n := range []casework.Note{
		{About: taken.ID, Text: "did"},
		{About: visit.ID, Class: casework.NoteReturnVisit, Text: "said"},
		{Text: "alone"},
		{Class: casework.NoteReturnVisit, Text: "said alone"},
	} {
		k.do(k.v, casework.CaseNote, n)
	}
	return visit.ID
}

// viewer is one person of the fictional offices.
type viewer struct {
	name string
	casework.Viewer
}

func viewers() []viewer {
	v, n, t, c := testkit.Village(), testkit.Neighbour(), testkit.Township(), testkit.County()
	at := func(name string, o casework.Office, r casework.Role, operator int) viewer {
		return viewer{name, casework.Viewer{Office: o, Role: r, Operator: operator}}
	}
	return []viewer{
		at("registrar, wrote it", v, casework.RoleVillageRegistrar, 1),
		at("registrar", v, casework.RoleVillageRegistrar, 2),
		at("secretary, handler", v, casework.RoleVillageSecretary, 3),
		at("secretary", v, casework.RoleVillageSecretary, 4),
		at("mediator, handler", v, casework.RoleVillageMediator, 3),
		at("mediator", v, casework.RoleVillageMediator, 5),
		at("administrator, handler", v, casework.RoleAdministrator, 3),
		at("no number", v, casework.RoleVillageSecretary, 0),
		at("clerk at the village", v, casework.RoleTownshipClerk, 3),
		at("neighbour", n, casework.RoleVillageSecretary, 3),
		at("township clerk 1", t, casework.RoleTownshipClerk, 1),
		at("township clerk 3", t, casework.RoleTownshipClerk, 3),
		at("township leader 1", t, casework.RoleTownshipLeader, 1),
		at("township leader 3", t, casework.RoleTownshipLeader, 3),
		at("county clerk 1", c, casework.RoleCountyClerk, 1),
		at("county supervisor", c, casework.RoleCountySupervisor, 1),
	}
}

// checkShown compares what everybody sees of one copy; who is not named sees nothing.
func checkShown(t *testing.T, c casework.Case, visit casework.ID, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for _, v := range viewers() {
		if s := shown(casework.Redact(c, v.Viewer), visit); s != "" {
			got[v.name] = s
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("who sees what (-want +got):\n%s", diff)
	}
}

func TestRedactOrdinaryCase(t *testing.T) {
	k := newKit(t)
	visit := toldAtVisit(k)
	checkShown(t, k.v.Case(k.id), visit, map[string]string{
		"registrar, wrote it": "tpna", "registrar": "tpna", "secretary, handler": "tpnas", "secretary": "tpnas", "no number": "tpnas",
		"mediator, handler": "tpna",
		"township clerk 1":  "tpnavwe", "township clerk 3": "tpnavwe", "township leader 1": "tpnavwe", "township leader 3": "tpnavwe",
	})
	// Reported up to the county: now it is escalated, and its clerk reads summaries.
	k.accept(k.t, k.up(k.v, k.t))
	k.up(k.t, k.c)
	checkShown(t, k.c.Case(k.id), visit, map[string]string{
		"registrar, wrote it": "tpna", "registrar": "tpna", "secretary, handler": "tpnas", "secretary": "tpnas", "no number": "tpnas",
		"township clerk 1": "tpnavwe", "township clerk 3": "tpnavwe", "township leader 1": "tpnavwe", "township leader 3": "tpnavwe",
		"county clerk 1": "tpnas", "county supervisor": "tpnas",
	})
}

func TestRedactSensitiveCase(t *testing.T) {
	for name, mark := range map[string]func(*kit){
		"marked": func(k *kit) { k.do(k.v, casework.CaseMarked, casework.Marked{Sensitive: casework.Minors}) },
		"marked, then marked otherwise": func(k *kit) {
			k.do(k.v, casework.CaseMarked, casework.Marked{Sensitive: casework.Medical})
			k.do(k.v, casework.CaseMarked, casework.Marked{Urgency: casework.Urgent})
		},
	} {
		t.Run(name, func(t *testing.T) {
			k := newKit(t)
			visit := toldAtVisit(k)
			mark(k)
			checkShown(t, k.v.Case(k.id), visit, map[string]string{
				"registrar, wrote it": "tpna", "secretary, handler": "tpnas", "mediator, handler": "tpna",
			})
			// At the township: the handler of number 1, clerk or leader; at the village the
			// one who wrote it, and no more its handler.
			k.accept(k.t, k.up(k.v, k.t))
			checkShown(t, k.t.Case(k.id), visit, map[string]string{
				"registrar, wrote it": "tpna", "township clerk 1": "tpnavwe", "township leader 1": "tpnavwe",
			})
		})
	}
}

func TestSensitiveCategory(t *testing.T) {
	k := newKit(t)
	k.id = k.v.NewID()
	data := opened(k.v, casework.TrackDispute)
	data.Category = "family_violence"
	k.do(k.v, casework.CaseOpened, data)
	k.do(k.v, casework.CaseText, casework.Text{Title: "x", Requests: []string{"y"}})
	c := k.v.Case(k.id)
	if !c.HandlersOnly() || c.Sensitive() {
		t.Errorf("handlers only %v, marked %v", c.HandlersOnly(), c.Sensitive())
	}
	checkShown(t, c, casework.ID{}, map[string]string{"registrar, wrote it": "t"})
	for code, want := range map[string]bool{"family_violence": true, "family": false, "land_transfer": false, "": false} {
		if casework.SensitiveCategory(code) != want {
			t.Errorf("%q: %v", code, !want)
		}
	}
}

// TestRedactLeavesTheInput: nothing is changed and no words are shared; skeleton and
// rows stay whole for everybody.
func TestRedactLeavesTheInput(t *testing.T) {
	k := newKit(t)
	toldAtVisit(k)
	fresh := func() casework.Case { return casework.FoldCase(k.v.Entries(k.id)) }
	in, want := fresh(), fresh()
	for _, v := range viewers() {
		out := casework.Redact(in, v.Viewer)
		if skeleton(t, out) != skeleton(t, want) {
			t.Errorf("%s: the skeleton changed", v.name)
		}
		if diff := cmp.Diff(want.Rows, out.Rows); diff != "" {
			t.Errorf("%s: rows:\n%s", v.name, diff)
		}
		if out.Words.Notes == nil || out.Words.Alone == nil || out.Words.Evaluations == nil {
			t.Errorf("%s: a nil map", v.name)
		}
		for i := range out.Rows {
			out.Rows[i].Detail = "spoilt"
		}
		for i := range out.Words.Parties {
			out.Words.Parties[i].Name = "spoilt"
		}
		for i := range out.Words.Text.Requests {
			out.Words.Text.Requests[i] = "spoilt"
		}
		clear(out.Words.Notes)
		clear(out.Words.Alone)
		clear(out.Words.Evaluations)
		if diff := cmp.Diff(want.Words, in.Words); diff != "" {
			t.Fatalf("%s: the words of the input changed:\n%s", v.name, diff)
		}
		if diff := cmp.Diff(want.Rows, in.Rows); diff != "" {
			t.Fatalf("%s: the rows of the input changed:\n%s", v.name, diff)
		}
	}
	// Without its opening entry a case shows nothing, and does not fail.
	blind := casework.Redact(casework.FoldCase(nil), viewers()[2].Viewer)
	if blind.Words.Text.Title != "" || len(blind.Rows) != 0 {
		t.Errorf("%+v", blind.Words)
	}
}
