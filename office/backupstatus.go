package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"silian/exchange"
	"silian/store"
)

const metaBackup = "backup"

// BackupStatus is what the status line says of backups.
type BackupStatus struct {
	Stick    BackupMark // newest one that a person asked for
	Auto     BackupMark // newest automatic one
	Behind   uint64     // entries written since the newest of both
	Failed   string     // why the last try failed, in plain Chinese; "" when it went well
	FailedAt time.Time
}

// BackupMark is one good backup; no File means none.
type BackupMark struct {
	At      time.Time
	Dir     string
	File    string
	Entries uint64
}

// OK reports whether there is a backup and the last try went well.
func (s BackupStatus) OK() bool { return s.Failed == "" && s.Last().File != "" }

// Last is the newest good backup.
func (s BackupStatus) Last() BackupMark {
	if s.Auto.At.After(s.Stick.At) {
		return s.Auto
	}
	return s.Stick
}

// Line says it in one line of plain Chinese.
func (s BackupStatus) Line() string {
	last := s.Last()
	switch {
	case s.Failed != "":
		return words["backup.failed"] + s.Failed
	case last.File == "":
		return words["backup.never"]
	}
	place := words["backup.auto"]
	if last == s.Stick {
		place = last.Dir
	}
	return fmt.Sprintf("%s　%s　%s", words["backup.last"], last.At.Format("2006-01-02 15:04"), place)
}

// backupMarks is how the status is kept: local, never an entry.
type backupMarks struct {
	Stick    keptMark       `json:"stick"`
	Auto     keptMark       `json:"auto"`
	Failed   string         `json:"failed"`
	FailedAt exchange.Stamp `json:"failed_at"`
}

type keptMark struct {
	At      exchange.Stamp `json:"at"`
	Dir     string         `json:"dir"`
	File    string         `json:"file"`
	Entries uint64         `json:"entries"`
	Stamp   string         `json:"stamp"`
}

// markKind says which mark a backup sets.
type markKind int

const (
	markStick markKind = iota
	markAuto
)

func (o *Office) backupMarks(ctx context.Context) (m backupMarks, err error) {
	text, err := o.store.Meta(ctx, metaBackup)
	if err != nil || text == "" {
		return m, err
	}
	if json.Unmarshal([]byte(text), &m) != nil { // a note of ours: without it all begins anew
		return backupMarks{}, nil
	}
	return m, nil
}

// noteBackup keeps how a backup went. A person who stopped it, chose no folder or gave
// no password is no failure.
func (o *Office) noteBackup(ctx context.Context, kind markKind, res BackupResult, failed error) error {
	var p *Problem
	if ctx.Err() != nil || errors.Is(failed, context.Canceled) || errors.Is(failed, ErrLocked) || errors.As(failed, &p) {
		return nil
	}
	m, err := o.backupMarks(ctx)
	if err != nil {
		return err
	}
	if failed != nil {
		m.Failed, m.FailedAt = Explain(failed), exchange.StampOf(o.Now())
	} else {
		k := keptMark{At: exchange.StampOf(res.At), File: res.File, Entries: res.Entries, Stamp: res.stamp}
		if k.Dir, err = filepath.Abs(res.Dir); err != nil {
			k.Dir = res.Dir
		}
		m.Failed = ""
		if kind == markAuto {
			m.Auto = k
		} else {
			m.Stick = k
		}
	}
	text, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("office: backup: %w", err)
	}
	return o.store.Update(ctx, func(tx *store.Tx) error { return tx.SetMeta(metaBackup, string(text)) })
}

// BackupStatus tells when and where the last good backups were written, and whether
// the last try failed.
func (o *Office) BackupStatus(ctx context.Context) (s BackupStatus, err error) {
	m, err := o.backupMarks(ctx)
	if err != nil {
		return s, err
	}
	s.Stick, s.Auto, s.Failed = o.mark(m.Stick), o.mark(m.Auto), m.Failed
	if m.Failed != "" {
		s.FailedAt = m.FailedAt.Time()
	}
	var count uint64
	err = o.store.View(ctx, func(v *store.View) (err error) {
		count, _, err = v.Head()
		return err
	})
	if last := s.Last(); count > last.Entries {
		s.Behind = count - last.Entries
	}
	return s, err
}

func (o *Office) mark(k keptMark) BackupMark {
	if k.File == "" {
		return BackupMark{}
	}
	return BackupMark{At: k.At.Time().In(o.Now().Location()), Dir: k.Dir, File: k.File, Entries: k.Entries}
}
