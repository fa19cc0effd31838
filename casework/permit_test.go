package casework_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"silian/casework"
)

// allRoles lists the roles in the order of the grid below.
var allRoles = []casework.Role{
	casework.RoleVillageRegistrar, casework.RoleVillageSecretary, casework.RoleVillageMediator, casework.RoleTownshipClerk,
	casework.RoleTownshipLeader, casework.RoleCountyClerk, casework.RoleCountySupervisor, casework.RoleAdministrator,
}

// permits says by hand who writes what, one letter a role in the order of allRoles:
// registrar, secretary, mediator, clerk, leader, county clerk, supervisor, administrator
// (A everywhere, a at township and county only).
const permits = `
case.opened          rs.t.c..
case.text            rs.t.c..
case.party           rs.t.c..
case.note            rsmtlcv.
case.split           rs.t.c..
case.taken_up        rsmt.c..
case.mediated        rsmt.c..
case.handed_over     .s.t.c..
case.received        rs.t.c..
case.accepted        rs.t.c..
case.returned        .s.t.c..
case.recalled        .s.t.c..
case.noticed         ...t.c..
case.answered        rs.t.c..
case.promised        rsmtlc..
case.promise_changed rsmtlc..
case.promise_settled rsmtlc..
case.resolved        rsmt.c..
case.return_visited  rsmtlcv.
case.evaluated       rsmtlcv.
case.closed          .s.t.c..
case.reopened        .s.t.c..
case.voided          rs.t.c..
case.marked          rsmt.c..
case.repeated        rs.t.c..
case.merged          .s.t.c..
case.absorbed        .s.t.c..
case.unmerged        .s.t.c..
case.released        .s.t.c..
case.submitted       ...t.c..
case.listed          ...t.c..
case.analysed        ...t.c..
case.tasked          ...t.c..
case.task_settled    ...t.c..
case.lead_assigned   .s.tlc..
case.lead_met        .s.tlc..
case.lead_ended      .s.tlc..
case.supervised      ...t.cv.
case.extended        ...t.c..
case.term_agreed     rsmt.c..
case.term_settled    rsmt.c..
case.court_asked     rsmt.c..
case.review_asked    ...t.c..
case.reviewed        ...t.c..
case.urgent_reported rsmtlcv.
case.reopen_asked    ...t.c..
case.aided           .s.t.c..
case.attached        rsmtlcv.
case.reclassified    .s.t.c..
case.sealed_off      .s.t.c..
case.seal_lifted     .s.t.c..
retention.appraised  rs.t.c..
retention.approved   .s.tlc..
retention.destroyed  .s.t.c..
retention.consulted  .s.tlc..
case.unmasked        rsmtlcv.
day.planned          rs.t.c..
day.opened           rs.t.c..
day.visit            rs.t.c..
day.visit_text       rs.t.c..
day.note             rs.t.c..
day.closed           rs.t.c..
day.not_held         rs.t.c..
day.decided          .s.t....
day.inspected        ...t.cv.
day.rectified        ...t.cv.
meeting.planned      ...t.c..
meeting.notified     ...t.c..
meeting.confirmed    ...t.c..
meeting.moved        ...t.c..
meeting.held         ...t.c..
meeting.not_held     ...t.c..
meeting.item         ...t.c..
meeting.dropped      ...t.c..
meeting.decided      ...t.c..
meeting.text         ...t.c..
supervision.ordered   ...t.cv.
supervision.delivered .s.t.cv.
supervision.fed_back  .s.t.cv.
supervision.judged    ...t.cv.
supervision.closed    ...t.cv.
supervision.text      .s.t.cv.
room.joined          ...t.c..
room.left            ...t.c..
room.stipend         ...t.c..
rules.clock          ...t.c.a
rules.target         ...t.c.a
rules.labels         ...t.c.a
rules.village_day    ...t.c.a
rules.exception      ...t.c.a
rules.meeting        ...t.c.a
rules.limits         ...t.c.a
rules.holidays       ...t.c.a
report.frozen        ...t.c..
sealed.received      ...t.c..
office.founded       rsmtlcvA
office.instance      rsmtlcvA
office.enrolled      rsmtlcvA
office.exported      rsmtlcvA
office.imported      rsmtlcvA
office.succeeded     rsmtlcvA
office.rotated       rsmtlcvA
office.revoked       rsmtlcvA
office.listed        rsmtlcvA
entry.destroyed      .s.t.c..
`

// TestPermittedCellByCell: each kind, each role, each level.
func TestPermittedCellByCell(t *testing.T) {
	want := map[casework.Kind]string{}
	for line := range strings.Lines(strings.TrimSpace(permits)) {
		kind, cells, _ := strings.Cut(strings.TrimSpace(line), " ")
		want[casework.Kind(kind)] = strings.TrimSpace(cells)
	}
	kinds := casework.SortedKinds()
	for _, kind := range kinds {
		cells, ok := want[kind]
		if !ok || len(cells) != len(allRoles) {
			t.Errorf("%s has no line in the grid", kind)
			continue
		}
		for i, role := range allRoles {
			for _, level := range []casework.Level{casework.Village, casework.Township, casework.County, "", "nation"} {
				var may bool
				switch {
				case level.Rank() == 0 || cells[i] == '.':
				case role == casework.RoleAdministrator:
					may = cells[i] == 'A' || level != casework.Village
				default:
					may = role.Level() == level
				}
				err := casework.Permitted(level, role, kind)
				var r *casework.Refused
				switch {
				case (err == nil) != may:
					t.Errorf("%s of a %q writes %s: %v, want %v", role, level, kind, err, may)
				case err != nil && (!errors.As(err, &r) || r.Why != casework.WhyRole || r.Act != kind):
					t.Errorf("%s: %v", kind, err)
				}
			}
		}
	}
	if len(want) != len(kinds) {
		t.Errorf("%d kinds in the grid, %d known", len(want), len(kinds))
	}
}

func TestPermittedUnknown(t *testing.T) {
	if casework.Permitted(casework.Township, casework.RoleTownshipClerk, "case.unheard") == nil {
		t.Error("an unknown kind is permitted")
	}
	if casework.Permitted(casework.Township, "visitor", casework.CaseNote) == nil || casework.Permitted(casework.Village, "", casework.OfficeImported) == nil {
		t.Error("an unknown role is permitted")
	}
}

// TestPermissionsIsComplete: each kind stands in exactly one line, and a line speaks of
// known kinds and roles only. No line gives a village role what is of organs only.
func TestPermissionsIsComplete(t *testing.T) {
	lines := map[casework.Kind]int{}
	for _, p := range casework.Permissions() {
		for _, k := range p.Kinds {
			lines[k]++
		}
		for _, r := range p.Roles {
			if !slices.Contains(allRoles, r) || (p.Organs && r.Level() == casework.Village) {
				t.Errorf("role %s in the line of %v", r, p.Kinds)
			}
		}
	}
	for _, k := range casework.SortedKinds() {
		if lines[k] != 1 {
			t.Errorf("%s stands in %d lines", k, lines[k])
		}
		delete(lines, k)
	}
	if len(lines) != 0 {
		t.Errorf("unknown kinds: %v", lines)
	}
}
