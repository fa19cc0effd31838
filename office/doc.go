// Package office is what a person does in an office, one method each: receive a
// visitor, report up, take in a stick. It owns transactions, permission, ids and
// the clock; window and verbs call the same methods.
package office
