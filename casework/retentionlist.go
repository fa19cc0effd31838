package casework

import "silian/calendar"

// Appraised is the Data of RetentionAppraised: the form of one appraisal (鉴定).
type Appraised struct {
	By    []int           `json:"by"` // operators who appraised
	Cases []AppraisedCase `json:"cases"`
}

// AppraisedCase is one file on the form. It names numbers and dates, never words.
type AppraisedCase struct {
	Case  ID           `json:"case"`
	No    CaseNo       `json:"no"`
	Class Class        `json:"class"`
	Ended calendar.Day `json:"ended"`
	Until calendar.Day `json:"until"`
	// Extend keeps the file for 1 to 30 more years; 0 destroys its words.
	Extend int `json:"extend"`
}

// MaxAppraised bounds one form, so that it fits into an entry.
const MaxAppraised = 500

// MaxExtend is the longest extension, in years.
const MaxExtend = 30

// AppraisalJudged is the Data of RetentionApproved: what the leader said to a form. An
// approval may be withdrawn before the destruction; extensions that it gave stay.
type AppraisalJudged struct {
	Appraisal ID   `json:"appraisal"`
	By        int  `json:"by"` // operator who approved or refused
	Approved  bool `json:"approved"`
}

// AppraisalDone is the Data of RetentionDestroyed: the record of a destruction (销毁清册);
// which files and why stands in the form that it names.
type AppraisalDone struct {
	Appraisal ID  `json:"appraisal"`
	Cases     int `json:"cases"`
	Entries   int `json:"entries"` // bodies that went
}

// Consulted is the Data of RetentionConsulted: a sealed-off file was read.
type Consulted struct {
	Case   ID     `json:"case"`
	Reason string `json:"reason"` // code: person, review, court, superior, correction, appraisal
}

// Archive is the fold of what an office did with its closed files.
type Archive struct {
	Office       OfficeCode
	Appraisals   []Appraisal // as they were written
	Consultation []Consultation
	Rows         []Row
	until        map[ID]calendar.Day
}

// Appraisal is one form and what became of it.
type Appraisal struct {
	Entry ID
	On    calendar.Day
	Appraised
	Writer      int          // operator who wrote the form
	JudgedOn    calendar.Day // approved, refused or withdrawn; 0 while nobody said anything
	JudgedBy    int
	Approved    bool
	DestroyedOn calendar.Day // 0 until what is to go is gone
	Entries     int          // bodies that went
}

// Destroys reports whether the form asks to destroy anything.
func (a Appraisal) Destroys() bool {
	for _, c := range a.Cases {
		if c.Extend == 0 {
			return true
		}
	}
	return false
}

// Pending reports whether the form still waits for approval or destruction.
func (a Appraisal) Pending() bool {
	return a.JudgedOn == 0 || (a.Approved && a.Destroys() && a.DestroyedOn == 0)
}

// Consultation is one reading of a sealed-off file.
type Consultation struct {
	Entry    ID
	On       calendar.Day
	Operator int
	Consulted
}

// ArchiveSubject names the archive of one office.
func ArchiveSubject(office OfficeCode) Subject {
	return Subject{SubjectArchive, DerivedID("archive/" + string(office))}
}

// FoldArchive folds the entries of one office's archive, in any order and repetition.
// Only the office itself counts.
func FoldArchive(entries []Entry) Archive {
	a := Archive{until: map[ID]calendar.Day{}}
	rows, papers, id := readPapers(entries, SubjectArchive)
	a.Rows = rows
	for _, p := range papers {
		why := WhyStranger
		if p.actor() == p.Office && ArchiveSubject(p.Office).ID == id {
			a.Office = p.Office
			why = a.take(p)
		}
		judgeRow(a.Rows, p, why)
	}
	return a
}

func (a *Archive) take(p paper) Why {
	switch d := p.data.(type) {
	case Appraised:
		return a.appraised(p, d)
	case AppraisalJudged:
		f := a.form(d.Appraisal)
		switch {
		case f == nil:
			return WhyEarlier
		case f.DestroyedOn != 0 || (f.JudgedOn != 0 && f.Approved == d.Approved):
			return WhyTwice
		case f.JudgedOn != 0 && d.Approved:
			return WhyState // what was refused or withdrawn is appraised anew
		}
		f.JudgedOn, f.JudgedBy, f.Approved = p.body.On, d.By, d.Approved
		for _, c := range f.Cases {
			if d.Approved && c.Extend > 0 {
				a.until[c.Case] = max(a.until[c.Case], LongerTerm(c.Until, c.Extend))
			}
		}
	case AppraisalDone:
		f := a.form(d.Appraisal)
		switch {
		case f == nil:
			return WhyEarlier
		case !f.Approved:
			return WhyState
		case f.DestroyedOn != 0:
			return WhyTwice
		}
		f.DestroyedOn, f.Entries = p.body.On, d.Entries
	case Consulted:
		a.Consultation = append(a.Consultation, Consultation{p.ID, p.body.On, p.body.Operator, d})
	case Destroying:
		destroyRows(a.Rows, d.IDs)
	}
	return ""
}

func (a *Archive) appraised(p paper, d Appraised) Why {
	if len(d.By) == 0 || len(d.Cases) == 0 {
		return WhyDamaged
	}
	for _, c := range d.Cases {
		if c.Case.IsZero() || c.Extend < 0 || c.Extend > MaxExtend {
			return WhyDamaged
		}
	}
	a.Appraisals = append(a.Appraisals, Appraisal{Entry: p.ID, On: p.body.On, Appraised: d, Writer: p.body.Operator})
	return ""
}

func (a *Archive) form(id ID) *Appraisal {
	for i := range a.Appraisals {
		if a.Appraisals[i].Entry == id {
			return &a.Appraisals[i]
		}
	}
	return nil
}

// Appraisal gives one form.
func (a Archive) Appraisal(id ID) (Appraisal, bool) {
	if f := a.form(id); f != nil {
		return *f, true
	}
	return Appraisal{}, false
}

// Until gives the last day for which a file is kept: the end of its term, or a later one
// to which this office extended it.
func (a Archive) Until(e Expiry) calendar.Day { return max(e.Until, a.until[e.Case]) }

// Waiting reports whether a file stands on a form that waits: for the leader's word or,
// when it is to go, for its destruction.
func (a Archive) Waiting(id ID) bool {
	for _, f := range a.Appraisals {
		if !f.Pending() {
			continue
		}
		for _, c := range f.Cases {
			if c.Case == id && (f.JudgedOn == 0 || c.Extend == 0) {
				return true
			}
		}
	}
	return false
}

// Approves reports whether a person of this role may approve an appraisal at an office
// of this level. A county file has no role for its leader, so another clerk does.
func Approves(level Level, role Role) bool {
	switch level {
	case Village:
		return role == RoleVillageSecretary
	case Township:
		return role == RoleTownshipLeader
	case County:
		return role == RoleCountyClerk
	}
	return false
}
