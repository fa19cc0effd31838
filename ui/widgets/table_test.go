package widgets_test

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"silian/ui/theme"
	"silian/ui/widgets"
)

func tableColumns() []widgets.Column {
	return []widgets.Column{
		{Title: "编号", Width: 80},
		{Title: "事项", Weight: 1},
		{Title: "件数", Width: 40, Right: true},
		{Title: "下一步", Width: 60, Verb: true, Sort: widgets.Descending},
	}
}

func TestTableLook(t *testing.T) {
	goldens(t, "table", 480, 240, func() fyne.CanvasObject {
		table := widgets.NewTable(widgets.TableConfig{Columns: tableColumns(), Draw: func(c *widgets.Cell) {
			words := [...]string{"2026-0163", "合作社拖欠土地流转费（涉及12户）", "12", "催办"}
			s := c.Style(theme.Second, nil)
			s.Bold = c.Selected && c.Col == 1
			c.Write(words[c.Col], s)
		}})
		table.SetRows(3, false)
		table.Select(1)
		return widgets.Pad(8, 8, 8, 8, widgets.NewCard("", table).Flush())
	})
}

// events notes what a table tells.
type events struct {
	got []string
	now time.Time
}

func (e *events) table(rows int, more bool) *widgets.Table {
	note := func(format string, args ...any) { e.got = append(e.got, fmt.Sprintf(format, args...)) }
	e.now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	t := widgets.NewTable(widgets.TableConfig{
		Columns:  tableColumns(),
		OnSelect: func(row int) { note("select %d", row) },
		OnOpen:   func(row int) { note("open %d", row) },
		OnVerb:   func(row, col int) { note("verb %d %d", row, col) },
		OnSort:   func(col int) { note("sort %d", col) },
		OnMore:   func() { note("more") },
		OnKey: func(k fyne.KeyName) bool {
			if k == fyne.KeyJ {
				note("key J")
			}
			return k == fyne.KeyJ
		},
		Clock: func() time.Time { return e.now },
	})
	t.SetRows(rows, more)
	return t
}

func TestTableKeys(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var e events
	table := e.table(5, false)
	win := show(t, 480, 300, table)
	win.Canvas().Focus(table.Focusable())
	for _, k := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyJ, fyne.KeyReturn, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome, fyne.KeyPageDown} {
		table.Focusable().TypedKey(&fyne.KeyEvent{Name: k})
	}
	want := []string{"select 0", "select 1", "key J", "open 1", "select 4", "select 0", "select 4"}
	if diff := cmp.Diff(want, e.got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTableTaps(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var e events
	table := e.table(5, false)
	win := show(t, 480, 300, table)
	tap := func(x, y float32, after time.Duration) {
		e.now = e.now.Add(after)
		test.TapCanvas(win.Canvas(), fyne.NewPos(x, y))
	}
	tap(120, 38+43+20, time.Second)        // row 1
	tap(120, 38+43+20, time.Second)        // again, but late
	tap(120, 38+43+20, time.Second/5)      // a double tap
	tap(440, 38+2*43+20, time.Second)      // the verb of row 2
	tap(30, 12, time.Second)               // the head
	tap(120, 38+5*43+40, time.Millisecond) // below the rows
	want := []string{"select 1", "open 1", "select 2", "verb 2 3", "sort 0"}
	if diff := cmp.Diff(want, e.got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if win.Canvas().Focused() != table.Focusable() {
		t.Error("a tap does not take the focus")
	}
}

func TestTablePages(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	var e events
	table := e.table(100, true)
	show(t, 480, 300, table)
	if len(e.got) != 0 {
		t.Fatalf("asked for more with the end out of sight: %v", e.got)
	}
	table.Select(99)
	table.Refresh()
	table.Select(98)
	table.Select(99)
	asked := 0
	for _, s := range e.got {
		if s == "more" {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("asked for more %d times before an answer, want once", asked)
	}
	table.SetRows(30, false)
	if table.Selected() != 29 || table.Rows() != 30 {
		t.Errorf("selected %d of %d after the rows went, want 29 of 30", table.Selected(), table.Rows())
	}
	table.SetRows(0, false)
	if table.Selected() != widgets.NoRow {
		t.Errorf("selected %d in an empty table", table.Selected())
	}
}

func TestTableOfAMillionDrawsOnlyWhatIsSeen(t *testing.T) {
	themed(t, theme.Light, theme.Normal)
	drawn := map[int]bool{}
	table := widgets.NewTable(widgets.TableConfig{Columns: tableColumns(), Draw: func(c *widgets.Cell) { drawn[c.Row] = true }})
	table.SetRows(1_000_000, false)
	show(t, 480, 600, table)
	table.Select(500_000)
	if len(drawn) > 60 || !drawn[500_000] {
		t.Errorf("drew %d rows, row 500000 %v; want a screenful with it", len(drawn), drawn[500_000])
	}
}
