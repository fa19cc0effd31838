package casework

import (
	"maps"
	"slices"
)

// lacksContent checks the agenda: follow-ups of open tasks first, each case through
// the gate. Only the regular meeting looks back.
func (m Meeting) lacksContent(cases map[ID]Case) (out []Lack) {
	agenda := m.Agenda()
	if len(agenda) == 0 {
		out = append(out, Lack{Code: LackAgenda})
	}
	if m.Type == RegularMeeting {
		out = append(out, m.lacksFollowUps(agenda, cases)...)
	}
	for _, item := range m.caseItems() {
		lack := Lack{Item: item.Entry, Case: item.Case}
		if c, known := cases[item.Case]; !known {
			lack.Code = LackCase
		} else if !m.passes(item, c.Skeleton) {
			lack.Code = LackGate
		}
		if lack.Code != "" {
			out = append(out, lack)
		}
	}
	return out
}

func (m Meeting) lacksFollowUps(agenda []Item, cases map[ID]Case) (out []Lack) {
	open := FollowUps(slices.Collect(maps.Values(cases)), m.Office, m.Day(), m.Day())
	for _, f := range open {
		told := slices.ContainsFunc(out, func(l Lack) bool { return l.Case == f.Case })
		covered := slices.ContainsFunc(agenda, func(i Item) bool {
			return i.Kind == ItemFollowUp && (i.Case.IsZero() || i.Case == f.Case)
		})
		if f.Open && f.Task.Meeting != m.ID && !covered && !told {
			out = append(out, Lack{Code: LackFollowUp, Case: f.Case})
		}
	}
	first := slices.IndexFunc(agenda, func(i Item) bool { return i.Kind != ItemFollowUp })
	for i, item := range agenda {
		if item.Kind == ItemFollowUp && first >= 0 && i > first {
			out = append(out, Lack{Code: LackFirst, Item: item.Entry, Case: item.Case})
		}
	}
	return out
}

// passes says whether an item is through the gate: by its own session, also when the
// case has begun another cycle since, or by what the case itself says.
func (m Meeting) passes(item Item, k Skeleton) bool {
	return k.AgendaGate(item.Waiver).Open ||
		slices.ContainsFunc(k.Sessions, func(s Session) bool {
			return s.Entry == item.Session && s.By == VeteransRoom && s.Result != MediationSuccess
		}) ||
		slices.ContainsFunc(k.Listings, func(l Listing) bool { return l.Meeting == m.ID })
}

// lacksDecisions checks each case that the meeting took.
func (m Meeting) lacksDecisions(cases map[ID]Case) (out []Lack) {
	if m.Status != MeetingWasHeld {
		return []Lack{{Code: LackNotYet}}
	}
	for _, item := range m.caseItems() {
		add := func(missing bool, code LackCode) {
			if missing {
				out = append(out, Lack{Code: code, Item: item.Entry, Case: item.Case})
			}
		}
		d := item.Decision
		add(d == nil, LackDecision)
		if d == nil {
			continue
		}
		add(d.Unit == "", LackUnit)
		add(d.Due == 0, LackDue)
		add(d.Acceptance == "", LackAcceptance)
		add(d.Supervise == 0, LackSupervise)
		add(!slices.ContainsFunc(cases[item.Case].Tasks, func(t Task) bool { return t.Meeting == m.ID }), LackTask)
	}
	return out
}
