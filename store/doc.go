// Package store is the SQLite file of one office: the journal, the projections
// that lists, search and figures read, and the ledger of sealed files. What
// Update has acknowledged survives a power cut. It is the only importer of
// database/sql.
package store
