package ui

import (
	"context"
	"errors"

	"silian/casework"
	"silian/office"
)

// printSlip makes the slip that goes with the stick (U盘交接单) and opens it.
func (r *usbRoom) printSlip(to casework.OfficeCode) {
	var path string
	r.d.run(func(ctx context.Context) (err error) {
		if path, err = r.d.office.HandoverPaper(ctx, to, office.PaperPDF); err != nil {
			return err
		}
		return r.d.papers.Open(path)
	}, func(err error) {
		switch {
		case errors.Is(err, office.ErrNoViewer):
			r.d.toast(office.Explain(err))
		case err != nil:
			r.d.toast("交接单没有印成，文件已经写好：" + office.Explain(err))
		default:
			r.d.toast("交接单打开了，请打印，和U盘一起交")
		}
	})
}
