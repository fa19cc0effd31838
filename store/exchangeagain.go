package store

// Unacknowledge takes back that the addressee of a sealed file has what was in it: it
// asks for the file again, so all of it that it may still see goes with the next one.
func (tx *Tx) Unacknowledge(bundle [16]byte) error {
	if err := tx.exec(`DELETE FROM acked WHERE peer = (SELECT peer FROM sent WHERE bundle = ?1)
		AND entry IN (SELECT entry FROM sent_entry WHERE bundle = ?1)`, bundle[:]); err != nil {
		return err
	}
	return tx.exec(`DELETE FROM acked_attachment WHERE peer = (SELECT peer FROM sent WHERE bundle = ?1)
		AND digest IN (SELECT digest FROM sent_attachment WHERE bundle = ?1)`, bundle[:])
}
