package cli

// For tests of package cli_test.
var (
	GuardCell = guardCell
	FileWord  = fileWord
)
