package casework

import "slices"

// WithTarget gives rules under which 四四二 is counted so.
func WithTarget(r Rules, t ShareTarget) Rules {
	r.targets = append(slices.Clone(r.targets), t)
	return r
}

// WithLimits gives rules with these windows and thresholds.
func WithLimits(r Rules, l Limits) Rules {
	r.limits = append(slices.Clone(r.limits), l)
	return r
}
