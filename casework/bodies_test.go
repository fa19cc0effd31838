package casework_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

// shipped gives one body of each kind in its newest version. When a version is
// added, the file of the older one stays in testdata and is read for ever.
func shipped(t *testing.T) map[casework.Kind]any {
	other, err := casework.ParseID("01900000-0000-7000-8000-000000000001")
	if err != nil {
		t.Fatal(err)
	}
	on := day(t, "2026-11-24")
	k := newKit(t)
	linked := casework.Linked{Link: other, Handler: 1}
	bundle := casework.Bundle{ID: "00ff", Peer: testkit.Township().Code, Seq: 17, Entries: 12, New: 10}
	return map[casework.Kind]any{
		casework.CaseOpened:         opened(k.v, casework.TrackPetition),
		casework.CaseText:           casework.Text{Title: "补贴未发", Narrative: "欠2026年土地流转费12000元", Requests: []string{"发补贴"}, Place: "三组"},
		casework.CaseParty:          casework.Party{Part: casework.Applicant, Name: "张某某", Group: "三组", Phone: "13800000000", Address: "柳树村三组"},
		casework.CaseNote:           casework.Note{About: other, Class: casework.NoteMediation, Text: "双方各退一步"},
		casework.CaseSplit:          casework.Split{Other: other, Into: true},
		casework.CaseTakenUp:        casework.TakenUp{Mediation: true, Handler: 1},
		casework.CaseMediated:       casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationPartial, Agreement: casework.WrittenAgreement},
		casework.CaseHandedOver:     casework.HandedOver{Way: casework.ReportUp, To: testkit.Township().Code, ToLevel: casework.Township, Demand: casework.AskTakeOver, Tried: "out_of_power", Due: on, Consent: true},
		casework.CaseReceived:       linked,
		casework.CaseAccepted:       linked,
		casework.CaseReturned:       casework.Returned{Link: other, Reason: casework.ReturnIncomplete},
		casework.CaseRecalled:       linked,
		casework.CaseNoticed:        casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6},
		casework.CaseAnswered:       casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported, casework.NoBasis}},
		casework.CasePromised:       casework.Promised{Due: on},
		casework.CasePromiseChanged: casework.PromiseChanged{Promise: other, Due: on + 5},
		casework.CasePromiseSettled: casework.PromiseSettled{Promise: other, Kept: true},
		casework.CaseResolved:       fulfilled,
		casework.CaseEvaluated:      casework.Evaluated{Visit: other, Result: casework.BasicSatisfied, Reason: "slow"},
		casework.CaseReturnVisited:  casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, Covers: []casework.ID{other}, First: true},
		casework.CaseClosed:         casework.Closed{Class: "30"},
		casework.CaseReopened:       casework.Reopened{Relapse: true, Reason: "returned"},
		casework.CaseVoided:         casework.Voided{Reason: "mistaken"},
		casework.DayOpened:          casework.OpenedDay{Village: k.v.Code, VillageDay: true, Duty: []int{1, 2}},
		casework.DayVisit:           casework.Visit{Village: k.v.Code, No: 3, People: 1, Category: "land_transfer", Cases: []casework.ID{other}, Promise: on + 6, Time: "09:30"},
		casework.DayVisitText:       casework.VisitText{About: other, Name: "张某某", Group: "三组", Phone: "13800000000", Words: "补贴没发", Answer: "先问镇里"},
		casework.DayClosed:          casework.ClosedDay{Zero: true},
		casework.OfficeFounded:      casework.Founded{Level: casework.Village},
		casework.OfficeInstance:     casework.Founded{Level: casework.Village, Reason: "restored"},
		casework.OfficeEnrolled:     bundle,
		casework.OfficeExported:     bundle,
		casework.OfficeImported:     bundle,
		casework.EntryDestroyed:     casework.Destroying{IDs: []casework.ID{other}, Ground: "retention", ApprovedBy: 2},
	}
}

// TestShippedBodiesAreComplete keeps a file for each kind in its newest version.
// A difference means that the shape of Data changed: then the version must go up
// and the old file must stay.
func TestShippedBodiesAreComplete(t *testing.T) {
	samples := shipped(t)
	for kind, ver := range casework.KnownKinds() {
		data, ok := samples[kind]
		if !ok {
			t.Errorf("no sample of %s", kind)
			continue
		}
		raw, err := casework.Encode(data)
		if err != nil {
			t.Fatal(err)
		}
		b := casework.Body{
			Salt: casework.Salt{1, 2, 3}, Kind: kind, Ver: ver, Operator: 1, Role: casework.RoleVillageSecretary,
			At: "2026-11-24T09:00:00+08:00", On: day(t, "2026-11-24"), Data: raw,
		}
		body, err := casework.Encode(b)
		if err != nil {
			t.Fatal(err)
		}
		testkit.Golden(t, fmt.Sprintf("testdata/bodies/%s.v%d.json", kind, ver), append(body, '\n'))
	}
}

// TestShippedBodiesAreRead folds every body ever shipped: the case or day must take
// it as known and undamaged.
func TestShippedBodiesAreRead(t *testing.T) {
	files, err := filepath.Glob("testdata/bodies/*.json")
	if err != nil || len(files) < len(casework.KnownKinds()) {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".json"), func(t *testing.T) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			readBody(t, []byte(strings.TrimSpace(string(raw))))
		})
	}
}

func readBody(t *testing.T, raw []byte) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	subject := k.subject()
	if kind := casework.SubjectOf(kindOf(t, raw)); kind == casework.SubjectDay {
		subject = casework.DaySubject(k.v.Code, day(t, "2026-11-24"))
	} else if kind == casework.SubjectOffice {
		subject = casework.OfficeSubject(k.v.Code)
	}
	env := k.v.Draft(subject, casework.CaseNote, casework.Note{}, noAct).Envelope
	env.BodyDigest = casework.DigestOf(raw)
	head, err := casework.Encode(env)
	if err != nil {
		t.Fatal(err)
	}
	e, err := casework.ParseEntry(head, raw)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := e.Body()
	if !b.Kind.Known(b.Ver) {
		t.Fatalf("%s version %d is not known", b.Kind, b.Ver)
	}
	var rows []casework.Row
	switch subject.Kind {
	case casework.SubjectCase:
		rows = casework.FoldCase(append(k.v.Entries(k.id), e)).Rows
	case casework.SubjectDay:
		opening := k.v.Draft(subject, casework.DayOpened, casework.OpenedDay{Village: k.v.Code}, noAct)
		rows = casework.FoldDay([]casework.Entry{opening, e}).Rows
	}
	for _, r := range rows {
		if r.Why == casework.WhyDamaged || r.Why == casework.WhyNewer || r.Why == casework.WhyWithheld {
			t.Errorf("%s: %s", r.Kind, r.Why)
		}
	}
}

func kindOf(t *testing.T, raw []byte) casework.Kind {
	t.Helper()
	var b casework.Body
	if err := json.Unmarshal(raw, &b); err != nil {
		t.Fatal(err)
	}
	return b.Kind
}

// newerBody seals a body of a later program on the case of the kit.
func newerBody(k *kit, kind casework.Kind, ver int, data string) casework.Entry {
	return k.v.Seal(k.subject(), casework.Body{
		Kind: kind, Ver: ver, Operator: 1, On: k.clock.Today(), Holds: k.v.Case(k.id).Link, Data: json.RawMessage(data),
	}, noAct)
}

func TestNewerEntriesWaitForANewerProgram(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	before := skeleton(t, k.v.Case(k.id))
	for _, e := range []casework.Entry{
		newerBody(k, "case.blessed", 1, `{"by":"nobody"}`),
		newerBody(k, casework.CaseTakenUp, 2, `{"something":["else"]}`),
		newerBody(k, casework.CaseOpened, 3, `7`),
	} {
		c := casework.FoldCase(append(k.v.Entries(k.id), e))
		k.inEffect(c, e, casework.WhyNewer)
		if skeleton(t, c) != before {
			t.Error("what this program cannot read moved the case")
		}
	}
	d := k.v.Seal(casework.DaySubject(k.v.Code, k.clock.Today()), casework.Body{Kind: "day.rained", Ver: 1, Data: json.RawMessage(`{}`)}, noAct)
	if got := casework.FoldDay([]casework.Entry{d}); len(got.Rows) != 1 || got.Rows[0].Why != casework.WhyNewer {
		t.Errorf("rows %+v", got.Rows)
	}
}

func TestDamagedEntriesMoveNothing(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	for _, e := range []casework.Entry{
		newerBody(k, casework.CaseTakenUp, 1, `[]`),
		newerBody(k, casework.DayVisit, 1, `{}`), // of another kind of subject
		newerBody(k, casework.CaseOpened, 1, `{"level":"city","track":"D"}`),
		newerBody(k, casework.CaseOpened, 1, `{"level":"village","track":"S"}`),
	} {
		c := casework.FoldCase(append(k.v.Entries(k.id), e))
		k.inEffect(c, e, casework.WhyDamaged)
	}
}

func TestWithheldAndDestroyedText(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	text := k.do(k.v, casework.CaseText, casework.Text{Title: "地界"})
	note := k.do(k.v, casework.CaseNote, casework.Note{About: text.ID, Text: "一"})
	more := k.do(k.v, casework.CaseNote, casework.Note{About: text.ID, Text: "二"})
	alone := k.do(k.v, casework.CaseNote, casework.Note{Text: "三"})
	k.do(k.v, casework.CaseParty, casework.Party{Part: casework.Applicant, Name: "张三"})
	c := k.v.Case(k.id)
	if c.Words.Text.Title != "地界" || c.Words.Notes[text.ID] != "一\n二" || c.Words.Alone[alone.ID] != "三" || len(c.Words.Parties) != 1 {
		t.Errorf("words %+v", c.Words)
	}
	k.do(k.v, casework.EntryDestroyed, casework.Destroying{IDs: []casework.ID{note.ID}, Ground: "wrong_data", ApprovedBy: 1})
	var kept []casework.Entry
	for _, e := range k.v.Entries(k.id) {
		if e.ID == note.ID || e.ID == more.ID {
			e = e.WithoutBody()
		}
		kept = append(kept, e)
	}
	c = casework.FoldCase(kept)
	k.inEffect(c, note, casework.WhyDestroyed)
	k.inEffect(c, more, casework.WhyWithheld)
	if c.Words.Notes[text.ID] != "" {
		t.Errorf("notes %q", c.Words.Notes)
	}
	c = casework.FoldCase(append(kept, more)) // the full body comes later
	if c.Words.Notes[text.ID] != "二" {
		t.Errorf("notes %q", c.Words.Notes)
	}
}
