package office

import "silian/exchange"

// Limits of one sealed file, well below those of the format: a package of at most
// 200 MB travels on any stick (domain.md 7).
const (
	parcelEntries = exchange.MaxEntries     // lines
	parcelLines   = exchange.MaxEntriesSize // bytes of entries
	parcelParts   = 200                     // files of one export; more goes with the next
)

// limits says how much goes into one sealed file and how many are made at once.
type limits struct {
	entries   int
	lines     int64 // bytes of entries
	files     int
	fileBytes int64
	parts     int
}

// traffic is how an office seals and takes in: the zero value outside tests.
type traffic struct {
	limits limits                  // zero: those above
	step   func(name string) error // told between two steps; tests stop there
}

func (t traffic) most() limits {
	if t.limits != (limits{}) {
		return t.limits
	}
	return limits{parcelEntries, parcelLines, parcelFiles, parcelBytes, parcelParts}
}

// step is where tests cut the power.
func (o *Office) step(name string) error {
	if o.traffic.step == nil {
		return nil
	}
	return o.traffic.step(name)
}
