package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

const (
	metaNextCard = "next_card" // digest of a card that an act has put into force
	metaRotated  = "rotated"   // for each earlier card of ours, the last numbers sealed under it
)

func nextCardPath(db string) string { return cardPath(db) + ".next" }

// Rotation is what new keys come with.
type Rotation struct {
	CardNo      uint64
	Fingerprint string // 30 digits, to be compared anew by every office we write to
	Recovery    string // the new recovery key, printed once; the old one opens old backups only
}

// lastNumbers says up to which number files to each office were sealed under a card.
type lastNumbers struct {
	CardNo uint64                         `json:"card_no"`
	Last   map[casework.OfficeCode]uint64 `json:"last"`
}

// Rotate gives this office new keys, a new recovery key and a card that follows the
// one before. Other offices refuse our files until they compared the new card; files
// on their way to us still open, because the old encryption key is kept in the key
// file. PINs and password stay. It stands as a whole or not at all.
func (o *Office) Rotate(ctx context.Context, password string) (out Rotation, err error) {
	who := o.Operator()
	switch {
	case who.Number == 0:
		return out, ErrSignedOut
	case !o.manages(who):
		return out, &Problem{Field: "operator", Code: "not_manager"}
	}
	o.sealing.Lock() // nothing is sealed or opened between two sets of keys
	defer o.sealing.Unlock()
	if !o.backing.TryLock() {
		return out, &Problem{Field: "backup", Code: "busy"}
	}
	defer o.backing.Unlock()
	old, err := o.keysUnder(password)
	if err != nil {
		return out, err
	}
	before, err := exchange.ParseCard(o.card())
	if err != nil {
		return out, fmt.Errorf("%w: own card", ErrKeyFile)
	}
	ring, paper, err := old.Rotate(o.random)
	if err != nil {
		return out, err
	}
	keys, err := ring.Lock(password, o.keyCost())
	if err != nil {
		return out, err
	}
	next, err := exchange.NextCard(ring, o.me, exchange.StampOf(o.clock.Now()), before, old)
	if err != nil {
		return out, err
	}
	card, err := next.File()
	if err != nil {
		return out, err
	}
	if err := o.putRotation(ctx, before, next, keys, card); err != nil {
		return out, err
	}
	o.mu.Lock()
	if !o.login.locked {
		o.keys = ring
	}
	o.ownCard = card
	o.mu.Unlock()
	return Rotation{next.CardNo, digitsOf(next), paper.Text()}, nil
}

// putRotation writes the new files beside the old, then the act, then moves them. When
// the power fails after the act, settleKeys and settleCard move them at the next
// opening; before it, they are removed.
func (o *Office) putRotation(ctx context.Context, before, next exchange.Card, keys, card []byte) error {
	nextKeys, nextCard := nextKeyPath(o.path), nextCardPath(o.path)
	undo := func(err error) error { return errors.Join(err, removeOld(nextKeys), removeOld(nextCard)) }
	if err := errors.Join(removeOld(nextKeys), removeOld(nextCard), writeNew(nextKeys, keys), writeNew(nextCard, card)); err != nil {
		return undo(err)
	}
	_, err := o.do(ctx, Act{}, func(w *writer) error {
		if err := w.tx.PutCard(store.CardRow{Office: o.me.Code, File: o.card(), State: stateOwn, By: w.who.Number, On: o.Today(), Added: o.Today()}); err != nil {
			return err
		}
		if err := w.noteNumbers(before.CardNo); err != nil {
			return err
		}
		if err := errors.Join(w.tx.SetMeta(metaNextKeys, casework.DigestOf(keys).String()), w.tx.SetMeta(metaNextCard, casework.DigestOf(card).String())); err != nil {
			return err
		}
		_, err := w.add(casework.OfficeSubject(o.me.Code), casework.OfficeRotated, casework.Bundle{ID: next.Digest().String(), Peer: o.me.Code, Seq: next.CardNo})
		return err
	})
	if err != nil {
		return undo(err)
	}
	for from, to := range map[string]string{nextKeys: keyPath(o.path), nextCard: cardPath(o.path)} {
		if err := os.Rename(from, to); err != nil {
			return fmt.Errorf("office: %w", err)
		}
	}
	store.SyncFolder(o.path)
	return o.store.Update(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.SetMeta(metaNextKeys, ""), tx.SetMeta(metaNextCard, ""))
	})
}

// noteNumbers keeps up to which number files to each office were sealed so far.
func (w *writer) noteNumbers(card uint64) error {
	sent, err := w.tx.SentTo("")
	if err != nil {
		return err
	}
	now := lastNumbers{card, map[casework.OfficeCode]uint64{}}
	for _, s := range sent {
		now.Last[s.Peer] = max(now.Last[s.Peer], s.Seq)
	}
	all, err := rotated(&w.tx.View)
	if err != nil {
		return err
	}
	data, err := json.Marshal(append(all, now))
	if err != nil {
		return fmt.Errorf("office: %w", err)
	}
	return w.tx.SetMeta(metaRotated, string(data))
}

func rotated(v *store.View) (all []lastNumbers, err error) {
	text, err := v.Meta(metaRotated)
	if err != nil || text == "" {
		return nil, err
	}
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, fmt.Errorf("%w: %s", ErrDamaged, metaRotated)
	}
	return all, nil
}

// settleCard ends a rotation that the power cut short between the act and its card.
func (o *Office) settleCard(ctx context.Context) error {
	next := nextCardPath(o.path)
	file, err := os.ReadFile(next)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("office: %w", err)
	}
	want, err := o.store.Meta(ctx, metaNextCard)
	if err != nil {
		return err
	}
	if want != casework.DigestOf(file).String() {
		return removeOld(next)
	}
	if err := os.Rename(next, cardPath(o.path)); err != nil {
		return fmt.Errorf("office: %w", err)
	}
	return o.loadCard()
}

// WriteRevocations writes into a folder, for every office whose card we hold, the
// notice that files under an earlier card of ours are believed only up to the last
// number that was sealed under it. cardNo 0 is the card before the present one.
func (o *Office) WriteRevocations(ctx context.Context, dir string, cardNo uint64, reason string) (files []string, err error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, &Problem{Field: "dir", Code: "missing"}
	}
	ring := o.ring()
	if ring == nil {
		return nil, ErrLocked
	}
	me, err := exchange.ParseCard(o.card())
	if err != nil {
		return nil, fmt.Errorf("%w: own card", ErrKeyFile)
	}
	if cardNo == 0 {
		cardNo = me.CardNo - 1
	}
	var old heldCard
	var last lastNumbers
	var peers []store.Peer
	err = o.store.View(ctx, func(v *store.View) (err error) {
		if old, last, err = o.earlier(v, cardNo); err == nil {
			peers, err = v.Peers()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, p := range peers {
		r, file, err := exchange.NewRevocation(ring, me, exchange.Revocation{
			To: p.Code, Office: o.me.Code, CardNo: cardNo, Card: old.Digest(), LastSeq: last.Last[p.Code], Reason: reason,
			Created: exchange.StampOf(o.clock.Now()),
		})
		if err != nil {
			return files, err
		}
		if err := putNotice(filepath.Join(dir, r.FileName()), file); err != nil {
			return files, err
		}
		files = append(files, r.FileName())
	}
	return files, nil
}

// earlier finds an earlier card of ours.
func (o *Office) earlier(v *store.View, cardNo uint64) (heldCard, lastNumbers, error) {
	rows, err := v.Cards(o.me.Code)
	if err != nil {
		return heldCard{}, lastNumbers{}, err
	}
	numbers, err := rotated(v)
	if err != nil {
		return heldCard{}, lastNumbers{}, err
	}
	for _, r := range rows {
		c, err := parseHeld(r)
		if err != nil {
			return c, lastNumbers{}, err
		}
		i := slices.IndexFunc(numbers, func(n lastNumbers) bool { return n.CardNo == cardNo })
		if c.CardNo == cardNo && i >= 0 {
			return c, numbers[i], nil
		}
	}
	return heldCard{}, lastNumbers{}, &Problem{Field: "card", Code: "not_rotated"}
}

// putNotice writes a small signed file; an earlier one of the same name, which is the
// same notice at another moment, is replaced.
func putNotice(path string, file []byte) error {
	part := path + ".part"
	if err := errors.Join(removeOld(part), writeNew(part, file)); err != nil {
		return err
	}
	if err := errors.Join(removeOld(path), os.Rename(part, path)); err != nil {
		return fmt.Errorf("office: %w", err)
	}
	return nil
}

// openPast opens a file that was sealed for an earlier card of ours.
func (o *Office) openPast(ctx context.Context, cfg exchange.OpenConfig, path string, refused error) (*exchange.Opened, error) {
	var refusal *exchange.Refusal
	keys, ok := cfg.Keys.(interface{ Past() []exchange.Keys })
	if !errors.As(refused, &refusal) || refusal.Reason != exchange.ReasonNotAddressed || refusal.Header == nil || !ok {
		return nil, refused
	}
	var cards []heldCard
	err := o.store.View(ctx, func(v *store.View) error {
		rows, err := v.Cards(o.me.Code)
		for _, r := range rows {
			c, err := parseHeld(r)
			if err != nil {
				return err
			}
			cards = append(cards, c)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, past := range keys.Past() {
		for _, c := range cards {
			if c.EncPub == past.Public().Encrypt && c.EncPub.ID() == refusal.Header.EncKey {
				cfg.Me, cfg.Keys = c.Card, past
				return exchange.Open(ctx, cfg, path)
			}
		}
	}
	return nil, refused
}
