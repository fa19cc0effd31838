package casework

import (
	"fmt"
	"strings"
)

// markdown writes a table; cells are taken as they are.
func markdown(head []string, rows [][]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n|%s\n", strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(r, " | "))
	}
	return b.String()
}

// joined puts codes in one cell.
func joined[T ~string](list []T) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = string(v)
	}
	return strings.Join(parts, " ")
}

// TransitionTable prints the state table of the handling axis as Markdown
// (docs/rules.md; a test holds both together). "=" leaves the state, "<" goes back to
// the one before a merge; a form that is empty fits any other form of the act.
func TransitionTable() string {
	var rows [][]string
	for _, t := range Transitions() {
		from := joined(t.From)
		if from == "" {
			from = "–"
		}
		rows = append(rows, []string{from, "`" + string(t.Act) + "`", t.Variant, string(t.To), string(t.Who), joined(t.Needs)})
	}
	return markdown([]string{"from", "act", "form", "to", "by", "needs"}, rows)
}

// ResolutionTable prints the table of the resolution axis as Markdown.
func ResolutionTable() string {
	var rows [][]string
	for _, m := range ResolutionMoves() {
		rows = append(rows, []string{joined(m.From), string(m.By), string(m.To)})
	}
	return markdown([]string{"from", "act", "to"}, rows)
}

// PermissionTable prints who writes what as Markdown.
func PermissionTable() string {
	var rows [][]string
	for _, p := range Permissions() {
		where := "any office"
		if p.Organs {
			where = "township, county"
		}
		kinds := make([]string, len(p.Kinds))
		for i, k := range p.Kinds {
			kinds[i] = "`" + string(k) + "`"
		}
		rows = append(rows, []string{strings.Join(kinds, " "), joined(p.Roles), where})
	}
	return markdown([]string{"kinds", "roles", "where"}, rows)
}
