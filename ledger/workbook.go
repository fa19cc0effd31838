package ledger

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// readWorkbook reads all sheets of an .xlsx by the row iterator: reading cell by cell
// would keep the whole sheet as objects.
func readWorkbook(ctx context.Context, f io.ReaderAt, size int64, path string, c *collector, progress Progress) (err error) {
	rows, err := checkParts(ctx, f, size, c.limits, progress)
	if err != nil {
		return err
	}
	defer func() { // the reader under us was written for friendly files
		if p := recover(); p != nil {
			err = because("damaged", fmt.Errorf("the reader stopped: %T", p))
		}
	}()
	book, err := excelize.OpenFile(path, excelize.Options{
		// All parts stay in memory: text of people must not lie in a temporary folder.
		UnzipSizeLimit: c.limits.Unpacked, UnzipXMLSizeLimit: c.limits.Unpacked,
		ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd", LongTimePattern: "hh:mm:ss",
	})
	if err != nil {
		return because("damaged", errors.New("no workbook inside"))
	}
	defer book.Close() // nothing was written
	done := int64(0)
	turn := func() error {
		if done++; done%256 != 0 {
			return nil
		}
		progress(half+half*min(done, rows)/max(rows, 1), 2*half)
		return ctx.Err()
	}
	for _, name := range book.GetSheetList() {
		c.sheet(name)
		if err := readSheet(book, name, c, turn); err != nil {
			return err
		}
		c.end()
	}
	progress(2*half, 2*half)
	return nil
}

// readSheet reads one sheet. A styled blank may stand in row 1,048,576: rows without text
// cost nothing but the turn, which may say stop.
func readSheet(book *excelize.File, name string, c *collector, turn func() error) error {
	rows, err := book.Rows(name)
	if err != nil {
		return because("damaged", errors.New("a sheet is missing"))
	}
	defer rows.Close() // in memory
	for no := 1; rows.Next(); no++ {
		if err := turn(); err != nil {
			return err
		}
		cells, err := rows.Columns()
		if err != nil {
			return because("damaged", errors.New("a row is broken"))
		}
		if err := c.row(no, cells); err != nil {
			return err
		}
	}
	if rows.Error() != nil {
		return because("damaged", errors.New("rows end early"))
	}
	return nil
}
