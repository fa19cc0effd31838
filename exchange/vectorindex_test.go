package exchange_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
	"silian/exchange"
)

const vectorDir = "testdata/vectors"

// vectorFile is one line of testdata/vectors/index.json.
type vectorFile struct {
	File   string `json:"file"`
	Kind   string `json:"kind"` // bundle, receipt, card, keys or expect
	About  string `json:"about"`
	Reason string `json:"reason"` // "" is read; else the code of section 9 it is refused with
}

func vectorIndex(t *testing.T) (list []vectorFile) {
	t.Helper()
	if err := json.Unmarshal(readVector("index.json"), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// made makes one vector from bundle.xfb laid open.
type made func(w *world, p *exchange.Parts) []byte

type vectorRow struct {
	vectorFile
	make made
}

// vectorFiles is what the index must say; make is nil for files that TestVectors writes.
func vectorFiles() []vectorRow {
	edited := func(edit func(p *exchange.Parts)) made {
		return func(w *world, p *exchange.Parts) []byte { edit(p); return p.Build(w.village.keys) }
	}
	row := func(file, kind, about, reason string, make made) vectorRow {
		return vectorRow{vectorFile{file, kind, about, reason}, make}
	}
	header := func(old, with string) made {
		return edited(func(p *exchange.Parts) { p.EditHeader = replaceIn(old, with) })
	}
	return []vectorRow{
		row("expect.json", "expect", "private keys, derived values and results for bundle.xfb, receipt.xfr and addressee.keys", "", nil),
		row("sender.xfcard", "card", "the sender, a village", "", nil),
		row("addressee.xfcard", "card", "the addressee, its township", "", nil),
		row("addressee.keys", "keys", "key file of the addressee (section 10)", "", nil),
		row("addressee_enc.der", "keys", "the addressee's encryption private key as OpenSSL reads it (RFC 5915)", "", func(w *world, _ *exchange.Parts) []byte {
			_, enc := w.township.keys.Raw()
			return privateDER(enc, w.township.card.EncPub)
		}),
		row("bundle.xfb", "bundle", "2 entries and 1 attachment in one chunk; number 1", "", nil),
		row("receipt.xfr", "receipt", "the answer to bundle.xfb", "", nil),
		row("chunks.xfb", "bundle", "6 entries, one of them a stub, and 2 attachments in two chunks; number 2", "", func(w *world, p *exchange.Parts) []byte {
			cfg := w.config()
			cfg.Random = rand.NewChaCha8([32]byte{43}) // never the bundle id and content key of another file
			cfg.Seq, cfg.Prev = 2, casework.DigestOf(exchange.Untar(readVector("bundle.xfb"))[1].Data)
			cfg.Entries = seqOf(journal(w.t, w.village.office.Code, 6))
			cfg.Attachments = []exchange.Attachment{photo(4, 700), photo(5, 66_000)}
			_, data := w.seal(cfg)
			return data
		}),
		row("damaged.xfb", "bundle", "a byte of body.enc changed on the way", "damaged", func(w *world, p *exchange.Parts) []byte {
			data := bytes.Clone(readVector("bundle.xfb"))
			data[len(data)-5000] ^= 1
			return data
		}),
		row("stranger.xfb", "bundle", "signed by a key that no card holds", "unknown_signer", func(w *world, p *exchange.Parts) []byte {
			return p.Build(w.another.keys)
		}),
		row("header.xfb", "bundle", "a key of header.json stands twice", "bad_header", header(`"seq":1,`, `"seq":1,"seq":1,`)),
		row("from.xfb", "bundle", "from is another office than the signer", "key_mismatch", header(`"from":"411626104201"`, `"from":"411626104202"`)),
		row("to.xfb", "bundle", "addressed to another office", "not_addressed", header(`"to":"411626104000"`, `"to":"411626105000"`)),
		row("commit.xfb", "bundle", "key_commit of another key", "cannot_unwrap", edited(func(p *exchange.Parts) { p.KeepCommit = true; p.Header.KeyCommit[3] ^= 1 })),
		row("flag.xfb", "bundle", "the only chunk is not marked as the last", "bad_body", edited(func(p *exchange.Parts) {
			p.EditBody = func([]byte) []byte { return sealChunks(p, func(int, int) bool { return false }) }
		})),
		row("manifest.xfb", "bundle", "the manifest is of another bundle", "bad_body", edited(func(p *exchange.Parts) {
			m := p.Manifest()
			m.BundleID[0] ^= 1
			p.SetManifest(m)
		})),
		row("entries.xfb", "bundle", "the body of an entry is not the one of its digest", "bad_entries", edited(func(p *exchange.Parts) {
			p.SetEntries(bytes.Replace(p.Inner[1].Data, []byte("水渠"), []byte("水井"), 1), 2)
		})),
		row("attachment.xfb", "bundle", "an attachment is not the one of its digest", "bad_attachment", edited(func(p *exchange.Parts) { p.Inner[2].Data[20] ^= 1 })),
	}
}

// TestVectorIndex reads every file as the index says. With -update missing files are
// made; a file that is there is never written again, for it is the promise.
func TestVectorIndex(t *testing.T) {
	w := newWorld(t)
	w.village, _ = vectorDesk(t, "sender", w.village.office)
	w.township, _ = vectorDesk(t, "addressee", w.township.office)
	var want []vectorFile
	for _, f := range vectorFiles() {
		want = append(want, f.vectorFile)
		path := filepath.Join(vectorDir, f.File)
		if _, err := os.Stat(path); *update && f.make != nil && errors.Is(err, fs.ErrNotExist) {
			put(t, path, f.make(w, exchange.TakeApart(readVector("bundle.xfb"), w.township.keys)))
		}
	}
	if *update {
		index, err := json.MarshalIndent(want, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(vectorDir, "index.json"), append(index, '\n'))
	}
	if diff := cmp.Diff(want, vectorIndex(t)); diff != "" {
		t.Error(diff)
	}
	cfg := w.reader()
	cfg.Trust = exchange.Trust{w.village.compared()}
	for _, f := range vectorIndex(t) {
		if _, err := os.Stat(filepath.Join(vectorDir, f.File)); err != nil {
			t.Error(err)
		}
		if f.Kind != "bundle" {
			continue
		}
		o, err := exchange.Open(context.Background(), cfg, filepath.Join(vectorDir, f.File))
		if got := exchange.ReasonOf(err); string(got) != f.Reason || (err == nil) != (f.Reason == "") {
			t.Errorf("%s: %v, want %q", f.File, err, f.Reason)
		}
		if err == nil {
			if err := o.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	w.spoolEmpty()
}

func put(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
