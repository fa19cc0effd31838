package office_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

func day(t testing.TB, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	must(t, err)
	return d
}

// notice2027 is a made-up notice, whole: the Spring Festival is off up to 02-11.
func notice2027(t testing.TB) casework.HolidayNotice {
	n := casework.HolidayNotice{Year: 2027}
	for _, h := range [][3]string{
		{"元旦", "2027-01-01", "2027-01-03"},
		{"春节", "2027-02-05", "2027-02-11"},
		{"清明", "2027-04-03", "2027-04-05"},
		{"劳动节", "2027-05-01", "2027-05-05"},
		{"端午", "2027-06-09", "2027-06-09"},
		{"中秋", "2027-09-15", "2027-09-15"},
		{"国庆节", "2027-10-01", "2027-10-07"},
	} {
		for d := day(t, h[1]); d <= day(t, h[2]); d++ {
			n.Rows = append(n.Rows, casework.HolidayRow{Day: d, Name: h[0], Off: true})
		}
	}
	return n
}

// limitK6 is an office's own limit beside the 60 days.
func limitK6(days int) casework.ClockRule {
	i := slices.IndexFunc(casework.NationalClocks(), func(c casework.ClockRule) bool { return c.ID == casework.K6 })
	c := casework.NationalClocks()[i]
	c.Internal, c.Length, c.From, c.Basis = true, days, 0, casework.BasisJudgement
	return c
}

func dueOf(w *world, o *office.Office, id casework.ID) string {
	w.t.Helper()
	row, err := o.CaseRow(w.ctx, id)
	must(w.t, err)
	return row.Due.String() + " " + row.DueWhat
}

// TestRulesGoDown: what the county sets holds there at once, in the township and the
// village when the next file has come; lists follow.
func TestRulesGoDown(t *testing.T) {
	w := newWorld(t)
	received := w.at("2027-01-22")
	atVillage := w.open(w.v, "水渠漏水")
	w.up(w.v, atVillage)
	w.carry(w.v, w.tw)
	w.did(w.tw.Accept(w.ctx, office.Act{}, atVillage))
	atTownship := w.open(w.tw, "断头路")
	w.up(w.tw, atTownship)
	w.carry(w.tw, w.v)
	w.carry(w.tw, w.c)

	// 15 days end on the first day of the Spring Festival; without the notice only the
	// statutory days are known.
	const before, after = "2027-02-09 K2", "2027-02-12 K2"
	set := func(kind casework.Kind, data any) { w.did(w.c.SetRule(w.ctx, office.Act{}, kind, data)) }
	target := casework.ShareTarget{From: day(t, "2027-01-01"), Village: 50, Township: 30, County: 20, Basis: casework.BasisAll, By: casework.ByMaxLevel}
	moved := calendar.Exception{Day: day(t, "2027-01-23"), Kind: calendar.Moved, To: day(t, "2027-01-25"), Reason: "superior"}
	villageDays := func(o *office.Office) string {
		list, err := o.VillageDays(day(t, "2027-01-20"), day(t, "2027-01-31"))
		must(t, err)
		var out []string
		for _, d := range list {
			out = append(out, d.Day.String())
		}
		return strings.Join(out, " ")
	}
	type state struct {
		village, limit int
		days, due      string
	}
	look := func(o *office.Office, id casework.ID) state {
		s := state{village: o.Rules().Target(received).Village, days: villageDays(o), due: dueOf(w, o, id)}
		for _, c := range o.Clocks(accepted6(w, id)) {
			if c.Rule.ID == casework.K6 && c.Limit != 0 {
				s.limit = int(c.Limit - c.Start)
			}
		}
		return s
	}
	old, changed := state{40, 0, "2027-01-23", before}, state{50, 45, "2027-01-25", after}
	for _, o := range []*office.Office{w.tw, w.v} {
		if got := look(o, atVillage); got != old {
			t.Fatalf("%s before: %+v, want %+v", o.Me().Name, got, old)
		}
	}
	set(casework.RulesTarget, target)
	set(casework.RulesClock, limitK6(45))
	set(casework.RulesHolidays, notice2027(t))
	set(casework.RulesException, moved)
	if got := look(w.c, atTownship); got != changed {
		t.Errorf("county %+v, want %+v", got, changed)
	}
	if got := look(w.tw, atVillage); got != old {
		t.Errorf("the township heard of it without a file: %+v", got)
	}
	w.carry(w.c, w.tw)
	if got := look(w.tw, atVillage); got != changed {
		t.Errorf("township %+v, want %+v", got, changed)
	}
	if got := dueOf(w, w.tw, atTownship); got != after {
		t.Errorf("another case of the township: due %s", got)
	}
	if got := look(w.v, atVillage); got != old {
		t.Errorf("the village heard of it without a file: %+v", got)
	}
	w.carry(w.tw, w.v)
	if got := look(w.v, atVillage); got != changed {
		t.Errorf("village %+v, want %+v", got, changed)
	}
	if a, b, c := w.c.Rules().Version(), w.tw.Rules().Version(), w.v.Rules().Version(); a != b || b != c {
		t.Errorf("versions %s, %s, %s", a, b, c)
	}
	w.clean(w.c, w.tw, w.v)

	// the township keeps its own village-day rule, but the county's 四四二
	target.Village, target.Township = 10, 70
	w.did(w.tw.SetRule(w.ctx, office.Act{}, casework.RulesTarget, target))
	w.did(w.tw.SetRule(w.ctx, office.Act{}, casework.RulesClock, limitK6(31)))
	if got := look(w.tw, atVillage); got.village != 50 || got.limit != 31 {
		t.Errorf("township with its own book: %+v", got)
	}
	plan, err := w.tw.PlanExport(w.ctx, countyCode)
	must(t, err)
	if plan.Entries != 0 {
		t.Errorf("a rule book goes up: %d entries", plan.Entries)
	}
	w.carry(w.tw, w.v)
	if got := look(w.v, atVillage); got.village != 50 || got.limit != 31 {
		t.Errorf("village under both books: %+v", got)
	}
	must(t, w.v.Close())
	if again := look(w.reopen(villageCode, ""), atVillage); again.limit != 31 || again.due != after {
		t.Errorf("after opening again: %+v", again)
	}
	w.clean(w.tw)
}

// accepted6 is the township's case as if its notice of acceptance had been delivered on
// the day of the test: the 60 days run.
func accepted6(w *world, _ casework.ID) casework.Case {
	on := w.tw.Today()
	var c casework.Case
	c.Track, c.Handling, c.Opener, c.OpenedAt, c.OpenedOn, c.Received = casework.TrackPetition, casework.InHandling, townshipCode, casework.Township, on, on
	c.Holder, c.HolderLevel, c.Cycle = townshipCode, casework.Township, 1
	c.Notices = []casework.Notice{{On: on, Office: townshipCode, Kind: casework.NoticeAccepted, Route31: 6, Cycle: 1}}
	return c
}

// TestRulesRefused: looser than the law, senseless, or by a person who may not.
func TestRulesRefused(t *testing.T) {
	w := newWorld(t)
	version := w.c.Rules().Version()
	changed := func(change func(*casework.ClockRule)) casework.ClockRule {
		c := limitK6(45)
		change(&c)
		return c
	}
	for _, c := range []struct {
		name string
		rule casework.ClockRule
		err  error
		say  string
	}{
		{"a longer limit", limitK6(61), casework.ErrLooser, "内部期限只能比法定更严，不能更松，也不能减少群众的权利。规则没有变。"},
		{"working days for days", changed(func(c *casework.ClockRule) { c.Unit = casework.WorkingDays }), casework.ErrLooser, "内部期限只能比法定更严，不能更松，也不能减少群众的权利。规则没有变。"},
		{"a law by judgement", changed(func(c *casework.ClockRule) { c.Internal = false }), casework.ErrLooser, "内部期限只能比法定更严，不能更松，也不能减少群众的权利。规则没有变。"},
		{"an unknown term", changed(func(c *casework.ClockRule) { c.ID = "K99" }), casework.ErrUnknownClock, "没有这个期限编号，请看期限表。规则没有变。"},
		{"no article", changed(func(c *casework.ClockRule) { c.Article = "" }), casework.ErrBadRule, "这条规则写得不对，请照期限表写全。规则没有变。"},
	} {
		_, err := w.c.SetRule(w.ctx, office.Act{}, casework.RulesClock, c.rule)
		if !errors.Is(err, c.err) || office.Explain(err) != c.say {
			t.Errorf("%s: %v, %q", c.name, err, office.Explain(err))
		}
	}
	half := notice2027(t)
	half.Rows = half.Rows[:4]
	w.no("why:damaged")(w.c.SetRule(w.ctx, office.Act{}, casework.RulesHolidays, half))
	w.no("why:damaged")(w.c.SetRule(w.ctx, office.Act{}, casework.RulesTarget, casework.ShareTarget{Village: 50, Township: 50, County: 50, Basis: casework.BasisAll, By: casework.ByMaxLevel}))
	w.no("why:damaged")(w.c.SetRule(w.ctx, office.Act{}, casework.RulesException, calendar.Exception{Day: w.c.Today(), Kind: calendar.Moved}))
	w.no("why:damaged")(w.c.SetRule(w.ctx, office.Act{}, casework.RulesLimits, casework.Limits{}))
	for _, who := range []struct {
		o  *office.Office
		no int
	}{{w.v, 1}, {w.v, 2}, {w.v, 4}, {w.tw, 3}, {w.c, 3}} {
		must(t, who.o.SignIn(who.no))
		w.no("why:role")(who.o.SetRule(w.ctx, office.Act{}, casework.RulesClock, limitK6(45)))
		w.no("why:role")(who.o.SetRule(w.ctx, office.Act{}, casework.RulesHolidays, notice2027(t)))
	}
	must(t, w.tw.SignIn(4)) // the administrator keeps the book
	w.did(w.tw.SetRule(w.ctx, office.Act{}, casework.RulesHolidays, notice2027(t)))
	if w.c.Rules().Version() != version || w.v.Rules().Version() != version || w.tw.Rules().Version() == version {
		t.Error("what was refused changed the rules")
	}
	w.clean(w.v, w.tw, w.c)
}

// TestRulesComeFromAbove: an office below, with good keys, sets none; one above sets
// none in our name.
func TestRulesComeFromAbove(t *testing.T) {
	w := newWorld(t)
	version := w.tw.Rules().Version()
	book := func(of, by casework.OfficeCode) casework.Entry {
		return w.entry(by, casework.RulesSubject(of), 1, casework.RulesHolidays, notice2027(t))
	}
	for name, e := range map[string]casework.Entry{
		"its own book": book(villageCode, villageCode), "ours": book(townshipCode, villageCode), "the county's": book(countyCode, countyCode),
		"in our own name": book(townshipCode, townshipCode),
	} {
		_, err := w.tryTake(w.tw, w.forge(w.v, w.tw, 50, e))
		refused(t, "from the village, "+name, err, "seal:foreign_author")
	}
	_, err := w.tryTake(w.c, w.forge(w.tw, w.c, 50, book(townshipCode, townshipCode)))
	refused(t, "from the township", err, "seal:foreign_author")
	r := w.take(w.tw, w.forge(w.c, w.tw, 50, book(townshipCode, countyCode)))
	if r.NotInEffect != 1 {
		t.Errorf("the county wrote into the township's book: %+v", r)
	}
	if w.tw.Rules().Version() != version {
		t.Error("the rules are others")
	}
	w.clean(w.tw, w.c)
}

// TestRoom: members of the room of retired cadres come and go; nothing of it travels.
func TestRoom(t *testing.T) {
	w := newWorld(t)
	w.no("name.missing")(w.tw.JoinRoom(w.ctx, office.Act{}, casework.JoinedRoom{Name: " "}))
	w.no("why:damaged")(w.tw.JoinRoom(w.ctx, office.Act{}, casework.JoinedRoom{Name: "孙某", Monthly: -1}))
	w.no("why:role")(w.v.JoinRoom(w.ctx, office.Act{}, casework.JoinedRoom{Name: "孙某"}))
	m := w.did(w.tw.JoinRoom(w.ctx, office.Act{On: w.tw.Today() - 5}, casework.JoinedRoom{Name: "孙某", Post: "原人大主席", Monthly: 300})).Entry
	w.no("why:state")(w.tw.LeaveRoom(w.ctx, office.Act{On: w.tw.Today() - 6}, m))
	w.no("why:earlier")(w.tw.SetStipend(w.ctx, office.Act{}, ok2(w.tw.NewKey()), 400))
	w.did(w.tw.SetStipend(w.ctx, office.Act{}, m, 400))
	w.did(w.tw.LeaveRoom(w.ctx, office.Act{}, m))
	w.no("why:twice")(w.tw.LeaveRoom(w.ctx, office.Act{}, m))
	_, err := w.tw.Export(w.ctx, countyCode, w.stick, nil)
	refused(t, "the room stays", err, "export.nothing_new")
	w.clean(w.tw)
}
