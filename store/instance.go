package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"silian/casework"
)

// settleInstance compares the instance beside the file with the one inside. They
// differ when the file was restored, moved or copied: then a new instance must
// begin, or an old copy would use numbers again.
func (s *Store) settleInstance(ctx context.Context, fresh bool) error {
	beside := s.cfg.Path + ".instance"
	inside, err := s.Meta(ctx, "instance")
	if err != nil {
		return err
	}
	text, err := os.ReadFile(beside)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("store: instance: %w", err)
	}
	known := !fresh && inside != "" && strings.TrimSpace(string(text)) == inside
	behind := false
	if known {
		seen := s.seenHead()
		if err := s.View(ctx, func(v *View) (err error) {
			behind, err = v.behind(seen)
			return err
		}); err != nil {
			return err
		}
	}
	switch {
	case known && (!behind || s.cfg.EvenDamaged && s.cfg.Begin == nil):
		return s.instance.UnmarshalText([]byte(inside))
	case known && s.cfg.Begin == nil:
		if err := s.checkTail(ctx, 100); err != nil { // damaged says more than behind
			return err
		}
		return ErrBehind
	case s.cfg.Begin == nil:
		return ErrInstance
	}
	s.instance, s.Renewed = *s.cfg.Begin, !fresh
	err = s.Update(ctx, func(tx *Tx) error {
		count, err := strconv.Atoi(tx.metaOr("instances", "0"))
		if err != nil {
			return fmt.Errorf("%w: instances", ErrDamaged)
		}
		if err := tx.SetMeta("instances", strconv.Itoa(count+1)); err != nil {
			return err
		}
		return tx.SetMeta("instance", s.instance.String())
	})
	if err != nil {
		return err
	}
	if err := s.View(ctx, s.noteNewHead); err != nil {
		return err
	}
	if err := writeSynced(beside, []byte(s.instance.String()+"\n")); err != nil {
		return err
	}
	SyncFolder(beside)
	return nil
}

func writeSynced(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("store: write %s: %w", path, err)
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("store: write %s: %w", path, err)
	}
	return nil
}

// Letter gives the letter that case numbers of this instance end in: A for the
// first copy, B for the next, so that no number is ever used again. After Z
// comes an error; 26 restored copies of one file call for a new file.
func (tx *Tx) Letter() (byte, error) {
	n, err := strconv.Atoi(tx.metaOr("instances", ""))
	if err != nil || n < 1 || n > 26 {
		return 0, &casework.Problem{Field: "instance", Code: "too_many_copies"}
	}
	return byte('A' + n - 1), nil
}
