// Package calendar knows lunar and civil days, village days, working days and holidays, and is the only importer of lunar-go.
package calendar
