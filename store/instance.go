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
	if !fresh && inside != "" && strings.TrimSpace(string(text)) == inside {
		return s.instance.UnmarshalText([]byte(inside))
	}
	if s.cfg.Begin == nil {
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
	return writeSynced(beside, []byte(s.instance.String()+"\n"))
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
