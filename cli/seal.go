package cli

import (
	"context"
	"os"
	"path/filepath"
	"slices"
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
	if err := c.parse(0, 0); err != nil {
		return err
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
	if err := c.parse(1, 1); err != nil {
		return err
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

func runExport(ctx context.Context, c *call) error {
	to := c.flags.String("to", "", "")
	out := c.flags.String("out", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *to == "" || *out == "" {
		return errUsage
	}
	code, err := casework.ParseOfficeCode(*to)
	if err != nil {
		return err
	}
	return c.with(ctx, true, func(o *office.Office) error {
		sent, err := o.Export(ctx, code, *out, nil)
		if err != nil {
			return err
		}
		say(c.Out, "写好 %s：给%s 第%d号，%d 笔。收到回执才算送达；电话回执码由对方念来", sent.File, o.OfficeName(code), sent.Seq, sent.Entries)
		return nil
	})
}

// received is one file of receive --json; field names are a contract.
type received struct {
	File        string `json:"file"`
	Result      string `json:"result"` // imported, already, receipt, refused
	New         int    `json:"new"`
	Same        int    `json:"same"`
	Late        int    `json:"late"`
	NotInEffect int    `json:"not_in_effect"`
	Reason      string `json:"reason"`
	Own         int    `json:"own"` // our own entries that we lack: --restore-own takes them, --leave-own does not
	Receipt     string `json:"receipt"`
	Code        string `json:"code"`
}

// gap is one file that is missing.
type gap struct {
	From string `json:"from"`
	Seq  uint64 `json:"seq"`
}

func runReceive(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	takeOwn := c.flags.Bool("restore-own", false, "")
	leaveOwn := c.flags.Bool("leave-own", false, "")
	if err := c.parse(1, 1000); err != nil {
		return err
	}
	return c.with(ctx, true, func(o *office.Office) error {
		paths, err := sealedFiles(c.args)
		if err != nil {
			return err
		}
		files, gaps := []received{}, []gap{}
		refused := 0
		for _, in := range o.InOrder(ctx, paths) {
			r, missing := receiveOne(ctx, o, in, *takeOwn, *leaveOwn)
			files = append(files, r)
			gaps = append(gaps, missing...)
			if r.Result == "refused" {
				refused++
			}
			if !*asJSON {
				say(c.Out, "%s　%s", r.File, receivedWords(r))
			}
		}
		gaps = stillMissing(gaps)
		for _, g := range gaps {
			if !*asJSON {
				say(c.Out, "缺 %s 第%d号，到了再补", g.From, g.Seq)
			}
		}
		if *asJSON {
			if err := c.json(map[string]any{"files": files, "gaps": gaps}); err != nil {
				return err
			}
		}
		if refused > 0 {
			return errSomeRefused
		}
		return nil
	})
}

func receiveOne(ctx context.Context, o *office.Office, path string, takeOwn, leaveOwn bool) (received, []gap) {
	r := received{File: filepath.Base(path)}
	in, err := o.Preview(ctx, path, nil)
	if err != nil {
		r.Result, r.Reason = "refused", oneLine(office.Explain(err))
		return r, nil
	}
	var gaps []gap
	for _, seq := range in.Missing {
		gaps = append(gaps, gap{in.From.Name, seq})
	}
	in.TakeOwn, in.LeaveOwn = takeOwn, leaveOwn
	r.Own = in.Own
	got, err := o.Take(ctx, in, filepath.Dir(path))
	if err != nil {
		r.Result, r.Reason = "refused", oneLine(office.Explain(err))
		return r, nil
	}
	r.Result, r.New, r.Same, r.Late, r.NotInEffect = got.Result, got.New, got.Same, got.Late, got.NotInEffect
	r.Receipt, r.Code = got.Receipt, got.Code
	return r, gaps
}

// stillMissing leaves each number once.
func stillMissing(gaps []gap) []gap {
	out := []gap{}
	for _, g := range gaps {
		if !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

func receivedWords(r received) string {
	switch r.Result {
	case "refused":
		return "没有导入：" + r.Reason
	case "already":
		return "以前导入过，没有变化；回执重写了一份 " + r.Receipt
	case "receipt":
		return "这是回执，对应的文件已送达"
	}
	words := "已导入：新 " + itoa(r.New) + "，相同 " + itoa(r.Same)
	if r.Late > 0 {
		words += "，补来 " + itoa(r.Late)
	}
	if r.NotInEffect > 0 {
		words += "，不算数 " + itoa(r.NotInEffect)
	}
	if r.Own > 0 {
		words += "，本单位丢失的 " + itoa(r.Own)
	}
	return words + "；回执 " + r.Receipt + "，电话回执码 " + r.Code
}

// sealedFiles takes files as they are and looks into folders.
func sealedFiles(args []string) ([]string, error) {
	var out []string
	for _, a := range args {
		info, err := os.Stat(a)
		if err != nil {
			return nil, &casework.Problem{Field: "file", Code: "missing"}
		}
		if !info.IsDir() {
			out = append(out, a)
			continue
		}
		found, err := office.FindSealed(a)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}
