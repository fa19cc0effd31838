package casework

import "fmt"

// powerOf says by whose power a kind of entry moves a case.
func powerOf(k Kind) Who {
	for _, t := range transitionTable {
		if t.Act == k {
			return t.Who
		}
	}
	return ByInvolved
}

// dataOf reads the Data of a body into the struct of its kind.
func dataOf(b Body) (any, error) {
	s, ok := kindTable[b.Kind]
	if !ok {
		return nil, fmt.Errorf("%w: kind %s", ErrBadEntry, b.Kind)
	}
	data, err := s.read(b, s)
	if err == nil && !sound(data) {
		return nil, fmt.Errorf("%w: data of %s out of range", ErrBadEntry, b.Kind)
	}
	return data, err
}

// DestroyingOf reads the Data of an EntryDestroyed.
func DestroyingOf(b Body) (Destroying, error) { return decode[Destroying](b) }

// readable reports whether the codes on which the chain stands are ones that this
// version knows: an unknown level or track must not found a case.
func readable(data any) bool {
	o, ok := data.(Opened)
	if !ok {
		return true
	}
	switch o.Track {
	case TrackDispute, TrackPetition, TrackDemand, TrackSuggestion:
		return o.Level.Rank() > 0
	}
	return false
}

// intoNothing reports a merge into no case or into the case itself: it would take the
// case out of all figures, with nothing that goes on.
func intoNothing(data any, self ID) bool {
	d, ok := data.(Merged)
	return ok && (d.Into.IsZero() || d.Into == self)
}

// variant names the form of an act, as the state table tells them apart.
func (f *folding) variant(s *sheet) string {
	switch d := s.data.(type) {
	case TakenUp:
		if d.Mediation {
			return "mediation"
		}
		return "handling"
	case Mediated:
		switch {
		case d.Result == MediationSuccess:
			return "success"
		case d.By == VeteransRoom:
			return "room"
		}
		return "other"
	case HandedOver:
		return variantOfWay(d.Way)
	case Linked:
		if h := f.handOver(d.Link); h != nil {
			return variantOfWay(h.Way)
		}
	case Noticed:
		return string(d.Notice)
	case Answered:
		if d.Form == HandlingOpinion || d.Form == AdminReply || d.Form == SuperiorReply {
			return "of_organ"
		}
	case Resolved:
		switch d.To {
		case ResolvedFully:
			return "resolved"
		case Resolving, PartlyResolved, ExportedElsewhere, Terminated:
			return "other"
		}
		return unknownVariant
	case ReviewAsked:
		return map[ReviewStage]string{FirstReview: "first", SecondReview: "second"}[d.Stage]
	case Reviewed:
		if d.Upheld {
			return "upheld"
		}
		return "revoked"
	}
	return ""
}

// unknownVariant stands for a code that this version does not know; no line of
// the state table has it.
const unknownVariant = "unknown"

func variantOfWay(w Way) string {
	switch w {
	case ReportUp:
		return "up"
	case Assign, Transfer:
		return "down"
	}
	return unknownVariant
}

// linkOf gives the hand-over that an answer names.
func linkOf(s *sheet) ID {
	switch d := s.data.(type) {
	case Linked:
		return d.Link
	case Returned:
		return d.Link
	}
	return ID{}
}

// apply records what an act of the holder says.
func (f *folding) apply(s *sheet) {
	on := s.body.On
	switch d := s.data.(type) {
	case TakenUp:
		f.Handler = d.Handler
		f.Takings = append(f.Takings, Taking{on, f.Holder, d.Mediation, f.Cycle})
		f.begin()
	case Mediated:
		f.Sessions = append(f.Sessions, Session{s.ID, on, d.By, d.Result, d.Agreement, f.Cycle})
		f.begin()
	case HandedOver:
		f.offers[s.ID] = len(f.HandOvers)
		f.HandOvers = append(f.HandOvers, HandOver{
			Link: s.ID, Follows: f.Link, From: f.Holder, FromLevel: f.HolderLevel, To: d.To, ToLevel: d.ToLevel,
			Way: d.Way, Demand: d.Demand, On: on, Due: d.Due, Consent: d.Consent, Outcome: HandOverPending,
		})
		f.involved[d.To] = true
	case Noticed:
		f.Notices = append(f.Notices, Notice{on, f.Holder, d.Notice, d.Route31, f.Cycle})
	case Answered:
		f.Answers = append(f.Answers, Answer{s.ID, on, f.Holder, f.HolderLevel, d.Form, d.Findings, f.Cycle})
		f.begin()
	case Resolved:
		f.resolve(s, d)
	case Closed:
		f.ClosedOn = on
		f.keep(s)
		f.event(EventClosed, s, 0)
	case Reopened:
		f.reopen(s, d)
	case Voided:
		f.event(EventVoided, s, -f.unsettled())
	case Merged:
		f.MergedInto = d.Into
		f.event(EventMerged, s, -f.unsettled())
	case Unmerged:
		f.MergedInto = ID{}
		f.event(EventUnmerged, s, f.unsettled())
	default:
		f.applyStation(s)
	}
}

// applyStation is apply for the room, the meeting, extension and review.
func (f *folding) applyStation(s *sheet) {
	on := s.body.On
	switch d := s.data.(type) {
	case Submitted:
		f.Submissions = append(f.Submissions, Submission{on, f.Holder, d.Level, f.Cycle})
		f.begin()
	case Listed:
		f.Listings = append(f.Listings, Listing{on, f.Holder, d.Meeting, d.Item, d.Waiver, f.Cycle})
	case Analysed:
		f.Analyses = append(f.Analyses, Analysis{s.ID, on, f.Holder, d.Level, d.Meeting, d.Unit, d.CoUnits, d.Due, f.Cycle})
		f.begin()
	case Extended:
		f.Extensions = append(f.Extensions, Extension{on, f.Holder, d.Days, d.ApprovedOn, f.Cycle})
	case ReviewAsked:
		f.Reviews = append(f.Reviews, Review{Entry: s.ID, Stage: d.Stage, Organ: d.Organ, AskedOn: on, Received: d.Received, Cycle: f.Cycle})
	case Reviewed:
		r := f.review(d.Stage)
		r.DecidedOn, r.DeliveredOn, r.Upheld, r.HearingDays = d.DecidedOn, on, d.Upheld, d.HearingDays
		if r.DecidedOn == 0 {
			r.DecidedOn = on
		}
		if !d.Upheld {
			f.again(s) // the matter is handled anew: its old answer closes nothing
		}
	default:
		f.keep(s)
	}
}

// unsettled is 1 while the case counts among those not yet resolved, else 0.
func (f *folding) unsettled() int {
	if f.Resolution.Settled() {
		return 0
	}
	return 1
}

// begin marks that work on the resolution has begun.
func (f *folding) begin() { f.Resolution, _ = f.Resolution.moved(WorkBegins) }

// event notes a move; stock is what it adds to the cases not yet resolved.
func (f *folding) event(k EventKind, s *sheet, stock int) {
	f.Events = append(f.Events, Event{k, s.body.On, f.Holder, f.HolderLevel, f.Cycle, stock})
}

func (f *folding) resolve(s *sheet, d Resolved) {
	f.Resolution, _ = f.Resolution.moved(sayTo(d.To))
	switch d.To {
	case ResolvedFully:
		f.ResolvedBy, f.ResolvedLevel, f.ResolvedOn = f.Holder, f.HolderLevel, s.body.On
		f.event(EventResolved, s, -1)
	case PartlyResolved:
		f.event(EventPartial, s, 0)
	case ExportedElsewhere:
		f.event(EventExported, s, -1)
	case Terminated:
		f.event(EventTerminated, s, -1)
	}
}

// reopen begins the next cycle (domain 4.3). What was published stays published:
// the old resolution remains among the events.
func (f *folding) reopen(s *sheet, d Reopened) {
	back := 1 - f.unsettled()
	relapse := d.Relapse && f.Resolution == ResolvedFully // 反弹 is of what was 已化解
	f.again(s)
	f.ClosedOn, f.ResolvedOn, f.ResolvedBy, f.ResolvedLevel = 0, 0, "", ""
	f.Resolution = f.reopened(relapse)
	kind := EventReopened
	if relapse {
		kind = EventRelapsed
	}
	f.event(kind, s, back)
}

// again begins the next cycle of handling.
func (f *folding) again(s *sheet) {
	f.Cycle++
	f.cycleFrom = s.order
}
