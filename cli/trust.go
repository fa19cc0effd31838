package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"silian/casework"
	"silian/office"
)

// runKey changes the office password, or checks the recovery key on paper.
func runKey(ctx context.Context, c *call) error {
	code := c.flags.String("code", "", "")
	file := c.flags.String("new-password-file", "", "")
	if err := c.parse(1, 1); err != nil {
		return err
	}
	switch c.args[0] {
	case "change-password":
		old, err := c.password()
		if err != nil {
			return err
		}
		next, err := c.newPassword(*file)
		if err != nil {
			return err
		}
		return c.with(ctx, true, func(o *office.Office) error {
			if err := o.ChangePassword(ctx, old, next); err != nil {
				return err
			}
			say(c.Out, "口令已换。指纹和恢复码都没有变。以前的备份和钥匙文件仍用旧口令打开，旧口令泄露过的请销毁")
			return nil
		})
	case "check-recovery":
		if *code == "" {
			return errUsage
		}
		return c.with(ctx, true, func(o *office.Office) error {
			if err := o.CheckRecovery(*code); err != nil {
				return err
			}
			say(c.Out, "恢复码是对的，请锁回柜子")
			return nil
		})
	}
	return errUsage
}

// newPassword gives the password that is to come.
func (c *call) newPassword(file string) (string, error) {
	if file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			return "", &casework.Problem{Field: "new_password", Code: "missing"}
		}
		return strings.TrimRight(string(b), "\r\n"), nil
	}
	if p := c.Getenv("SILIAN_NEW_PASSWORD"); p != "" {
		return p, nil
	}
	return "", &casework.Problem{Field: "new_password", Code: "missing"}
}

// runRotate makes new keys.
func runRotate(ctx context.Context, c *call) error {
	out := c.flags.String("out", "", "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	password, err := c.password()
	if err != nil {
		return err
	}
	if info, err := os.Stat(*out); *out != "" && (err != nil || !info.IsDir()) {
		return &casework.Problem{Field: "dir", Code: "missing"}
	}
	return c.with(ctx, true, func(o *office.Office) error {
		r, err := o.Rotate(ctx, password)
		if err != nil {
			return err
		}
		say(c.Out, "已换成第%d套钥匙，口令和PIN码没有变", r.CardNo)
		say(c.Out, "新恢复码（只显示这一次，请抄下或打印；旧纸只开旧备份，一起锁好）：")
		say(c.Out, "%s", r.Recovery)
		say(c.Out, "新指纹（念给对方核对）：%s", office.Groups(r.Fingerprint))
		if *out == "" {
			say(c.Out, "请再写新卡（silian card）和作废通知（silian revoke --own），并马上做一次备份")
			return nil
		}
		if err := c.newCardTo(ctx, o, *out); err != nil {
			return err
		}
		return c.ownRevocations(ctx, o, *out, 0, "rotated")
	})
}

// newCardTo writes our card under the name that cards have.
func (c *call) newCardTo(ctx context.Context, o *office.Office, dir string) error {
	path := filepath.Join(dir, o.CardFileName())
	if err := o.WriteCard(ctx, path); err != nil {
		return err
	}
	say(c.Out, "指纹卡写在 %s", path)
	return nil
}

func (c *call) ownRevocations(ctx context.Context, o *office.Office, dir string, card uint64, reason string) error {
	files, err := o.WriteRevocations(ctx, dir, card, reason)
	if err != nil {
		return err
	}
	say(c.Out, "旧钥匙的作废通知写了 %d 份，对方先核对新卡，再收通知", len(files))
	return nil
}

// runRevoke stops believing a card: an office's by our own decision, our own earlier
// one by notices to all, or what a notice says.
func runRevoke(ctx context.Context, c *call) error {
	code := c.flags.String("office", "", "")
	own := c.flags.Bool("own", false, "")
	card := c.flags.Uint64("card", 0, "")
	reason := c.flags.String("reason", "", "")
	out := c.flags.String("out", "", "")
	if err := c.parse(0, 1000); err != nil {
		return err
	}
	why := *reason
	if why == "" {
		why = map[bool]string{true: "rotated", false: "lost"}[*own]
	}
	switch why {
	case "rotated", "lost", "stolen", "closed":
	default:
		return errUsage
	}
	switch {
	case *own && *out != "" && *code == "" && len(c.args) == 0:
		return c.with(ctx, true, func(o *office.Office) error { return c.ownRevocations(ctx, o, *out, *card, why) })
	case *code != "" && !*own && len(c.args) == 0:
		return c.with(ctx, true, func(o *office.Office) error {
			r, file, err := o.Revoke(ctx, casework.OfficeCode(*code), *out, why)
			if err != nil {
				return err
			}
			say(c.Out, "%s的第%d张卡已作废：第%d号以后的文件不收，以前收的都在。对方换了新钥匙，再收新卡核对", o.OfficeName(r.Office), r.CardNo, r.LastSeq)
			if file != "" {
				say(c.Out, "通知写在 %s，带给下级", file)
			}
			return nil
		})
	case *code == "" && !*own && len(c.args) > 0:
		return c.with(ctx, true, func(o *office.Office) error { return c.takeRevocations(ctx, o) })
	}
	return errUsage
}

func (c *call) takeRevocations(ctx context.Context, o *office.Office) error {
	paths, err := noticesIn(c.args, false)
	if err != nil {
		return err
	}
	refused := false
	for _, path := range paths {
		r, err := o.TakeRevocation(ctx, path)
		switch {
		case err != nil:
			refused = true
			say(c.Out, "%s　没有收：%s", filepath.Base(path), oneLine(office.Explain(err)))
		case r.Already:
			say(c.Out, "%s　以前收过", filepath.Base(path))
		default:
			say(c.Out, "%s　%s的第%d张卡，第%d号以后的文件不再收", filepath.Base(path), o.OfficeName(r.Office), r.CardNo, r.LastSeq)
		}
	}
	if refused {
		return errSomeRefused
	}
	return nil
}

// noticesIn takes files as they are and looks into folders for rosters or revocations.
func noticesIn(args []string, rosters bool) (out []string, err error) {
	for _, a := range args {
		info, err := os.Stat(a)
		if err != nil {
			return nil, &casework.Problem{Field: "file", Code: "missing"}
		}
		if !info.IsDir() {
			out = append(out, a)
			continue
		}
		lists, revocations, err := office.FindNotices(a)
		if err != nil {
			return nil, err
		}
		if rosters {
			out = append(out, lists...)
		} else {
			out = append(out, revocations...)
		}
	}
	if len(out) == 0 {
		return nil, &casework.Problem{Field: "file", Code: "missing"}
	}
	return out, nil
}

// heldCard is one card of cards --json; field names are a contract.
type heldCard struct {
	Office  string `json:"office"`
	Name    string `json:"name"`
	CardNo  uint64 `json:"card_no"`
	State   string `json:"state"` // new, compared, revoked
	LastSeq uint64 `json:"last_seq"`
	How     string `json:"how"` // all, groups, kit; "" when not compared
	By      int    `json:"by"`
	On      string `json:"on"`
}

func runCards(ctx context.Context, c *call) error {
	asJSON := c.flags.Bool("json", false, "")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	c.noSignIn = true
	return c.with(ctx, false, func(o *office.Office) error {
		held, err := o.Cards(ctx)
		if err != nil {
			return err
		}
		out := []heldCard{}
		for _, h := range held {
			on := ""
			if h.On != 0 {
				on = h.On.String()
			}
			out = append(out, heldCard{string(h.Code), h.Name, h.No, h.State, h.LastSeq, h.How, h.By, on})
			if !*asJSON {
				say(c.Out, "%s　%s　第%d张　%s　%s　%s", h.Code, h.Name, h.No, office.Word("standing", h.State), office.Word("compared_how", h.How), on)
			}
		}
		if *asJSON {
			return c.json(map[string]any{"cards": out})
		}
		return nil
	})
}
