package cli

import (
	"context"
	"encoding/json"
	"flag"
	"slices"
	"strings"

	"silian/casework"
	"silian/office"
)

// listed is one case of list --json; field names are a contract (docs/cli.md).
type listed struct {
	No         string `json:"no"`
	Title      string `json:"title"`
	Level      string `json:"level"`
	State      string `json:"state"`
	Due        string `json:"due"`
	Resolution string `json:"resolution"`
	Holder     string `json:"holder"`
}

func runList(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	visits := c.flags.Bool("visits", false, "")
	ask := listFlags(c.flags)
	if err := c.parse(0, 0); err != nil {
		return err
	}
	other := ""
	c.flags.Visit(func(f *flag.Flag) {
		if !mayWith(f.Name) {
			other = f.Name
		}
	})
	switch {
	case *visits && strings.TrimSpace(*ask.query) == "":
		say(c.Err, "找来访要写明找什么：--visits --query 词")
		return errUsage
	case *visits && other != "":
		say(c.Err, "--visits 只和 --query、--limit、--json 一起用，不能带 --%s", other)
		return errUsage
	}
	return c.with(ctx, false, func(o *office.Office) error {
		f, most, err := ask.filter(c, o)
		if err != nil {
			return err
		}
		if *visits {
			return c.listVisits(ctx, o, f.Query, most, *asJSON)
		}
		all, more, err := collect(ctx, o, f, most)
		if err != nil {
			return err
		}
		if *asJSON {
			return c.json(map[string]any{"cases": append([]listed{}, all...), "more": more})
		}
		for _, r := range all {
			say(c.Out, "%s　%s　%s　%s　%s　%s", r.No, r.Title, office.Word("level_long", r.Level), office.Word("handling", r.State), office.Word("resolution", r.Resolution), r.Due)
		}
		if more {
			say(c.Out, "前 %d 件，后面还有", len(all))
			return nil
		}
		say(c.Out, "共 %d 件", len(all))
		return nil
	})
}

// collect reads pages until most cases are there, 0 for all.
func collect(ctx context.Context, o *office.Office, f office.Filter, most int) (all []listed, more bool, err error) {
	for {
		f.Limit = 200
		if most > 0 {
			f.Limit = min(200, most-len(all))
		}
		page, err := o.CasePage(ctx, f)
		if err != nil {
			return nil, false, err
		}
		for _, r := range page.Rows {
			all = append(all, listedOf(o, r))
		}
		if !page.More || most > 0 && len(all) >= most {
			return all, page.More, nil
		}
		f.After = page.Rows[len(page.Rows)-1].Key()
	}
}

func listedOf(o *office.Office, r office.CaseRow) listed {
	l := listed{
		No: string(r.No), Title: r.Title, Level: string(r.HolderLevel), State: string(r.Handling),
		Resolution: string(r.Resolution), Holder: o.OfficeName(r.Holder),
	}
	if r.Due != office.NoDue {
		l.Due = r.Due.String()
	}
	return l
}

// shown is show --json.
type shown struct {
	listed
	Track    string      `json:"track"`
	Clocks   []shownTerm `json:"clocks"`
	Timeline []shownRow  `json:"timeline"`
	Promises []shownTerm `json:"promises"`
}

type shownTerm struct {
	ID    string `json:"id"`
	Due   string `json:"due"`
	Done  string `json:"done"`
	Known bool   `json:"known"`
	Why   string `json:"why"` // one sentence: start, rule, article, how the end fell; "" for a promise
}

type shownRow struct {
	On       string `json:"on"`
	Kind     string `json:"kind"`
	Office   string `json:"office"`
	Words    string `json:"words"`
	InEffect bool   `json:"in_effect"`
	Why      string `json:"why"`
}

func runShow(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	return c.with(ctx, false, func(o *office.Office) error {
		k, err := o.FindCase(ctx, c.args[0])
		if err != nil {
			return err
		}
		s, err := shownOf(ctx, o, k)
		if err != nil {
			return err
		}
		if *asJSON {
			return c.json(s)
		}
		say(c.Out, "%s　%s", s.No, s.Title)
		say(c.Out, "%s　%s　%s　在%s办", office.Word("track", s.Track), office.Word("handling", s.State), office.Word("resolution", s.Resolution), s.Holder)
		for _, t := range append(slices.Clone(s.Clocks), s.Promises...) {
			state := "进行中"
			if t.Done != "" {
				state = t.Done + " 完成"
			}
			due := t.Due
			if !t.Known {
				due += "（暂定）"
			}
			say(c.Out, "　%s　限 %s　%s", office.Word("clock", t.ID), due, state)
			if t.Why != "" {
				say(c.Out, "　　%s", t.Why)
			}
		}
		for _, r := range s.Timeline {
			mark := ""
			if !r.InEffect {
				mark = "（不算数：" + office.Word("why", r.Why) + "）"
			}
			say(c.Out, "%s　%s　%s%s　%s", r.On, r.Kind, r.Office, mark, strings.ReplaceAll(r.Words, "\n", " "))
		}
		return nil
	})
}

func shownOf(ctx context.Context, o *office.Office, k casework.Case) (shown, error) {
	row, err := o.CaseRow(ctx, k.ID)
	if err != nil {
		return shown{}, err
	}
	s := shown{listed: listedOf(o, row), Track: string(k.Track), Clocks: []shownTerm{}, Timeline: []shownRow{}, Promises: []shownTerm{}}
	for _, t := range o.Clocks(k) {
		one := shownTerm{ID: string(t.Rule.ID), Due: t.Due.String(), Known: t.Known, Why: office.ExplainClock(t, o.Rules().Holidays)}
		if t.StoppedOn != 0 {
			one.Done = t.StoppedOn.String()
		}
		s.Clocks = append(s.Clocks, one)
	}
	for _, p := range k.Promises {
		one := shownTerm{ID: "promise", Due: p.Due.String(), Known: true}
		if !p.Open() {
			one.Done = p.SettledOn.String()
		}
		s.Promises = append(s.Promises, one)
	}
	for _, r := range o.Timeline(k) {
		s.Timeline = append(s.Timeline, shownRow{r.On.String(), r.Title, r.Who, r.Words, r.InEffect, string(r.Why)})
	}
	return s, nil
}

func runCheck(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	rebuild := c.flags.Bool("rebuild", false, "")
	against := c.flags.String("against", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	c.evenDamaged, c.noSignIn = true, true
	return c.with(ctx, *against != "", func(o *office.Office) error {
		r, err := o.Check(ctx, *rebuild, c.tellChecked(*rebuild))
		if err != nil {
			return c.stopped(err, "没有检查完，文件没有变")
		}
		report := checkReport{Report: r}
		if *against != "" {
			a, err := o.CheckAgainst(ctx, *against, c.tellWork("正在与备份核对", tellBytes))
			if err != nil {
				return c.stopped(err, "没有核对完，文件和备份都没有变")
			}
			report.against = &a
		}
		return c.sayCheck(report, *asJSON)
	})
}

func (c *call) json(v any) error {
	enc := json.NewEncoder(c.Out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
