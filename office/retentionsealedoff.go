package office

import (
	"context"
	"slices"

	"silian/casework"
	"silian/store"
)

// SealedOffRow is one line of the list of sealed-off files: number and dates.
type SealedOffRow = store.SealedOffRow

// SealOff seals a closed file off (封存): it is kept and not used. It leaves search,
// lists and proposals, and its words travel no more; figures stay. It is the answer to a
// person who asks for deletion before the term is over (个人信息保护法 47), and the
// holder's to give. ground: request or ruling.
func (o *Office) SealOff(ctx context.Context, act Act, id casework.ID, ground, words string) (Done, error) {
	if ground != "request" && ground != "ruling" {
		return Done{}, &Problem{Field: "ground", Code: "unknown"}
	}
	return o.move(ctx, act, id, casework.CaseSealedOff, casework.SealedOff{Ground: ground}, casework.NoteInternal, words)
}

// LiftSeal takes a sealed-off file back into use (解除封存). reason: request, review or
// work. Taking the case up again lifts it by itself.
func (o *Office) LiftSeal(ctx context.Context, act Act, id casework.ID, reason, words string) (Done, error) {
	if reason != "request" && reason != "review" && reason != "work" {
		return Done{}, &Problem{Field: "reason", Code: "unknown"}
	}
	return o.move(ctx, act, id, casework.CaseSealLifted, casework.SealLifted{Reason: reason}, casework.NoteInternal, words)
}

// consultReasons are the reasons for which a sealed-off file is read.
func consultReasons() []string {
	return []string{"person", "review", "court", "superior", "correction", "appraisal"}
}

// SealedOff lists the sealed-off files for who may consult them: clerk and leader.
func (o *Office) SealedOff(ctx context.Context) (rows []SealedOffRow, err error) {
	if err := casework.Permitted(o.me.Level, o.Operator().Role, casework.RetentionConsulted); err != nil {
		return nil, err
	}
	err = o.store.View(ctx, func(v *store.View) error {
		rows, err = v.SealedOff()
		return err
	})
	return rows, err
}

// Consult gives a sealed-off file with the words that the person who is signed in may
// read, after writing down that it was read and why. reason: person, review, court,
// superior, correction, appraisal.
func (o *Office) Consult(ctx context.Context, act Act, id casework.ID, reason string) (casework.Case, error) {
	if !slices.Contains(consultReasons(), reason) {
		return casework.Case{}, &Problem{Field: "reason", Code: "unknown"}
	}
	_, err := o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(id)
		if err != nil {
			return err
		}
		if !c.SealedOff() {
			return &Problem{Field: "case", Code: "not_sealed_off"}
		}
		_, err = w.add(casework.ArchiveSubject(o.me.Code), casework.RetentionConsulted, casework.Consulted{Case: id, Reason: reason})
		return err
	})
	if err != nil {
		return casework.Case{}, err
	}
	c, err := o.whole(ctx, id)
	if err != nil {
		return c, err
	}
	who := o.Operator()
	return casework.RedactSealedOff(c, casework.Viewer{Office: o.me, Role: who.Role, Operator: who.Number}), nil
}

// Consultations tells who read which sealed-off file when and why.
func (o *Office) Consultations(ctx context.Context) (out []casework.Consultation, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		archive, err := o.archive(v)
		out = archive.Consultation
		return err
	})
	return out, err
}

// hushVisits takes the words of visits whose cases are all sealed off out of the
// register of a day.
func hushVisits(v *store.View, d *casework.ReceptionDay) error {
	for i := range d.Visits {
		var failed error
		sealed := d.Visits[i].SealedOff(func(id casework.ID) bool {
			yes, err := v.IsSealedOff(id)
			if err != nil {
				failed = err
			}
			return yes
		})
		if failed != nil {
			return failed
		}
		if sealed {
			d.Visits[i].Words = casework.VisitText{}
		}
	}
	return nil
}
