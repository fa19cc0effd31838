package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"silian/calendar"
	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// How many automatic backups stay: the newest of each of the last days and of each of
// the last weeks that have one.
const (
	keptDays  = 7
	keptWeeks = 8
)

// AutoBackupDir is where the automatic backups of an office file lie.
func AutoBackupDir(path string) string { return path + ".backups" }

// AutoBackup writes today's automatic backup into a folder beside the file, unless
// there is one or nothing changed since the last one, and then removes the surplus.
// It holds the database without attachments, which lie beside it on the same disk.
// It never blocks work: what went wrong stands in the status.
func (o *Office) AutoBackup(ctx context.Context) BackupStatus {
	res, made, err := o.autoBackup(ctx)
	if made || err != nil {
		err = errors.Join(err, o.noteBackup(ctx, markAuto, res, err))
	}
	s, serr := o.BackupStatus(ctx)
	if err = errors.Join(err, serr); err != nil {
		s.Failed, s.FailedAt = Explain(err), o.Now()
	}
	return s
}

func (o *Office) autoBackup(ctx context.Context) (res BackupResult, made bool, err error) {
	if !o.Unlocked() {
		return res, false, ErrLocked
	}
	due, err := o.autoDue(ctx)
	if err != nil || !due {
		return res, false, err
	}
	dir := AutoBackupDir(o.path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return res, false, fmt.Errorf("office: backup: %w", err)
	}
	if res, err = o.backup(ctx, dir, backupOptions{}, nil); err != nil {
		return res, false, err
	}
	return res, true, prune(dir, o.me.Code, res.File)
}

// autoDue reports whether an automatic backup is wanted now.
func (o *Office) autoDue(ctx context.Context) (bool, error) {
	marks, err := o.backupMarks(ctx)
	if err != nil || marks.Auto.File == "" {
		return true, err
	}
	if _, err := os.Stat(filepath.Join(AutoBackupDir(o.path), marks.Auto.File)); err != nil {
		return true, nil // somebody removed it
	}
	if calendar.DayOf(marks.Auto.At.Time()) == o.Today() {
		return false, nil
	}
	stamp, err := o.stamp(ctx)
	return stamp != marks.Auto.Stamp, err
}

// stamp changes whenever something worth a backup changed, the password too.
func (o *Office) stamp(ctx context.Context) (string, error) {
	var stamp string
	err := o.store.View(ctx, func(v *store.View) (err error) {
		stamp, err = v.Stamp()
		return err
	})
	if err != nil {
		return "", err
	}
	_, keys, err := exchange.DigestFile(ctx, keyPath(o.path))
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	return stamp + " " + keys.String(), nil
}

// prune removes the surplus of automatic backups; fresh, which was just verified,
// always stays.
func prune(dir string, code casework.OfficeCode, fresh string) error {
	all, err := FindBackups(dir, code)
	if err != nil {
		return err
	}
	var errs []error
	for _, old := range surplus(all) {
		if old.File == fresh {
			continue
		}
		for part := 1; ; part++ {
			err := os.Remove(filepath.Join(dir, exchange.PartName(old.File, part)))
			if errors.Is(err, os.ErrNotExist) {
				break
			}
			if err != nil {
				errs = append(errs, fmt.Errorf("office: backup: %w", err))
				break
			}
		}
	}
	return errors.Join(errs...)
}

// surplus gives what need not be kept of backups that are sorted newest first.
func surplus(all []NamedBackup) (out []NamedBackup) {
	days, weeks := map[calendar.Day]bool{}, map[int]bool{}
	for _, b := range all {
		y, w := b.Day.Time().ISOWeek()
		week := y*100 + w
		daily := !days[b.Day] && len(days) < keptDays
		weekly := !weeks[week] && len(weeks) < keptWeeks
		if daily {
			days[b.Day] = true
		}
		if weekly {
			weeks[week] = true
		}
		if !daily && !weekly {
			out = append(out, b)
		}
	}
	return out
}
