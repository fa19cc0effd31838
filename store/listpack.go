package store

import (
	"database/sql"
	"encoding/binary"
	"fmt"

	"silian/calendar"
	"silian/casework"
)

// packed writes the row in one piece, id first. A page of 60 rows is read four times as
// fast as from 27 columns; those are for conditions.
func (r CaseRow) packed() []byte {
	out := append(make([]byte, 0, 256), r.ID[:]...)
	for _, n := range r.numbers() {
		out = binary.AppendVarint(out, n)
	}
	for _, s := range r.texts() {
		out = packText(out, s)
	}
	return out
}

func (r CaseRow) numbers() [9]int64 {
	sensitive := int64(0)
	if r.Sensitive {
		sensitive = 1
	}
	return [...]int64{
		r.Seq, int64(r.Cycle), int64(r.OpenedOn), int64(r.Due), int64(r.Handler), int64(r.ReceivedOn), int64(r.ResolvedOn), int64(r.ClosedOn), sensitive,
	}
}

func (r CaseRow) texts() [17]string {
	return [...]string{
		string(r.No), r.Title, string(r.Track), r.Category, string(r.Place), string(r.Opener), string(r.Holder), string(r.HolderLevel),
		string(r.MaxLevel), string(r.Handling), string(r.Resolution), string(r.ResolvedLevel), string(r.TransitTo), r.DueWhat, r.Source,
		string(r.HandlerOffice), r.Lead,
	}
}

// unpackCase reads what packed wrote.
func unpackCase(pack []byte) (r CaseRow, err error) {
	if len(pack) < len(r.ID) {
		return r, fmt.Errorf("%w: the row of a case", ErrDamaged)
	}
	copy(r.ID[:], pack)
	in := packReader{left: pack[len(r.ID):]}
	var n [9]int64
	for i := range n {
		n[i] = in.varint()
	}
	all := string(in.left) // one piece of memory for all texts of the row
	at := 0
	var s [17]string
	for i := range s {
		size, used := binary.Uvarint(in.left)
		if used <= 0 || size > uint64(len(in.left)-used) {
			in.bad = true
			break
		}
		at += used
		s[i] = all[at : at+int(size)]
		at, in.left = at+int(size), in.left[used+int(size):]
	}
	if in.bad || len(in.left) > 0 {
		return r, fmt.Errorf("%w: the row of a case", ErrDamaged)
	}
	return CaseRow{
		Seq: n[0], ID: r.ID, Cycle: int(n[1]), OpenedOn: calendar.Day(n[2]), Due: calendar.Day(n[3]), Handler: int(n[4]),
		ReceivedOn: calendar.Day(n[5]), ResolvedOn: calendar.Day(n[6]), ClosedOn: calendar.Day(n[7]), Sensitive: n[8] != 0,
		No: casework.CaseNo(s[0]), Title: s[1], Track: casework.Track(s[2]), Category: s[3], Place: casework.OfficeCode(s[4]),
		Opener: casework.OfficeCode(s[5]), Holder: casework.OfficeCode(s[6]), HolderLevel: casework.Level(s[7]),
		MaxLevel: casework.Level(s[8]), Handling: casework.Handling(s[9]), Resolution: casework.Resolution(s[10]),
		ResolvedLevel: casework.Level(s[11]), TransitTo: casework.Level(s[12]), DueWhat: s[13], Source: s[14],
		HandlerOffice: casework.OfficeCode(s[15]), Lead: s[16],
	}, nil
}

// listColumns are what a list reads of a row; seq is there for merging by it.
const listColumns = "packed, seq"

// scanPacked reads listColumns.
func scanPacked(rows *sql.Rows) (CaseRow, error) {
	var pack sql.RawBytes
	var seq int64
	if err := rows.Scan(&pack, &seq); err != nil {
		return CaseRow{}, err
	}
	return unpackCase(pack)
}

// checkPacked compares the piece of each row with its columns, which checkProjection
// compares with the entries.
func (v *View) checkPacked(r *Report) error {
	return v.query(func(rows *sql.Rows) error {
		var pack []byte
		row, err := scanCase(rows, &pack)
		if err != nil {
			return err
		}
		if got, err := unpackCase(pack); err != nil || got != row {
			r.Problems = append(r.Problems, fmt.Sprintf("projection: the row of case %s differs from its columns", row.No))
		}
		return nil
	}, "SELECT "+caseColumns+", packed FROM case_row")
}
