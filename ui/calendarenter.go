package ui

import "silian/calendar"

// enter goes to the day under the cursor: today's reception, or the register of a day
// gone by. Only what the user asked for opens a day on which nothing stands.
func (p *calendarPane) enter(asked bool) {
	d, ok := p.cursor()
	switch {
	case !ok:
	case p.room.village == "" || d > p.view.today || asked && d != p.view.today && p.view.held[d].villages == 0 && p.enterWord(d) == "":
		if asked {
			p.room.d.toast(p.nothing(d))
		}
	case d == p.view.today:
		if asked {
			p.room.receive()
		}
	case p.view.held[d].villages > 0 || asked && p.enterWord(d) != "":
		p.room.lookBack(d)
	}
}

// nothing says why there is nothing to enter.
func (p *calendarPane) nothing(d calendar.Day) string {
	switch {
	case p.room.village == "":
		return "先在右上角选一个村"
	case d > p.view.today:
		return "这一天还没有到"
	}
	return "这一天没有记录"
}

// enterWord is the way to a day; "" where there is none.
func (p *calendarPane) enterWord(d calendar.Day) string {
	switch {
	case p.room.village == "" || d > p.view.today:
		return ""
	case d == p.view.today:
		return "去接访"
	case p.view.held[d].villages > 0:
		return "看登记簿"
	case p.view.isVillageDay(d):
		return "补登"
	}
	return ""
}

// poster asks for the poster of the year.
func (p *calendarPane) poster() {
	if p.sheet == nil {
		p.papers.ask(posterJob(p.room.d, p.room.village, p.year))
	}
}
