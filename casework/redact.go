package casework

import (
	"maps"
	"slices"
)

// Viewer is the person at the screen.
type Viewer struct {
	Office   Office
	Role     Role
	Operator int // number in that office, from 1
}

// SensitiveCategory reports whether matters of this category (list 3.10.2) are
// sensitive by themselves, unmarked: 家庭暴力 (反家庭暴力法 5).
func SensitiveCategory(code string) bool { return code == string(FamilyViolence) }

// HandlersOnly reports whether only named handlers may read the words of the case:
// it was marked sensitive, or its category is.
func (k Skeleton) HandlersOnly() bool { return k.Sensitive() || SensitiveCategory(k.Category) }

// Redact gives a case as that person may see it (domain 2.6, Visible). The skeleton
// and the rows stay whole: they carry no personal text. Where a person may read only
// a summary of the evaluations, it says for which visit there is one, not which. The
// input is not changed, and no map or list of Words or Rows is shared with it.
func Redact(c Case, v Viewer) Case {
	out := c
	out.Rows = slices.Clone(c.Rows)
	out.Words = Words{Notes: map[ID]string{}, Alone: map[ID]string{}, Evaluations: map[ID]Evaluated{}}
	sight := c.sights(v)
	if !sight.text.Read {
		return out
	}
	out.Words.Text = c.Words.Text
	out.Words.Text.Requests = slices.Clone(c.Words.Text.Requests)
	maps.Copy(out.Words.Notes, c.Words.Notes)
	maps.Copy(out.Words.Alone, c.Words.Alone)
	out.Words.Attachments = slices.Clone(c.Words.Attachments)
	if sight.contact.Read {
		out.Words.Parties = slices.Clone(c.Words.Parties)
	}
	switch {
	case sight.talk.Read:
		maps.Copy(out.Words.Evaluations, c.Words.Evaluations)
		return out
	case sight.talk.Summary:
		for visit := range c.Words.Evaluations {
			out.Words.Evaluations[visit] = Evaluated{Visit: visit}
		}
	}
	maps.DeleteFunc(out.Words.Notes, func(about ID, _ string) bool { return c.besideVisit(about) })
	maps.DeleteFunc(out.Words.Alone, func(id ID, _ string) bool { return c.visitNote(id) })
	out.Words.Attachments = slices.DeleteFunc(out.Words.Attachments, c.attachedToVisit)
	return out
}

// sights is what one person may do with the words of one case.
type sights struct{ text, contact, talk Sight }

// sights asks the table; in a sensitive case its row for those stands above the rows
// of what the words are.
func (c Case) sights(v Viewer) sights {
	if c.SealedOff() {
		return sights{} // see RedactSealedOff
	}
	if level := v.Role.Level(); level == "" || level != v.Office.Level {
		return sights{}
	}
	reader, in := ReaderOf(v.Role), c.circumstances(v)
	s := sights{
		text: Visible(reader, DataMatter, in), contact: Visible(reader, DataContact, in), talk: Visible(reader, DataSatisfaction, in),
	}
	if !c.HandlersOnly() {
		return s
	}
	s.text = Visible(reader, DataSensitive, in)
	// Who wrote the words down may read them back, whatever the role.
	s.text.Read = s.text.Read || in.InitialWriter
	s.contact = s.text
	return s
}

// circumstances tells how the person stands to the case.
func (c Case) circumstances(v Viewer) Circumstances {
	reads, county := c.reads(v.Office.Code), v.Office.Level == County
	return Circumstances{
		Own: reads && (!county || c.Opener == v.Office.Code), Escalated: reads && county,
		Handler: c.namesHandler(v), InitialWriter: c.wroteFirst(v),
	}
}

// namesHandler reports whether the person is the named handler. A handler's number
// belongs to the office that wrote it: a township that keeps a village's books names
// its own clerk (domain 0.0, 5).
func (c Case) namesHandler(v Viewer) bool {
	office := c.Holder
	for _, r := range c.Rows {
		names := r.Kind == CaseOpened || r.Kind == CaseTakenUp || r.Kind == CaseAccepted
		if names && r.InEffect && r.actor() == c.Holder {
			office = r.Office
		}
	}
	return c.Handler != 0 && c.Handler == v.Operator && office == v.Office.Code
}

// wroteFirst reports whether the person wrote the opening entry, or the first text in
// the office that opened the case. A later text counts for nothing: nobody gets to
// read by writing.
func (c Case) wroteFirst(v Viewer) bool {
	first := func(k Kind) *Row {
		i := slices.IndexFunc(c.Rows, func(r Row) bool {
			return r.Kind == k && r.InEffect && (k == CaseOpened || r.Office == v.Office.Code)
		})
		if i < 0 {
			return nil
		}
		return &c.Rows[i]
	}
	opening, text := first(CaseOpened), first(CaseText)
	switch {
	case v.Operator == 0 || opening == nil || opening.Office != v.Office.Code:
		return false
	case opening.Operator == v.Operator:
		return true
	}
	return text != nil && text.Operator == v.Operator
}

// actor is the office in whose name the row stands.
func (r Row) actor() OfficeCode {
	if r.For != "" {
		return r.For
	}
	return r.Office
}

// besideVisit reports whether a note about this entry tells of a return visit. An
// entry whose kind is not known here may be one.
func (c Case) besideVisit(about ID) bool {
	i := slices.IndexFunc(c.Rows, func(r Row) bool { return r.Entry == about })
	if i < 0 {
		return true
	}
	k := c.Rows[i].Kind
	return k == "" || k == CaseReturnVisited || k == CaseEvaluated
}

// visitNote reports whether a note that stands alone is of the class of return visits.
func (c Case) visitNote(id ID) bool {
	return slices.ContainsFunc(c.Rows, func(r Row) bool { return r.Entry == id && r.Detail == string(NoteReturnVisit) })
}
