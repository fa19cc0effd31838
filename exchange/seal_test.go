package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/exchange"
)

func TestRoundTrip(t *testing.T) {
	w := newWorld(t)
	cfg := w.config()
	s, data := w.seal(cfg)
	o, err := exchange.Open(context.Background(), w.reader(), w.file(data))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s.Header, o.Header); diff != "" {
		t.Errorf("header: %s", diff)
	}
	if diff := cmp.Diff(s.Manifest, o.Manifest); diff != "" {
		t.Errorf("manifest: %s", diff)
	}
	if s.Digest != o.Digest || s.Code != o.Code || len(o.Code) != 8 {
		t.Errorf("digest %s and %s, code %s and %s", s.Digest, o.Digest, s.Code, o.Code)
	}
	if o.Order != exchange.OrderNext || len(o.Gaps) != 0 {
		t.Errorf("order %s, gaps %v", o.Order, o.Gaps)
	}
	if o.Sender.Card.Office != w.village.office.Code {
		t.Errorf("sender %s", o.Sender.Card.Office)
	}
	var got [][]byte
	for e, err := range o.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, e.Line())
	}
	var want [][]byte
	for e := range cfg.Entries {
		want = append(want, e.Line())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entries: %s", diff)
	}
	for _, a := range cfg.Attachments {
		checkAttachment(t, o, a)
	}
	if _, _, ok := o.Attachment(casework.DigestOf(nil)); ok {
		t.Error("an attachment that is not there was found")
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	w.spoolEmpty()
}

func checkAttachment(t *testing.T, o *exchange.Opened, a exchange.Attachment) {
	t.Helper()
	content, kind, ok := o.Attachment(a.Digest)
	if !ok || kind != "jpeg" || content.Size() != a.Size {
		t.Fatalf("attachment %s: found %v, type %q", a.Digest, ok, kind)
	}
	got, err := io.ReadAll(content)
	if err != nil {
		t.Fatal(err)
	}
	if casework.DigestOf(got) != a.Digest {
		t.Errorf("attachment %s differs", a.Digest)
	}
}

func TestNothingPlainInSpool(t *testing.T) {
	w := newWorld(t)
	_, data := w.seal(w.config())
	o, err := exchange.Open(context.Background(), w.reader(), w.file(data))
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	for range o.Entries() {
	}
	files, err := os.ReadDir(w.spoolDir)
	if err != nil || len(files) != 1 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	got, err := os.ReadFile(w.spoolDir + "/" + files[0].Name())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, data) {
		t.Error("the spool holds something else than the sealed file")
	}
	if bytes.Contains(got, []byte("水渠")) || bytes.Contains(got, []byte("case.noted")) {
		t.Error("plain text in the sealed file")
	}
	if info, err := os.Stat(w.spoolDir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("spool is open to others: %v %v", info.Mode(), err)
	}
}

func TestEmptyBundle(t *testing.T) {
	w := newWorld(t)
	cfg := w.config()
	cfg.Entries, cfg.Attachments, cfg.Acks, cfg.Lacks, cfg.Journal = nil, nil, nil, nil, exchange.Chain{}
	_, data := w.seal(cfg)
	o, err := exchange.Open(context.Background(), w.reader(), w.file(data))
	if err != nil {
		t.Fatal(err)
	}
	for range o.Entries() {
		t.Error("an entry in an empty bundle")
	}
	if err := o.Close(); err != nil {
		t.Error(err)
	}
}

func TestRecoveryKeyOpensBundle(t *testing.T) {
	w := newWorld(t)
	s, data := w.seal(w.config())
	cfg := w.reader()
	cfg.Keys = w.township.recovery
	o, err := exchange.Open(context.Background(), cfg, w.file(data))
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if o.Code != s.Code {
		t.Errorf("code %s, want %s", o.Code, s.Code)
	}
	if _, err := w.township.recovery.SignDigest([32]byte{}); !errors.Is(err, exchange.ErrCannotSign) {
		t.Errorf("recovery key signs: %v", err)
	}
}

func TestSealRefuses(t *testing.T) {
	w := newWorld(t)
	rotten := photo(1, 700)
	rotten.Digest[0] ^= 1
	short := photo(2, 700)
	short.Size = 900
	long := photo(2, 700)
	long.Size = 600
	entries := journal(t, w.village.office.Code, 4)
	reading := 0
	for _, tt := range []struct {
		name string
		edit func(c *exchange.SealConfig)
		want string
	}{
		{"not compared", func(c *exchange.SealConfig) { c.To.Standing = exchange.StandingNew }, "not compared"},
		{"revoked", func(c *exchange.SealConfig) { c.To.Standing = exchange.StandingRevoked }, "not compared"},
		{"other keys", func(c *exchange.SealConfig) { c.Keys = w.county.keys }, "do not belong"},
		{"off the line", func(c *exchange.SealConfig) { c.To = w.county.compared() }, "not direct superior"},
		{"seq 0", func(c *exchange.SealConfig) { c.Seq = 0 }, "seq"},
		{"seq 1 with prev", func(c *exchange.SealConfig) { c.Prev = rotten.Digest }, "prev"},
		{"attachment differs from digest", func(c *exchange.SealConfig) { c.Attachments = []exchange.Attachment{rotten} }, "does not match its digest"},
		{"attachment too short", func(c *exchange.SealConfig) { c.Attachments = []exchange.Attachment{short} }, "changed while"},
		{"attachment too long", func(c *exchange.SealConfig) { c.Attachments = []exchange.Attachment{long} }, "longer than announced"},
		{"attachment twice", func(c *exchange.SealConfig) { c.Attachments = []exchange.Attachment{photo(1, 9), photo(1, 9)} }, "twice"},
		{"program file", func(c *exchange.SealConfig) {
			c.Attachments = []exchange.Attachment{attach([]byte("MZ\x90\x00" + strings.Repeat("x", 600)))}
		}, "no type that may travel"},
		{"entries out of order", func(c *exchange.SealConfig) { c.Entries = seqOf([]casework.Entry{entries[1], entries[0]}) }, "not in order"},
		{"entry twice", func(c *exchange.SealConfig) { c.Entries = seqOf([]casework.Entry{entries[0], entries[0]}) }, "not in order"},
		{"entries fail", func(c *exchange.SealConfig) {
			c.Entries = func(yield func(casework.Entry, error) bool) { yield(casework.Entry{}, errors.New("disk")) }
		}, "disk"},
		{"entries change between passes", func(c *exchange.SealConfig) {
			c.Entries = func(yield func(casework.Entry, error) bool) {
				reading++
				for _, e := range entries[:5-reading] {
					if !yield(e, nil) {
						return
					}
				}
			}
		}, "shorter than announced"},
		{"randomness ends", func(c *exchange.SealConfig) { c.Random = strings.NewReader("short") }, "randomness"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cfg := w.config()
			tt.edit(&cfg)
			reading = min(reading, 0)
			s, err := exchange.Seal(context.Background(), cfg)
			if err == nil {
				_ = s.Discard()
				t.Fatal("sealed")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %q does not say %q", err, tt.want)
			}
			w.spoolEmpty()
		})
	}
}

func TestSealCancel(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(context.Background())
	cfg := w.config()
	cfg.Progress = func(done, total int64) {
		if done > total/2 {
			cancel()
		}
	}
	if _, err := exchange.Seal(ctx, cfg); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	w.spoolEmpty()
	_, data := w.seal(w.config())
	if _, err := exchange.Open(ctx, w.reader(), w.file(data)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	w.spoolEmpty()
}

func TestProgressReachesTotal(t *testing.T) {
	w := newWorld(t)
	cfg := w.config()
	var last, of int64
	cfg.Progress = func(done, total int64) {
		if done < last {
			t.Errorf("progress fell from %d to %d", last, done)
		}
		last, of = done, total
	}
	s, _ := w.seal(cfg)
	if last != of || of != s.Header.BodySize {
		t.Errorf("progress ended at %d of %d, body %d", last, of, s.Header.BodySize)
	}
}

func TestOpenSpoolCleansUp(t *testing.T) {
	w := newWorld(t)
	for name, data := range map[string]string{"silian-spool-0011": "left by a crash", "notes.txt": "not ours"} {
		if err := os.WriteFile(w.spoolDir+"/"+name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	again, err := exchange.OpenSpool(w.spoolDir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	left, err := os.ReadDir(w.spoolDir)
	if err != nil || len(left) != 1 || left[0].Name() != "notes.txt" {
		t.Errorf("left %v, %v", left, err)
	}
}
