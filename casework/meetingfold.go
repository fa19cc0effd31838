package casework

import "slices"

// FoldMeeting folds the entries of one meeting, in any order and repetition. The
// meeting is named by its first entry, the plan; only the office that planned it
// writes on it, or for a village the township that keeps its books (domain 0.0, 5).
// It never fails: what does not count stays in Rows with the reason.
func FoldMeeting(entries []Entry) Meeting {
	var m Meeting
	var papers []paper
	m.Rows, papers, m.ID = readPapers(entries, SubjectMeeting)
	i := slices.IndexFunc(papers, func(p paper) bool {
		return p.body.Kind == MeetingPlanned && p.ID == m.ID
	})
	if i < 0 {
		return m
	}
	why := m.plan(papers[i])
	judgeRow(m.Rows, papers[i], why)
	if why != "" {
		return m
	}
	for j, p := range papers {
		if j != i {
			judgeRow(m.Rows, p, m.take(p))
		}
	}
	m.settle()
	return m
}

// plan takes the first entry.
func (m *Meeting) plan(p paper) Why {
	d := p.data.(PlannedMeeting)
	switch {
	case d.Level.Rank() == 0 || d.On == 0:
		return WhyDamaged
	case d.Office != p.actor() || (p.Office != d.Office && d.Level != Village):
		return WhyStranger
	}
	m.Office, m.Level, m.Type, m.No, m.PlannedOn, m.On = d.Office, d.Level, d.Type, d.No, d.On, d.On
	m.Time, m.Evening, m.Place, m.Chair = d.Time, d.Evening, d.Place, d.Chair
	m.Status, m.keeper, m.Words = MeetingIsPlanned, p.Office, map[ID]string{}
	return ""
}

// writes says whether a paper comes from the office that planned the meeting.
func (m *Meeting) writes(p paper) bool {
	return p.actor() == m.Office && (p.Office == m.Office || p.Office == m.keeper)
}

// take plays one entry; a non-empty Why says that it does not count.
func (m *Meeting) take(p paper) Why {
	if !m.writes(p) {
		return WhyStranger
	}
	switch d := p.data.(type) {
	case Beside:
		m.say(p, d)
		return ""
	case Destroying:
		destroyRows(m.Rows, d.IDs)
		return ""
	case PlannedMeeting:
		return WhyTwice
	case HeldMeeting:
		return m.hold(p, d)
	case NotHeldMeeting:
		return m.skip(d)
	case DecidedItem:
		return m.decide(p, d)
	case AgendaItem:
		return m.list(p, d)
	case DroppedItem:
		return m.drop(p, d)
	}
	return m.prepare(p)
}

// prepare takes notice, answers and moves.
func (m *Meeting) prepare(p paper) Why {
	on := p.body.On
	if d, ok := p.data.(MovedMeeting); ok {
		switch {
		case m.Over():
			return WhyState
		case d.To == 0:
			return WhyDamaged
		}
		m.Moves = append(m.Moves, MeetingMove{p.ID, on, d.To, d.Reason})
		m.On = d.To
		return ""
	}
	if m.tooLate(p) {
		return WhyState
	}
	switch d := p.data.(type) {
	case NotifiedMeeting:
		m.Notice = &MeetingNotice{Entry: p.ID, On: on, By: d.By, Channel: d.Channel, Invited: d.Invited}
	case ConfirmedMeeting:
		m.confirmed = append(m.confirmed, confirmation{on, d})
	}
	return ""
}

// tooLate says that a paper about the preparation comes after the meeting: by its own
// date, because writing down late is normal.
func (m *Meeting) tooLate(p paper) bool {
	return m.Over() && (m.Status != MeetingWasHeld || p.body.On > m.HeldOn)
}

func (m *Meeting) hold(p paper, d HeldMeeting) Why {
	if m.Over() {
		return WhyTwice
	}
	m.Status, m.HeldOn, m.HeldBy, m.ChairMain = MeetingWasHeld, p.body.On, d.Chair, d.Chair.Main
	m.Delegated, m.Attended = d.Delegated, d.Attended
	return ""
}

func (m *Meeting) skip(d NotHeldMeeting) Why {
	switch {
	case m.Over():
		return WhyTwice
	case d.Merged == m.ID:
		return WhyDamaged
	}
	m.Status, m.Reason, m.Skipped, m.MergedInto = MeetingWasNotHeld, d.Reason, d.Approved, d.Merged
	if !d.Merged.IsZero() {
		m.Status = MeetingWasMerged
	}
	return ""
}

// list adds an item. After the meeting the agenda is what it was: only what was
// raised beside it may be added.
func (m *Meeting) list(p paper, d AgendaItem) Why {
	if m.tooLate(p) && (m.Status != MeetingWasHeld || d.Kind != ItemOther) {
		return WhyState
	}
	m.Items = append(m.Items, Item{Entry: p.ID, On: p.body.On, AgendaItem: d})
	return ""
}

func (m *Meeting) drop(p paper, d DroppedItem) Why {
	i := m.item(d.Item)
	switch {
	case i < 0:
		return WhyEarlier
	case m.Items[i].Dropped != "":
		return WhyTwice
	case m.Items[i].Decision != nil || m.tooLate(p):
		return WhyState
	}
	m.Items[i].Dropped = d.Reason
	if d.Reason == "" {
		m.Items[i].Dropped = "other"
	}
	return ""
}

// decide takes the opinion on one item: one for each, as the minutes have it.
func (m *Meeting) decide(p paper, d DecidedItem) Why {
	i := m.item(d.Item)
	switch {
	case i < 0:
		return WhyEarlier
	case m.Status != MeetingWasHeld || m.Items[i].Dropped != "":
		return WhyState
	case m.Items[i].Decision != nil:
		return WhyTwice
	}
	m.Items[i].Decision = &ItemDecision{p.ID, p.body.On, d}
	return ""
}

func (m *Meeting) item(id ID) int {
	return slices.IndexFunc(m.Items, func(i Item) bool { return i.Entry == id })
}

// say keeps words beside the entry they belong to, those alone beside their own.
func (m *Meeting) say(p paper, d Beside) {
	about := d.About
	if about.IsZero() {
		about = p.ID
	}
	if old := m.Words[about]; old != "" {
		d.Text = old + "\n" + d.Text
	}
	m.Words[about] = d.Text
}

// settle draws what follows from the dates: notice and answers from before the last
// move are of another date.
func (m *Meeting) settle() {
	moved := m.PlannedOn
	if n := len(m.Moves); n > 0 {
		moved = m.Moves[n-1].On
	}
	m.Confirmations = map[string]Attendance{}
	for _, c := range m.confirmed {
		if len(m.Moves) == 0 || c.on >= moved {
			m.Confirmations[c.Unit] = c.As
		}
	}
	m.confirmed = nil
	if m.Notice == nil {
		return
	}
	m.Notice.Outdated = len(m.Moves) > 0 && m.Notice.On < moved
	if m.Status == MeetingIsPlanned && !m.Notice.Outdated {
		m.Status = MeetingIsNotified
	}
}
