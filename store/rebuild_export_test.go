package store

import "context"

// RebuildInSteps is the rebuild of an opening, in transactions of step subjects.
func (s *Store) RebuildInSteps(ctx context.Context, step int, progress func(done, total int64)) error {
	return s.rebuildAtOpening(ctx, step, progress)
}
