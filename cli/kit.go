package cli

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"silian/casework"
	"silian/office"
)

// runKit writes a village kit, or joins one at a village whose first run was cut off.
func runKit(ctx context.Context, c *call) error {
	out := c.flags.String("out", "", "")
	villages := c.flags.String("villages", "", "")
	region := c.flags.String("region", "", "")
	join := c.flags.String("join", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *join != "" {
		return c.with(ctx, true, func(o *office.Office) error {
			if err := o.JoinKit(ctx, *join); err != nil {
				return err
			}
			return c.joined(o, *join)
		})
	}
	if *out == "" || *villages == "" {
		return errUsage
	}
	list, err := villagesOf(*villages)
	if err != nil {
		return err
	}
	return c.with(ctx, true, func(o *office.Office) error {
		k, err := o.WriteKit(ctx, *out, *region, list)
		if err != nil {
			return err
		}
		say(c.Out, "建村包写好：%s，%d 个村，在 %s", k.Region, len(k.Villages), *out)
		for _, v := range k.Villages {
			say(c.Out, "　%s　%s", v.Code, v.Name)
		}
		say(c.Out, "各村第一次用：silian init --kit 文件夹 --code 本村代码。U盘收回后：silian enrol --kit 文件夹")
		return nil
	})
}

// villagesOf reads a file of lines, or "code=name,code=name" as it stands.
func villagesOf(arg string) ([]office.Village, error) {
	if data, err := os.ReadFile(arg); err == nil {
		return office.ReadVillages(string(data))
	}
	if !strings.Contains(arg, "=") {
		return nil, &casework.Problem{Field: "villages", Code: "no_file"}
	}
	return office.ReadVillages(strings.ReplaceAll(arg, ",", "\n"))
}

// initFromKit founds a village from the kit on a stick.
func (c *call) initFromKit(ctx context.Context, dir, code, operator string) error {
	k, err := office.ReadKit(dir)
	if err != nil {
		return err
	}
	if code == "" {
		say(c.Out, "%s的建村包，请加 --code 选本村：", k.Region)
		for _, v := range k.Villages {
			say(c.Out, "　%s　%s", v.Code, v.Name)
		}
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
	o, recovery, err := office.InitFromKit(ctx, office.Founding{
		Config:    office.Config{Path: *c.db, Password: password},
		Office:    casework.Office{Code: casework.OfficeCode(code)},
		Operators: []office.Operator{{Number: 1, Name: who, Role: office.FirstRole(casework.Village)}},
	}, dir)
	if o == nil {
		return err
	}
	say(c.Out, "已建立：%s（%s）　%s", o.Me().Name, office.Word("level_long", casework.Village), *c.db)
	say(c.Out, "恢复码（只显示这一次，请抄下或打印，锁进柜子）：")
	say(c.Out, "%s", recovery)
	if err != nil {
		say(c.Err, "台账已建立，但没有入建村包。请再办：silian kit --join %s", dir)
		return errors.Join(err, o.Close())
	}
	return errors.Join(c.joined(o, dir), o.Close())
}

// joined prints the slip that goes back to the township with the stick.
func (c *call) joined(o *office.Office, dir string) error {
	k, err := office.ReadKit(dir)
	if err != nil {
		return err
	}
	say(c.Out, "已认识 %s，指纹：%s", k.Township.Name, office.Groups(k.Fingerprint))
	say(c.Out, "本村指纹卡已写在U盘上。下面这行抄在纸条上，连U盘一起当面交给镇里：")
	say(c.Out, "%s　%s　指纹：%s", o.Me().Code, o.Me().Name, office.Groups(o.Fingerprint()))
	return nil
}

// enrolHow are the flags of enrol beside --fingerprint.
type enrolHow struct{ kit, confirm, office, groups *string }

func enrolFlags(c *call) enrolHow {
	return enrolHow{
		c.flags.String("kit", "", ""), c.flags.String("confirm", "", ""),
		c.flags.String("office", "", ""), c.flags.String("groups", "", ""),
	}
}

// enrolStepwise takes a card by two groups drawn at random, or all cards of a kit.
func (c *call) enrolStepwise(ctx context.Context, how enrolHow) error {
	switch {
	case *how.kit != "" && len(c.args) == 0:
		return c.with(ctx, true, func(o *office.Office) error { return c.enrolKit(ctx, o, *how.kit, *how.confirm) })
	case *how.office != "" && *how.groups != "" && len(c.args) == 0:
		return c.with(ctx, true, func(o *office.Office) error {
			peer, err := o.Compare(ctx, casework.OfficeCode(*how.office), strings.Fields(strings.ReplaceAll(*how.groups, ",", " ")))
			if err != nil {
				return err
			}
			say(c.Out, "已认识 %s（%s），指纹核对相符", peer.Name, peer.Code)
			return nil
		})
	case len(c.args) != 1:
		return errUsage
	}
	return c.with(ctx, true, func(o *office.Office) error {
		p, err := o.TakeCard(ctx, c.args[0])
		if err != nil {
			return err
		}
		say(c.Out, "收到 %s（%s）第%d张卡，还没有核对，它的文件暂不收", p.Name, p.Code, p.No)
		if p.Follow {
			say(c.Out, "这是它换的新钥匙，原来的钥匙签过字；新卡核对以前，仍按旧卡给它写文件")
		}
		say(c.Out, "请对方念指纹的第%d组和第%d组，再办：", p.Groups[0], p.Groups[1])
		say(c.Out, "silian enrol --office %s --groups '第%d组 第%d组'", p.Code, p.Groups[0], p.Groups[1])
		return nil
	})
}

func (c *call) enrolKit(ctx context.Context, o *office.Office, dir, confirm string) error {
	if confirm != "" {
		peers, err := o.EnrolKit(ctx, dir, confirm)
		if err != nil {
			return err
		}
		say(c.Out, "一次认识了 %d 个村", len(peers))
		return nil
	}
	slips, missing, code, err := o.KitBack(ctx, dir)
	if err != nil {
		return err
	}
	for _, s := range slips {
		line := string(s.Office.Code) + "　" + s.Office.Name + "　" + office.Word("kit_state", s.State)
		if s.State == "new" {
			line += "　" + groupsWords(s)
		}
		say(c.Out, "%s", line)
	}
	for _, v := range missing {
		say(c.Out, "%s　%s　%s", v.Code, v.Name, office.Word("kit_state", "missing"))
	}
	if code == "" {
		say(c.Out, "没有新卡")
		return nil
	}
	say(c.Out, "请与各村纸条上的两组逐个对照。全对上了再办：")
	say(c.Out, "silian enrol --kit %s --confirm %s", dir, code)
	return nil
}

func groupsWords(s office.KitSlip) string {
	var words []string
	for i, p := range s.Places {
		words = append(words, "第"+strconv.Itoa(p)+"组 "+s.Groups[i])
	}
	return strings.Join(words, "，")
}
