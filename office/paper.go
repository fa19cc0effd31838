package office

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"silian/calendar"
	"silian/casework"
	"silian/documents"
	"silian/store"
)

// PaperForm is the form of a paper's file.
type PaperForm string

// Forms: a PDF to print, a DOCX to edit in Word or WPS first.
const (
	PaperPDF  PaperForm = "pdf"
	PaperDOCX PaperForm = "docx"
)

// PosterSize is the size of a poster.
type PosterSize = documents.Format

// Sizes of posters.
const (
	PosterA3 = documents.FormatA3
	PosterA4 = documents.FormatA4
)

// papersDir is the private folder of papers on their way to the printer. They hold
// personal text: all of them go at the start, at the end, and when something is destroyed.
func (o *Office) papersDir() string { return o.path + ".papers" }

// SlipFor writes the slip that a visitor takes home (来访回执) and gives its path: for a
// visit by the id of its entry, or for a case. What the person who is signed in may not
// read (domain 2.6) does not stand on it, nor do the words of a sensitive matter. Errors: the *Problem
// slip.unknown, paper.form.
func (o *Office) SlipFor(ctx context.Context, id casework.ID, form PaperForm) (string, error) {
	if o.Operator().Number == 0 {
		return "", ErrSignedOut
	}
	slip, name, err := o.slip(ctx, id)
	if err != nil {
		return "", err
	}
	return o.putPaper(name, documents.SlipPaper(slip), form)
}

// DayRegister writes the register of one day of a village (接访登记表) and gives its path;
// village "" is this office. Lines that the person who is signed in may not read keep
// number, time and category; telephone numbers stand masked, as on the screen. Errors:
// the *Problem village.missing, village.not_ours, day.none.
func (o *Office) DayRegister(ctx context.Context, village casework.OfficeCode, on calendar.Day, form PaperForm) (string, error) {
	if o.Operator().Number == 0 {
		return "", ErrSignedOut
	}
	village, err := o.paperVillage(village)
	if err != nil {
		return "", err
	}
	if village == "" {
		return "", &Problem{Field: "village", Code: "missing"}
	}
	r, err := o.register(ctx, village, on)
	if err != nil {
		return "", err
	}
	return o.putPaper("接访登记表-"+string(village)+"-"+compact(on), documents.RegisterPaper(r), form)
}

// YearPoster writes the poster with the village days of a civil year (村务日年历) as PDF
// and gives its path; village "" is this office, at a township all its villages. Errors:
// the *Problem year.outside_calendar.
func (o *Office) YearPoster(ctx context.Context, village casework.OfficeCode, year int, size PosterSize) (string, error) {
	village, err := o.paperVillage(village)
	if err != nil {
		return "", err
	}
	if size != PosterA3 && size != PosterA4 {
		return "", &Problem{Field: "paper", Code: "size"}
	}
	p, err := o.poster(ctx, village, year)
	if err != nil {
		return "", err
	}
	code := village
	if code == "" {
		code = o.me.Code
	}
	return o.writePaper(fmt.Sprintf("村务日年历-%s-%d-%s", code, year, size), PaperPDF, func(w io.Writer) error { return p.PDF(w, size) })
}

// HandoverPaper prints the slip that goes with a USB stick to an office (U盘交接单), with
// the files that wait for its answer.
func (o *Office) HandoverPaper(ctx context.Context, to casework.OfficeCode, form PaperForm) (string, error) {
	peer, err := o.peer(ctx, to)
	if err != nil {
		return "", err
	}
	sent, err := o.SentFiles(ctx)
	if err != nil {
		return "", err
	}
	h := documents.HandOver{From: o.me.Name, FromCode: string(o.me.Code), To: peer.Name, ToCode: string(to), On: o.Today()}
	for _, s := range slices.Backward(sent) {
		if s.Peer != to || s.Delivered != 0 {
			continue
		}
		slip, err := o.HandoverSlip(ctx, s)
		if err != nil {
			return "", err
		}
		for _, f := range slip.Files {
			h.Files = append(h.Files, documents.HandOverFile{Name: f.File, Seq: f.Seq, Entries: f.Entries, Written: s.Written, Check: f.Check})
		}
	}
	return o.putPaper("U盘交接单-"+string(to)+"-"+compact(h.On), documents.HandOverPaper(h), form)
}

// paperVillage gives the village a paper is about: this office if it is one, else the
// one that is named; "" where a township or county names none.
func (o *Office) paperVillage(village casework.OfficeCode) (casework.OfficeCode, error) {
	switch {
	case o.me.Level == casework.Village && (village == "" || village == o.me.Code):
		return o.me.Code, nil
	case o.me.Level == casework.Village:
		return "", &Problem{Field: "village", Code: "not_ours"}
	case village == "":
		return "", nil
	}
	return casework.ParseOfficeCode(string(village))
}

func compact(d calendar.Day) string {
	y, m, day := d.YMD()
	return fmt.Sprintf("%04d%02d%02d", y, int(m), day)
}

func (o *Office) putPaper(name string, p documents.Paper, form PaperForm) (string, error) {
	switch form {
	case PaperPDF:
		return o.writePaper(name, form, p.PDF)
	case PaperDOCX:
		return o.writePaper(name, form, p.DOCX)
	}
	return "", &Problem{Field: "paper", Code: "form"}
}

// writePaper makes a file in the private folder. An earlier paper of that name may be
// open in a viewer: it stays, and the new one is counted on.
func (o *Office) writePaper(name string, form PaperForm, write func(io.Writer) error) (string, error) {
	if err := os.MkdirAll(o.papersDir(), 0o700); err != nil {
		return "", fmt.Errorf("office: paper: %w", err)
	}
	for n := 1; n < 1000; n++ {
		counted := name
		if n > 1 {
			counted = fmt.Sprintf("%s-%d", name, n)
		}
		path := filepath.Join(o.papersDir(), counted+"."+string(form))
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, os.ErrExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("office: paper: %w", err)
		}
		if err := errors.Join(write(f), f.Close()); err != nil {
			return "", errors.Join(fmt.Errorf("office: paper: %w", err), os.Remove(path))
		}
		return path, nil
	}
	return "", &Problem{Field: "paper", Code: "too_many"}
}

// clearPapers removes all papers that were made; what a viewer holds open on Windows goes
// at the next start.
func (o *Office) clearPapers() { _ = os.RemoveAll(o.papersDir()) }

// dayOf gives the entry's reception day.
func (o *Office) dayOf(ctx context.Context, entry casework.ID) (d casework.ReceptionDay, found bool, err error) {
	err = o.store.View(ctx, func(v *store.View) error {
		e, ok, err := v.Entry(entry)
		if err != nil || !ok || e.About().Kind != casework.SubjectDay {
			return err
		}
		entries, err := v.Entries(e.About().ID)
		if err != nil {
			return err
		}
		d, found = casework.FoldDay(entries), true
		return hushVisits(v, &d)
	})
	return d, found, err
}
