package ui

import "silian/calendar"

// enter goes to the day under the cursor: today's reception, or the register of a day
// gone by. Only what the user asked for opens a day on which nothing stands.
func (p *calendarPane) enter(asked bool) {
	d, ok := p.cursor()
	switch {
	case !ok || p.room.village == "" || d > p.view.today:
	case d == p.view.today:
		if asked {
			p.room.receive()
		}
	case p.view.held[d].villages > 0 || asked && p.enterWord(d) != "":
		p.room.lookBack(d)
	}
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
