package casework

import "strings"

// DataClass is a sort of data as far as it matters who may see it (domain 2.6).
type DataClass string

// Classes of data: the rows of the table.
const (
	DataMatter       DataClass = "matter_text"  // text of a matter of the own village, not sealed
	DataContact      DataClass = "contact"      // name, phone, address of parties
	DataIDNumber     DataClass = "id_number"    // 公民身份号码
	DataSealed       DataClass = "sealed"       // 检举控告, and what is about village cadres (条例 30)
	DataSensitive    DataClass = "sensitive"    // 家庭暴力, minors, medical (反家庭暴力法 5, 个人信息保护法 28)
	DataSatisfaction DataClass = "satisfaction" // 评价 and what was said at a return visit
	DataSupervision  DataClass = "supervision"  // findings of a supervision
)

// Reader is who looks: the people of an office by role, a unit on paper, or print.
type Reader string

// Readers: the columns of the table.
const (
	ReaderVillageRegistrar = Reader(RoleVillageRegistrar)
	ReaderVillageSecretary = Reader(RoleVillageSecretary)
	ReaderVillageMediator  = Reader(RoleVillageMediator)
	ReaderTownshipClerk    = Reader(RoleTownshipClerk)
	ReaderTownshipLeader   = Reader(RoleTownshipLeader) // 分管领导, 包案领导
	ReaderUnit             = Reader("responsible_unit") // 责任单位: reads paper, has no file
	ReaderCountyClerk      = Reader(RoleCountyClerk)
	ReaderCountySupervisor = Reader(RoleCountySupervisor) // 县督查
	ReaderBulletin         = Reader("bulletin")           // 通报 and reports
	ReaderAdministrator    = Reader(RoleAdministrator)    // no content
)

// ReaderOf gives the column of a role.
func ReaderOf(r Role) Reader { return Reader(r) }

// Readers lists the columns of the table in order.
func Readers() []Reader {
	return []Reader{
		ReaderVillageRegistrar, ReaderVillageSecretary, ReaderVillageMediator, ReaderTownshipClerk, ReaderTownshipLeader,
		ReaderUnit, ReaderCountyClerk, ReaderCountySupervisor, ReaderBulletin, ReaderAdministrator,
	}
}

// Access is one cell of the table; its text is what the table prints.
type Access string

// Kinds of access. What each lets through is told by Visible.
const (
	AccessNone            Access = "no"
	AccessNoTrace         Access = "no trace" // not even a number
	AccessNever           Access = "never"
	AccessReadWrite       Access = "R/W"
	AccessReadWriteOwn    Access = "R/W (own)"
	AccessRead            Access = "R"
	AccessReadOwn         Access = "R (own)"
	AccessWriteOnceMasked Access = "write once, masked"
	AccessMasked          Access = "masked"
	AccessMaskedUnmask    Access = "masked, unmask logged" // shown whole for a reason that is kept
	AccessStub            Access = "stub"                  // date, number of the envelope, addressee
	AccessStubAddressee   Access = "stub if addressee"
	AccessIfNeeded        Access = "R if needed to act"
	AccessIfEscalated     Access = "R if escalated, R/W own"
	AccessReadEscalated   Access = "R if escalated"
	AccessIfHandler       Access = "R/W if handler"
	AccessReadHandler     Access = "R if handler"
	AccessIfOnPaper       Access = "R if on a formal paper"
	AccessInitialWriter   Access = "R/W if initial writer"
	AccessSummary         Access = "summary"    // whether, not what
	AccessAggregated      Access = "aggregated" // sums over many cases
	AccessCountOnly       Access = "count only"
	AccessUnitLevel       Access = "unit level only" // by unit, no case and no person
)

// VisibilityRow is one row of the table: Cells stand in the order of Readers.
type VisibilityRow struct {
	Class DataClass
	Cells []Access
}

// Visibility gives the table of domain 2.6. Three columns are ours: the mediator
// reads as the registrar does but only where he is the handler; the county
// supervisor stands as the county clerk for what he supervises, reads what was
// escalated, and never handles; the administrator reads nothing.
func Visibility() []VisibilityRow {
	const (
		no, rw, r, own = AccessNone, AccessReadWrite, AccessRead, AccessReadOwn
		rwOwn, mediate = AccessReadWriteOwn, AccessReadHandler
	)
	return []VisibilityRow{
		{DataMatter, []Access{rwOwn, rwOwn, mediate, rw, r, own, AccessIfEscalated, AccessReadEscalated, no, no}},
		{DataContact, []Access{rwOwn, own, mediate, r, r, AccessIfNeeded, AccessReadEscalated, AccessReadEscalated, AccessNever, no}},
		{DataIDNumber, []Access{AccessWriteOnceMasked, AccessMasked, no, AccessMaskedUnmask, AccessMasked, no, AccessIfOnPaper, no, AccessNever, no}},
		{DataSealed, []Access{AccessNoTrace, AccessNoTrace, AccessNoTrace, AccessStub, no, no, AccessStubAddressee, no, AccessCountOnly, no}},
		{DataSensitive, []Access{AccessInitialWriter, AccessIfHandler, mediate, AccessIfHandler, mediate, mediate, AccessIfHandler, no, AccessNever, no}},
		{DataSatisfaction, []Access{no, AccessSummary, no, rw, r, AccessSummary, AccessSummary, AccessSummary, AccessAggregated, no}},
		{DataSupervision, []Access{own, own, mediate, rw, r, own, rw, rw, AccessUnitLevel, no}},
	}
}

// visibilityTable is never written after start.
var visibilityTable = Visibility()

// Circumstances is what a cell may ask beside the role.
type Circumstances struct {
	Own           bool // a matter of the reader's own village or unit; at the county, one that it opened
	Escalated     bool // handed up to the reader's office, or opened there
	Needed        bool // the unit cannot act without it
	Handler       bool // the named handler (承办人)
	InitialWriter bool // who wrote the matter down first
	OnPaper       bool // it stands on a formal paper
	Addressee     bool // the reader's office is the addressee of the sealed envelope
}

// Sight is what a reader may do with data of one class. The zero value is nothing.
type Sight struct {
	Read      bool // the data itself
	Write     bool
	Masked    bool // the masked form
	Unmask    bool // the whole for a reason that is logged
	Summary   bool // whether, not what
	CountOnly bool // numbers over many cases
}

// Visible decides what a reader may see of a class of data: the one place where the
// table is read. A reader or a class that it does not know sees nothing.
func Visible(reader Reader, class DataClass, in Circumstances) Sight {
	return accessOf(reader, class).sight(in)
}

// accessOf gives the cell; AccessNone outside the table.
func accessOf(reader Reader, class DataClass) Access {
	for _, row := range visibilityTable {
		if row.Class != class {
			continue
		}
		for i, r := range Readers() {
			if r == reader {
				return row.Cells[i]
			}
		}
	}
	return AccessNone
}

func (a Access) sight(in Circumstances) Sight {
	read := func(when bool) Sight { return Sight{Read: when} }
	both := func(when bool) Sight { return Sight{Read: when, Write: when} }
	switch a {
	case AccessReadWrite:
		return both(true)
	case AccessReadWriteOwn:
		return both(in.Own)
	case AccessRead:
		return read(true)
	case AccessReadOwn:
		return read(in.Own)
	case AccessWriteOnceMasked:
		return Sight{Write: true, Masked: true}
	case AccessMasked:
		return Sight{Masked: true}
	case AccessMaskedUnmask:
		return Sight{Masked: true, Unmask: true}
	case AccessStub:
		return Sight{Write: true, Summary: true}
	case AccessStubAddressee:
		return Sight{Write: in.Addressee, Summary: in.Addressee}
	case AccessIfNeeded:
		return read(in.Needed)
	case AccessIfEscalated:
		return Sight{Read: in.Escalated || in.Own, Write: in.Own}
	case AccessReadEscalated:
		return read(in.Escalated)
	case AccessIfHandler:
		return both(in.Handler)
	case AccessReadHandler:
		return read(in.Handler)
	case AccessIfOnPaper:
		return read(in.OnPaper)
	case AccessInitialWriter:
		return both(in.InitialWriter)
	case AccessSummary, AccessUnitLevel:
		return Sight{Summary: true}
	case AccessAggregated, AccessCountOnly:
		return Sight{CountOnly: true}
	}
	return Sight{}
}

// VisibilityTable prints the table as Markdown (docs/rules.md).
func VisibilityTable() string {
	var b strings.Builder
	b.WriteString("| data |")
	for _, r := range Readers() {
		b.WriteString(" " + string(r) + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(Readers())) + "\n")
	for _, row := range visibilityTable {
		b.WriteString("| " + string(row.Class) + " |")
		for _, cell := range row.Cells {
			b.WriteString(" " + string(cell) + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}
