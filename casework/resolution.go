package casework

import "slices"

// ResolutionMove is one line of the resolution axis (domain 4.1): what an act does to
// 化解状态. It moves apart from the handling axis.
type ResolutionMove struct {
	From []Resolution
	By   ResolutionAct
	To   Resolution
}

// ResolutionAct is what moves the resolution axis.
type ResolutionAct string

// Acts on the resolution axis.
const (
	WorkBegins     ResolutionAct = "begun"           // taken up, mediated, answered, submitted, analysed
	SaidPartly     ResolutionAct = "said_partial"    // case.resolved to 部分化解
	SaidResolved   ResolutionAct = "said_resolved"   // case.resolved to 已化解, with evidence
	SaidExported   ResolutionAct = "said_exported"   // case.resolved to 导出其他程序
	SaidTerminated ResolutionAct = "said_terminated" // case.resolved to 终止
	SaidResolving  ResolutionAct = "said_resolving"  // case.resolved back to 化解中, from 部分化解
	RelapseReopens ResolutionAct = "relapse"         // case.reopened, the same demand within the window
	OtherReopens   ResolutionAct = "reopened"        // case.reopened otherwise
)

// ResolutionMoves gives the table of the resolution axis; one function applies it.
func ResolutionMoves() []ResolutionMove {
	owed := []Resolution{Unresolved, Resolving, PartlyResolved, Relapsed}
	all := append(slices.Clone(owed), ResolvedFully, ExportedElsewhere, Terminated)
	return []ResolutionMove{
		{[]Resolution{Unresolved, Relapsed}, WorkBegins, Resolving},
		{owed, SaidResolving, Resolving},
		{owed, SaidPartly, PartlyResolved},
		{owed, SaidResolved, ResolvedFully},
		{owed, SaidExported, ExportedElsewhere},
		{owed, SaidTerminated, Terminated},
		{[]Resolution{ResolvedFully}, RelapseReopens, Relapsed},
		{all, OtherReopens, Unresolved},
	}
}

// resolutionTable is never written after start.
var resolutionTable = ResolutionMoves()

// moved gives the state after an act; ok is false where the axis does not move so.
func (r Resolution) moved(by ResolutionAct) (to Resolution, ok bool) {
	for _, m := range resolutionTable {
		if m.By == by && slices.Contains(m.From, r) {
			return m.To, true
		}
	}
	return r, false
}

// sayTo gives the act of a CaseResolved; "" for a state that none leads to.
func sayTo(to Resolution) ResolutionAct {
	switch to {
	case Resolving:
		return SaidResolving
	case PartlyResolved:
		return SaidPartly
	case ResolvedFully:
		return SaidResolved
	case ExportedElsewhere:
		return SaidExported
	case Terminated:
		return SaidTerminated
	}
	return ""
}

func (f *folding) reopened(relapse bool) Resolution {
	by := OtherReopens
	if relapse {
		by = RelapseReopens
	}
	to, _ := f.Resolution.moved(by)
	return to
}
