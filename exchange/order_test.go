package exchange_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/exchange"
)

func TestOrder(t *testing.T) {
	w := newWorld(t)
	d := func(n byte) casework.Digest { return casework.DigestOf([]byte{n}) }
	im := func(seqs ...uint64) (out []exchange.Imported) {
		for _, s := range seqs {
			out = append(out, exchange.Imported{Seq: s, Digest: d(byte(s))})
		}
		return out
	}
	for _, tt := range []struct {
		name   string
		seq    uint64
		prev   casework.Digest
		past   []exchange.Imported
		order  exchange.Order
		gaps   []uint64
		reason exchange.Reason
	}{
		{"first", 1, casework.Digest{}, nil, exchange.OrderNext, []uint64{}, ""},
		{"second", 2, d(1), im(1), exchange.OrderNext, []uint64{}, ""},
		{"second of another first", 2, d(9), im(1), "", nil, exchange.ReasonSeqConflict},
		{"sender lost its past", 2, casework.Digest{}, im(1), exchange.OrderNext, []uint64{}, ""},
		{"gap", 4, d(3), im(1), exchange.OrderGap, []uint64{2, 3}, ""},
		{"first seen is third", 3, d(2), nil, exchange.OrderGap, []uint64{1, 2}, ""},
		{"late", 2, d(1), im(4, 1), exchange.OrderLate, []uint64{3}, ""},
		{"late, links wrongly", 2, d(8), im(4, 1), "", nil, exchange.ReasonSeqConflict},
		{"far", 100_001, d(3), im(1), exchange.OrderGap, nil, ""},
		{"too far", 100_002, d(3), im(1), "", nil, exchange.ReasonSeqConflict},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := w.with(t)
			cfg := w.config()
			cfg.Entries, cfg.Attachments = nil, nil
			cfg.Seq, cfg.Prev = tt.seq, tt.prev
			_, data := w.seal(cfg)
			rd := w.reader()
			rd.Past = past(tt.past...)
			if tt.reason != "" {
				w.refused(rd, data, tt.reason)
				return
			}
			o, err := exchange.Open(context.Background(), rd, w.file(data))
			if err != nil {
				t.Fatal(err)
			}
			defer o.Close()
			if o.Order != tt.order {
				t.Errorf("order %s, want %s", o.Order, tt.order)
			}
			if tt.gaps == nil {
				if len(o.Gaps) != exchange.MaxGaps || o.Gaps[0] != 2 {
					t.Errorf("gaps %v", o.Gaps)
				}
				return
			}
			if diff := cmp.Diff(tt.gaps, o.Gaps); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMissing(t *testing.T) {
	for _, tt := range []struct{ known, want []uint64 }{
		{nil, []uint64{}},
		{[]uint64{1, 2}, []uint64{}},
		{[]uint64{5, 2}, []uint64{1, 3, 4}},
	} {
		if d := cmp.Diff(tt.want, exchange.Missing(tt.known)); d != "" {
			t.Error(d)
		}
	}
	if got := exchange.Missing([]uint64{1 << 40}); len(got) != exchange.MaxGaps {
		t.Errorf("%d gaps", len(got))
	}
}
