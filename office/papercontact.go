package office

import (
	"context"
	"encoding/json"
	"fmt"

	"silian/casework"
	"silian/store"
)

const metaContact = "contact" // and a dot with the code of a village

// Contact is what papers say of where an office is found: of this office, or of a village
// whose books a township keeps. Nothing of it is personal.
type Contact struct {
	Phone      string `json:"phone"`
	Place      string `json:"place"` // of the reception room
	Hours      string `json:"hours"` // of reception
	Upper      string `json:"upper"` // where to go when nobody answers
	UpperPhone string `json:"upper_phone"`
}

func contactKey(village casework.OfficeCode) string {
	if village == "" {
		return metaContact
	}
	return metaContact + "." + string(village)
}

// Contact gives what papers say of an office; village "" or our own code is this office.
// A village of which nothing is kept is empty.
func (o *Office) Contact(ctx context.Context, village casework.OfficeCode) (c Contact, err error) {
	if village == o.me.Code {
		village = ""
	}
	err = o.store.View(ctx, func(v *store.View) error {
		text, err := v.Meta(contactKey(village))
		if err != nil || text == "" {
			return err
		}
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			return fmt.Errorf("%w: contact", store.ErrDamaged)
		}
		return nil
	})
	return c, err
}

// SetContact keeps what papers say of an office on this PC; village "" or our own code is
// this office. Errors: the *Problem phone.malformed and those of text that is too long.
func (o *Office) SetContact(ctx context.Context, village casework.OfficeCode, c Contact) error {
	if o.Operator().Number == 0 {
		return ErrSignedOut
	}
	if village == o.me.Code {
		village = ""
	}
	if village != "" {
		if _, err := casework.ParseOfficeCode(string(village)); err != nil {
			return err
		}
	}
	for _, f := range []struct {
		field string
		text  *string
		most  int
	}{
		{"phone", &c.Phone, 40},
		{"place", &c.Place, maxTitle},
		{"hours", &c.Hours, maxName},
		{"upper", &c.Upper, maxName},
		{"phone", &c.UpperPhone, 40},
	} {
		var err error
		if *f.text, err = clean(f.field, *f.text, f.most); err != nil {
			return err
		}
	}
	text, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("office: contact: %w", err)
	}
	return o.store.Update(ctx, func(tx *store.Tx) error { return tx.SetMeta(contactKey(village), string(text)) })
}
