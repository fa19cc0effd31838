package cli

import (
	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// mustDay reads a day that the story itself writes.
func mustDay(s string) calendar.Day {
	d, err := calendar.ParseDay(s)
	if err != nil {
		panic(err) // a typing error in this file
	}
	return d
}

// visit: a villager comes on the village day; two demands become two cases.
func (d *demo) visit() error {
	if err := d.at("2026-11-24"); err != nil {
		return err
	}
	lunar, err := calendar.ToLunar(d.day)
	if err != nil {
		return err
	}
	d.step("%s 逢六村务日（农历%s），村室开门", calendar.WeekdayLong(d.day.Weekday()), lunar.Text(calendar.StyleFolk))
	visit, err := d.v.ReceiveVisitor(d.ctx, d.act(), office.VisitInput{
		Name: "张某某", Group: "二组", Phone: "13900000001", Category: "land",
		Words:   "合作社欠2026年土地流转费12000元；合作社说是镇里的补贴没发",
		Promise: mustDay("2026-11-30"),
		Case: &office.CaseInput{
			Track: casework.TrackPetition, Category: "benefit", Title: "镇里2026年土地流转补贴没有发放",
			Requests: []string{"发放2026年土地流转补贴"},
		},
	})
	if err != nil {
		return err
	}
	d.a = visit.Case
	split, err := d.v.SplitCase(d.ctx, d.act(), d.a, office.CaseInput{
		Track: casework.TrackDispute, Category: "land", Title: "合作社拖欠2026年土地流转费",
		Narrative: "合作社欠2026年土地流转费12000元",
		Requests:  []string{"付清2026年土地流转费12000元"},
		Parties: []office.PartyInput{
			{Part: casework.Applicant, Name: "张某某", Group: "二组", Phone: "13900000001"},
			{Part: casework.Respondent, Name: "东岭丰禾种植合作社"},
		},
	})
	if err != nil {
		return err
	}
	d.b = split.Subject
	d.step("张某某来访，1 批 1 人次；拆成甲（补贴，信访事项）、乙（流转费，矛盾纠纷）两件，答应 11-30 前回话")
	if _, err := d.v.CloseDay(d.ctx, d.act()); err != nil {
		return err
	}
	next, err := d.v.NextVillageDay(d.day)
	if err != nil {
		return err
	}
	d.expect("下一个村务日", next.Day, "2026-12-04")
	return nil
}

// reportUp: the village mediates in vain and reports up; the file goes on a stick.
func (d *demo) reportUp() error {
	if err := d.at("2026-11-27"); err != nil {
		return err
	}
	if _, err := d.v.Mediate(d.ctx, d.act(), d.b, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed},
		"合作社认账，但要等镇里补贴到账再付；张某某要求先付。没有谈成。"); err != nil {
		return err
	}
	d.step("村调委会调解乙，未成功")
	if err := d.at("2026-11-30"); err != nil {
		return err
	}
	if err := d.keep(d.v, d.a, "电话告诉张某某：两件都报镇里办。"); err != nil {
		return err
	}
	if _, err := d.v.Promise(d.ctx, d.act(), d.a, mustDay("2026-12-05"), "12-05 前告诉镇里受理没有"); err != nil {
		return err
	}
	if _, err := d.v.ReportUp(d.ctx, d.act(), d.a, office.ReportInput{
		Demand: casework.AskTakeOver, Tried: "out_of_power", Opinion: "补贴由镇里发放，村里无权办理，请镇里接办。",
	}); err != nil {
		return err
	}
	if _, err := d.v.ReportUp(d.ctx, d.act(), d.b, office.ReportInput{
		Demand: casework.AskCoordinate, Opinion: "村里11月27日调解一次未成，请镇里协调。", Consent: true,
	}); err != nil {
		return err
	}
	d.step("承诺兑现；甲、乙上报柳河镇，事项在途")
	if err := d.expectCase(d.v, d.a, "甲在村里", casework.InTransit, casework.Unresolved, casework.Village); err != nil {
		return err
	}
	if err := d.at("2026-12-01"); err != nil {
		return err
	}
	_, err := d.carry(d.v, d.t)
	return err
}

// township: it accepts, gives notice, and carries its word back.
func (d *demo) township() error {
	for _, id := range []casework.ID{d.a, d.b} {
		if _, err := d.t.Accept(d.ctx, d.act(), id); err != nil {
			return err
		}
	}
	d.step("柳河镇收到并接办甲、乙")
	if err := d.expectClock(d.a, casework.K2, "2026-12-16"); err != nil {
		return err
	}
	if _, err := d.carry(d.t, d.v); err != nil {
		return err
	}
	if err := d.at("2026-12-04"); err != nil {
		return err
	}
	if _, err := d.t.Notice(d.ctx, d.act(), d.a, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, "村务日当面送达，本人签收。"); err != nil {
		return err
	}
	if err := d.keep(d.v, d.a, "村务日当面告诉：镇里已受理。"); err != nil {
		return err
	}
	d.step("村务日当面送达甲的受理告知书")
	if err := d.expectClock(d.a, casework.K6, "2027-02-02"); err != nil {
		return err
	}
	_, err := d.carry(d.v, d.t)
	return err
}

// county: case C goes up, is assigned down, is done in the township.
func (d *demo) county() error {
	if err := d.at("2026-12-07"); err != nil {
		return err
	}
	done, err := d.t.OpenCase(d.ctx, d.act(), office.CaseInput{
		Track: casework.TrackDemand, Category: "public", Title: "柳河镇与邻镇交界路段断头多年", Source: "visit", People: 260,
		Narrative: "两镇交界处600米路段，雨天不通，两镇都说不归自己管。", Requests: []string{"修通交界路段"},
		PlaceText: "柳河镇与大埠镇交界处", Parties: []office.PartyInput{{Part: casework.Applicant, Name: "李某某", Group: "东岭村一组"}},
	})
	if err != nil {
		return err
	}
	d.k = done.Subject
	if _, err := d.t.ReportUp(d.ctx, d.act(), d.k, office.ReportInput{
		Demand: casework.AskRuling, Tried: "out_of_power", Opinion: "路段跨两镇，请县里裁定责任单位。",
	}); err != nil {
		return err
	}
	d.step("柳河镇登记丙（跨镇断头路），上报县里，请求裁定责任单位")
	if err := d.at("2026-12-08"); err != nil {
		return err
	}
	if _, err := d.carry(d.t, d.c); err != nil {
		return err
	}
	if _, err := d.c.Accept(d.ctx, d.act(), d.k); err != nil {
		return err
	}
	if err := d.room(); err != nil {
		return err
	}
	if err := d.at("2026-12-14"); err != nil {
		return err
	}
	if err := d.meeting(); err != nil {
		return err
	}
	if _, err := d.c.Assign(d.ctx, d.act(), d.k, office.AssignInput{
		To: demoTownship, Due: mustDay("2026-12-31"), Words: "裁定由柳河镇负责，县公路站配合，12月31日前报办结报告。",
	}); err != nil {
		return err
	}
	d.step("县里裁定责任单位，交办柳河镇，12-31 前报办结报告")
	if err := d.at("2026-12-15"); err != nil {
		return err
	}
	if _, err := d.carry(d.c, d.t); err != nil {
		return err
	}
	_, err = d.t.Accept(d.ctx, d.act(), d.k)
	return err
}

// settle: agreement, answer, performance, return visit, closing.
func (d *demo) settle() error {
	if err := d.at("2026-12-28"); err != nil {
		return err
	}
	if err := d.supervise(); err != nil {
		return err
	}
	if _, err := d.t.Promise(d.ctx, d.act(), d.a, mustDay("2027-01-15"), "补贴 1月15日前发到户"); err != nil {
		return err
	}
	session, err := d.t.Mediate(d.ctx, d.act(), d.b, casework.Mediated{
		By: casework.TownshipCommittee, Result: casework.MediationSuccess, Agreement: casework.WrittenAgreement,
	}, "合作社同意补贴到账后五日内付清12000元。")
	if err != nil {
		return err
	}
	if _, err := d.t.AgreeTerm(d.ctx, d.act(), d.b, casework.TermAgreed{Session: session.Entry, No: 1, Due: mustDay("2027-01-20")}, "付清流转费12000元"); err != nil {
		return err
	}
	if _, err := d.t.Promise(d.ctx, d.act(), d.b, mustDay("2027-01-20"), "合作社 1月20日前付清流转费"); err != nil {
		return err
	}
	d.step("乙达成书面协议")
	if err := d.expectClock(d.b, casework.K14, "2027-01-27"); err != nil {
		return err
	}
	if err := d.road(); err != nil {
		return err
	}
	if err := d.at("2027-01-08"); err != nil {
		return err
	}
	if _, err := d.t.Answer(d.ctx, d.act(), d.a, casework.Answered{Form: casework.HandlingOpinion, Findings: []casework.Finding{casework.Supported}},
		"补贴予以发放，1月15日前到户。"); err != nil {
		return err
	}
	d.step("甲的处理意见书送达")
	if err := d.leadVisits(); err != nil {
		return err
	}
	if err := d.at("2027-01-15"); err != nil {
		return err
	}
	if err := d.keep(d.t, d.a, "补贴到户，有银行回单。"); err != nil {
		return err
	}
	if err := d.perform(d.a); err != nil {
		return err
	}
	if _, err := d.t.Resolve(d.ctx, d.act(), d.a, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, "银行回单。"); err != nil {
		return err
	}
	if err := d.at("2027-01-18"); err != nil {
		return err
	}
	if err := d.keep(d.t, d.b, "流转费付清，有收条。"); err != nil {
		return err
	}
	if err := d.perform(d.b); err != nil {
		return err
	}
	if _, err := d.t.Resolve(d.ctx, d.act(), d.b, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.AgreementPerformed}, "收条。"); err != nil {
		return err
	}
	d.step("补贴 01-15 到户，流转费 01-18 付清：甲、乙已化解")
	if err := d.at("2027-01-22"); err != nil {
		return err
	}
	return d.closeBoth()
}

// closeBoth: the return visit is done by a clerk who was not the handler.
func (d *demo) closeBoth() error {
	if err := d.t.SignIn(2); err != nil {
		return err
	}
	if _, err := d.t.ReturnVisit(d.ctx, d.act(), []casework.ID{d.a, d.b}, office.ReturnVisitInput{
		Way: casework.VisitHome, Result: casework.BasicSatisfied, Reason: "slow", Persons: 1,
	}, "钱拿到了，就是等得久。"); err != nil {
		return err
	}
	if err := d.t.SignIn(1); err != nil {
		return err
	}
	for _, id := range []casework.ID{d.a, d.b} {
		if _, err := d.t.CloseCase(d.ctx, d.act(), id); err != nil {
			return err
		}
		if err := d.expectCase(d.t, id, "办结", casework.ClosedState, casework.ResolvedFully, casework.Township); err != nil {
			return err
		}
	}
	d.step("丁福顺回访（不是原承办人），基本满意，原因太慢；甲、乙办结")
	return nil
}
