package office

import (
	"context"

	"silian/calendar"
	"silian/casework"
)

// Sources of a case (code list 3.10.1) that the program itself sets.
const (
	SourceVillageDay = "village_day" // 村务日来访
	SourceVisit      = "visit"       // 平时来访
)

// CaseInput is what must be known when something becomes a case (domain 3.2.1).
type CaseInput struct {
	Track     casework.Track
	Category  string
	Source    string // "" means SourceVisit
	Title     string // "" is made from the narrative
	Narrative string
	Requests  []string // 逐项诉求, 1 to 20 lines
	PlaceText string
	Place     casework.OfficeCode // 问题属地; "" means the opening office
	People    int                 // 涉及人数; 0 means 1
	Parties   []PartyInput
	Visit     casework.ID
	SplitFrom casework.ID
	Received  calendar.Day // 0 means the day of the act
	Handler   int          // operator who handles it; 0 means the one who writes
}

// PartyInput is one party.
type PartyInput struct {
	Part                        casework.PartyPart
	Name, Group, Phone, Address string
}

// OpenCase opens a case (立为事项).
func (o *Office) OpenCase(ctx context.Context, act Act, in CaseInput) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		id, err := w.caseID()
		if err != nil {
			return err
		}
		return w.openCase(id, in)
	})
}

// SplitCase takes one demand out of a case into a case of its own (mixed
// petitions, domain 2.4). Done names the new case.
func (o *Office) SplitCase(ctx context.Context, act Act, from casework.ID, in CaseInput) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		c, err := w.fold(from)
		if err != nil {
			return err
		}
		id, err := w.caseID()
		if err != nil {
			return err
		}
		in.SplitFrom, in.Visit, in.Place, in.Source = from, c.Visit, c.Place, c.Source
		in.Received = c.Received
		if err := w.openCase(id, in); err != nil {
			return err
		}
		if _, err := w.add(caseSubject(from), casework.CaseSplit, casework.Split{Other: id, Into: true}); err != nil {
			return err
		}
		_, err = w.add(caseSubject(id), casework.CaseSplit, casework.Split{Other: from})
		return err
	})
}

// caseID is the id of a case that the act opens: the act's key when opening is the
// act, so that a second try finds it.
func (w *writer) caseID() (casework.ID, error) {
	if w.first == nil && !w.act.Key.IsZero() {
		return w.act.Key, nil
	}
	return w.o.NewKey()
}

func (w *writer) openCase(id casework.ID, in CaseInput) error {
	text, err := checkText(in)
	if err != nil {
		return err
	}
	no, err := w.nextNo()
	if err != nil {
		return err
	}
	opened := casework.Opened{
		No: no, Level: w.o.me.Level, Parent: w.o.me.Parent, Track: in.Track, Category: in.Category, Source: in.Source,
		Place: in.Place, ReceivedOn: in.Received, People: max(in.People, 1), Visit: in.Visit, SplitFrom: in.SplitFrom,
		Requests: len(text.Requests), HandlerOper: in.Handler,
	}
	if opened.HandlerOper == 0 {
		opened.HandlerOper = w.who.Number
	} else if w.o.OperatorName(in.Handler) == "" {
		return &Problem{Field: "operator", Code: "unknown"}
	}
	if w.act.For != "" {
		opened.Level, opened.Parent = casework.Village, w.o.me.Code
		opened.HandlerOper = 0 // the village's own people are not numbered here
	}
	if opened.Source == "" {
		opened.Source = SourceVisit
	}
	if opened.Place == "" {
		opened.Place = w.actor()
	}
	if opened.ReceivedOn == 0 {
		opened.ReceivedOn = w.act.On
	}
	if _, err := w.add(caseSubject(id), casework.CaseOpened, opened); err != nil {
		return err
	}
	if _, err := w.add(caseSubject(id), casework.CaseText, text); err != nil {
		return err
	}
	for _, p := range in.Parties {
		if err := w.party(id, p); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) party(id casework.ID, in PartyInput) error {
	var p casework.Party
	var err error
	p.Part = in.Part
	if p.Name, err = clean("name", in.Name, maxName); err != nil {
		return err
	}
	if p.Group, err = clean("group", in.Group, maxName); err != nil {
		return err
	}
	if p.Phone, err = casework.ParsePhone(in.Phone); err != nil {
		return err
	}
	if p.Address, err = clean("address", in.Address, maxTitle*2); err != nil {
		return err
	}
	if p.Name == "" {
		return &Problem{Field: "name", Code: "missing"}
	}
	_, err = w.add(caseSubject(id), casework.CaseParty, p)
	return err
}

// nextNo gives the next case number of this office, year and copy. A township
// that keeps a village's books numbers from its own row: two copies of one
// village must not give the same number.
func (w *writer) nextNo() (casework.CaseNo, error) {
	letter, err := w.tx.Letter()
	if err != nil {
		return "", err
	}
	year, _, _ := w.act.On.YMD()
	last, err := w.tx.LastCaseSeq(w.o.me.Code, year, letter)
	if err != nil {
		return "", err
	}
	paper, err := paperFloor(&w.tx.View, year)
	if err != nil {
		return "", err
	}
	return casework.MakeCaseNo(w.o.me.Code, year, max(last, paper)+1, letter)
}

func checkText(in CaseInput) (casework.Text, error) {
	var t casework.Text
	var err error
	if t.Narrative, err = clean("narrative", in.Narrative, maxWords); err != nil {
		return t, err
	}
	if t.Title, err = clean("title", in.Title, maxTitle); err != nil {
		return t, err
	}
	if t.Place, err = clean("place", in.PlaceText, maxTitle*2); err != nil {
		return t, err
	}
	for _, line := range in.Requests {
		line, err := clean("request", line, maxTitle*4)
		if err != nil {
			return t, err
		}
		if line != "" {
			t.Requests = append(t.Requests, line)
		}
	}
	switch {
	case t.Narrative == "" && t.Title == "":
		return t, &Problem{Field: "narrative", Code: "missing"}
	case len(t.Requests) == 0:
		return t, &Problem{Field: "request", Code: "missing"}
	case len(t.Requests) > 20:
		return t, &Problem{Field: "request", Code: "more_than_20"}
	case in.Category == "":
		return t, &Problem{Field: "category", Code: "missing"}
	case in.People < 0 || in.People > 100000:
		return t, &Problem{Field: "people", Code: "out_of_range"}
	}
	switch in.Track {
	case casework.TrackDispute, casework.TrackPetition, casework.TrackDemand, casework.TrackSuggestion:
	default:
		return t, &Problem{Field: "track", Code: "missing"}
	}
	t.Title = titleOf(t.Title, t.Narrative)
	return t, nil
}

// AddNote writes words into a case. Internal words stay with the township.
func (o *Office) AddNote(ctx context.Context, act Act, id casework.ID, words string, internal bool) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		if _, err := w.fold(id); err != nil {
			return err
		}
		words, err := clean("words", words, maxWords)
		if err != nil {
			return err
		}
		if words == "" {
			return &Problem{Field: "words", Code: "missing"}
		}
		class := casework.NoteOpen
		if internal {
			class = casework.NoteInternal
		}
		return w.note(id, casework.ID{}, class, words)
	})
}

// AddParty adds a party to a case.
func (o *Office) AddParty(ctx context.Context, act Act, id casework.ID, in PartyInput) (Done, error) {
	return o.do(ctx, act, func(w *writer) error {
		if _, err := w.fold(id); err != nil {
			return err
		}
		return w.party(id, in)
	})
}
