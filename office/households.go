package office

import (
	"cmp"
	"context"
	"fmt"
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
)

// HouseholdLine is a line of a pasted or read roster that was not taken, and why.
type HouseholdLine struct {
	Line int    // from 1
	Why  string // code: no_name, too_long, twice
}

// Households is what was read of a list, before it is put in the place of the old one.
type Households struct {
	People   []Villager
	Left     []HouseholdLine
	Dropped  int  // columns that are not kept: telephones, numbers of documents, whatever else
	Headless bool // no heading was found: name, group, head in this order
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
	columns, from := []householdColumn{columnName, columnGroup, columnHead}, 0
	var out Households
	out.Headless = true
	for i, cells := range rows[:min(len(rows), 10)] { // headings may stand under a title
		found := make([]householdColumn, len(cells))
		names := 0
		for j, c := range cells {
			if found[j] = householdHeading(c); found[j] == columnName || found[j] == columnHead {
				names++
			}
		}
		if names > 0 {
			columns, from, out.Headless = found, i+1, false
			break
		}
	}
	for _, c := range columns {
		if c == columnOther {
			out.Dropped++
		}
	}
	seen := map[Villager]bool{}
	group, head := "", ""
	for i, cells := range rows[from:] {
		p, any := pickCells(columns, cells)
		if !any {
			continue
		}
		if !out.Headless { // merged cells: group and head stand in the first line of a household
			p.Group, p.Head = cmp.Or(p.Group, group), cmp.Or(p.Head, head)
			group, head = p.Group, p.Head
		}
		if p.Name == "" {
			p.Name = p.Head // a list of heads alone
		}
		line := from + i + 1
		switch {
		case p.Name == "":
			out.Left = append(out.Left, HouseholdLine{line, "no_name"})
		case max(utf8.RuneCountInString(p.Name), utf8.RuneCountInString(p.Group), utf8.RuneCountInString(p.Head)) > maxVillagerText:
			out.Left = append(out.Left, HouseholdLine{line, "too_long"})
		case seen[p]:
			out.Left = append(out.Left, HouseholdLine{line, "twice"})
		default:
			seen[p] = true
			out.People = append(out.People, p)
		}
	}
	return out
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
