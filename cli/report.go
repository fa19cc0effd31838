package cli

import (
	"context"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// reportKind is one kind of report; sample shows how its periods are written.
type reportKind struct {
	name   string
	span   casework.Span
	sample string
}

var reportKinds = []reportKind{
	{"weekly", casework.Week, "2026-W49"},
	{"monthly", casework.Month, "2026-12"},
	{"quarterly", casework.Quarter, "2026-Q4"},
	{"annual", casework.Year, "2026"},
}

// reportCall is one report as it was asked for.
type reportCall struct {
	*call
	kind, period   string
	span           casework.Span
	days           casework.Period
	out            string
	json           bool
	freeze, summed bool
	asOf           calendar.Day // 0: today
}

// reported is report --json; field names are a contract (docs/cli.md).
type reported struct {
	Kind       string           `json:"kind"`
	Period     string           `json:"period"`
	From       string           `json:"from"`
	To         string           `json:"to"`
	AsOf       string           `json:"as_of"` // the day on which it was counted
	Office     string           `json:"office"`
	OfficeCode string           `json:"office_code"`
	Together   bool             `json:"together"`
	Published  string           `json:"published"` // the day on which this office published the period; "" while it has not
	Indicators []reportedFigure `json:"indicators"`
	Stock      reportedStock    `json:"stock"`
	Missing    []reportedOffice `json:"missing"` // together: who has not published
	File       string           `json:"file"`    // the file that --out wrote; "" for none

	figures []casework.Indicator
	over    bool // the period lies behind us
}

// reportedFigure is one part of one indicator. Value is as it is printed: "—" where
// there is nothing to judge, and where so few stand behind it that only the counts speak.
type reportedFigure struct {
	ID          int    `json:"id"`
	Part        string `json:"part"`
	Name        string `json:"name"`
	Kind        string `json:"kind"`
	Unit        string `json:"unit"`
	Numerator   int    `json:"numerator"`
	Denominator int    `json:"denominator"`
	Value       string `json:"value"`
	Small       bool   `json:"small"`
}

// reportedStock is indicator 4 as a sum.
type reportedStock struct {
	Carry      int `json:"carry"`
	New        int `json:"new"`
	Reopened   int `json:"reopened"`
	Restored   int `json:"restored"`
	Resolved   int `json:"resolved"`
	Exported   int `json:"exported"`
	Terminated int `json:"terminated"`
	Voided     int `json:"voided"`
	End        int `json:"end"`
}

type reportedOffice struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// runReport gives the figures of a period: of this office, or summed with those that
// the offices below have published.
func runReport(ctx context.Context, c *call) error {
	r := &reportCall{call: c}
	c.flags.StringVar(&r.kind, "kind", "", "")
	c.flags.StringVar(&r.period, "period", "", "")
	c.flags.StringVar(&r.out, "out", "", "")
	c.flags.BoolVar(&r.json, "json", false, "")
	c.flags.BoolVar(&r.freeze, "freeze", false, "")
	c.flags.BoolVar(&r.summed, "together", false, "")
	asOf := c.flags.String("as-of", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if err := r.check(*asOf); err != nil {
		return err
	}
	return c.with(ctx, false, func(o *office.Office) error { return r.run(ctx, o) })
}

// check reads kind and period; what does not fit is said before any file is opened.
func (r *reportCall) check(asOf string) error {
	if r.kind == "" || r.period == "" {
		return errUsage
	}
	i := slices.IndexFunc(reportKinds, func(k reportKind) bool { return k.name == r.kind })
	if i < 0 {
		say(r.Err, "没有“%s”这种报表。--kind 可用：weekly（周报）、monthly（月报）、quarterly（季报）、annual（年报）", r.kind)
		return errUsage
	}
	var err error
	if r.span, r.days, err = casework.ParsePeriod(r.period); err != nil {
		say(r.Err, "%s", office.Explain(err))
		return errUsage
	}
	if r.span != reportKinds[i].span {
		say(r.Err, "%s的期间写成 %s，不能写 %s", office.Word("report", r.kind), reportKinds[i].sample, r.period)
		return errUsage
	}
	if r.freeze && r.summed {
		say(r.Err, "--freeze 只报出本单位自己的数，不能和 --together 一起用")
		return errUsage
	}
	if asOf == "" {
		return nil
	}
	if r.freeze || r.summed {
		say(r.Err, "--as-of 重数以前某一天的数，不能和 --freeze、--together 一起用")
		return errUsage
	}
	if r.asOf, err = calendar.ParseDay(asOf); err != nil {
		say(r.Err, "--as-of 写成 2027-01-31 这样")
		return errUsage
	}
	return nil
}

func (r *reportCall) run(ctx context.Context, o *office.Office) error {
	rep, err := r.count(ctx, o)
	if err != nil {
		return err
	}
	file, err := r.file(rep)
	if err != nil {
		return err
	}
	if r.freeze {
		if rep.Published != "" {
			return &casework.Problem{Field: "period", Code: "published"}
		}
		frozen, err := o.Freeze(ctx, office.Act{}, r.span, r.days)
		if err != nil {
			return err
		}
		rep.Published = frozen.On.String()
	}
	if file != nil {
		if err := file.write(); err != nil {
			return err
		}
		rep.File = file.path
	}
	if r.json {
		return r.call.json(rep)
	}
	r.print(o, rep)
	return nil
}

// count gives the figures as of a day, today unless --as-of says another.
func (r *reportCall) count(ctx context.Context, o *office.Office) (reported, error) {
	today := o.Today()
	if r.asOf != 0 && r.asOf < today {
		today = r.asOf
	}
	rep := reported{
		Kind: r.kind, Period: r.period, From: r.days.From.String(), To: r.days.To.String(), AsOf: today.String(),
		Office: o.Me().Name, OfficeCode: string(o.Me().Code), Together: r.summed, Missing: []reportedOffice{}, over: r.days.To < today,
	}
	if err := r.published(ctx, o, &rep); err != nil {
		return rep, err
	}
	if r.summed {
		sum, missing, err := o.Together(ctx, r.span, r.days)
		if err != nil {
			return rep, err
		}
		rep.figures = sum
		for _, code := range missing {
			rep.Missing = append(rep.Missing, reportedOffice{string(code), o.OfficeName(code)})
		}
	} else {
		own, err := o.FiguresAsOf(ctx, r.days, r.asOf)
		if err != nil {
			return rep, err
		}
		rep.figures = own.All
	}
	rep.Indicators = make([]reportedFigure, 0, len(rep.figures))
	for _, i := range rep.figures {
		rep.Indicators = append(rep.Indicators, figureOf(i))
	}
	rep.Stock = stockOf(rep.figures)
	return rep, nil
}

// published notes when this office published the period.
func (r *reportCall) published(ctx context.Context, o *office.Office, rep *reported) error {
	all, err := o.Published(ctx, r.span, r.days)
	if err != nil {
		return err
	}
	for _, f := range all {
		if f.Office == o.Me().Code {
			rep.Published = f.On.String()
		}
	}
	return nil
}

func figureOf(i casework.Indicator) reportedFigure {
	name, unit := office.FigureWord(i.ID, i.Part)
	f := reportedFigure{
		ID: i.ID, Part: i.Part, Name: name, Kind: string(i.Kind), Unit: unit,
		Numerator: i.Numerator, Denominator: i.Denominator, Value: i.Value(), Small: i.SmallNumber(),
	}
	if f.Small {
		f.Value = "—"
	}
	return f
}

// stockOf reads the flow from the figures, so that a sum over offices has one too.
func stockOf(all []casework.Indicator) reportedStock {
	f := casework.Figures{All: all}
	n := func(part string) int { return f.Get(4, part).Numerator }
	return reportedStock{
		Carry: n("carry"), New: n("new"), Reopened: n("reopened"), Restored: n("restored"), Resolved: n("resolved"),
		Exported: n("exported"), Terminated: n("terminated"), Voided: n("voided"), End: n("end"),
	}
}
