package store

import (
	"database/sql"
	"strings"

	"silian/casework"
)

// Villager is one name of the roster of a village: for picking, nothing else. Several
// people share a name: group and head of the household tell them apart.
type Villager struct {
	Name  string
	Group string // 四组, "" unknown
	Head  string // head of the household, "" unknown
}

// PutHouseholds puts a roster in the place of the one of this village; none empties it.
func (tx *Tx) PutHouseholds(village casework.OfficeCode, people []Villager) error {
	if err := tx.exec("DELETE FROM villager WHERE village = ?", string(village)); err != nil {
		return err
	}
	for i, p := range people {
		keys := ""
		for _, k := range spellings(p.Name) {
			keys += "\n" + k
		}
		err := tx.exec("INSERT INTO villager (village, seq, name, grp, head, keys) VALUES (?, ?, ?, ?, ?, ?)",
			string(village), i+1, p.Name, p.Group, p.Head, keys)
		if err != nil {
			return err
		}
	}
	return nil
}

// HouseholdSize gives the number of names in the roster of a village.
func (v *View) HouseholdSize(village casework.OfficeCode) (n int, err error) {
	_, err = v.one("SELECT count(*) FROM villager WHERE village = ?", []any{string(village)}, &n)
	return n, err
}

// FindVillagers gives the names of a village that begin with, contain or are spelled like
// what was typed (田桂, 桂兰, tgl, tiangui), in the order of the roster; "" is every name.
// group "" is every group. At most limit of them.
func (v *View) FindVillagers(village casework.OfficeCode, group, typed string, limit int) (out []Villager, err error) {
	typed = fold(strings.TrimSpace(typed))
	spelled := "\n" + typed
	err = v.query(func(rows *sql.Rows) error {
		var p Villager
		err := rows.Scan(&p.Name, &p.Group, &p.Head)
		out = append(out, p)
		return err
	}, `SELECT name, grp, head FROM villager
		WHERE village = ?1 AND (?2 = '' OR grp = ?2) AND (?3 = '' OR instr(lower(name), ?3) > 0 OR instr(keys, ?4) > 0)
		ORDER BY instr(lower(name), ?3) <> 1, seq LIMIT ?5`,
		string(village), group, typed, spelled, limit)
	return out, err
}

// HouseholdGroups gives the groups that the roster of a village names, in its order.
func (v *View) HouseholdGroups(village casework.OfficeCode) (out []string, err error) {
	err = v.query(func(rows *sql.Rows) error {
		var g string
		err := rows.Scan(&g)
		out = append(out, g)
		return err
	}, "SELECT grp FROM villager WHERE village = ? AND grp <> '' GROUP BY grp ORDER BY min(seq)", string(village))
	return out, err
}

// GroupName is one way to write a village group: 四组 for 4组, 第四村民小组, 4. A name that
// is no number stays.
func GroupName(group string) string {
	if n, ok := groupNumber(group); ok {
		return hanNumber(n) + "组"
	}
	return strings.TrimSpace(group)
}
