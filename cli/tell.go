package cli

import (
	"context"

	"silian/office"
)

// sayClockDoubt says in one line that the PC's clock cannot be right; the verb goes on.
func (c *call) sayClockDoubt(ctx context.Context, o *office.Office) {
	if d, err := o.ClockDoubt(ctx); err == nil && d.Reason != "" {
		say(c.Err, "%s", d.Words())
	}
}

// tellRebuilt says every twentieth part how far writing the lists anew has come.
func (c *call) tellRebuilt() office.Progress {
	told := int64(0)
	return func(done, total int64) {
		if total > 0 && done*20/total > told {
			told = done * 20 / total
			say(c.Err, "正在按流水重写清单：%d%%", done*100/total)
		}
	}
}

// tellChecked does the same for a check that begins with that, which a small file does in
// a moment.
func (c *call) tellChecked(rebuild bool) func(done, total int) {
	if !rebuild {
		return nil
	}
	tell, written := c.tellRebuilt(), false
	return func(done, total int) {
		if written = written || done >= total; !written { // then the check itself goes through the journal
			tell(int64(done), int64(total))
		}
	}
}
