package ledger

import (
	"context"
	"fmt"
	"io"
	"os"

	"silian/casework"
)

// Limits bound what is read of a foreign file; what goes over one is refused as a whole.
type Limits struct {
	File     int64 // bytes of the file
	Unpacked int64 // bytes of all parts of a workbook, counted and not believed
	Parts    int   // files inside a workbook
	Rows     int   // rows with text, of all sheets
	Columns  int   // of one row
	Cell     int   // characters of one cell
	Text     int64 // bytes of all cells
}

// DefaultLimits are for the ledgers of one county: an office PC of 4 GB reads them.
func DefaultLimits() Limits {
	return Limits{File: 100 << 20, Unpacked: 200 << 20, Parts: 5000, Rows: 200_000, Columns: 500, Cell: 32_767, Text: 100 << 20}
}

// Progress is told how much of how much was read; it may be nil. The units have no
// meaning of their own.
type Progress func(done, total int64)

// Row is a row that holds text.
type Row struct {
	No    int      // from 1, as Excel numbers it; in a text the line
	Cells []string // as they are shown; empty cells at the end are left out
}

// Sheet is one sheet of a workbook; a text is one sheet without a name.
type Sheet struct {
	Name string
	Rows []Row
}

// ReadTable reads all sheets with text in them: of an .xlsx, or of a text (.csv, .txt) in
// UTF-8, UTF-16 with its mark, or GB18030. What the file is, its first bytes say and not its name.
// Nothing is written, no temporary file either. Sheets of charts and empty sheets are left out.
//
// Errors: ctx's own, and a *casework.Problem of the field table: unreadable, empty,
// too_large, password, old_xls, wps_et, xlsb, ods, web_page, not_a_table, damaged, bomb,
// encoding, quotes, no_rows, too_many_rows, too_wide, cell_too_long, too_much_text.
func ReadTable(ctx context.Context, path string, limits Limits, progress Progress) (_ []Sheet, err error) {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, problem("unreadable")
	}
	defer f.Close() // only read
	info, err := f.Stat()
	switch {
	case err != nil || !info.Mode().IsRegular():
		return nil, problem("unreadable")
	case info.Size() == 0:
		return nil, problem("empty")
	case info.Size() > limits.File:
		return nil, problem("too_large")
	}
	kind, err := kindOf(f, path)
	if err != nil {
		return nil, err
	}
	c := &collector{limits: limits}
	if kind == kindWorkbook {
		err = readWorkbook(ctx, f, info.Size(), path, c, progress)
	} else {
		err = readText(ctx, io.NewSectionReader(f, 0, info.Size()), c, progress)
	}
	switch {
	case err != nil:
		return nil, err
	case len(c.sheets) == 0:
		return nil, problem("no_rows") // no rows are no success
	}
	return c.sheets, nil
}

// problem is why a file is not read.
func problem(code string) error { return &casework.Problem{Field: "table", Code: code} }

// because is problem with what the reader under it said; that holds no text of the file.
func because(code string, err error) error {
	return fmt.Errorf("ledger: %w: %w", problem(code), err)
}
