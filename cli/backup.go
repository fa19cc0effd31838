package cli

import (
	"context"

	"silian/office"
)

func runBackup(ctx context.Context, c *call) error {
	out := c.flags.String("out", "", "")
	asJSON := c.flags.Bool("json", false, "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *out == "" {
		return errUsage
	}
	return c.with(ctx, true, func(o *office.Office) error {
		r, err := o.Backup(ctx, *out, c.tellWork("正在写备份", tellBytes))
		if err != nil {
			return c.stopped(err, "没有留下半份备份，台账没有变")
		}
		if *asJSON {
			return c.json(map[string]any{
				"file": r.File, "dir": r.Dir, "parts": r.Parts, "entries": r.Entries, "bytes": r.Bytes, "files": r.Files, "read_back": r.Direct,
			})
		}
		say(c.Out, "写好备份 %s：流水 %d 笔，%d 个文件，新附件 %d 个。写完又读回核对过", r.File, r.Entries, r.Parts, r.Files)
		if !r.Direct {
			say(c.Out, "这个盘不能绕过缓存读回。请拔下再插上，用 silian check --against 核对一次")
		}
		say(c.Out, "打开它要用今天的单位口令，或纸上的恢复码")
		return nil
	})
}

func runRestore(ctx context.Context, c *call) error {
	replace := c.flags.Bool("replace", false, "")
	code := c.flags.String("code", "", "")
	lastNo := c.flags.String("last-no", "", "")
	lastSealed := c.flags.Uint64("last-sealed", 0, "")
	look := c.flags.Bool("look", false, "")
	asJSON := c.flags.Bool("json", false, "")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	password, err := c.password()
	if err != nil {
		return err
	}
	cfg := office.RestoreConfig{
		File: c.args[0], Into: *c.db, Password: password, Recovery: *code, Replace: *replace, LastPaperNo: *lastNo, LastSealed: *lastSealed,
		Progress: c.tellWork("正在恢复", tellBytes),
	}
	do := office.Restore
	if *look {
		do = office.InspectBackup
	}
	info, err := do(ctx, cfg)
	if err != nil {
		return c.stopped(err, "没有恢复，原来的文件没有动")
	}
	if *asJSON {
		return c.json(map[string]any{
			"office": info.Office, "name": info.Name, "created": info.Created.Format("2006-01-02T15:04:05Z"), "entries": info.Entries,
			"last_case": info.LastCase, "last_sealed": info.LastSealed, "files": info.Files, "fingerprint": info.Fingerprint,
			"path": info.Path, "moved_aside": info.MovedAside, "destroyed_again": info.DestroyedAgain,
			"missing_files": append([]string{}, info.MissingFiles...),
		})
	}
	c.sayRestored(info, *code != "")
	return nil
}

func (c *call) sayRestored(info office.RestoreInfo, byCode bool) {
	say(c.Out, "备份：%s（%s），流水 %d 笔，附件 %d 个", info.Name, info.Office, info.Entries, info.Files)
	last := string(info.LastCase)
	if last == "" {
		last = "无"
	}
	say(c.Out, "最后的编号：%s；最后的封好文件：第%d号。纸上有更晚的，请用 --last-no、--last-sealed 写上", last, info.LastSealed)
	if byCode || info.Path == "" {
		say(c.Out, "本单位指纹（与纸上核对）：%s", office.Groups(info.Fingerprint))
	}
	if info.Path == "" {
		return
	}
	if info.MovedAside != "" {
		say(c.Out, "旧的台账改名留在 %s", info.MovedAside)
	}
	if info.DestroyedAgain > 0 {
		say(c.Out, "备份以后销毁过的文字 %d 笔，已再次销毁", info.DestroyedAgain)
	}
	for _, f := range info.MissingFiles {
		say(c.Out, "缺附件 %s，找到后再恢复一次", f)
	}
	say(c.Out, "已恢复到 %s。新编号用下一个字母，不会与以前重复", info.Path)
}

// checkReport is what check found, alone and against a backup.
type checkReport struct {
	office.Report
	against *office.Against
}

// lostEntry is one entry of check --json; field names are a contract.
type lostEntry struct {
	ID    string `json:"id"`
	About string `json:"about"`
	No    string `json:"no"`
}

// sayCheck prints a check and gives the error that its exit code needs.
func (c *call) sayCheck(r checkReport, asJSON bool) error {
	if asJSON {
		if err := c.json(r.fields()); err != nil {
			return err
		}
	} else {
		r.print(c)
	}
	if len(r.Problems) > 0 || (r.against != nil && !r.against.OK()) {
		return errDamaged
	}
	return nil
}

func (r checkReport) print(c *call) {
	say(c.Out, "流水 %d 笔（其中只有封皮 %d 笔），事项 %d 件，接访 %d 天", r.Entries, r.Stubs, r.Cases, r.Days)
	if r.Rebuilt {
		say(c.Out, "清单和检索已照流水重写")
	}
	for _, p := range checkParts(r.Problems) {
		state := "没有问题"
		if p.Problems > 0 {
			state = itoa(p.Problems) + " 处问题"
		}
		say(c.Out, "　%s　%s", office.Word("check", p.ID), state)
	}
	for _, p := range r.Problems {
		say(c.Out, "问题：%s", p)
	}
	if r.against != nil {
		r.printAgainst(c)
	}
	if len(r.Problems) == 0 {
		say(c.Out, "没有发现问题")
	}
}

func (r checkReport) printAgainst(c *call) {
	a := r.against
	say(c.Out, "与备份 %s（%s）核对：备份里 %d 笔，本机相同 %d 笔，备份以后新写 %d 笔", a.File, a.Created.Format("2006-01-02 15:04"), a.Entries, a.Same, a.Newer)
	for _, g := range []struct {
		words string
		list  []office.Lost
	}{{"以后销毁了文字", a.Destroyed}, {"本机没有这一笔", a.Missing}, {"本机的内容不同", a.Differ}, {"本机丢了文字", a.NoBody}} {
		for _, l := range g.list {
			say(c.Out, "　%s：%s（%s）", g.words, office.LostWords(l), l.ID)
		}
	}
	for _, f := range a.NoFiles {
		say(c.Out, "　备份旁边缺附件：%s", f)
	}
	for _, f := range a.BadFiles {
		say(c.Out, "　备份旁边的附件损坏：%s", f)
	}
	if a.OK() {
		say(c.Out, "备份里的每一笔本机都有")
	} else {
		say(c.Out, "本机缺了备份里有的内容。请不要再写，先复制一份，再从备份恢复到另一个位置比对")
	}
}

func (r checkReport) fields() map[string]any {
	out := map[string]any{
		"ok": len(r.Problems) == 0 && (r.against == nil || r.against.OK()), "entries": r.Entries, "stubs": r.Stubs, "cases": r.Cases, "days": r.Days,
		"rebuilt": r.Rebuilt, "problems": append([]string{}, r.Problems...), "parts": checkParts(r.Problems),
	}
	if a := r.against; a != nil {
		out["against"] = map[string]any{
			"ok": a.OK(), "file": a.File, "created": a.Created.UTC().Format("2006-01-02T15:04:05Z"), "entries": a.Entries, "same": a.Same, "newer": a.Newer,
			"destroyed": lostOf(a.Destroyed), "missing": lostOf(a.Missing), "differ": lostOf(a.Differ), "no_body": lostOf(a.NoBody),
			"files_missing": append([]string{}, a.NoFiles...), "files_damaged": append([]string{}, a.BadFiles...),
		}
	}
	return out
}

func lostOf(list []office.Lost) []lostEntry {
	out := []lostEntry{}
	for _, l := range list {
		out = append(out, lostEntry{l.ID.String(), string(l.Subject.Kind), string(l.No)})
	}
	return out
}
