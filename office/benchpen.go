package office

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/store"
)

// fillPen writes the entries of one made-up case as the office that handles it would.
type fillPen struct {
	f        *filler
	tx       *store.Tx
	who      casework.Office
	role     casework.Role
	instance casework.Instance
	subject  casework.Subject
	on       calendar.Day
	track    casework.Track
	n        uint64
	prev     casework.Digest
	err      error // the first that happened; nothing is written after it
}

// put writes one entry and gives its id.
func (p *fillPen) put(kind casework.Kind, data any) casework.ID {
	if p.err != nil {
		return casework.ID{}
	}
	raw, err := json.Marshal(data)
	if err != nil {
		p.err = err
		return casework.ID{}
	}
	body := casework.Body{
		Kind: kind, Ver: kind.Version(), Operator: 1, Role: p.role,
		At: p.on.Time().Add(10 * time.Hour).Format(time.RFC3339), On: p.on, Data: raw,
	}
	for i := range body.Salt {
		body.Salt[i] = byte(p.f.r.Uint32())
	}
	id := p.subject.ID // of the opening
	if kind != casework.CaseOpened {
		body.Holds = p.subject.ID // nobody else has it
		id = p.f.id(p.on, p.f.made.Entries)
	}
	p.n++
	e, err := casework.NewEntry(casework.Envelope{
		ID: id, Kind: p.subject.Kind, Subject: p.subject.ID, N: p.n, Office: p.who.Code, Instance: p.instance, Prev: p.prev,
	}, body)
	if err != nil {
		p.err = err
		return id
	}
	outcome, err := p.tx.Append(e)
	if err == nil && outcome != store.Fresh {
		err = fmt.Errorf("entry %s: %s", e.ID, outcome)
	}
	p.prev, p.err = e.Digest, err
	p.f.made.Entries++
	return id
}

// open writes what is known on the first day.
func (p *fillPen) open(no casework.CaseNo, place casework.OfficeCode) {
	r := p.f.r
	p.track = often(r, casework.TrackDispute, casework.TrackDemand, casework.TrackPetition, casework.TrackSuggestion)
	if p.who.Level == casework.Village && p.track == casework.TrackPetition { // a village is no organ
		p.track = casework.TrackDispute
	}
	p.put(casework.CaseOpened, casework.Opened{
		No: no, Level: p.who.Level, Parent: p.who.Parent, Track: p.track, Place: place, ReceivedOn: p.on, People: 1 + r.IntN(4), Requests: 1,
		Category:    often(r, "neighbour", "homestead", "land", "benefit", "family", "money", "other"),
		Source:      often(r, "village_day", "visit", "phone", "letter", "assigned"),
		HandlerOper: 1 + r.IntN(3),
	})
	words, name := madeWords(r, 180), madeName(r)
	phone := fmt.Sprintf("13%09d", r.IntN(1_000_000_000))
	p.put(casework.CaseText, casework.Text{Title: madeWords(r, 16), Narrative: words, Requests: []string{madeWords(r, 20)}})
	p.put(casework.CaseParty, casework.Party{Part: casework.Applicant, Name: name, Group: "二组", Phone: casework.Phone(phone)})
	p.f.sample(words, name, phone)
}

// work writes what came after, as far as today: most old cases are closed.
func (p *fillPen) work(today calendar.Day) {
	r := p.f.r
	done := p.on.Add(20 + r.IntN(40))
	finished := done < today && r.IntN(12) > 0
	if p.track == casework.TrackPetition {
		p.put(casework.CaseNoticed, casework.Noticed{Notice: casework.NoticeAccepted, Route31: 6})
	}
	var promise casework.ID
	if r.IntN(4) == 0 {
		promise = p.put(casework.CasePromised, casework.Promised{Due: p.on.Add(10 + r.IntN(30))})
	}
	if !finished {
		return
	}
	p.on = done
	if !promise.IsZero() {
		p.put(casework.CasePromiseSettled, casework.PromiseSettled{Promise: promise, Kept: r.IntN(10) > 0})
	}
	answer := casework.Answered{Form: casework.OralAnswer}
	if p.track == casework.TrackPetition {
		answer.Form, answer.Findings = casework.HandlingOpinion, []casework.Finding{casework.Supported}
	}
	p.put(casework.CaseAnswered, answer)
	if r.IntN(10) > 0 {
		p.put(casework.CaseResolved, casework.Resolved{To: casework.ResolvedFully, Evidence: casework.DemandFulfilled})
	}
	visit := p.put(casework.CaseReturnVisited, casework.ReturnVisited{Way: casework.VisitHome, Reached: true, Persons: 1, First: true})
	p.put(casework.CaseEvaluated, casework.Evaluated{Visit: visit, Result: casework.Satisfied})
	p.put(casework.CaseClosed, casework.Closed{Class: "10"})
}

// often draws one of some values, the first ones more often.
func often[T any](r *rand.Rand, values ...T) T {
	return values[int(float64(len(values))*r.Float64()*r.Float64())]
}

const commonRunes = "土地流转费没有付水渠漏庄稼宅基界址不清邻里纠纷低保补贴工资拖欠道路硬化灯坏环境污染合作社村务公开赡养老人婚姻彩礼借款还钱"

// madeWords is text of n characters, frequent and rare ones about as in writing.
func madeWords(r *rand.Rand, n int) string {
	common := []rune(commonRunes)
	var b strings.Builder
	for i := range n {
		switch {
		case i%12 == 11:
			b.WriteString("，")
		case r.IntN(3) > 0:
			b.WriteRune(common[int(float64(len(common))*r.Float64()*r.Float64())])
		default:
			b.WriteRune(rune(0x4e00 + int(3500*r.Float64()*r.Float64())))
		}
	}
	return b.String()
}

// madeName is an invented name.
func madeName(r *rand.Rand) string {
	given := []rune("国强建军秀英桂兰志明玉梅守田德福海燕红霞文斌小平春生")
	return string([]rune{often(r, []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗单仇曾解")...), given[r.IntN(len(given))], given[r.IntN(len(given))]})
}
