package office

import (
	"fmt"
	"slices"
	"strings"

	"silian/calendar"
	"silian/casework"
)

// stationDetail says in words what an entry of the room, the meeting, a supervision, a
// review or an agreement decided.
func stationDetail(c casework.Case, r casework.Row) string {
	switch r.Kind {
	case casework.CaseListed:
		if i := at(c.Listings, func(l casework.Listing) bool { return l.On == r.On }); i >= 0 && c.Listings[i].Waiver != "" {
			return "免去会商，" + Word("waiver", c.Listings[i].Waiver)
		}
	case casework.CaseAnalysed:
		if i := at(c.Analyses, func(a casework.Analysis) bool { return a.Entry == r.Entry }); i >= 0 {
			return byDay(c.Analyses[i].Unit, c.Analyses[i].Due)
		}
	case casework.CaseTasked:
		if i := at(c.Tasks, func(t casework.Task) bool { return t.Entry == r.Entry }); i >= 0 {
			return byDay(c.Tasks[i].Unit, c.Tasks[i].Due)
		}
	case casework.CaseLeadAssigned:
		if i := at(c.Leads, func(l casework.Lead) bool { return l.Entry == r.Entry }); i >= 0 {
			return strings.TrimSpace(c.Leads[i].Post + " " + c.Leads[i].Name)
		}
	case casework.CaseSupervised:
		if i := at(c.Supervisions, func(s casework.CaseSupervision) bool { return s.Entry == r.Entry }); i >= 0 {
			return byDay(Word("supervision_form", c.Supervisions[i].Form)+"，"+c.Supervisions[i].Unit, c.Supervisions[i].Due)
		}
	case casework.CaseTermAgreed:
		if i := at(c.Terms, func(t casework.Term) bool { return t.Entry == r.Entry }); i >= 0 {
			return byDay(fmt.Sprintf("第%d条", c.Terms[i].No), c.Terms[i].Due)
		}
	case casework.CaseExtended:
		if i := at(c.Extensions, func(e casework.Extension) bool { return e.On == r.On }); i >= 0 {
			return fmt.Sprintf("%d日", c.Extensions[i].Days)
		}
	case casework.CaseReviewAsked, casework.CaseReviewed:
		return Word("review", r.Detail)
	}
	return ""
}

func at[T any](list []T, fits func(T) bool) int { return slices.IndexFunc(list, fits) }

// byDay is 镇农业农村办，1月15日前; no day leaves it out.
func byDay(what string, due calendar.Day) string {
	if due == 0 {
		return what
	}
	_, month, day := due.YMD()
	return fmt.Sprintf("%s，%d月%d日前", what, int(month), day)
}
