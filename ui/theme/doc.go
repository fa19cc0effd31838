// Package theme is the look of the program: colour tokens, type scale, fonts and icons, and nothing that draws.
package theme
