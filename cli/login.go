package cli

import (
	"context"
	"errors"
	"os"
	"strings"
	"time"

	"silian/casework"
	"silian/office"
)

// signIn signs in who runs the verb, in an office where everybody has a PIN. A PIN is
// checked with the office's keys, so the office password is wanted too.
func (c *call) signIn(ctx context.Context, o *office.Office, keys bool) error {
	if *c.operator == 0 {
		return &casework.Problem{Field: "operator", Code: "missing"}
	}
	pin, err := c.pin()
	if err != nil {
		return err
	}
	if !keys {
		password, err := c.password()
		if err != nil {
			return err
		}
		if err := o.OpenKeys(ctx, password); err != nil {
			return err
		}
	}
	return c.unlock(ctx, o, pin)
}

// unlock tries the PIN once. After too many wrong ones the wait is kept here: each
// verb opens the file anew, and the wait begins with the opening.
func (c *call) unlock(ctx context.Context, o *office.Office, pin string) error {
	err := o.Unlock(ctx, *c.operator, pin)
	var early *office.TryError
	if !errors.As(err, &early) || !early.Early {
		return err
	}
	say(c.Err, "%s", oneLine(office.Explain(err)))
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(early.Wait):
	}
	return o.Unlock(ctx, *c.operator, pin)
}

// pin gives the PIN of who runs the verb.
func (c *call) pin() (string, error) {
	if *c.pinFile != "" {
		b, err := os.ReadFile(*c.pinFile)
		if err != nil {
			return "", &casework.Problem{Field: "pin", Code: "no_source"}
		}
		return strings.TrimRight(string(b), "\r\n"), nil
	}
	if p := c.Getenv("SILIAN_PIN"); p != "" {
		return p, nil
	}
	return "", &casework.Problem{Field: "pin", Code: "no_source"}
}
