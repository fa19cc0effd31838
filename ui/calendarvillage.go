package ui

import (
	"context"
	"slices"

	"silian/casework"
	"silian/office"
)

// setVillages offers the villages whose books a township can keep: those it knows,
// those it has kept before, and any other by its code.
func (p *calendarPane) setVillages(villages []office.Peer, rows []office.DayRow) {
	add := func(code casework.OfficeCode) {
		if code != "" && !slices.ContainsFunc(villages, func(v office.Peer) bool { return v.Code == code }) {
			villages = append(villages, office.Peer{Office: casework.Office{Code: code, Name: p.room.d.office.OfficeName(code)}})
		}
	}
	for _, r := range rows {
		add(r.Village)
	}
	add(p.room.village)
	p.room.villages = villages
	names := make([]string, len(villages), len(villages)+1)
	for i, v := range villages {
		names[i] = v.Name
	}
	p.pick.SetOptions(append(names, "写村的代码…"))
	p.pick.SetChosen(slices.IndexFunc(villages, func(v office.Peer) bool { return v.Code == p.room.village }))
}

// choose takes a village, or asks for the code of one that is not in the list.
func (p *calendarPane) choose(i int) {
	r := p.room
	if i < len(r.villages) {
		r.village = r.villages[i].Code
		p.load()
		return
	}
	var code casework.OfficeCode
	p.sheet = openAsk(r.d, caseAsk{
		title: "代哪个村记", verb: "选它", intro: "没有电脑的村，写统计用区划代码的12位，或者只写后三位。",
		fields: []askField{{id: "code", label: "村的代码", lines: 1}},
		send: func(_ context.Context, _ *office.Office, _ office.Act, a answers) (err error) {
			code, err = villageCode(a.text["code"], r.d.office.Me().Code)
			return err
		},
		done: func() { r.village = code },
	}, "", func() { p.sheet = nil })
}

// villageCode reads the code of a village of this township, in full or its last
// three digits.
func villageCode(typed string, township casework.OfficeCode) (casework.OfficeCode, error) {
	typed = halfWidth(typed)
	if len(typed) == 3 {
		typed = string(township[:9]) + typed
	}
	code, err := casework.ParseOfficeCode(typed)
	if err != nil {
		return "", err
	}
	if code[:9] != township[:9] || code == township {
		return "", &casework.Problem{Field: "village", Code: "not_ours"}
	}
	return code, nil
}

func (p *calendarPane) startWord() string {
	r := p.room
	switch {
	case r.many() && r.village != "":
		return "代村接访"
	case r.many():
		return "接访"
	case r.isVillageDay():
		return "去接访"
	}
	return "平时来访"
}
