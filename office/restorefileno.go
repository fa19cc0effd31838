package office

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"silian/casework"
	"silian/store"
)

const metaPaperNo = "paper_no"

// NumberFrom lets case numbers go on after one found on paper ("2026-0017" or in full)
// and sealed files after a number: what was written after the backup is lost here, but
// not in the folders. An empty number and 0 change nothing, and nothing goes back.
func (o *Office) NumberFrom(ctx context.Context, lastCase string, lastSealed uint64) error {
	if lastCase != "" && !paperForm(lastCase) {
		return &Problem{Field: "case_no", Code: "malformed"}
	}
	return o.store.Update(ctx, func(tx *store.Tx) error {
		if year, n := paperParts(lastCase); lastCase != "" {
			have, err := paperFloor(&tx.View, year)
			if err != nil {
				return err
			}
			if n > have {
				if err := tx.SetMeta(metaPaperNo, fmt.Sprintf("%d %d", year, n)); err != nil {
					return err
				}
			}
		}
		from, err := seqFrom(&tx.View)
		if err != nil || lastSealed+1 <= from || lastSealed == 0 {
			return err
		}
		return tx.SetMeta(metaSeqFrom, strconv.FormatUint(lastSealed+1, 10))
	})
}

// paperForm reports whether a number can be read, in full or short, with or without its
// letter.
func paperForm(s string) bool {
	_, n := paperParts(s)
	return n > 0
}

// paperParts gives year and running number, 0 and 0 when s is no number.
func paperParts(s string) (year, n int) {
	parts := strings.Split(strings.TrimSpace(s), "-")
	if len(parts) == 3 {
		if _, err := casework.ParseOfficeCode(parts[0]); err != nil {
			return 0, 0
		}
		parts = parts[1:]
	}
	if len(parts) != 2 {
		return 0, 0
	}
	digits := strings.TrimRight(strings.ToUpper(parts[1]), "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	year, err := strconv.Atoi(parts[0])
	n, nerr := strconv.Atoi(digits)
	if err != nil || nerr != nil || year < 1901 || year > 2100 || n < 1 || n > 9_999_999 {
		return 0, 0
	}
	return year, n
}

// paperFloor gives the running number of a year that was found on paper, 0 for none.
func paperFloor(v *store.View, year int) (int, error) {
	text, err := v.Meta(metaPaperNo)
	if err != nil || text == "" {
		return 0, err
	}
	var y, n int
	if _, err := fmt.Sscanf(text, "%d %d", &y, &n); err != nil {
		return 0, fmt.Errorf("%w: %s", ErrDamaged, metaPaperNo)
	}
	if y != year {
		return 0, nil
	}
	return n, nil
}
