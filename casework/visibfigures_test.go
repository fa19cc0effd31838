package casework_test

import (
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
)

// figureText lists all places where a figure holds text, and what stands there: codes
// only. Whoever adds one must say here why no name can stand in it.
var figureText = map[string]string{
	"Fact.Kind": "code", "Fact.Office": "12 digits", "Fact.Level": "code", "Fact.Top": "code", "Fact.Track": "code",
	"Fact.Mark":      "code, or the id of an entry",
	"Indicator.Part": "code", "Indicator.Kind": "code", "Indicator.Unit": "code",
	"FrozenReport.Office": "12 digits", "FrozenReport.Span": "code", "FrozenReport.Figures.Part": "code",
}

// textFields walks a type and gives the path of each field that can hold text.
func textFields(path string, t reflect.Type) []string {
	switch t.Kind() {
	case reflect.String, reflect.Interface, reflect.Map, reflect.Func, reflect.Chan:
		return []string{path}
	case reflect.Pointer:
		return textFields(path, t.Elem())
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 && t.Kind() == reflect.Array {
			return nil // an id or a digest: fixed bytes
		}
		if t.Elem().Kind() == reflect.Uint8 {
			return []string{path}
		}
		return textFields(path, t.Elem())
	case reflect.Struct:
		var out []string
		for i := range t.NumField() {
			f := t.Field(i)
			out = append(out, textFields(path+"."+f.Name, f.Type)...)
		}
		return out
	}
	return nil
}

// TestNoNameInFigures: no field of a figure can hold text beyond codes.
func TestNoNameInFigures(t *testing.T) {
	var got []string
	for _, v := range []any{casework.Fact{}, casework.Indicator{}, casework.FrozenReport{}} {
		typ := reflect.TypeOf(v)
		got = append(got, textFields(typ.Name(), typ)...)
	}
	var want []string
	for path := range figureText {
		want = append(want, path)
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields of figures that hold text (-listed +found):\n%s", diff)
	}
}

// codeForm is what may stand in a text field of a figure.
var codeForm = regexp.MustCompile(`^[A-Za-z0-9_.:-]{0,40}$`)

// TestNoNameInFiguresOfACase: the same in the figures of a case full of names.
func TestNoNameInFiguresOfACase(t *testing.T) {
	k := newKit(t)
	k.open(k.t, casework.TrackPetition)
	k.do(k.t, casework.CaseText, casework.Text{Title: "张三的地", Narrative: "李四", Requests: []string{"王五"}})
	k.do(k.t, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "张三", Phone: "13800000000"})
	lead := k.do(k.t, casework.CaseLeadAssigned, casework.LeadAssigned{Name: "赵六", Post: "乡长", Rank: casework.TownshipLeader})
	k.do(k.t, casework.CaseLeadMet, casework.LeadMet{Lead: lead.ID, Way: casework.VisitHome})
	k.do(k.t, casework.CaseTasked, casework.Tasked{Unit: "农业农村办", Due: k.clock.Today() + 5})
	k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 3})
	k.do(k.t, casework.CaseAided, casework.Aided{Kind: "relief", Consent: true, Granted: true})
	k.do(k.t, casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	k.do(k.t, casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled})
	facts := k.t.Case(k.id).Facts(national(t))
	if len(facts) < 4 {
		t.Fatalf("%d facts", len(facts))
	}
	for _, f := range facts {
		for _, s := range []string{string(f.Kind), string(f.Office), string(f.Level), string(f.Top), string(f.Track), f.Mark} {
			if !codeForm.MatchString(s) {
				t.Errorf("%s holds %q", f.Kind, s)
			}
		}
	}
	for _, i := range casework.Indicators(facts, casework.Period{From: k.clock.Today() - 30, To: k.clock.Today()}) {
		if !codeForm.MatchString(i.Part) {
			t.Errorf("indicator %d holds %q", i.ID, i.Part)
		}
	}
}
