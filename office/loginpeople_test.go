package office_test

import (
	"path/filepath"
	"strings"
	"testing"

	"silian/casework"
	"silian/office"
	"silian/store"
)

// TestPeople: who keeps the list adds, renames, lets go and takes back.
func TestPeople(t *testing.T) {
	p := twoPeople(t)
	add := func(name string, role casework.Role) error {
		_, err := p.o.AddOperator(p.ctx, office.Person{Name: name, Role: role, PIN: "8264"}, "")
		return err
	}
	refused(t, "role of another level", add("丁", casework.RoleTownshipClerk), "role.other_level")
	refused(t, "no such role", add("丁", "mayor"), "role.other_level")
	refused(t, "same name", add("李小兰", casework.RoleVillageMediator), "person.twice")
	refused(t, "no name", add(" ", casework.RoleVillageMediator), "person.missing")
	refused(t, "other level", p.o.ChangeRole(p.ctx, 2, casework.RoleCountyClerk), "role.other_level")
	refused(t, "himself", p.o.SetActive(p.ctx, 1, false), "operator.yourself")
	refused(t, "himself", p.o.SetPIN(p.ctx, 1, "9137"), "operator.yourself")
	refused(t, "nobody", p.o.Rename(p.ctx, 9, "某"), "operator.unknown")
	must(t, p.o.Rename(p.ctx, 2, "李晓兰"))
	must(t, p.o.ChangeRole(p.ctx, 2, casework.RoleVillageMediator))
	must(t, p.o.SetPIN(p.ctx, 2, "9137"))
	must(t, p.o.Unlock(p.ctx, 2, "9137"))
	if got := p.o.Operator(); got.Name != "李晓兰" || got.Role != casework.RoleVillageMediator || p.o.Manages() {
		t.Errorf("%+v, manages %v", got, p.o.Manages())
	}
	for name, err := range map[string]error{
		"add": add("丁", casework.RoleVillageMediator), "rename": p.o.Rename(p.ctx, 1, "某"), "role": p.o.ChangeRole(p.ctx, 2, casework.RoleVillageSecretary),
		"leave": p.o.SetActive(p.ctx, 1, false), "pin": p.o.SetPIN(p.ctx, 1, "4826"),
	} {
		refused(t, name, err, "operator.not_manager")
	}
	refused(t, "one's own PIN ends", p.o.ChangePIN(p.ctx, "9137", ""), "pin.missing")
	must(t, p.o.ChangePIN(p.ctx, "9137", "48261"))
	must(t, p.o.Unlock(p.ctx, 1, firstPIN))
	must(t, p.o.SetActive(p.ctx, 2, false))
	if len(p.o.Operators()) != 1 || p.o.OperatorName(2) != "李晓兰" {
		t.Errorf("%+v", p.o.EveryOperator())
	}
	refused(t, "who left", p.o.Unlock(p.ctx, 2, "48261"), "operator.unknown")
	must(t, p.o.SetActive(p.ctx, 2, true))
	refused(t, "back, without a PIN", p.o.Unlock(p.ctx, 2, "48261"), "pin.not_set")
	must(t, p.o.SetPIN(p.ctx, 2, "48261"))
	must(t, p.o.Unlock(p.ctx, 2, "48261"))
}

// TestAloneAgain: the last one left may go back to the office password.
func TestAloneAgain(t *testing.T) {
	p := twoPeople(t)
	must(t, p.o.SetActive(p.ctx, 2, false))
	if !p.o.AsksPIN() {
		t.Error("a PIN went by itself")
	}
	if p.o.ChangePIN(p.ctx, "1357", "") == nil {
		t.Error("ended without the old one")
	}
	must(t, p.o.ChangePIN(p.ctx, firstPIN, ""))
	p.again()
	if p.o.Locked() || p.o.Operator().Number != 1 {
		t.Errorf("%+v", p.o.Operator())
	}
}

// TestAdministratorKeepsTheList: where there is one, nobody else does.
func TestAdministratorKeepsTheList(t *testing.T) {
	p := twoPeople(t)
	_, err := p.o.AddOperator(p.ctx, office.Person{Name: "管理员", Role: casework.RoleAdministrator, PIN: "8264"}, "")
	must(t, err)
	refused(t, "the first", p.o.Rename(p.ctx, 2, "某"), "operator.not_manager")
	must(t, p.o.Unlock(p.ctx, 3, "8264"))
	must(t, p.o.Rename(p.ctx, 2, "某"))
}

// TestForgottenPIN: the recovery key on paper sets a new one, also while locked.
func TestForgottenPIN(t *testing.T) {
	p := twoPeople(t)
	p.again()
	refused(t, "mistyped", p.o.ResetPIN(p.ctx, 1, p.recovery[:20], "9137"), "recovery.mistyped")
	other := onePerson(t)
	refused(t, "of another office", p.o.ResetPIN(p.ctx, 1, other.recovery, "9137"), "recovery.of_another_office")
	refused(t, "nobody", p.o.ResetPIN(p.ctx, 7, p.recovery, "9137"), "operator.unknown")
	refused(t, "easy", p.o.ResetPIN(p.ctx, 1, p.recovery, "1111"), "pin.too_easy")
	must(t, p.o.ResetPIN(p.ctx, 1, p.recovery, "9137"))
	if !p.o.Locked() {
		t.Error("setting a PIN signs in")
	}
	p.wrong(1, firstPIN)
	must(t, p.o.Unlock(p.ctx, 1, "9137"))
}

// TestPINsNeverLeave: neither hash nor PIN stands in a sealed file, the outbox or any
// entry; the hash stands in the office file alone.
func TestPINsNeverLeave(t *testing.T) {
	p := twoPeople(t)
	town := p.found(casework.Office{Code: townshipCode, Name: "柳河镇", Level: casework.Township, Parent: countyCode}, casework.RoleTownshipClerk)
	p.meet(p.o, town)
	id := p.open(p.o, "水渠漏水")
	p.up(p.o, id)
	p.take(town, p.export(p.o, town))
	must(t, town.Close())
	must(t, p.o.Close())
	const mark = "$argon2id$"
	for dir, want := range map[string]bool{filepath.Dir(p.cfg.Path): true, p.stick: false, filepath.Dir(p.paths[townshipCode]): false} {
		found := filesWith(t, dir, mark)
		if (len(found) > 0) != want {
			t.Errorf("hashes in %v, want some %v", found, want)
		}
		for _, f := range found {
			if base := filepath.Base(f); base != "office.db" && base != "office.db-wal" {
				t.Errorf("hashes in %s", f)
			}
		}
	}
	lines := journal(t, p.cfg.Path)
	for _, line := range lines {
		if strings.Contains(line, mark) || strings.Contains(line, "李小兰") {
			t.Errorf("an entry holds it: %s", line)
		}
	}
	if len(lines) < 5 {
		t.Errorf("only %d entries looked at", len(lines))
	}
}

// journal gives all entries of a closed office file as their lines.
func journal(t *testing.T, path string) (out []string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Config{Path: path})
	must(t, err)
	defer func() { must(t, s.Close()) }()
	must(t, s.View(t.Context(), func(v *store.View) error {
		for _, kind := range []casework.SubjectKind{casework.SubjectCase, casework.SubjectDay, casework.SubjectOffice} {
			ids, _, err := v.Subjects(kind, 0, 1000)
			if err != nil {
				return err
			}
			for _, id := range ids {
				entries, err := v.Entries(id)
				if err != nil {
					return err
				}
				for _, e := range entries {
					out = append(out, string(e.Line()))
				}
			}
		}
		return nil
	}))
	return out
}
