package exchange

import (
	"bytes"

	"silian/casework"
)

// ReadEntries reads entries.jsonl whole.
func ReadEntries(data []byte) (out []casework.Entry, err error) {
	for e, err := range readEntries(bytes.NewReader(data)) {
		if err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, nil
}

// SignHeader signs header bytes, whatever they are.
func SignHeader(keys Keys, header []byte) []byte {
	sig, err := signHeader(keys, header)
	if err != nil {
		panic(err)
	}
	return sig
}

// HeaderOnly makes a file without body.
func HeaderOnly(header, sig []byte) []byte {
	file, err := headerOnly(header, sig, nil)
	if err != nil {
		panic(err)
	}
	return file
}
