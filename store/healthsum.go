package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// localTables lists the tables that are neither journal nor made from it. SQLite
// does not see a flipped byte in a row, so the digest of each table stands in meta;
// each transaction that writes to a table makes its digest anew.
func localTables() []string {
	return []string{"acked", "acked_attachment", "card", "destroyed", "draft", "meta", "operator", "peer", "roster", "sent", "sent_attachment", "sent_entry", "taken", "villager"}
}

// keyOf gives the order of the rows of a local table, "" for any other table.
func keyOf(table string) string {
	switch table {
	case "acked":
		return "peer, entry"
	case "acked_attachment":
		return "peer, digest"
	case "sent_attachment":
		return "bundle, digest"
	case "card":
		return "id"
	case "roster":
		return "version"
	case "destroyed":
		return "id"
	case "draft":
		return "form"
	case "meta":
		return "key"
	case "operator":
		return "number"
	case "peer":
		return "office"
	case "sent":
		return "bundle"
	case "sent_entry":
		return "bundle, entry"
	case "taken":
		return "peer, seq"
	case "villager":
		return "village, seq"
	}
	return ""
}

const metaSum = "sum." // and the name of the table

// quiet are the keys of meta that do not count for its digest: they change with
// every act or with every opening.
const quiet = "('head', 'open', 'quick', 'quick_due')"

// tableOf names the table that a statement writes to, "" for none.
func tableOf(query string) string {
	for _, verb := range []string{"INSERT INTO ", "DELETE FROM ", "UPDATE "} {
		if rest, ok := strings.CutPrefix(query, verb); ok {
			if end := strings.IndexAny(rest, " \t\n("); end >= 0 {
				rest = rest[:end]
			}
			return rest
		}
	}
	return ""
}

// wrote remembers that a statement wrote to a local table.
func (tx *Tx) wrote(query string, args []any) {
	table := tableOf(query)
	if keyOf(table) == "" {
		return
	}
	if table == "meta" && len(args) > 0 {
		key, _ := args[0].(string)
		if strings.HasPrefix(key, metaSum) || strings.Contains(quiet, "'"+key+"'") {
			return
		}
	}
	tx.mark(table)
}

// writeSums writes the digests of the local tables that this transaction changed.
func (tx *Tx) writeSums() error {
	for table := range tx.sums {
		sum, err := tx.sum(table)
		if err != nil {
			return err
		}
		if err := tx.SetMeta(metaSum+table, sum); err != nil {
			return err
		}
	}
	return nil
}

// sum is the digest of all rows of a local table.
func (v *View) sum(table string) (string, error) {
	h := sha256.New()
	where := ""
	if table == "meta" {
		where = " WHERE key NOT IN " + quiet + " AND key NOT LIKE '" + metaSum + "%'"
	}
	var cells []any
	var line []byte
	err := v.query(func(rows *sql.Rows) error {
		if cells == nil {
			names, err := rows.Columns()
			if err != nil {
				return err
			}
			for range names {
				cells = append(cells, new(any))
			}
		}
		if err := rows.Scan(cells...); err != nil {
			return err
		}
		line = line[:0]
		for _, c := range cells {
			line = appendCell(line, *c.(*any))
		}
		_, err := h.Write(line)
		return err
	}, "SELECT * FROM "+table+where+" ORDER BY "+keyOf(table))
	return hex.EncodeToString(h.Sum(nil)), err
}

// appendCell writes a cell with its type and length, so that no two rows look alike.
func appendCell(line []byte, cell any) []byte {
	var text []byte
	switch c := cell.(type) {
	case int64:
		return binary.BigEndian.AppendUint64(append(line, 'i'), uint64(c))
	case string:
		line, text = append(line, 't'), []byte(c)
	case []byte:
		line, text = append(line, 'b'), c
	default: // NULL or a real number: no column of ours holds one
		return append(line, '?')
	}
	line = binary.BigEndian.AppendUint32(line, uint32(len(text)))
	return append(line, text...)
}

// sumAll makes the digests that are missing: those of a file of version 0.1, or after
// a migration.
func (tx *Tx) sumAll() error {
	for _, table := range localTables() {
		have, err := tx.Meta(metaSum + table)
		if err != nil {
			return err
		}
		if have == "" {
			tx.mark(table)
		}
	}
	return nil
}

func (tx *Tx) mark(table string) {
	if tx.sums == nil {
		tx.sums = map[string]bool{}
	}
	tx.sums[table] = true
}

// checkSums compares the local tables with their digests.
func (v *View) checkSums() (problems []string, err error) {
	for _, table := range localTables() {
		want, err := v.Meta(metaSum + table)
		if err != nil {
			return problems, err
		}
		got, err := v.sum(table)
		if err != nil {
			return problems, err
		}
		if want != "" && want != got {
			problems = append(problems, fmt.Sprintf("local: table %s differs from its digest", table))
		}
	}
	return problems, nil
}
