package cli

import (
	"silian/calendar"
	"silian/casework"
)

const demoUnit = "镇农业农村办"

// room: retired cadres look first; what they do not settle may go on the agenda.
func (d *demo) room() error {
	if err := d.at("2026-12-09"); err != nil {
		return err
	}
	for _, id := range []casework.ID{d.a, d.b} {
		if _, err := d.t.SubmitCase(d.ctx, d.act(), id); err != nil {
			return err
		}
		if _, err := d.t.Mediate(d.ctx, d.act(), id, casework.Mediated{By: casework.VeteransRoom, Result: casework.MediationPartial},
			"合作社认账，愿意补贴到账后付；面积要先核实。"); err != nil {
			return err
		}
	}
	d.step("老同志调解室请农业农村办、合作社一起会商：甲、乙部分成功，可以列入议程")
	return d.expectCase(d.t, d.a, "甲在镇里", casework.AwaitMeeting, casework.Resolving, casework.Township)
}

// meeting: the Monday meeting, which is a village day too.
func (d *demo) meeting() error {
	chair := casework.Seat{Unit: "镇党委", Post: "党委书记", Name: "陈立", Main: true}
	plan, err := d.t.PlanMeeting(d.ctx, d.act(), casework.PlannedMeeting{On: d.day, Time: "08:30", Place: "镇政府二楼会议室", Chair: chair})
	if err != nil {
		return err
	}
	d.m = plan.Subject
	if _, err := d.t.NotifyMeeting(d.ctx, d.act(), d.m, casework.NotifiedMeeting{By: "镇党政办", Channel: "phone", Invited: []casework.Invitee{
		{Seat: chair, Basis: casework.BasisStanding},
		{Seat: casework.Seat{Unit: demoUnit, Post: "主任", Name: "赵勤"}, Basis: casework.BasisUnit},
	}}); err != nil {
		return err
	}
	var items []casework.ID
	for _, id := range []casework.ID{d.a, d.b} {
		item, err := d.t.AddToAgenda(d.ctx, d.act(), d.m, casework.AgendaItem{Kind: casework.ItemCase, Case: id, Units: []string{demoUnit}})
		if err != nil {
			return err
		}
		items = append(items, item.Entry)
	}
	if _, err := d.t.HoldMeeting(d.ctx, d.act(), d.m, casework.HeldMeeting{Chair: chair, Attended: []casework.Attended{
		{Unit: "镇党委", As: casework.Present}, {Unit: demoUnit, As: casework.Present},
	}}, ""); err != nil {
		return err
	}
	lead := casework.Seat{Unit: "镇政府", Post: "副镇长", Name: "孙立群"}
	for i, due := range []string{"2027-01-15", "2027-01-20"} {
		if _, err := d.t.Decide(d.ctx, d.act(), d.m, casework.DecidedItem{
			Item: items[i], Unit: demoUnit, Lead: lead, Due: mustDay(due), Acceptance: "paid", Supervise: mustDay("2026-12-28"),
		}, casework.TownshipLeader, "核实面积，补贴 1月15日前到户，合作社五日内付清。"); err != nil {
			return err
		}
	}
	task, err := d.t.SetTask(d.ctx, d.act(), d.a, casework.Tasked{Meeting: d.m, Unit: demoUnit, Due: mustDay("2026-12-25")}, "核实流转面积，报名册")
	if err != nil {
		return err
	}
	d.acreage = task.Entry
	lunar, err := calendar.ToLunar(d.day)
	if err != nil {
		return err
	}
	d.step("星期一例会（农历%s，也是村务日）研判甲、乙：责任单位%s，包案孙立群", lunar.Text(calendar.StyleFolk), demoUnit)
	if err := d.expectCase(d.t, d.b, "乙在镇里", casework.AfterMeeting, casework.Resolving, casework.Township); err != nil {
		return err
	}
	return d.clarities()
}

// clarities checks 六个明确 of the meeting that was held.
func (d *demo) clarities() error {
	m, err := d.t.Meeting(d.ctx, d.m)
	if err != nil {
		return err
	}
	cases := map[casework.ID]casework.Case{}
	for _, id := range []casework.ID{d.a, d.b} {
		if cases[id], err = d.t.Case(d.ctx, id); err != nil {
			return err
		}
	}
	ok := 0
	for _, c := range m.Clarities(d.t.Rules().Meetings(d.day), cases) {
		if c.OK {
			ok++
		}
	}
	d.expect("六个明确", ok, 6)
	return nil
}

// supervise: the acreage list is late; a call to the unit, never to the petitioner.
func (d *demo) supervise() error {
	done, err := d.t.Supervise(d.ctx, d.act(), casework.OrderedSupervision{
		Form: casework.ByPhone, Unit: demoUnit, Cases: []casework.ID{d.a}, Trigger: casework.TriggerTask, Due: mustDay("2026-12-31"),
	}, "面积名册应于12月25日报，还没有报。")
	if err != nil {
		return err
	}
	d.s = done.Subject
	d.step("面积名册逾期：电话督办%s", demoUnit)
	if _, err := d.t.FeedBack(d.ctx, d.act(), d.s, "done", "名册当天报来。"); err != nil {
		return err
	}
	if _, err := d.t.JudgeSupervision(d.ctx, d.act(), d.s, casework.CarriedOut, ""); err != nil {
		return err
	}
	if _, err := d.t.SettleTask(d.ctx, d.act(), d.a, d.acreage, true, "面积已核实。"); err != nil {
		return err
	}
	_, err = d.t.CloseSupervision(d.ctx, d.act(), d.s)
	return err
}

// perform settles what the meeting asked of a unit for one case.
func (d *demo) perform(id casework.ID) error {
	c, err := d.t.Case(d.ctx, id)
	if err != nil {
		return err
	}
	for _, t := range c.Tasks {
		if !t.Open() {
			continue
		}
		if _, err := d.t.SettleTask(d.ctx, d.act(), id, t.Entry, true, ""); err != nil {
			return err
		}
	}
	for _, t := range c.Terms {
		if t.SettledOn != 0 {
			continue
		}
		if _, err := d.t.SettleTerm(d.ctx, d.act(), id, t.Entry, true, "收条。"); err != nil {
			return err
		}
	}
	if l := c.ActiveLead(); l != nil {
		if _, err := d.t.EndLead(d.ctx, d.act(), id, l.Entry, "resolved"); err != nil {
			return err
		}
	}
	return nil
}

// leadVisits: the lead cadre sees the party once while he answers for the case.
func (d *demo) leadVisits() error {
	for _, id := range []casework.ID{d.a, d.b} {
		c, err := d.t.Case(d.ctx, id)
		if err != nil {
			return err
		}
		if l := c.ActiveLead(); l != nil {
			if _, err := d.t.MeetLead(d.ctx, d.act(), id, l.Entry, casework.VisitHome, ""); err != nil {
				return err
			}
		}
	}
	return nil
}
