package assets

import _ "embed" // the fonts are part of the program: a desk PC may have no Chinese font

//go:embed fonts/NotoSansSC-Regular.ttf
var fontRegular []byte

//go:embed fonts/NotoSansSC-Bold.ttf
var fontBold []byte

//go:embed fonts/OFL.txt
var fontLicence string

// FontRegular returns Noto Sans SC Regular, complete: GB 2312, the 8,105
// characters of the 通用规范汉字表, GB 18030-2022 levels 1 and 2.
// Callers must not change the bytes.
func FontRegular() []byte { return fontRegular }

// FontBold returns Noto Sans SC Bold, cut to the 通用规范汉字表, GB 2312 and
// symbols; packaging/fonts tells how. Callers must not change the bytes.
func FontBold() []byte { return fontBold }

// FontLicence returns the text of the SIL Open Font License 1.1 both fonts are under.
func FontLicence() string { return fontLicence }
