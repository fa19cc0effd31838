package office

import (
	"context"
	"errors"
	"fmt"
	"os"

	"silian/exchange"
)

// ResetPIN sets a new PIN with the recovery key on paper, for a manager who forgot
// his: nobody could set it for him. It also works while the office is locked.
func (o *Office) ResetPIN(ctx context.Context, number int, recovery, pin string) error {
	if _, err := o.here(number); err != nil {
		return err
	}
	ring, err := openWithPaper(o.path, recovery)
	if err != nil {
		return err
	}
	pepper, err := pepperOf(ring)
	if err != nil {
		return err
	}
	if pin == "" {
		return &Problem{Field: "pin", Code: "missing"}
	}
	o.mu.Lock()
	if o.login.pepper == nil {
		o.login.pepper = pepper
	}
	o.mu.Unlock()
	secret, err := o.hash(number, pin)
	if err != nil {
		return err
	}
	return o.setSecret(ctx, number, secret)
}

// pepperOf gives what PINs are keyed with. It stays over a change of the password or
// of the keys and comes back with the recovery key.
func pepperOf(ring *exchange.KeyRing) ([]byte, error) { return ring.DeriveFirst("operator-pin", 32) }

// openWithPaper opens the key file with the recovery key.
func openWithPaper(path, recovery string) (*exchange.KeyRing, error) {
	paper, err := exchange.ParseRecoveryKey(recovery)
	if err != nil {
		return nil, errors.Join(&Problem{Field: "recovery", Code: "mistyped"}, err)
	}
	file, err := os.ReadFile(keyPath(path))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	ring, err := paper.OpenKeyFile(file)
	if errors.Is(err, exchange.ErrWrongRecoveryKey) {
		return nil, errors.Join(&Problem{Field: "recovery", Code: "of_another_office"}, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	return ring, nil
}

// CheckRecovery reports whether a recovery key on paper is that of this office: nil,
// or what is wrong with it.
func (o *Office) CheckRecovery(recovery string) error {
	_, err := openWithPaper(o.path, recovery)
	return err
}
