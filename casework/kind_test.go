package casework

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
)

// This test stands inside the package: no kind has a second version yet, so the
// lifting is tried with a kind made up here.

type wordV2 struct {
	Text string `json:"text"`
	Tone string `json:"tone"`
}

func twoVersions(lift upcast) spec {
	return spec{subject: SubjectCase, ver: 2, lift: []upcast{lift}}
}

func liftWord(old json.RawMessage) (json.RawMessage, error) {
	var v1 struct {
		Words string `json:"words"`
	}
	if err := json.Unmarshal(old, &v1); err != nil {
		return nil, err
	}
	return json.Marshal(wordV2{Text: v1.Words, Tone: "plain"})
}

func TestDecodeLiftsOldVersions(t *testing.T) {
	s := twoVersions(liftWord)
	for _, c := range []struct {
		name string
		body Body
		want wordV2
	}{
		{"version 1 is lifted", Body{Ver: 1, Data: json.RawMessage(`{"words":"旧"}`)}, wordV2{"旧", "plain"}},
		{"version 2 is read as it is", Body{Ver: 2, Data: json.RawMessage(`{"text":"新","tone":"warm"}`)}, wordV2{"新", "warm"}},
		{"unknown fields do no harm", Body{Ver: 2, Data: json.RawMessage(`{"text":"新","tone":"warm","more":1}`)}, wordV2{"新", "warm"}},
	} {
		before := string(c.body.Data)
		got, err := decodeWith[wordV2](c.body, s)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v", c.name, got, err)
		}
		if string(c.body.Data) != before {
			t.Errorf("%s: the old bytes changed", c.name)
		}
	}
}

func TestDecodeTellsWhatFails(t *testing.T) {
	bad := errors.New("no such word")
	for name, b := range map[string]Body{
		"lifting fails":   {Ver: 1, Data: json.RawMessage(`{"words":7}`)},
		"data is no JSON": {Ver: 2, Data: json.RawMessage(`{`)},
		"data is missing": {Ver: 2},
		"wrong type":      {Ver: 2, Data: json.RawMessage(`{"text":[]}`)},
	} {
		if got, err := decodeWith[wordV2](b, twoVersions(liftWord)); !errors.Is(err, ErrBadEntry) {
			t.Errorf("%s: %+v, %v; want ErrBadEntry", name, got, err)
		}
	}
	fails := twoVersions(func(json.RawMessage) (json.RawMessage, error) { return nil, bad })
	if _, err := decodeWith[wordV2](Body{Ver: 1, Data: json.RawMessage(`{}`)}, fails); !errors.Is(err, bad) {
		t.Errorf("the cause is lost: %v", err)
	}
}

// TestKindTable: every version has a way up, every kind can be decoded, and a kind
// with personal text moves nothing.
func TestKindTable(t *testing.T) {
	for k, s := range kindTable {
		if s.ver < 1 || len(s.lift) != s.ver-1 {
			t.Errorf("%s: version %d with %d lifts", k, s.ver, len(s.lift))
		}
		if _, err := dataOf(Body{Kind: k, Ver: s.ver, Data: json.RawMessage(`{}`)}); err != nil {
			t.Errorf("%s cannot be decoded: %v", k, err)
		}
		if s.personal && powerOf(k) != ByInvolved {
			t.Errorf("%s carries personal text and moves the case", k)
		}
		if !k.Known(s.ver) || k.Known(s.ver+1) || k.Known(0) {
			t.Errorf("%s: Known is wrong", k)
		}
	}
	if _, err := dataOf(Body{Kind: "case.unheard", Ver: 1}); !errors.Is(err, ErrBadEntry) {
		t.Errorf("an unknown kind was decoded: %v", err)
	}
	for _, line := range Transitions() {
		if _, ok := kindTable[line.Act]; !ok {
			t.Errorf("the state table has an unknown act %s", line.Act)
		}
		if line.To == "" || line.Who == "" {
			t.Errorf("line %+v is not complete", fmt.Sprint(line))
		}
	}
}
