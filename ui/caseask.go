package ui

import (
	"context"
	"strings"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// askField is one question of a sheet. One of options, lines, date and check says
// what it is answered with.
type askField struct {
	id       string
	label    string
	options  []string
	lines    int  // rows of text
	date     bool // a typed date
	check    bool // yes or no; label is the statement
	optional bool
	text     string // what stands there before
	chosen   int    // index chosen before; -1 none
	hint     string
}

// answers are what was given in a sheet.
type answers struct {
	choice map[string]int
	text   map[string]string
	days   map[string]calendar.Day // 0 for an empty date
	check  map[string]bool
}

// pick gives the code behind a choice, "" when nothing was chosen.
func pick[T any](a answers, id string, codes []T) (code T) {
	if i, ok := a.choice[id]; ok && i >= 0 && i < len(codes) {
		return codes[i]
	}
	return code
}

// caseAsk is a sheet of questions and what is done with the answers.
type caseAsk struct {
	title, verb string
	intro       string
	fields      []askField
	send        func(ctx context.Context, o *office.Office, act office.Act, a answers) error
	draft       string // name under which a half-filled sheet is kept; "" keeps none
	done        func() // follows a success, in the place of the toast; nil is none
}

// wordsOf gives the words of codes.
func wordsOf[T ~string](list string, codes []T) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = office.Word(list, c)
	}
	return out
}

func choiceField(id, label string, options []string) askField {
	return askField{id: id, label: label, options: options, chosen: -1}
}

func wordsField(label string, optional bool) askField {
	return askField{id: "words", label: label, lines: 3, optional: optional}
}

// onField asks for the day on which it happened; today stands there.
func (f caseFacts) onField(label string) askField {
	return askField{id: "on", label: label, date: true, text: typedDay(f.today)}
}

// caseAsks are the sheets by act; lower are the offices below that this one knows.
func (f caseFacts) ask(c actChoice, lower []office.Peer) caseAsk {
	id := f.c.ID
	out := caseAsk{title: c.word, verb: c.word, draft: "ask:" + string(c.kind) + ":" + id.String()}
	switch c.act {
	case actNote:
		out.verb = "记下"
		out.fields = []askField{wordsField("写什么", false), {id: "closed", label: "只留在本级，不随件送出", check: true}}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			_, err := o.AddNote(ctx, act, id, a.text["words"], a.check["closed"])
			return err
		}
	case actTakeUp:
		out.fields = []askField{{id: "way", label: "怎么办", options: []string{"直接办理", "先调解"}}}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			_, err := o.TakeUp(ctx, act, id, a.choice["way"] == 1)
			return err
		}
	case actMediate:
		return f.askMediate(out)
	case actReport:
		return f.askReport(out)
	case actAssign:
		return f.askAssign(out, lower)
	case actAccept:
		out.intro = "接办以后由本单位办理，期限从收到那天算。"
		out.send = func(ctx context.Context, o *office.Office, act office.Act, _ answers) error {
			_, err := o.Accept(ctx, act, id)
			return err
		}
	case actReturn:
		reasons := []casework.ReturnReason{
			casework.ReturnNotOurs, casework.ReturnIncomplete, casework.ReturnWrongPlace,
			casework.ReturnDuplicate, casework.ReturnStatutoryWay, casework.ReturnOther,
		}
		out.fields = []askField{choiceField("reason", "理由", wordsOf("return", reasons)), wordsField("说明", true)}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			_, err := o.Return(ctx, act, id, pick(a, "reason", reasons), a.text["words"])
			return err
		}
	case actRecall:
		out.intro = "对方已经接办或退回的，撤回不算数。"
		out.fields = []askField{wordsField("为什么撤回", true)}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			_, err := o.Recall(ctx, act, id, a.text["words"])
			return err
		}
	case actNotice, actAnswer:
		return f.askDelivery(c.act, out)
	case actPromise, actSettle, actChange:
		return f.askPromise(c.act, out)
	default:
		return f.askEnd(c.act, out)
	}
	return out
}

func (f caseFacts) askMediate(out caseAsk) caseAsk {
	bodies := []casework.MediationBody{casework.VillageCommittee, casework.TownshipCommittee, casework.VeteransRoom}
	results := []casework.MediationResult{
		casework.MediationSuccess, casework.MediationPartial, casework.MediationFailed, casework.MediationRefused, casework.MediationEnded,
	}
	forms := []casework.AgreementForm{"", casework.WrittenAgreement, casework.OralAgreement}
	by := choiceField("by", "谁主持", wordsOf("body", bodies))
	by.chosen = 1
	if f.c.HolderLevel == casework.Village {
		by.chosen = 0
	}
	out.verb = "记下这次调解"
	out.fields = []askField{
		by, choiceField("result", "结果", wordsOf("mediation", results)),
		{id: "form", label: "协议", options: []string{"没有", "书面", "口头"}},
		f.onField("哪天调解的"),
		{id: "words", label: "调解记录", lines: 3, optional: true, hint: "记录留在本级，不随件送出"},
	}
	id := f.c.ID
	out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
		_, err := o.Mediate(ctx, act, id, casework.Mediated{
			By: pick(a, "by", bodies), Result: pick(a, "result", results), Agreement: pick(a, "form", forms),
		}, a.text["words"])
		return err
	}
	return out
}

func (f caseFacts) askReport(out caseAsk) caseAsk {
	demands := []casework.Demand{casework.AskCoordinate, casework.AskRuling, casework.AskTakeOver, casework.AskFunding, casework.AskNothing}
	tried := []string{"urgent", "out_of_power"}
	out.intro = "上报以后期限照样走，要等上级接办。随下一个U盘文件送出。"
	out.fields = []askField{choiceField("demand", "请上级做什么（只能一项）", wordsOf("demand", demands))}
	if len(f.c.Sessions) == 0 {
		out.fields = append(out.fields, choiceField("tried", "还没有调解过，为什么", wordsOf("tried", tried)))
	} else {
		out.fields = append(out.fields, askField{id: "consent", label: "当事人同意把调解记录全文一起报上去", check: true})
	}
	out.fields = append(out.fields, wordsField("本级意见", false))
	id := f.c.ID
	out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
		_, err := o.ReportUp(ctx, act, id, office.ReportInput{
			Demand: pick(a, "demand", demands), Tried: pick(a, "tried", tried), Opinion: a.text["words"], Consent: a.check["consent"],
		})
		return err
	}
	return out
}

func (f caseFacts) askAssign(out caseAsk, lower []office.Peer) caseAsk {
	names := make([]string, len(lower))
	codes := make([]casework.OfficeCode, len(lower))
	for i, p := range lower {
		names[i], codes[i] = p.Name, p.Code
	}
	out.fields = []askField{
		choiceField("to", "交给谁", names),
		{id: "due", label: "哪天前报结果", date: true, optional: true, hint: "写了日子是交办，不写是转送"},
		wordsField("交代什么", true),
	}
	if len(names) == 0 {
		out.intro = "还不认识下级单位：先在“U盘交换”里收它的指纹卡。"
	}
	id := f.c.ID
	out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
		_, err := o.Assign(ctx, act, id, office.AssignInput{To: pick(a, "to", codes), Due: a.days["due"], Words: a.text["words"]})
		return err
	}
	return out
}

// askDelivery asks about a paper that was delivered: notice or answer.
func (f caseFacts) askDelivery(act caseAct, out caseAsk) caseAsk {
	id := f.c.ID
	if act == actNotice {
		kinds := []casework.NoticeKind{casework.NoticeAccepted, casework.NoticeNotOurs}
		out.verb = "记下送达"
		out.fields = []askField{
			choiceField("kind", "送达了哪一种", wordsOf("notice", kinds)),
			choiceField("route", "办理途径（信访工作条例第31条）", []string{"1 涉法涉诉", "2 仲裁", "3 党员申诉", "4 行政程序", "5 履行职责", "6 信访程序"}),
			f.onField("哪天送达的"), wordsField("送达方式、谁签收", true),
		}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			_, err := o.Notice(ctx, act, id, casework.Noticed{Notice: pick(a, "kind", kinds), Route31: pick(a, "route", []int{1, 2, 3, 4, 5, 6})}, a.text["words"])
			return err
		}
		return out
	}
	forms := []casework.AnswerForm{casework.OralAnswer, casework.HandlingOpinion, casework.SuperiorReply}
	findings := []casework.Finding{casework.Supported, casework.NoBasis, casework.NotSupported}
	out.verb = "记下答复"
	out.fields = []askField{choiceField("form", "怎么答复的", wordsOf("answer", forms))}
	for i, text := range f.c.Words.Text.Requests {
		out.fields = append(out.fields, choiceField(findingID(i), "对“"+cutTo(text, 24)+"”", wordsOf("finding", findings)))
	}
	out.fields = append(out.fields, f.onField("哪天答复的"), wordsField("答复了什么", false))
	requests := len(f.c.Words.Text.Requests)
	out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
		given := make([]casework.Finding, 0, requests)
		for i := range requests {
			if code := pick(a, findingID(i), findings); code != "" {
				given = append(given, code)
			}
		}
		if len(given) < requests && len(given) > 0 {
			return &casework.Problem{Field: "finding", Code: "one_for_each_request"}
		}
		_, err := o.Answer(ctx, act, id, casework.Answered{Form: pick(a, "form", forms), Findings: given}, a.text["words"])
		return err
	}
	return out
}

func findingID(i int) string { return "finding" + string(rune('a'+i)) }

// cutTo shortens a text to so many characters.
func cutTo(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= most {
		return string(r)
	}
	return string(r[:most-1]) + "…"
}
