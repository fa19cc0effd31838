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
	switch b.Kind {
	case CaseOpened:
		return decodeAny[Opened](b)
	case CaseText:
		return decodeAny[Text](b)
	case CaseParty:
		return decodeAny[Party](b)
	case CaseNote:
		return decodeAny[Note](b)
	case CaseSplit:
		return decodeAny[Split](b)
	case CaseTakenUp:
		return decodeAny[TakenUp](b)
	case CaseMediated:
		return decodeAny[Mediated](b)
	case CaseHandedOver:
		return decodeAny[HandedOver](b)
	case CaseReceived, CaseAccepted, CaseRecalled:
		return decodeAny[Linked](b)
	case CaseReturned:
		return decodeAny[Returned](b)
	case CaseNoticed:
		return decodeAny[Noticed](b)
	case CaseAnswered:
		return decodeAny[Answered](b)
	case CasePromised:
		return decodeAny[Promised](b)
	case CasePromiseChanged:
		return decodeAny[PromiseChanged](b)
	case CasePromiseSettled:
		return decodeAny[PromiseSettled](b)
	case CaseResolved:
		return decodeAny[Resolved](b)
	case CaseReturnVisited:
		return decodeAny[ReturnVisited](b)
	case CaseEvaluated:
		return decodeAny[Evaluated](b)
	case CaseClosed:
		return decodeAny[Closed](b)
	case CaseReopened:
		return decodeAny[Reopened](b)
	case CaseVoided:
		return decodeAny[Voided](b)
	case EntryDestroyed:
		return decodeAny[Destroying](b)
	case DayOpened:
		return decodeAny[OpenedDay](b)
	case DayVisit:
		return decodeAny[Visit](b)
	case DayVisitText:
		return decodeAny[VisitText](b)
	case DayClosed:
		return decodeAny[ClosedDay](b)
	case OfficeFounded, OfficeInstance:
		return decodeAny[Founded](b)
	case OfficeEnrolled, OfficeExported, OfficeImported:
		return decodeAny[Bundle](b)
	}
	return nil, fmt.Errorf("%w: kind %s", ErrBadEntry, b.Kind)
}

// DestroyingOf reads the Data of an EntryDestroyed.
func DestroyingOf(b Body) (Destroying, error) { return decode[Destroying](b) }

func decodeAny[T any](b Body) (any, error) { return decode[T](b) }

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

// variant names the form of an act, as the state table tells them apart.
func (f *folding) variant(s *sheet) string {
	switch d := s.data.(type) {
	case TakenUp:
		if d.Mediation {
			return "mediation"
		}
		return "handling"
	case Mediated:
		if d.Result == MediationSuccess {
			return "success"
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
	case Resolved:
		switch d.To {
		case ResolvedFully:
			return "resolved"
		case Resolving, PartlyResolved, ExportedElsewhere, Terminated:
			return "other"
		}
		return unknownVariant
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
		f.begin()
	case Mediated:
		f.Sessions = append(f.Sessions, Session{s.ID, on, d.By, d.Result, d.Agreement, f.Cycle})
		f.begin()
	case HandedOver:
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
		f.event(EventClosed, s)
	case Reopened:
		f.reopen(s, d)
	case Voided:
		f.event(EventVoided, s)
	}
}

// begin marks that work on the resolution has begun.
func (f *folding) begin() {
	if f.Resolution == Unresolved || f.Resolution == Relapsed {
		f.Resolution = Resolving
	}
}

func (f *folding) event(k EventKind, s *sheet) {
	f.Events = append(f.Events, Event{k, s.body.On, f.Holder, f.HolderLevel, f.Cycle})
}

func (f *folding) resolve(s *sheet, d Resolved) {
	f.Resolution = d.To
	switch d.To {
	case ResolvedFully:
		f.ResolvedBy, f.ResolvedLevel, f.ResolvedOn = f.Holder, f.HolderLevel, s.body.On
		f.event(EventResolved, s)
	case PartlyResolved:
		f.event(EventPartial, s)
	case ExportedElsewhere:
		f.event(EventExported, s)
	case Terminated:
		f.event(EventTerminated, s)
	}
}

// reopen begins the next cycle (domain 4.3). What was published stays published:
// the old resolution remains among the events.
func (f *folding) reopen(s *sheet, d Reopened) {
	f.Cycle++
	f.cycleFrom = s.order
	f.ClosedOn, f.ResolvedOn, f.ResolvedBy, f.ResolvedLevel = 0, 0, "", ""
	f.Resolution = Unresolved
	if d.Relapse {
		f.Resolution = Relapsed
		f.event(EventRelapsed, s)
		return
	}
	f.event(EventReopened, s)
}
