package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"silian/casework"
	"silian/office"
)

func runInit(ctx context.Context, c *call) error {
	level := c.flags.String("level", "", "")
	name := c.flags.String("name", "", "")
	code := c.flags.String("code", "", "")
	parent := c.flags.String("parent", "", "")
	operator := c.flags.String("operator", "", "")
	kit := c.flags.String("kit", "", "")
	again := againFlags(c)
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *kit != "" {
		return c.initFromKit(ctx, *kit, *code, *operator)
	}
	if *again.keys != "" {
		return c.initFromKeys(ctx, again, *operator)
	}
	l, err := casework.ParseLevel(*level)
	if err != nil {
		return err
	}
	password, err := c.password()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(*c.db), 0o700); err != nil {
		return err
	}
	who := strings.TrimSpace(*operator)
	if who == "" {
		who = "经办人"
	}
	o, recovery, err := office.Init(ctx, office.Founding{
		Config:    office.Config{Path: *c.db, Password: password},
		Office:    casework.Office{Code: casework.OfficeCode(*code), Name: *name, Level: l, Parent: casework.OfficeCode(*parent)},
		Operators: []office.Operator{{Number: 1, Name: who, Role: office.FirstRole(l)}},
	})
	if err != nil {
		return err
	}
	say(c.Out, "已建立：%s（%s）　%s", o.Me().Name, office.Word("level_long", l), *c.db)
	say(c.Out, "恢复码（只显示这一次，请抄下或打印，锁进柜子）：")
	say(c.Out, "%s", recovery)
	say(c.Out, "本单位指纹（念给对方核对）：%s", office.Groups(o.Fingerprint()))
	return o.Close()
}

// runRecover sets a new password with the recovery key on paper.
func runRecover(_ context.Context, c *call) error {
	code := c.flags.String("code", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *code == "" {
		return errUsage
	}
	password, err := c.password()
	if err != nil {
		return err
	}
	if err := office.ResetPassword(*c.db, *code, password); err != nil {
		return err
	}
	say(c.Out, "新口令已设好。恢复码和指纹都没有变，恢复码请锁回柜子")
	return nil
}

func runCard(ctx context.Context, c *call) error {
	out := c.flags.String("out", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *out == "" {
		return errUsage
	}
	c.noSignIn = true
	return c.with(ctx, true, func(o *office.Office) error {
		if err := o.WriteCard(ctx, *out); err != nil {
			return err
		}
		say(c.Out, "指纹卡写在 %s", *out)
		say(c.Out, "指纹（念给对方核对）：%s", office.Groups(o.Fingerprint()))
		return nil
	})
}

func runEnrol(ctx context.Context, c *call) error {
	digits := c.flags.String("fingerprint", "", "")
	how := enrolFlags(c)
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if *digits == "" {
		return c.enrolStepwise(ctx, how)
	}
	if len(c.args) != 1 {
		return errUsage
	}
	return c.with(ctx, true, func(o *office.Office) error {
		peer, err := o.Enrol(ctx, c.args[0], *digits)
		if err != nil {
			return err
		}
		say(c.Out, "已认识 %s（%s），指纹核对相符", peer.Name, peer.Code)
		return nil
	})
}
