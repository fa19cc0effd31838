package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"silian/assets"
)

// Radii of the shapes in pixels.
const (
	RadiusCard    float32 = 10
	RadiusBlock   float32 = 8 // leaf, toast, inner block
	RadiusControl float32 = 6
	RadiusSquare  float32 = 4
)

// Theme is the fyne.Theme of the program. It holds the same two faces for every
// text style: each further face would be parsed again.
type Theme struct {
	mode          Mode
	scale         Scale
	tokens        Tokens
	regular, bold fyne.Resource
	base          fyne.Theme // Fyne's own, for its icons
}

// New returns the theme of a mode and a scale; an unknown scale is Normal.
func New(m Mode, s Scale) *Theme {
	if s < Normal || s > Village {
		s = Normal
	}
	return &Theme{
		mode: m, scale: s, tokens: TokensOf(m),
		regular: fyne.NewStaticResource("NotoSansSC-Regular.ttf", assets.FontRegular()),
		bold:    fyne.NewStaticResource("NotoSansSC-Bold.ttf", assets.FontBold()),
		base:    fynetheme.DefaultTheme(),
	}
}

// With returns a theme of another mode and scale that shares this one's fonts.
func (t *Theme) With(m Mode, s Scale) *Theme {
	n := New(m, s)
	n.regular, n.bold = t.regular, t.bold
	return n
}

// Tokens returns the colours.
func (t *Theme) Tokens() Tokens { return t.tokens }

// Mode returns light or dark.
func (t *Theme) Mode() Mode { return t.mode }

// Scale returns the size of text.
func (t *Theme) Scale() Scale { return t.scale }

// Font returns Regular, or Bold for bold text; italic, monospace and symbol
// styles have the same faces.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	if s.Bold {
		return t.bold
	}
	return t.regular
}

// Icon returns Fyne's icon of that name, for the few stock widgets.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base.Icon(n) }

// Color returns the colour of a Fyne name; the variant is ours, not the desktop's.
func (t *Theme) Color(n fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	k := t.tokens
	switch n {
	case fynetheme.ColorNameBackground:
		return k.Paper
	case fynetheme.ColorNameForeground:
		return k.Ink
	case fynetheme.ColorNamePlaceHolder:
		return k.Ink3
	case fynetheme.ColorNameDisabled:
		return k.Ink3
	case fynetheme.ColorNameInputBackground, fynetheme.ColorNameMenuBackground, fynetheme.ColorNameOverlayBackground:
		return k.Card
	case fynetheme.ColorNameInputBorder:
		return k.Edge
	case fynetheme.ColorNameButton, fynetheme.ColorNameDisabledButton, fynetheme.ColorNameHeaderBackground:
		return k.Quiet
	case fynetheme.ColorNameSeparator:
		return k.Line
	case fynetheme.ColorNameHover, fynetheme.ColorNamePressed, fynetheme.ColorNameFocus:
		return k.BlueSoft
	case fynetheme.ColorNameSelection:
		return k.BlueLine
	case fynetheme.ColorNameScrollBar:
		return k.Edge
	case fynetheme.ColorNameScrollBarBackground:
		return k.Quiet
	case fynetheme.ColorNameShadow:
		return k.Scrim
	default:
		return t.signal(n)
	}
}

// signal is the half of Color that carries a meaning.
func (t *Theme) signal(n fyne.ThemeColorName) color.Color {
	k := t.tokens
	switch n {
	case fynetheme.ColorNamePrimary:
		return k.BlueFill
	case fynetheme.ColorNameHyperlink:
		return k.Blue
	case fynetheme.ColorNameForegroundOnPrimary, fynetheme.ColorNameForegroundOnError:
		return k.OnBlue
	case fynetheme.ColorNameError:
		return k.Red
	case fynetheme.ColorNameWarning:
		return k.Ochre
	case fynetheme.ColorNameSuccess:
		return k.Green
	case fynetheme.ColorNameForegroundOnSuccess, fynetheme.ColorNameForegroundOnWarning:
		return k.Card
	default:
		v := fynetheme.VariantLight
		if t.mode == Dark {
			v = fynetheme.VariantDark
		}
		return t.base.Color(n, v)
	}
}

// Size returns a length of the stock widgets in pixels.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case fynetheme.SizeNameText:
		return t.Text(Body)
	case fynetheme.SizeNameCaptionText:
		return t.Text(Small)
	case fynetheme.SizeNameHeadingText:
		return t.Text(Title)
	case fynetheme.SizeNameSubHeadingText:
		return t.Text(CardTitle)
	case fynetheme.SizeNameInlineIcon:
		return t.Px(18)
	case fynetheme.SizeNamePadding:
		return 1 // the list's row gap, filled by its hairline; distances are given by our own layouts
	case fynetheme.SizeNameInnerPadding:
		return t.InputPad()
	case fynetheme.SizeNameLineSpacing:
		return t.Gap(4)
	case fynetheme.SizeNameScrollBar, fynetheme.SizeNameScrollBarSmall:
		return 6
	case fynetheme.SizeNameScrollBarRadius:
		return 3
	case fynetheme.SizeNameSeparatorThickness:
		return 1
	case fynetheme.SizeNameInputBorder:
		return 1
	case fynetheme.SizeNameInputRadius, fynetheme.SizeNameButtonRadius:
		return RadiusControl
	case fynetheme.SizeNameSelectionRadius:
		return RadiusSquare
	case fynetheme.SizeNameCardRadius, fynetheme.SizeNameDialogRadius:
		return RadiusCard
	case fynetheme.SizeNamePopupRadius, fynetheme.SizeNameMenuRadius:
		return RadiusBlock
	case fynetheme.SizeNameModalBlurRadius:
		return 0
	default:
		return t.base.Size(n)
	}
}
