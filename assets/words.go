package assets

import (
	_ "embed" // the words are part of the program
	"strings"
)

//go:embed words.txt
var words string

// Words gives the words that users see for codes, by key ("handling.H1").
func Words() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(words) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, word, _ := strings.Cut(line, "=")
		out[strings.TrimSpace(key)] = strings.TrimSpace(word)
	}
	return out
}
