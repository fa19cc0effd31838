package casework_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"silian/calendar"
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
	out := map[casework.Kind]any{
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
		casework.OfficeRotated:      bundle,
		casework.OfficeRevoked:      bundle,
		casework.OfficeListed:       bundle,
		casework.OfficeExported:     bundle,
		casework.OfficeImported:     bundle,
		casework.EntryDestroyed:     casework.Destroying{IDs: []casework.ID{other}, Ground: "retention", ApprovedBy: 2},
	}
	maps.Copy(out, shippedStations(other, on))
	maps.Copy(out, shippedMeetings(other, on))
	maps.Copy(out, shippedOffice(on))
	return out
}

// shippedStations are the kinds about a case that came with version 0.2.
func shippedStations(other casework.ID, on calendar.Day) map[casework.Kind]any {
	joined := casework.Joined{Other: other}
	return map[casework.Kind]any{
		casework.CaseMarked:         casework.Marked{Urgency: casework.Urgent, Difficulty: casework.HardMatter, Concerned: 40, Money: 12000, Safety: true, Sensitive: casework.Minors, Unreachable: true, Simple: true},
		casework.CaseRepeated:       casework.Repeated{Visit: other, Form: "village_day"},
		casework.CaseMerged:         casework.Merged{Into: other},
		casework.CaseAbsorbed:       joined,
		casework.CaseUnmerged:       casework.Unmerged{From: other},
		casework.CaseReleased:       joined,
		casework.CaseSubmitted:      casework.Submitted{Level: casework.Township},
		casework.CaseListed:         casework.Listed{Meeting: other, Item: other, Waiver: casework.WaiverUrgent},
		casework.CaseAnalysed:       casework.Analysed{Meeting: other, Item: other, Level: casework.Township, Unit: "乡农业农村办", CoUnits: []string{"乡财政所"}, Due: on},
		casework.CaseTasked:         casework.Tasked{Meeting: other, Unit: "乡农业农村办", CoUnits: []string{"乡财政所"}, Due: on},
		casework.CaseTaskSettled:    casework.TaskSettled{Task: other, Done: true},
		casework.CaseLeadAssigned:   casework.LeadAssigned{Name: "李某", Post: "乡长", Rank: casework.TownshipLeader},
		casework.CaseLeadMet:        casework.LeadMet{Lead: other, Way: casework.VisitHome},
		casework.CaseLeadEnded:      casework.LeadEnded{Lead: other, Reason: "handover"},
		casework.CaseSupervised:     casework.Supervised{Supervision: other, Form: casework.ByPhone, Unit: "乡农业农村办", Due: on},
		casework.CaseExtended:       casework.Extended{Days: 30, ApprovedOn: on},
		casework.CaseTermAgreed:     casework.TermAgreed{Session: other, No: 1, Due: on},
		casework.CaseTermSettled:    casework.TermSettled{Term: other, Performed: true},
		casework.CaseCourtAsked:     casework.CourtAsked{Session: other, Result: casework.CourtConfirmed},
		casework.CaseReviewAsked:    casework.ReviewAsked{Stage: casework.FirstReview, Organ: testkit.County().Code, Received: on},
		casework.CaseReviewed:       casework.Reviewed{Stage: casework.SecondReview, Upheld: true, DecidedOn: on, HearingDays: 5},
		casework.CaseUrgentReported: casework.UrgentReported{To: []string{"committee", "government"}},
		casework.CaseReopenAsked:    casework.ReopenAsked{Due: on},
		casework.CaseAided:          casework.Aided{Kind: "relief", Consent: true, Granted: true},
		casework.CaseAttached: casework.Attached{
			About: other, Class: casework.NoteMediation, Digest: casework.DigestOf([]byte("photo")), Size: 287134,
			Type: casework.AttachedJPEG, Name: "现场照片.jpg", Width: 1600, Height: 1200,
		},
		casework.CaseReclassified: casework.Reclassified{Class: "permanent"},
		casework.CaseSealedOff:    casework.SealedOff{Ground: "request"},
		casework.CaseSealLifted:   casework.SealLifted{Reason: "review"},
		casework.CaseUnmasked:     casework.Unmasked{Party: other, Field: casework.MaskedPhone, Reason: casework.UnmaskCall},
	}
}

// shippedMeetings are the kinds about meetings, supervisions and days of 0.2.
func shippedMeetings(other casework.ID, on calendar.Day) map[casework.Kind]any {
	seat := casework.Seat{Unit: "乡党委", Post: "书记", Name: "王某", Main: true}
	beside := casework.Beside{About: other, Text: "研判意见"}
	v := testkit.Village().Code
	return map[casework.Kind]any{
		casework.MeetingPlanned:       casework.PlannedMeeting{Office: testkit.Township().Code, Level: casework.Township, Type: casework.RegularMeeting, No: 12, On: on, Time: "08:30", Evening: true, Place: "二楼会议室", Chair: seat},
		casework.MeetingNotified:      casework.NotifiedMeeting{By: "乡党政办", Channel: "phone", Invited: []casework.Invitee{{Seat: seat, Basis: casework.BasisStanding}}},
		casework.MeetingConfirmed:     casework.ConfirmedMeeting{Unit: "乡党委", As: casework.Present},
		casework.MeetingMoved:         casework.MovedMeeting{To: on, Reason: "holiday"},
		casework.MeetingHeld:          casework.HeldMeeting{Chair: seat, Delegated: "leave", Attended: []casework.Attended{{Unit: "乡党委", As: casework.Deputy}}},
		casework.MeetingNotHeld:       casework.NotHeldMeeting{Reason: "merged", Approved: true, Merged: other},
		casework.MeetingItem:          casework.AgendaItem{Order: 1, Kind: casework.ItemCase, Case: other, Session: other, Waiver: casework.WaiverNoRoom, Units: []string{"乡农业农村办"}},
		casework.MeetingDropped:       casework.DroppedItem{Item: other, Reason: "settled"},
		casework.MeetingDecided:       casework.DecidedItem{Item: other, Unit: "乡农业农村办", CoUnits: []string{"乡财政所"}, Lead: seat, Due: on, Acceptance: "paid", Supervise: on},
		casework.MeetingText:          beside,
		casework.SupervisionOrdered:   casework.OrderedSupervision{No: "督〔2026〕5号", Office: testkit.Township().Code, Form: casework.ByLetter, Class: "listed", Unit: "柳树村", To: v, Cases: []casework.ID{other}, Trigger: casework.TriggerTask, Due: on},
		casework.SupervisionDelivered: struct{}{},
		casework.SupervisionFedBack:   casework.FedBack{Progress: "under_way"},
		casework.SupervisionJudged:    casework.JudgedSupervision{Verdict: casework.PartlyCarried},
		casework.SupervisionClosed:    struct{}{},
		casework.SupervisionText:      beside,
		casework.DayPlanned:           casework.PlannedDay{Village: v, Duty: []int{1, 2}, Opens: "08:00", Closes: "11:30", Township: true},
		casework.DayDecided:           casework.DecidedDay{Village: v, Kind: calendar.Moved, To: on + 1, Reason: casework.ReasonHoliday},
		casework.DayNotHeld:           casework.NotHeldDay{Village: v, Reason: casework.ReasonDisaster},
		casework.DayInspected:         casework.InspectedDay{Village: v, Arrived: "09:10", Open: true, OnDuty: 2, Missing: 1, Register: true, Poster: true, Visits: 3, Kept: 1, Due: 2, Problems: []string{"poster_old"}, RectifyBy: on + 3, SignedHere: true},
		casework.DayRectified:         casework.RectifiedDay{Village: v, Inspection: other, Done: true},
		casework.DayNote:              beside,
	}
}

// shippedOffice are the kinds about an office's room, rules, reports and envelopes of 0.2.
func shippedOffice(on calendar.Day) map[casework.Kind]any {
	member := casework.DerivedID("a member")
	return map[casework.Kind]any{
		casework.RoomJoined:         casework.JoinedRoom{Name: "赵某", Post: "原县法院庭长", Speciality: "land_transfer", Monthly: 2000},
		casework.RoomLeft:           casework.LeftRoom{Member: member},
		casework.RoomStipend:        casework.ChangedStipend{Member: member, Monthly: 2200},
		casework.RulesClock:         casework.ClockRule{ID: casework.K6, Length: 45, Unit: casework.CalendarDays, Article: "县内控办法第三条", From: on, On: true, Internal: true, Basis: casework.BasisJudgement},
		casework.RulesTarget:        casework.ShareTarget{From: on, Village: 40, Township: 40, County: 20, Basis: casework.BasisMeeting, By: casework.ByMaxLevel, OnTheSpot: true},
		casework.RulesLabels:        casework.Labels{From: on, Joint: []casework.Label{{Name: "联席研判", Text: "党政联席"}}, Slogans: []string{"小事不出村"}, Confirmed: true},
		casework.RulesVillageDay:    casework.VillageDayRule{From: on, Days: []int{6, 16, 26}, SkipLeap: true, Postpone: true, Start: on},
		casework.RulesException:     calendar.Exception{Day: on, Kind: calendar.Cancelled, Reason: "防汛", Person: "王某"},
		casework.RulesMeeting:       casework.MeetingRule{From: on, Weekday: 1, Five: []string{"县委书记"}, Evenings: 1, TopMost: 2, Start: on},
		casework.RulesLimits:        casework.Limits{From: on, ReopenDays: 180, SmallNumber: 10, GroupVisit: 5, VisitDays: 30, PackageDays: 7, StaleDays: 15},
		casework.RulesHolidays:      casework.HolidayNotice{Year: 2027, Rows: []casework.HolidayRow{{Day: on, Name: "春节", Off: true}}},
		casework.ReportFrozen:       casework.FrozenReport{Office: testkit.Township().Code, Span: casework.Month, From: on, To: on + 30, On: on + 31, AsOf: 1200, Rules: casework.DigestOf([]byte("rules")), Figures: []casework.Figure{{ID: 1, Part: "cases", Numerator: 2, Denominator: 0}}},
		casework.RetentionAppraised: casework.Appraised{By: []int{1, 2}, Cases: []casework.AppraisedCase{{Case: member, No: "419901102201-2026-0001A", Class: casework.Class10, Ended: on, Until: on + 3650, Extend: 5}}},
		casework.RetentionApproved:  casework.AppraisalJudged{Appraisal: member, By: 3, Approved: true},
		casework.RetentionDestroyed: casework.AppraisalDone{Appraisal: member, Cases: 1, Entries: 4},
		casework.RetentionConsulted: casework.Consulted{Case: member, Reason: "review"},
		casework.SealedReceived:     casework.SealedEnvelope{Envelope: "2026-3", Addressee: "县纪委监委"},
		casework.OfficeSucceeded:    casework.Succeeded{Reason: "election", Left: []int{1, 2}, Joined: []int{3}, Cases: 12, Promises: 4, Unacked: 1, Recovery: true},
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
	switch kind := casework.SubjectOf(kindOf(t, raw)); kind {
	case "", casework.SubjectCase:
	case casework.SubjectDay:
		subject = casework.DaySubject(k.v.Code, day(t, "2026-11-24"))
	default:
		subject = casework.Subject{Kind: kind, ID: casework.DerivedID("a subject")}
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
	data, err := casework.ReadData(b)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := casework.Encode(data); err != nil || string(again) != string(b.Data) {
		t.Errorf("read as %s, %v", again, err)
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
