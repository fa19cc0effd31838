package widgets

import (
	"image/color"

	"silian/ui/theme"
)

// Tone is a state shown by shape, then word, then colour: no state is told by
// colour alone.
type Tone int

// The tones. Their shapes are dash, ring, half disc, tick, triangle.
const (
	Neutral  Tone = iota // – not begun, nothing to do; plain words
	Blue                 // ○ going on, soon
	BlueHalf             // ◐ partly, in blue
	Ochre                // ◐ today, waiting for a person
	Green                // ✓ done
	Red                  // ▲ overdue, error: never for a person
)

// Text is the colour of a tone's words and mark.
func (t Tone) Text(k theme.Tokens) color.NRGBA {
	switch t {
	case Blue, BlueHalf:
		return k.Blue
	case Ochre:
		return k.Ochre
	case Green:
		return k.Green
	case Red:
		return k.Red
	default:
		return k.Ink2
	}
}

// Soft is the ground under a tone's words.
func (t Tone) Soft(k theme.Tokens) color.NRGBA {
	switch t {
	case Blue, BlueHalf:
		return k.BlueSoft
	case Ochre:
		return k.OchreSoft
	case Green:
		return k.GreenSoft
	case Red:
		return k.RedSoft
	default:
		return k.Quiet
	}
}

// Outline is the line around a tone's soft ground.
func (t Tone) Outline(k theme.Tokens) color.NRGBA {
	switch t {
	case Blue, BlueHalf:
		return k.BlueLine
	case Ochre:
		return k.OchreLine
	case Green:
		return k.GreenLine
	case Red:
		return k.RedLine
	default:
		return k.Line
	}
}

// fill is the colour of a bar of this tone.
func (t Tone) fill(k theme.Tokens) color.NRGBA {
	switch t {
	case Neutral:
		return k.Edge
	case Blue, BlueHalf:
		return k.BlueFill
	case Red:
		return k.RedFill
	default:
		return t.Text(k)
	}
}
