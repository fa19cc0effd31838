package cli

import (
	"context"
	"strings"

	"silian/office"
)

// listedVisit is one visit of list --visits --json; field names are a contract
// (docs/cli.md).
type listedVisit struct {
	On        string `json:"on"`
	Village   string `json:"village"`
	No        int    `json:"no"`
	Name      string `json:"name"`
	Group     string `json:"group"`
	Category  string `json:"category"`
	Words     string `json:"words"`
	Answer    string `json:"answer"`
	OnTheSpot bool   `json:"on_the_spot"`
}

// mayWith reports whether a flag goes with list --visits: a visit has none of what the
// other filters ask.
func mayWith(flag string) bool {
	switch flag {
	case "visits", "query", "limit", "json", "db", "password-file", "operator", "pin-file", "instance":
		return true
	}
	return false
}

// listVisits prints the visits that never became a case and hold what was typed, most of
// them at most, 0 all.
func (c *call) listVisits(ctx context.Context, o *office.Office, query string, most int, asJSON bool) error {
	all, more, err := collectVisits(ctx, o, query, most)
	if err != nil {
		return err
	}
	if asJSON {
		return c.json(map[string]any{"visits": append([]listedVisit{}, all...), "more": more})
	}
	for _, v := range all {
		say(c.Out, "%s　%s　第%d位　%s　%s　%s", v.On, v.Village, v.No, strings.TrimSpace(v.Name+" "+v.Group), office.Word("category", v.Category),
			strings.ReplaceAll(v.Words, "\n", " "))
	}
	if more {
		say(c.Out, "前 %d 次来访，后面还有", len(all))
		return nil
	}
	say(c.Out, "共 %d 次来访", len(all))
	return nil
}

// collectVisits reads pages until most visits are there, 0 for all.
func collectVisits(ctx context.Context, o *office.Office, query string, most int) (all []listedVisit, more bool, err error) {
	for after := office.VisitKey(0); ; {
		page, err := o.SearchVisits(ctx, query, after)
		if err != nil {
			return nil, false, err
		}
		for i, r := range page.Rows {
			all, after = append(all, listedVisitOf(o, r)), r.Key
			if most > 0 && len(all) == most {
				return all, page.More || i+1 < len(page.Rows), nil
			}
		}
		if !page.More {
			return all, false, nil
		}
	}
}

func listedVisitOf(o *office.Office, r office.FoundVisit) listedVisit {
	return listedVisit{
		On: r.On.String(), Village: o.OfficeName(r.Village), No: r.No, Name: r.Words.Name, Group: r.Words.Group,
		Category: r.Category, Words: r.Words.Words, Answer: r.Words.Answer, OnTheSpot: r.OnTheSpot,
	}
}
