package office

import (
	"errors"

	"silian/exchange"
)

// SealError says why a sealed file was not written or not taken in. Nothing was
// changed.
type SealError struct {
	Reason string // stable code
	Err    error
}

// Error gives the code and the detail.
func (e *SealError) Error() string { return "office: sealed file: " + e.Reason + ": " + e.Err.Error() }

// Unwrap gives the detail.
func (e *SealError) Unwrap() error { return e.Err }

// Explain says in plain Chinese what happened and what to do next.
func (e *SealError) Explain() string {
	if w, ok := words["seal."+e.Reason]; ok {
		return w
	}
	return "文件没有办成，台账没有变。详情：" + e.Err.Error()
}

// sealError gives a refusal or a failure of exchange a reason that can be
// explained; other errors pass.
func sealError(err error) error {
	if err == nil {
		return nil
	}
	if r := exchange.ReasonOf(err); r != "" {
		return &SealError{string(r), err}
	}
	for _, k := range []struct {
		err    error
		reason string
	}{
		{exchange.ErrTooMuch, "too_much"},
		{exchange.ErrNoRoom, "no_room"},
		{exchange.ErrNotCompared, "not_compared"},
		{exchange.ErrOtherBundle, "no_answer"},
	} {
		if errors.Is(err, k.err) {
			return &SealError{k.reason, err}
		}
	}
	return err
}
