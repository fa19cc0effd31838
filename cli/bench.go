package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// maxBench bounds the cases of a made-up file: ten counties.
const maxBench = 2_000_000

// runBench fills a made-up office file of a county and measures what people wait for.
// Nothing of it touches the user's own file.
func runBench(ctx context.Context, c *call) (err error) {
	b := &bench{call: c}
	c.flags.IntVar(&b.cases, "cases", 10_000, "")
	c.flags.StringVar(&b.keep, "keep", "", "")
	c.flags.StringVar(&b.sql, "sql", "", "")
	c.flags.BoolVar(&b.quick, "quick", false, "")
	asJSON := c.flags.Bool("json", false, "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if b.cases < 1 || b.cases > maxBench {
		say(c.Err, "--cases 写 1 到 %d", maxBench)
		return errUsage
	}
	for _, path := range []string{b.keep, b.sql} {
		if _, err := os.Lstat(path); path != "" && err == nil {
			return fmt.Errorf("%w: %s", office.ErrExists, path)
		}
	}
	if b.dir, err = os.MkdirTemp("", "silian-bench"); err != nil {
		return fmt.Errorf("cli: bench: %w", err)
	}
	defer func() { err = errors.Join(err, b.close(), os.RemoveAll(b.dir)) }()
	failed := b.run(ctx)
	if failed != nil && len(b.report.Results) == 0 {
		return failed
	}
	defer func() { err = errors.Join(err, failed) }() // after what was measured
	if b.sql != "" {
		if err := b.writeSQL(); err != nil {
			return err
		}
	}
	if *asJSON {
		return c.json(b.report)
	}
	b.print()
	return nil
}

// bench is one run.
type bench struct {
	*call
	cases     int
	keep, sql string
	quick     bool   // no check and no backup of the whole file: they take minutes at the largest size
	dir       string // everything lies here and goes at the end
	o         *office.Office
	made      office.Made
	recorder  office.Recorder
	runs      []benchRun
	report    benchReport
}

// benchReport is what bench --json prints; field names are a contract.
type benchReport struct {
	Cases       int           `json:"cases"`
	Entries     int           `json:"entries"`
	FillSeconds float64       `json:"fill_seconds"`
	FileMB      float64       `json:"file_mb"`
	Results     []benchResult `json:"results"`
	MemoryMB    float64       `json:"memory_mb"`      // resident at the end
	PeakMB      float64       `json:"memory_peak_mb"` // resident at most, with filling; 0 where the system does not tell
	GoMB        float64       `json:"memory_go_mb"`   // runtime.MemStats.Sys
}

// benchResult is one operation, in milliseconds.
type benchResult struct {
	Name string  `json:"name"`
	N    int     `json:"n"`
	P50  float64 `json:"p50_ms"`
	P95  float64 `json:"p95_ms"`
	word string
}

// benchRun is the SQL of one operation for --sql: each time it was run, in order.
type benchRun struct {
	Name   string               `json:"name"`
	Reopen bool                 `json:"reopen,omitempty"` // the file is opened for each run
	P50    float64              `json:"p50_ms"`           // ours
	P95    float64              `json:"p95_ms"`
	Runs   [][]office.Statement `json:"runs"`
}

func (b *bench) path() string { return filepath.Join(b.dir, "county.db") }

func (b *bench) run(ctx context.Context) error {
	if err := b.fill(ctx); err != nil {
		return err
	}
	if err := b.close(); err != nil {
		return err
	}
	if info, err := os.Stat(b.path()); err == nil {
		b.report.FileMB = mb(info.Size())
	}
	if err := b.opening(ctx); err != nil {
		return err
	}
	if err := b.open(ctx, office.DemoPassword); err != nil {
		return err
	}
	parts := []func(context.Context) error{b.lists, b.searches, b.counts, b.keepCopy, b.saves, b.whole} // what cannot be measured must not cost what was
	if b.quick {
		parts = parts[:len(parts)-1]
	}
	for _, part := range parts {
		if err := part(ctx); err != nil {
			return err
		}
	}
	b.memory()
	return nil
}

// fill makes the file: the clock of a demo, so that every run is about the same days.
func (b *bench) fill(ctx context.Context) error {
	var err error
	b.o, _, err = office.Init(ctx, office.Founding{
		Config:    office.Config{Path: b.path(), Password: office.DemoPassword},
		Office:    casework.Office{Code: demoCounty, Name: "平川县信访局", Level: casework.County},
		Operators: []office.Operator{{Number: 1, Name: "郭立新", Role: casework.RoleCountyClerk}},
		Demo:      time.Date(2026, 12, 31, 9, 0, 0, 0, calendar.Zone()),
	})
	if err != nil {
		return err
	}
	began := time.Now()
	b.made, err = b.o.Fill(ctx, b.cases, 1, b.tellFilled)
	b.report.Cases, b.report.Entries, b.report.FillSeconds = b.made.Cases, b.made.Entries, time.Since(began).Seconds()
	return err
}

// tellFilled says every 20,000 cases how far filling is: it takes minutes.
func (b *bench) tellFilled(done, total int64) {
	if done%20_000 == 0 {
		say(b.Err, "已编造 %d / %d 件", done, total)
	}
}

// open opens the file; only a backup needs the password.
func (b *bench) open(ctx context.Context, password string) (err error) {
	b.o, err = office.Open(ctx, office.Config{Path: b.path(), Password: password})
	return err
}

func (b *bench) close() error {
	if b.o == nil {
		return nil
	}
	o := b.o
	b.o = nil
	return o.Close()
}

// keepCopy leaves the file as it was before cases are saved, for --keep.
func (b *bench) keepCopy(ctx context.Context) error {
	if b.keep == "" {
		return nil
	}
	if err := b.close(); err != nil { // the log goes into the file
		return err
	}
	for _, end := range []string{"", ".key", ".xfcard", ".instance"} { // with its keys: the window opens it too
		if err := copyFile(b.path()+end, b.keep+end); err != nil {
			return err
		}
	}
	return b.open(ctx, "")
}

// writeSQL writes the statements that were run, each time with its arguments.
func (b *bench) writeSQL() (err error) {
	f, err := os.OpenFile(b.sql, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("cli: bench: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return json.NewEncoder(f).Encode(b.runs)
}

func (b *bench) print() {
	r := b.report
	say(b.Out, "编造的县级台账：事项 %d 件，流水 %d 笔，文件 %.1f MB，写成用 %.1f 秒", r.Cases, r.Entries, r.FileMB, r.FillSeconds)
	say(b.Out, "  次数   中位 ms    95%% ms  操作")
	for _, one := range r.Results {
		say(b.Out, "%6d %9.2f %9.2f  %s", one.N, one.P50, one.P95, one.word)
	}
	say(b.Out, "内存：最后 %.0f MB，最多 %.0f MB（含编造数据的时候）", r.MemoryMB, r.PeakMB)
}
