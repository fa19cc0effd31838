package store

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"silian/casework"
)

// ErrBehind says that entries which were acknowledged here are not in the file: an
// older copy was put in its place, or its write-ahead log is missing or damaged. It
// is an ErrInstance: a person who says that this is a restored copy opens it.
var ErrBehind = fmt.Errorf("%w: it ends before the last entry that was written here", ErrInstance)

// headPath holds where the journal ended when it was last written, beside the file:
// an old copy of the file agrees with itself, and not with this. It is written after
// the commit and not synced, so after a power cut it may say less than the file,
// never more; what is torn does not check and says nothing.
func (s *Store) headPath() string { return s.cfg.Path + ".head" }

// noteHead writes where the journal ends now. It is a second witness: when it cannot
// be written, the work goes on.
func (s *Store) noteHead(count uint64, head casework.Digest) {
	s.heading.Lock()
	defer s.heading.Unlock()
	if count <= s.noted {
		return // a later commit was quicker
	}
	f, err := os.OpenFile(s.headPath(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	if _, err := f.WriteAt([]byte(headLine(count, head)), 0); err == nil {
		s.noted = count
	}
	_ = f.Close()
}

// headLine is of one length, so that writing it never needs to cut the file.
func headLine(count uint64, head casework.Digest) string {
	text := fmt.Sprintf("%020d %s", count, head)
	return fmt.Sprintf("%s %s\n", text, casework.DigestOf([]byte(text)))
}

// noteNewHead writes where the journal ends, even when it says less than before: a
// restored copy begins anew.
func (s *Store) noteNewHead(v *View) error {
	count, head, err := v.Head()
	if err != nil {
		return err
	}
	if err := os.Remove(s.headPath()); err != nil && !os.IsNotExist(err) {
		return fmt.Errorf("store: head: %w", err)
	}
	s.noted = 0
	s.noteHead(count, head)
	return nil
}

// witness is where the journal ended, count 0 when nothing is known of it.
type witness struct {
	count uint64
	head  casework.Digest
}

// seenHead reads the second witness.
func (s *Store) seenHead() (w witness) {
	data, err := os.ReadFile(s.headPath())
	if err != nil {
		return w // a file of an earlier version, or one that was moved
	}
	fields := strings.Fields(string(data))
	if len(fields) != 3 {
		return w
	}
	count, err := strconv.ParseUint(fields[0], 10, 63)
	if err != nil || w.head.UnmarshalText([]byte(fields[1])) != nil || string(data) != headLine(count, w.head) {
		return witness{} // torn
	}
	w.count = count
	return w
}

// behind reports whether the journal lacks what the second witness saw.
func (v *View) behind(seen witness) (bool, error) {
	if seen.count == 0 {
		return false, nil
	}
	var chain []byte
	found, err := v.one("SELECT chain FROM entry WHERE seq = ?", []any{int64(seen.count)}, &chain)
	if err != nil {
		return false, err
	}
	return !found || casework.Digest(chain) != seen.head, nil
}
