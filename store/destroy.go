package store

import "silian/casework"

func (v *View) isDestroyed(id casework.ID) (bool, error) {
	var n int
	return v.one("SELECT 1 FROM destroyed WHERE id = ?", []any{id[:]}, &n)
}

// Destroy removes the bodies of entries and keeps their envelopes. by is the entry
// that says which, on what ground and who approved. Only personal text can be
// destroyed one by one. A body that arrives later is not taken. After commit the
// search index and the write-ahead log hold nothing of the text either.
func (tx *Tx) Destroy(by casework.ID, ids []casework.ID) error {
	for _, id := range ids {
		e, found, err := tx.Entry(id)
		if err != nil {
			return err
		}
		if found && !e.Stub() {
			// a kind of a newer version may be personal
			if b, ok := e.Body(); ok && !b.Kind.Personal() && b.Kind.Version() != 0 {
				return &casework.Problem{Field: "entry", Code: "not_personal_text"}
			}
			if err := tx.exec("DELETE FROM body WHERE seq = (SELECT seq FROM entry WHERE id = ?)", id[:]); err != nil {
				return err
			}
			tx.touched[e.About()] = true
		}
		if err := tx.exec("INSERT INTO destroyed (id, by_entry) VALUES (?, ?) ON CONFLICT (id) DO NOTHING", id[:], by[:]); err != nil {
			return err
		}
	}
	// Drafts may hold the same words; they are small and local, so all go.
	if err := tx.exec("DELETE FROM draft"); err != nil {
		return err
	}
	tx.purge = true
	return nil
}
