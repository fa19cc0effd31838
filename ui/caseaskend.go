package ui

import (
	"context"
	"strconv"
	"strings"

	"silian/casework"
	"silian/office"
)

// askPromise asks about a promise: a new one, what became of one, another day.
func (f caseFacts) askPromise(act caseAct, out caseAsk) caseAsk {
	id := f.c.ID
	if act == actPromise {
		out.verb = "记下承诺"
		out.fields = []askField{{id: "due", label: "哪天前", date: true}, wordsField("答应了什么，答应了谁", false)}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			if a.days["due"] == 0 {
				return &casework.Problem{Field: "promise", Code: "malformed"}
			}
			_, err := o.Promise(ctx, act, id, a.days["due"], a.text["words"])
			return err
		}
		return out
	}
	var open []promiseLine
	var names []string
	for _, p := range f.promises() {
		if _, ours := f.inNameOf(p.By); ours && p.Open {
			open = append(open, p)
			names = append(names, p.Date+" "+cutTo(p.Who, 12))
		}
	}
	which := askField{id: "which", label: "哪一条", options: names}
	if act == actChange {
		out.verb = "改期"
		out.intro = "改期要本人同意，以后按新日子算。"
		out.fields = []askField{which, {id: "due", label: "改到哪天", date: true}, wordsField("和谁说好的", false)}
	} else {
		out.title, out.verb = "承诺兑现", "记下"
		out.fields = []askField{which, {id: "kept", label: "结果", options: []string{"已兑现", "无法兑现"}}, f.onField("哪天"), wordsField("凭据或原因", true)}
	}
	out.send = func(ctx context.Context, o *office.Office, how office.Act, a answers) error {
		p := pick(a, "which", open)
		how.For, _ = f.inNameOf(p.By)
		if act == actChange {
			if a.days["due"] == 0 {
				return &casework.Problem{Field: "promise", Code: "malformed"}
			}
			_, err := o.ChangePromise(ctx, how, id, p.ID, a.days["due"], a.text["words"])
			return err
		}
		_, err := o.SettlePromise(ctx, how, id, p.ID, a.choice["kept"] == 0, a.text["words"])
		return err
	}
	return out
}

// askEnd asks what brings a case to its end, and what opens it again.
func (f caseFacts) askEnd(act caseAct, out caseAsk) caseAsk {
	id := f.c.ID
	switch act {
	case actResolve:
		return f.askResolve(out)
	case actVisit:
		return f.askVisit(out)
	case actClose:
		out.verb = "办结归档"
		out.intro = "办结要先有答复或协议，回访过，承诺都已了结。办结不等于化解。"
		out.send = func(ctx context.Context, o *office.Office, act office.Act, _ answers) error {
			_, err := o.CloseCase(ctx, act, id)
			return err
		}
	case actReopen:
		out.fields = []askField{
			{id: "same", label: "还是原来的要求（180天内算反弹）", check: true}, wordsField("为什么重启", false),
		}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			_, err := o.Reopen(ctx, act, id, a.check["same"], a.text["words"])
			return err
		}
	case actVoid:
		out.intro = "只有登错的才撤销。记录还在，不再计数。"
		out.fields = []askField{wordsField("为什么是误登", false)}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			_, err := o.Void(ctx, act, id, a.text["words"])
			return err
		}
	case actParty:
		parts := []casework.PartyPart{casework.Applicant, casework.Respondent, casework.Contact}
		out.verb = "添上"
		out.fields = []askField{
			choiceField("part", "是哪一方", wordsOf("part", parts)),
			{id: "name", label: "姓名或单位", lines: 1},
			{id: "group", label: "村组", lines: 1, optional: true},
			{id: "phone", label: "电话", lines: 1, optional: true},
		}
		out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			part := pick(a, "part", parts)
			if part == "" {
				return &casework.Problem{Field: "part", Code: "missing"}
			}
			_, err := o.AddParty(ctx, act, id, office.PartyInput{Part: part, Name: a.text["name"], Group: a.text["group"], Phone: a.text["phone"]})
			return err
		}
	}
	return out
}

func (f caseFacts) askResolve(out caseAsk) caseAsk {
	states := []casework.Resolution{casework.ResolvedFully, casework.PartlyResolved, casework.ExportedElsewhere, casework.Terminated}
	evidence := []casework.Evidence{"", casework.AgreementPerformed, casework.DemandFulfilled, casework.PersonConfirmed, casework.SignedWithdrawal}
	words := wordsOf("evidence", evidence)
	words[0] = "没有"
	out.intro = "已化解要有凭据。满意不满意另记，不影响认定。"
	out.fields = []askField{
		choiceField("to", "化解状态", wordsOf("resolution", states)),
		{id: "evidence", label: "凭据", options: words},
		f.onField("哪天"), wordsField("说明", true),
	}
	id := f.c.ID
	out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
		_, err := o.Resolve(ctx, act, id, casework.Resolved{To: pick(a, "to", states), Evidence: pick(a, "evidence", evidence)}, a.text["words"])
		return err
	}
	return out
}

func (f caseFacts) askVisit(out caseAsk) caseAsk {
	ways := []casework.VisitWay{casework.VisitHome, casework.VisitPhone, casework.VisitDay, casework.VisitConfirm}
	results := []casework.VisitResult{
		casework.Satisfied, casework.BasicSatisfied, casework.Dissatisfied, casework.VisitDeclined, casework.VisitUnreachable,
	}
	out.verb = "记下回访"
	out.intro = "回访不由原承办人做；本人来确认的除外。"
	out.fields = []askField{
		choiceField("way", "怎么回访的", wordsOf("visit", ways)), choiceField("result", "他怎么说", wordsOf("visited", results)),
		{id: "persons", label: "回访几个人", lines: 1, text: "1"},
		f.onField("哪天"),
		{id: "words", label: "说了什么", lines: 3, optional: true, hint: "谈话留在本级，不随件送出"},
	}
	id := f.c.ID
	out.send = func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
		persons, err := strconv.Atoi(halfWidth(strings.TrimSuffix(a.text["persons"], "人")))
		if err != nil || persons < 1 {
			return &casework.Problem{Field: "persons", Code: "out_of_range"}
		}
		_, err = o.ReturnVisit(ctx, act, []casework.ID{id}, office.ReturnVisitInput{
			Way: pick(a, "way", ways), Result: pick(a, "result", results), Persons: persons,
		}, a.text["words"])
		return err
	}
	return out
}
