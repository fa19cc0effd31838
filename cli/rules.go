package cli

import (
	"context"
	"encoding/hex"
	"errors"
	"flag"
	"io/fs"
	"os"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// ruled is rules --json; field names are a contract (docs/cli.md).
type ruled struct {
	Office     string           `json:"office"`      // "" for the national rules
	OfficeCode string           `json:"office_code"` // "" for the national rules
	On         string           `json:"on"`          // the day on which these are in force
	Version    string           `json:"version"`     // first 8 hex digits of the digest of the whole book
	Province   string           `json:"province"`
	Terms      []ruledTerm      `json:"terms"`
	Reminders  []ruledTerm      `json:"reminders"`
	Target     ruledTarget      `json:"target"`
	Labels     ruledLabels      `json:"labels"`
	VillageDay ruledVillageDay  `json:"village_day"`
	Meeting    ruledMeeting     `json:"meeting"`
	Limits     []ruledLimit     `json:"limits"`
	Holidays   ruledHolidays    `json:"holidays"`
	Ignored    []ruledOutOfPlay `json:"ignored"` // lines of a rule book that do not count
}

// ruledTerm is one line of the rule table.
type ruledTerm struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Duty     string         `json:"duty"`
	Who      string         `json:"who"`
	Start    string         `json:"start"`
	Length   int            `json:"length"`
	Unit     string         `json:"unit"`
	Article  string         `json:"article"`
	Province string         `json:"province"`
	Basis    string         `json:"basis"` // law, practice, judgement
	Enabled  bool           `json:"enabled"`
	Internal *ruledInternal `json:"internal"` // the office's own stricter limit; null for none
}

type ruledInternal struct {
	Length int    `json:"length"`
	Unit   string `json:"unit"`
}

type ruledTarget struct {
	Village   int    `json:"village"`
	Township  int    `json:"township"`
	County    int    `json:"county"`
	Basis     string `json:"basis"`
	By        string `json:"by"`
	OnTheSpot bool   `json:"on_the_spot"`
	Default   bool   `json:"default"` // no county has set it
}

type ruledLabels struct {
	Joint     []casework.Label `json:"joint"`
	Slogans   []string         `json:"slogans"`
	Confirmed bool             `json:"confirmed"`
}

type ruledVillageDay struct {
	Days     []int  `json:"days"` // of the lunar month
	SkipLeap bool   `json:"skip_leap"`
	Postpone bool   `json:"postpone"`
	Start    string `json:"start"` // "" for always
}

type ruledMeeting struct {
	Weekday      int      `json:"weekday"` // 0 Sunday to 6 Saturday
	Five         []string `json:"five"`
	Evenings     int      `json:"evenings"`
	EveningsMost int      `json:"evenings_most"`
	Start        string   `json:"start"` // "" for always
}

type ruledLimit struct {
	ID string `json:"id"`
	N  int    `json:"n"`
}

type ruledHolidays struct {
	Years []int `json:"years"` // whose notice is known
	Last  int   `json:"last"`  // 0 for none
}

type ruledOutOfPlay struct {
	ID     string `json:"id"`
	Office string `json:"office"`
	Reason string `json:"reason"`
}

// runRules prints the rules in force: of an office, or the national ones where no
// office file is named and none lies in the data folder.
func runRules(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	asMarkdown := c.flags.Bool("markdown", false, "")
	on := c.flags.String("on", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	day := calendar.Day(0)
	if *on != "" {
		var err error
		if day, err = calendar.ParseDay(*on); err != nil {
			say(c.Err, "日期写成 2026-11-24")
			return errUsage
		}
	}
	if *asMarkdown {
		if *asJSON || *on != "" {
			say(c.Err, "--markdown 写出程序内置的全国规则表，不能和 --json、--on 一起用")
			return errUsage
		}
		c.printTables()
		return nil
	}
	show := func(r ruled) error {
		if *asJSON {
			return c.json(r)
		}
		c.printRules(r)
		return nil
	}
	if !c.named() {
		h, err := office.Holidays()
		if err != nil {
			return err
		}
		if day == 0 {
			day = calendar.DayOf(time.Now())
		}
		return show(ruledOf(casework.NationalRules(h), day, func(code casework.OfficeCode) string { return string(code) }))
	}
	c.noSignIn = true
	return c.with(ctx, false, func(o *office.Office) error {
		if day == 0 {
			day = o.Today()
		}
		r := ruledOf(o.Rules(), day, o.OfficeName)
		r.Office, r.OfficeCode = o.Me().Name, string(o.Me().Code)
		return show(r)
	})
}

// named reports whether there is an office file to ask: one that --db names, even in
// vain, or that of the data folder.
func (c *call) named() bool {
	named := false
	c.flags.Visit(func(f *flag.Flag) { named = named || f.Name == "db" })
	if named {
		return true
	}
	_, err := os.Stat(*c.db)
	return !errors.Is(err, fs.ErrNotExist)
}

// ruledOf gathers what is in force on a day.
func ruledOf(rules casework.Rules, on calendar.Day, nameOf func(casework.OfficeCode) string) ruled {
	version := rules.Version()
	target, labels, limits := rules.Target(on), rules.Labels(on), rules.Limits(on)
	days, meeting := rules.VillageDays(on), rules.Meetings(on)
	r := ruled{
		On: on.String(), Version: hex.EncodeToString(version[:4]), Province: rules.Province,
		Terms: []ruledTerm{}, Reminders: []ruledTerm{}, Ignored: []ruledOutOfPlay{},
		Target: ruledTarget{target.Village, target.Township, target.County, string(target.Basis), string(target.By), target.OnTheSpot, target == casework.NationalRules(rules.Holidays).Target(on)},
		Labels: ruledLabels{append([]casework.Label{}, labels.Joint...), append([]string{}, labels.Slogans...), labels.Confirmed},
		VillageDay: ruledVillageDay{
			Days: append([]int{}, days.Days...), SkipLeap: days.SkipLeap, Postpone: days.Postpone, Start: dayOrNone(days.Start),
		},
		Meeting: ruledMeeting{
			Weekday: int(meeting.Weekday), Five: append([]string{}, meeting.Five...),
			Evenings: meeting.Evenings, EveningsMost: meeting.TopMost, Start: dayOrNone(meeting.Start),
		},
		Limits: []ruledLimit{
			{"reopen_days", limits.ReopenDays},
			{"small_number", limits.SmallNumber},
			{"group_visit", limits.GroupVisit},
			{"visit_days", limits.VisitDays},
			{"package_days", limits.PackageDays},
			{"stale_days", limits.StaleDays},
		},
		Holidays: knownYears(rules.Holidays),
	}
	for _, c := range casework.NationalClocks() { // a rule book adds no term of its own
		line, ok := rules.ClockRule(c.ID, on)
		if !ok {
			continue
		}
		t := ruledTermOf(line)
		if own, ok := rules.InternalRule(c.ID, on); ok && own.On && line.On && !line.Citizen() {
			t.Internal = &ruledInternal{own.Length, string(own.Unit)}
		}
		r.Terms = append(r.Terms, t)
	}
	for _, c := range casework.ReminderRules(limits) {
		r.Reminders = append(r.Reminders, ruledTermOf(c))
	}
	for _, i := range rules.Ignored() {
		r.Ignored = append(r.Ignored, ruledOutOfPlay{string(i.Rule.ID), nameOf(i.Office), oneLine(office.Explain(i.Err))})
	}
	return r
}

func ruledTermOf(c casework.ClockRule) ruledTerm {
	return ruledTerm{
		ID: string(c.ID), Name: office.Word("clock", c.ID), Duty: string(c.Duty), Who: string(c.Who), Start: string(c.Start),
		Length: c.Length, Unit: string(c.Unit), Article: c.Article, Province: c.Province, Basis: string(c.Basis), Enabled: c.On,
	}
}

// knownYears lists the years whose holiday notice is in the table.
func knownYears(h calendar.Holidays) ruledHolidays {
	out := ruledHolidays{Years: []int{}}
	for _, row := range h.Rows() { // by day
		if y, _, _ := row.Day.YMD(); y > out.Last && h.Announced(y) {
			out.Years = append(out.Years, y)
			out.Last = y
		}
	}
	return out
}

// dayOrNone gives a day that may be open; "" for 0.
func dayOrNone(d calendar.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}
