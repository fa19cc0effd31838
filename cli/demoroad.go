package cli

import (
	"silian/casework"
	"silian/office"
)

// road: case C is done and the report goes back up.
func (d *demo) road() error {
	if _, err := d.t.Answer(d.ctx, d.act(), d.k, casework.Answered{Form: casework.OralAnswer}, "路已垫通，当面告知。"); err != nil {
		return err
	}
	if _, err := d.t.Resolve(d.ctx, d.act(), d.k, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled}, "通车照片。"); err != nil {
		return err
	}
	if err := d.at("2026-12-29"); err != nil {
		return err
	}
	if err := d.t.SignIn(2); err != nil {
		return err
	}
	if _, err := d.t.ReturnVisit(d.ctx, d.act(), []casework.ID{d.k}, office.ReturnVisitInput{Way: casework.VisitHome, Result: casework.Satisfied, Persons: 1}, "路好走了。"); err != nil {
		return err
	}
	if err := d.t.SignIn(1); err != nil {
		return err
	}
	if _, err := d.t.CloseCase(d.ctx, d.act(), d.k); err != nil {
		return err
	}
	d.step("丙 12-28 通车，12-29 回访确认并办结，报告随文件上县")
	if _, err := d.carry(d.t, d.c); err != nil {
		return err
	}
	return d.expectCase(d.c, d.k, "丙在县里", casework.ClosedState, casework.ResolvedFully, casework.Township)
}

// keep settles the one open promise that an office made on a case.
func (d *demo) keep(o *office.Office, id casework.ID, words string) error {
	c, err := o.Case(d.ctx, id)
	if err != nil {
		return err
	}
	for _, p := range c.Promises {
		if p.Open() && p.By == o.Me().Code {
			_, err := o.SettlePromise(d.ctx, d.act(), id, p.Entry, true, words)
			return err
		}
	}
	return &casework.Problem{Field: "promise", Code: "missing"}
}
