package cli_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/cli"
	"silian/office"
)

// newOffice makes a demo file on 2027-01-04 and gives its path and the open office.
func newOffice(t *testing.T) (string, *office.Office) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "o.db")
	o, _, err := office.Init(context.Background(), office.Founding{
		Config:    office.Config{Path: path, Password: "long enough", WeakKDF: true},
		Office:    casework.Office{Code: "419901000000", Name: "平川县", Level: casework.County},
		Operators: []office.Operator{{Number: 1, Name: "郭立新", Role: casework.RoleCountyClerk}, {Number: 2, Name: "管理员", Role: casework.RoleAdministrator}},
		Demo:      time.Date(2027, 1, 4, 9, 0, 0, 0, calendar.Zone()),
	})
	if err != nil {
		t.Fatal(err)
	}
	return path, o
}

// run runs a verb in this process.
func run(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = cli.Run(context.Background(), args, cli.Env{Out: &out, Err: &errs, Getenv: func(string) string { return "" }, DataDir: t.TempDir()})
	return code, out.String(), errs.String()
}

// decodeOne reads one JSON object and nothing behind it.
func decodeOne(t *testing.T, text string, into any) {
	t.Helper()
	if strings.Count(text, "\n") != 1 {
		t.Errorf("not one line: %q", text)
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if strings.Count(text, ":null") != strings.Count(text, `"internal":null`) {
		t.Errorf("a field is null that should not be: %s", text)
	}
}

// TestReportJSON: each part of each indicator is there, in order, with words.
func TestReportJSON(t *testing.T) {
	path, o := newOffice(t)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, "report", "--db", path, "--kind", "annual", "--period", "2026", "--json")
	if code != 0 || errs != "" {
		t.Fatalf("exit %d: %s", code, errs)
	}
	var got struct {
		Indicators []struct {
			ID          *int
			Part        *string
			Name        string
			Unit        string
			Kind        string
			Numerator   *int
			Denominator *int
			Value       string
			Small       *bool
		}
		Stock   map[string]int
		Missing []any
	}
	decodeOne(t, out, &got)
	defs := casework.IndicatorDefs()
	if len(got.Indicators) != len(defs) {
		t.Fatalf("%d figures, want %d", len(got.Indicators), len(defs))
	}
	for i, d := range defs {
		f := got.Indicators[i]
		if f.ID == nil || *f.ID != d.ID || f.Part == nil || *f.Part != d.Part || f.Kind != string(d.Kind) {
			t.Errorf("figure %d is %+v, want %d %s %s", i, f, d.ID, d.Part, d.Kind)
		}
		if f.Name == "" || f.Unit == "" || f.Value == "" || f.Numerator == nil || f.Denominator == nil || f.Small == nil {
			t.Errorf("figure %d %s lacks a field: %+v", d.ID, d.Part, f)
		}
	}
	if len(got.Stock) != 9 || got.Missing == nil {
		t.Errorf("stock %v, missing %v", got.Stock, got.Missing)
	}
}

// TestReportCSV: a mark, CRLF at each line, the columns of the contract; a second run
// leaves the file as it is, and no part of one stays behind.
func TestReportCSV(t *testing.T) {
	path, o := newOffice(t)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	args := []string{"report", "--db", path, "--kind", "weekly", "--period", "2026-W53", "--out", dir}
	if code, _, errs := run(t, args...); code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	file := filepath.Join(dir, "数据-平川县-2026-W53.csv")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(string(data), "\xef\xbb\xbf")
	if !marked || !strings.HasSuffix(text, "\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Errorf("mark %v, lines %q", marked, text[:60])
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(rows[0], ","); got != "编号,指标,单位,分子,分母,值" || len(rows) != len(casework.IndicatorDefs())+1 {
		t.Errorf("head %s, %d rows", got, len(rows))
	}
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, args...); code != 0 {
		t.Fatalf("again: exit %d: %s", code, errs)
	}
	after, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || !os.SameFile(before, after) || len(left) != 1 {
		t.Errorf("the second run wrote anew, or left something: %v %v", left, err)
	}
}

// TestReportNeverThroughALink: a link or a folder of that name is another file.
func TestReportNeverThroughALink(t *testing.T) {
	path, o := newOffice(t)
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "数据-平川县-2026.csv"), 0o755); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := run(t, "report", "--db", path, "--kind", "annual", "--period", "2026", "--out", dir); code != 1 || out != "" {
		t.Errorf("a folder in the way: exit %d, %s", code, out)
	}
	target := filepath.Join(t.TempDir(), "nothing-yet")
	if err := os.Symlink(target, filepath.Join(dir, "数据-平川县-2026-Q4.csv")); err != nil {
		t.Skip("no links here:", err)
	}
	if code, _, _ := run(t, "report", "--db", path, "--kind", "quarterly", "--period", "2026-Q4", "--out", dir); code != 1 {
		t.Errorf("a link in the way: exit %d", code)
	}
	if _, err := os.Lstat(target); err == nil {
		t.Error("written through the link")
	}
}

func TestGuardCell(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "登记件数": "登记件数", "—": "—", "30.0%": "30.0%", "3": "3", "a=b": "a=b", "'": "'",
		"=1+1": "'=1+1", "+86": "'+86", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "'\r=1", "＝1": "'＝1",
	} {
		if got := cli.GuardCell(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestFileWord(t *testing.T) {
	for in, want := range map[string]string{
		"柳河镇":                    "柳河镇",
		"../../etc/镇":            ".._.._etc_镇",
		`a\b:c*?"<>|`:            "a_b_c______",
		"镇\u202e\x00x　y":         "镇x_y",
		strings.Repeat("镇", 100): strings.Repeat("镇", 60),
	} {
		if got := cli.FileWord(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}
