// Command silian-cbench runs the SQL that `silian bench --keep FILE --sql FILE.json` ran
// through the C library of SQLite, on a copy of the same file and with the same settings,
// and prints the times beside ours. It is a module of its own and never part of the
// product, which is built without C.
//
//	go run -tags sqlite_fts5 . -db FILE -sql FILE.json [-json]
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"
)

func main() {
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "cbench:", err)
		os.Exit(1)
	}
}

// operation is one of bench --sql; field names are a contract.
type operation struct {
	Name   string        `json:"name"`
	Reopen bool          `json:"reopen"`
	P50    float64       `json:"p50_ms"`
	P95    float64       `json:"p95_ms"`
	Runs   [][]statement `json:"runs"`
}

// result is one line of -json.
type result struct {
	Name   string  `json:"name"`
	N      int     `json:"n"`
	P50    float64 `json:"p50_ms"` // ours, as bench measured it
	P95    float64 `json:"p95_ms"`
	CP50   float64 `json:"c_p50_ms"`
	CP95   float64 `json:"c_p95_ms"`
	RatioC float64 `json:"ratio_to_c"` // of the two p50
}

func run(ctx context.Context) (err error) {
	db := flag.String("db", "", "file that bench --keep left")
	sql := flag.String("sql", "", "statements that bench --sql left")
	asJSON := flag.Bool("json", false, "")
	flag.Parse()
	if *db == "" || *sql == "" {
		return errors.New("usage: cbench -db FILE -sql FILE.json [-json]")
	}
	data, err := os.ReadFile(*sql)
	if err != nil {
		return err
	}
	var all []operation
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	work := *db + ".cbench" // saving is part of it: the kept file stays as it is
	if err := copyFile(*db, work); err != nil {
		return err
	}
	defer func() {
		for _, end := range []string{"", "-wal", "-shm"} {
			_ = os.Remove(work + end)
		}
	}()
	c := &library{path: work}
	defer func() { err = errors.Join(err, c.close()) }()
	var out []result
	for _, op := range all {
		r, err := c.measure(ctx, op)
		if err != nil {
			return fmt.Errorf("%s: %w", op.Name, err)
		}
		out = append(out, r)
	}
	version, err := c.version(ctx)
	if err != nil {
		return err
	}
	if *asJSON {
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"sqlite": version, "results": out})
	}
	fmt.Printf("C SQLite %s\n%-34s %5s %10s %10s %10s %10s %8s\n", version, "operation", "n", "p50 ms", "p95 ms", "C p50", "C p95", "ratio")
	for _, r := range out {
		fmt.Printf("%-34s %5d %10.2f %10.2f %10.2f %10.2f %8.2f\n", r.Name, r.N, r.P50, r.P95, r.CP50, r.CP95, r.RatioC)
	}
	return nil
}

func (c *library) measure(ctx context.Context, op operation) (result, error) {
	r := result{Name: op.Name, N: len(op.Runs), P50: op.P50, P95: op.P95}
	if len(op.Runs) == 0 {
		return r, errors.New("no statements")
	}
	var took []time.Duration
	for _, all := range op.Runs {
		if op.Reopen {
			if err := c.close(); err != nil {
				return r, err
			}
		}
		began := time.Now()
		if err := c.replay(ctx, all); err != nil {
			return r, err
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	at := func(percent int) float64 {
		return took[min(len(took)-1, len(took)*percent/100)].Seconds() * 1e3
	}
	r.CP50, r.CP95 = at(50), at(95)
	r.RatioC = r.P50 / r.CP50
	return r, nil
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	_, err = io.Copy(out, in)
	return err
}
