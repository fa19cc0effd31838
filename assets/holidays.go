package assets

import _ "embed"

//go:embed holidays.csv
var holidays []byte

// Holidays returns the shipped table of public holidays and make-up working
// days (State Council notices) as CSV, UTF-8, with the columns date,name,kind.
// The caller gets its own copy. calendar.ParseHolidays reads it.
func Holidays() []byte {
	return append([]byte(nil), holidays...)
}
