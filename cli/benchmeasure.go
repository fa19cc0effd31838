package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"silian/office"
)

// benchBudget is how long one operation is repeated; it is run three times all the same.
const benchBudget = 6 * time.Second

// benchOp is one operation. run gets the number of the try.
type benchOp struct {
	name, word string
	most       int  // tries at most
	sql        bool // what it runs is kept for --sql
	reopen     bool
	run        func(ctx context.Context, try int) error
	after      func() error // not measured
}

// measure runs an operation a few times, a tiny file's fewer, and keeps how long it took.
func (b *bench) measure(ctx context.Context, op benchOp) error {
	run := benchRun{Name: op.name, Reopen: op.reopen}
	recording := op.sql && b.sql != ""
	if b.cases < 1000 {
		op.most = min(op.most, 10)
	}
	var took []time.Duration
	var all time.Duration
	for try := 0; try < op.most && (try < 3 || all < benchBudget); try++ {
		asked := ctx
		if recording {
			b.recorder.Take()
			asked = office.Recording(ctx, &b.recorder)
		}
		began := time.Now()
		if err := op.run(asked, try); err != nil {
			return fmt.Errorf("bench %s: %w", op.name, err)
		}
		one := time.Since(began)
		took, all = append(took, one), all+one
		if recording {
			run.Runs = append(run.Runs, b.recorder.Take())
		}
		if op.after != nil {
			if err := op.after(); err != nil {
				return fmt.Errorf("bench %s: %w", op.name, err)
			}
		}
	}
	run.P50, run.P95 = quantiles(took)
	b.report.Results = append(b.report.Results, benchResult{Name: op.name, N: len(took), P50: run.P50, P95: run.P95, word: op.word})
	if recording {
		b.runs = append(b.runs, run)
	}
	return nil
}

// quantiles gives the middle and the 95th hundredth, in milliseconds.
func quantiles(took []time.Duration) (p50, p95 float64) {
	sorted := slices.Sorted(slices.Values(took))
	at := func(percent int) float64 { return sorted[min(len(sorted)-1, len(sorted)*percent/100)].Seconds() * 1e3 }
	return at(50), at(95)
}

func (b *bench) memory() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.report.GoMB = mb(int64(m.Sys))
	b.report.MemoryMB, b.report.PeakMB = resident("VmRSS:"), resident("VmHWM:")
	if b.report.MemoryMB == 0 { // no /proc: what the Go runtime asked for, without the pages of SQLite
		b.report.MemoryMB = b.report.GoMB
	}
}

// resident reads one line of /proc/self/status in MB, 0 where there is none.
func resident(field string) float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, field); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return mb(kb << 10)
		}
	}
	return 0
}

func mb(bytes int64) float64 { return float64(bytes) / (1 << 20) }

// copyFile copies to a new file.
func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return fmt.Errorf("cli: copy: %w", err)
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("cli: copy: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}
