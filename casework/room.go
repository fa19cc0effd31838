package casework

import (
	"slices"

	"silian/calendar"
)

// Room is the fold of one office's room of retired cadres (老同志信访调解室).
type Room struct {
	ID      ID
	Office  OfficeCode   // "" while nothing of it is known
	Members []RoomMember // in the order in which they were written
	Rows    []Row
}

// RoomMember is one retired cadre who serves or served in the room. One who comes back
// is a new member.
type RoomMember struct {
	Entry      ID
	Name       string
	Post       string // former post
	Speciality string // code of list 3.10.2, or ""
	From       calendar.Day
	To         calendar.Day // last day; 0 while it lasts
	Amounts    []Amount     // as written: the first from the month of joining
}

// Amount is a monthly living subsidy from a month on.
type Amount struct {
	From calendar.Day // the first of the month
	Yuan int          // a month
}

// RoomSubject names the room of an office.
func RoomSubject(office OfficeCode) Subject {
	return Subject{SubjectRoom, DerivedID("room/" + string(office))}
}

// FoldRoom folds the entries of one room, in any order and repetition. Only the
// office itself counts: the subject's id is made of its code.
func FoldRoom(entries []Entry) Room {
	var r Room
	var papers []paper
	r.Rows, papers, r.ID = readPapers(entries, SubjectRoom)
	for _, p := range papers {
		judgeRow(r.Rows, p, r.take(p))
	}
	return r
}

func (r *Room) take(p paper) Why {
	if p.actor() != p.Office || RoomSubject(p.Office).ID != r.ID {
		return WhyStranger
	}
	r.Office = p.Office
	on := p.body.On
	switch d := p.data.(type) {
	case JoinedRoom:
		if d.Monthly < 0 {
			return WhyDamaged
		}
		r.Members = append(r.Members, RoomMember{
			Entry: p.ID, Name: d.Name, Post: d.Post, Speciality: d.Speciality, From: on,
			Amounts: []Amount{{stipendMonth(on), d.Monthly}},
		})
	case LeftRoom:
		m := r.member(d.Member)
		switch {
		case m == nil:
			return WhyEarlier
		case m.To != 0:
			return WhyTwice
		case on < m.From:
			return WhyState
		}
		m.To = on
	case ChangedStipend:
		m := r.member(d.Member)
		switch {
		case m == nil:
			return WhyEarlier
		case d.Monthly < 0:
			return WhyDamaged
		case on < m.From || (m.To != 0 && on > m.To):
			return WhyState
		}
		m.Amounts = append(m.Amounts, Amount{stipendMonth(on), d.Monthly})
	case Destroying:
		destroyRows(r.Rows, d.IDs)
	}
	return ""
}

func (r *Room) member(id ID) *RoomMember {
	i := slices.IndexFunc(r.Members, func(m RoomMember) bool { return m.Entry == id })
	if i < 0 {
		return nil
	}
	return &r.Members[i]
}

// Serving gives the members who served on a day.
func (r Room) Serving(on calendar.Day) []RoomMember {
	return slices.DeleteFunc(slices.Clone(r.Members), func(m RoomMember) bool { return !m.served(Period{on, on}) })
}

func (m RoomMember) served(p Period) bool { return m.From <= p.To && (m.To == 0 || m.To >= p.From) }

func stipendMonth(d calendar.Day) calendar.Day {
	_, _, day := d.YMD()
	return d.Add(1 - day)
}
