package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"silian/casework"
	"silian/office"
)

// initAgain are the flags of init for an office that has its keys alone.
type initAgain struct {
	keys, card, lastNo *string
	lastSealed         *uint64
}

func againFlags(c *call) initAgain {
	return initAgain{
		keys: c.flags.String("from-keys", "", ""), card: c.flags.String("card", "", ""), lastNo: c.flags.String("last-no", "", ""),
		lastSealed: c.flags.Uint64("last-sealed", 0, ""),
	}
}

// initFromKeys makes an empty file with the identity of an office that lost its file and
// its backups.
func (c *call) initFromKeys(ctx context.Context, how initAgain, operator string) error {
	recovery := c.flags.Lookup("code").Value.String()
	if recovery == "" {
		return errUsage
	}
	password, err := c.password()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(*c.db), 0o700); err != nil {
		return err
	}
	who := strings.TrimSpace(operator)
	if who == "" {
		who = "经办人"
	}
	me, err := office.RefoundOffice(*how.keys, *how.card, recovery)
	if err != nil {
		return err
	}
	o, err := office.Refound(ctx, office.RefoundConfig{
		Config: office.Config{Path: *c.db, Password: password}, KeyFile: *how.keys, CardFile: *how.card, Recovery: recovery,
		LastPaperNo: *how.lastNo, LastSealed: *how.lastSealed,
		Operators: []office.Operator{{Number: 1, Name: who, Role: office.FirstRole(me.Level)}},
	})
	if err != nil {
		return err
	}
	say(c.Out, "已重建：%s（%s）　%s，里面是空的", o.Me().Name, office.Word("level_long", me.Level), *c.db)
	say(c.Out, "指纹没有变（与纸上核对）：%s", office.Groups(o.Fingerprint()))
	c.sayNextSteps(me)
	return o.Close()
}

// sayNextSteps says how what others have comes back.
func (c *call) sayNextSteps(me casework.Office) {
	around := "各村和县里"
	switch me.Level {
	case casework.Village:
		around = "镇里"
	case casework.County:
		around = "各乡镇"
	}
	say(c.Out, "接下来：收下%s的指纹卡；给对方写出一份（没有内容也写），对方导入后会把有的都写回来；", around)
	say(c.Out, "导入时加 --restore-own，取回本单位记的。从没送出过的取不回来，请照纸上的补记")
}
