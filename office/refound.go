package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// RefoundConfig is what an office still has that lost its file and all backups: a copy
// of its key file, its card, and the recovery key on paper.
type RefoundConfig struct {
	Config               // Path is the file to make, Password the new one
	KeyFile   string     // a copy of the key file, from before or after the last change of the password
	CardFile  string     // our own card; "" looks beside the key file
	Recovery  string     // the recovery key as typed from paper
	Operators []Operator // who is here now; numbers 1, 2, 3 …
	// LastPaperNo is the last case number found on paper ("2026-0017B" or in full), and
	// LastSealed the number of the last sealed file; "" and 0 for none. Numbers go on
	// after them.
	LastPaperNo string
	LastSealed  uint64
}

const (
	metaRefounded = "refounded" // day on which the file was made anew
	metaInstances = "instances" // how many copies there were: it gives the letter of case numbers

	// refoundLetter is the letter from which a refounded office numbers when no paper
	// says which was used last: nobody restores a file twelve times.
	refoundLetter = 'N'
	// refoundSeq is the number from which it seals when no paper says which was used
	// last: more files than one office writes another in years, and far less than
	// exchange.MaxSeqLeap.
	refoundSeq = 1000
)

// Refound makes an empty office file with the keys, the card and so the fingerprint
// that the office had: nobody need compare its card anew. The offices around give back
// what they have of ours once they took in our first file (see Incoming.Own); what was
// never sent to anybody is lost. People sign in anew. Errors: a Problem (recovery:
// mistyped, of_another_office; keys: no_card, other_card; case_no: malformed),
// ErrKeyFile, ErrExists.
func Refound(ctx context.Context, cfg RefoundConfig) (_ *Office, err error) {
	ring, card, err := cfg.open()
	if err != nil {
		return nil, err
	}
	f := Founding{Config: cfg.Config, Office: card.OfficeOf(), Operators: cfg.Operators}
	if err := f.check(); err != nil {
		return nil, err
	}
	o, begin, err := newOffice(cfg.Config)
	if err != nil {
		return nil, err
	}
	if err := beginFounding(ctx, cfg.Path); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil && !errors.Is(err, ErrExists) { // half an office is none
			_ = errors.Join(o.Close(), removeOffice(cfg.Path))
		}
		endFounding(cfg.Path)
	}()
	if o.store, err = store.Create(ctx, store.Config{Path: cfg.Path, Holidays: o.holidays, Begin: &begin, Sealer: fileSealer{}}); err != nil {
		return nil, err
	}
	if err := o.putKeys(ring, card, cfg.Config); err != nil {
		return nil, err
	}
	if err := o.store.Update(ctx, func(tx *store.Tx) error { return cfg.write(tx, o) }); err != nil {
		return nil, err
	}
	if err := o.NumberFrom(ctx, cfg.LastPaperNo, cfg.LastSealed+seqLeap); err != nil {
		return nil, err
	}
	if err := o.load(ctx, cfg.Operator); err != nil {
		return nil, err
	}
	_, err = o.record(ctx, casework.OfficeFounded, casework.Founded{Level: o.me.Level, Reason: "refounded"})
	return o, err
}

// RefoundOffice tells whose keys a key file and a recovery key on paper are, as the card
// says that lies beside the key file (or at card). Errors as those of Refound.
func RefoundOffice(keyFile, card, recovery string) (casework.Office, error) {
	_, c, err := RefoundConfig{KeyFile: keyFile, CardFile: card, Recovery: recovery}.open()
	return c.OfficeOf(), err
}

// open reads keys and card, and holds one against the other.
func (cfg RefoundConfig) open() (*exchange.KeyRing, exchange.Card, error) {
	if cfg.LastPaperNo != "" && !paperForm(cfg.LastPaperNo) {
		return nil, exchange.Card{}, &Problem{Field: "case_no", Code: "malformed"}
	}
	paper, err := exchange.ParseRecoveryKey(cfg.Recovery)
	if err != nil {
		return nil, exchange.Card{}, errors.Join(&Problem{Field: "recovery", Code: "mistyped"}, err)
	}
	file, err := exchange.ReadSmall(cfg.KeyFile)
	if err != nil {
		return nil, exchange.Card{}, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	ring, err := paper.OpenKeyFile(file)
	switch {
	case errors.Is(err, exchange.ErrWrongRecoveryKey):
		return nil, exchange.Card{}, errors.Join(&Problem{Field: "recovery", Code: "of_another_office"}, err)
	case err != nil:
		return nil, exchange.Card{}, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	card, err := cfg.cardOf(ring)
	return ring, card, err
}

// cardOf finds the card of the keys: the file named, or one beside the key file.
func (cfg RefoundConfig) cardOf(ring *exchange.KeyRing) (exchange.Card, error) {
	paths := []string{cfg.CardFile}
	if cfg.CardFile == "" {
		beside, err := findEnd(filepath.Dir(cfg.KeyFile), ".xfcard")
		if err != nil {
			return exchange.Card{}, err
		}
		paths = beside
	}
	code := "no_card"
	for _, path := range paths {
		file, err := readNotice(path)
		if err != nil {
			continue
		}
		card, err := exchange.ParseCard(file)
		if err != nil {
			continue
		}
		if public := ring.Public(); card.SignPub == public.Sign && card.EncPub == public.Encrypt {
			return card, nil
		}
		code = "other_card"
	}
	return exchange.Card{}, &Problem{Field: "keys", Code: code}
}

// putKeys writes key file and card of an office that has them already.
func (o *Office) putKeys(ring *exchange.KeyRing, card exchange.Card, cfg Config) (err error) {
	cost := exchange.DefaultKDF()
	if cfg.WeakKDF {
		cost = weakKDF()
	}
	file, err := ring.Lock(cfg.Password, cost)
	if err != nil {
		return err
	}
	if o.ownCard, err = card.File(); err != nil {
		return err
	}
	if o.login.pepper, err = pepperOf(ring); err != nil {
		return err
	}
	o.keys = ring
	return errors.Join(writeNew(keyPath(cfg.Path), file), writeNew(cardPath(cfg.Path), o.ownCard))
}

// write notes who we are, and from where numbers go on.
func (cfg RefoundConfig) write(tx *store.Tx, o *Office) error {
	card, err := exchange.ParseCard(o.ownCard)
	if err != nil {
		return fmt.Errorf("%w: own card", ErrKeyFile)
	}
	who, err := json.Marshal(card.OfficeOf())
	if err != nil {
		return fmt.Errorf("office: %w", err)
	}
	if cfg.LastSealed == 0 {
		if err := tx.SetMeta(metaSeqFrom, strconv.Itoa(refoundSeq)); err != nil {
			return err
		}
	}
	letter := byte(refoundLetter)
	if cfg.LastPaperNo != "" {
		letter = letterAfter(cfg.LastPaperNo)
	}
	return errors.Join(
		tx.SetMeta(metaOffice, string(who)), tx.SetMeta(metaRefounded, o.Today().String()),
		setLetter(tx, letter), putPeople(tx, cfg.Operators))
}

// letterAfter is the letter that follows that of a number on paper; one without a
// letter counts as A.
func letterAfter(no string) byte {
	no = strings.ToUpper(strings.TrimSpace(no))
	if last := no[len(no)-1]; last >= 'A' && last <= 'Z' {
		return last + 1 // after Z the store says so
	}
	return 'B'
}

// setLetter lets case numbers of this copy end in a letter.
func setLetter(tx *store.Tx, letter byte) error {
	return tx.SetMeta(metaInstances, strconv.Itoa(int(letter-'A')+1))
}

// Refounded reports whether this file was made anew from the keys alone.
func (o *Office) Refounded(ctx context.Context) (bool, error) {
	day, err := o.store.Meta(ctx, metaRefounded)
	return day != "", err
}

// askBack reports whether a file to an office is worth a stick though it holds nothing:
// it tells that all was lost here.
func askBack(v *store.View) (bool, error) {
	day, err := v.Meta(metaRefounded)
	return day != "", err
}
