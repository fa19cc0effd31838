package casework_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"silian/casework"
)

func sampleEntry(t testing.TB) casework.Entry {
	t.Helper()
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	e, err := k.v.Try(k.id, casework.CaseText, casework.Text{Title: "流转费", Narrative: "欠<12000>元", Requests: []string{"付钱"}}, noAct)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEntryRoundTrip(t *testing.T) {
	e := sampleEntry(t)
	for _, want := range []casework.Entry{e, e.WithoutBody()} {
		got, err := casework.ParseLine(want.Line())
		if err != nil {
			t.Fatalf("ParseLine(%s): %v", want.Line(), err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("round trip (-want +got):\n%s", diff)
		}
		if got.Digest != casework.DigestOf(got.EnvelopeBytes) {
			t.Error("digest is not of the envelope")
		}
	}
	if e.Stub() || !e.WithoutBody().Stub() {
		t.Error("Stub is wrong")
	}
	if s := string(e.WithoutBody().Line()); !strings.HasSuffix(s, `,"b":null}`) {
		t.Errorf("a stub's line ends %q", s[len(s)-12:])
	}
	if e.About() != (casework.Subject{Kind: casework.SubjectCase, ID: e.Envelope.Subject}) {
		t.Error("About is wrong")
	}
}

func TestEntryKeepsItsOwnBytes(t *testing.T) {
	e := sampleEntry(t)
	head, body := bytes.Clone(e.EnvelopeBytes), bytes.Clone(e.BodyBytes)
	got, err := casework.ParseEntry(head, body)
	if err != nil {
		t.Fatal(err)
	}
	clear(head)
	clear(body)
	if !bytes.Equal(got.Line(), e.Line()) {
		t.Error("the entry changed with the caller's buffer")
	}
}

func TestParseLineRefuses(t *testing.T) {
	e := sampleEntry(t)
	good := string(e.Line())
	head := string(e.EnvelopeBytes)
	edit := func(old, with string) string { return strings.Replace(good, old, with, 1) }
	cases := map[string]string{
		"empty":                 "",
		"no body key":           `{"e":` + head + `}`,
		"keys swapped":          `{"b":null,"e":` + head + `}`,
		"third key":             edit(`,"b":`, `,"x":1,"b":`),
		"duplicate key":         edit(`{"e":`, `{"e":1,"e":`),
		"folded key":            edit(`{"e":`, `{"E":`),
		"white space":           good + " ",
		"newline":               good + "\n",
		"BOM":                   "\ufeff" + good,
		"space in the envelope": edit(`{"e":{"v":1`, `{"e":{"v": 1`),
		"version 2":             edit(`{"e":{"v":1`, `{"e":{"v":2`),
		"version as a float":    edit(`{"e":{"v":1`, `{"e":{"v":1.0`),
		"n is a float":          edit(`"n":2`, `"n":2.0`),
		"n is zero":             edit(`"n":2`, `"n":0`),
		"n is huge":             edit(`"n":2`, `"n":9007199254740992`),
		"n is negative":         edit(`"n":2`, `"n":-2`),
		"unknown envelope key":  edit(`{"e":{"v":1`, `{"e":{"v":1,"w":1`),
		"folded envelope key":   edit(`"office"`, `"Office"`),
		"upper-case hex":        edit(`"body_digest":"`, `"body_digest":"ABCDEF`),
		"office of 11 digits":   edit(`"office":"4`, `"office":"`),
		"no office":             edit(`"office":"411626102201"`, `"office":""`),
		"no subject":            edit(e.Envelope.Subject.String(), ""),
		"no id":                 edit(e.ID.String(), ""),
		"no digest":             edit(e.BodyDigest.String(), ""),
		"no instance":           edit(e.Instance.String(), ""),
		"no kind":               edit(`"kind":"case"`, `"kind":""`),
		"long kind":             edit(`"kind":"case"`, `"kind":"`+strings.Repeat("c", 33)+`"`),
		"bad UTF-8 in kind":     edit(`"kind":"case"`, `"kind":"`+"\xff"+`"`),
		"envelope is null":      `{"e":null,"b":null}`,
		"envelope is missing":   `{"b":null}`,
		"too deep":              `{"e":` + strings.Repeat("[", 40) + strings.Repeat("]", 40) + `,"b":null}`,
		"over-long":             good[:len(good)-1] + strings.Repeat(" ", casework.MaxLine) + "}",
	}
	for name, in := range cases {
		if in == good {
			t.Errorf("%s: the edit changed nothing", name)
		}
		if _, err := casework.ParseLine([]byte(in)); !errors.Is(err, casework.ErrBadEntry) {
			t.Errorf("%s: got %v, want ErrBadEntry", name, err)
		}
	}
	if _, err := casework.ParseLine([]byte(edit("付钱", "还钱"))); !errors.Is(err, casework.ErrBodyDigest) {
		t.Errorf("changed body: got %v, want ErrBodyDigest", err)
	}
}

// withBody closes any bytes under a good envelope.
func withBody(t *testing.T, body string) error {
	t.Helper()
	env := sampleEntry(t).Envelope
	env.BodyDigest = casework.DigestOf([]byte(body))
	head, err := casework.Encode(env)
	if err != nil {
		t.Fatal(err)
	}
	_, err = casework.ParseEntry(head, []byte(body))
	return err
}

func TestParseEntryRefusesBodies(t *testing.T) {
	const salt = `"salt":"00112233445566778899aabbccddeeff"`
	cases := map[string]string{
		"no salt":        `{"kind":"case.text","ver":1}`,
		"salt not first": `{"kind":"case.text","ver":1,` + salt + `}`,
		"short salt":     `{"salt":"00","kind":"case.text","ver":1}`,
		"empty salt":     `{"salt":"","kind":"case.text","ver":1}`,
		"no kind":        `{` + salt + `,"ver":1}`,
		"long kind":      `{` + salt + `,"kind":"` + strings.Repeat("k", 65) + `","ver":1}`,
		"no version":     `{` + salt + `,"kind":"case.text"}`,
		"version 0":      `{` + salt + `,"kind":"case.text","ver":0}`,
		"float version":  `{` + salt + `,"kind":"case.text","ver":1.5}`,
		"array":          `[]`,
		"number":         `7`,
		"null":           `null`,
		"two objects":    `{` + salt + `,"kind":"case.text","ver":1}{}`,
		"bad UTF-8":      `{` + salt + `,"kind":"case.text","ver":1,"data":"` + "\xff" + `"}`,
		"bad date":       `{` + salt + `,"kind":"case.text","ver":1,"on":"2026-02-30"}`,
		"bad office":     `{` + salt + `,"kind":"case.text","ver":1,"for":"41162610220"}`,
		"too deep":       `{` + salt + `,"kind":"case.text","ver":1,"data":` + strings.Repeat("[", 16) + strings.Repeat("]", 16) + `}`,
		"too long":       `{` + salt + `,"kind":"case.text","ver":1,"data":"` + strings.Repeat("a", casework.MaxLine) + `"}`,
	}
	for name, body := range cases {
		if err := withBody(t, body); !errors.Is(err, casework.ErrBadEntry) {
			t.Errorf("%s: got %v, want ErrBadEntry", name, err)
		}
	}
	newer := `{` + salt + `,"kind":"case.new_word","ver":9,"mood":"later programs may add","data":{}}`
	if err := withBody(t, newer); err != nil {
		t.Errorf("the body of a newer program: %v", err)
	}
}

func TestNewEntryFillsVersionAndDigest(t *testing.T) {
	e := sampleEntry(t)
	if e.V != casework.EnvelopeVersion || e.BodyDigest != casework.DigestOf(e.BodyBytes) {
		t.Errorf("version %d, body digest %s", e.V, e.BodyDigest)
	}
	if _, err := casework.NewEntry(casework.Envelope{}, casework.Body{}); !errors.Is(err, casework.ErrBadEntry) {
		t.Errorf("an empty entry: %v", err)
	}
	b, _ := e.Body()
	b.Data = []byte(`"` + strings.Repeat("a", casework.MaxLine) + `"`)
	if _, err := casework.NewEntry(e.Envelope, b); !errors.Is(err, casework.ErrBadEntry) {
		t.Errorf("an over-long entry: %v", err)
	}
}

func TestSortIsASetInOneOrder(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	for range 6 {
		k.do(k.v, casework.CaseNote, casework.Note{Text: "x"})
		k.v.Write(k.subject(), casework.CaseNote, casework.Note{Text: "same n"}, actN(3))
	}
	all := k.v.Entries(k.id)
	want := casework.Sort(all)
	for i := 1; i < len(want); i++ {
		if casework.Compare(want[i-1], want[i]) >= 0 || want[i-1].N > want[i].N {
			t.Fatalf("entries %d and %d are out of order", i-1, i)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		mixed := append(k.v.Entries(k.id), all[:r.IntN(len(all))]...)
		for _, e := range all {
			mixed = append(mixed, e.WithoutBody())
		}
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if diff := cmp.Diff(want, casework.Sort(mixed)); diff != "" {
			t.Fatalf("a full body must win over its stub (-want +got):\n%s", diff)
		}
	}
	stubs := casework.Sort([]casework.Entry{all[0].WithoutBody(), all[0].WithoutBody()})
	if len(stubs) != 1 || !stubs[0].Stub() {
		t.Errorf("a stub alone became %d entries", len(stubs))
	}
}

func TestActorIsTheOfficeInWhoseNameItStands(t *testing.T) {
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.send(k.v, k.t)
	own := k.t.Draft(k.subject(), casework.CaseNote, casework.Note{Text: "x"}, noAct)
	for_ := k.t.Draft(k.subject(), casework.CaseNote, casework.Note{Text: "x"}, actFor(k.v))
	if own.Actor() != k.t.Code || for_.Actor() != k.v.Code || for_.WithoutBody().Actor() != k.t.Code {
		t.Errorf("actors %s, %s, %s", own.Actor(), for_.Actor(), for_.WithoutBody().Actor())
	}
}
