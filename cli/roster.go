package cli

import (
	"context"
	"strings"

	"silian/casework"
	"silian/office"
)

// runRoster shows the county's list of offices, takes one in, hands it on, or issues
// the next one at the county.
func runRoster(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	out := c.flags.String("out", "", "")
	issue := c.flags.Bool("issue", false, "")
	villages := c.flags.String("villages", "", "")
	cards := c.flags.String("cards", "", "")
	closed := c.flags.String("close", "", "")
	if err := c.parse(0, 100); err != nil {
		return err
	}
	switch {
	case *issue && *out != "" && len(c.args) == 0:
		change := office.RosterChange{CardsDir: *cards}
		if *villages != "" {
			list, err := villagesOf(*villages)
			if err != nil {
				return err
			}
			change.Villages = list
		}
		for _, code := range strings.FieldsFunc(*closed, func(r rune) bool { return r == ',' }) {
			change.Close = append(change.Close, casework.OfficeCode(code))
		}
		return c.with(ctx, true, func(o *office.Office) error {
			info, err := o.IssueRoster(ctx, change, *out)
			if err != nil {
				return err
			}
			say(c.Out, "单位名录第%d版写好：%s，在用 %d 个，撤销 %d 个", info.Version, info.File, info.Active, info.Closed)
			return nil
		})
	case *issue || *villages+*cards+*closed != "":
		return errUsage
	case *out != "" && len(c.args) == 0:
		c.noSignIn = true
		return c.with(ctx, false, func(o *office.Office) error {
			info, err := o.WriteRoster(ctx, *out)
			if err != nil {
				return err
			}
			say(c.Out, "单位名录第%d版写在 %s", info.Version, info.File)
			return nil
		})
	case len(c.args) > 0:
		return c.with(ctx, true, func(o *office.Office) error { return c.takeRosters(ctx, o) })
	}
	c.noSignIn = true
	return c.with(ctx, false, func(o *office.Office) error { return c.showRoster(o, *asJSON) })
}

func (c *call) takeRosters(ctx context.Context, o *office.Office) error {
	paths, err := noticesIn(c.args, true)
	if err != nil {
		return err
	}
	for _, path := range paths {
		info, err := o.TakeRoster(ctx, path)
		if err != nil {
			return err
		}
		if info.Already {
			say(c.Out, "单位名录第%d版以前收过", info.Version)
			continue
		}
		say(c.Out, "收下单位名录第%d版：在用 %d 个，撤销 %d 个", info.Version, info.Active, info.Closed)
	}
	return nil
}

// rosterRow is one office of roster --json; field names are a contract.
type rosterRow struct {
	Office string `json:"office"`
	Name   string `json:"name"`
	Level  string `json:"level"`
	Parent string `json:"parent"`
	CardNo uint64 `json:"card_no"`
	State  string `json:"state"`
}

func (c *call) showRoster(o *office.Office, asJSON bool) error {
	info, ok := o.Roster()
	if !ok && !asJSON {
		return &casework.Problem{Field: "roster", Code: "none"}
	}
	offices := []rosterRow{}
	for _, r := range info.Offices {
		offices = append(offices, rosterRow{string(r.Office), r.Name, string(r.Level), string(r.Parent), r.CardNo, r.State})
	}
	if asJSON {
		return c.json(map[string]any{"version": info.Version, "from": string(info.From), "offices": offices})
	}
	say(c.Out, "单位名录第%d版，%s编", info.Version, o.OfficeName(info.From))
	for _, r := range offices {
		say(c.Out, "%s　%s　%s　%s", r.Office, r.Name, office.Word("level_long", r.Level), office.Word("roster_state", r.State))
	}
	return nil
}
