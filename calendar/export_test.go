package calendar

// BuildYear computes a lunar year afresh, past the tables already built.
func BuildYear(y int) int { return buildYear(y).count }

// Qingming is the day of the solar term in a civil year.
func Qingming(y int) Day { return tableOf(y).qingming }
