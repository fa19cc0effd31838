package cli

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"silian/casework"
)

// maxFileName bounds the office's part of a file name, in bytes: most file systems
// take 255 in all.
const maxFileName = 180

// reportFile is one file on its way into a folder.
type reportFile struct {
	path string
	data []byte
	done bool // the same bytes are there already
}

// file makes the CSV file of a report and looks whether it can be written; nil without
// --out. Nothing is written yet.
func (r *reportCall) file(rep reported) (*reportFile, error) {
	if r.out == "" {
		return nil, nil
	}
	if info, err := os.Stat(r.out); err != nil || !info.IsDir() {
		return nil, &casework.Problem{Field: "dir", Code: "missing"}
	}
	data, err := rep.csv()
	if err != nil {
		return nil, err
	}
	name := "数据-" + fileWord(rep.Office) + "-" + rep.Period
	if rep.Together {
		name += "-汇总"
	}
	f := &reportFile{path: filepath.Join(r.out, name+".csv"), data: data}
	f.done, err = f.there()
	return f, err
}

// csv writes the figures as spreadsheet programs of the office open them by a double
// click: UTF-8 with a mark, CRLF.
func (rep reported) csv() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := [][]string{{"编号", "指标", "单位", "分子", "分母", "值"}}
	for _, f := range rep.Indicators {
		under := itoa(f.Denominator)
		if casework.IndicatorKind(f.Kind) == casework.CountFigure {
			under = ""
		}
		rows = append(rows, []string{itoa(f.ID), f.Name, f.Unit, itoa(f.Numerator), under, f.Value})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = guardCell(row[i])
		}
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// guardCell keeps a spreadsheet from taking a cell for a formula: what begins like one,
// in full width too, gets an apostrophe.
func guardCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// fileWord makes a name usable in file names: no separators, nothing that Windows
// refuses or hides.
func fileWord(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|`, r), unicode.IsSpace(r):
			return '_'
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, name)
	for len(name) > maxFileName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}

// there reports whether the same bytes are in place; any other file of that name is
// refused and left alone.
func (f *reportFile) there() (bool, error) {
	info, err := os.Lstat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular() || info.Size() != int64(len(f.data)):
		return false, errReportTaken()
	}
	old, err := os.ReadFile(f.path)
	if err == nil && !bytes.Equal(old, f.data) {
		err = errReportTaken()
	}
	return err == nil, err
}

func errReportTaken() error { return &casework.Problem{Field: "report_file", Code: "taken"} }

// write lets the name appear only when every byte is on the disk, and never in place of
// another file.
func (f *reportFile) write() (err error) {
	if f.done {
		return nil
	}
	part, err := os.CreateTemp(filepath.Dir(f.path), ".silian-*.part")
	if err != nil {
		return err
	}
	defer func() {
		if left := os.Remove(part.Name()); err == nil && !errors.Is(left, fs.ErrNotExist) {
			err = left
		}
	}()
	_, err = part.Write(f.data)
	if err == nil {
		err = part.Sync()
	}
	if err = errors.Join(err, part.Close()); err != nil {
		return err
	}
	if err := os.Chmod(part.Name(), 0o644); err != nil {
		return err
	}
	return f.place(part.Name())
}

// place gives the finished part its name by a second name; on file systems without
// those, as sticks are, it looks first and then renames.
func (f *reportFile) place(part string) error {
	err := os.Link(part, f.path)
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrExist) {
		return errReportTaken()
	}
	if _, err := os.Lstat(f.path); !errors.Is(err, fs.ErrNotExist) {
		return errReportTaken()
	}
	return os.Rename(part, f.path)
}
