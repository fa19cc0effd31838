package office_test

import (
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// plan plans a regular meeting of the township.
func (w *world) plan(key casework.ID) casework.ID {
	w.t.Helper()
	return w.did(w.tw.PlanMeeting(w.ctx, office.Act{Key: key}, casework.PlannedMeeting{
		On: w.tw.Today(), Time: "15:00", Place: "三楼会议室", Chair: casework.Seat{Unit: "镇党委", Post: "书记", Name: "赵某", Main: true},
	})).Subject
}

func (w *world) meeting(o *office.Office, id casework.ID) casework.Meeting {
	w.t.Helper()
	m, err := o.Meeting(w.ctx, id)
	must(w.t, err)
	return m
}

// ripe opens a case that the room took without success: it may go on an agenda.
func (w *world) ripe(words string) casework.ID {
	w.t.Helper()
	id := w.open(w.tw, words)
	w.did(w.tw.SubmitCase(w.ctx, office.Act{}, id))
	w.did(w.tw.Mediate(w.ctx, office.Act{}, id, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationFailed}, ""))
	return id
}

func decision(w *world, item casework.ID) casework.DecidedItem {
	return casework.DecidedItem{
		Item: item, Unit: "水利站", CoUnits: []string{"财政所"}, Due: w.tw.Today().Add(20), Acceptance: "built",
		Lead: casework.Seat{Unit: "镇政府", Post: "副镇长", Name: "钱某"},
	}
}

// TestMeetingFromPlanToTask walks one case through one meeting (例会).
func TestMeetingFromPlanToTask(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-30")
	id := w.open(w.tw, "水渠漏水")
	m := w.plan(casework.ID{})
	w.did(w.tw.NotifyMeeting(w.ctx, office.Act{}, m, casework.NotifiedMeeting{
		By: "党政办", Channel: "phone", Invited: []casework.Invitee{{Seat: casework.Seat{Unit: "水利站", Post: "站长"}, Basis: casework.BasisUnit}},
	}))
	w.did(w.tw.ConfirmMeeting(w.ctx, office.Act{}, m, casework.ConfirmedMeeting{Unit: "水利站", As: casework.Present}))
	if got := w.meeting(w.tw, m); got.Status != casework.MeetingIsNotified || got.Confirmations["水利站"] != casework.Present || got.No != 1 || got.Level != casework.Township {
		t.Errorf("after the notice %+v", got)
	}

	item := casework.AgendaItem{Kind: casework.ItemCase, Case: id, Units: []string{"水利站"}}
	_, err := w.tw.AddToAgenda(w.ctx, office.Act{}, m, item)
	refused(t, "before the room", err, "need:room")
	if text := office.Explain(err); !strings.Contains(text, "老同志调解室") {
		t.Errorf("explained as %q", text)
	}
	if got := w.meeting(w.tw, m); len(got.Items) != 0 || len(got.Rows) != 3 {
		t.Errorf("half of a refused item stands: %+v", got.Items)
	}
	w.did(w.tw.SubmitCase(w.ctx, office.Act{}, id))
	session := w.did(w.tw.Mediate(w.ctx, office.Act{}, id, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationFailed}, "")).Entry
	listed := w.did(w.tw.AddToAgenda(w.ctx, office.Act{}, m, item)).Entry
	w.no("meeting.unknown")(w.tw.AddToAgenda(w.ctx, office.Act{}, id, item))

	w.no("why:state")(w.tw.Decide(w.ctx, office.Act{}, m, decision(w, listed), "", "")) // not held yet
	w.did(w.tw.HoldMeeting(w.ctx, office.Act{}, m, casework.HeldMeeting{
		Chair: casework.Seat{Unit: "镇党委", Post: "书记", Name: "赵某", Main: true}, Attended: []casework.Attended{{Unit: "水利站", As: casework.Present}},
	}, "会议记录一段"))
	w.no("item.unknown")(w.tw.Decide(w.ctx, office.Act{}, m, decision(w, id), "", ""))
	bad := decision(w, listed)
	bad.Unit = ""
	w.no("decision.missing")(w.tw.Decide(w.ctx, office.Act{}, m, bad, "", ""))
	w.did(w.tw.Decide(w.ctx, office.Act{}, m, decision(w, listed), casework.TownshipLeader, "由水利站年前修好"))

	got := w.meeting(w.tw, m)
	if got.Status != casework.MeetingWasHeld || got.HeldOn != today || !got.ChairMain || len(got.Items) != 1 || got.Items[0].Session != session ||
		got.Items[0].Order != 1 || got.Items[0].Decision == nil || got.Items[0].Decision.Unit != "水利站" {
		t.Errorf("meeting %+v", got)
	}
	c := w.fold(w.tw, id)
	if c.Handling != casework.AfterMeeting {
		t.Errorf("state %s", c.Handling)
	}
	if len(c.Listings) != 1 || c.Listings[0].Meeting != m || c.Listings[0].Item != listed || c.Listings[0].Waiver != "" {
		t.Errorf("listings %+v", c.Listings)
	}
	if len(c.Analyses) != 1 || c.Analyses[0].Meeting != m || c.Analyses[0].Level != casework.Township || c.Analyses[0].Unit != "水利站" || c.Analyses[0].Due != today.Add(20) {
		t.Errorf("analyses %+v", c.Analyses)
	}
	if len(c.Tasks) != 1 || c.Tasks[0].Meeting != m || c.Tasks[0].Due != today.Add(20) || !c.Tasks[0].Open() {
		t.Errorf("tasks %+v", c.Tasks)
	}
	if l := c.ActiveLead(); l == nil || l.Name != "钱某" || l.Post != "副镇长" || l.From != today {
		t.Errorf("lead %+v", c.Leads)
	}
	if !strings.Contains(words(c), "由水利站年前修好") {
		t.Errorf("the opinion is not in the case: %q", words(c))
	}
	w.did(w.tw.SettleTask(w.ctx, office.Act{}, id, c.Tasks[0].Entry, true, "验收合格"))
	w.did(w.tw.MeetLead(w.ctx, office.Act{}, id, c.ActiveLead().Entry, casework.VisitHome, ""))
	w.did(w.tw.EndLead(w.ctx, office.Act{}, id, c.ActiveLead().Entry, "resolved"))
	c = w.fold(w.tw, id)
	if !c.Tasks[0].Done || c.ActiveLead() != nil || len(c.Leads[0].Met) != 1 {
		t.Errorf("task %+v, lead %+v", c.Tasks, c.Leads)
	}
	w.clean(w.tw)
}

// TestOneDecisionAnItem: the second one is refused in words, and nothing of it stands.
func TestOneDecisionAnItem(t *testing.T) {
	w := newWorld(t)
	id := w.ripe("水渠漏水")
	m := w.plan(casework.ID{})
	item := w.did(w.tw.AddToAgenda(w.ctx, office.Act{}, m, casework.AgendaItem{Kind: casework.ItemCase, Case: id})).Entry
	w.did(w.tw.HoldMeeting(w.ctx, office.Act{}, m, casework.HeldMeeting{}, ""))
	w.did(w.tw.Decide(w.ctx, office.Act{}, m, decision(w, item), "", "第一次"))
	_, err := w.tw.Decide(w.ctx, office.Act{}, m, decision(w, item), "", "第二次")
	refused(t, "second decision", err, "why:twice")
	if got, want := office.Explain(err), office.Word("kind", casework.MeetingDecided)+"不能办：已经有过一次。"; got != want {
		t.Errorf("explained as %q, want %q", got, want)
	}
	if w := office.Word("kind", casework.MeetingDecided); w == string(casework.MeetingDecided) {
		t.Errorf("no word for %s", w)
	}
	if c := w.fold(w.tw, id); len(c.Analyses) != 1 || len(c.Tasks) != 1 || len(c.Leads) != 1 || strings.Contains(words(c), "第二次") {
		t.Errorf("half of it stands: %+v", c.Tasks)
	}
	w.no("why:twice")(w.tw.HoldMeeting(w.ctx, office.Act{}, m, casework.HeldMeeting{}, ""))
	w.no("why:twice")(w.tw.CancelMeeting(w.ctx, office.Act{}, m, casework.NotHeldMeeting{Reason: "holiday"}))
	w.no("why:state")(w.tw.MoveMeeting(w.ctx, office.Act{}, m, w.tw.Today().Add(1), "chair"))
	w.clean(w.tw)
}

// TestAgendaByWaiver: the chair may call a matter that the room has not seen; a line
// that was dropped gets no decision.
func TestAgendaByWaiver(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "水渠漏水")
	m := w.plan(casework.ID{})
	item := w.did(w.tw.AddToAgenda(w.ctx, office.Act{}, m, casework.AgendaItem{Kind: casework.ItemCase, Case: id, Waiver: casework.WaiverUrgent})).Entry
	if c := w.fold(w.tw, id); len(c.Listings) != 1 || c.Listings[0].Waiver != casework.WaiverUrgent || c.TimesOnAgenda() != 1 {
		t.Errorf("listings %+v", c.Listings)
	}
	report := w.did(w.tw.AddToAgenda(w.ctx, office.Act{}, m, casework.AgendaItem{Kind: casework.ItemReport})).Entry
	if got := w.meeting(w.tw, m).Agenda(); len(got) != 2 || got[1].Order != 2 || got[1].Entry != report {
		t.Errorf("agenda %+v", got)
	}
	w.did(w.tw.DropFromAgenda(w.ctx, office.Act{}, m, item, "withdrawn"))
	w.no("why:twice")(w.tw.DropFromAgenda(w.ctx, office.Act{}, m, item, "withdrawn"))
	w.did(w.tw.HoldMeeting(w.ctx, office.Act{}, m, casework.HeldMeeting{}, ""))
	w.no("why:state")(w.tw.Decide(w.ctx, office.Act{}, m, decision(w, item), "", ""))
	w.did(w.tw.Decide(w.ctx, office.Act{}, m, decision(w, report), "", "")) // an item without a case: in the meeting alone
	if c := w.fold(w.tw, id); len(c.Analyses) != 0 || len(c.Tasks) != 0 {
		t.Errorf("a dropped item was decided: %+v", c.Tasks)
	}
	w.clean(w.tw)
}

// TestMeetingNumbers: 第n次 runs by type, and a key pressed twice counts once.
func TestMeetingNumbers(t *testing.T) {
	w := newWorld(t)
	key := ok2(w.tw.NewKey())
	first := w.plan(key)
	if again := w.plan(key); again != first {
		t.Errorf("planned twice: %s and %s", first, again)
	}
	second, third := w.plan(casework.ID{}), w.plan(casework.ID{})
	special := w.did(w.tw.PlanMeeting(w.ctx, office.Act{}, casework.PlannedMeeting{Type: casework.SpecialMeeting, On: w.tw.Today()})).Subject
	for id, no := range map[casework.ID]int{first: 1, second: 2, third: 3, special: 1} {
		if got := w.meeting(w.tw, id); got.No != no {
			t.Errorf("number %d, want %d", got.No, no)
		}
	}
	all, err := w.tw.Meetings(w.ctx)
	must(t, err)
	if len(all) != 4 || all[0].ID != first || all[3].ID != special {
		t.Errorf("%d meetings", len(all))
	}
	key = ok2(w.tw.NewKey())
	one := casework.AgendaItem{Kind: casework.ItemReport}
	a := w.did(w.tw.AddToAgenda(w.ctx, office.Act{Key: key}, first, one))
	b := w.did(w.tw.AddToAgenda(w.ctx, office.Act{Key: key}, first, one))
	if a != b || len(w.meeting(w.tw, first).Items) != 1 {
		t.Errorf("an item stands twice: %+v, %+v", a, b)
	}
	w.no("on.missing")(w.tw.PlanMeeting(w.ctx, office.Act{}, casework.PlannedMeeting{}))
}

// TestDecisionOnceForOneKey: pressed twice, a decision gives one task and one lead.
func TestDecisionOnceForOneKey(t *testing.T) {
	w := newWorld(t)
	id := w.ripe("水渠漏水")
	m := w.plan(casework.ID{})
	item := w.did(w.tw.AddToAgenda(w.ctx, office.Act{}, m, casework.AgendaItem{Kind: casework.ItemCase, Case: id})).Entry
	w.did(w.tw.HoldMeeting(w.ctx, office.Act{}, m, casework.HeldMeeting{}, ""))
	act := office.Act{Key: ok2(w.tw.NewKey())}
	a := w.did(w.tw.Decide(w.ctx, act, m, decision(w, item), "", "意见"))
	b := w.did(w.tw.Decide(w.ctx, act, m, decision(w, item), "", "意见"))
	if c := w.fold(w.tw, id); a != b || a.Subject != m || len(c.Tasks) != 1 || len(c.Leads) != 1 {
		t.Errorf("%+v, %+v, tasks %+v", a, b, c.Tasks)
	}
}

// TestWhoMayMeet: a village holds no 例会 here, and it is a clerk who writes it.
func TestWhoMayMeet(t *testing.T) {
	w := newWorld(t)
	p := casework.PlannedMeeting{On: w.v.Today()}
	w.no("why:role")(w.v.PlanMeeting(w.ctx, office.Act{}, p))
	must(t, w.tw.SignIn(3))
	w.no("why:role")(w.tw.PlanMeeting(w.ctx, office.Act{}, p))
	must(t, w.tw.SignIn(4))
	w.no("why:role")(w.tw.PlanMeeting(w.ctx, office.Act{}, p))
	must(t, w.c.SignIn(3))
	w.no("why:role")(w.c.PlanMeeting(w.ctx, office.Act{}, p))
	for _, o := range []*office.Office{w.v, w.tw, w.c} {
		if all, err := o.Meetings(w.ctx); err != nil || len(all) != 0 {
			t.Errorf("%s holds %d meetings, %v", o.Me().Name, len(all), err)
		}
	}
	must(t, w.tw.SignIn(1))
	m := w.plan(casework.ID{})
	plan, err := w.tw.PlanExport(w.ctx, countyCode)
	must(t, err)
	if plan.Entries != 0 {
		t.Errorf("%d entries of a meeting would leave", plan.Entries)
	}
	stolen := w.entry(townshipCode, casework.Subject{Kind: casework.SubjectMeeting, ID: m}, 1, casework.MeetingPlanned, p)
	_, err = w.tryTake(w.c, w.forge(w.tw, w.c, 50, stolen))
	refused(t, "a meeting in a file", err, "seal:bad_entries")
}
