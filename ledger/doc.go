// Package ledger reads tables that other programs wrote: workbooks of Excel and WPS, and
// text. It takes nothing on trust: every size is counted while it is read, and a file that
// cannot be read says why in a code.
package ledger
