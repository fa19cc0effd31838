package store

import (
	"context"
	"errors"
	"strconv"
	"strings"
)

// metaRebuild says how far a rebuild has come that opening began: with which rules, and
// up to which entry. While it stands, the lists are not whole and nobody gets to see
// them: the file does not open before the end.
const metaRebuild = "rebuild"

// rebuiltInOne is how many subjects one transaction of it takes.
const rebuiltInOne = 3000

// rebuildAtOpening writes all projections anew before anybody looks at them, in bounded
// transactions of step subjects. One that was cancelled or killed goes on at the next opening where it
// stopped, or begins again when the rules or the index changed meanwhile.
func (s *Store) rebuildAtOpening(ctx context.Context, step int, progress func(done, total int64)) error {
	way := s.Rules().Version().String() + "/" + cutVersion
	for {
		more, after, total := false, int64(0), int64(0)
		err := s.Update(ctx, func(tx *Tx) error {
			r, err := tx.resumed(way)
			if err != nil {
				return err
			}
			end := tx.long()
			defer end()
			r.limit = min(step, rebuiltAtOnce)
			for n := 0; n < step; n += r.limit {
				if more, err = r.some(); err != nil {
					return err
				}
				if !more {
					return tx.endRebuild()
				}
			}
			after, total = r.after, int64(r.total)
			return tx.SetMeta(metaRebuild, way+" "+strconv.FormatInt(r.after, 10))
		})
		if err != nil {
			return err
		}
		if !more {
			return nil
		}
		if progress != nil {
			progress(after, total)
		}
	}
}

// resumed finds where a rebuild stopped, or begins one.
func (tx *Tx) resumed(way string) (*rebuilding, error) {
	text, err := tx.Meta(metaRebuild)
	if err != nil {
		return nil, err
	}
	if with, at, ok := strings.Cut(text, " "); ok && with == way {
		if after, err := strconv.ParseInt(at, 10, 64); err == nil && after >= 0 {
			return &rebuilding{tx: tx, after: after}, nil
		}
	}
	return &rebuilding{tx: tx}, errors.Join(tx.emptyProjections(), tx.exec("DELETE FROM meta WHERE key = ?", metaRules))
}

func (tx *Tx) endRebuild() error {
	return errors.Join(tx.searchWritten(), tx.exec("DELETE FROM meta WHERE key = ?", metaRebuild),
		tx.SetMeta(metaRules, tx.rules.Version().String()))
}
