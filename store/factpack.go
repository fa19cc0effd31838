package store

import (
	"encoding/binary"
	"errors"
	"slices"

	"silian/calendar"
	"silian/casework"
)

// factKinds gives the kinds in the order of their codes in a pack, from 1. New kinds are
// put at the end: what stands here is never moved.
func factKinds() []casework.FactKind {
	return []casework.FactKind{
		casework.FactRegistered, casework.FactRepeated, casework.FactVisit, casework.FactResolved, casework.FactExported,
		casework.FactTerminated, casework.FactVoided, casework.FactRestored, casework.FactClosed, casework.FactReopened,
		casework.FactReportedUp, casework.FactReturned, casework.FactNotice, casework.FactOpinion, casework.FactPromise,
		casework.FactReturnVisit, casework.FactAnswered, casework.FactVisitDue, casework.FactEvaluated, casework.FactTerm,
		casework.FactMediated, casework.FactAnalysed, casework.FactLead, casework.FactLeadMet, casework.FactAided,
		casework.FactInspected, casework.FactMeeting, casework.FactSupervision, casework.FactFeedback, casework.FactSealed,
	}
}

// factLevels gives the levels in the order of their codes, from 0.
func factLevels() []casework.Level {
	return []casework.Level{"", casework.Village, casework.Township, casework.County}
}

// Parts of a packed fact that are not always there.
const (
	packGood = 1 << iota
	packDone
	packCount // other than 1
	packMark
	packLevels
	packTrack
)

var errPack = errors.New("facts that cannot be read")

// packer writes facts into few bytes and reads them again: a figure reads ten thousands
// of them, and columns are what reading them costs.
//
// A fact is its kind, what parts it has, its day (as the difference to the one before
// it) and these parts; a kind or level that has no code is written out.
type packer struct {
	kinds  []casework.FactKind
	levels []casework.Level
}

func newPacker() packer { return packer{factKinds(), factLevels()} }

// pack writes the facts of one subject in the figures of one office.
func (p packer) pack(facts []casework.Fact) []byte {
	out := make([]byte, 0, 12*len(facts))
	day := calendar.Day(0)
	for _, f := range facts {
		code := slices.Index(p.kinds, f.Kind) + 1
		out = append(out, byte(code))
		if code == 0 {
			out = packText(out, string(f.Kind))
		}
		level, top := slices.Index(p.levels, f.Level), slices.Index(p.levels, f.Top)
		var parts byte
		for i, has := range []bool{f.Good, f.Done != 0, f.Count != 1, f.Mark != "", level != 0 || top != 0, f.Track != ""} {
			if has {
				parts |= 1 << i
			}
		}
		out = binary.AppendVarint(append(out, parts), int64(f.On)-int64(day))
		day = f.On
		if parts&packDone != 0 {
			out = binary.AppendVarint(out, int64(f.Done)-int64(f.On))
		}
		if parts&packCount != 0 {
			out = binary.AppendVarint(out, int64(f.Count))
		}
		if parts&packMark != 0 {
			out = packText(out, f.Mark)
		}
		if parts&packLevels != 0 {
			out = append(out, byte(level+1)<<4|byte(top+1))
			if level < 0 {
				out = packText(out, string(f.Level))
			}
			if top < 0 {
				out = packText(out, string(f.Top))
			}
		}
		if parts&packTrack != 0 {
			out = packText(out, string(f.Track))
		}
	}
	return out
}

func packText(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

// unpack adds the facts of a pack to a list.
func (p packer) unpack(out []casework.Fact, pack []byte, about casework.ID, office casework.OfficeCode) ([]casework.Fact, error) {
	r := packReader{left: pack}
	day := calendar.Day(0)
	for len(r.left) > 0 && !r.bad {
		f := casework.Fact{About: about, Office: office, Count: 1}
		if code := int(r.byte()); code == 0 {
			f.Kind = casework.FactKind(r.text())
		} else if code <= len(p.kinds) {
			f.Kind = p.kinds[code-1]
		} else {
			r.bad = true
		}
		parts := r.byte()
		f.Good = parts&packGood != 0
		day += calendar.Day(r.varint())
		f.On = day
		if parts&packDone != 0 {
			f.Done = f.On + calendar.Day(r.varint())
		}
		if parts&packCount != 0 {
			f.Count = int(r.varint())
		}
		if parts&packMark != 0 {
			f.Mark = r.text()
		}
		if parts&packLevels != 0 {
			both := r.byte()
			f.Level, f.Top = casework.Level(p.level(&r, both>>4)), casework.Level(p.level(&r, both&15))
		}
		if parts&packTrack != 0 {
			f.Track = casework.Track(r.text())
		}
		out = append(out, f)
	}
	if r.bad {
		return out, errPack
	}
	return out, nil
}

func (p packer) level(r *packReader, code byte) casework.Level {
	switch {
	case code == 0:
		return casework.Level(r.text())
	case int(code) <= len(p.levels):
		return p.levels[code-1]
	}
	r.bad = true
	return ""
}

// packReader reads what a packer or a packed row wrote; bad says that it is something else.
type packReader struct {
	left []byte
	bad  bool
}

func (r *packReader) byte() byte {
	if len(r.left) == 0 {
		r.bad = true
		return 0
	}
	b := r.left[0]
	r.left = r.left[1:]
	return b
}

func (r *packReader) varint() int64 {
	n, used := binary.Varint(r.left)
	if used <= 0 {
		r.bad, r.left = true, nil
		return 0
	}
	r.left = r.left[used:]
	return n
}

func (r *packReader) text() string {
	n, used := binary.Uvarint(r.left)
	if used <= 0 || n > uint64(len(r.left)-used) {
		r.bad, r.left = true, nil
		return ""
	}
	s := r.left[used : used+int(n)]
	r.left = r.left[used+int(n):]
	return string(s)
}
