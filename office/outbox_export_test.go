package office

// SetLimits lets tests split early.
func SetLimits(o *Office, entries, files int, fileBytes int64, parts int) {
	o.traffic.limits = limits{entries, 1 << 20, files, fileBytes, parts}
}

// OnStep tells a test between two steps of sending and receiving.
func OnStep(o *Office, step func(name string) error) { o.traffic.step = step }
