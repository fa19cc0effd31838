package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"sync"
)

// Statement is one SQL statement as it was run, for `silian bench --sql`: the same text
// and arguments can be run by another library.
type Statement struct {
	SQL   string `json:"sql"`
	Args  []Arg  `json:"args,omitempty"`
	Write bool   `json:"write,omitempty"` // changes the file
}

// Arg is one argument; without any field it is NULL.
type Arg struct {
	Int  *int64   `json:"i,omitempty"`
	Real *float64 `json:"f,omitempty"`
	Text *string  `json:"t,omitempty"`
	Blob *[]byte  `json:"b,omitempty"` // base64 in JSON; x'' is not NULL
}

// Recorder keeps the statements of the calls whose context carries it. Arguments can be
// words of cases: record made-up files only.
type Recorder struct {
	mu  sync.Mutex
	all []Statement
}

type recorderKey struct{}

// Recording gives a context under which View and Update note what they run.
func Recording(ctx context.Context, r *Recorder) context.Context {
	return context.WithValue(ctx, recorderKey{}, r)
}

// Take gives what was noted since the last call.
func (r *Recorder) Take() []Statement {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := r.all
	r.all = nil
	return all
}

func (r *Recorder) note(write bool, query string, args []any) {
	s := Statement{SQL: query, Write: write}
	for _, a := range args {
		s.Args = append(s.Args, argOf(a))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all = append(r.all, s)
}

// argOf gives an argument as the driver gets it; what the driver would refuse is NULL.
func argOf(a any) Arg {
	v, err := driver.DefaultParameterConverter.ConvertValue(a)
	if err != nil {
		return Arg{}
	}
	switch v := v.(type) {
	case int64:
		return Arg{Int: &v}
	case float64:
		return Arg{Real: &v}
	case bool:
		n := int64(0)
		if v {
			n = 1
		}
		return Arg{Int: &n}
	case string:
		return Arg{Text: &v}
	case []byte:
		b := append([]byte{}, v...)
		return Arg{Blob: &b}
	}
	return Arg{}
}

// noted is a querier whose statements are noted, when the context asks for it.
func noted(ctx context.Context, q querier) querier {
	if r, ok := ctx.Value(recorderKey{}).(*Recorder); ok {
		return notedQuerier{q, r}
	}
	return q
}

// noteExec notes a statement that writes, when the context asks for it.
func noteExec(ctx context.Context, query string, args []any) {
	if r, ok := ctx.Value(recorderKey{}).(*Recorder); ok {
		r.note(true, query, args)
	}
}

type notedQuerier struct {
	querier
	r *Recorder
}

func (q notedQuerier) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	q.r.note(false, query, args)
	return q.querier.QueryContext(ctx, query, args...)
}

func (q notedQuerier) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	q.r.note(false, query, args)
	return q.querier.QueryRowContext(ctx, query, args...)
}

// ShortSpelling gives the shortest way to type a name in letters, its initials.
func ShortSpelling(name string) string {
	short := ""
	for _, s := range spellings(name) {
		if short == "" || len(s) < len(short) {
			short = s
		}
	}
	return short
}
