package exchange

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// What can be wrong with a stick, beside ErrNoRoom.
var (
	ErrStickTooSmallFiles = errors.New("exchange: the stick's file system holds no file of that size")
	ErrStickReadOnly      = errors.New("exchange: the stick lets itself not be written")
	ErrStickGone          = errors.New("exchange: the stick is no longer there or does not answer")
)

// fits asks, before a byte is written, whether the stick takes a file of that size.
func (w *stickWriter) fits() error {
	if v, err := w.volume(w.cfg.Dir); err == nil {
		if v.readOnly {
			return ErrStickReadOnly
		}
		if most := v.largest(); most > 0 && w.res.Size > most {
			return fmt.Errorf("%w: %d bytes on %s", ErrStickTooSmallFiles, w.res.Size, v.system)
		}
	}
	if free, err := w.free(w.cfg.Dir); err == nil && free < w.res.Size+pieceSize {
		return fmt.Errorf("%w: %d bytes free, %d needed", ErrNoRoom, free, w.res.Size+pieceSize)
	}
	return nil
}

// stickError adds to an error of the system what it means for a stick.
func stickError(err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	for _, k := range []error{ErrNoRoom, ErrStickReadOnly, ErrStickGone, ErrNameTaken, ErrReadBack, ErrStickTooSmallFiles} {
		if errors.Is(err, k) {
			return err
		}
	}
	if meaning := meaningOf(err); meaning != nil {
		return fmt.Errorf("%w: %w", meaning, err)
	}
	return err
}

// Leftovers lists what writing left on a stick that was drawn or a PC that lost its
// power: files with a name of ours and .part behind it. Nobody reads them; a person
// may have them removed with DropLeftovers.
func Leftovers(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("exchange: stick: %w", err)
	}
	var out []string
	for _, e := range entries {
		if e.Type().IsRegular() && isLeftover(e.Name()) {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out, nil
}

// isLeftover knows the names of Header, Receipt and Card with .part behind.
func isLeftover(name string) bool {
	name, part := strings.CutSuffix(name, partSuffix)
	if !part || checkStickName(name) != nil {
		return false
	}
	ours := slices.ContainsFunc([]string{"XF-", "XR-", "XC-"}, func(p string) bool { return strings.HasPrefix(name, p) })
	return ours && slices.Contains([]string{".xfb", ".xfr", ".xfcard"}, filepath.Ext(name))
}

// DropLeftovers removes files that Leftovers named; others are not touched.
func DropLeftovers(paths []string) error {
	var errs []error
	for _, p := range paths {
		info, err := os.Lstat(p)
		if errors.Is(err, fs.ErrNotExist) || err == nil && (!info.Mode().IsRegular() || !isLeftover(filepath.Base(p))) {
			continue
		}
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("exchange: stick: %w", err))
		}
	}
	return stickError(errors.Join(errs...))
}
