package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"silian/casework"
	"silian/office"
)

// Exit codes.
const (
	exitDone = iota
	exitRefused
	exitUsage
	exitDamaged
)

// Env is what a verb may touch of the world.
type Env struct {
	Out, Err io.Writer
	Getenv   func(string) string
	DataDir  string // where silian.db lies without --db
}

// verb is one headless command.
type verb struct {
	name  string
	usage string
	run   func(context.Context, *call) error
}

// verbs lists them as help prints them.
func verbs() []verb {
	return []verb{
		{"demo", "demo [--again] 文件夹　　演示：三个单位走完一件事", runDemo},
		{"days", "days [--year 年 | --from 日 --to 日] [--csv | --ics 文件]　　村务日", runDays},
		{"init", "init --level village|township|county --name 名称 --code 代码 [--parent 代码] [--operator 姓名] | --kit 文件夹 --code 代码 [--operator 姓名] | --from-keys 钥匙文件 --code 恢复码 [--card 指纹卡] [--last-no 编号] [--last-sealed 号] [--operator 姓名]　　建立本单位文件；只剩钥匙时重建", runInit},
		{"recover", "recover --code 恢复码　　忘了口令，用恢复码设新口令（新口令用 SILIAN_PASSWORD 或 --password-file 给）", runRecover},
		{"card", "card --out 文件　　写出本单位指纹卡", runCard},
		{"enrol", "enrol 卡文件 [--fingerprint 30位数字] | --office 代码 --groups '两组数字' | --kit 文件夹 [--confirm 6位数字]　　收下对方的指纹卡，核对后才认", runEnrol},
		{"cards", "cards [--json]　　收过的指纹卡和各自认到哪里", runCards},
		{"kit", "kit --out 文件夹 --villages 文件或代码=名称,… [--region 名称] | --join 文件夹　　镇里写建村包；村里补入包", runKit},
		{"key", "key change-password | check-recovery --code 恢复码　　换口令；核对恢复码", runKey},
		{"rotate", "rotate [--out 文件夹]　　换一套新钥匙，印新恢复码，对方要重新核对", runRotate},
		{"revoke", "revoke 文件或文件夹… | --office 代码 [--reason lost|stolen|closed] [--out 文件夹] | --own --out 文件夹 [--card 号] [--reason rotated|lost|stolen]　　作废钥匙", runRevoke},
		{"roster", "roster [--json] | 文件或文件夹 | --out 文件夹 [--issue [--villages 文件] [--cards 文件夹] [--close 代码,…]]　　单位名录：看、收、转、县里编", runRoster},
		{"export", "export --to 代码 --out 文件夹|usb [--slip 文件] [--resend asked|号,号]　　写出封好的文件，或补送", runExport},
		{"receive", "receive 文件或文件夹|usb… [--restore-own | --leave-own] [--json]　　导入收到的文件", runReceive},
		{"verify", "verify 文件 [--card 卡文件] [--json]　　只核对封签，不导入", runVerify},
		{"list", "list [--json] [--query 词] [--overdue] [--status 状态] [--level 级] [--place 代码] [--category 类] [--track 轨] [--source 来源] [--holder 代码] [--handler 号] [--lead 姓名] [--due-from 日] [--due-to 日] [--from 日] [--to 日] [--order newest|due] [--limit N]　　事项清单；list --visits --query 词 [--limit N] [--json]　　没有立事项的来访", runList},
		{"show", "show 编号 [--json]　　看一件事项", runShow},
		{"report", "report --kind weekly|monthly|quarterly|annual --period 期间 [--out 文件夹] [--json] [--freeze | --together | --as-of 日]　　一期的数字", runReport},
		{"paper", "paper slip 编号 | slip --visit 序号 [--day 日] | register [--day 日] | poster [--year 年] [--size A3|A4] | handover --to 代码，都加 --out 文件 [--docx] [--village 代码]；paper contact [--phone 电话] [--place 地点] [--hours 时间] [--upper 单位] [--upper-phone 电话]　　印回执、登记表、村务日年历、U盘交接单", runPaper},
		{"households", "households [--village 代码] 文件 [--dry-run] | --clear [--village 代码]　　村民名册：读表格或文本放进去，清空", runHouseholds},
		{"rules", "rules [--on 日] [--json] | --markdown　　现在有效的期限和口径", runRules},
		{"backup", "backup --out 文件夹 [--json]　　写一份加密的备份，一般写到U盘", runBackup},
		{"restore", "restore 备份文件 [--db 新位置] [--replace] [--code 恢复码] [--last-no 编号] [--last-sealed 号] [--look] [--json]　　从备份恢复", runRestore},
		{"bench", "bench [--cases N] [--json] [--keep 文件] [--sql 文件]　　编造一份台账，量一量各项操作要多久", runBench},
		{"check", "check [--rebuild] [--against 备份文件] [--json]　　检查本机文件，或与一份备份核对", runCheck},
		{"expiring", "expiring [--json]　　保管期限已满、待鉴定的档案", runExpiring},
	}
}

// errUsage says that the command line itself is wrong.
var errUsage = errors.New("usage")

// IsVerb reports whether a word is a verb, so that main knows when to open no
// window.
func IsVerb(word string) bool {
	for _, v := range verbs() {
		if v.name == word {
			return true
		}
	}
	return word == "help" || word == "--help" || word == "-h"
}

// call is one verb being run.
type call struct {
	Env
	flags *flag.FlagSet
	args  []string // what the flag set has not parsed yet, then what stands beside the flags

	db, passwordFile *string
	instance         *string // why this copy is not the one last used here
	operator         *int    // who runs the verb; 0 the first of the office
	pinFile          *string
	noSignIn         bool // the verb says nothing of any matter
	evenDamaged      bool // check opens what others refuse
}

// Run runs the verb args[0] and gives the exit code. Errors go to env.Err in one
// line of plain language.
func Run(ctx context.Context, args []string, env Env) int {
	if len(args) == 0 || args[0] == "help" || strings.HasPrefix(args[0], "-") {
		help(env.Out)
		return exitDone
	}
	for _, v := range verbs() {
		if v.name != args[0] {
			continue
		}
		c := &call{Env: env, flags: flag.NewFlagSet(v.name, flag.ContinueOnError), args: args[1:]}
		c.flags.SetOutput(io.Discard)
		c.db = c.flags.String("db", filepath.Join(env.DataDir, "silian.db"), "")
		c.passwordFile = c.flags.String("password-file", "", "")
		c.instance = c.flags.String("instance", "", "")
		c.operator, c.pinFile = new(int), c.flags.String("pin-file", "", "")
		if v.name != "init" { // there --operator is a name
			c.operator = c.flags.Int("operator", 0, "")
		}
		return c.report(v, v.run(ctx, c))
	}
	say(env.Err, "没有“%s”这个命令。silian help 列出全部命令。", args[0])
	return exitUsage
}

func (c *call) report(v verb, err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errUsage) || errors.Is(err, flag.ErrHelp):
		say(c.Err, "用法：silian %s", v.usage)
		return exitUsage
	case errors.Is(err, errDamaged):
		return exitDamaged
	case errors.Is(err, errDemo) || errors.Is(err, errSomeRefused) || errors.Is(err, errSaid):
		return exitRefused
	case errors.Is(err, office.ErrInstance):
		say(c.Err, "%s命令行加 --instance restored、moved 或 second。", oneLine(office.Explain(err)))
		return exitRefused
	case errors.Is(err, office.ErrPassword):
		say(c.Err, "%s命令：silian recover。", oneLine(office.Explain(err)))
		return exitRefused
	case errors.Is(err, office.ErrDamaged):
		say(c.Err, "%s", oneLine(office.Explain(err)))
		return exitDamaged
	}
	say(c.Err, "%s", oneLine(office.Explain(err)))
	return exitRefused
}

// errDamaged says that a check found something and has said so already.
var errDamaged = errors.New("cli: the file is damaged")

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// say prints one line; a closed pipe is no reason to stop half-way.
func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format+"\n", args...) }

func help(w io.Writer) {
	say(w, "四联台账。不带命令时打开窗口。")
	for _, v := range verbs() {
		say(w, "  silian %s", v.usage)
	}
	say(w, "恢复、搬家或拷到另一台的文件，第一次打开加 --instance restored|moved|second。")
	say(w, "每个命令都可带 --db 文件。口令用环境变量 SILIAN_PASSWORD 或 --password-file。")
	say(w, "每人有PIN码的单位，再加 --operator 编号，PIN码用环境变量 SILIAN_PIN 或 --pin-file。")
}

// parse reads the flags, which may stand before or after the other words, and
// wants between least and most of those.
func (c *call) parse(least, most int) error {
	var rest []string
	args := c.args
	for {
		if err := c.flags.Parse(args); err != nil {
			return errUsage
		}
		args = c.flags.Args()
		if len(args) == 0 {
			break
		}
		rest = append(rest, args[0])
		args = args[1:]
	}
	c.args = rest
	if len(rest) < least || len(rest) > most {
		return errUsage
	}
	return nil
}

// password gives the office password.
func (c *call) password() (string, error) {
	if *c.passwordFile != "" {
		b, err := os.ReadFile(*c.passwordFile)
		if err != nil {
			return "", &casework.Problem{Field: "password", Code: "missing"}
		}
		return strings.TrimRight(string(b), "\r\n"), nil
	}
	if p := c.Getenv("SILIAN_PASSWORD"); p != "" {
		return p, nil
	}
	return "", &casework.Problem{Field: "password", Code: "missing"}
}

// open opens the office file of the call; keys are needed only for what is sealed
// or opened.
func (c *call) open(ctx context.Context, withKeys bool) (*office.Office, error) {
	// What needs no keys can be looked at on a medium that cannot be written.
	cfg := office.Config{Path: *c.db, EvenDamaged: c.evenDamaged, Reason: *c.instance, Looking: !withKeys, Operator: *c.operator, Progress: c.tellRebuilt()}
	switch cfg.Reason {
	case "", "restored", "moved", "second":
	default:
		return nil, &casework.Problem{Field: "instance", Code: "reason"}
	}
	if withKeys {
		p, err := c.password()
		if err != nil {
			return nil, err
		}
		cfg.Password = p
	}
	return office.Open(ctx, cfg)
}

// with opens the office, runs do and closes it again.
func (c *call) with(ctx context.Context, keys bool, do func(*office.Office) error) (err error) {
	o, err := c.open(ctx, keys)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.Close()) }()
	c.sayClockDoubt(ctx, o)
	if o.Locked() && !c.noSignIn {
		if err := c.signIn(ctx, o, keys); err != nil {
			return err
		}
	}
	return do(o)
}
