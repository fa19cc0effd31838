package office

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// NamedBackup is a backup as its name tells it: SB-<office>-<yyyymmdd>-<n>.sbk. Only
// opening it tells what it is.
type NamedBackup struct {
	File   string // name of its first part
	Office casework.OfficeCode
	Day    calendar.Day
	N      int // number of that day
}

// FindBackups lists the first parts of the backups of an office in a folder, newest
// first; code "" takes those of all offices. A folder that is not there holds none.
func FindBackups(dir string, code casework.OfficeCode) ([]NamedBackup, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("office: backup: %w", err)
	}
	var out []NamedBackup
	for _, e := range entries {
		if b, ok := parseBackupName(e.Name()); ok && !e.IsDir() && (code == "" || b.Office == code) {
			out = append(out, b)
		}
	}
	slices.SortFunc(out, func(a, b NamedBackup) int {
		return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(b.N, a.N), cmp.Compare(a.File, b.File))
	})
	return out, nil
}

// parseBackupName reads the name of a first part.
func parseBackupName(name string) (NamedBackup, bool) {
	parts := strings.Split(strings.TrimSuffix(name, ".sbk"), "-")
	if filepath.Ext(name) != ".sbk" || len(parts) != 4 || parts[0] != "SB" || len(parts[2]) != 8 {
		return NamedBackup{}, false
	}
	code, cerr := casework.ParseOfficeCode(parts[1])
	day, derr := calendar.ParseDay(parts[2][:4] + "-" + parts[2][4:6] + "-" + parts[2][6:])
	n, nerr := strconv.Atoi(parts[3])
	return NamedBackup{name, code, day, n}, cerr == nil && derr == nil && nerr == nil
}
