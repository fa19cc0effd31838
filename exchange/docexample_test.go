package exchange_test

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm2"
)

const (
	docPath      = "../docs/exchange-format.md"
	exampleBegin = "<!-- example: written by TestDocExample with -update -->\n"
	exampleEnd   = "<!-- end of example -->\n"
)

// TestDocExample: the worked example of docs/exchange-format.md is what the published
// bundle holds. It is made by the second reader, so that both cannot drift.
func TestDocExample(t *testing.T) {
	data, err := os.ReadFile(docPath)
	if err != nil {
		t.Fatal(err)
	}
	front, rest, ok := strings.Cut(string(data), exampleBegin)
	old, back, ok2 := strings.Cut(rest, exampleEnd)
	if !ok || !ok2 {
		t.Fatal("the example has no place")
	}
	want := workedExample(t)
	if old == want {
		return
	}
	if !*update {
		t.Error("docs show another example: go test ./exchange -run TestDocExample -args -update")
		return
	}
	put(t, docPath, []byte(front+exampleBegin+want+exampleEnd+back))
}

// example gathers the text.
type example struct{ strings.Builder }

func (e *example) line(format string, args ...any) { fmt.Fprintf(e, format+"\n", args...) }

// members lists an archive by its offsets.
func (e *example) members(file []byte) {
	list, err := secondTar(file)
	if err != nil {
		panic(err)
	}
	e.line("| offset | bytes | what |\n|---|---|---|")
	at := 0
	for _, m := range list {
		e.line("| %d (%#06x) | 512 | member header: `%s`, size `%011o`, checksum `%s` |", at, at, m.name, len(m.data), strings.TrimRight(string(file[at+148:at+154]), "\x00"))
		at += 512
		e.line("| %d (%#06x) | %d | content, begins `%x` |", at, at, len(m.data), m.data[:min(16, len(m.data))])
		at += len(m.data)
		if pad := (512 - len(m.data)%512) % 512; pad > 0 {
			e.line("| %d (%#06x) | %d | zero bytes |", at, at, pad)
			at += pad
		}
	}
	e.line("| %d (%#06x) | 1,024 | two zero blocks; the file ends at %d |", at, at, len(file))
}

// block shows a member header, rows of zeros left out.
func (e *example) block(h []byte) {
	e.line("```text")
	for at := 0; at < len(h); at += 16 {
		if row := h[at : at+16]; strings.Trim(string(row), "\x00") != "" {
			e.line("%04x  % x", at, row)
		}
	}
	e.line("```")
}

func workedExample(t *testing.T) string {
	file := readVector("bundle.xfb")
	sender, _, err := secondCard(readVector("sender.xfcard"))
	if err != nil {
		t.Fatal(err)
	}
	_, me, err := secondCard(readVector("addressee.xfcard"))
	if err != nil {
		t.Fatal(err)
	}
	s := &second{cards: [][]byte{sender}, me: me}
	enc := readVector("addressee_enc.der")[7:39]
	s.private = [32]byte(enc)
	o, err := s.open(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := secondTar(file)
	if err != nil {
		t.Fatal(err)
	}
	var e example
	e.line("`exchange/testdata/vectors/bundle.xfb`, %d bytes, from `sender.xfcard` to `addressee.xfcard`:\n", len(file))
	e.members(file)
	e.line("\nThe member header of `header.json`, offsets inside the block, rows of zeros left out:\n")
	e.block(secondTarHeader("header.json", len(m[1].data)))
	e.line("\n`header.json`:\n\n```json\n%s\n```\n", m[1].data)
	e.signature(sender, m[1].data, m[2].data)
	e.keys(o, enc)
	e.body(t, o, m[3].data)
	return e.String()
}

func (e *example) signature(sender, header, sig []byte) {
	h, err := secondJSON(string(sender))
	if err != nil {
		panic(err)
	}
	point := secondHex(h.get("sign_pub"))
	digest, err := sm2.CalculateSM2Hash(secondKey(point), header, []byte("1234567812345678"))
	if err != nil {
		panic(err)
	}
	e.line("Signature, against `sign_pub` of the sender's card:\n\n```text")
	e.line("sign_pub            %x", point)
	e.line("key id (sign_key)   %s", secondKeyID(point))
	e.line("SM3(header.json)    %s   the digest that receipts and prev name", secondSM3(header))
	e.line("e = SM3(ZA || M)    %x   what is signed, GB/T 32918.2", digest)
	e.line("header.sig          %x\n```\n", sig)
}

func (e *example) keys(o *secondOpened, private []byte) {
	h := o.header
	info := "xfb1|" + h.get("sign_key").text + "|" + h.get("enc_key").text + "|"
	e.line("Keys (section 5); SM2 decryption of `wraps[0].sealed` gives CEK:\n\n```text")
	e.line("private key         %x   addressee_enc.der", private)
	e.line("CEK                 %x", o.cek)
	e.line("salt = bundle_id    %s", h.get("bundle_id").text)
	e.line("info(\"body\")        %sbody", info)
	e.line("K                   %x", o.key)
	e.line("info(\"commit\")      %scommit", info)
	e.line("key_commit          %x", o.commit)
	e.line("info(\"receipt\")     %sreceipt", info)
	e.line("receipt code        %s\n```\n", o.code)
}

// body shows the only chunk and the inner archive.
func (e *example) body(t *testing.T, o *secondOpened, sealed []byte) {
	nonce := make([]byte, 12)
	binary.BigEndian.PutUint32(nonce[7:], 0)
	nonce[11] = 1
	plain := secondOpen(o.key, nonce, sealed)
	e.line("`body.enc` is one chunk, the last:\n\n```text")
	e.line("nonce               %x", nonce)
	e.line("ciphertext          %x ... (%d bytes)", sealed[:32], len(sealed)-16)
	e.line("tag                 %x", sealed[len(sealed)-16:])
	e.line("plaintext           %x ...   %q ...\n```\n", plain[:32], plain[:13])
	e.line("The plaintext, %d bytes:\n", len(plain))
	e.members(plain)
	list, err := secondTar(plain)
	if err != nil {
		t.Fatal(err)
	}
	e.line("\n`manifest.json`, SM3 `%s`:\n\n```json\n%s\n```\n", secondSM3(list[0].data), list[0].data)
	e.line("The first line of `entries.jsonl`; the SM3 of the %d bytes after `\"b\":` is its `body_digest`:\n", len(secondBodyOf(o.entries[0])))
	e.line("```json\n%s\n```\n", o.entries[0])
	e.line("The attachment, %d bytes: `%s`", len(o.files[0]), hex.EncodeToString(o.files[0]))
}
