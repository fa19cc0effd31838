package office

import (
	"context"

	"silian/store"
)

// Statement and Recorder are the store's: see store.Recording.
type (
	Statement = store.Statement
	Recorder  = store.Recorder
)

// Recording gives a context under which everything asked of a demo file is noted as SQL,
// for `silian bench --sql`. Statements hold words of cases: never use it on a real file.
func Recording(ctx context.Context, r *Recorder) context.Context { return store.Recording(ctx, r) }
