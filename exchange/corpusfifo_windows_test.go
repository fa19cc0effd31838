package exchange_test

import "testing"

func fifo(t *testing.T) string {
	t.Helper()
	t.Skip("no pipes with a path of their own here")
	return ""
}
