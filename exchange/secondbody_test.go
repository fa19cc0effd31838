package exchange_test

import (
	"bytes"
	"crypto/cipher"
	"crypto/hkdf"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
)

// unwrap is section 5: content key, derivations, commitment.
func (o *secondOpened) unwrap(private [32]byte) error {
	key, err := sm2.NewPrivateKey(private[:])
	if err != nil {
		return err
	}
	h := o.header
	if o.cek, err = sm2.Decrypt(key, secondHex(h.get("wraps").vals[0].get("sealed"))); err != nil || len(o.cek) != 32 {
		return secondCode("cannot_unwrap")
	}
	derive := func(label string, n int) []byte {
		out, err := hkdf.Key(sm3.New, o.cek, secondHex(h.get("bundle_id")), "xfb1|"+h.get("sign_key").text+"|"+h.get("enc_key").text+"|"+label, n)
		if err != nil {
			panic(err)
		}
		return out
	}
	o.key, o.commit = derive("body", 16), derive("commit", 32)
	o.code = fmt.Sprintf("%08d", binary.BigEndian.Uint64(derive("receipt", 8))%100_000_000)
	if hex.EncodeToString(o.commit) != h.get("key_commit").text {
		return secondCode("cannot_unwrap")
	}
	return nil
}

// inside decrypts all chunks and reads section 6.
func (o *secondOpened) inside(body []byte) error {
	block, err := sm4.NewCipher(o.key)
	if err != nil {
		return err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return err
	}
	var plain []byte
	for i := 0; len(body) > 0; i++ {
		n := min(len(body), 65_536+16)
		nonce := make([]byte, 12)
		binary.BigEndian.PutUint32(nonce[7:], uint32(i))
		if n == len(body) {
			nonce[11] = 1
		}
		if plain, err = gcm.Open(plain, nonce, body[:n], nil); err != nil {
			return secondCode("bad_body")
		}
		body = body[n:]
	}
	members, err := secondTar(plain)
	if err != nil || len(members) < 2 || members[0].name != "manifest.json" || members[1].name != "entries.jsonl" {
		return secondCode("bad_body")
	}
	if err := o.readManifest(members[0].data); err != nil {
		return err
	}
	if err := o.readEntries(members[1].data); err != nil {
		return err
	}
	files := o.manifest.get("files").vals
	if len(files) != len(members)-2 {
		return secondCode("bad_body")
	}
	for i, f := range files {
		m := members[2+i]
		switch {
		case m.name != "a/"+f.get("digest").text || int64(len(m.data)) != f.get("size").number():
			return secondCode("bad_body")
		case secondSM3(m.data) != f.get("digest").text:
			return secondCode("bad_attachment")
		}
		o.files = append(o.files, m.data)
	}
	return nil
}

func (o *secondOpened) readManifest(data []byte) (err error) {
	h := o.header
	if secondSM3(data) != h.get("manifest_digest").text {
		return secondCode("bad_body")
	}
	o.manifest, err = secondJSON(string(data))
	m := o.manifest
	if err != nil || !m.fields("type bundle_id from to salt program schema part parts entries files acks lacks journal") ||
		m.get("type").text != "xfb1-manifest" || m.get("schema").text != "1" || !m.get("entries").fields("count size digest") {
		return secondCode("bad_body")
	}
	for _, same := range []string{"bundle_id", "from", "to"} {
		if m.get(same).text != h.get(same).text {
			return secondCode("bad_body")
		}
	}
	return nil
}

func (o *secondOpened) readEntries(data []byte) error {
	info := o.manifest.get("entries")
	if int64(len(data)) != info.get("size").number() || secondSM3(data) != info.get("digest").text {
		return secondCode("bad_entries")
	}
	for line := range strings.Lines(string(data)) {
		text, whole := strings.CutSuffix(line, "\n")
		text, front := strings.CutPrefix(text, `{"e":`)
		p := &secondParser{in: text}
		e, err := p.value(1)
		if !whole || !front || err != nil || !e.fields("v id kind subject n office instance prev body_digest") || !p.take(`,"b":`) {
			return secondCode("bad_entries")
		}
		body, end := strings.CutSuffix(text[p.at:], "}")
		if !end || body != "null" && (secondSM3([]byte(body)) != e.get("body_digest").text || !json.Valid([]byte(body)) || body[0] != '{') {
			return secondCode("bad_entries")
		}
		o.entries = append(o.entries, strings.TrimSuffix(line, "\n"))
	}
	if int64(len(o.entries)) != info.get("count").number() {
		return secondCode("bad_entries")
	}
	return nil
}

// TestSecondReader reads every vector by the document alone and compares with the index
// and with expect.json.
func TestSecondReader(t *testing.T) {
	var want map[string]any
	if err := json.Unmarshal(readVector("expect.json"), &want); err != nil {
		t.Fatal(err)
	}
	sender, card, err := secondCard(readVector("sender.xfcard"))
	if err != nil {
		t.Fatal(err)
	}
	_, me, err := secondCard(readVector("addressee.xfcard"))
	if err != nil {
		t.Fatal(err)
	}
	if card.get("level").text != "village" || secondFingerprint(sender) != want["sender_fingerprint"] {
		t.Errorf("fingerprint %s", secondFingerprint(sender))
	}
	s := &second{cards: [][]byte{sender}, me: me}
	_, _ = hex.Decode(s.private[:], []byte(want["addressee_enc_private"].(string)))
	for _, v := range vectorIndex(t) {
		if v.Kind != "bundle" {
			continue
		}
		o, err := s.open(readVector(v.File))
		if got := fmt.Sprint(err); err == nil && v.Reason != "" || err != nil && got != v.Reason {
			t.Errorf("%s: %v, want %q", v.File, err, v.Reason)
		}
		if v.File == "bundle.xfb" && err == nil {
			o.compare(t, want)
		}
		if v.File == "chunks.xfb" && err == nil && (len(o.files) != 2 || len(o.files[1]) != 66_000 || len(o.entries) != 6) {
			t.Errorf("%d files, %d entries", len(o.files), len(o.entries))
		}
	}
	secondReceipt(t, want, me)
}

func (o *secondOpened) compare(t *testing.T, want map[string]any) {
	t.Helper()
	for field, got := range map[string]string{
		"content_key": hex.EncodeToString(o.cek), "body_key": hex.EncodeToString(o.key), "key_commit": hex.EncodeToString(o.commit),
		"receipt_code": o.code, "header_digest": o.digest, "bundle_id": o.header.get("bundle_id").text,
		"sign_key": o.header.get("sign_key").text, "enc_key": o.header.get("enc_key").text,
	} {
		if got != want[field] {
			t.Errorf("%s: %s, want %v", field, got, want[field])
		}
	}
	if float64(len(o.entries)) != want["entries"] {
		t.Errorf("%d entries", len(o.entries))
	}
}

// secondReceipt reads the receipt of section 7.
func secondReceipt(t *testing.T, want map[string]any, me node) {
	t.Helper()
	m, err := secondTar(readVector("receipt.xfr"))
	if err != nil || len(m) != 3 || !secondSigned(secondHex(me.get("sign_pub")), m[1].data, m[2].data) {
		t.Fatalf("receipt: %d members, %v", len(m), err)
	}
	r, err := secondJSON(string(m[1].data))
	if err != nil || !r.fields("type suite bundle_id from sign_key to seq digest created result reason new same late not_in_effect gaps code") ||
		r.get("type").text != "xfb1-receipt" || r.get("code").text != want["receipt_code"] || r.get("digest").text != want["header_digest"] {
		t.Errorf("receipt %s: %v", m[1].data, err)
	}
	if bytes.Equal(m[2].data, nil) {
		t.Error("no signature")
	}
}

// secondOpen decrypts one chunk.
func secondOpen(key, nonce, sealed []byte) []byte {
	block, err := sm4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		panic(err)
	}
	return plain
}

// secondBodyOf gives the body of a line.
func secondBodyOf(line string) string {
	p := &secondParser{in: line, at: len(`{"e":`)}
	if _, err := p.value(1); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(line[p.at+len(`,"b":`):], "}")
}
