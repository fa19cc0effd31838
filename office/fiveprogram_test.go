package office_test

import (
	"encoding/json"
	_ "unsafe" // for the program of before

	"silian/casework"
)

// kindSpec has the form of casework's own spec of a kind; nothing here looks into it.
//
//lint:file-ignore U1000 the fields give the form only
type kindSpec struct {
	subject  casework.SubjectKind
	ver      int
	personal bool
	lift     []func(json.RawMessage) (json.RawMessage, error)
	read     func(casework.Body, kindSpec) (any, error)
}

// kindTable is casework's own table. Only here is it ever written: one test binary plays
// two versions of the program, and it has but one table.
//
//go:linkname kindTable silian/casework.kindTable
var kindTable map[casework.Kind]kindSpec

// later are the kinds of which the older program knows nothing.
var laterKinds = map[casework.Kind]kindSpec{
	casework.CasePromised: kindTable[casework.CasePromised],
}

// knowPromises makes this process the newer program, or the older one.
func knowPromises(yes bool) {
	for k, s := range laterKinds {
		if delete(kindTable, k); yes {
			kindTable[k] = s
		}
	}
}

// runs makes this process the program that an office has.
func (f *fleet) runs(p *desk) { knowPromises(!p.old) }
