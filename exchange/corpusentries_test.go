package exchange_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"silian/casework"
	"silian/exchange"
)

// corpusEntries is lines of the journal that hurt a careless parser.
func corpusEntries() []corpusRow {
	line := func(phrase string, with ...string) corpusRow {
		var edits []func(p *exchange.Parts)
		for _, s := range with {
			edits = append(edits, func(p *exchange.Parts) {
				lines := bytes.SplitAfter(p.Inner[1].Data, []byte("\n"))[:20]
				lines[3] = []byte(s + "\n")
				p.SetEntries(bytes.Join(lines, nil), len(lines))
			})
		}
		return forged(phrase, exchange.ReasonBadEntries, edits...)
	}
	deep := func(open, end string, n int) string { return strings.Repeat(open, n) + strings.Repeat(end, n) }
	return []corpusRow{
		line("line not JSON", "hello", "\x00", "{", `{"e":`, "\xff\xfe{}"),
		line("line an array", "[]", "[{}]", "null", "1", `"x"`),
		line("line of 2 MiB", `{"e":{"v":"`+strings.Repeat("x", 2<<20)+`"},"b":null}`, strings.Repeat(" ", 2<<20), strings.Repeat("[", 2<<20)),
		line("line 100,000 deep", `{"e":`+deep("[", "]", 100_000)+`,"b":null}`, deep(`{"e":`, "}", 100_000), strings.Repeat(`{"b":`, 100_000)),
		line("line blank", "", " ", "\r"),
		{"exe-as-jpg attachment", func(_ *testing.T, c *corpus) []attack {
			exe := append([]byte("MZ\x90\x00\x03\x00\x00\x00"), make([]byte, 692)...)
			elf := append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 693)...)
			script := []byte("#!/bin/sh\nrm -rf \"$HOME\"\n" + strings.Repeat("#", 700))
			return []attack{c.withContent("exe", exe), c.withContent("elf", elf), c.withContent("script", script)}
		}},
		{"polyglot attachment", func(_ *testing.T, c *corpus) []attack {
			pad := strings.Repeat(" ", 600)
			return []attack{
				c.withContent("exe, then pdf", []byte("MZ\x90\x00"+pad+"%PDF-1.7\n")),
				c.withContent("html, then jpeg", []byte("<script>alert(1)</script>\xff\xd8\xff\xe0"+pad)),
				c.withContent("zip of a program", []byte(zipped("setup.exe")+pad)),
			}
		}},
	}
}

// withContent is a bundle whose first attachment is something else, all digests right.
func (c *corpus) withContent(name string, data []byte) attack {
	p := exchange.TakeApart(bytes.Clone(c.data), c.township.keys)
	d := casework.DigestOf(data)
	m := p.Manifest()
	m.Files[0] = exchange.FileInfo{Digest: d, Size: int64(len(data))}
	p.SetManifest(m)
	p.Inner[2] = exchange.Member{Name: "a/" + d.String(), Data: data}
	return attack{name: name, data: p.Build(c.village.keys), want: exchange.ReasonBadAttachment}
}

// corpusNames is names that look like others: in the manifest's program, and on a card,
// which is read by ParseCard.
func corpusNames() []corpusRow {
	row := func(phrase string, spoilt ...string) corpusRow {
		return corpusRow{phrase, func(_ *testing.T, c *corpus) (out []attack) {
			for _, s := range spoilt {
				p := exchange.TakeApart(bytes.Clone(c.data), c.township.keys)
				p.Inner[0].Data = replaceIn("silian test", "silian"+s+"test")(p.Inner[0].Data)
				out = append(out, attack{name: "program", data: p.Build(c.village.keys), want: exchange.ReasonBadBody})
				header := replaceIn(c.village.card.Name, c.village.card.Name+s)(c.village.card.HeaderOf())
				card := exchange.HeaderOnly(header, exchange.SignHeader(c.village.keys, header))
				out = append(out, attack{name: "card", data: card, want: exchange.ReasonBadHeader, read: readCard})
			}
			return out
		}}
	}
	return []corpusRow{
		row("bidi in names", "\u202e", "\u202a", "\u2066", "\u200f", "\u061c"),
		row("NUL in names", `\u0000`, "\x00", `\n`, `\u001b`),
	}
}

func readCard(_ exchange.OpenConfig, path string) error {
	data, err := exchange.ReadSmall(path)
	if err != nil {
		return err
	}
	_, err = exchange.ParseCard(slices.Clip(data))
	return err
}
