package office

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Results of one file of many, beside those of Received.
const (
	ResultRefused    = "refused"     // Err says why; nothing of it was taken in
	ResultOurs       = "ours"        // we wrote it: it waits for the other office
	ResultCard       = "card"        // an office card: enrolled only with its digits compared
	ResultRoster     = "roster"      // the county's list of offices was taken in
	ResultRevocation = "revocation"  // a card is not believed any more
	ResultNoted      = "noted"       // nothing for us: Why says so
	ResultNotReached = "not_reached" // the work was stopped before
)

// ReceiveConfig says what to take in.
type ReceiveConfig struct {
	Paths             []string // files, and folders with all that they hold
	TakeOwn, LeaveOwn bool     // see Incoming
	Progress          Progress // bytes of all files; may be nil
	Each              func(FileResult)
}

// FileResult is what became of one file.
type FileResult struct {
	Path string
	Received
	From casework.OfficeCode // "" when it could not be opened
	Own  int                 // entries of ours that we lack
	// About is whose card a revocation is about, Number the last number still believed;
	// of a roster Number is its version. Why says why a file was left without a fault.
	About  casework.OfficeCode
	Number uint64
	Why    string
	Err    error // of a refused one; of an imported one: its receipt could not be written
}

// Batch is what became of many files.
type Batch struct {
	Files []FileResult
	Gaps  []Gap // of the offices whose files came, as it stands now
}

// ReceiveAll takes in everything that lies at the paths, in an order in which it fits
// together: revocations before anything that a lost key may have sealed, then rosters,
// without which entries passed on are not believed, then receipts, because they depend
// on nothing and free what is kept for resending, then each sender's files by number,
// those from above before those from below. One bad file stops no other. Receipts are written beside the files they
// answer. When ctx is cancelled, the file under way is not taken in, those before it
// are, the others are named as not reached, and the error is ctx's.
func (o *Office) ReceiveAll(ctx context.Context, cfg ReceiveConfig) (Batch, error) {
	if o.ring() == nil {
		return Batch{}, ErrLocked
	}
	todo, err := o.queue(ctx, cfg.Paths)
	if err != nil {
		return Batch{}, err
	}
	m := &meter{tell: cfg.Progress}
	for _, q := range todo {
		m.expect(q.size)
	}
	var out Batch
	for _, q := range todo {
		r := o.receive(ctx, q, cfg, m)
		out.Files = append(out.Files, r)
		if cfg.Each != nil {
			cfg.Each(r)
		}
		m.at(q.size, 0)
		m.done(q.size)
	}
	gaps, err := o.Gaps(context.WithoutCancel(ctx))
	for _, g := range gaps {
		if slices.ContainsFunc(out.Files, func(r FileResult) bool { return r.From == g.From }) {
			out.Gaps = append(out.Gaps, g)
		}
	}
	return out, errors.Join(err, ctx.Err())
}

// receive takes in one file.
func (o *Office) receive(ctx context.Context, q queued, cfg ReceiveConfig, m *meter) FileResult {
	r := FileResult{Path: q.path, From: q.from, Received: Received{File: filepath.Base(q.path), Result: q.result}}
	if ctx.Err() != nil {
		r.Result = ResultNotReached
		return r
	}
	if q.result != "" {
		return r
	}
	var in *Incoming
	var err error
	if q.notice {
		err = o.takeNotice(ctx, q, &r)
	} else {
		in, err = o.Preview(ctx, q.path, m.at)
	}
	if err == nil && in != nil {
		in.TakeOwn, in.LeaveOwn, r.Own, r.From = cfg.TakeOwn, cfg.LeaveOwn, in.Own, in.From.Code
		var got Received
		got, err = o.Take(ctx, in, filepath.Dir(q.path))
		var sealed *SealError
		if errors.As(err, &sealed) && sealed.Reason == "receipt_not_written" {
			r.Received, r.Err = got, err // it is in; its receipt can be written again
			return r
		}
		r.Received = got
		if err != nil {
			err = errors.Join(err, in.Discard())
		}
	}
	if err != nil {
		r.Received, r.Err = Received{File: r.File, Result: ResultRefused}, err
		if ctx.Err() != nil {
			r.Result = ResultNotReached
		}
	}
	return r
}

// queued is a file that waits for its turn.
type queued struct {
	path, result string // a result that needs no opening
	from         casework.OfficeCode
	rank         int
	notice       bool // a roster or revocation
	seq          uint64
	size         int64
}

// queue finds the files and puts them in order; the same path counts once.
func (o *Office) queue(ctx context.Context, paths []string) (out []queued, err error) {
	cards, err := o.trustAll(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, p := range paths {
		found, err := lookInto(ctx, p)
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			if !seen[filepath.Clean(f)] {
				seen[filepath.Clean(f)] = true
				out = append(out, o.place(ctx, f, cards))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b queued) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.from, b.from), cmp.Compare(a.seq, b.seq), cmp.Compare(a.path, b.path))
	})
	return out, ctx.Err()
}

// trustAll is what we believe, and our own card, to know what we wrote.
func (o *Office) trustAll(ctx context.Context) (cards exchange.Trust, err error) {
	me, err := exchange.ParseCard(o.ownCard)
	if err != nil {
		return nil, errors.Join(ErrKeyFile, err)
	}
	err = o.store.View(ctx, func(v *store.View) (err error) {
		cards, err = trust(v)
		return err
	})
	return append(cards, exchange.Enrolled{Card: me, Standing: exchange.StandingCompared}), err
}

// Ranks of files in a queue.
const (
	rankNotice = iota
	rankRoster
	rankReceipt
	rankAbove
	rankBelow
	rankOther
	rankUnknown
)

// place finds out what a file is by its seal; one that does not verify comes last and
// says so when its turn comes.
func (o *Office) place(ctx context.Context, path string, cards exchange.Trust) queued {
	q := queued{path: path, rank: rankUnknown}
	if info, err := os.Lstat(path); err == nil {
		q.size = info.Size()
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".xfcard":
		q.result, q.rank = ResultCard, rankOther
		return q
	case ".xfroster", ".xfrevoke":
		return o.placeNotice(q, cards)
	}
	info, err := exchange.Glance(ctx, path, cards)
	switch {
	case err != nil:
		return q
	case info.From == o.me.Code:
		q.result, q.rank = ResultOurs, rankOther
		return q
	case info.Type == exchange.TypeReceipt:
		q.rank = rankReceipt
	case info.Signer.Card.Level.Rank() > o.me.Level.Rank():
		q.rank = rankAbove
	default:
		q.rank = rankBelow
	}
	q.from, q.seq = info.From, info.Seq
	return q
}

const (
	deepest   = 4      // folders below the one that was named
	mostFound = 20_000 // files of one folder
)

// lookInto gives a file as it is, and of a folder and those in it the files of the
// exchange. Hidden folders and those that belong to an office file are left alone.
func lookInto(ctx context.Context, path string) (out []string, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, &Problem{Field: "file", Code: "missing"}
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	top := strings.Count(filepath.Clean(path), string(filepath.Separator))
	err = filepath.WalkDir(path, func(p string, e fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil { // a folder that cannot be read hides no other
			return nil
		}
		if e.IsDir() {
			if p != path && (notOurs(e.Name()) || strings.Count(p, string(filepath.Separator))-top > deepest) {
				return fs.SkipDir
			}
			return nil
		}
		if isExchange(e.Name()) && len(out) < mostFound {
			out = append(out, p)
		}
		return nil
	})
	return out, err
}

func isExchange(name string) bool {
	return slices.Contains([]string{".xfb", ".xfr", ".xfcard", ".xfroster", ".xfrevoke"}, strings.ToLower(filepath.Ext(name)))
}

// notOurs are folders in which nobody puts files for us.
func notOurs(name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "$") || name == "System Volume Information" {
		return true
	}
	return slices.Contains([]string{".outbox", ".spool", ".files", ".view", ".snapshot"}, filepath.Ext(name))
}
