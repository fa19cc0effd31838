package casework

// RollUp sums the figures of offices with disjoint scopes, part by part. Percentages
// come out of the sums, never out of percentages. A median of a sum is not the sum of
// medians: where more than one set has one it is Unsummed, with nothing to judge. All
// distinct cases can be summed, for each stands in the figures of one office only. Parts
// that one set lacks are taken from the others.
func RollUp(sets ...[]Indicator) []Indicator {
	type key struct {
		id   int
		part string
	}
	var out []Indicator
	at := map[key]int{}
	for _, set := range sets {
		for _, i := range set {
			k := key{i.ID, i.Part}
			j, ok := at[k]
			if !ok {
				at[k] = len(out)
				out = append(out, i)
				continue
			}
			out[j] = out[j].plus(i)
		}
	}
	return out
}

func (i Indicator) plus(o Indicator) Indicator {
	switch {
	case i.Kind != MedianFigure:
		i.Numerator += o.Numerator
		i.Denominator += o.Denominator
	case i.Unsummed || (o.Denominator == 0 && !o.Unsummed): // o has nothing to judge
	case i.Denominator == 0:
		return o
	default:
		i.Numerator, i.Denominator, i.Unsummed = 0, 0, true
	}
	return i
}
