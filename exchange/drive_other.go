//go:build !linux && !windows

package exchange

import "errors"

// drives are not known on this system; a folder can still be chosen.
func drives() ([]Drive, error) { return nil, nil }

func volumeOf(string) (volume, error) { return volume{}, errors.ErrUnsupported }
