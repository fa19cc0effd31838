package office

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"silian/casework"
	"silian/store"
)

// Villager is one name of a village's roster.
type Villager = store.Villager

// Bounds of a roster: the largest village of the sources has about 8,000 people.
const (
	MaxVillagers    = 20_000 // names of one village
	maxVillagerText = 40     // characters of a name, a group or a head
	maxDroppedName  = 12     // characters of the heading of a column that is not kept
)

// HouseholdLine is a line of a pasted or read roster that was not taken, and why.
type HouseholdLine struct {
	Sheet string // of a workbook
	Line  int    // from 1
	Why   string // code: no_name, too_long, twice, number
}

// Households is what was read of a list, before it is put in the place of the old one.
type Households struct {
	People   []Villager
	Left     []HouseholdLine
	Dropped  int      // columns that are not kept: telephones, numbers of documents, whatever else
	Columns  []string // headings of those that have one, each once
	Skipped  []string // sheets of a workbook that were not read, as they have no heading
	Headless bool     // no heading was found: name, group, head in this order
}

// householdColumn is what a column of a roster holds.
type householdColumn int

const (
	columnOther householdColumn = iota
	columnName
	columnGroup
	columnHead
)

// householdHeading reads one heading of a roster.
func householdHeading(s string) householdColumn {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '（' || r == '）' {
			return -1
		}
		return r
	}, s)
	switch {
	case s == "姓名" || s == "名字" || s == "家庭成员" || s == "成员姓名" || s == "村民姓名":
		return columnName
	case strings.Contains(s, "户主") && !strings.ContainsAny(s, "关系证电话手机号码"):
		return columnHead
	case s == "组" || s == "村组" || s == "组别" || s == "小组" || s == "所在组" || s == "村民小组" || s == "所在村组" || s == "组名":
		return columnGroup
	}
	return columnOther
}

// ReadHouseholds takes a roster as it was pasted: a name a line, with group and head when
// they are given, between tabs, commas or several spaces. A first line of headings
// (姓名, 村组, 户主) may stand in any order; without one the order is name, group, head.
// Columns of another kind are dropped and counted: the roster holds nothing else.
func ReadHouseholds(text string) Households {
	var rows [][]string
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		rows = append(rows, householdCells(strings.TrimRight(line, "\r\n")))
	}
	return HouseholdsOf(rows)
}

// householdCells cuts a line: at tabs, else at commas, else at spaces.
func householdCells(line string) []string {
	switch {
	case strings.Contains(line, "\t"):
		return strings.Split(line, "\t")
	case strings.ContainsAny(line, ",，;；"):
		return strings.Split(strings.NewReplacer("，", ",", ";", ",", "；", ",").Replace(line), ",") // empty cells count
	}
	return strings.Fields(line)
}

// HouseholdsOf takes a roster as rows of cells, see ReadHouseholds.
func HouseholdsOf(rows [][]string) Households {
	r := newHouseholdReader()
	r.take("", rows, func(i int) int { return i + 1 })
	return r.out
}

// householdReader reads one sheet after the other into one list.
type householdReader struct {
	out  Households
	seen map[Villager]bool
}

func newHouseholdReader() *householdReader { return &householdReader{seen: map[Villager]bool{}} }

// householdHead looks for the headings, which may stand under a title: from is the row
// after them. headed is false when there are none: name, group, head in this order.
func householdHead(rows [][]string) (columns []householdColumn, from int, headed bool) {
	for i, cells := range rows[:min(len(rows), 10)] {
		found := make([]householdColumn, len(cells))
		for j, c := range cells {
			if found[j] = householdHeading(c); found[j] == columnName || found[j] == columnHead {
				headed = true
			}
		}
		if headed {
			return found, i + 1, true
		}
	}
	return []householdColumn{columnName, columnGroup, columnHead}, 0, false
}

// drop notes which columns are not kept.
func (r *householdReader) drop(columns []householdColumn, headings []string) {
	for j, c := range columns {
		if c != columnOther {
			continue
		}
		r.out.Dropped++
		h := strings.Join(strings.Fields(strings.Map(printing, headings[j])), "")
		if long := []rune(h); len(long) > maxDroppedName {
			h = string(long[:maxDroppedName]) + "…"
		}
		if h != "" && !slices.Contains(r.out.Columns, h) {
			r.out.Columns = append(r.out.Columns, h)
		}
	}
}

// take reads a sheet; line gives the number of a row for people.
func (r *householdReader) take(sheet string, rows [][]string, line func(i int) int) {
	columns, from, headed := householdHead(rows)
	r.out.Headless = !headed
	if headed {
		r.drop(columns, rows[from-1])
	}
	group, head := "", ""
	for i := from; i < len(rows); i++ {
		p, any := pickCells(columns, rows[i])
		if !any {
			continue
		}
		p.Name = cmp.Or(p.Name, p.Head) // a list of heads alone
		if headed {                     // merged cells: group and head stand in the first line of a household
			p.Group, p.Head = cmp.Or(p.Group, group), cmp.Or(p.Head, head)
			group, head = p.Group, p.Head
		}
		if why := r.refuse(p); why != "" {
			r.out.Left = append(r.out.Left, HouseholdLine{sheet, line(i), why})
			continue
		}
		r.seen[p] = true
		r.out.People = append(r.out.People, p)
	}
}

// refuse says why a line is not taken, "" when it is.
func (r *householdReader) refuse(p Villager) string {
	switch {
	case p.Name == "":
		return "no_name"
	case max(utf8.RuneCountInString(p.Name), utf8.RuneCountInString(p.Group), utf8.RuneCountInString(p.Head)) > maxVillagerText:
		return "too_long"
	case hasNumber(p.Name) || hasNumber(p.Group) || hasNumber(p.Head):
		return "number"
	case r.seen[p]:
		return "twice"
	}
	return ""
}

// hasNumber finds a telephone or the number of a document: six digits in a row. No name
// and no group has that.
func hasNumber(s string) bool {
	run := 0
	for _, c := range s {
		if !unicode.IsDigit(c) {
			run = 0
		} else if run++; run == 6 {
			return true
		}
	}
	return false
}

// pickCells takes what is kept of one row; any says that something stood there.
func pickCells(columns []householdColumn, cells []string) (p Villager, any bool) {
	for j, c := range cells {
		if j >= len(columns) {
			break
		}
		c = strings.Join(strings.Fields(strings.Map(printing, c)), "")
		switch columns[j] {
		case columnName:
			p.Name = c
		case columnGroup:
			p.Group = store.GroupName(c)
		case columnHead:
			p.Head = c
		}
		any = any || c != "" && columns[j] != columnOther
	}
	return p, any
}

// printing leaves out what does not print: controls, marks of direction.
func printing(r rune) rune {
	if unicode.IsSpace(r) {
		return ' '
	}
	if !unicode.IsPrint(r) {
		return -1
	}
	return r
}

// PutHouseholds puts a roster in the place of the one of a village: our own, or one whose
// books we keep. It stays on this PC, is never exported, and none takes it away.
// Errors: a Problem (households: too_long), ErrSignedOut.
func (o *Office) PutHouseholds(ctx context.Context, village casework.OfficeCode, people []Villager) error {
	switch {
	case o.Operator().Number == 0:
		return ErrSignedOut
	case len(people) > MaxVillagers:
		return &Problem{Field: "households", Code: "too_long"}
	}
	if err := o.store.Update(ctx, func(tx *store.Tx) error { return tx.PutHouseholds(village, people) }); err != nil {
		return fmt.Errorf("office: households: %w", err)
	}
	return nil
}

// FindVillagers gives names of a village's roster for picking, see store.FindVillagers.
func (o *Office) FindVillagers(ctx context.Context, village casework.OfficeCode, group, typed string, limit int) (out []Villager, err error) {
	if o.Operator().Number == 0 {
		return nil, ErrSignedOut
	}
	err = o.store.View(ctx, func(v *store.View) error {
		out, err = v.FindVillagers(village, group, typed, limit)
		return err
	})
	return out, err
}

// HouseholdGroups gives the groups that a village's roster names, and how many names it has.
func (o *Office) HouseholdGroups(ctx context.Context, village casework.OfficeCode) (groups []string, people int, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		if people, err = v.HouseholdSize(village); err != nil {
			return err
		}
		groups, err = v.HouseholdGroups(village)
		return err
	})
	return groups, people, err
}
