package ui

import (
	"context"
	"strings"

	"silian/casework"
	"silian/office"
)

// register opens the sheet for a matter that came by another way than the village
// room: a letter, a call, somebody at the counter.
func (r *casesRoom) register() {
	if r.sheet == nil {
		r.sheet = openAsk(r.d, registerAsk(), "", func() { r.sheet = nil })
	}
}

// registerAsk asks what must be known when something becomes a case (domain
// 3.2.1), and no more.
func registerAsk() caseAsk {
	tracks := []casework.Track{casework.TrackDispute, casework.TrackPetition, casework.TrackDemand, casework.TrackSuggestion}
	sources := []string{office.SourceVisit, "letter", "phone"}
	return caseAsk{
		title: "登记事项", verb: "登记", draft: "ask:new",
		fields: []askField{
			choiceField("track", "轨道", wordsOf("track", tracks)),
			{id: "source", label: "怎么来的", options: wordsOf("source", sources)},
			{id: "name", label: "姓名或单位", lines: 1, optional: true},
			{id: "narrative", label: "反映什么", lines: 3},
			{id: "requests", label: "具体请求，一行一项（空着就用上面那句）", lines: 2, optional: true},
			{id: "category", label: "属于哪一类", options: wordsOf("category", categories()), chosen: -1},
		},
		send: func(ctx context.Context, o *office.Office, act office.Act, a answers) error {
			requests := strings.Split(a.text["requests"], "\n")
			if strings.TrimSpace(a.text["requests"]) == "" {
				requests = []string{requestOf(a.text["narrative"])}
			}
			in := office.CaseInput{
				Track: pick(a, "track", tracks), Category: pick(a, "category", categories()), Source: pick(a, "source", sources),
				Narrative: a.text["narrative"], Requests: requests,
			}
			if name := strings.TrimSpace(a.text["name"]); name != "" {
				in.Parties = []office.PartyInput{{Part: casework.Applicant, Name: name}}
			}
			_, err := o.OpenCase(ctx, act, in)
			return err
		},
	}
}
