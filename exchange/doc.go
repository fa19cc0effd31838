// Package exchange makes and reads the sealed files that offices hand each other
// on a stick: readable by the addressee alone, provably from the sender,
// complete, in order, and checkable by a third person with stock OpenSSL
// (format XFB1, docs/exchange-format.md).
package exchange
