package office_test

import (
	"path/filepath"
	"slices"
	"testing"

	"silian/casework"
	"silian/office"
)

// mark is a word that stands in one text, and the offices that may be sent it
// (domain.md 2.6). Whoever may be sent it is sent it: else the test would show nothing.
type mark struct {
	word string
	to   []casework.OfficeCode
}

// TestNoWordGoesWhereItMayNot carries cases of all kinds through five offices, twice over
// (经××转来), opens every sealed file as its addressee and looks for each word.
func TestNoWordGoesWhereItMayNot(t *testing.T) {
	f := newFleet(t, 1)
	knowPromises(true)
	county, one, two, v1, v2 := f.posts[0], f.posts[1], f.posts[2], f.posts[3], f.posts[4]
	none := []casework.OfficeCode(nil)
	marks := []mark{
		{"甲事魑", []casework.OfficeCode{townshipCode, countyCode}}, // a village's case that went up to the county
		{"甲名魅", []casework.OfficeCode{townshipCode, countyCode}}, // its party
		{"甲解魍", []casework.OfficeCode{townshipCode}},             // its mediation, without consent
		{"甲内魉", none}, // the township's internal note on it
		{"甲访魃", none}, // what was said when the township visited
		{"甲县魈", []casework.OfficeCode{townshipCode, firstVillage}}, // the county's word, through the township
		{"乙事魌", []casework.OfficeCode{townshipCode}},               // a case that stays between village and township
		{"丙暴魋", none}, // family violence that the village handles alone
		{"丙名魊", none}, // its party
		{"丁暴魆", []casework.OfficeCode{countyCode}},                // family violence that the township offers to the county
		{"戊事鬽", []casework.OfficeCode{otherTown, secondVillage}},  // the county's own, down through the other township
		{"戊镇鬾", []casework.OfficeCode{secondVillage, countyCode}}, // the other township's word on it
		{"己控鬿", none}, // a sealed envelope
	}
	came := map[string][]casework.OfficeCode{}
	f.paperwork(county, one, two, v1, v2, func() { f.lookInto(marks, came) })
	for _, m := range marks {
		for _, p := range f.posts {
			may, did := slices.Contains(m.to, p.who.Code), slices.Contains(came[m.word], p.who.Code)
			if may != did {
				t.Errorf("%s reached %s: %v, want %v", m.word, p.who.Name+" "+string(p.who.Code), did, may)
			}
		}
	}
	for _, p := range f.posts {
		f.clean(p.o)
	}
}

// paperwork writes the cases; carry brings everything everywhere.
func (f *fleet) paperwork(county, one, two, v1, v2 *desk, carry func()) {
	ctx, act := f.ctx, office.Act{}
	open := func(p *desk, words, name string) casework.ID {
		in := demand(casework.TrackDemand, words)
		in.Parties[0].Name = name
		return f.did(p.o.OpenCase(ctx, act, in)).Subject
	}
	up := office.ReportInput{Demand: casework.AskCoordinate, Tried: "urgent", Opinion: "请协调"}
	a := open(v1, "甲事魑", "甲名魅")
	f.did(v1.o.Mediate(ctx, act, a, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed}, "甲解魍"))
	f.did(v1.o.ReportUp(ctx, act, a, up))
	open(v1, "乙事魌", "张某某")
	c := open(v1, "丙暴魋", "丙名魊")
	f.did(v1.o.Mark(ctx, act, c, casework.Marked{Sensitive: casework.FamilyViolence}))
	f.did(one.o.ReceiveEnvelope(ctx, act, casework.SealedEnvelope{Envelope: "己控鬿", Addressee: "县纪委"}))
	carry()
	f.did(one.o.Accept(ctx, act, a))
	f.did(one.o.AddNote(ctx, act, a, "甲内魉", true))
	f.did(one.o.ReportUp(ctx, act, a, up))
	d := open(one, "丁暴魆", "李某某")
	f.did(one.o.Mark(ctx, act, d, casework.Marked{Sensitive: casework.FamilyViolence}))
	f.did(one.o.ReportUp(ctx, act, d, up))
	e := open(county, "戊事鬽", "王某某")
	f.did(county.o.Assign(ctx, act, e, office.AssignInput{To: two.who.Code, Due: f.posts[0].o.Today() + 10, Words: "请办"}))
	carry()
	f.did(county.o.Accept(ctx, act, a))
	f.did(county.o.AddNote(ctx, act, a, "甲县魈", false))
	f.did(two.o.Accept(ctx, act, e))
	f.did(two.o.AddNote(ctx, act, e, "戊镇鬾", false))
	f.did(two.o.Assign(ctx, act, e, office.AssignInput{To: v2.who.Code, Due: two.o.Today() + 9, Words: "请办"}))
	carry()
	f.did(county.o.Assign(ctx, act, a, office.AssignInput{To: one.who.Code, Due: county.o.Today() + 10, Words: "请办"}))
	carry()
	f.did(one.o.Accept(ctx, act, a))
	f.did(one.o.Answer(ctx, act, a, casework.Answered{Form: casework.OralAnswer}, "办了"))
	f.did(one.o.Resolve(ctx, act, a, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, ""))
	must(f.t, one.o.SignIn(2))
	f.did(one.o.ReturnVisit(ctx, act, []casework.ID{a}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.BasicSatisfied}, "甲访魃"))
	must(f.t, one.o.SignIn(1))
	carry()
	carry()
}

// lookInto carries files until there are none, and notes which words stand in which.
func (f *fleet) lookInto(marks []mark, came map[string][]casework.OfficeCode) {
	for sent := true; sent; {
		sent = false
		for _, p := range f.posts {
			for _, q := range p.neighbours() {
				all, err := p.o.ExportAll(f.ctx, q.who.Code, f.stick, nil)
				if codeOf(err) == "export.nothing_new" {
					continue
				}
				must(f.t, err)
				sent = true
				for _, s := range all {
					path := filepath.Join(f.stick, s.File)
					for _, e := range f.opened(path, p.o, q.o) {
						for _, m := range marks {
							if holds(e, m.word) && e.Office != q.who.Code && !slices.Contains(came[m.word], q.who.Code) {
								came[m.word] = append(came[m.word], q.who.Code)
							}
						}
					}
					r := f.take(q.o, path)
					f.take(p.o, filepath.Join(f.stick, r.Receipt))
				}
			}
		}
	}
	for _, m := range marks {
		if found := filesWith(f.t, f.stick, m.word); len(found) > 0 {
			f.t.Errorf("%s stands in the clear in %v", m.word, found)
		}
	}
}
