package casework_test

import (
	"bytes"
	"fmt"
	"testing"

	"silian/casework"
	"silian/internal/testkit"
)

// TestPermittedGolden keeps the whole table of role and kind, so that a change of a
// right is seen in the review.
func TestPermittedGolden(t *testing.T) {
	roles := []casework.Role{
		casework.RoleVillageRegistrar, casework.RoleVillageSecretary, casework.RoleVillageMediator, casework.RoleTownshipClerk,
		casework.RoleTownshipLeader, casework.RoleCountyClerk, casework.RoleCountySupervisor, casework.RoleAdministrator,
	}
	var b bytes.Buffer
	b.WriteString("| kind |")
	for _, r := range roles {
		fmt.Fprintf(&b, " %s |", r)
	}
	b.WriteString("\n|---|---|---|---|---|---|---|---|---|\n")
	for _, kind := range casework.SortedKinds() {
		fmt.Fprintf(&b, "| %s |", kind)
		for _, r := range roles {
			level := r.Level()
			if level == "" {
				level = casework.Township
			}
			word := "yes"
			if casework.Permitted(level, r, kind) != nil {
				word = "–"
			}
			fmt.Fprintf(&b, " %s |", word)
		}
		b.WriteString("\n")
	}
	testkit.Golden(t, "testdata/permits.md", b.Bytes())
}

func TestPermitted(t *testing.T) {
	for _, c := range []struct {
		name  string
		level casework.Level
		role  casework.Role
		kind  casework.Kind
		may   bool
	}{
		{"registrar receives", casework.Village, casework.RoleVillageRegistrar, casework.DayVisit, true},
		{"registrar hands over", casework.Village, casework.RoleVillageRegistrar, casework.CaseHandedOver, false},
		{"secretary hands over", casework.Village, casework.RoleVillageSecretary, casework.CaseHandedOver, true},
		{"a village's notice", casework.Village, casework.RoleVillageSecretary, casework.CaseNoticed, false},
		{"a township's notice", casework.Township, casework.RoleTownshipClerk, casework.CaseNoticed, true},
		{"mediator mediates", casework.Village, casework.RoleVillageMediator, casework.CaseMediated, true},
		{"mediator closes", casework.Village, casework.RoleVillageMediator, casework.CaseClosed, false},
		{"supervisor handles", casework.County, casework.RoleCountySupervisor, casework.CaseAccepted, false},
		{"administrator and matters", casework.Township, casework.RoleAdministrator, casework.CaseNote, false},
		{"administrator and days", casework.Village, casework.RoleAdministrator, casework.DayOpened, false},
		{"administrator and destroying", casework.Village, casework.RoleAdministrator, casework.EntryDestroyed, false},
		{"administrator and the office", casework.County, casework.RoleAdministrator, casework.OfficeInstance, true},
		{"a role of another level", casework.Township, casework.RoleVillageSecretary, casework.CaseNote, false},
		{"unknown kind", casework.Township, casework.RoleTownshipClerk, "case.unheard", false},
		{"leader promises", casework.Township, casework.RoleTownshipLeader, casework.CasePromised, true},
	} {
		if err := casework.Permitted(c.level, c.role, c.kind); (err == nil) != c.may {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestReturnVisitIsNotByTheHandler(t *testing.T) {
	visit := casework.ReturnVisited{Way: casework.VisitPhone, Reached: true, Persons: 1, First: true}
	confirm := visit
	confirm.Way = casework.VisitConfirm
	k := newKit(t)
	k.open(k.v, casework.TrackDispute)
	k.refused(k.v, casework.CaseReturnVisited, visit, casework.WhyNeed, casework.NeedNotSelf)
	k.do(k.v, casework.CaseReturnVisited, confirm) // one-cadre village (domain 0.0, 8)
	k.doAs(k.v, casework.CaseReturnVisited, visit, byOther)
	k.send(k.v, k.t)
	k.do(k.t, casework.CaseReturnVisited, visit) // the township samples
	link := k.up(k.v, k.t)
	k.accept(k.t, link)
	k.refused(k.t, casework.CaseReturnVisited, visit, casework.WhyNeed, casework.NeedNotSelf)
	k.refused(k.t, casework.CaseReturnVisited, confirm, casework.WhyNeed, casework.NeedNotSelf) // only villages have one cadre
	k.do(k.t, casework.CaseTakenUp, casework.TakenUp{Handler: 2})
	k.do(k.t, casework.CaseReturnVisited, visit)
}

func TestRefusedNamesActAndCondition(t *testing.T) {
	r := &casework.Refused{Act: casework.CaseClosed, Why: casework.WhyNeed, Need: casework.NeedVisit}
	if got, want := r.Error(), "casework: case.closed refused: need visit"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
