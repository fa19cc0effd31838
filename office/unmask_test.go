package office_test

import (
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
)

// TestUnmask: the number is given whole for a reason, and the look stands in the case.
func TestUnmask(t *testing.T) {
	w := newWorld(t)
	id := w.open(w.tw, "土地补贴")
	masked := w.fold(w.tw, id).Words.Parties[0].Phone.String()
	if strings.Contains(masked, "1390000") {
		t.Fatalf("shown as %s", masked)
	}
	try := func(o *office.Office, party int, reason casework.UnmaskReason) (string, error) {
		return o.Unmask(w.ctx, office.Act{}, id, party, reason)
	}
	for want, call := range map[string]func() (string, error){
		"reason.missing": func() (string, error) { return try(w.tw, 0, "") },
		"party.unknown":  func() (string, error) { return try(w.tw, 1, casework.UnmaskCall) },
		"case.unknown":   func() (string, error) { return try(w.c, 0, casework.UnmaskCall) },
	} {
		number, err := call()
		refused(t, want, err, want)
		if number != "" {
			t.Errorf("%s: given %s", want, number)
		}
	}
	_, err := try(w.tw, 0, "curious")
	refused(t, "a reason of one's own", err, "reason.missing")
	must(t, w.tw.SignIn(4))
	_, err = try(w.tw, 0, casework.UnmaskCall)
	refused(t, "the administrator", err, "why:role")
	must(t, w.tw.SignIn(3))
	number, err := try(w.tw, 0, casework.UnmaskCall)
	must(t, err)
	if number != "13900000001" {
		t.Errorf("given %q", number)
	}
	c := w.fold(w.tw, id)
	last := c.Rows[len(c.Rows)-1]
	if last.Kind != casework.CaseUnmasked || last.Operator != 3 || !last.InEffect || strings.Contains(words(c), "看") {
		t.Errorf("written %+v", last)
	}
	if n := len(c.Rows); n != len(w.fold(w.tw, id).Rows) || c.Handling != casework.Registered {
		t.Errorf("%d rows, %s: the look moved the case", n, c.Handling)
	}
	must(t, w.tw.SignIn(1))
	in := demand(casework.TrackPetition, "没有电话")
	in.Parties[0].Phone = ""
	other := w.did(w.tw.OpenCase(w.ctx, office.Act{}, in)).Subject
	_, err = w.tw.Unmask(w.ctx, office.Act{}, other, 0, casework.UnmaskCall)
	refused(t, "no number", err, "phone.none")
	w.clean(w.tw)
}

// TestUnmaskAsksVisible: in a sensitive case nobody but the named handler looks, also
// not the secretary's own registrar (domain 2.6).
func TestUnmaskAsksVisible(t *testing.T) {
	w := newWorld(t)
	in := demand(casework.TrackDispute, "家里的事")
	in.Category = string(casework.FamilyViolence)
	id := w.did(w.tw.OpenCase(w.ctx, office.Act{}, in)).Subject
	must(t, w.tw.SignIn(2))
	_, err := w.tw.Unmask(w.ctx, office.Act{}, id, 0, casework.UnmaskCall)
	refused(t, "not the handler", err, "why:role")
	must(t, w.tw.SignIn(1))
	if _, err := w.tw.Unmask(w.ctx, office.Act{}, id, 0, casework.UnmaskUrgent); err != nil {
		t.Errorf("the handler: %v", err)
	}
}

// TestUnmaskNamesTheParty: the entry names the party that was looked at, not another.
func TestUnmaskNamesTheParty(t *testing.T) {
	w := newWorld(t)
	in := demand(casework.TrackDispute, "两家争地界")
	in.Parties = append(in.Parties, office.PartyInput{Part: casework.Respondent, Name: "王某某", Phone: "13900000002"})
	id := w.did(w.v.OpenCase(w.ctx, office.Act{}, in)).Subject
	number, err := w.v.Unmask(w.ctx, office.Act{}, id, 1, casework.UnmaskVisit)
	must(t, err)
	if number != "13900000002" {
		t.Errorf("given %s", number)
	}
	must(t, w.v.Close())
	found := false
	var parties []string
	for _, line := range journal(t, w.paths[villageCode]) {
		if strings.Contains(line, `"case.party"`) {
			_, id, _ := strings.Cut(line, `"id":"`)
			parties = append(parties, id[:36])
		}
		if strings.Contains(line, `"case.unmasked"`) {
			found = strings.Contains(line, `"party":"`+parties[1]+`"`) && strings.Contains(line, `"reason":"visit"`) && !strings.Contains(line, "1390000")
		}
	}
	if !found {
		t.Error("the entry does not name the second party")
	}
}
