package cli

import (
	"context"

	"silian/casework"
	"silian/office"
)

// expired is one file of expiring --json; field names are a contract (docs/cli.md).
type expired struct {
	No        string `json:"no"`
	Class     string `json:"class"`
	Closed    string `json:"closed"`
	Until     string `json:"until"`
	SealedOff bool   `json:"sealed_off"`
}

// runExpiring lists the files whose term is over. It destroys nothing: that takes an
// appraisal by two and a leader's approval.
func runExpiring(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.with(ctx, false, func(o *office.Office) error {
		list, err := o.Expiring(ctx)
		if err != nil {
			return err
		}
		all := []expired{}
		for _, e := range list {
			all = append(all, expired{string(e.No), string(e.Class), e.Ended.String(), e.Until.String(), e.SealedOff})
		}
		if *asJSON {
			return c.json(map[string]any{"cases": all})
		}
		class := casework.Class("")
		for _, e := range list {
			if e.Class != class {
				class = e.Class
				say(c.Out, "保管期限%s：", office.Word("retention_class", class))
			}
			seal := ""
			if e.SealedOff {
				seal = "　已封存"
			}
			say(c.Out, "  %s　办结 %s　保管到 %s%s", e.No, e.Ended, e.Until, seal)
		}
		say(c.Out, "到期 %d 件。要先鉴定、经领导批准才能销毁，程序不会自己删。", len(list))
		return nil
	})
}
