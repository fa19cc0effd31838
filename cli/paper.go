package cli

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
)

// paperCall is one run of the verb.
type paperCall struct {
	*call
	out, village, day, to, size *string
	visit, year                 *int
	docx                        *bool
	contact                     office.Contact
}

// runPaper writes one paper: a slip for a visitor, the register of a day, the poster of a
// year, the slip that goes with a stick; or keeps what papers say of the office.
func runPaper(ctx context.Context, c *call) error {
	p := &paperCall{call: c}
	p.out = c.flags.String("out", "", "")
	p.village = c.flags.String("village", "", "")
	p.day = c.flags.String("day", "", "")
	p.to = c.flags.String("to", "", "")
	p.size = c.flags.String("size", string(office.PosterA3), "")
	p.visit = c.flags.Int("visit", 0, "")
	p.year = c.flags.Int("year", 0, "")
	p.docx = c.flags.Bool("docx", false, "")
	for name, to := range p.contactFlags() {
		c.flags.StringVar(to, name, "", "")
	}
	if err := c.parse(1, 2); err != nil {
		return err
	}
	write, ok := map[string]func(context.Context, *office.Office) (string, error){
		"slip": p.slip, "register": p.register, "poster": p.poster, "handover": p.handover,
	}[c.args[0]]
	switch {
	case c.args[0] == "contact" && len(c.args) == 1:
		return c.with(ctx, false, func(o *office.Office) error { return p.keepContact(ctx, o) })
	case !ok || *p.out == "" || len(c.args) == 2 && c.args[0] != "slip":
		return errUsage
	case *p.docx && c.args[0] == "poster":
		return errUsage
	}
	if _, err := os.Lstat(*p.out); err == nil {
		return errPaperTaken()
	}
	c.noSignIn = c.args[0] == "poster" // it says nothing of any matter
	return c.with(ctx, false, func(o *office.Office) error {
		path, err := write(ctx, o)
		if err != nil {
			return err
		}
		if err := copyPaper(path, *p.out); err != nil {
			return err
		}
		say(c.Out, "已写出：%s", *p.out)
		return nil
	})
}

func errPaperTaken() error { return &casework.Problem{Field: "paper_file", Code: "taken"} }

func (p *paperCall) form() office.PaperForm {
	if *p.docx {
		return office.PaperDOCX
	}
	return office.PaperPDF
}

// on reads --day; without it, today.
func (p *paperCall) on(o *office.Office) (calendar.Day, error) {
	if *p.day == "" {
		return o.Today(), nil
	}
	d, err := calendar.ParseDay(*p.day)
	if err != nil {
		return 0, &casework.Problem{Field: "on", Code: "malformed"}
	}
	return d, nil
}

func (p *paperCall) slip(ctx context.Context, o *office.Office) (string, error) {
	if len(p.args) == 2 {
		c, err := o.FindCase(ctx, p.args[1])
		if err != nil {
			return "", err
		}
		return o.SlipFor(ctx, c.ID, p.form())
	}
	if *p.visit < 1 {
		return "", errUsage
	}
	on, err := p.on(o)
	if err != nil {
		return "", err
	}
	village := casework.OfficeCode(*p.village)
	if village == "" {
		village = o.Me().Code
	}
	day, err := o.Day(ctx, village, on)
	if err != nil {
		return "", err
	}
	for _, v := range day.Visits {
		if v.No == *p.visit {
			return o.SlipFor(ctx, v.Entry, p.form())
		}
	}
	return "", &casework.Problem{Field: "slip", Code: "unknown"}
}

func (p *paperCall) register(ctx context.Context, o *office.Office) (string, error) {
	on, err := p.on(o)
	if err != nil {
		return "", err
	}
	return o.DayRegister(ctx, casework.OfficeCode(*p.village), on, p.form())
}

func (p *paperCall) poster(ctx context.Context, o *office.Office) (string, error) {
	year := *p.year
	if year == 0 {
		year = o.Now().Add(60 * 24 * time.Hour).Year() // from November on, the next one
	}
	return o.YearPoster(ctx, casework.OfficeCode(*p.village), year, office.PosterSize(*p.size))
}

func (p *paperCall) handover(ctx context.Context, o *office.Office) (string, error) {
	return o.HandoverPaper(ctx, casework.OfficeCode(*p.to), p.form())
}

// copyPaper copies a finished paper to a new file, whole or not at all.
func copyPaper(from, to string) (err error) {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return errPaperTaken()
	case errors.Is(err, fs.ErrNotExist):
		return &casework.Problem{Field: "dir", Code: "missing"}
	case err != nil:
		return err
	}
	_, err = io.Copy(dst, src)
	if err = errors.Join(err, dst.Sync(), dst.Close()); err != nil {
		return errors.Join(err, os.Remove(to))
	}
	return nil
}
