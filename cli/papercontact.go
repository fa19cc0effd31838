package cli

import (
	"context"
	"flag"

	"silian/casework"
	"silian/office"
)

// contactFlags names the flags of what papers say of an office.
func (p *paperCall) contactFlags() map[string]*string {
	return map[string]*string{
		"phone": &p.contact.Phone, "place": &p.contact.Place, "hours": &p.contact.Hours,
		"upper": &p.contact.Upper, "upper-phone": &p.contact.UpperPhone,
	}
}

// keepContact changes what the flags name, and prints all of it.
func (p *paperCall) keepContact(ctx context.Context, o *office.Office) error {
	village := casework.OfficeCode(*p.village)
	kept, err := o.Contact(ctx, village)
	if err != nil {
		return err
	}
	given, next := p.contact, kept
	p.flags.Visit(func(f *flag.Flag) {
		switch f.Name {
		case "phone":
			next.Phone = given.Phone
		case "place":
			next.Place = given.Place
		case "hours":
			next.Hours = given.Hours
		case "upper":
			next.Upper = given.Upper
		case "upper-phone":
			next.UpperPhone = given.UpperPhone
		}
	})
	if next != kept {
		if err := o.SetContact(ctx, village, next); err != nil {
			return err
		}
		if next, err = o.Contact(ctx, village); err != nil {
			return err
		}
	}
	for _, line := range [][2]string{
		{"电话", next.Phone}, {"地点", next.Place}, {"时间", next.Hours}, {"上级", next.Upper}, {"上级电话", next.UpperPhone},
	} {
		say(p.Out, "%s：%s", line[0], line[1])
	}
	return nil
}
