package casework

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrNotCanonical says that a JSON text is not byte for byte what our encoder
// would write: a duplicate, unknown, missing or case-folded key, a float, white
// space, another key order, bad UTF-8.
var ErrNotCanonical = errors.New("casework: JSON is not in canonical form")

// maxDepth bounds the nesting of any JSON that comes from outside.
const maxDepth = 16

// Encode writes v in our canonical form: struct fields in declared order, one
// line, no white space, no HTML escaping, no trailing newline.
func Encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("casework: encode: %w", err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}

// Strict reads canonical JSON into v: it decodes, encodes again and compares the
// bytes. Nesting above 16 is refused before anything is decoded.
func Strict(data []byte, v any) error {
	if depth(data) > maxDepth {
		return fmt.Errorf("%w: nested deeper than %d", ErrNotCanonical, maxDepth)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("%w: %w", ErrNotCanonical, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: bytes after the value", ErrNotCanonical)
	}
	again, err := Encode(v)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, data) {
		return ErrNotCanonical
	}
	return nil
}

// depth gives the deepest nesting of brackets outside strings.
func depth(data []byte) int {
	deepest, now := 0, 0
	inString, escaped := false, false
	for _, c := range data {
		switch {
		case escaped:
			escaped = false
		case inString && c == '\\':
			escaped = true
		case c == '"':
			inString = !inString
		case inString:
		case c == '{' || c == '[':
			now++
			deepest = max(deepest, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return deepest
}
