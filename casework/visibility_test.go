package casework_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
)

// The table of domain 2.6, by hand. A cell lists what may be done (r read, w write,
// m masked, u unmask, s summary, c count) and after a colon on what condition; "-" is
// nothing. The columns stand in the order of the paper, with the mediator, the county
// supervisor and the administrator, which are ours.
const visibility = `
class        | registrar  | secretary  | mediator | tclerk    | leader | unit   | cclerk      | supervisor | bulletin | admin
matter_text  | rw:own     | rw:own     | r:hand   | rw        | r      | r:own  | r:esc rw:own| r:esc      | -        | -
contact      | rw:own     | r:own      | r:hand   | r         | r      | r:need | r:esc       | r:esc      | -        | -
id_number    | wm         | m          | -        | mu        | m      | -      | r:paper     | -          | -        | -
sealed       | -          | -          | -        | ws        | -      | -      | ws:addr     | -          | c        | -
sensitive    | rw:init    | rw:hand    | r:hand   | rw:hand   | r:hand | r:hand | rw:hand     | -          | -        | -
satisfaction | -          | s          | -        | rw        | r      | s      | s           | s          | c        | -
supervision  | r:own      | r:own      | r:hand   | rw        | r      | r:own  | rw          | rw         | s        | -
`

var visibilityColumns = map[string]casework.Reader{
	"registrar": "village_registrar", "secretary": "village_secretary", "mediator": "village_mediator",
	"tclerk": "township_clerk", "leader": "township_leader", "unit": "responsible_unit", "cclerk": "county_clerk",
	"supervisor": "county_supervisor", "bulletin": "bulletin", "admin": "administrator",
}

// eachCircumstances gives all combinations.
func eachCircumstances() []casework.Circumstances {
	var out []casework.Circumstances
	for bits := range 1 << 7 {
		on := func(i int) bool { return bits>>i&1 == 1 }
		out = append(out, casework.Circumstances{
			Own: on(0), Escalated: on(1), Needed: on(2), Handler: on(3), InitialWriter: on(4), OnPaper: on(5), Addressee: on(6),
		})
	}
	return out
}

// wantSight reads one cell of the table above.
func wantSight(t *testing.T, cell string, in casework.Circumstances) casework.Sight {
	t.Helper()
	var s casework.Sight
	for _, part := range strings.Fields(cell) {
		may, cond, _ := strings.Cut(part, ":")
		holds, known := map[string]bool{
			"": true, "own": in.Own, "esc": in.Escalated, "need": in.Needed, "hand": in.Handler,
			"init": in.InitialWriter, "paper": in.OnPaper, "addr": in.Addressee,
		}[cond]
		if !known {
			t.Fatalf("condition %q", cond)
		}
		for _, m := range may {
			switch m {
			case 'r':
				s.Read = s.Read || holds
			case 'w':
				s.Write = s.Write || holds
			case 'm':
				s.Masked = s.Masked || holds
			case 'u':
				s.Unmask = s.Unmask || holds
			case 's':
				s.Summary = s.Summary || holds
			case 'c':
				s.CountOnly = s.CountOnly || holds
			case '-':
			default:
				t.Fatalf("%q in cell %q", m, cell)
			}
		}
	}
	return s
}

func TestVisibleCellByCell(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(visibility), "\n")
	split := func(line string) []string {
		parts := strings.Split(line, "|")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		return parts
	}
	heads, cells := split(lines[0])[1:], 0
	for _, line := range lines[1:] {
		parts := split(line)
		class := casework.DataClass(parts[0])
		for i, cell := range parts[1:] {
			reader := visibilityColumns[heads[i]]
			cells++
			for _, in := range eachCircumstances() {
				want := wantSight(t, cell, in)
				if got := casework.Visible(reader, class, in); got != want {
					t.Errorf("%s sees %s, %+v: %+v, want %+v", reader, class, in, got, want)
					break
				}
			}
		}
	}
	table := casework.Visibility()
	if len(heads) != len(casework.Readers()) || len(lines)-1 != len(table) || cells != 70 {
		t.Errorf("%d cells here, %d rows and %d columns there", cells, len(table), len(casework.Readers()))
	}
	for _, row := range table {
		if len(row.Cells) != len(casework.Readers()) {
			t.Errorf("row %s has %d cells", row.Class, len(row.Cells))
		}
	}
}

func TestVisibleOutsideTheTable(t *testing.T) {
	all := eachCircumstances()[1<<7-1]
	for _, c := range []struct {
		reader casework.Reader
		class  casework.DataClass
	}{{"passer_by", casework.DataMatter}, {"", casework.DataMatter}, {casework.ReaderTownshipClerk, "diary"}} {
		if got := casework.Visible(c.reader, c.class, all); got != (casework.Sight{}) {
			t.Errorf("%q sees %q: %+v", c.reader, c.class, got)
		}
	}
}

// TestEveryRoleIsAColumn: a new role without a column would see nothing by accident.
func TestEveryRoleIsAColumn(t *testing.T) {
	for _, r := range allRoles {
		if !slices.Contains(casework.Readers(), casework.ReaderOf(r)) {
			t.Errorf("%s has no column", r)
		}
	}
}

func TestVisibilityTablePrints(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(casework.VisibilityTable(), "\n"), "\n")
	if len(lines) != 2+7 {
		t.Fatalf("%d lines", len(lines))
	}
	want := "| data | village_registrar | village_secretary | village_mediator | township_clerk | township_leader | responsible_unit | county_clerk | county_supervisor | bulletin | administrator |"
	if diff := cmp.Diff(want, lines[0]); diff != "" {
		t.Error(diff)
	}
	want = "| sealed | no trace | no trace | no trace | stub | no | no | stub if addressee | no | count only | no |"
	if diff := cmp.Diff(want, lines[2+3]); diff != "" {
		t.Error(diff)
	}
	for _, line := range lines {
		if n := strings.Count(line, "|"); n != 12 {
			t.Errorf("%d bars in %s", n, line)
		}
	}
}
