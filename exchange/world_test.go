package exchange_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"silian/casework"
	"silian/exchange"
)

// created is the moment at which everything in these tests is made.
var created = exchange.StampOf(time.Date(2026, 12, 7, 9, 30, 0, 0, time.FixedZone("", 8*3600)))

// desk is one office with its keys.
type desk struct {
	office   casework.Office
	keys     *exchange.KeyRing
	recovery exchange.RecoveryKey
	card     exchange.Card
}

func newDesk(t testing.TB, seed byte, office casework.Office) *desk {
	t.Helper()
	keys, recovery, err := exchange.GenerateKeys(rand.NewChaCha8([32]byte{seed}))
	if err != nil {
		t.Fatal(err)
	}
	card, err := exchange.NewCard(keys, office, 1, created)
	if err != nil {
		t.Fatal(err)
	}
	return &desk{office, keys, recovery, card}
}

// compared enrols the desk's card as compared.
func (d *desk) compared() exchange.Enrolled {
	return exchange.Enrolled{Card: d.card, Standing: exchange.StandingCompared}
}

// world is a village that writes to its township.
type world struct {
	t                                  testing.TB
	village, township, county, another *desk
	spool                              *exchange.Spool
	spoolDir                           string
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{
		t:        t,
		village:  newDesk(t, 1, casework.Office{Code: "411626104201", Name: "柳林镇东村", Level: casework.Village, Parent: "411626104000"}),
		township: newDesk(t, 2, casework.Office{Code: "411626104000", Name: "柳林镇", Level: casework.Township, Parent: "411626000000"}),
		county:   newDesk(t, 3, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County}),
		another:  newDesk(t, 4, casework.Office{Code: "411626104202", Name: "柳林镇西村", Level: casework.Village, Parent: "411626104000"}),
		spoolDir: filepath.Join(t.TempDir(), "spool"),
	}
	spool, err := exchange.OpenSpool(w.spoolDir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := spool.Close(); err != nil {
			t.Error(err)
		}
	})
	w.spool = spool
	return w
}

// journal makes n entries on several subjects, in EntryOrder.
func journal(t testing.TB, office casework.OfficeCode, n int) []casework.Entry {
	t.Helper()
	source := rand.NewChaCha8([32]byte{77})
	var out []casework.Entry
	for i := range n {
		var salt casework.Salt
		var random [10]byte
		_, _ = source.Read(salt[:])
		_, _ = source.Read(random[:])
		data, err := json.Marshal(map[string]string{"title": fmt.Sprintf("水渠第%d段", i)})
		if err != nil {
			t.Fatal(err)
		}
		e, err := casework.NewEntry(casework.Envelope{
			ID: casework.MakeID(created.Time(), random), Kind: casework.SubjectCase,
			Subject: casework.DerivedID(fmt.Sprint(i % 3)), N: uint64(i/3 + 1), Office: office,
			Instance: casework.Instance{9},
		}, casework.Body{Salt: salt, Kind: "case.noted", Ver: 1, Operator: 1, At: "2026-12-07T09:30:00+08:00", Data: data})
		if err != nil {
			t.Fatal(err)
		}
		if i%5 == 4 {
			e = e.WithoutBody()
		}
		out = append(out, e)
	}
	slices.SortFunc(out, exchange.EntryOrder)
	return out
}

func seqOf(entries []casework.Entry) iter.Seq2[casework.Entry, error] {
	return func(yield func(casework.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// photo makes an attachment of n bytes that begins as a JPEG.
func photo(seed byte, n int) exchange.Attachment {
	data := make([]byte, n)
	_, _ = rand.NewChaCha8([32]byte{seed, 99}).Read(data)
	copy(data, "\xff\xd8\xff\xe0")
	return attach(data)
}

func attach(data []byte) exchange.Attachment {
	return exchange.Attachment{
		FileInfo: exchange.FileInfo{Digest: casework.DigestOf(data), Size: int64(len(data))},
		Open:     func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}
}

// config is a usual bundle from the village to its township.
func (w *world) config() exchange.SealConfig {
	return exchange.SealConfig{
		Spool: w.spool, Keys: w.village.keys, From: w.village.card, To: w.township.compared(),
		Seq: 1, Created: created, Program: "silian test",
		Entries:     seqOf(journal(w.t, w.village.office.Code, 20)),
		Attachments: []exchange.Attachment{photo(1, 700), photo(2, 150_000), photo(3, 64<<10)},
		Acks:        []exchange.Ack{{BundleID: exchange.BundleID{7}, Seq: 3, Digest: casework.DigestOf([]byte("x"))}},
		Lacks:       []uint64{2},
		Journal:     exchange.Chain{Count: 20, Head: casework.DigestOf([]byte("head"))},
		Random:      rand.NewChaCha8([32]byte{42}),
	}
}

// seal seals and gives the file's bytes; the spool is left empty.
func (w *world) seal(cfg exchange.SealConfig) (*exchange.Sealed, []byte) {
	w.t.Helper()
	s, err := exchange.Seal(context.Background(), cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	data, err := os.ReadFile(s.Path())
	if err != nil {
		w.t.Fatal(err)
	}
	if int64(len(data)) != s.Size {
		w.t.Fatalf("file has %d bytes, Size says %d", len(data), s.Size)
	}
	if err := s.Discard(); err != nil {
		w.t.Fatal(err)
	}
	return s, data
}

// reader is the township, which knows the village, the other village and the county.
func (w *world) reader() exchange.OpenConfig {
	return exchange.OpenConfig{
		Spool: w.spool, Keys: w.township.keys, Me: w.township.card,
		Trust: exchange.Trust{w.another.compared(), w.county.compared(), w.village.compared()},
	}
}

// file writes data to a folder of its own.
func (w *world) file(data []byte) string {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "file.xfb")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// spoolEmpty fails when anything lies in the spool.
func (w *world) spoolEmpty() {
	w.t.Helper()
	left, err := os.ReadDir(w.spoolDir)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(left) != 0 {
		w.t.Errorf("spool holds %d files", len(left))
	}
}

// refused opens data and wants a refusal; it returns it.
func (w *world) refused(cfg exchange.OpenConfig, data []byte, want ...exchange.Reason) error {
	w.t.Helper()
	o, err := exchange.Open(context.Background(), cfg, w.file(data))
	if err == nil {
		_ = o.Close()
		w.t.Fatalf("opened; want refusal %v", want)
	}
	if got := exchange.ReasonOf(err); !slices.Contains(want, got) {
		w.t.Errorf("refused as %q (%v), want %q", got, err, want)
	}
	w.spoolEmpty()
	return err
}
