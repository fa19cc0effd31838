package casework

import "silian/calendar"

// reviews gives the petitioner's rights after an answer and the terms of the review
// organs: K8 to K11, K15.
func (k *clocking) reviews() {
	for _, a := range k.Answers {
		switch {
		case a.Form == HandlingOpinion && a.Level != Village:
			k.add(K8, "", a.On, k.asked(FirstReview, a.Cycle, a.On))
		case a.Form == AdminReply:
			k.add(K15, "", a.On, 0)
			k.add(K15S, "", a.On, 0)
		}
	}
	for _, v := range k.Reviews {
		if v.Stage == FirstReview {
			k.add(K9, v.Organ, v.Received, v.DecidedOn)
			if v.Upheld && v.DeliveredOn != 0 {
				k.add(K10, "", v.DeliveredOn, k.asked(SecondReview, v.Cycle, v.DeliveredOn))
			}
		}
		if v.Stage == SecondReview {
			k.addTerm(term{id: K11, office: v.Organ, start: v.Received, stop: v.DecidedOn, extra: max(0, v.HearingDays)})
		}
	}
}

// asked gives the day on which a review was asked for in a cycle; 0 none.
func (k Skeleton) asked(stage ReviewStage, cycle int, from calendar.Day) (first calendar.Day) {
	for _, v := range k.Reviews {
		if v.Stage == stage && v.Cycle == cycle && v.AskedOn >= from {
			first = earlier(first, v.AskedOn)
		}
	}
	return first
}

// assignments gives K12, on every track: the dates that a superior wrote into an
// assignment, or into a request to take a closed case up again (domain 4.3).
func (k *clocking) assignments() {
	set := func(office OfficeCode, on, due calendar.Day) {
		if on != 0 && due != 0 {
			stop := k.firstAnswer(on, func(a Answer) bool { return a.Office == office })
			for _, m := range k.Sessions { // an agreement ends it as well
				if by, _ := k.holderOn(m.On); m.Result == MediationSuccess && m.On >= on && by == office {
					stop = earlier(stop, m.On)
				}
			}
			k.addTerm(term{id: K12, office: office, start: on, stop: stop, set: due})
		}
	}
	for _, t := range k.HandOvers {
		if t.Way == Assign && t.Outcome != HandOverReturned && t.Outcome != HandOverRecalled {
			set(t.To, t.ReceivedOn, t.Due)
		}
	}
	for _, q := range k.Requests {
		set(k.Holder, q.On, q.Due)
	}
}

// urgent gives K13, on every track: whoever marked the matter as urgent reports it.
func (k *clocking) urgent() {
	for _, u := range k.Urgent {
		var stop calendar.Day
		for _, p := range k.Reported {
			if p.Office == u.Office && p.On >= u.On {
				stop = earlier(stop, p.On)
			}
		}
		k.add(K13, u.Office, u.On, stop)
	}
}

// mediations gives K14 and K17, on every track.
func (k *clocking) mediations() {
	for _, s := range k.Sessions {
		if s.Agreement == "" {
			continue
		}
		var stop calendar.Day
		for _, c := range k.Court {
			if c.Session == s.Entry {
				stop = earlier(stop, c.On)
			}
		}
		k.add(K14, "", s.On, stop)
	}
	type month struct {
		office OfficeCode
		cycle  int
		end    calendar.Day
	}
	began := map[month]calendar.Day{}
	for _, t := range k.Takings {
		if !t.Mediation {
			continue
		}
		// Taking a mediation up once more while it runs starts no new month.
		m := month{t.Office, t.Cycle, k.concluded(t)}
		first, runs := began[m]
		if !runs || first > t.On {
			k.add(K17, t.Office, t.On, m.end)
			began[m] = t.On
		}
	}
}

// concluded gives the first session with a result after mediation began; 0 none.
func (k Skeleton) concluded(t Taking) (first calendar.Day) {
	for _, s := range k.Sessions {
		if s.Cycle == t.Cycle && s.Result != "" && s.On >= t.On {
			first = earlier(first, s.On)
		}
	}
	return first
}

// suggestion gives K18: article 29 asks for an answer and sets no term.
func (k *clocking) suggestion() {
	answer := func(from calendar.Day) calendar.Day {
		return k.firstAnswer(from, func(a Answer) bool { return a.Level != Village })
	}
	if k.OpenedAt != Village {
		k.add(K18, k.Opener, k.received(), answer(k.received()))
		return
	}
	for _, t := range k.HandOvers {
		if t.Up() && t.FromLevel == Village && t.ReceivedOn != 0 && t.Outcome != HandOverReturned && t.Outcome != HandOverRecalled {
			k.add(K18, t.To, t.ReceivedOn, answer(t.ReceivedOn))
		}
	}
}
