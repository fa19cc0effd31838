package assets

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed icons/*.svg
var icons embed.FS

// ErrNoIcon says that no icon of that name is embedded.
var ErrNoIcon = errors.New("assets: no such icon")

// Icon returns the SVG of the named icon: 24 by 24 grid, strokes of 1.7 in
// black, no fill. The error wraps ErrNoIcon.
func Icon(name string) ([]byte, error) {
	b, err := icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil, fmt.Errorf("%w: %q", ErrNoIcon, name)
	}
	return b, nil
}

// IconNames returns the names Icon knows, sorted.
func IconNames() []string {
	files, err := fs.Glob(icons, "icons/*.svg")
	if err != nil { // the pattern is constant: only a broken build gets here
		return nil
	}
	names := make([]string, 0, len(files))
	for _, f := range files {
		names = append(names, strings.TrimSuffix(strings.TrimPrefix(f, "icons/"), ".svg"))
	}
	return names
}
