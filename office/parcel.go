package office

import (
	"silian/casework"
	"silian/store"
)

// travelling are the subjects beside cases and days that leave an office at all.
var travelling = []casework.SubjectKind{casework.SubjectRules, casework.SubjectReport, casework.SubjectSupervision}

// packOthers adds rule books for the offices below, published figures for the office
// above, and supervisions for the office that is supervised.
func (o *Office) packOthers(v *store.View, to Peer, known map[casework.ID]bool, p *parcel) error {
	for _, kind := range travelling {
		ids, err := v.Unacknowledged(kind, to.Code)
		if err != nil {
			return err
		}
		for _, id := range ids {
			entries, err := v.Entries(id)
			if err != nil {
				return err
			}
			p.take(entries, known, o.sharing(kind, entries, to.Office))
		}
	}
	return nil
}

// sharing gives the rule by which the entries of one subject travel.
func (o *Office) sharing(kind casework.SubjectKind, entries []casework.Entry, to casework.Office) func(casework.Entry) casework.Share {
	if kind == casework.SubjectSupervision {
		s := casework.FoldSupervision(entries)
		return func(e casework.Entry) casework.Share { return casework.ShareSupervision(s.Office, s.To, e, to) }
	}
	return func(e casework.Entry) casework.Share { return casework.ShareOf(e, kind, o.me, to) }
}
