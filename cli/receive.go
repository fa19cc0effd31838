package cli

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"

	"silian/casework"
	"silian/office"
)

// received is one file of receive --json; field names are a contract.
type received struct {
	File        string `json:"file"`
	Result      string `json:"result"` // imported, already, receipt, roster, revocation, refused, ours, card, noted, not_reached
	New         int    `json:"new"`
	Same        int    `json:"same"`
	Late        int    `json:"late"`
	NotInEffect int    `json:"not_in_effect"`
	Reason      string `json:"reason"`
	Own         int    `json:"own"` // our own entries that we lack: --restore-own takes them, --leave-own does not
	Receipt     string `json:"receipt"`
	Code        string `json:"code"`
	Path        string `json:"path"`   // files of several folders may have one name
	From        string `json:"from"`   // code of the sender; "" when it could not be opened
	About       string `json:"about"`  // revocation: whose card
	Number      uint64 `json:"number"` // roster: its version; revocation: the last number still believed
}

// gap is one file that is missing.
type gap struct {
	From string `json:"from"`
	Seq  uint64 `json:"seq"`
	Code string `json:"code"`
}

// runReceive takes in files and all that lies in folders.
func runReceive(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	takeOwn := c.flags.Bool("restore-own", false, "")
	leaveOwn := c.flags.Bool("leave-own", false, "")
	if err := c.parse(1, 1000); err != nil {
		return err
	}
	return c.with(ctx, true, func(o *office.Office) error {
		paths := make([]string, len(c.args))
		for i, a := range c.args {
			var err error
			if paths[i], err = stickOr(a); err != nil {
				return err
			}
		}
		files, refused := []received{}, 0
		b, err := o.ReceiveAll(ctx, office.ReceiveConfig{Paths: paths, TakeOwn: *takeOwn, LeaveOwn: *leaveOwn, Progress: c.tellWork("正在导入", tellBytes), Each: func(f office.FileResult) {
			r := receivedOf(f)
			files = append(files, r)
			if f.Err != nil || r.Result == office.ResultNotReached {
				refused++
			}
			if !*asJSON {
				say(c.Out, "%s　%s", r.File, receivedWords(o, r))
			}
		}})
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		if err := c.sayGaps(b.Gaps, files, *asJSON); err != nil {
			return err
		}
		if err != nil {
			return c.stopped(err, "正在看的那个文件没有导入，前面的都算数，后面的没有动")
		}
		if refused > 0 {
			return errSomeRefused
		}
		return nil
	})
}

// sayGaps ends the output of receive.
func (c *call) sayGaps(missing []office.Gap, files []received, asJSON bool) error {
	gaps := []gap{}
	for _, g := range missing {
		gaps = append(gaps, gap{g.Name, g.Seq, string(g.From)})
		if !asJSON {
			say(c.Out, "缺 %s 第%d号，到了再补；下次给对方写文件时会请对方补送", g.Name, g.Seq)
		}
	}
	if asJSON {
		return c.json(map[string]any{"files": files, "gaps": gaps})
	}
	if len(files) > 1 {
		count := map[string]int{}
		for _, f := range files {
			count[f.Result]++
		}
		other := 0
		for _, r := range []string{office.ResultOurs, office.ResultCard, office.ResultNoted, office.ResultRoster, office.ResultRevocation} {
			other += count[r]
		}
		say(c.Out, "共 %d 个文件：导入 %d，以前导入过 %d，回执 %d，没有导入 %d，其他 %d", len(files), count["imported"], count["already"],
			count["receipt"], count["refused"]+count[office.ResultNotReached], other)
	}
	return nil
}

func receivedOf(f office.FileResult) received {
	r := received{
		File: filepath.Base(f.Path), Path: f.Path, From: string(f.From), Result: f.Result, New: f.New, Same: f.Same, Late: f.Late,
		NotInEffect: f.NotInEffect, Own: f.Own, Receipt: f.Receipt, Code: f.Code, About: string(f.About), Number: f.Number, Reason: oneLine(f.Why),
	}
	if f.Err != nil {
		r.Reason = oneLine(office.Explain(f.Err))
	}
	return r
}

func receivedWords(o *office.Office, r received) string {
	switch r.Result {
	case office.ResultRoster:
		return "收下单位名录第" + strconv.FormatUint(r.Number, 10) + "版"
	case office.ResultRevocation:
		return "作废通知：" + o.OfficeName(casework.OfficeCode(r.About)) + "的钥匙，第" + strconv.FormatUint(r.Number, 10) + "号以后的文件不再收"
	case office.ResultRefused:
		return "没有导入：" + r.Reason
	case office.ResultOurs:
		return "本单位写的，请交给对方"
	case office.ResultCard:
		return "指纹卡，要核对30位数字才收：silian enrol"
	case office.ResultNoted:
		return "不用收：" + r.Reason
	case office.ResultNotReached:
		return "停下了，还没有看到它"
	case "already":
		if r.Receipt == "" {
			return "以前收过，没有变化"
		}
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
	if r.Receipt == "" {
		return words + "；" + r.Reason
	}
	return words + "；回执 " + r.Receipt + "，电话回执码 " + r.Code
}
