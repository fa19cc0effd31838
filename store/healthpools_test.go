package store

import "database/sql"

// Pools gives the connections of a store to the tests of the rules they open with.
func Pools(s *Store) (writer, readers *sql.DB) { return s.writer, s.readers }
