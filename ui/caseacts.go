package ui

import (
	"slices"

	"silian/casework"
	"silian/office"
)

// caseAct names what a person can do on the page of a case.
type caseAct string

// The acts, each one sheet.
const (
	actNote    caseAct = "note"
	actTakeUp  caseAct = "take_up"
	actMediate caseAct = "mediate"
	actReport  caseAct = "report_up"
	actAssign  caseAct = "assign"
	actAccept  caseAct = "accept"
	actReturn  caseAct = "return"
	actRecall  caseAct = "recall"
	actNotice  caseAct = "notice"
	actAnswer  caseAct = "answer"
	actPromise caseAct = "promise"
	actSettle  caseAct = "settle"
	actChange  caseAct = "change"
	actResolve caseAct = "resolve"
	actVisit   caseAct = "visit"
	actClose   caseAct = "close"
	actReopen  caseAct = "reopen"
	actParty   caseAct = "party"
	actVoid    caseAct = "void"
)

// actKind is how an act stands in casework's state table.
type actKind struct {
	act     caseAct
	word    string
	icon    string
	kind    casework.Kind
	variant string // "" any
}

// actKinds are the acts in the order in which they are offered.
func actKinds() []actKind {
	return []actKind{
		{actAccept, "接办", "check", casework.CaseAccepted, ""},
		{actReturn, "退回", "arrow-left", casework.CaseReturned, ""},
		{actNote, "记一笔", "pencil", casework.CaseNote, ""},
		{actMediate, "调解", "people", casework.CaseMediated, ""},
		{actPromise, "登记承诺", "shield", casework.CasePromised, ""},
		{actSettle, "兑现", "check", casework.CasePromiseSettled, ""},
		{actAnswer, "答复", "envelope", casework.CaseAnswered, ""},
		{actReport, "上报", "export", casework.CaseHandedOver, "up"},
		{actResolve, "认定化解", "check", casework.CaseResolved, ""},
		{actVisit, "回访", "phone", casework.CaseReturnVisited, ""},
		{actClose, "办结", "folder", casework.CaseClosed, ""},
		{actReopen, "重启", "repeat", casework.CaseReopened, ""},
		{actNotice, "告知书送达", "document", casework.CaseNoticed, ""},
		{actAssign, "交办", "import", casework.CaseHandedOver, "down"},
		{actRecall, "撤回", "arrow-left", casework.CaseRecalled, ""},
		{actTakeUp, "开始办理", "pencil", casework.CaseTakenUp, ""},
		{actChange, "承诺改期", "calendar", casework.CasePromiseChanged, ""},
		{actParty, "添当事人", "person", casework.CaseParty, ""},
		{actVoid, "误登撤销", "close", casework.CaseVoided, ""},
	}
}

// actChoice is one act as the page offers it.
type actChoice struct {
	actKind
	For casework.OfficeCode // in whose name: a village whose books we keep, or ""
	Off string              // why it cannot be done now, "" when it can
}

// choices asks casework for each act whether this office may do it now. What the
// words of a sheet decide (a missing return visit, say) is left to the office.
func (f caseFacts) choices() []actChoice {
	var out []actChoice
	for _, k := range actKinds() {
		c := actChoice{actKind: k}
		c.For, c.Off = f.may(k)
		out = append(out, c)
	}
	return out
}

// may gives the name in which an act can be done, or the reason why it cannot.
func (f caseFacts) may(k actKind) (name casework.OfficeCode, off string) {
	if casework.Permitted(f.me.Level, f.role, k.kind) != nil {
		return "", office.Word("why", casework.WhyRole)
	}
	var steps []casework.Transition
	for _, t := range casework.Transitions() {
		if t.Act == k.kind && (k.variant == "" || t.Variant == "" || t.Variant == k.variant) {
			steps = append(steps, t)
		}
	}
	if len(steps) == 0 {
		return f.mayBeside(k)
	}
	in := func(t casework.Transition) bool { return slices.Contains(t.From, f.c.Handling) }
	if !slices.ContainsFunc(steps, in) {
		return "", "现在是“" + office.HandlingWord(f.c.Skeleton, f.me.Code) + "”，还不能办"
	}
	switch {
	case k.kind == casework.CaseResolved && f.c.Resolution.Settled():
		return "", "已认定“" + office.Word("resolution", f.c.Resolution) + "”"
	case k.act == actAssign && f.me.Level.Rank() <= casework.Village.Rank():
		return "", "没有下级单位可以交办"
	}
	if steps[0].Who == casework.ByAddressee {
		return f.asAddressee()
	}
	name, off = f.asHolder()
	if off == "" && k.act == actReport && name == "" && f.me.Parent == "" {
		return "", "没有上级单位可以上报"
	}
	return name, off
}

// mayBeside judges the acts that move nothing: any office on the case may write
// them; a promise is settled by the office that made it.
func (f caseFacts) mayBeside(k actKind) (casework.OfficeCode, string) {
	if f.c.Handling == "" || !f.c.SeenBy(f.me.Code) {
		return "", office.Word("why", casework.WhyStranger)
	}
	if k.act != actSettle && k.act != actChange {
		return "", ""
	}
	for _, p := range f.c.Promises {
		if _, ok := f.inNameOf(p.By); ok && p.Open() {
			return "", ""
		}
	}
	return "", "没有本单位还没了结的承诺"
}

func (f caseFacts) asHolder() (casework.OfficeCode, string) {
	if name, ok := f.inNameOf(f.c.Holder); ok {
		return name, ""
	}
	return "", "现由" + f.name(f.c.Holder) + "办理"
}

func (f caseFacts) asAddressee() (casework.OfficeCode, string) {
	h := f.c.UnderWay()
	if h == nil {
		return "", office.Word("why", casework.WhyState)
	}
	if name, ok := f.inNameOf(h.To); ok {
		return name, ""
	}
	return "", "是交给" + f.name(h.To) + "的"
}

// inNameOf says whether this office acts for another one on this case: for itself,
// or for the village whose books it keeps, because it wrote the opening entry.
func (f caseFacts) inNameOf(code casework.OfficeCode) (name casework.OfficeCode, ok bool) {
	if code == f.me.Code {
		return "", true
	}
	if code != f.c.Opener || f.c.Parent != f.me.Code || f.c.OpenedAt != casework.Village {
		return "", false
	}
	ours := slices.ContainsFunc(f.c.Rows, func(r casework.Row) bool {
		return r.Kind == casework.CaseOpened && r.InEffect && r.Office == f.me.Code
	})
	return code, ours
}
