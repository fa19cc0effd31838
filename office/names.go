package office

import (
	"context"

	"silian/casework"
	"silian/store"
)

// OfficeName gives the name of an office this one knows, else its code.
func (o *Office) OfficeName(code casework.OfficeCode) string {
	if code == o.me.Code {
		return o.me.Name
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if n, ok := o.names[code]; ok {
		return n
	}
	return string(code)
}

// CaseRow gives a case as lists show it.
func (o *Office) CaseRow(ctx context.Context, id casework.ID) (row CaseRow, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		r, found, err := v.CaseRowOf(id)
		if err == nil && !found {
			return &Problem{Field: "case", Code: "unknown"}
		}
		r.Title = titleOrNone(r.Title)
		row = r
		return err
	})
	return row, err
}
