package cli

import (
	"context"
	"errors"
	"strconv"

	"silian/office"
)

// errSomeRefused says that receive has named the files it refused.
var errSomeRefused = errors.New("cli: some files were refused")

func itoa(n int) string { return strconv.Itoa(n) }

// verified is verify --json; field names are a contract.
type verified struct {
	OK       bool   `json:"ok"`
	Reason   string `json:"reason"`
	From     string `json:"from"`
	To       string `json:"to"`
	Seq      uint64 `json:"seq"`
	BundleID string `json:"bundle_id"`
	Kind     string `json:"kind"`  // bundle, receipt, card, roster, revocation; "" when not ok
	About    string `json:"about"` // revocation: whose card
}

// runVerify checks a seal only: against one card, or against the cards enrolled in
// the office file. It needs no password and changes nothing.
func runVerify(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	card := c.flags.String("card", "", "")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	var v office.Seal
	var err error
	if *card != "" {
		v, err = office.VerifyAgainst(ctx, c.args[0], *card)
	} else {
		c.noSignIn = true
		err = c.with(ctx, false, func(o *office.Office) error {
			var err error
			v, err = o.Verify(ctx, c.args[0])
			return err
		})
	}
	out := verified{OK: err == nil, From: string(v.From), To: string(v.To), Seq: v.Seq, BundleID: v.BundleID, Kind: v.Kind, About: string(v.About)}
	if err != nil {
		out.Reason = oneLine(office.Explain(err))
	}
	if *asJSON {
		if err := c.json(out); err != nil {
			return err
		}
		if !out.OK {
			return errSaid
		}
		return nil
	}
	if err != nil {
		return err
	}
	say(c.Out, "封签完好：%s", office.SealWords(v))
	return nil
}

// errSaid ends a verb that has already given its reason.
var errSaid = errors.New("cli: said already")
