package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"silian/casework"
	"silian/office"
)

// stickOr gives the one stick that is in for "usb", and any other place as it is.
func stickOr(place string) (string, error) {
	if place != "usb" {
		return place, nil
	}
	all, err := office.Drives()
	if err != nil {
		return "", err
	}
	d, err := office.OnlyDrive(all)
	return d.Path, err
}

// runExport writes what an office has not acknowledged, or files again that it asks for.
func runExport(ctx context.Context, c *call) error {
	to := c.flags.String("to", "", "")
	out := c.flags.String("out", "", "")
	slip := c.flags.String("slip", "", "")
	resend := c.flags.String("resend", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	if *to == "" || *out == "" {
		return errUsage
	}
	code, err := casework.ParseOfficeCode(*to)
	if err != nil {
		return err
	}
	return c.with(ctx, true, func(o *office.Office) error {
		dir, err := stickOr(*out)
		if err != nil {
			return err
		}
		sent, err := c.export(ctx, o, code, dir, *resend)
		for _, s := range sent {
			say(c.Out, "写好 %s：给%s 第%d号，%d 笔。收到回执才算送达；电话回执码由对方念来", s.File, o.OfficeName(code), s.Seq, s.Entries)
		}
		if err != nil {
			return c.stopped(err, "写好的"+itoa(len(sent))+"个文件算数，其余下次接着写；U盘上没有半个文件")
		}
		if wanted, err := o.Wanted(ctx, code); err == nil && len(wanted) > 0 {
			say(c.Out, "对方缺%s，要补送加 --resend asked", office.SeqWords(wanted))
		}
		if *slip == "" {
			return nil
		}
		s, err := o.HandoverSlip(ctx, sent...)
		if err != nil {
			return err
		}
		if err := writeSlip(*slip, s); err != nil {
			return err
		}
		say(c.Out, "交接单写在 %s", *slip)
		return nil
	})
}

// export writes new files, or with resend ("asked" or numbers) files again.
func (c *call) export(ctx context.Context, o *office.Office, to casework.OfficeCode, dir, resend string) ([]office.Sent, error) {
	if resend == "" {
		return o.ExportAll(ctx, to, dir, c.tellWork("正在写出", tellBytes))
	}
	seqs, err := seqsOf(ctx, o, to, resend)
	if err != nil {
		return nil, err
	}
	r, err := o.Resend(ctx, to, seqs, dir, c.tellWork("正在补送", tellBytes))
	if len(r.Anew) > 0 && err == nil {
		say(c.Out, "%s的原件已不在本机，里面的内容重新装在新的一号里", office.SeqWords(r.Anew))
	}
	return r.Files, err
}

// seqsOf reads "asked" or "3,5".
func seqsOf(ctx context.Context, o *office.Office, to casework.OfficeCode, text string) ([]uint64, error) {
	if text == "asked" {
		wanted, err := o.Wanted(ctx, to)
		if err == nil && len(wanted) == 0 {
			err = &casework.Problem{Field: "resend", Code: "nothing"}
		}
		return wanted, err
	}
	var out []uint64
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseUint(strings.TrimSpace(part), 10, 53)
		if err != nil || n == 0 {
			return nil, fmt.Errorf("%w: resend", errUsage)
		}
		out = append(out, n)
	}
	return out, nil
}
