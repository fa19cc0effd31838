package exchange

// DrivesUnder finds sticks in made-up trees.
func DrivesUnder(root string, free func(string) (int64, error)) ([]Drive, error) {
	return drivesUnder(root, free)
}
