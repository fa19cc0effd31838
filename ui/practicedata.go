package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// practiceOffice is the invented village of the practice file: no county has the code.
func practiceOffice() casework.Office {
	return casework.Office{Code: "419999999299", Name: "练习村", Level: casework.Village, Parent: "419999999000"}
}

// practiceRoster are invented villagers: name, group and head of the household.
const practiceRoster = `姓名,村组,户主
赵大勇,一组,赵大勇
王桂兰,一组,赵大勇
赵小亮,一组,赵大勇
钱有福,一组,钱有福
孙秀英,二组,孙秀英
孙建设,二组,孙秀英
李长河,二组,李长河
周玉梅,二组,李长河
吴守义,三组,吴守义
吴春草,三组,吴守义
郑满仓,三组,郑满仓
冯巧云,三组,郑满仓
陈铁柱,四组,陈铁柱
陈小满,四组,陈铁柱
卫老实,四组,卫老实
蒋金花,四组,卫老实
`

// makePractice makes the practice village on its next village day, with a roster of
// invented names, one visit that is done and one matter that is open.
func makePractice(ctx context.Context, cfg office.Config) (_ *office.Office, err error) {
	if err := os.MkdirAll(filepath.Dir(cfg.Path), 0o700); err != nil {
		return nil, fmt.Errorf("ui: %w", err)
	}
	now := time.Now()
	o, _, err := office.Init(ctx, office.Founding{
		Config: cfg, Office: practiceOffice(), Demo: now,
		Operators: []office.Operator{{Number: 1, Name: "练习员", Role: office.FirstRole(casework.Village)}},
	})
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, o.Close())
		}
	}()
	return o, fillPractice(ctx, o, calendar.DayOf(now))
}

// fillPractice writes what there is to practise on.
func fillPractice(ctx context.Context, o *office.Office, today calendar.Day) error {
	day, err := o.NextVillageDay(today)
	if err != nil {
		return err
	}
	if err := o.PutHouseholds(ctx, o.Me().Code, office.ReadHouseholds(practiceRoster).People); err != nil {
		return err
	}
	at := func(d calendar.Day, hour int) time.Time { return d.Time().Add(time.Duration(hour) * time.Hour) }
	if err := o.SetDemoClock(ctx, at(day.Day.Add(-3), 9)); err != nil {
		return err
	}
	for _, in := range []office.VisitInput{
		{Name: "李长河", Group: "二组", Category: "public", Words: "问村西头路灯什么时候修", OnTheSpot: true, Answer: "电工明天来修，已当面说明。"},
		{
			Name: "吴守义", Group: "三组", Category: "neighbour", Words: "邻居把排水沟改到我家墙根，下雨就泡墙", Promise: day.Day,
			Case: &office.CaseInput{Track: casework.TrackDispute, Title: "邻居排水沟改道", Requests: []string{"恢复原来的排水沟"}},
		},
	} {
		if _, err := o.ReceiveVisitor(ctx, office.Act{}, in); err != nil {
			return err
		}
	}
	return o.SetDemoClock(ctx, at(day.Day, 9))
}
