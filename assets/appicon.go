package assets

import _ "embed" // the icon of the program

//go:embed icons/app.png
var appIcon []byte

// AppIcon returns the program's icon, a PNG of 256 by 256 pixels: an almanac leaf.
// Callers must not change the bytes.
func AppIcon() []byte { return appIcon }
