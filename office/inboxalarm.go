package office

import (
	"context"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// Kinds of alarm.
const (
	AlarmFork    = "fork"    // two files under one number, or a file that does not follow the one before
	AlarmEntries = "entries" // an entry came with other content than the one that is here
)

// Alarm says that what another office sent contradicts what it sent before. It stands
// until a person has answered it.
type Alarm struct {
	Peer     casework.OfficeCode `json:"peer"`
	Seq      uint64              `json:"seq"`
	Kind     string              `json:"kind"`
	On       calendar.Day        `json:"on"`
	Answer   string              `json:"answer,omitempty"` // one of AlarmAnswers
	Operator int                 `json:"operator,omitempty"`
	Answered calendar.Day        `json:"answered,omitempty"`
}

// AlarmAnswers are what a person can find out by telephone: the other office took the
// wrong file, its book was copied to two PCs or restored, or somebody else wrote.
func AlarmAnswers() []string { return []string{"wrong_file", "two_copies", "stranger"} }

// Alarms lists what nobody has answered yet, by office and number.
func (o *Office) Alarms(ctx context.Context) (out []Alarm, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		peers, err := v.Peers()
		for _, p := range peers {
			l, err := readLetters(v, p.Code)
			if err != nil {
				return err
			}
			for _, a := range l.Alarms {
				if a.Answer == "" {
					out = append(out, a)
				}
			}
		}
		return err
	})
	return out, err
}

// AnswerAlarm writes down what a person found out. The file that raised the alarm is
// still refused: the answer is about the two offices, not about the file.
func (o *Office) AnswerAlarm(ctx context.Context, a Alarm, answer string) error {
	if !slices.Contains(AlarmAnswers(), answer) {
		return &Problem{Field: "alarm", Code: "answer"}
	}
	who := o.Operator()
	if who.Number == 0 {
		return ErrSignedOut
	}
	return o.store.Update(ctx, func(tx *store.Tx) error {
		l, err := readLetters(&tx.View, a.Peer)
		if err != nil {
			return err
		}
		for i, have := range l.Alarms {
			if have.Seq == a.Seq && have.Kind == a.Kind && have.Answer == "" {
				l.Alarms[i].Answer, l.Alarms[i].Operator, l.Alarms[i].Answered = answer, who.Number, o.Today()
				return l.write(tx, a.Peer)
			}
		}
		return &Problem{Field: "alarm", Code: "unknown"}
	})
}

// raise notes an alarm; one that stands already is not noted twice.
func raise(tx *store.Tx, a Alarm) error {
	l, err := readLetters(&tx.View, a.Peer)
	if err != nil {
		return err
	}
	for _, have := range l.Alarms {
		if have.Seq == a.Seq && have.Kind == a.Kind && have.Answer == "" {
			return nil
		}
	}
	l.Alarms = append(l.Alarms, a)
	return l.write(tx, a.Peer)
}

// alarm notes a fork that opening a file found. That the note cannot be written must
// not hide the refusal itself.
func (o *Office) alarm(ctx context.Context, from casework.OfficeCode, seq uint64) {
	_ = o.store.Update(ctx, func(tx *store.Tx) error {
		return raise(tx, Alarm{Peer: from, Seq: seq, Kind: AlarmFork, On: o.Today()})
	})
}
