package office_test

import (
	"testing"

	"silian/casework"
	"silian/office"
)

// TestSameKeyWritesOnce: each act with a key, done twice.
func TestSameKeyWritesOnce(t *testing.T) {
	w := newWorld(t)
	today := w.at("2026-11-24")
	id := w.open(w.v, "水渠漏水")
	acts := map[string]func(office.Act) (office.Done, error){
		"open": func(a office.Act) (office.Done, error) {
			return w.v.OpenCase(w.ctx, a, demand(casework.TrackDemand, "修路"))
		},
		"split": func(a office.Act) (office.Done, error) {
			return w.v.SplitCase(w.ctx, a, id, demand(casework.TrackDemand, "另一项"))
		},
		"note": func(a office.Act) (office.Done, error) { return w.v.AddNote(w.ctx, a, id, "看过", false) },
		"promise": func(a office.Act) (office.Done, error) {
			return w.v.Promise(w.ctx, a, id, today.Add(3), "三天内回话")
		},
		"mediate": func(a office.Act) (office.Done, error) {
			return w.v.Mediate(w.ctx, a, id, casework.Mediated{By: casework.VillageCommittee, Result: casework.MediationFailed}, "没谈成")
		},
		"close day": func(a office.Act) (office.Done, error) { return w.v.CloseDay(w.ctx, a) },
		"report": func(a office.Act) (office.Done, error) {
			return w.v.ReportUp(w.ctx, a, id, office.ReportInput{Demand: casework.AskFunding, Tried: "urgent"})
		},
	}
	for _, name := range []string{"open", "split", "note", "promise", "mediate", "close day", "report"} {
		key, err := w.v.NewKey()
		must(t, err)
		first := w.did(acts[name](office.Act{Key: key}))
		before, err := w.v.Check(w.ctx, false, nil)
		must(t, err)
		second := w.did(acts[name](office.Act{Key: key}))
		after, err := w.v.Check(w.ctx, false, nil)
		must(t, err)
		if first != second || before.Entries != after.Entries {
			t.Errorf("%s: %+v then %+v, %d then %d entries", name, first, second, before.Entries, after.Entries)
		}
		if first.Entry != key {
			t.Errorf("%s: first entry %s, key %s", name, first.Entry, key)
		}
	}
}

func TestSameKeyVisit(t *testing.T) {
	w := newWorld(t)
	key, err := w.v.NewKey()
	must(t, err)
	in := visit("合作社欠钱")
	in.Case = &office.CaseInput{Track: casework.TrackDispute, Requests: []string{"付清"}}
	first, err := w.v.ReceiveVisitor(w.ctx, office.Act{Key: key}, in)
	must(t, err)
	second, err := w.v.ReceiveVisitor(w.ctx, office.Act{Key: key}, in)
	must(t, err)
	if first != second {
		t.Errorf("%+v then %+v", first, second)
	}
	if n, err := w.v.Count(w.ctx, office.Filter{}); err != nil || n != 1 {
		t.Errorf("%d cases, %v", n, err)
	}
}

func ok2[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestRoles(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.v, "水渠漏水")
	up := func() (office.Done, error) {
		return w.v.ReportUp(w.ctx, office.Act{}, id, office.ReportInput{Demand: casework.AskFunding, Tried: "urgent"})
	}
	for _, number := range []int{2, 3, 4} {
		must(t, w.v.SignIn(number))
		w.no("why:role")(up())
	}
	w.no("why:role")(w.v.OpenCase(w.ctx, office.Act{}, demand(casework.TrackDemand, "x"))) // 4: the administrator
	must(t, w.v.SignIn(2))
	w.did(w.v.AddNote(w.ctx, office.Act{}, id, "登记员记一笔", false))
	must(t, w.v.SignIn(1))
	w.no("why:role")(w.v.Notice(w.ctx, office.Act{}, id, casework.Noticed{Notice: casework.NoticeAccepted}, ""))
	w.did(up())
	refused(t, "nobody", w.v.SignIn(9), "operator.unknown")
	refused(t, "nobody", w.v.SignIn(0), "operator.unknown")
}
