package exchange

import (
	"errors"
	"fmt"

	"silian/casework"
)

// Reason is a stable code for why a file is refused; ui and cli turn it into a
// Chinese sentence. Codes only grow.
type Reason string

// The reasons, in the order in which a file is read.
const (
	ReasonUnreadable      Reason = "unreadable"       // not a plain file: a folder, link, pipe or device
	ReasonNotSealedFile   Reason = "not_sealed_file"  // no file of our format at all
	ReasonNewerFormat     Reason = "newer_format"     // made by a later program
	ReasonTooLarge        Reason = "too_large"        // above a limit of the format
	ReasonDamaged         Reason = "damaged"          // copy it again
	ReasonUnknownSigner   Reason = "unknown_signer"   // not from an office we know
	ReasonWrongType       Reason = "wrong_type"       // a receipt where a bundle should be, and the like
	ReasonBadHeader       Reason = "bad_header"       // signed, but not to the specification
	ReasonKeyMismatch     Reason = "key_mismatch"     // signed by another office than it names
	ReasonNotCompared     Reason = "not_compared"     // the sender's card was never compared
	ReasonRevoked         Reason = "revoked"          // the sender's card was revoked before this file
	ReasonNotOnOurLine    Reason = "not_on_our_line"  // the sender is neither our superior nor our subordinate
	ReasonNotAddressed    Reason = "not_addressed"    // for another office or for another key of ours
	ReasonAlreadyImported Reason = "already_imported" // the same file again: give the receipt again
	ReasonSeqConflict     Reason = "seq_conflict"     // alarm: two files under one number, or a chain that does not link
	ReasonCannotUnwrap    Reason = "cannot_unwrap"    // the key is not for us or is not the one committed to
	ReasonBadBody         Reason = "bad_body"         // opened, but the inside is not to the specification
	ReasonBadEntries      Reason = "bad_entries"      // a journal line is malformed or out of order
	ReasonBadAttachment   Reason = "bad_attachment"   // content differs from its digest or is of no allowed type
	ReasonNoAnswer        Reason = "no_answer"        // a receipt that answers no file of ours
)

// Refusal says why a file from outside is not taken. Nothing was changed and
// nothing is left behind when one is returned.
type Refusal struct {
	Reason Reason
	Header *Header // of the bundle, once its signature was found good; else nil
	Signer casework.OfficeCode
	Err    error // the detail, in English, for the log
}

// Error gives the reason's code and the detail.
func (r *Refusal) Error() string {
	if r.Err == nil {
		return "exchange: refused: " + string(r.Reason)
	}
	return fmt.Sprintf("exchange: refused: %s: %v", r.Reason, r.Err)
}

// Unwrap gives the detail.
func (r *Refusal) Unwrap() error { return r.Err }

// ReasonOf gives the reason of a refusal anywhere in err's chain, or "" when err
// is something else: our own disk, a cancelled context.
func ReasonOf(err error) Reason {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

// refuse makes a refusal from a reason and a detail in the form of fmt.Errorf.
func refuse(reason Reason, format string, args ...any) *Refusal {
	return &Refusal{Reason: reason, Err: fmt.Errorf(format, args...)}
}
