package cli

import "strings"

// checkPart is one thing that a check looks at; field names are a contract.
type checkPart struct {
	ID       string `json:"id"`
	Problems int    `json:"problems"`
}

// checkParts counts the problems of a check by the stable word that each begins with.
func checkParts(problems []string) []checkPart {
	parts := []checkPart{}
	for _, id := range []string{"page", "key", "entry", "chain", "prev", "number", "projection", "search"} {
		p := checkPart{ID: id}
		for _, line := range problems {
			if partOf(line) == id {
				p.Problems++
			}
		}
		parts = append(parts, p)
	}
	return parts
}

// partOf names the part of one problem.
func partOf(problem string) string {
	if strings.HasPrefix(problem, "projection: search") {
		return "search"
	}
	return strings.TrimSuffix(strings.Fields(problem + " ?")[0], ":")
}
