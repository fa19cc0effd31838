package office

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"silian/casework"
	"silian/exchange"
	"silian/store"
)

// Village is one village of a kit or list.
type Village struct {
	Code casework.OfficeCode
	Name string
}

// Kit is a village kit on a stick (建村包): what a village's first run needs.
type Kit struct {
	Region      string
	Township    casework.Office
	Fingerprint string // 30 digits of the township
	Villages    []casework.Office

	kit   exchange.Kit
	card  heldCard  // the township's
	above *heldCard // the county's
	cards []heldCard
}

// ReadVillages reads lines of "code name", parted by a space, comma, tab or "=";
// empty lines and lines that begin with # do not count.
func ReadVillages(text string) (out []Village, err error) {
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cut := strings.IndexAny(line, " \t,，=　")
		if cut < 0 {
			return nil, &Problem{Field: "villages", Code: "malformed"}
		}
		code, err := casework.ParseOfficeCode(line[:cut])
		if err != nil {
			return nil, err
		}
		name := strings.TrimSpace(strings.TrimLeft(line[cut:], " \t,，=　"))
		if slices.ContainsFunc(out, func(v Village) bool { return v.Code == code }) {
			return nil, &Problem{Field: "villages", Code: "twice"}
		}
		out = append(out, Village{code, name})
	}
	if len(out) == 0 {
		return nil, &Problem{Field: "villages", Code: "missing"}
	}
	return out, nil
}

// WriteKit writes the village kit onto a stick: the signed list, our card, and the
// county's card when it was compared here. An earlier kit of ours is replaced; cards
// that villages put there stay.
func (o *Office) WriteKit(ctx context.Context, dir, region string, villages []Village) (Kit, error) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return Kit{}, &Problem{Field: "dir", Code: "missing"}
	}
	ring := o.ring()
	switch {
	case o.me.Level != casework.Township:
		return Kit{}, &Problem{Field: "kit", Code: "township_only"}
	case ring == nil:
		return Kit{}, ErrLocked
	}
	me, err := exchange.ParseCard(o.card())
	if err != nil {
		return Kit{}, fmt.Errorf("%w: own card", ErrKeyFile)
	}
	var above heldCard
	err = o.store.View(ctx, func(v *store.View) error {
		_, c, err := believed(v, o.me.Parent)
		if err == nil {
			above = c
		}
		return nil // a township without its county founds villages all the same
	})
	if err != nil {
		return Kit{}, err
	}
	if region = strings.TrimSpace(region); region == "" {
		if region = o.me.Name; above.file != nil {
			region = above.Name + o.me.Name
		}
	}
	var list []exchange.KitVillage
	for _, v := range villages {
		list = append(list, exchange.KitVillage{Office: v.Code, Name: v.Name})
	}
	kit, err := exchange.NewKit(ring, me, above.Card, region, list, exchange.StampOf(o.clock.Now()))
	if err != nil {
		return Kit{}, fmt.Errorf("%w: %w", &Problem{Field: "villages", Code: "malformed"}, err)
	}
	file, err := kit.File()
	if err != nil {
		return Kit{}, err
	}
	if above.file != nil {
		if err := putNotice(filepath.Join(dir, above.FileName()), above.file); err != nil {
			return Kit{}, err
		}
	}
	if err := putNotice(filepath.Join(dir, me.FileName()), o.card()); err != nil {
		return Kit{}, err
	}
	if err := putNotice(filepath.Join(dir, kit.FileName()), file); err != nil { // last: without it there is no kit
		return Kit{}, err
	}
	return ReadKit(dir)
}

// ReadKit reads the village kit in a folder. Kit and card are of one hand; whose hand
// it is, the person knows who was given the stick.
func ReadKit(dir string) (k Kit, err error) {
	found, err := findEnd(dir, ".xfkit")
	if err != nil {
		return k, err
	}
	switch len(found) {
	case 0:
		return k, &Problem{Field: "kit", Code: "none"}
	case 1:
	default:
		return k, &Problem{Field: "kit", Code: "several"}
	}
	file, err := readNotice(found[0])
	if err != nil {
		return k, err
	}
	if k.cards, err = readCards(dir); err != nil {
		return k, err
	}
	var refusal error = &Problem{Field: "kit", Code: "no_card"}
	for _, c := range k.cards {
		kit, err := exchange.ParseKit(file, c.Card)
		switch exchange.ReasonOf(err) {
		case "":
			k.kit, k.card, refusal = kit, c, err
		case exchange.ReasonUnknownSigner: // the card of a village
		default:
			refusal = sealError(err)
		}
	}
	if refusal != nil {
		return k, refusal
	}
	for _, c := range k.cards {
		if !k.kit.Above.IsZero() && c.Digest() == k.kit.Above && c.Office == k.card.Parent && c.Level == casework.County {
			k.above = &c
		}
	}
	k.Region, k.Township, k.Fingerprint = k.kit.Region, k.card.OfficeOf(), digitsOf(k.card.Card)
	for _, v := range k.kit.Villages {
		k.Villages = append(k.Villages, k.kit.OfficeOf(v))
	}
	return k, nil
}

// maxStickCards is how many cards of one folder are looked at.
const maxStickCards = 2 * exchange.MaxKitVillages

// readCards reads the cards of a folder; what is no whole card is passed over.
func readCards(dir string) (out []heldCard, err error) {
	found, err := findEnd(dir, ".xfcard")
	if err != nil {
		return nil, err
	}
	for _, path := range found[:min(len(found), maxStickCards)] {
		file, err := readNotice(path)
		if err != nil {
			continue
		}
		if c, err := exchange.ParseCard(file); err == nil {
			out = append(out, heldCard{c, file})
		}
	}
	return out, nil
}

func findEnd(dir, end string) (out []string, err error) {
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, &Problem{Field: "dir", Code: "missing"}
	}
	for _, e := range entries {
		if strings.ToLower(filepath.Ext(e.Name())) == end && e.Type().IsRegular() {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out, nil
}

// InitFromKit founds a village from the kit on a stick: its name and place come from
// there, the township is enrolled at once, and the village's own card goes on the same
// stick. f.Office needs its Code alone.
func InitFromKit(ctx context.Context, f Founding, dir string) (_ *Office, recovery string, err error) {
	k, err := ReadKit(dir)
	if err != nil {
		return nil, "", err
	}
	me, ok := k.kit.Find(f.Office.Code)
	if !ok {
		return nil, "", &Problem{Field: "kit", Code: "not_in_it"}
	}
	if slices.ContainsFunc(k.cards, func(c heldCard) bool { return c.Office == me.Code }) {
		return nil, "", &Problem{Field: "kit", Code: "taken"}
	}
	f.Office = me
	o, recovery, err := Init(ctx, f)
	if err != nil {
		return nil, "", err
	}
	return o, recovery, o.JoinKit(ctx, dir) // the office stands; joining may be tried again
}

// JoinKit enrols the township of a kit at this village and puts the village's card on
// the stick. The county's card is believed on the township's word, for its roster
// alone.
func (o *Office) JoinKit(ctx context.Context, dir string) error {
	k, err := ReadKit(dir)
	if err != nil {
		return err
	}
	me, ok := k.kit.Find(o.me.Code)
	if !ok || me.Parent != o.me.Parent {
		return &Problem{Field: "kit", Code: "not_in_it"}
	}
	_, err = o.do(ctx, Act{}, func(w *writer) error {
		if _, held, err := believed(&w.tx.View, k.Township.Code); err == nil {
			if held.Digest() == k.card.Digest() {
				return nil
			}
			return &Problem{Field: "kit", Code: "other_card"}
		}
		if k.above != nil {
			if err := w.acceptAbove(*k.above); err != nil {
				return err
			}
		}
		_, err := w.accept(k.card, howKit)
		return err
	})
	if err != nil {
		return err
	}
	o.mu.Lock()
	o.names[k.Township.Code] = k.Township.Name
	own := o.ownCard
	o.mu.Unlock()
	c, err := exchange.ParseCard(own)
	if err != nil {
		return fmt.Errorf("%w: own card", ErrKeyFile)
	}
	return putNotice(filepath.Join(dir, c.FileName()), own)
}

// acceptAbove keeps the county's card for checking rosters; nothing is sealed for it.
func (w *writer) acceptAbove(c heldCard) error {
	row, _, err := w.cardRow(c)
	if err != nil || row.State != string(exchange.StandingNew) {
		return err
	}
	row.State, row.How, row.By, row.On = string(exchange.StandingCompared), howKit, w.who.Number, w.o.Today()
	return w.tx.PutCard(row)
}
