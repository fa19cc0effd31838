package office

import (
	"context"

	"silian/casework"
)

// SetRule writes one rule into this office's own book: a stricter internal limit, a
// provincial term, 四四二, 四联, the village-day rule, the meeting rule, limits, or a
// year's holiday notice. It holds from the day it names, here and in the offices below
// once the next file has come; figures published before stay as they are.
func (o *Office) SetRule(ctx context.Context, act Act, kind casework.Kind, data any) (Done, error) {
	if c, ok := data.(casework.ClockRule); ok {
		if err := o.Rules().CheckClock(c); err != nil {
			return Done{}, err
		}
	}
	return o.do(ctx, act, func(w *writer) error {
		_, err := w.add(casework.RulesSubject(o.me.Code), kind, data)
		return err
	})
}

// ReceiveEnvelope notes that a sealed envelope of accusation came (检举控告): its
// number and for whom; never a word of it, never at a village, never on a stick.
func (o *Office) ReceiveEnvelope(ctx context.Context, act Act, e casework.SealedEnvelope) (Done, error) {
	var err error
	if e.Envelope, err = clean("envelope", e.Envelope, maxName); err != nil {
		return Done{}, err
	}
	if e.Addressee, err = clean("addressee", e.Addressee, maxName); err != nil {
		return Done{}, err
	}
	if e.Envelope == "" || e.Addressee == "" {
		return Done{}, &Problem{Field: "envelope", Code: "missing"}
	}
	return o.do(ctx, act, func(w *writer) error {
		_, err := w.add(casework.SealedSubject(o.me.Code), casework.SealedReceived, e)
		return err
	})
}

// JoinRoom takes a retired cadre into the mediation room; Done names the member.
func (o *Office) JoinRoom(ctx context.Context, act Act, m casework.JoinedRoom) (Done, error) {
	var err error
	if m.Name, err = clean("name", m.Name, maxName); err != nil {
		return Done{}, err
	}
	if m.Name == "" {
		return Done{}, &Problem{Field: "name", Code: "missing"}
	}
	return o.roomAct(ctx, act, casework.RoomJoined, m)
}

// LeaveRoom ends a member's term on the act's date.
func (o *Office) LeaveRoom(ctx context.Context, act Act, member casework.ID) (Done, error) {
	return o.roomAct(ctx, act, casework.RoomLeft, casework.LeftRoom{Member: member})
}

// SetStipend gives a member another monthly amount from the month of the act's date.
func (o *Office) SetStipend(ctx context.Context, act Act, member casework.ID, monthly int) (Done, error) {
	return o.roomAct(ctx, act, casework.RoomStipend, casework.ChangedStipend{Member: member, Monthly: monthly})
}

func (o *Office) roomAct(ctx context.Context, act Act, kind casework.Kind, data any) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		_, err := w.add(casework.RoomSubject(o.me.Code), kind, data)
		return err
	})
}
