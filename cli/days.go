package cli

import (
	"context"
	"encoding/csv"
	"errors"
	"os"
	"time"

	"silian/calendar"
	"silian/office"
)

// runDays prints village days. It needs no office file: any PC can print the
// year for the wall.
func runDays(_ context.Context, c *call) error {
	year := c.flags.Int("year", 0, "")
	from := c.flags.String("from", "", "")
	to := c.flags.String("to", "", "")
	asCSV := c.flags.Bool("csv", false, "")
	ics := c.flags.String("ics", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	first, last, err := daysRange(*year, *from, *to)
	if err != nil {
		say(c.Err, "%s", err)
		return errUsage
	}
	days, err := office.RuleDays(first, last)
	if err != nil {
		say(c.Err, "历表从1901年到2100年，请换一个年份。")
		return errUsage
	}
	switch {
	case *ics != "":
		return c.writeICS(*ics, days)
	case *asCSV:
		return c.writeDaysCSV(days)
	}
	for _, d := range days {
		say(c.Out, "%s　%s　%s　%s", d.Day, calendar.WeekdayText(d.Day.Weekday()), d.Lunar.Text(calendar.StyleFolk), office.DayNote(d))
	}
	return nil
}

func daysRange(year int, from, to string) (first, last calendar.Day, err error) {
	if (from == "") != (to == "") || (from != "" && year != 0) {
		return 0, 0, errors.New("请写 --year，或者 --from 和 --to 一起写")
	}
	if from == "" {
		if year == 0 {
			year = time.Now().In(calendar.Zone()).Year()
		}
		first, err1 := calendar.Date(year, time.January, 1)
		last, err2 := calendar.Date(year, time.December, 31)
		return first, last, errors.Join(err1, err2)
	}
	first, err1 := calendar.ParseDay(from)
	last, err2 := calendar.ParseDay(to)
	if err1 != nil || err2 != nil || last < first {
		return 0, 0, errors.New("日期写成 2026-11-24，后一个不能早于前一个")
	}
	return first, last, nil
}

func (c *call) writeDaysCSV(days []calendar.VillageDay) error {
	w := csv.NewWriter(c.Out)
	rows := [][]string{{"date", "weekday", "lunar", "note"}}
	for _, d := range days {
		rows = append(rows, []string{d.Day.String(), calendar.WeekdayText(d.Day.Weekday()), d.Lunar.Text(calendar.StyleFolk), office.DayNote(d)})
	}
	return w.WriteAll(rows)
}

func (c *call) writeICS(path string, days []calendar.VillageDay) (err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return office.WriteICS(f, days, time.Now())
}
