package exchange_test

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A second reader of format XFB1, written from docs/exchange-format.md alone: nothing of
// package exchange is used in the files second*_test.go. This one is section 3.

// node is one value of strict JSON.
type node struct {
	text  string // of a string, decoded; of a number or word, as it stands
	kind  byte   // { [ " 0 n
	keys  []string
	vals  []node
	start int // where it stands
	end   int
}

func (n node) get(key string) node {
	for i, k := range n.keys {
		if k == key {
			return n.vals[i]
		}
	}
	return node{}
}

func (n node) number() int64 {
	v, _ := strconv.ParseInt(n.text, 10, 64)
	return v
}

var errSecondJSON = errors.New("not strict JSON")

// secondJSON reads one value that fills data to its end.
func secondJSON(data string) (node, error) {
	if !utf8.ValidString(data) {
		return node{}, errSecondJSON
	}
	p := &secondParser{in: data}
	n, err := p.value(1)
	if err == nil && p.at != len(data) {
		err = errSecondJSON
	}
	return n, err
}

type secondParser struct {
	in string
	at int
}

func (p *secondParser) take(s string) bool {
	if !strings.HasPrefix(p.in[p.at:], s) {
		return false
	}
	p.at += len(s)
	return true
}

func (p *secondParser) value(depth int) (n node, err error) {
	n.start = p.at
	switch {
	case depth > 17: // 16 brackets deep, and the scalars inside
		return n, errSecondJSON
	case p.take("null"):
		n.kind, n.text = 'n', "null"
	case strings.HasPrefix(p.in[p.at:], `"`):
		n.kind = '"'
		n.text, err = p.str()
	case p.take("{"):
		n.kind = '{'
		err = p.list(&n, "}", depth)
	case p.take("["):
		n.kind = '['
		err = p.list(&n, "]", depth)
	default:
		n.kind = '0'
		n.text, err = p.integer()
	}
	n.end = p.at
	return n, err
}

// list reads the rest of an object or array.
func (p *secondParser) list(n *node, end string, depth int) error {
	if depth > 16 {
		return errSecondJSON
	}
	if p.take(end) {
		return nil
	}
	for {
		if end == "}" {
			key, err := p.str()
			if err != nil || !p.take(":") {
				return errSecondJSON
			}
			n.keys = append(n.keys, key)
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		n.vals = append(n.vals, v)
		switch {
		case p.take(end):
			return nil
		case !p.take(","):
			return errSecondJSON
		}
	}
}

// integer: shortest decimal form, 0 to 2^53-1.
func (p *secondParser) integer() (string, error) {
	from := p.at
	for p.at < len(p.in) && p.in[p.at] >= '0' && p.in[p.at] <= '9' {
		p.at++
	}
	text := p.in[from:p.at]
	v, err := strconv.ParseUint(text, 10, 64)
	if err != nil || v > 1<<53-1 || strconv.FormatUint(v, 10) != text {
		return "", errSecondJSON
	}
	return text, nil
}

// str knows only the spellings of section 3.
func (p *secondParser) str() (string, error) {
	if !p.take(`"`) {
		return "", errSecondJSON
	}
	var out strings.Builder
	for p.at < len(p.in) {
		r, size := utf8.DecodeRuneInString(p.in[p.at:])
		p.at += size
		switch {
		case r == '"':
			return out.String(), nil
		case r == '\\':
			c, ok := p.escape()
			if !ok {
				return "", errSecondJSON
			}
			out.WriteRune(c)
		case r < 0x20 || r == 0x2028 || r == 0x2029:
			return "", errSecondJSON
		default:
			out.WriteRune(r)
		}
	}
	return "", errSecondJSON
}

func (p *secondParser) escape() (rune, bool) {
	for spelt, r := range map[string]rune{`"`: '"', `\`: '\\', "b": '\b', "f": '\f', "n": '\n', "r": '\r', "t": '\t', "u2028": 0x2028, "u2029": 0x2029} {
		if p.take(spelt) {
			return r, true
		}
	}
	if !p.take("u00") || p.at+2 > len(p.in) {
		return 0, false
	}
	v, err := strconv.ParseUint(p.in[p.at:p.at+2], 16, 8)
	ok := err == nil && v < 0x20 && !strings.ContainsRune("\b\f\n\r\t", rune(v)) && p.in[p.at:p.at+2] == strings.ToLower(p.in[p.at:p.at+2])
	p.at += 2
	return rune(v), ok
}

// fields reports whether n is an object with exactly these keys in this order.
func (n node) fields(list string) bool {
	return n.kind == '{' && strings.Join(n.keys, " ") == list
}
