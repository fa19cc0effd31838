// Package widgets draws the parts every room is made of from plain strings, enums and funcs, and knows nothing of cases.
package widgets
