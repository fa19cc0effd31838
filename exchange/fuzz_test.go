package exchange_test

import (
	"bytes"
	"testing"

	"silian/casework"
	"silian/exchange"
)

// refusal fails when a parser of foreign bytes gives an error that is no refusal.
func refusal(t *testing.T, err error) bool {
	t.Helper()
	if err != nil && exchange.ReasonOf(err) == "" {
		t.Errorf("not a refusal: %v", err)
	}
	return err != nil
}

// canonical fails when what was read is not written back byte for byte.
func canonical(t *testing.T, data []byte, v any) {
	t.Helper()
	again, err := casework.Encode(v)
	if err != nil || !bytes.Equal(again, data) {
		t.Errorf("read %q, wrote %q, %v", data, again, err)
	}
}

func FuzzContainer(f *testing.F) {
	w := newWorld(f)
	_, bundle := w.small()
	_, _, receipt := w.answered()
	for _, seed := range [][]byte{bundle, receipt, bundle[:len(bundle)-1], {}, make([]byte, 1024)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		again, err := exchange.ReadContainer(data)
		if refusal(t, err) {
			return
		}
		if !bytes.Equal(again, data) {
			t.Error("a container that our writer would not write")
		}
	})
}

func FuzzHeader(f *testing.F) {
	w := newWorld(f)
	_, bundle := w.small()
	header := exchange.Untar(bundle)[1].Data
	f.Add(header)
	f.Add(bytes.Replace(header, []byte(`"seq":1`), []byte(`"seq":1e3`), 1))
	f.Add([]byte(`{"type":"xfb1-bundle","suite":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if h, err := exchange.ParseHeader(data); !refusal(t, err) {
			canonical(t, data, h)
		}
	})
}

func FuzzReceipt(f *testing.F) {
	w := newWorld(f)
	_, _, file := w.answered()
	f.Add(exchange.Untar(file)[1].Data)
	f.Add([]byte(`{"type":"xfb1-receipt","suite":"sm2-sm3-sm4gcm","gaps":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := exchange.ParseReceiptHeader(data); !refusal(t, err) {
			canonical(t, data, r)
		}
	})
}

func FuzzCard(f *testing.F) {
	w := newWorld(f)
	f.Add(w.village.card.HeaderOf())
	f.Add(w.county.card.HeaderOf())
	f.Add([]byte(`{"type":"xfb1-card","suite":"sm2-sm3-sm4gcm"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := exchange.ParseCardHeader(data); !refusal(t, err) {
			canonical(t, data, c)
		}
	})
}

func FuzzManifest(f *testing.F) {
	w := newWorld(f)
	_, bundle := w.small()
	f.Add(exchange.TakeApart(bundle, w.township.keys).Inner[0].Data)
	f.Add([]byte(`{"type":"xfb1-manifest","files":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := exchange.ParseManifest(data); !refusal(t, err) {
			canonical(t, data, m)
		}
	})
}

// FuzzEntries: what is read is written back byte for byte, in order, each once.
func FuzzEntries(f *testing.F) {
	var lines []byte
	for _, e := range journal(f, "411626104201", 6) {
		lines = append(append(lines, e.Line()...), '\n')
	}
	for _, seed := range [][]byte{lines, lines[:len(lines)-1], append(lines, '\n'), bytes.ReplaceAll(lines, []byte("\n"), []byte("\r\n")), []byte(`{"e":{},"b":null}` + "\n"), {}} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		entries, err := exchange.ReadEntries(data)
		if err != nil {
			return // openBody makes a refusal of it
		}
		var again []byte
		for i, e := range entries {
			again = append(append(again, e.Line()...), '\n')
			if i > 0 && exchange.EntryOrder(entries[i-1], e) >= 0 {
				t.Error("not in order")
			}
		}
		if !bytes.Equal(again, data) {
			t.Error("entries that our writer would not write")
		}
	})
}

// FuzzBundle seals any plaintext with right keys and digests: a sender is free to put
// anything inside.
func FuzzBundle(f *testing.F) {
	w := newWorld(f)
	_, bundle := w.small()
	f.Add(exchange.Tar(exchange.TakeApart(bundle, w.township.keys).Inner...))
	f.Add([]byte("x"))
	f.Fuzz(func(t *testing.T, plain []byte) {
		if len(plain) == 0 || len(plain) > 1<<20 {
			return
		}
		p := exchange.TakeApart(bytes.Clone(bundle), w.township.keys)
		p.Plain = plain
		if n := len(p.Inner[0].Data); len(plain) > 512+n {
			p.Inner[0].Data = plain[512 : 512+n]
		}
		refusal(t, openAndClose(w.reader(), w.with(t).file(p.Build(w.village.keys))))
		w.with(t).spoolEmpty()
	})
}

func FuzzKeyFile(f *testing.F) {
	d := newDesk(f, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	file, err := d.keys.Lock("p", exchange.LeastTestKDF())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Fuzz(func(t *testing.T, data []byte) {
		// Only the parser is fuzzed: production costs keep the derivation away.
		if ring, err := exchange.OpenKeyFile(data, "p"); err == nil {
			t.Errorf("a made-up key file opens: %v", ring)
		}
	})
}

func FuzzRecoveryKey(f *testing.F) {
	d := newDesk(f, 5, casework.Office{Code: "411626000000", Name: "某县", Level: casework.County})
	f.Add(d.recovery.Text())
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		key, err := exchange.ParseRecoveryKey(text)
		if err != nil {
			return
		}
		again, err := exchange.ParseRecoveryKey(key.Text())
		if err != nil || again.PublicKey() != key.PublicKey() {
			t.Errorf("%q reads differently when printed: %v", text, err)
		}
	})
}
