package office

import (
	"context"
	"slices"

	"silian/casework"
)

// Unmask gives the telephone number of a party whole and writes down who looked, when
// and why: an entry of the case. party counts from 0 in Words.Parties. Who may not
// read the contacts of this case (casework.Visible) is refused, and so is a look
// without a reason of the list.
func (o *Office) Unmask(ctx context.Context, act Act, id casework.ID, party int, reason casework.UnmaskReason) (string, error) {
	if !slices.Contains(casework.UnmaskReasons(), reason) {
		return "", &Problem{Field: "reason", Code: "missing"}
	}
	number := ""
	_, err := o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(id)
		if err != nil {
			return err
		}
		seen := casework.Redact(c, casework.Viewer{Office: o.me, Role: w.who.Role, Operator: w.who.Number}).Words.Parties
		switch {
		case party < 0 || party >= len(c.Words.Parties):
			return &Problem{Field: "party", Code: "unknown"}
		case party >= len(seen):
			return &casework.Refused{Act: casework.CaseUnmasked, Why: casework.WhyRole}
		case seen[party].Phone == "":
			return &Problem{Field: "phone", Code: "none"}
		}
		number = seen[party].Phone.Reveal()
		_, err = w.add(caseSubject(id), casework.CaseUnmasked, casework.Unmasked{
			Party: partyEntries(c)[party], Field: casework.MaskedPhone, Reason: reason,
		})
		return err
	})
	if err != nil {
		return "", err
	}
	if number == "" { // the act was done before, under the same key: looking again is another look
		return "", &Problem{Field: "reason", Code: "missing"}
	}
	return number, nil
}

// partyEntries gives the entries that registered the parties, in their order.
func partyEntries(c casework.Case) []casework.ID {
	var out []casework.ID
	for _, r := range c.Rows {
		if r.Kind == casework.CaseParty && r.InEffect {
			out = append(out, r.Entry)
		}
	}
	return out
}
