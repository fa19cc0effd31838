package casework_test

import (
	"strings"
	"testing"

	"silian/casework"
)

func TestNationalClocks(t *testing.T) {
	since := day(t, "2022-05-01")
	seen := map[casework.ClockID]bool{}
	var ids []string
	for _, c := range casework.NationalClocks() {
		if err := casework.CheckRule(c); err != nil {
			t.Error(err)
		}
		if seen[c.ID] {
			t.Errorf("%s twice", c.ID)
		}
		seen[c.ID] = true
		ids = append(ids, string(c.ID))
		if c.Duty == "" || c.Who == "" || c.Start == "" || c.Province != "" || c.Internal {
			t.Errorf("%+v", c)
		}
		if simple := strings.HasPrefix(string(c.ID), "K16"); c.On == simple {
			t.Errorf("%s on: %v", c.ID, c.On)
		}
		if regulation := strings.HasPrefix(c.Article, "信访工作条例第"); regulation && c.From != since {
			t.Errorf("%s is in force from %s", c.ID, c.From)
		}
		rights := []string{"K8", "K10", "K14", "K15", "K15S"}
		if right := strings.Contains(" "+strings.Join(rights, " ")+" ", " "+string(c.ID)+" "); c.Citizen() != right {
			t.Errorf("%s is a citizen's right: %v", c.ID, c.Citizen())
		}
	}
	if got, want := strings.Join(ids, " "), "K1 K2 K3 K4 K5 K6 K7 K8 K9 K10 K11 K12 K13 K14 K15 K15S K16A K16B K16C K17 K18"; got != want {
		t.Errorf("table %s, want %s", got, want)
	}
	for _, c := range []struct {
		id   casework.ClockID
		line string
	}{
		{casework.K2, "| K2 | tell | organ | receipt | 15 | days | 信访工作条例第二十三条 | yes | law |"},
		{casework.K4, "| K4 | object | organ | handed_down | 5 | working_days | 信访工作条例第二十三条 | yes | law |"},
		{casework.K6, "| K6 | finish | organ | accepted | 60 | days | 信访工作条例第三十四条 | yes | law |"},
		{casework.K12, "| K12 | report_back | assigned_unit | assigned | – | as_set | 信访工作条例第二十二条 | yes | law |"},
		{casework.K16C, "| K16C | opinion | organ | accepted | 10 | working_days | 信访事项简易办理办法（试行） | no | practice |"},
		{casework.R1, "| R1 | take_up | holder | registered | 3 | working_days | 内部提醒 | yes | judgement |"},
	} {
		if !strings.Contains(casework.ClockTable(), c.line+"\n") {
			t.Errorf("the printed table lacks %s", c.line)
		}
	}
	if n := strings.Count(casework.ClockTable(), "\n"); n != 2+21+7 {
		t.Errorf("the printed table has %d lines", n)
	}
}
