package casework

import (
	"fmt"
	"strings"
)

// ClockTable gives the rule table as Markdown, for docs/rules.md: the national terms
// and the internal reminders with their default lengths.
func ClockTable() string {
	var b strings.Builder
	b.WriteString("| id | duty | who | starts at | length | unit | article | on | basis |\n")
	b.WriteString("|---|---|---|---|---|---|---|---|---|\n")
	for _, c := range append(NationalClocks(), ReminderRules(defaultLimits())...) {
		length, on := fmt.Sprint(c.Length), "yes"
		if c.Unit == AtOnce || c.Unit == AsSet {
			length = "–"
		}
		if !c.On {
			on = "no"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
			c.ID, c.Duty, c.Who, c.Start, length, c.Unit, c.Article, on, c.Basis)
	}
	return b.String()
}
