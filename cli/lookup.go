package cli

import (
	"context"
	"encoding/json"
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
	query := c.flags.String("query", "", "")
	overdue := c.flags.Bool("overdue", false, "")
	status := c.flags.String("status", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.with(ctx, false, func(o *office.Office) error {
		f := office.Filter{Query: *query, Limit: 200}
		if *overdue {
			f.DueBefore = o.Today()
		}
		if *status != "" && !setStatus(&f, *status) {
			say(c.Err, "没有“%s”这个状态。可用：%s", *status, strings.Join(statusNames(), "、"))
			return errUsage
		}
		var all []listed
		for {
			rows, err := o.Cases(ctx, f)
			if err != nil {
				return err
			}
			for _, r := range rows {
				all = append(all, listedOf(o, r))
			}
			if len(rows) < f.Limit {
				break
			}
			f.After = rows[len(rows)-1].Key()
		}
		if *asJSON {
			return c.json(map[string]any{"cases": append([]listed{}, all...)})
		}
		for _, r := range all {
			say(c.Out, "%s　%s　%s　%s　%s　%s", r.No, r.Title, office.Word("level_long", r.Level), office.Word("handling", r.State), office.Word("resolution", r.Resolution), r.Due)
		}
		say(c.Out, "共 %d 件", len(all))
		return nil
	})
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

var handlings = []casework.Handling{
	casework.Registered, casework.AdmittedState, casework.InHandling, casework.InMediation, casework.NotOurs, casework.InTransit,
	casework.ReceivedAbove, casework.ReturnedBack, casework.ReceivedBelow, casework.AnsweredState, casework.AwaitVisit,
	casework.ClosedState, casework.VoidedState,
}

var resolutions = []casework.Resolution{
	casework.Unresolved, casework.Resolving, casework.PartlyResolved, casework.ResolvedFully, casework.Relapsed,
	casework.ExportedElsewhere, casework.Terminated,
}

// setStatus takes a code (H3, resolved) or its Chinese word (办理中, 已化解), or open.
func setStatus(f *office.Filter, s string) bool {
	if s == "open" || s == "在办" {
		f.Open = true
		return true
	}
	for _, h := range handlings {
		if s == string(h) || s == office.Word("handling", h) {
			f.Handling = append(f.Handling, h)
			return true
		}
	}
	for _, r := range resolutions {
		if s == string(r) || s == office.Word("resolution", r) {
			f.Resolution = append(f.Resolution, r)
			return true
		}
	}
	return false
}

func statusNames() []string {
	names := []string{"在办"}
	for _, h := range handlings {
		names = append(names, office.Word("handling", h))
	}
	for _, r := range resolutions {
		names = append(names, office.Word("resolution", r))
	}
	return names
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
			say(c.Out, "　%s　限 %s　%s", office.Word("clock", t.ID), t.Due, state)
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
	if err := c.parse(0, 0); err != nil {
		return err
	}
	c.evenDamaged = true
	return c.with(ctx, false, func(o *office.Office) error {
		r, err := o.Check(ctx, *rebuild, nil)
		if err != nil {
			return err
		}
		if *asJSON {
			if err := c.json(map[string]any{
				"ok": len(r.Problems) == 0, "entries": r.Entries, "stubs": r.Stubs, "cases": r.Cases, "days": r.Days,
				"rebuilt": r.Rebuilt, "problems": append([]string{}, r.Problems...),
			}); err != nil {
				return err
			}
		} else {
			say(c.Out, "流水 %d 笔（其中只有封皮 %d 笔），事项 %d 件，接访 %d 天", r.Entries, r.Stubs, r.Cases, r.Days)
			for _, p := range r.Problems {
				say(c.Out, "问题：%s", p)
			}
			if len(r.Problems) == 0 {
				say(c.Out, "没有发现问题")
			}
		}
		if len(r.Problems) > 0 {
			return errDamaged
		}
		return nil
	})
}

func (c *call) json(v any) error {
	enc := json.NewEncoder(c.Out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
