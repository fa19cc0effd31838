//go:build !unix && !windows

package exchange

import "errors"

const openFlags = 0

// freeSpace is not known on this system.
func freeSpace(string) (int64, error) { return 0, errors.ErrUnsupported }
