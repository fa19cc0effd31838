package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"silian/office"
	"silian/ui/widgets"
)

const (
	// backupStart is how long after opening the first automatic backup begins: the
	// first visitor is not made to wait for the disk.
	backupStart = time.Minute
	// backupPause is how often it is looked whether another is due.
	backupPause = time.Hour
)

// watchBackup writes the automatic backups of an open office: soon after opening, then
// when the day has changed. It ends with ctx, which leaves nothing half-written.
func watchBackup(ctx context.Context, o *office.Office, told func(office.BackupStatus)) {
	wait := time.NewTimer(backupStart)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
		if s := o.AutoBackup(ctx); ctx.Err() == nil {
			told(s)
		}
		wait.Reset(backupPause)
	}
}

// watchBackup keeps the office of this window in copies, and the status line with them.
func (d *door) watchBackup(ctx context.Context, o *office.Office) {
	watchBackup(ctx, o, func(s office.BackupStatus) {
		fyne.Do(func() {
			if d.shell != nil && d.office == o {
				d.shell.showBackup(s)
			}
		})
	})
}

// showBackup says in the status line how the last backup went.
func (s *shell) showBackup(b office.BackupStatus) {
	tone, words := backupTone(b, s.desk.office.Today())
	if tone == widgets.Green {
		s.bar.SetStatus(tone, "已存到本机·"+words)
		return
	}
	s.bar.SetStatus(tone, words)
}

// askBackup asks the office how the last backup went.
func (s *shell) askBackup() {
	var b office.BackupStatus
	s.desk.run(func(ctx context.Context) (err error) {
		b, err = s.desk.office.BackupStatus(ctx)
		return err
	}, func(err error) {
		if err != nil {
			s.bar.SetStatus(widgets.Red, office.Explain(err))
			return
		}
		s.showBackup(b)
	})
}
