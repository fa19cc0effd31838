package office_test

import (
	"slices"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestStationsInWords: the timeline says what room, meeting, supervision and agreement
// decided, not only that they did.
func TestStationsInWords(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "断头路")
	on := office.Act{}
	today := w.tw.Today()
	w.did(w.tw.SetTask(w.ctx, on, id, casework.Tasked{Unit: "镇农业农村办", Due: day(t, "2027-01-15")}, ""))
	w.did(w.tw.AssignLead(w.ctx, on, id, casework.LeadAssigned{Name: "孙立群", Post: "副镇长", Rank: casework.TownshipLeader}))
	w.did(w.tw.Supervise(w.ctx, on, casework.OrderedSupervision{Form: casework.ByPhone, Unit: "镇农业农村办", Cases: []casework.ID{id}, Due: today + 3}, ""))
	w.did(w.tw.Notice(w.ctx, on, id, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6}, ""))
	w.did(w.tw.Extend(w.ctx, on, id, casework.Extended{Days: 15}, ""))
	c, err := w.tw.Case(w.ctx, id)
	must(t, err)
	var titles []string
	for _, m := range w.tw.Timeline(c) {
		titles = append(titles, m.Title)
	}
	for _, want := range []string{"交任务：镇农业农村办，1月15日前", "包案：副镇长 孙立群", "督办：电话，镇农业农村办，11月27日前", "延期告知书送达：15日"} {
		if !slices.Contains(titles, want) {
			t.Errorf("no line %q in %q", want, titles)
		}
	}
}
