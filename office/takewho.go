package office

import (
	"fmt"
	"slices"

	"silian/casework"
)

// mayCarry refuses subjects that never travel and writers for whom the sender
// cannot speak. Above us, the superior vouches for what it forwards; from below,
// a township speaks for itself and its villages, a village for itself, its
// township when that keeps its books, and what either got from us.
func (in *Incoming) mayCarry(e casework.Entry) error {
	switch e.Kind {
	case casework.SubjectOffice, casework.SubjectMeeting, casework.SubjectRoom, casework.SubjectSealed, casework.SubjectArchive:
		return &SealError{"bad_entries", fmt.Errorf("entries about %s do not travel", e.Kind)}
	case casework.SubjectRules: // rules come from above
		if in.From.Level.Rank() <= in.o.me.Level.Rank() {
			return &SealError{"foreign_author", fmt.Errorf("%s makes no rules for us", in.From.Code)}
		}
	case casework.SubjectSupervision: // nobody supervises an office above
		if b, ok := e.Body(); ok && b.Kind == casework.SupervisionOrdered && e.Office != in.o.me.Code && in.From.Level.Rank() <= in.o.me.Level.Rank() {
			return &SealError{"foreign_author", fmt.Errorf("%s does not supervise us", in.From.Code)}
		}
	case casework.SubjectReport: // each office publishes its own figures
		if e.Office != in.From.Code && e.Office != in.o.me.Code {
			return &SealError{"foreign_author", fmt.Errorf("%s cannot report for %s", in.From.Code, e.Office)}
		}
	}
	// Only a township keeps another office's books.
	if b, ok := e.Body(); ok && e.Office == in.From.Code && b.Role.Level() != "" && b.Role.Level() != in.From.Level {
		return &SealError{"foreign_author", fmt.Errorf("%s has no %s", in.From.Code, b.Role)}
	}
	if b, ok := e.Body(); ok && b.For != "" && e.Office == in.From.Code && in.From.Level != casework.Township {
		return &SealError{"foreign_author", fmt.Errorf("%s cannot write for %s", in.From.Code, b.For)}
	}
	if via, held, listed := in.o.way(e.Office); held && e.Office != in.From.Code && e.Office != in.o.me.Code {
		switch above := in.From.Level.Rank() > in.o.me.Level.Rank(); {
		case !listed && above: // a superior forwards for every office of the roster, and for no other
			return &SealError{"author_not_listed", fmt.Errorf("%s is in no roster held", e.Office)}
		case listed && !above && via != in.From.Code:
			return &SealError{"foreign_author", fmt.Errorf("%s is not on the way to %s", in.From.Code, e.Office)}
		case listed && !above:
			return nil
		}
	}
	if e.Office == in.From.Code || e.Office == in.o.me.Code || in.From.Level.Rank() > in.o.me.Level.Rank() {
		return nil
	}
	if in.From.Level == casework.Village {
		return &SealError{"foreign_author", fmt.Errorf("%s cannot speak for %s", in.From.Code, e.Office)}
	}
	return nil
}

// onOurLine refuses entries from below whose writer has no part in the case under
// the sender: a township cannot speak for another township's village.
func (in *Incoming) onOurLine(c casework.Case, s *incomingSubject) error {
	if in.From.Level.Rank() > in.o.me.Level.Rank() {
		return nil
	}
	for _, e := range s.fresh {
		own := e.Office == in.From.Code || e.Office == in.o.me.Code
		village := e.Office == c.Opener && c.Parent == in.From.Code
		via, _, listed := in.o.way(e.Office)
		if !listed && slices.ContainsFunc(c.HandOvers, func(h casework.HandOver) bool { return h.From == in.From.Code && h.To == e.Office }) {
			continue // no roster names it, and the sender handed this case to it
		}
		if !own && !village && c.Handling != "" && (!listed || via != in.From.Code) {
			return &SealError{"foreign_author", fmt.Errorf("%s cannot speak for %s", in.From.Code, e.Office)}
		}
	}
	return nil
}
