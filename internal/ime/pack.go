package ime

// A spot travels through Windows as one number of 64 bits: 24 bits each for x and y
// and 16 for the height. What does not fit is cut to the nearest value that does.
const (
	coordBits  = 24
	heightBits = 16
)

// pack is the spot as a number.
func pack(at Spot) uintptr {
	n := uint64(cut(at.X, coordBits))<<(coordBits+heightBits) | uint64(cut(at.Y, coordBits))<<heightBits | uint64(cut(at.Height, heightBits))
	return uintptr(n)
}

// unpack is the reverse of pack.
func unpack(datum uintptr) Spot {
	n := uint64(datum)
	part := func(shift, bits int) int {
		v := int(n >> shift & (1<<bits - 1))
		if v >= 1<<(bits-1) {
			v -= 1 << bits
		}
		return v
	}
	return Spot{X: part(coordBits+heightBits, coordBits), Y: part(heightBits, coordBits), Height: part(0, heightBits)}
}

// cut keeps the lowest bits of a number held within what signed bits can say.
func cut(v, bits int) uint64 {
	most := 1<<(bits-1) - 1
	return uint64(max(-most-1, min(v, most))) & (1<<bits - 1)
}
