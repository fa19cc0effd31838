package casework

// dutyTally sorts the duties of one kind that a period judges.
type dutyTally struct{ inTime, late, undone int }

func (d dutyTally) judged() int { return d.inTime + d.late + d.undone }
func (d dutyTally) done() int   { return d.inTime + d.late }

// isDuty reports whether facts of a kind have a due date.
func isDuty(k FactKind) bool {
	switch k {
	case FactNotice, FactOpinion, FactPromise, FactVisitDue, FactTerm, FactFeedback, FactPackage:
		return true
	}
	return false
}

// duty judges one duty as of the day of the question: in time (及时), late (超期), or due
// and not done (超期未办). One that may still be done in time is not judged.
func (t *tally) duty(f Fact) {
	if f.Done > t.asOf {
		f.Done = 0
	}
	day := f.Day()
	if day < t.q.From || day > t.q.To {
		return
	}
	d := t.duties[f.Kind]
	if d == nil {
		d = &dutyTally{}
		t.duties[f.Kind] = d
	}
	switch {
	case f.Done != 0 && f.Done <= f.On:
		d.inTime++
	case f.Done != 0:
		d.late++
	case f.On < t.asOf:
		d.undone++
	}
}

// owed gives the duties of a kind.
func (t *tally) owed(k FactKind) dutyTally {
	if d := t.duties[k]; d != nil {
		return *d
	}
	return dutyTally{}
}
