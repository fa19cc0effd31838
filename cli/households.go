package cli

import (
	"context"
	"slices"
	"strings"

	"silian/casework"
	"silian/office"
)

// runHouseholds puts a list of names into the roster of a village, takes it away, or only
// says what a file holds.
func runHouseholds(ctx context.Context, c *call) error {
	village := c.flags.String("village", "", "")
	dry := c.flags.Bool("dry-run", false, "")
	empty := c.flags.Bool("clear", false, "")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if *dry && *empty || *empty == (len(c.args) == 1) { // a file or --clear
		return errUsage
	}
	return c.with(ctx, false, func(o *office.Office) error {
		at, err := rosterOf(ctx, o, *village)
		if err != nil {
			return err
		}
		var list office.Households
		if !*empty {
			if list, err = office.ReadHouseholdFile(ctx, c.args[0], nil); err != nil {
				return err
			}
			c.tellHouseholds(list)
			if len(list.People) == 0 {
				return &casework.Problem{Field: "households", Code: "nobody"}
			}
		}
		if *dry {
			say(c.Out, "只是看一看，什么都没有存。%s原来有%d个名字", at.Name, at.Names)
			return nil
		}
		if err := o.PutHouseholds(ctx, at.Village, list.People); err != nil {
			return err
		}
		say(c.Out, "%s的名册现在有%d个名字，原来有%d个", at.Name, len(list.People), at.Names)
		return nil
	})
}

// rosterOf finds the village of the verb: a village office has but its own.
func rosterOf(ctx context.Context, o *office.Office, code string) (office.RosterSize, error) {
	all, err := o.HouseholdSizes(ctx)
	if err != nil {
		return office.RosterSize{}, err
	}
	if code == "" && o.Me().Level == casework.Village {
		return all[0], nil
	}
	i := slices.IndexFunc(all, func(v office.RosterSize) bool { return string(v.Village) == code })
	if i < 0 {
		return office.RosterSize{}, &casework.Problem{Field: "village", Code: "not_ours"}
	}
	return all[i], nil
}

// tellHouseholds says what was read, and of what was not taken where it stands; names it
// does not print.
func (c *call) tellHouseholds(list office.Households) {
	say(c.Out, "读到%d个名字", len(list.People))
	if list.Headless {
		say(c.Out, "没有找到“姓名”表头，按姓名、组、户主的顺序读")
	}
	for _, l := range list.Left {
		say(c.Out, "%s第%d行没有要：%s", l.Sheet, l.Line, office.Word("household_line", l.Why))
	}
	if list.Dropped > 0 {
		say(c.Out, "不存的列：%d列　%s", list.Dropped, strings.Join(list.Columns, "、"))
	}
	if len(list.Skipped) > 0 {
		say(c.Out, "没有读的工作表：%s", strings.Join(list.Skipped, "、"))
	}
}
