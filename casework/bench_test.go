package casework_test

import (
	"testing"

	"silian/casework"
)

// BenchmarkFoldCase200 folds a case of 200 entries that has been up and down again:
// what office pays on each write.
func BenchmarkFoldCase200(b *testing.B) {
	k := newKit(b)
	k.open(k.v, casework.TrackPetition)
	k.accept(k.t, k.up(k.v, k.t))
	k.accept(k.c, k.up(k.t, k.c))
	down := k.do(k.c, casework.CaseHandedOver, assign(k.t)).ID
	k.send(k.c, k.t)
	k.accept(k.t, down)
	for i := 0; len(k.t.Entries(k.id)) < 200; i++ {
		switch i % 4 {
		case 0:
			k.do(k.t, casework.CaseNote, casework.Note{Text: "记录一次电话：已告知办理进展，约定下次联系时间。"})
		case 1:
			k.do(k.t, casework.CaseMediated, casework.Mediated{By: casework.TownshipCommittee, Result: casework.MediationPartial})
		case 2:
			k.do(k.t, casework.CasePromised, casework.Promised{Due: k.clock.Today() + 5})
		default:
			k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Handler: 1})
		}
	}
	entries := k.t.Entries(k.id)
	b.ReportAllocs()
	for b.Loop() {
		if c := casework.FoldCase(entries); c.Holder != k.t.Code {
			b.Fatal("the fold lost its holder")
		}
	}
}
