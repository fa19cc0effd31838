package ledger

import (
	"strings"
	"unicode/utf8"
)

// collector keeps the rows with text and counts what was read.
type collector struct {
	limits Limits
	sheets []Sheet
	rows   int
	text   int64
}

// sheet begins a sheet; one that stays empty is taken away by end.
func (c *collector) sheet(name string) { c.sheets = append(c.sheets, Sheet{Name: name}) }

// end takes an empty sheet away.
func (c *collector) end() {
	if last := len(c.sheets) - 1; len(c.sheets[last].Rows) == 0 {
		c.sheets = c.sheets[:last]
	}
}

// row takes one row; a row without text is nothing.
func (c *collector) row(no int, cells []string) error {
	n := len(cells)
	for n > 0 && strings.TrimSpace(cells[n-1]) == "" {
		n--
	}
	if n == 0 {
		return nil
	}
	if c.rows++; c.rows > c.limits.Rows {
		return problem("too_many_rows")
	}
	if n > c.limits.Columns {
		return problem("too_wide")
	}
	kept := make([]string, n) // without the room the reader left at the end
	for i, s := range cells[:n] {
		if len(s) > c.limits.Cell && utf8.RuneCountInString(s) > c.limits.Cell {
			return problem("cell_too_long")
		}
		if c.text += int64(len(s)); c.text > c.limits.Text {
			return problem("too_much_text")
		}
		kept[i] = s
	}
	last := &c.sheets[len(c.sheets)-1]
	last.Rows = append(last.Rows, Row{no, kept})
	return nil
}
