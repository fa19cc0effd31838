package casework

import (
	"slices"

	"silian/calendar"
)

// Repeat is one more registration of the same matter (重复信访).
type Repeat struct {
	Entry  ID           `json:"entry"`
	On     calendar.Day `json:"on"`
	Office OfficeCode   `json:"office"`
	Visit  ID           `json:"visit"`
	Form   string       `json:"form"`
}

// Taking is one beginning of handling or mediation.
type Taking struct {
	On        calendar.Day `json:"on"`
	Office    OfficeCode   `json:"office"`
	Mediation bool         `json:"mediation"`
	Cycle     int          `json:"cycle"`
}

// Submission is one submission to the room of retired cadres.
type Submission struct {
	On     calendar.Day `json:"on"`
	Office OfficeCode   `json:"office"`
	Level  Level        `json:"level"`
	Cycle  int          `json:"cycle"`
}

// Listing is one appearance on an agenda.
type Listing struct {
	On      calendar.Day `json:"on"`
	Office  OfficeCode   `json:"office"`
	Meeting ID           `json:"meeting"`
	Item    ID           `json:"item"`
	Waiver  Waiver       `json:"waiver"`
	Cycle   int          `json:"cycle"`
}

// Analysis is one analysis at a meeting (研判). Times on an agenda and cases analysed
// are two figures: a case discussed three times is one 起 (source article, sentence 2).
type Analysis struct {
	Entry   ID           `json:"entry"`
	On      calendar.Day `json:"on"`
	Office  OfficeCode   `json:"office"`
	Level   Level        `json:"level"` // of the meeting
	Meeting ID           `json:"meeting"`
	Unit    string       `json:"unit"`
	CoUnits []string     `json:"co_units"`
	Due     calendar.Day `json:"due"`
	Cycle   int          `json:"cycle"`
}

// Task is what a unit is to do for a case by a date.
type Task struct {
	Entry     ID           `json:"entry"`
	On        calendar.Day `json:"on"`
	By        OfficeCode   `json:"by"`
	Meeting   ID           `json:"meeting"`
	Unit      string       `json:"unit"`
	CoUnits   []string     `json:"co_units"`
	Due       calendar.Day `json:"due"`
	SettledOn calendar.Day `json:"settled_on"` // 0 while open
	Done      bool         `json:"done"`
}

// Open reports whether nothing has been recorded on the task yet.
func (t Task) Open() bool { return t.SettledOn == 0 }

// Lead is one lead-cadre assignment (包案).
type Lead struct {
	Entry ID             `json:"entry"`
	By    OfficeCode     `json:"by"`
	Name  string         `json:"name"`
	Post  string         `json:"post"`
	Rank  Rank           `json:"rank"`
	From  calendar.Day   `json:"from"`
	To    calendar.Day   `json:"to"` // 0 while it lasts
	Met   []calendar.Day `json:"met"`
	Why   string         `json:"why"` // of the end
}

// Active reports whether the lead lasted at some time in the period.
func (l Lead) Active(p Period) bool { return l.From <= p.To && (l.To == 0 || l.To >= p.From) }

// CaseSupervision is a supervision as the case knows it.
type CaseSupervision struct {
	Entry       ID              `json:"entry"`
	On          calendar.Day    `json:"on"`
	By          OfficeCode      `json:"by"`
	Supervision ID              `json:"supervision"`
	Form        SupervisionForm `json:"form"`
	Unit        string          `json:"unit"`
	Due         calendar.Day    `json:"due"`
}

// Extension is one delivered 延期告知书. Whether it counts is for the clock to say: it
// must be delivered while the 60 days run (Clocks).
type Extension struct {
	On         calendar.Day `json:"on"`
	Office     OfficeCode   `json:"office"`
	Days       int          `json:"days"`
	ApprovedOn calendar.Day `json:"approved_on"`
	Cycle      int          `json:"cycle"`
}

// Term is one term of an agreement.
type Term struct {
	Entry     ID           `json:"entry"`
	By        OfficeCode   `json:"by"`
	Session   ID           `json:"session"`
	No        int          `json:"no"`
	Due       calendar.Day `json:"due"`
	SettledOn calendar.Day `json:"settled_on"` // 0 while open
	Performed bool         `json:"performed"`
	Cycle     int          `json:"cycle"`
}

// CourtStep is a request for 司法确认 or its result.
type CourtStep struct {
	On      calendar.Day `json:"on"`
	Session ID           `json:"session"`
	Result  CourtResult  `json:"result"`
}

// Review is one 复查 or 复核.
type Review struct {
	Entry       ID           `json:"entry"`
	Stage       ReviewStage  `json:"stage"`
	Organ       OfficeCode   `json:"organ"`
	AskedOn     calendar.Day `json:"asked_on"`
	Received    calendar.Day `json:"received"`
	DecidedOn   calendar.Day `json:"decided_on"`   // 0 while it runs
	DeliveredOn calendar.Day `json:"delivered_on"` // to the petitioner
	Upheld      bool         `json:"upheld"`
	HearingDays int          `json:"hearing_days"`
	Cycle       int          `json:"cycle"`
}

// UrgentReport is one report of an urgent matter (条例 25).
type UrgentReport struct {
	On     calendar.Day `json:"on"`
	Office OfficeCode   `json:"office"`
	To     []string     `json:"to"`
}

// UrgentMark is one day on which a matter was marked as urgent.
type UrgentMark struct {
	On     calendar.Day `json:"on"`
	Office OfficeCode   `json:"office"`
}

// Request is a superior's request to take a closed case up again.
type Request struct {
	Entry ID           `json:"entry"`
	On    calendar.Day `json:"on"`
	By    OfficeCode   `json:"by"`
	Due   calendar.Day `json:"due"`
}

// Aid is 帮扶救助 given with consent.
type Aid struct {
	On      calendar.Day `json:"on"`
	Office  OfficeCode   `json:"office"`
	Kind    string       `json:"kind"`
	Granted bool         `json:"granted"`
}

// records are the lists of a Skeleton that grow with the work around a case.
type records struct {
	Marks        Marked            `json:"marks"`
	Urgent       []UrgentMark      `json:"urgent"`
	Repeats      []Repeat          `json:"repeats"`
	Takings      []Taking          `json:"takings"`
	Submissions  []Submission      `json:"submissions"`
	Listings     []Listing         `json:"listings"`
	Analyses     []Analysis        `json:"analyses"`
	Tasks        []Task            `json:"tasks"`
	Leads        []Lead            `json:"leads"`
	Supervisions []CaseSupervision `json:"supervisions"`
	Extensions   []Extension       `json:"extensions"`
	Terms        []Term            `json:"terms"`
	Court        []CourtStep       `json:"court"`
	Reviews      []Review          `json:"reviews"`
	Reported     []UrgentReport    `json:"reported"`
	Requests     []Request         `json:"requests"`
	Aids         []Aid             `json:"aids"`
	// UnreachableOn is the day since which the matter is marked Unreachable.
	UnreachableOn calendar.Day `json:"unreachable_on"`
	MergedInto    ID           `json:"merged_into"` // 并入的事项
	Absorbed      []ID         `json:"absorbed"`    // cases merged into this one

	// LastOn is the newest date of an entry in effect, as far as this office may read:
	// no part of what offices agree on.
	LastOn calendar.Day `json:"-"`
}

// TimesOnAgenda gives how often the case stood on an agenda.
func (r records) TimesOnAgenda() int { return len(r.Listings) }

// Sensitive reports whether only named handlers may read the words of the case.
func (r records) Sensitive() bool { return r.Marks.Sensitive != NotSensitive }

// ActiveLead gives the lead cadre who answers for the case now, nil for none.
func (r records) ActiveLead() *Lead {
	for i := len(r.Leads) - 1; i >= 0; i-- {
		if r.Leads[i].To == 0 {
			return &r.Leads[i]
		}
	}
	return nil
}

// roomPassed reports whether the room took the case in this cycle and did not
// succeed: only then it may go on an agenda.
func (k Skeleton) roomPassed() bool {
	return slices.ContainsFunc(k.Sessions, func(s Session) bool {
		return s.Cycle == k.Cycle && s.By == VeteransRoom && s.Result != MediationSuccess
	})
}

// merged adds or removes a case that was merged into this one.
func (r *records) merged(other ID, in bool) {
	i := slices.Index(r.Absorbed, other)
	switch {
	case in && i < 0:
		r.Absorbed = append(r.Absorbed, other)
	case !in && i >= 0:
		r.Absorbed = slices.Delete(r.Absorbed, i, i+1)
	}
}
