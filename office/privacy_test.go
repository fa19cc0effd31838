package office_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestClosedRecordGoesUpWithConsentOnly: the record of a mediation reaches the
// county in full with the parties' consent, else as an envelope (人民调解法 15(4), 23).
func TestClosedRecordGoesUpWithConsentOnly(t *testing.T) {
	const talk = "甲方当场哭诉家中困难"
	for _, consent := range []bool{false, true} {
		w := newWorld(t)
		id := w.open(w.tw, "合作社欠流转费")
		w.did(w.tw.Mediate(w.ctx, office.Act{}, id, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationFailed}, talk))
		w.did(w.tw.AddNote(w.ctx, office.Act{}, id, "公开的一笔", false))
		w.did(w.tw.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskRuling, Consent: consent}))
		w.carry(w.tw, w.c)
		c := w.fold(w.c, id)
		if got := strings.Contains(words(c), talk); got != consent {
			t.Errorf("consent %v: the county reads the record %v", consent, got)
		}
		if !strings.Contains(words(c), "公开的一笔") || len(c.Sessions) != 1 {
			t.Errorf("consent %v: the rest did not come: %q, %+v", consent, words(c), c.Sessions)
		}
		w.carry(w.c, w.tw)
		w.sameCase(id, w.tw, w.c)
		if consent {
			continue
		}
		// the parties agree later: the stub becomes whole
		w.did(w.c.Return(w.ctx, office.Act{}, id, casework.ReturnIncomplete, ""))
		w.carry(w.c, w.tw)
		w.did(w.tw.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskRuling, Consent: true}))
		w.carry(w.tw, w.c)
		if !strings.Contains(words(w.fold(w.c, id)), talk) {
			t.Error("a later consent did not bring the record")
		}
		w.clean(w.c, w.tw)
	}
}

// TestReturnVisitTalkStaysAbove: what people say when they are visited never reaches
// the village that may be the one they speak about (domain 2.6).
func TestReturnVisitTalkStaysAbove(t *testing.T) {
	const talk = "村里干部根本没管"
	w := newWorld(t)
	id := w.open(w.v, "路灯不亮")
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	w.did(w.tw.Accept(w.ctx, office.Act{}, id))
	w.finish(id)
	must(t, w.tw.SignIn(2))
	w.did(w.tw.ReturnVisit(w.ctx, office.Act{}, []casework.ID{id}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.BasicSatisfied}, talk))
	w.did(w.tw.CloseCase(w.ctx, office.Act{}, id))
	w.carry(w.tw, w.v)
	c := w.fold(w.v, id)
	if strings.Contains(words(c), talk) {
		t.Error("the village reads the talk")
	}
	if len(c.Words.Evaluations) != 0 || len(w.fold(w.tw, id).Words.Evaluations) != 1 {
		t.Errorf("the village reads how satisfied the person is: %+v", c.Words.Evaluations)
	}
	if len(c.Visits) != 1 || c.Handling != casework.ClosedState {
		t.Errorf("the result did not come: %+v, %s", c.Visits, c.Handling)
	}
	for _, secret := range []string{talk, string(casework.BasicSatisfied)} {
		if found := filesWith(t, filepath.Dir(w.paths[villageCode]), secret); len(found) > 0 {
			t.Errorf("%q lies in %v", secret, found)
		}
	}
	w.sameCase(id, w.v, w.tw)
}

// TestOfficesSeeTheirOwnOnly: a case that stays in the township does not travel.
func TestOfficesSeeTheirOwnOnly(t *testing.T) {
	w := newWorld(t)
	w.open(w.tw, "镇里自己的一件")
	for _, to := range []casework.OfficeCode{villageCode, countyCode} {
		plan, err := w.tw.PlanExport(w.ctx, to)
		must(t, err)
		if plan.Entries != 0 {
			t.Errorf("%d entries would go to %s", plan.Entries, to)
		}
	}
	in := visit("两家争地界")
	in.Case = &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"定地界"}}
	_, err := w.tw.ReceiveVisitor(w.ctx, office.Act{For: hamletCode}, in)
	must(t, err)
	plan, err := w.tw.PlanExport(w.ctx, villageCode)
	must(t, err)
	if plan.Entries != 0 {
		t.Errorf("%d entries of another village would go to the village", plan.Entries)
	}
}

// filesWith names the files under dir that hold the text.
func filesWith(t testing.TB, dir, text string) (out []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if bytes.Contains(data, []byte(text)) {
			out = append(out, path)
		}
		return err
	})
	must(t, err)
	return out
}

// TestDestroyedTextIsNowhere: after destroying, neither text nor its pairs stand in
// any file of the folder, here or at the office to which the text had travelled.
func TestDestroyedTextIsNowhere(t *testing.T) {
	const secret = "癫痫魑魅病史"
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	subject := casework.Subject{Kind: casework.SubjectCase, ID: id}
	note := w.did(w.v.AddNote(w.ctx, office.Act{}, id, secret, false)).Entry
	must(t, w.v.SaveDraft(w.ctx, "note", secret))
	first := w.export(w.v, w.tw)
	w.take(w.tw, first)
	w.up(w.v, w.open(w.v, "另一件"))
	for _, code := range []casework.OfficeCode{villageCode, townshipCode} { // what a migration leaves beside the file
		must(t, os.WriteFile(w.paths[code]+".v3", []byte(secret), 0o600))
		must(t, os.WriteFile(w.paths[code]+".v3-2", []byte(secret), 0o600))
	}
	for _, code := range []casework.OfficeCode{villageCode, townshipCode} {
		if len(filesWith(t, filepath.Dir(w.paths[code]), "魑魅")) == 0 {
			t.Fatalf("%s: found nowhere before: the test shows nothing", code)
		}
	}
	w.no("approved_by.unknown")(w.v.Destroy(w.ctx, office.Act{}, subject, []casework.ID{note}, "request", 9))
	w.no("entry.missing")(w.v.Destroy(w.ctx, office.Act{}, subject, nil, "request", 2))
	w.no("entry.missing")(w.v.Destroy(w.ctx, office.Act{}, subject, []casework.ID{ok2(w.v.NewKey())}, "request", 2))
	w.no("entry.not_personal_text")(w.v.Destroy(w.ctx, office.Act{}, subject, []casework.ID{id}, "request", 2))
	must(t, w.v.SignIn(2))
	w.no("why:role")(w.v.Destroy(w.ctx, office.Act{}, subject, []casework.ID{note}, "request", 1))
	must(t, w.v.SignIn(1))
	w.did(w.v.Destroy(w.ctx, office.Act{}, subject, []casework.ID{note}, "request", 2))
	w.nowhere(villageCode)
	w.carry(w.v, w.tw)
	w.nowhere(townshipCode)
	// the old file comes again, and the old entry comes back from above
	w.take(w.tw, first)
	w.take(w.v, w.export(w.tw, w.v))
	w.nowhere(villageCode)
	w.nowhere(townshipCode)
	for _, o := range []*office.Office{w.v, w.tw} {
		found := false
		for _, r := range w.fold(o, id).Rows {
			if r.Entry == note {
				found = r.Why == casework.WhyDestroyed
			}
		}
		if !found {
			t.Errorf("%s does not say that the text was destroyed", o.Me().Name)
		}
	}
	w.clean(w.v, w.tw)
}

func (w *world) nowhere(code casework.OfficeCode) {
	w.t.Helper()
	for _, text := range []string{"癫痫魑魅病史", "癫痫", "痫魑", "魑魅", "魅病"} {
		if found := filesWith(w.t, filepath.Dir(w.paths[code]), text); len(found) > 0 {
			w.t.Errorf("%s is still in %v", text, found)
		}
	}
	if found := filesWith(w.t, w.stick, "魑魅"); len(found) > 0 {
		w.t.Errorf("on the stick in the clear: %v", found)
	}
}

// TestDestroyBeforeTheTextArrives: the file that destroys comes before the file that
// brings the text.
func TestDestroyBeforeTheTextArrives(t *testing.T) {
	const secret = "癫痫魑魅病史"
	w := newWorld(t)
	id := w.open(w.tw, "断头路")
	subject := casework.Subject{Kind: casework.SubjectCase, ID: id}
	note := w.did(w.tw.AddNote(w.ctx, office.Act{}, id, secret, false)).Entry
	w.up(w.tw, id)
	one := w.export(w.tw, w.c)
	sent, err := w.tw.SentFiles(w.ctx)
	must(t, err)
	must(t, w.tw.DeliveredByCode(w.ctx, sent[0], sent[0].Code))
	w.did(w.tw.Destroy(w.ctx, office.Act{}, subject, []casework.ID{note}, "wrong_data", 2))
	two := w.export(w.tw, w.c)
	w.take(w.c, two)
	w.take(w.c, one)
	if strings.Contains(words(w.fold(w.c, id)), secret) {
		t.Error("the text stands at the county")
	}
	w.nowhere(countyCode)
	w.clean(w.c, w.tw)
}

// TestNobodyDestroysAnothersWords: the township destroys its copy of the village's
// words; the village keeps them.
func TestNobodyDestroysAnothersWords(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	note := w.did(w.v.AddNote(w.ctx, office.Act{}, id, "村里自己的话", false)).Entry
	w.up(w.v, id)
	w.carry(w.v, w.tw)
	w.did(w.tw.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: id}, []casework.ID{note}, "request", 2))
	if strings.Contains(words(w.fold(w.tw, id)), "村里自己的话") {
		t.Error("the township still has them")
	}
	w.carry(w.tw, w.v)
	if !strings.Contains(words(w.fold(w.v, id)), "村里自己的话") {
		t.Error("the village lost its words")
	}
	w.sameCase(id, w.v, w.tw)
	w.clean(w.v, w.tw)
}

// TestDestroyNamesItsOwnSubject: ids of another case are refused.
func TestDestroyNamesItsOwnSubject(t *testing.T) {
	w := newWorld(t)
	a, b := w.open(w.v, "甲"), w.open(w.v, "乙")
	note := w.did(w.v.AddNote(w.ctx, office.Act{}, b, "乙的话", false)).Entry
	w.no("entry.missing")(w.v.Destroy(w.ctx, office.Act{}, casework.Subject{Kind: casework.SubjectCase, ID: a}, []casework.ID{note}, "request", 2))
	if !strings.Contains(words(w.fold(w.v, b)), "乙的话") {
		t.Error("destroyed all the same")
	}
}

// TestDestroyVisitorsWords: the words of a reception day can be destroyed too.
func TestDestroyVisitorsWords(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	in := visit("癫痫魑魅病史")
	_, err := w.v.ReceiveVisitor(w.ctx, office.Act{}, in)
	must(t, err)
	w.carry(w.v, w.tw)
	d, err := w.v.Day(w.ctx, villageCode, today)
	must(t, err)
	var gone []casework.ID
	for _, r := range d.Rows {
		if r.Kind == casework.DayVisitText {
			gone = append(gone, r.Entry)
		}
	}
	w.did(w.v.Destroy(w.ctx, office.Act{}, casework.DaySubject(villageCode, today), gone, "request", 2))
	w.nowhere(villageCode)
	w.carry(w.v, w.tw)
	w.nowhere(townshipCode)
	d, err = w.tw.Day(w.ctx, villageCode, today)
	must(t, err)
	if len(d.Visits) != 1 {
		t.Errorf("the visit is no longer counted: %+v", d)
	}
	w.clean(w.v, w.tw)
}
