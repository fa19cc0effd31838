package ui

import (
	"strings"

	"silian/casework"
	"silian/ui/theme"
)

// draftLook is the name under which colours and size are kept on this PC.
const draftLook = "window.look"

// look is how the window is drawn.
type look struct {
	mode  theme.Mode
	scale theme.Scale
}

// parseLook reads what String wrote. What is not there is chosen by the level: a
// village gets the large signs of the village edition.
func parseLook(s string, level casework.Level) look {
	l := look{theme.Light, theme.Normal}
	if level == casework.Village {
		l.scale = theme.Village
	}
	for _, word := range strings.Fields(s) {
		switch word {
		case "light":
			l.mode = theme.Light
		case "dark":
			l.mode = theme.Dark
		case "normal":
			l.scale = theme.Normal
		case "large":
			l.scale = theme.Large
		case "village":
			l.scale = theme.Village
		}
	}
	return l
}

// String is the look for the draft: "dark large".
func (l look) String() string {
	mode, scale := "light", "normal"
	if l.mode == theme.Dark {
		mode = "dark"
	}
	switch l.scale {
	case theme.Large:
		scale = "large"
	case theme.Village:
		scale = "village"
	}
	return mode + " " + scale
}
