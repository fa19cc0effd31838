package assets

import (
	_ "embed" // the words are part of the program
	"strings"
)

//go:embed papers.txt
var papers string

// Papers gives the words that stand on printed papers, by key ("slip.title").
func Papers() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(papers) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, text, _ := strings.Cut(line, "=")
		out[strings.TrimSpace(key)] = strings.ReplaceAll(strings.TrimPrefix(text, " "), `\n`, "\n")
	}
	return out
}
