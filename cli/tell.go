package cli

import (
	"context"
	"errors"

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
		tell := c.tellWork("正在检查", tellEntries)
		return func(done, total int) { tell(int64(done), int64(total)) }
	}
	tell, written := c.tellRebuilt(), false
	return func(done, total int) {
		if written = written || done >= total; !written { // then the check itself goes through the journal
			tell(int64(done), int64(total))
		}
	}
}

// Amounts of work below which nothing is told: it is done in a moment.
const (
	tellBytes   = 8 << 20
	tellEntries = 20_000
)

// tellWork says every tenth part how far something has come, when there is at least as
// much to do as least, in the unit of the work.
func (c *call) tellWork(words string, least int64) office.Progress {
	told := int64(0)
	return func(done, total int64) {
		if total < least || done >= total { // the end is said by the verb itself
			return
		}
		if part := done * 10 / total; part > told {
			told = part
			say(c.Err, "%s：%d%%（按Ctrl+C停下）", words, part*10)
		}
	}
}

// stopped says in a plain line what a verb that was stopped has done; any other error
// passes.
func (c *call) stopped(err error, words string) error {
	if !errors.Is(err, context.Canceled) {
		return err
	}
	say(c.Err, "停下了。%s", words)
	return errSaid
}
