package cli_test

import (
	"context"
	"strings"
	"testing"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// ownBook makes an office that wrote four rules into its book, from 2026-12-01 on.
func ownBook(t *testing.T) string {
	t.Helper()
	path, o := newOffice(t)
	ctx := context.Background()
	from, err := calendar.ParseDay("2026-12-01")
	if err != nil {
		t.Fatal(err)
	}
	law, ok := o.Rules().ClockRule(casework.K6, from)
	if !ok {
		t.Fatal("no K6")
	}
	law.Internal, law.Length, law.From, law.Basis, law.Article = true, 45, from, casework.BasisJudgement, "本县规定"
	if err := o.SignIn(2); err != nil {
		t.Fatal(err)
	}
	for _, rule := range []struct {
		kind casework.Kind
		data any
	}{
		{casework.RulesClock, law},
		{casework.RulesTarget, casework.ShareTarget{From: from, Village: 50, Township: 30, County: 20, Basis: casework.BasisAll, By: casework.ByMaxLevel, OnTheSpot: true}},
		{casework.RulesLabels, casework.Labels{From: from, Joint: []casework.Label{{Name: "甲"}, {Name: "乙"}, {Name: "丙"}, {Name: "丁"}}, Confirmed: true}},
		{casework.RulesVillageDay, casework.VillageDayRule{From: from, Days: []int{6, 26}, SkipLeap: true, Postpone: true, Start: from}},
	} {
		if _, err := o.SetRule(ctx, office.Act{}, rule.kind, rule.data); err != nil {
			t.Fatalf("%s: %v", rule.kind, err)
		}
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestRulesOfAnOffice: what the office wrote into its book shows, and changes the
// version; a day before it does not know it.
func TestRulesOfAnOffice(t *testing.T) {
	path := ownBook(t)
	code, out, errs := run(t, "rules", "--db", path)
	if code != 0 || errs != "" {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for _, want := range []string{
		"规则　平川县（419901000000）　2027-01-04 有效　版本 ",
		"　K6　办结：自受理之日起60日内办结（有权处理的机关、单位）　信访工作条例第三十四条　法定　内控45日\n",
		"四四二　目标 村50%、乡30%、县20%；四类都算；到过的最高一级；当场解决的算村里化解\n",
		"四联　甲、乙、丙、丁\n",
		"村务日　农历每月初六、廿六；闰月不开；遇法定假期顺延到节后首个工作日；从 2026-12-01 算起\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("lacks %q:\n%s", want, out)
		}
	}
	type book struct{ Version, On string }
	var own, national, early book
	_, out, _ = run(t, "rules", "--db", path, "--json")
	decodeOne(t, out, &own)
	if !strings.Contains(out, `"internal":{"length":45,"unit":"days"}`) || !strings.Contains(out, `"default":false`) {
		t.Errorf("json: %s", out)
	}
	_, out, _ = run(t, "rules", "--json")
	decodeOne(t, out, &national)
	if own.Version == national.Version || len(own.Version) != 8 {
		t.Errorf("versions %q and %q", own.Version, national.Version)
	}
	_, out, _ = run(t, "rules", "--db", path, "--json", "--on", "2026-11-30")
	decodeOne(t, out, &early)
	if early.On != "2026-11-30" || strings.Contains(out, `"internal":{`) || !strings.Contains(out, `"days":[6,16,26]`) {
		t.Errorf("the day before: %s", out)
	}
}

// TestRulesHaveWords: no code of the rule table reaches the reader.
func TestRulesHaveWords(t *testing.T) {
	for _, c := range append(casework.NationalClocks(), casework.ReminderRules(casework.Limits{})...) {
		for list, code := range map[string]string{
			"debtor": string(c.Who), "unit": string(c.Unit), "rule": string(c.Unit), "basis": string(c.Basis),
		} {
			if office.Word(list, code) == code {
				t.Errorf("no word for %s.%s", list, code)
			}
		}
		for _, key := range []string{"start." + string(c.Start), "duty." + string(c.Duty)} {
			if office.Word("deadline", key) == key {
				t.Errorf("no word for deadline.%s", key)
			}
		}
	}
	for _, code := range []casework.ShareBasis{casework.BasisPetitionsAndDisputes, casework.BasisPetitions, casework.BasisAll, casework.BasisMeeting} {
		if office.Word("share_basis", code) == string(code) {
			t.Errorf("no word for share_basis.%s", code)
		}
	}
	for _, code := range []casework.LevelBasis{casework.ByHolderLevel, casework.ByMaxLevel} {
		if office.Word("level_basis", code) == string(code) {
			t.Errorf("no word for level_basis.%s", code)
		}
	}
}
