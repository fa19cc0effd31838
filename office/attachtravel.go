package office

import (
	"context"
	"io"
	"math"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Limits of the attachments of one sealed file; what does not fit goes into the next
// one: see parcel.split.
const (
	parcelBytes = 180 << 20 // domain.md 7: a package of at most 200 MB
	parcelFiles = 2_000
)

// packFiles chooses the contents that go along: those that the office is not known to
// have, named by an entry that goes or went there whole.
func (o *Office) packFiles(v *store.View, to Peer, p *parcel) error {
	unsent, err := v.UnsentAttachments(to.Code)
	if err != nil {
		return err
	}
	shared := map[casework.ID]map[casework.ID]bool{} // by case: the entries that may go whole
	return p.choose(unsent, math.MaxInt64, math.MaxInt, func(u store.Unsent) (bool, error) {
		full, now := p.full[u.Entry]
		if !now {
			if shared[u.Subject] == nil {
				if shared[u.Subject], err = sharedWhole(v, u.Subject, to.Office); err != nil {
					return false, err
				}
			}
			full = shared[u.Subject][u.Entry]
		}
		p.about[u.Digest] = u
		return full && !v.AttachmentLost(u.Digest), nil
	})
}

// choose takes contents that may go as long as there is room, each once. One that has
// more bytes than room goes alone.
func (p *parcel) choose(unsent []store.Unsent, room int64, most int, may func(store.Unsent) (bool, error)) error {
	seen := map[casework.Digest]bool{}
	var total int64
	for _, u := range unsent {
		if seen[u.Digest] {
			continue
		}
		ok, err := may(u)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		seen[u.Digest] = true
		if len(p.files) == most || (total+u.Size > room && total > 0) {
			p.left++
			continue
		}
		total += u.Size
		p.files = append(p.files, exchange.FileInfo{Digest: u.Digest, Size: u.Size})
	}
	return nil
}

// sharedWhole gives the entries of a case that may go to an office whole.
func sharedWhole(v *store.View, subject casework.ID, to casework.Office) (map[casework.ID]bool, error) {
	entries, err := v.Entries(subject)
	if err != nil {
		return nil, err
	}
	c := casework.FoldCase(entries)
	out := map[casework.ID]bool{}
	for _, e := range entries {
		if !e.Stub() && c.ShareCase(e, to) == casework.ShareFull {
			out[e.ID] = true
		}
	}
	return out, nil
}

// attachments gives the contents of a parcel to be sealed.
func (o *Office) attachments(ctx context.Context, p parcel) []exchange.Attachment {
	var out []exchange.Attachment
	for _, f := range p.files {
		out = append(out, exchange.Attachment{FileInfo: f, Open: func() (io.ReadCloser, error) {
			return o.store.OpenAttachment(ctx, f.Digest)
		}})
	}
	return out
}

// dropDamaged takes contents that cannot be read out of a parcel: one damaged photo
// must not keep everything else from going. It reports whether there were any.
func (o *Office) dropDamaged(ctx context.Context, p *parcel) bool {
	before := len(p.files)
	p.files = slices.DeleteFunc(p.files, func(f exchange.FileInfo) bool {
		c, err := o.store.OpenAttachment(ctx, f.Digest)
		if err != nil {
			return true
		}
		defer func() { _ = c.Close() }()
		sum := casework.NewDigester()
		_, err = io.Copy(sum, &watched{ctx: ctx, r: c})
		return err != nil || sum.Digest() != f.Digest
	})
	return len(p.files) < before && ctx.Err() == nil
}

func (p parcel) digests() []casework.Digest {
	var out []casework.Digest
	for _, f := range p.files {
		out = append(out, f.Digest)
	}
	return out
}

// stageFiles takes the contents of an opened file that are wanted here into the
// store's own encryption, because the sealed copy goes before a person has decided.
func (in *Incoming) stageFiles(ctx context.Context) error {
	named := map[casework.Digest][]casework.Attached{}
	for _, e := range in.entries {
		if a, ok := casework.AttachedBy(e); ok {
			named[a.Digest] = append(named[a.Digest], a)
		}
	}
	var held int64
	for _, f := range in.opened.Manifest.Files {
		wanted := named[f.Digest]
		here, err := in.o.wants(ctx, f.Digest, &wanted)
		if err != nil {
			return err
		}
		if here || len(wanted) == 0 {
			continue
		}
		content, _, ok := in.opened.Attachment(f.Digest)
		if !ok || !slices.ContainsFunc(wanted, func(a casework.Attached) bool { return inspectContent(content, a) == nil }) {
			in.BadFiles++
			continue
		}
		staged, err := in.stage(ctx, content, &held)
		if err != nil {
			return err
		}
		in.staged = append(in.staged, staged)
	}
	in.Files = len(in.staged)
	return nil
}

// maxHeld is how many bytes of small contents wait in memory for a person's yes.
const maxHeld = 16 << 20

func (in *Incoming) stage(ctx context.Context, content *io.SectionReader, held *int64) (*store.Staged, error) {
	r := io.NewSectionReader(content, 0, content.Size())
	if *held += content.Size(); *held > maxHeld {
		return in.o.store.StageAttachmentFile(ctx, r, casework.MaxAttachmentSize)
	}
	return in.o.store.StageAttachment(ctx, r, casework.MaxAttachmentSize, nil)
}

// wants reports whether a content is here, and adds what entries that are here say of it.
func (o *Office) wants(ctx context.Context, d casework.Digest, wanted *[]casework.Attached) (here bool, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		if here, err = v.HasAttachment(d); err != nil || here && !v.AttachmentLost(d) {
			return err
		}
		here = false
		ids, err := v.AttachedBy(d)
		if err != nil {
			return err
		}
		for _, id := range ids {
			e, _, err := v.Entry(id)
			if err != nil {
				return err
			}
			if a, ok := casework.AttachedBy(e); ok {
				*wanted = append(*wanted, a)
			}
		}
		return nil
	})
	return here, err
}

// takeFiles keeps the contents that came along; those that no entry names after all
// are left out by the store.
func (w *writer) takeFiles(in *Incoming) error {
	for _, st := range in.staged {
		if err := w.tx.KeepAttachment(st); err != nil {
			return err
		}
	}
	if old, err := w.before(in); err != nil || old {
		return err
	}
	for _, f := range in.opened.Manifest.Files {
		if err := w.tx.AcknowledgeAttachment(in.From.Code, f.Digest); err != nil {
			return err
		}
	}
	return nil
}

// dropStaged forgets contents that were not taken in.
func (in *Incoming) dropStaged() {
	for _, st := range in.staged {
		_ = st.Discard() // what stays behind goes at the next start
	}
	in.staged = nil
}
