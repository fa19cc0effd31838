//go:build soak

package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"silian/calendar"
	"silian/casework"
	"silian/office"
	"silian/store"
)

// The office that is tried: a village, on a day that never comes again.
const soakVillage casework.OfficeCode = "419901102201"

func today() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, calendar.Zone()) }

type stillClock struct{}

func (stillClock) Now() time.Time { return today() }

func config(path string) office.Config {
	return office.Config{Path: path, Clock: stillClock{}, WeakKDF: true}
}

// found makes an office file at path.
func found(path string) error {
	cfg := config(path)
	cfg.Password = "long enough"
	o, _, err := office.Init(context.Background(), office.Founding{
		Config:    cfg,
		Office:    casework.Office{Code: soakVillage, Name: "东岭村", Level: casework.Village, Parent: "419901102000"},
		Operators: []office.Operator{{Number: 1, Name: "韩守田", Role: casework.RoleVillageSecretary}},
	})
	if err != nil {
		return err
	}
	return o.Close()
}

// keyOf is the key of act i, made before its first try and the same for each try.
func keyOf(i int) casework.ID {
	var r [10]byte
	binary.BigEndian.PutUint64(r[2:], uint64(i)+1)
	return casework.MakeID(today().Add(time.Duration(i)*time.Second), r)
}

// mark stands in the words of act i and of no other.
func mark(i int) string { return fmt.Sprintf("甲%06d乙", i) }

// do does act i: what a village does on a day, each kind in turn. Acts about a case
// stand on the last case before, which must have been done.
func do(o *office.Office, i int) error {
	ctx := context.Background()
	day := calendar.DayOf(today())
	act := office.Act{Key: keyOf(i), On: day.Add(-(i / 25) % 300)}
	in := office.CaseInput{Track: casework.TrackDispute, Category: "land", Title: mark(i), Narrative: "两家为地界争执，请村里来量。", Requests: []string{"丈量地界"}}
	var err error
	switch i % 5 {
	case 0:
		in.Title, in.Narrative = mark(i), ""
		_, err = o.ReceiveVisitor(ctx, act, office.VisitInput{
			Name: "王某某", Group: "二组", Phone: "13900000001", Category: "land", Words: mark(i) + "浇地的水渠漏水", Promise: day.Add(5), Case: &in,
		})
	case 1:
		_, err = o.OpenCase(ctx, act, in)
	case 2:
		_, err = o.Promise(ctx, office.Act{Key: act.Key}, keyOf(i-1), day.Add(3), mark(i))
	case 3:
		_, err = o.AddNote(ctx, office.Act{Key: act.Key}, keyOf(i-2), mark(i)+strings.Repeat("说了很久的话。", 40*(i%4)), false)
	case 4:
		_, err = o.ReceiveVisitor(ctx, act, office.VisitInput{Name: "李某", Category: "public", Words: mark(i) + "问路灯", OnTheSpot: true, Answer: "电工明天来修"})
	}
	return err
}

// verdict is what is found in an office after a trial.
type verdict struct {
	lost, doubled int
	problem       string
	head          casework.Digest
	count         uint64
}

// examine opens the office as the program would, asks that each acknowledged act is
// there once, and checks everything; then it tries the act again that nobody
// acknowledged, twice.
func examine(path string, acked []int, next int) (v verdict) {
	o, err := office.Open(context.Background(), config(path))
	if err != nil {
		return verdict{lost: len(acked), problem: "open: " + office.Explain(err) + " " + err.Error()}
	}
	r, err := o.Check(context.Background(), false, nil)
	if err != nil || len(r.Problems) > 0 {
		v.problem = fmt.Sprintf("check: %v %v", r.Problems, err)
	}
	if next >= 0 {
		for range 2 {
			if err := do(o, next); err != nil {
				v.problem += fmt.Sprintf(" again: %v", err)
			}
		}
		acked = append(append([]int{}, acked...), next)
	}
	if err := o.Close(); err != nil {
		v.problem += fmt.Sprintf(" close: %v", err)
	}
	lost, doubled, err := look(path, acked, &v)
	if err != nil {
		v.problem += " look: " + err.Error()
	}
	v.lost, v.doubled = lost, doubled
	return v
}

// look counts in the store what each act wrote.
func look(path string, acked []int, v *verdict) (lost, doubled int, err error) {
	s, err := store.Open(context.Background(), store.Config{Path: path})
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	err = s.View(context.Background(), func(view *store.View) error {
		var err error
		if v.count, v.head, err = view.Head(); err != nil {
			return err
		}
		seen := map[int]int{} // bodies that carry the mark of an act
		if err := eachBody(view, func(kind casework.Kind, text string) {
			if kind != casework.DayVisitText && kind != casework.CaseText && kind != casework.CaseNote {
				return
			}
			for rest := text; ; {
				_, after, found := strings.Cut(rest, "甲")
				if !found {
					return
				}
				var i int
				if n, _ := fmt.Sscanf(after, "%06d乙", &i); n == 1 {
					seen[i]++
					return
				}
				rest = after
			}
		}); err != nil {
			return err
		}
		for _, i := range acked {
			_, found, err := view.Entry(keyOf(i))
			if err != nil {
				return err
			}
			want := 1
			if i%5 == 0 {
				want = 2 // words of the visit and of its case
			}
			switch {
			case !found || seen[i] < want:
				lost++
			case seen[i] > want:
				doubled++
			}
		}
		return nil
	})
	return lost, doubled, err
}

func eachBody(view *store.View, visit func(casework.Kind, string)) error {
	for _, kind := range []casework.SubjectKind{casework.SubjectCase, casework.SubjectDay} {
		ids, _, err := view.Subjects(kind, 0, 1<<20)
		if err != nil {
			return err
		}
		for _, id := range ids {
			entries, err := view.Entries(id)
			if err != nil {
				return err
			}
			for _, e := range entries {
				if b, ok := e.Body(); ok {
					visit(b.Kind, string(b.Data))
				}
			}
		}
	}
	return nil
}

// copyOffice copies the files of an office into a folder, and gives its new path.
func copyOffice(path, dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	files, err := filepath.Glob(path + "*")
	if err != nil {
		return "", err
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(f)), data, 0o600); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, filepath.Base(path)), nil
}
