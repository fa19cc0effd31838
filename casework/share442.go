package casework

// Share442 is 四四二 of a period: distinct matters resolved, by level (domain 1.3). The
// level is that of the office that held the matter when it was resolved, never a typed
// one; no county sees it as a mark of persons.
type Share442 struct {
	Village, Township, County int
	// Assigned says how many of them had come down from above (其中:上级交办), by level;
	// nothing comes down to the county.
	AssignedVillage, AssignedTownship int
	Target                            ShareTarget
}

// Sum gives all resolved matters that the basis counts.
func (s Share442) Sum() int { return s.Village + s.Township + s.County }

// Met reports whether the target is met: one-sided, for more at the village serves 小事不出村.
// judged is false when nothing was resolved.
func (s Share442) Met() (met, judged bool) {
	sum := s.Sum()
	if sum == 0 {
		return false, false
	}
	v, t := s.Target.Village, s.Target.Township
	return 100*s.Village >= v*sum && 100*(s.Village+s.Township) >= (v+t)*sum, true
}

// Deviation gives how far the share of a level, rounded half up as Percent shows it,
// lies above its target: in tenths of a percentage point. ok is false when nothing was
// resolved or the level is unknown.
func (s Share442) Deviation(l Level) (tenths int, ok bool) {
	n, target, sum := 0, 0, s.Sum()
	switch l {
	case Village:
		n, target = s.Village, s.Target.Village
	case Township:
		n, target = s.Township, s.Target.Township
	case County:
		n, target = s.County, s.Target.County
	default:
		return 0, false
	}
	if sum == 0 {
		return 0, false
	}
	return tenthsOf(1000*n, sum) - 10*target, true
}

// Plus gives the matters of two scopes together, under the target of the first.
func (s Share442) Plus(o Share442) Share442 {
	return Share442{
		s.Village + o.Village, s.Township + o.Township, s.County + o.County,
		s.AssignedVillage + o.AssignedVillage, s.AssignedTownship + o.AssignedTownship, s.Target,
	}
}

// take counts one resolved matter.
func (s *Share442) take(level Level, assigned bool) {
	n := 0
	if assigned {
		n = 1
	}
	switch level {
	case Village:
		s.Village++
		s.AssignedVillage += n
	case Township:
		s.Township++
		s.AssignedTownship += n
	case County:
		s.County++
	}
}

// counts reports whether the basis takes a resolved matter in; met says that it was
// analysed at a meeting.
func (t ShareTarget) counts(f Fact, met bool) bool {
	switch t.Basis {
	case BasisPetitions:
		return f.Track == TrackPetition
	case BasisAll:
		return true
	case BasisMeeting:
		return met
	}
	return f.Track == TrackPetition || f.Track == TrackDispute
}

// level gives the level at which a resolved matter counts.
func (t ShareTarget) level(f Fact) Level {
	if t.By == ByMaxLevel {
		return f.Top
	}
	return f.Level
}
