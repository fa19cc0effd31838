package store

import "time"

// SaveDraft keeps a half-typed form (at most 64 KiB); empty text removes it.
func (tx *Tx) SaveDraft(form, body string, at time.Time) error {
	if body == "" {
		return tx.exec("DELETE FROM draft WHERE form = ?", form)
	}
	return tx.exec("INSERT INTO draft (form, body, saved) VALUES (?, ?, ?) ON CONFLICT (form) DO UPDATE SET body = excluded.body, saved = excluded.saved",
		form, body, at.Unix())
}

// Draft gives a half-typed form, "" when there is none.
func (v *View) Draft(form string) (string, error) {
	var body string
	_, err := v.one("SELECT body FROM draft WHERE form = ?", []any{form}, &body)
	return body, err
}
