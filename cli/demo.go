package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// The three offices of the demo are invented.
const (
	demoVillage  casework.OfficeCode = "419901102201"
	demoTownship casework.OfficeCode = "419901102000"
	demoCounty   casework.OfficeCode = "419901000000"
)

// runDemo plays the worked case of the design on three office files: the same
// methods as the window, no shortcuts. Any expectation that fails ends it with
// exit code 1.
func runDemo(ctx context.Context, c *call) (err error) {
	again := c.flags.Bool("again", false, "")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	password := c.Getenv("SILIAN_PASSWORD")
	if password == "" {
		password = office.DemoPassword
		say(c.Out, "演示口令：%s", password)
	}
	d := &demo{ctx: ctx, call: c, dir: c.args[0], password: password}
	if err := d.prepare(*again); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	if err := d.found(); err != nil {
		return err
	}
	for _, part := range []func() error{d.visit, d.reportUp, d.township, d.county, d.settle, d.figures, d.busyDay, d.relapse, d.agree} {
		if err := part(); err != nil {
			return err
		}
	}
	if err := d.finished(); err != nil {
		return err
	}
	if d.failed > 0 {
		say(c.Err, "演示没有通过：%d 处与预期不符。", d.failed)
		return errDemo
	}
	say(c.Out, "演示完成，%d 处核对全部相符。文件在 %s", d.checked, d.dir)
	return nil
}

// errDemo ends a demo whose expectations failed; it has said so already.
var errDemo = errors.New("demo: an expectation failed")

// demo is one run.
type demo struct {
	*call
	ctx      context.Context
	dir      string
	password string

	v, t, c *office.Office // village, township, county
	day     calendar.Day

	a, b, k         casework.ID // case A, case B split from it, case C (the road)
	m, s, acreage   casework.ID // the Monday meeting, the supervision, the task that was late
	checked, failed int
}

// prepare makes the folder ready. An earlier demo is removed only with --again or
// when it was cut off before its end, and only its own files.
func (d *demo) prepare(again bool) error {
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		return err
	}
	mark := d.markPath()
	if _, err := os.Stat(mark); err == nil && !again {
		say(d.Out, "上次演示没有走完，从头再走一遍。")
		again = true
	}
	for _, name := range demoNames() {
		path := filepath.Join(d.dir, name+".db")
		if _, err := os.Stat(path); err == nil && !again {
			return office.ErrExists
		}
		if office.InUse(path) {
			return office.ErrInUse
		}
	}
	if err := os.WriteFile(mark, nil, 0o600); err != nil { // before anything is removed
		return err
	}
	return d.clear()
}

func demoNames() []string { return []string{"village", "township", "county"} }

// markPath names the file that stands in the folder until the demo has ended.
func (d *demo) markPath() string { return filepath.Join(d.dir, "demo.unfinished") }

// finished takes the mark away: from here on the files are kept.
func (d *demo) finished() error { return os.Remove(d.markPath()) }

// clear removes the files of an earlier demo.
func (d *demo) clear() error {
	for _, name := range demoNames() {
		path := filepath.Join(d.dir, name+".db")
		for _, end := range []string{"", "-wal", "-shm", ".lock", ".instance", ".head", ".founding", ".ballast", ".ballast.new", ".key", ".outbox", ".spool", ".files", ".view", ".papers", ".snapshot"} {
			if err := os.RemoveAll(path + end); err != nil {
				return err
			}
		}
	}
	sealed, err := office.FindSealed(d.dir)
	if err != nil {
		return err
	}
	cards, err := filepath.Glob(filepath.Join(d.dir, "*.xfcard"))
	if err != nil {
		return err
	}
	for _, path := range append(sealed, cards...) {
		if !ofDemo(filepath.Base(path)) {
			continue
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

// ofDemo reports whether a sealed file or a card is one of the demo's offices.
func ofDemo(file string) bool {
	for i, code := range []casework.OfficeCode{demoVillage, demoTownship, demoCounty} {
		if strings.Contains(file, string(code)) || file == demoNames()[i]+".db.xfcard" {
			return true
		}
	}
	return false
}

func (d *demo) close() error {
	var errs []error
	for _, o := range []*office.Office{d.v, d.t, d.c} {
		if o != nil {
			errs = append(errs, o.Close())
		}
	}
	return errors.Join(errs...)
}

// step prints one step in plain words.
func (d *demo) step(format string, args ...any) {
	say(d.Out, "%s　%s", d.day, fmt.Sprintf(format, args...))
}

// expect compares what came with what the worked case says.
func (d *demo) expect(what string, got, want any) {
	d.checked++
	if fmt.Sprint(got) == fmt.Sprint(want) {
		say(d.Out, "　　✓ %s：%v", what, got)
		return
	}
	d.failed++
	say(d.Out, "　　✗ %s：得到 %v，应为 %v", what, got, want)
}

// at moves the clocks of all three offices to nine in the morning of a day.
func (d *demo) at(day string) error {
	on, err := calendar.ParseDay(day)
	if err != nil {
		return err
	}
	d.day = on
	for _, o := range []*office.Office{d.v, d.t, d.c} {
		if err := o.SetDemoClock(d.ctx, on.Time().Add(9*time.Hour)); err != nil {
			return err
		}
	}
	return nil
}

// found makes three offices that know each other.
func (d *demo) found() error {
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, calendar.Zone())
	d.day = calendar.DayOf(start)
	var err error
	make1 := func(name string, who casework.Office, ops ...office.Operator) *office.Office {
		if err != nil {
			return nil
		}
		for i := range ops {
			ops[i].Number = i + 1
		}
		o, _, e := office.Init(d.ctx, office.Founding{
			Config: office.Config{Path: filepath.Join(d.dir, name+".db"), Password: d.password},
			Office: who, Operators: ops, Demo: start,
		})
		err = e
		return o
	}
	d.v = make1("village", casework.Office{Code: demoVillage, Name: "东岭村", Level: casework.Village, Parent: demoTownship},
		office.Operator{Name: "韩守田", Role: casework.RoleVillageSecretary}, office.Operator{Name: "李小兰", Role: casework.RoleVillageRegistrar})
	d.t = make1("township", casework.Office{Code: demoTownship, Name: "柳河镇", Level: casework.Township, Parent: demoCounty},
		office.Operator{Name: "周敏", Role: casework.RoleTownshipClerk}, office.Operator{Name: "丁福顺", Role: casework.RoleTownshipClerk})
	d.c = make1("county", casework.Office{Code: demoCounty, Name: "平川县信访局", Level: casework.County},
		office.Operator{Name: "郭立新", Role: casework.RoleCountyClerk}, office.Operator{Name: "孟小舟", Role: casework.RoleCountyClerk})
	if err != nil {
		return err
	}
	d.step("三个单位各建一个文件：%s、%s、%s", d.v.Me().Name, d.t.Me().Name, d.c.Me().Name)
	for _, pair := range [][2]*office.Office{{d.v, d.t}, {d.t, d.v}, {d.t, d.c}, {d.c, d.t}} {
		if err := d.enrol(pair[0], pair[1]); err != nil {
			return err
		}
	}
	d.step("互换指纹卡，30位数字当面核对")
	return nil
}

// enrol lets one office take the card of another, comparing the fingerprint that
// the other reads from its own screen.
func (d *demo) enrol(o, other *office.Office) error {
	card := filepath.Join(d.dir, string(other.Me().Code)+".xfcard")
	if _, err := os.Stat(card); errors.Is(err, os.ErrNotExist) {
		if err := other.WriteCard(d.ctx, card); err != nil {
			return err
		}
	}
	_, err := o.Enrol(d.ctx, card, other.Fingerprint())
	return err
}

// carry seals what from has for to, takes the file over on the stick, and takes
// the receipt back.
func (d *demo) carry(from, to *office.Office) (office.Received, error) {
	sent, err := from.Export(d.ctx, to.Me().Code, d.dir, nil)
	if err != nil {
		return office.Received{}, err
	}
	in, err := to.Preview(d.ctx, filepath.Join(d.dir, sent.File), nil)
	if err != nil {
		return office.Received{}, err
	}
	got, err := to.Take(d.ctx, in, d.dir)
	if err != nil {
		return office.Received{}, err
	}
	d.step("%s → %s：第%d号封好的文件，%d 笔（新 %d，相同 %d）", from.Me().Name, to.Me().Name, sent.Seq, sent.Entries, got.New, got.Same)
	back, err := from.Preview(d.ctx, filepath.Join(d.dir, got.Receipt), nil)
	if err != nil {
		return office.Received{}, err
	}
	if _, err := from.Take(d.ctx, back, d.dir); err != nil {
		return office.Received{}, err
	}
	return got, nil
}

// act is done today, for the office itself.
func (d *demo) act() office.Act { return office.Act{} }
