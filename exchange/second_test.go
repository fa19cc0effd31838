package exchange_test

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
)

// second is the reader of sections 2, 4 and 9: a file, the cards it believes, and its
// own card and private encryption key. Its errors are the codes of section 9.
type second struct {
	cards   [][]byte // headers of compared cards
	me      node     // header of the own card
	private [32]byte
}

// secondOpened is what a good bundle holds.
type secondOpened struct {
	header, manifest node
	digest, code     string
	cek, key, commit []byte
	entries          []string // lines
	files            [][]byte
}

type secondMember struct {
	name string
	data []byte
}

func secondCode(code string) error { return errors.New(code) }

func secondSM3(data ...[]byte) string {
	sum := sm3.Sum(bytes.Join(data, nil))
	return hex.EncodeToString(sum[:])
}

// secondTarHeader is the table of section 2.
func secondTarHeader(name string, size int) []byte {
	h := make([]byte, 512)
	copy(h, name)
	copy(h[100:], "0000644\x00")
	copy(h[108:], "0000000\x00")
	copy(h[116:], "0000000\x00")
	copy(h[124:], fmt.Sprintf("%011o\x00", size))
	copy(h[136:], "00000000000\x00")
	copy(h[148:], "        ")
	h[156] = '0'
	copy(h[257:], "ustar\x0000")
	copy(h[329:], "0000000\x00")
	copy(h[337:], "0000000\x00")
	sum := 0
	for _, b := range h {
		sum += int(b)
	}
	copy(h[148:], fmt.Sprintf("%06o\x00 ", sum))
	return h
}

// secondTar reads an archive of section 2 whole.
func secondTar(data []byte) ([]secondMember, error) {
	var out []secondMember
	for at := 0; ; {
		if len(data)-at < 1024 {
			return nil, errors.New("cut")
		}
		if bytes.Equal(data[at:], make([]byte, 1024)) {
			return out, nil
		}
		h := data[at : at+512]
		name, _, _ := strings.Cut(string(h[:100]), "\x00")
		size := 0
		for _, c := range h[124:135] {
			size = size*8 + int(c-'0')
		}
		if size < 0 || size > len(data) || !bytes.Equal(h, secondTarHeader(name, size)) {
			return nil, errors.New("member header")
		}
		padded := (size + 511) / 512 * 512
		if at += 512; len(data)-at < padded || bytes.ContainsFunc(data[at+size:at+padded], func(r rune) bool { return r != 0 }) {
			return nil, errors.New("content")
		}
		out = append(out, secondMember{name, data[at : at+size]})
		at += padded
	}
}

func secondKey(point []byte) *ecdsa.PublicKey {
	k, err := sm2.NewPublicKey(point)
	if err != nil {
		return nil
	}
	return k
}

// secondSigned verifies a signature of section 1.
func secondSigned(point, message, sig []byte) bool {
	k := secondKey(point)
	if k == nil || len(sig) > 128 {
		return false
	}
	digest, err := sm2.CalculateSM2Hash(k, message, []byte("1234567812345678"))
	return err == nil && sm2.VerifyASN1(k, digest, sig)
}

const (
	secondCardFields   = "type suite office name level parent card_no sign_pub enc_pub recovery_pub prev_card created"
	secondBundleFields = "type suite bundle_id from sign_key to enc_key seq prev created wraps key_commit body_size body_digest manifest_digest"
)

func secondHex(n node) []byte {
	b, _ := hex.DecodeString(n.text)
	return b
}

func secondKeyID(point []byte) string { return secondSM3([]byte("xfb1 key\x00"), point) }

// secondCard reads a card of section 8 and gives its header.
func secondCard(file []byte) ([]byte, node, error) {
	members, err := secondTar(file)
	if err != nil || len(members) != 3 {
		return nil, node{}, secondCode("damaged")
	}
	h, err := secondJSON(string(members[1].data))
	if err != nil || !h.fields(secondCardFields) || h.get("type").text != "xfb1-card" {
		return nil, node{}, secondCode("bad_header")
	}
	if !secondSigned(secondHex(h.get("sign_pub")), members[1].data, members[2].data) {
		return nil, node{}, secondCode("damaged")
	}
	return members[1].data, h, nil
}

// secondFingerprint is section 8.
func secondFingerprint(header []byte) string {
	sum := sm3.Sum(append([]byte("xfb1 card\x00"), header...))
	var groups []string
	for i := range 6 {
		n := binary.BigEndian.Uint64(append(make([]byte, 3), sum[5*i:5*i+5]...))
		groups = append(groups, fmt.Sprintf("%05d", n%100000))
	}
	return strings.Join(groups, " ")
}

// open goes through section 9, steps 2 to 10, for a file that is the first of its sender.
func (s *second) open(file []byte) (*secondOpened, error) {
	m, err := secondTar(file)
	if err != nil {
		return nil, secondCode("damaged")
	}
	var got []string
	for _, x := range m {
		got = append(got, x.name)
	}
	want := []string{"XFB1-README.txt", "header.json", "header.sig", "body.enc", "SM3SUMS.txt"}
	if !slices.Equal(got, want) || len(m[1].data) > 16<<10 {
		return nil, secondCode("damaged")
	}
	raw, body := m[1].data, m[3].data
	sums := ""
	for _, x := range m[:4] {
		sums += secondSM3(x.data) + "  " + x.name + "\n"
	}
	card := s.signer(raw, m[2].data)
	if card.kind == 0 {
		if sums != string(m[4].data) {
			return nil, secondCode("damaged")
		}
		return nil, secondCode("unknown_signer")
	}
	o := &secondOpened{digest: secondSM3(raw)}
	if o.header, err = s.header(raw, card); err != nil {
		return nil, err
	}
	h := o.header
	if h.get("body_size").number() != int64(len(body)) || h.get("body_digest").text != secondSM3(body) || sums != string(m[4].data) {
		return nil, secondCode("damaged")
	}
	if err := o.unwrap(s.private); err != nil {
		return nil, err
	}
	return o, o.inside(body)
}

// signer finds the card whose key signed, before any JSON of the file is read.
func (s *second) signer(raw, sig []byte) node {
	for _, c := range s.cards {
		if h, err := secondJSON(string(c)); err == nil && secondSigned(secondHex(h.get("sign_pub")), raw, sig) {
			return h
		}
	}
	return node{}
}

// header is steps 4 and 5.
func (s *second) header(raw []byte, card node) (node, error) {
	if !bytes.HasPrefix(raw, []byte(`{"type":"xfb1-bundle",`)) {
		return node{}, secondCode("wrong_type")
	}
	h, err := secondJSON(string(raw))
	wraps := h.get("wraps").vals
	if err != nil || !h.fields(secondBundleFields) || h.get("suite").text != "sm2-sm3-sm4gcm" || len(wraps) != 2 ||
		!wraps[0].fields("key sealed") || !wraps[1].fields("key sealed") {
		return node{}, secondCode("bad_header")
	}
	switch {
	case h.get("from").text != card.get("office").text || h.get("sign_key").text != secondKeyID(secondHex(card.get("sign_pub"))):
		return node{}, secondCode("key_mismatch")
	case h.get("to").text != s.me.get("office").text:
		return node{}, secondCode("not_addressed")
	case card.get("parent").text != h.get("to").text && s.me.get("parent").text != h.get("from").text:
		return node{}, secondCode("not_on_our_line")
	case h.get("enc_key").text != secondKeyID(secondHex(s.me.get("enc_pub"))) || wraps[0].get("key").text != h.get("enc_key").text ||
		wraps[1].get("key").text != secondKeyID(secondHex(s.me.get("recovery_pub"))):
		return node{}, secondCode("not_addressed")
	}
	return h, nil
}

func readVector(name string) []byte {
	data, err := os.ReadFile("testdata/vectors/" + name)
	if err != nil {
		panic(err)
	}
	return data
}
