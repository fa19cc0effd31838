package office

import (
	"bytes"
	"cmp"
	"slices"

	"silian/casework"
	"silian/exchange"
)

// heap is what goes of one subject.
type heap struct {
	subject casework.ID
	entries []casework.Entry
	files   []exchange.FileInfo
	outCase *OutCase
	lines   int64 // bytes of the entries
	bytes   int64 // of the files
}

// split makes of a parcel one or more that each keep the limits. The entries of one
// subject stay together; only the files of a subject that has more of them than one
// parcel holds go on into the next ones, each with the entry that names it: parcels
// arrive in any order, and a file that nothing names is not kept. The smallest subjects come first, so that a
// large one delays none. What is beyond the most parts is left for the next export.
func (p parcel) split(most limits) []parcel {
	var out []parcel
	now := &cutter{most: most}
	heaps := p.heaps()
	for i, h := range heaps {
		if now.full(h) {
			out = now.close(out)
		}
		if len(out) >= most.parts {
			for _, rest := range heaps[i:] {
				p.left += len(rest.files)
			}
			break
		}
		now.put(h)
		for _, f := range h.files {
			if now.fullOf(f) {
				out = now.close(out)
			}
			if len(out) >= most.parts {
				p.left++
				continue
			}
			now.putFile(f, h.named(p.about[f.Digest].Entry))
		}
	}
	out = now.close(out)
	for i := range out {
		slices.SortFunc(out[i].entries, exchange.EntryOrder)
		out[i].left = p.left
	}
	if len(out) == 0 { // acknowledgements alone
		out = []parcel{{full: map[casework.ID]bool{}}}
	}
	return out
}

// heaps sorts a parcel by subject, the smallest first.
func (p parcel) heaps() []*heap {
	by := map[casework.ID]*heap{}
	of := func(id casework.ID) *heap {
		if by[id] == nil {
			by[id] = &heap{subject: id}
		}
		return by[id]
	}
	for _, e := range p.entries {
		h := of(e.Envelope.Subject)
		h.entries = append(h.entries, e)
		h.lines += sizeOf(e)
	}
	for _, f := range p.files {
		h := of(p.about[f.Digest].Subject)
		h.files = append(h.files, f)
		h.bytes += f.Size
	}
	for i, id := range p.caseIDs {
		of(id).outCase = &p.cases[i]
	}
	out := make([]*heap, 0, len(by))
	for _, h := range by {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b *heap) int {
		return cmp.Or(cmp.Compare(a.bytes+a.lines, b.bytes+b.lines), bytes.Compare(a.subject[:], b.subject[:]))
	})
	return out
}

// named gives the entry that names a file, when it goes along and is whole.
func (h *heap) named(id casework.ID) *casework.Entry {
	i := slices.IndexFunc(h.entries, func(e casework.Entry) bool { return e.ID == id && !e.Stub() })
	if i < 0 {
		return nil
	}
	return &h.entries[i]
}

// sizeOf is how many bytes an entry has as a line: at most, for a stub has fewer.
func sizeOf(e casework.Entry) int64 { return int64(len(e.EnvelopeBytes) + len(e.BodyBytes) + 17) }

// cutter fills one parcel after another.
type cutter struct {
	most         limits
	p            parcel
	lines, bytes int64
}

func (c *cutter) empty() bool { return len(c.p.entries) == 0 && len(c.p.files) == 0 }

// full reports that a subject must begin a new parcel: its entries do not fit, or its
// files do not fit here but would fit into one of their own.
func (c *cutter) full(h *heap) bool {
	if c.empty() {
		return false
	}
	if len(c.p.entries)+len(h.entries) > c.most.entries || c.lines+h.lines > c.most.lines {
		return true
	}
	alone := len(h.files) <= c.most.files && h.bytes <= c.most.fileBytes
	return alone && (len(c.p.files)+len(h.files) > c.most.files || c.bytes+h.bytes > c.most.fileBytes)
}

// fullOf is full for one file; one that is larger than the limit goes without others.
func (c *cutter) fullOf(f exchange.FileInfo) bool {
	if len(c.p.files) == 0 {
		return false
	}
	return len(c.p.files) == c.most.files || c.bytes+f.Size > c.most.fileBytes
}

func (c *cutter) put(h *heap) {
	if c.p.full == nil {
		c.p.full = map[casework.ID]bool{}
	}
	for _, e := range h.entries {
		c.p.full[e.ID] = !e.Stub()
	}
	c.p.entries = append(c.p.entries, h.entries...)
	c.lines += h.lines
	if h.outCase != nil {
		c.p.cases = append(c.p.cases, *h.outCase)
	}
}

func (c *cutter) putFile(f exchange.FileInfo, named *casework.Entry) {
	if c.p.full == nil {
		c.p.full = map[casework.ID]bool{}
	}
	if named != nil && !c.p.full[named.ID] {
		c.p.entries, c.p.full[named.ID] = append(c.p.entries, *named), true
		c.lines += sizeOf(*named)
	}
	c.p.files = append(c.p.files, f)
	c.bytes += f.Size
}

// close ends a parcel that holds anything.
func (c *cutter) close(out []parcel) []parcel {
	if !c.empty() {
		out = append(out, c.p)
	}
	*c = cutter{most: c.most}
	return out
}

// size is about how many bytes a parcel makes.
func (p parcel) size() (n int64) {
	for _, e := range p.entries {
		n += sizeOf(e)
	}
	for _, f := range p.files {
		n += f.Size
	}
	return n
}
