package theme

import "image/color"

// Mode is the light or the dark set of colours.
type Mode int

// The two modes.
const (
	Light Mode = iota
	Dark
)

// Tokens are the colours of the program by use. Every pair of text and ground
// that the widgets draw has a contrast of at least 4.5:1, every outline of a
// control at least 3:1.
type Tokens struct {
	Paper color.NRGBA // window background
	Rail  color.NRGBA // left rail, tray behind a document preview
	Card  color.NRGBA // sheets and inputs
	Quiet color.NRGBA // table head, read-only block, empty state
	Line  color.NRGBA // hairlines and card outlines: decoration only
	Edge  color.NRGBA // outline of inputs, secondary buttons, check boxes; scroll thumb

	Ink  color.NRGBA // text
	Ink2 color.NRGBA // second line, labels
	Ink3 color.NRGBA // placeholder, number beside a title, disabled words

	Blue     color.NRGBA // links, chosen word: text only
	BlueFill color.NRGBA // primary button, holder square, village day, head of the leaf
	OnBlue   color.NRGBA // text on BlueFill
	BlueSoft color.NRGBA // chosen chip, past village day
	BlueLine color.NRGBA // focus halo, second chart series
	BlueMid  color.NRGBA // middle tint of the 四四二 bar, under OnBlue
	Select   color.NRGBA // ground of the selected row, always with the blue bar

	Red     color.NRGBA // overdue and error: text only
	RedFill color.NRGBA // danger fill in a confirm sheet, seal
	RedSoft color.NRGBA // ground of an error block
	RedLine color.NRGBA // outline of an error block

	Ochre     color.NRGBA // today, waiting for a person: text only
	OchreSoft color.NRGBA // ground under ochre text
	OchreLine color.NRGBA // outline around an ochre ground

	Green     color.NRGBA // done: text, and fill of a resolved square
	OnGreen   color.NRGBA // text on Green
	GreenSoft color.NRGBA // ground under green text
	GreenLine color.NRGBA // outline around a green ground

	Shadow color.NRGBA // shadow of cards and toasts
	Scrim  color.NRGBA // over the window under a sheet; shadow of menus

	ToastGround color.NRGBA // ground of a toast: dark in both modes
	ToastText   color.NRGBA // text on ToastGround
	ToastVerb   color.NRGBA // the verb of a toast
	ToastTick   color.NRGBA // the tick of a toast
}

// TokensOf returns the colours of a mode.
func TokensOf(m Mode) Tokens {
	if m == Dark {
		return darkTokens()
	}
	return lightTokens()
}

func lightTokens() Tokens {
	return Tokens{
		Paper: rgb(0xF6F4EF), Rail: rgb(0xEDEAE3), Card: rgb(0xFFFFFF), Quiet: rgb(0xF8F6F2),
		Line: rgb(0xE6E2DA), Edge: rgb(0x8D867A),
		Ink: rgb(0x1F2429), Ink2: rgb(0x50565C), Ink3: rgb(0x666A6E),
		Blue: rgb(0x1D5480), BlueFill: rgb(0x1D5480), OnBlue: rgb(0xFFFFFF),
		BlueSoft: rgb(0xE8EFF5), BlueLine: rgb(0xBDD1E1), BlueMid: rgb(0x4A7AA1), Select: rgb(0xEFF4F8),
		Red: rgb(0xA82E18), RedFill: rgb(0xB4341C), RedSoft: rgb(0xFAEAE5), RedLine: rgb(0xE9BFB3),
		Ochre: rgb(0x7D5208), OchreSoft: rgb(0xFAF1DE), OchreLine: rgb(0xE6D0A0),
		Green: rgb(0x2B6547), OnGreen: rgb(0xFFFFFF), GreenSoft: rgb(0xE7F1EB), GreenLine: rgb(0xBBD6C6),
		Shadow: color.NRGBA{R: 60, G: 50, B: 35, A: 26}, Scrim: color.NRGBA{R: 60, G: 50, B: 35, A: 64},
		ToastGround: rgb(0x1F2429), ToastText: rgb(0xFFFFFF), ToastVerb: rgb(0xA9CBE6), ToastTick: rgb(0x8CC7A4),
	}
}

func darkTokens() Tokens {
	return Tokens{
		Paper: rgb(0x181A1B), Rail: rgb(0x131415), Card: rgb(0x212425), Quiet: rgb(0x282B2C),
		Line: rgb(0x34383A), Edge: rgb(0x7C8184),
		Ink: rgb(0xECE9E3), Ink2: rgb(0xB9B6AF), Ink3: rgb(0x9B9993),
		Blue: rgb(0x86B7DD), BlueFill: rgb(0x2C6A9B), OnBlue: rgb(0xFFFFFF),
		BlueSoft: rgb(0x1E3445), BlueLine: rgb(0x35586F), BlueMid: rgb(0x4A7AA1), Select: rgb(0x26323B),
		Red: rgb(0xF2937B), RedFill: rgb(0xB4432C), RedSoft: rgb(0x41241D), RedLine: rgb(0x6E3B2E),
		Ochre: rgb(0xE0B665), OchreSoft: rgb(0x3A301B), OchreLine: rgb(0x5F4E28),
		Green: rgb(0x8CC7A4), OnGreen: rgb(0x16201A), GreenSoft: rgb(0x1F3529), GreenLine: rgb(0x375B46),
		Shadow: color.NRGBA{A: 89}, Scrim: color.NRGBA{A: 140},
		ToastGround: rgb(0x34383A), ToastText: rgb(0xECE9E3), ToastVerb: rgb(0xA9CBE6), ToastTick: rgb(0x8CC7A4),
	}
}

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xFF}
}

// Fade returns c at the given share of its own opacity, 0 to 1.
func Fade(c color.NRGBA, share float32) color.NRGBA {
	c.A = uint8(float32(c.A)*share + 0.5)
	return c
}
