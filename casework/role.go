package casework

// Role is what a person may do in an office (domain 3.1).
type Role string

// Roles by level.
const (
	RoleVillageRegistrar Role = "village_registrar" // 村登记员
	RoleVillageSecretary Role = "village_secretary" // 村支书
	RoleVillageMediator  Role = "village_mediator"  // 村调解员
	RoleTownshipClerk    Role = "township_clerk"    // 乡镇信访/综治专干
	RoleTownshipLeader   Role = "township_leader"   // 分管领导、主要领导
	RoleCountyClerk      Role = "county_clerk"      // 县登记员
	RoleCountySupervisor Role = "county_supervisor" // 县督查
	RoleAdministrator    Role = "administrator"     // 管理员: no content
)

// Level gives the level of office at which the role exists; "" for the
// administrator, who exists at each.
func (r Role) Level() Level {
	switch r {
	case RoleVillageRegistrar, RoleVillageSecretary, RoleVillageMediator:
		return Village
	case RoleTownshipClerk, RoleTownshipLeader:
		return Township
	case RoleCountyClerk, RoleCountySupervisor:
		return County
	}
	return ""
}
