package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"silian/casework"
	"silian/office"
)

// expectCase compares where a case stands.
func (d *demo) expectCase(o *office.Office, id casework.ID, what string, h casework.Handling, r casework.Resolution, holder casework.Level) error {
	c, err := o.Case(d.ctx, id)
	if err != nil {
		return err
	}
	say1 := func(h casework.Handling, r casework.Resolution, l casework.Level) string {
		return office.Word("handling", h) + "，" + office.Word("resolution", r) + "，在" + office.Word("level", l)
	}
	d.expect(what, say1(c.Handling, c.Resolution, c.HolderLevel), say1(h, r, holder))
	return nil
}

// expectClock compares the due date of a term in the township's file.
func (d *demo) expectClock(id casework.ID, rule casework.ClockID, due string) error {
	c, err := d.t.Case(d.ctx, id)
	if err != nil {
		return err
	}
	for _, k := range d.t.Clocks(c) {
		if k.Rule.ID == rule {
			d.expect(office.Word("clock", rule)+"期限（"+string(rule)+"）", k.Due, due)
			return nil
		}
	}
	d.expect(string(rule), "没有", due)
	return nil
}

// figures: those of Appendix E, counted over the two cases and the day alone.
func (d *demo) figures() error {
	p := casework.Period{From: mustDay("2026-11-24"), To: mustDay("2027-01-31")}
	if err := d.at("2027-01-31"); err != nil {
		return err
	}
	if err := d.countAB(p); err != nil {
		return err
	}
	all, err := d.t.Indicators(d.ctx, p, 0, d.k)
	if err != nil {
		return err
	}
	d.step("丙单独的数字（柳河镇）")
	d.expect("丙登记", value(all, 1, "cases"), "1")
	d.expect("丙化解", value(all, 4, "resolved"), "1")
	d.expect("丙上报", value(all, 24, "reported"), "1/1")
	return nil
}

func (d *demo) countAB(p casework.Period) error {
	day := casework.DaySubject(demoVillage, mustDay("2026-11-24"))
	got, err := d.t.Indicators(d.ctx, p, p.To, d.a, d.b, day.ID, d.m, d.s)
	if err != nil {
		return err
	}
	d.step("%s 至 %s 的数字（柳河镇，只算甲、乙、那次来访、那次例会和督办）", p.From, p.To)
	for _, want := range []struct {
		id         int
		part, name string
		value      string
	}{
		{1, "cases", "登记件数", "2"},
		{2, "groups", "接访批次", "1"},
		{2, "persons", "接访人次", "1"},
		{3, "", "当场解决", "0/1"},
		{10, "in_time", "告知及时", "1/1"},
		{11, "in_time", "按期办结", "1/1"},
		{8, "village", "化解：村", "0/2"},
		{8, "township", "化解：乡", "2/2"},
		{8, "county", "化解：县", "0/2"},
		{16, "persons", "回访人次", "1"},
		{16, "cases", "回访件数", "2"},
		{17, "", "承诺兑现", "4/4"},
		{7, "all", "研判案件化解", "2/2"},
		{18, "", "协议履行", "1/1"},
		{22, "township", "主要领导主持", "1/1"},
		{23, "phone", "电话督办", "1"},
		{23, "letters", "发督办函", "0"},
		{25, "", "包案见面", "2/2"},
		{14, "relapses", "反弹", "0"},
	} {
		d.expect(want.name, value(got, want.id, want.part), want.value)
	}
	return nil
}

func value(all []casework.Indicator, id int, part string) string {
	for _, i := range all {
		if i.ID == id && i.Part == part {
			if i.Kind == casework.RatioFigure {
				return fmt.Sprintf("%d/%d", i.Numerator, i.Denominator)
			}
			return fmt.Sprint(i.Numerator)
		}
	}
	return "没有"
}

// relapse: the same demand comes back within 180 days; what January said stays.
func (d *demo) relapse() error {
	if err := d.at("2027-02-11"); err != nil {
		return err
	}
	if _, err := d.t.Reopen(d.ctx, d.act(), d.b, true, "张某某反映：合作社2027年又少算了亩数。"); err != nil {
		return err
	}
	d.step("正月初六，张某某又为同一诉求来：乙重启")
	c, err := d.t.Case(d.ctx, d.b)
	if err != nil {
		return err
	}
	d.expect("第几次办理", c.Cycle, 2)
	if err := d.expectCase(d.t, d.b, "乙", casework.InHandling, casework.Relapsed, casework.Township); err != nil {
		return err
	}
	return d.countAB(casework.Period{From: mustDay("2026-11-24"), To: mustDay("2027-01-31")})
}

// agree: the last files go round, and all who have seen the same entries show the
// same case; a changed file and a second import do no harm.
func (d *demo) agree() error {
	for _, pair := range [][2]*office.Office{{d.v, d.t}, {d.t, d.v}, {d.t, d.c}, {d.c, d.t}} {
		plan, err := pair[0].PlanExport(d.ctx, pair[1].Me().Code)
		if err != nil {
			return err
		}
		if plan.Entries == 0 {
			continue
		}
		if _, err := d.carry(pair[0], pair[1]); err != nil {
			return err
		}
	}
	for _, same := range []struct {
		id   casework.ID
		x, y *office.Office
		what string
	}{{d.a, d.v, d.t, "甲：村与镇所见相同"}, {d.b, d.v, d.t, "乙：村与镇所见相同"}, {d.k, d.t, d.c, "丙：镇与县所见相同"}} {
		x, err := d.skeleton(same.x, same.id)
		if err != nil {
			return err
		}
		y, err := d.skeleton(same.y, same.id)
		if err != nil {
			return err
		}
		d.expect(same.what, bytes.Equal(x, y), true)
	}
	if err := d.badFiles(); err != nil {
		return err
	}
	for _, o := range []*office.Office{d.v, d.t, d.c} {
		r, err := o.Check(d.ctx, false, nil)
		if err != nil {
			return err
		}
		d.expect(o.Me().Name+"文件检查", len(r.Problems), 0)
	}
	return nil
}

func (d *demo) skeleton(o *office.Office, id casework.ID) ([]byte, error) {
	c, err := o.Case(d.ctx, id)
	if err != nil {
		return nil, err
	}
	return casework.Encode(c.Skeleton)
}

// badFiles: the same file again is nothing new; a changed file is refused.
func (d *demo) badFiles() error {
	sent, err := d.v.SentFiles(d.ctx)
	if err != nil {
		return err
	}
	path := filepath.Join(d.dir, sent[len(sent)-1].File)
	in, err := d.t.Preview(d.ctx, path, nil)
	if err != nil {
		return err
	}
	d.expect("同一个文件再来一次：已导入过", in.Already, true)
	if err := in.Discard(); err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	data[len(data)/2] ^= 1
	bad, err := os.MkdirTemp("", "silian-demo")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(bad) }()
	changed := filepath.Join(bad, filepath.Base(path))
	if err := os.WriteFile(changed, data, 0o600); err != nil {
		return err
	}
	_, err = d.t.Preview(d.ctx, changed, nil)
	d.expect("改动一位的文件：不导入", err != nil, true)
	if err != nil {
		d.step("程序的话：%s", office.Explain(err))
	}
	return nil
}
