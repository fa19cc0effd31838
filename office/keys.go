package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// DemoPassword is the password of demo files, which hold invented people only.
const DemoPassword = "silian-demo"

// weakKDF keeps tests fast; production refuses key files made with it.
func weakKDF() exchange.KDFParams {
	return exchange.KDFParams{ArgonMemory: 64, ArgonTime: 1, ArgonThreads: 1, SM3Rounds: 1}
}

// minPassword is the least number of characters of a password.
const minPassword = 8

func keyPath(db string) string  { return db + ".key" }
func cardPath(db string) string { return db + ".xfcard" }

// makeKeys makes the keys and the card of a new office and gives the recovery key.
func (o *Office) makeKeys(me casework.Office, cfg Config) (recovery string, err error) {
	ring, paper, err := exchange.GenerateKeys(o.random)
	if err != nil {
		return "", err
	}
	cost := exchange.DefaultKDF()
	if cfg.WeakKDF {
		cost = weakKDF()
	}
	file, err := ring.Lock(cfg.Password, cost)
	if err != nil {
		return "", err
	}
	card, err := exchange.NewCard(ring, me, 1, exchange.StampOf(o.clock.Now()))
	if err != nil {
		return "", err
	}
	if o.ownCard, err = card.File(); err != nil {
		return "", err
	}
	if err := errors.Join(writeNew(keyPath(cfg.Path), file), writeNew(cardPath(cfg.Path), o.ownCard)); err != nil {
		return "", err
	}
	if o.login.pepper, err = pepperOf(ring); err != nil {
		return "", err
	}
	o.keys = ring
	return paper.Text(), nil
}

// openKeys opens the key file with the password.
func (o *Office) openKeys(cfg Config) error {
	file, err := os.ReadFile(keyPath(cfg.Path))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	least := exchange.LeastKDF()
	if cfg.WeakKDF {
		least = weakKDF()
	}
	ring, err := exchange.OpenKeyFileWith(file, cfg.Password, least)
	next := false
	if errors.Is(err, exchange.ErrWrongPassword) { // a hand-over may have been cut short: settleKeys decides
		if file, missing := os.ReadFile(nextKeyPath(cfg.Path)); missing == nil {
			if other, fails := exchange.OpenKeyFileWith(file, cfg.Password, least); fails == nil {
				ring, err, next = other, nil, true
			}
		}
	}
	switch {
	case errors.Is(err, exchange.ErrWrongPassword) || errors.Is(err, exchange.ErrBadPassword):
		return fmt.Errorf("%w: %w", ErrPassword, err)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	pepper, err := pepperOf(ring)
	if err != nil {
		return err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.keys, o.login.pepper, o.login.next = ring, pepper, next
	return nil
}

// ResetPassword sets a new password with the recovery key on paper, when the old
// one is forgotten. The keys stay the same, so nobody need compare the card again.
// The old key file is replaced in one step or not at all.
func ResetPassword(path, recovery, password string) error {
	if len([]rune(password)) < minPassword {
		return &Problem{Field: "password", Code: "too_short"}
	}
	ring, err := openWithPaper(path, recovery)
	if err != nil {
		return err
	}
	file, err := ring.Lock(password, exchange.DefaultKDF())
	if err != nil {
		return err
	}
	return replaceKeys(path, file)
}

// ChangePassword sets a new office password. The keys stay the same: nobody need
// compare the card again, and an older copy of the key file still opens with the
// older password. The key file is replaced in one step or not at all.
func (o *Office) ChangePassword(_ context.Context, old, password string) error {
	who := o.Operator()
	switch {
	case who.Number == 0:
		return ErrSignedOut
	case !o.manages(who):
		return &Problem{Field: "operator", Code: "not_manager"}
	case len([]rune(password)) < minPassword:
		return &Problem{Field: "password", Code: "too_short"}
	case password == old:
		return &Problem{Field: "password", Code: "as_before"}
	}
	if !o.backing.TryLock() { // a backup takes the key file along
		return &Problem{Field: "backup", Code: "busy"}
	}
	defer o.backing.Unlock()
	ring, err := o.keysUnder(old)
	if err != nil {
		return err
	}
	file, err := ring.Lock(password, o.keyCost())
	if err != nil {
		return err
	}
	return replaceKeys(o.path, file)
}

// replaceKeys puts a key file in the place of the one before.
func replaceKeys(path string, file []byte) error {
	next := keyPath(path) + ".new"
	if err := errors.Join(removeOld(next), writeNew(next, file)); err != nil {
		return err
	}
	if err := os.Rename(next, keyPath(path)); err != nil {
		return fmt.Errorf("office: %w", err)
	}
	store.SyncFolder(path)
	return nil
}

// removeOld removes what an interrupted try left behind.
func removeOld(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("office: %w", err)
	}
	return nil
}

// ring gives the keys, nil without a password and while nobody is signed in.
func (o *Office) ring() exchange.Keys {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.login.locked {
		return nil
	}
	return o.keys
}

// loadCard reads our own card, which is public and needs no password.
func (o *Office) loadCard() error {
	card, err := os.ReadFile(cardPath(o.path))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	o.ownCard = card
	return nil
}

// writeNew writes a file that must not exist yet, and makes it last.
func writeNew(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("office: %w", err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("office: %w", err)
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// Unlocked reports whether the keys are open: whether sealing is possible.
func (o *Office) Unlocked() bool { return o.ring() != nil }

// OpenKeys opens the keys of an office that was opened without a password.
func (o *Office) OpenKeys(_ context.Context, password string) error {
	o.mu.Lock()
	weak := o.login.weak
	o.mu.Unlock()
	return o.openKeys(Config{Path: o.path, Password: password, WeakKDF: weak})
}
