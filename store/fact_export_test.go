package store

import "silian/casework"

// PutFacts writes the facts of a subject that has no journal.
func (tx *Tx) PutFacts(subject casework.ID, facts []casework.Fact) error {
	return tx.facts(subject, facts)
}

// PackedAgain packs facts and unpacks them.
func PackedAgain(facts []casework.Fact, about casework.ID, office casework.OfficeCode) ([]casework.Fact, error) {
	p := newPacker()
	return p.unpack(nil, p.pack(facts), about, office)
}

// Unpacked reads a pack of facts.
func Unpacked(pack []byte) ([]casework.Fact, error) {
	return newPacker().unpack(nil, pack, casework.ID{}, "")
}

// Derived gives the problems of what is made from rows of projections.
func (v *View) Derived() ([]string, error) {
	var r Report
	err := v.checkDerived(&r)
	return r.Problems, err
}

// RowAgain packs the row of a case and unpacks it.
func RowAgain(r CaseRow) (CaseRow, error) { return unpackCase(r.packed()) }

// UnpackedRow reads a packed row.
func UnpackedRow(pack []byte) (CaseRow, error) { return unpackCase(pack) }

// PackedRow packs a row.
func PackedRow(r CaseRow) []byte { return r.packed() }
