package theme

import "math"

// Scale is the size of everything that carries text.
type Scale int

// The three scales.
const (
	Normal  Scale = iota
	Large         // every text 1.5 times, for eyes that need it
	Village       // the village edition: inputs 50, body 20
)

// Role is what a text is for; it fixes its size.
type Role int

// The roles, from the largest text to the smallest.
const (
	Figure    Role = iota // big figures, bold
	Date                  // the date at the head of the home page, bold
	Title                 // page title, bold
	CardTitle             // title of a card, bold
	Finger                // fingerprint digits, bold
	Strong                // main buttons and the first line of a two-line row
	Body                  // text, row title, input
	Second                // second line, table cell
	Small                 // reason line, table head, unit of a number, label of a field
	Floor                 // key caps, lunar day, chart values: nothing is smaller
)

// pixels at each Scale, by Role.
func pixels(r Role) [3]float32 {
	switch r {
	case Figure:
		return [3]float32{32, 48, 36}
	case Date:
		return [3]float32{28, 36, 32}
	case Title:
		return [3]float32{24, 36, 30}
	case CardTitle:
		return [3]float32{16, 24, 21}
	case Finger:
		return [3]float32{18, 27, 24}
	case Strong:
		return [3]float32{15.5, 23, 21}
	case Second:
		return [3]float32{14, 21, 18}
	case Small:
		return [3]float32{13, 19.5, 18}
	case Floor:
		return [3]float32{12, 19, 16}
	default:
		return [3]float32{15, 22.5, 20}
	}
}

// Text returns the size of a role in pixels at this theme's scale.
func (t *Theme) Text(r Role) float32 { return pixels(r)[t.scale] }

// Factor is the ratio of this theme's body text to the normal one.
func (t *Theme) Factor() float32 { return pixels(Body)[t.scale] / pixels(Body)[Normal] }

// Px scales a length that grows with text (a row height, a control height, a
// mark) and rounds it to whole pixels, so that hairlines stay sharp.
func (t *Theme) Px(v float32) float32 {
	if t.scale == Normal {
		return v
	}
	return float32(math.Round(float64(v * t.Factor())))
}

// Gap scales a distance between things: it grows half as much as text does.
func (t *Theme) Gap(v float32) float32 {
	if t.scale == Normal {
		return v
	}
	return float32(math.Round(float64(v * (1 + (t.Factor()-1)/2))))
}

// Control is the height of an input, a page button and a choice button in pixels.
func (t *Theme) Control() float32 { return [3]float32{38, 52, 50}[t.scale] }

// InputPad is the room between a field's outline and its text in pixels: what
// is left of the control's height beside Noto's line of 1.45 em.
func (t *Theme) InputPad() float32 {
	return float32(math.Floor(float64(t.Control()-2-1.45*t.Text(Body)) / 2))
}

// InCard is the height of a button inside a card in pixels.
func (t *Theme) InCard() float32 { return [3]float32{32, 46, 46}[t.scale] }

// MainButton is the height of the main button of the village edition and of an
// action bar's button elsewhere, in pixels.
func (t *Theme) MainButton() float32 { return [3]float32{40, 52, 64}[t.scale] }

// TableRow is the height of a one-line table row in pixels.
func (t *Theme) TableRow() float32 { return [3]float32{43, 60, 56}[t.scale] }

// TwoLineRow is the height of a two-line row in pixels.
func (t *Theme) TwoLineRow() float32 { return [3]float32{58, 91, 92}[t.scale] }

// RailWidth is the width of the navigation rail in pixels.
func (t *Theme) RailWidth() float32 { return [3]float32{144, 172, 176}[t.scale] }

// HintHeight is the height of the hint bar in pixels; the large scale has no
// hint bar, the help key takes its place.
func (t *Theme) HintHeight() float32 { return [3]float32{30, 0, 0}[t.scale] }
